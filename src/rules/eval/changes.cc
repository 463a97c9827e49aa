// Sets of changes are tried from the cheapest on. The facts of a set are freed and the search looks for a leaf that is
// lighter than now, beside the present values first; what is computed from a freed figure is freed with it, and a leaf
// counts only if figure and what is computed from it agree. Figures, words and yes-or-no facts are cut at all their
// lines before anything is weighed: a code that is stated would be believed while a figure is open.
#include "rules/eval/changes.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text_util.h"
#include "rules/eval/reading.h"

namespace licet::rules {

namespace {

constexpr std::size_t kMostMoves = 12;
constexpr std::size_t kMostFound = 5;
constexpr std::size_t kLinesOfWeighing = 16;

struct Row {
  std::string kind;
  int cost = 1;
  bool together = false;
  std::string how;
};

// `ratio a b` or `product a b`.
struct Formula {
  bool ratio = false;
  int first = -1;
  int second = -1;
};

std::optional<Formula> formula_of(const FactSchema& schema, int fact) {
  const std::vector<std::string_view> words = split(schema.at(fact).derived, ' ');
  if (words.size() != 3 || (words[0] != "ratio" && words[0] != "product")) return std::nullopt;
  return Formula{words[0] == "ratio", schema.find(words[1]), schema.find(words[2])};
}

bool holds_value(const Possible& cell, const Possible& value) {
  if (cell.type == FactType::kNumber) return !intersect(cell.number, value.number).is_empty();
  return std::all_of(value.words.begin(), value.words.end(), [&](const std::string& word) {
    return std::find(cell.words.begin(), cell.words.end(), word) != cell.words.end();
  });
}

class Alternator {
 public:
  Alternator(const DecidedOrder& of, std::size_t limit)
      : of_(of), limit_(limit), now_(of.decision.outcomes.most()), readings_(of.law) {}

  Alternatives run() {
    if (now_ <= Outcome::kNoLicenseRequired || !read_table()) return {};
    collect_moves();
    for (const std::vector<std::size_t>& set : sets()) {
      if (out_.found.size() >= kMostFound) break;
      const bool holds_smaller = std::any_of(done_.begin(), done_.end(), [&](const std::vector<std::size_t>& smaller) {
        return std::includes(set.begin(), set.end(), smaller.begin(), smaller.end());
      });
      if (!holds_smaller) attempt(set);
      if (is_spent()) break;
    }
    out_.cut = out_.cut || is_spent();
    return std::move(out_);
  }

 private:
  struct Move {
    Row row;
    std::string about;
    std::vector<Variable> variables;
  };

  // Those that tell what the order comes to with these facts.
  std::vector<Line> lines_beside(const Assignment& fixed) const {
    return of_.like == nullptr ? of_.lines : of_.like->apart(fixed);
  }

  // ---- what can be changed ----

  bool read_table() {
    const TupleTable* table = of_.law.table(kChangeableTable);
    if (table == nullptr) return false;
    for (const std::vector<std::string>& cells : table->rows) {
      const int fact = of_.law.schema().find(cells[0]);
      if (fact < 0) continue;
      const FactDecl& decl = of_.law.schema().at(fact);
      // Knowledge and diligence are not changed at will, whatever a table says.
      if (decl.may_be_unknowable || decl.profile_may_set) continue;
      const auto cost = Rational::parse(cells[2]);
      rows_[fact] = Row{cells[1], cost ? std::stoi(cost->to_decimal(0)) : 1, cells[3] == "yes", cells[4]};
    }
    return !rows_.empty();
  }

  std::set<int> facts_read() {
    std::set<int> out;
    const auto add = [&](const Decl* decl) {
      const std::set<int>& facts = readings_.facts_of(*decl);
      out.insert(facts.begin(), facts.end());
    };
    for (const RequirementRow& row : of_.decision.requirements) {
      if (row.binds) add(row.rule);
    }
    for (const AuthorizationRow& row : of_.decision.authorizations) {
      add(row.authorization);
      for (const Decl* restriction : of_.law.all(DeclKind::kRestriction)) add(restriction);
      for (const std::string& path : row.documents) out.insert(of_.law.schema().find(path));
    }
    // What is computed is changed through its parts, what is copied through its source.
    for (bool more = true; more;) {
      const std::size_t before = out.size();
      for (const int fact : std::set<int>(out)) {
        if (fact < 0) continue;
        const std::vector<std::string_view> words = split(of_.law.schema().at(fact).derived, ' ');
        for (std::size_t i = 1; i < words.size(); ++i) {
          if (const int source = of_.law.schema().find(words[i]); source >= 0) out.insert(source);
        }
      }
      more = out.size() > before;
    }
    return out;
  }

  void collect_moves() {
    const std::set<int> read = facts_read();
    for (std::size_t id = 0; id < of_.order.entities.size(); ++id) {
      for (const auto& [fact, row] : rows_) {
        if (read.contains(fact)) add_move(static_cast<int>(id), fact, row);
      }
    }
    std::stable_sort(moves_.begin(), moves_.end(),
                     [](const Move& a, const Move& b) { return a.row.cost < b.row.cost; });
    if (moves_.size() > kMostMoves) {
      moves_.resize(kMostMoves);
      out_.cut = true;
    }
  }

  void add_move(int id, int fact, const Row& row) {
    const Possible* value = of_.order.find(id, fact);
    if (value == nullptr || !value->is_single() || value->answer != Answer::kValue) return;
    const FactRole role = of_.law.schema().at(fact).role;
    if (role == FactRole::kDocument && value->words != std::vector<std::string>{"false"}) return;
    if (is_computed(id, fact)) return;
    const std::string& label = of_.order.entity(id).label;
    const Variable variable{id, fact, {}};
    for (Move& move : moves_) {
      // A party in two roles is two elements and one party.
      const bool same = row.together && move.row.together && move.row.kind == row.kind && move.about == label;
      if (!same) continue;
      move.variables.push_back(variable);
      move.row.cost = std::max(move.row.cost, row.cost);
      return;
    }
    moves_.push_back(Move{row, label, {variable}});
  }

  // Both parts are stated, so the figure follows from them.
  bool is_computed(int id, int fact) const {
    const std::optional<Formula> formula = formula_of(of_.law.schema(), fact);
    return formula && of_.order.find(id, formula->first) != nullptr && of_.order.find(id, formula->second) != nullptr;
  }

  // ---- sets of changes ----

  int cost_of(const std::vector<std::size_t>& set) const {
    int cost = 0;
    for (const std::size_t i : set) cost += moves_[i].row.cost;
    return cost;
  }

  std::vector<std::vector<std::size_t>> sets() const {
    std::vector<std::vector<std::size_t>> out;
    for (std::size_t a = 0; a < moves_.size(); ++a) {
      out.push_back({a});
      for (std::size_t b = a + 1; b < moves_.size(); ++b) {
        out.push_back({a, b});
        for (std::size_t c = b + 1; c < moves_.size(); ++c) out.push_back({a, b, c});
      }
    }
    std::stable_sort(out.begin(), out.end(), [this](const auto& x, const auto& y) {
      return cost_of(x) != cost_of(y) ? cost_of(x) < cost_of(y) : x.size() < y.size();
    });
    return out;
  }

  void attempt(const std::vector<std::size_t>& set) {
    Assignment fixed;
    freed_.clear();
    bool places = false;
    for (const std::size_t i : set) {
      for (const Variable& variable : moves_[i].variables) {
        free(variable, fixed);
        places = places || fixed.at(variable)->type == FactType::kPlace;
      }
    }
    // Of other places those that need no license at all come first.
    goal_ = places ? std::min(now_, Outcome::kExceptionToConfirm) : now_;
    if (!cut_next(0, fixed)) {
      if (goal_ == now_) return;
      goal_ = now_;
      if (!cut_next(0, fixed)) return;
    }
    widen(fixed);
    add_found(set, fixed);
  }

  // Frees a fact, and with it what is computed or copied from it.
  void free(const Variable& variable, Assignment& fixed) {
    const FactDecl& decl = of_.law.schema().at(variable.fact);
    Possible any = everything_possible(decl, of_.law.places());
    any.answer = Answer::kValue;
    any.asked = true;
    if (decl.role == FactRole::kDocument) any.words = {"true"};
    if (!fixed.emplace(variable, any).second) return;
    freed_.push_back(variable);
    const Possible* value = of_.order.find(variable.entity, variable.fact);
    for (std::size_t id = 0; id < of_.law.schema().facts().size(); ++id) {
      const std::vector<std::string_view> words = split(of_.law.schema().at(static_cast<int>(id)).derived, ' ');
      const Possible* other = of_.order.find(variable.entity, static_cast<int>(id));
      if (words.size() < 2 || other == nullptr) continue;
      const bool copied = words[0] == "copy" && words[1] == decl.name && *other == *value;
      const bool computed = (words[0] == "ratio" || words[0] == "product") &&
                            (words[1] == decl.name || words[2] == decl.name) &&
                            is_computed(variable.entity, static_cast<int>(id));
      if (copied || computed) free(Variable{variable.entity, static_cast<int>(id), {}}, fixed);
    }
  }

  // The cells of a freed fact that its lines tell apart, the present one first, then its neighbours. A place has one:
  // it is split where rules ask.
  std::vector<Possible> cells_of(const Variable& variable, const Possible& possible) {
    std::vector<Possible> out;
    if (possible.type == FactType::kNumber) {
      for (const Interval& interval : cut_figure(lines_of_figure(variable.fact))) {
        Possible cell = possible;
        cell.number = intersect(possible.number, interval);
        if (!cell.number.is_empty()) out.push_back(std::move(cell));
      }
    } else if (possible.type == FactType::kPlace || possible.anything) {
      return {possible};
    } else {
      for (const std::string& word : possible.words) {
        out.push_back(possible);
        out.back().words = {word};
      }
    }
    const Possible& value = *of_.order.find(variable.entity, variable.fact);
    const auto here = std::find_if(out.begin(), out.end(), [&](const Possible& c) { return holds_value(c, value); });
    if (here == out.end()) {  // the nearest first
      const bool below_it = out.back().number.high && value.number.low && *out.back().number.high <= *value.number.low;
      if (below_it) std::reverse(out.begin(), out.end());
      return out;
    }
    std::vector<Possible> sorted = {*here};
    const auto at = here - out.begin();
    for (std::ptrdiff_t step = 1; step < static_cast<std::ptrdiff_t>(out.size()); ++step) {
      if (at - step >= 0) sorted.push_back(out[static_cast<std::size_t>(at - step)]);
      if (at + step < static_cast<std::ptrdiff_t>(out.size()))
        sorted.push_back(out[static_cast<std::size_t>(at + step)]);
    }
    return sorted;
  }

  // Looks for a leaf that is lighter than now; `fixed` then holds its cells.
  bool cut_next(std::size_t i, Assignment& fixed) {
    if (i == freed_.size()) return descend(fixed);
    for (const Possible& cell : cells_of(freed_[i], fixed[freed_[i]])) {
      Assignment below = fixed;
      below[freed_[i]] = cell;
      if (!agrees(below) || !cut_next(i + 1, below)) continue;
      fixed = std::move(below);
      return true;
    }
    return false;
  }

  // In an order of many items the lines count, as weighing them takes the time.
  bool is_spent() const {
    return weighings_ > limit_ || (of_.order.items.size() > kManyItems && lines_weighed_ > limit_ * kLinesOfWeighing);
  }

  // Of other facts nothing is split.
  Levels weigh(const std::vector<Line>& lines, const Assignment& fixed) const {
    of_.weigher.want_splits_among(&fixed);
    Levels out = of_.weigher.levels(lines, fixed);
    of_.weigher.want_splits_among(nullptr);
    return out;
  }

  bool descend(Assignment& fixed) {
    if (is_spent()) return false;
    ++weighings_;
    // What kept the order too heavy last time mostly does so again.
    const std::vector<Line> lines = lines_beside(fixed);
    const bool again = heavy_ && lines.size() > 1 && std::find(lines.begin(), lines.end(), *heavy_) != lines.end();
    if (again && weigh({*heavy_}, fixed).low >= goal_) return false;
    lines_weighed_ += lines.size();
    const Levels bound = weigh(lines, fixed);
    // What is no export any more is another transaction, no way out of this one.
    const bool leaves_the_law =
        of_.decision.outcomes.least() > Outcome::kNotSubject && bound.low == Outcome::kNotSubject;
    if (leaves_the_law && bound.high == Outcome::kNotSubject) return false;
    if (bound.high < goal_ && !leaves_the_law) return true;
    if (bound.low >= goal_) {
      const auto heavy = std::find_if(bound.by_line.begin(), bound.by_line.end(),
                                      [this](const auto& levels) { return levels.first >= goal_; });
      if (heavy != bound.by_line.end()) heavy_ = lines[static_cast<std::size_t>(heavy - bound.by_line.begin())];
      return false;
    }
    const auto split = std::find_if(bound.splits.begin(), bound.splits.end(),
                                    [&](const Split& s) { return fixed.contains(s.variable); });
    if (split == bound.splits.end()) return bound.high < goal_;
    std::vector<FactCell> cells = split->cells;
    const Possible* value = of_.order.find(split->variable.entity, split->variable.fact);
    // The present value first: what need not change stays.
    std::stable_sort(cells.begin(), cells.end(), [&](const Possible& a, const Possible& b) {
      return value != nullptr && holds_value(a, *value) && !holds_value(b, *value);
    });
    for (const FactCell& cell : cells) {
      Assignment below = fixed;
      below[split->variable] = cell;
      if (!agrees(below) || !descend(below)) continue;
      fixed = std::move(below);
      return true;
    }
    return false;
  }

  // Are all cells that lie in `fixed` lighter than now? Their outcomes are gathered in `met_`.
  bool all_lighter(std::size_t i, const Assignment& fixed) {
    if (is_spent()) return false;
    if (i == freed_.size()) {
      ++weighings_;
      const Found found = Search(of_.weigher).reach(lines_beside(fixed), fixed, limit_);
      for (std::size_t o = 0; o < kOutcomes; ++o) {
        if (found.reached.has(static_cast<Outcome>(o))) met_.add(static_cast<Outcome>(o));
      }
      return found.reached.most() < goal_;
    }
    for (const Possible& cell : cells_of(freed_[i], fixed.at(freed_[i]))) {
      Assignment below = fixed;
      below[freed_[i]] = cell;
      if (agrees(below) && !all_lighter(i + 1, below)) return false;
    }
    return true;
  }

  // Lines on a figure on any leg's day, sorted.
  const std::set<Rational>& lines_of_figure(int fact) {
    if (figure_lines_.empty()) {
      for (const Date day : std::set<Date>(of_.order.leg_days.begin(), of_.order.leg_days.end())) {
        for (const auto& [of, limit] : readings_.lines_on(day)) figure_lines_[of].insert(limit);
      }
      figure_lines_[-1];  // not empty any more
    }
    return figure_lines_[fact];
  }

  // ---- figures and what is computed from them ----

  Interval interval_of(const Assignment& fixed, int entity, int fact) const {
    if (const auto found = fixed.find(Variable{entity, fact, {}}); found != fixed.end()) return found->second->number;
    const Possible* stated = of_.order.find(entity, fact);
    return stated == nullptr ? Interval::not_negative() : stated->number;
  }

  // Narrows the parts of each computed figure to what agrees with it. False if nothing does.
  bool agrees(Assignment& fixed) const {
    for (const Variable& variable : freed_) {
      const std::vector<std::string_view> words = split(of_.law.schema().at(variable.fact).derived, ' ');
      if (words[0] == "copy" && words.size() == 2 && !agrees_copy(variable, words[1], fixed)) return false;
      const std::optional<Formula> formula = formula_of(of_.law.schema(), variable.fact);
      if (!formula || !is_computed(variable.entity, variable.fact)) continue;
      if (!agrees_figure(variable, *formula, fixed)) return false;
    }
    return true;
  }

  bool agrees_copy(const Variable& variable, std::string_view source, Assignment& fixed) const {
    const auto from = fixed.find(Variable{variable.entity, of_.law.schema().find(source), {}});
    if (from == fixed.end()) return true;
    std::vector<std::string> both_words;
    Possible source_cell = from->second;
    Possible cell = fixed[variable];
    const auto& a = source_cell.words;
    const auto& b = cell.words;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both_words));
    if (both_words.empty()) return false;
    source_cell.words = both_words;
    cell.words = std::move(both_words);
    from->second = std::move(source_cell);
    fixed[variable] = std::move(cell);
    return true;
  }

  // False if no figure is left.
  static bool set_number(FactCell& cell, const Interval& number) {
    Possible out = cell;
    out.number = number;
    cell = std::move(out);
    return !number.is_empty();
  }

  bool agrees_figure(const Variable& variable, const Formula& formula, Assignment& fixed) const {
    const Interval a = interval_of(fixed, variable.entity, formula.first);
    const Interval b = interval_of(fixed, variable.entity, formula.second);
    const Interval whole = intersect(fixed[variable]->number, formula.ratio ? divide(a, b) : multiply(a, b));
    if (!set_number(fixed[variable], whole)) return false;
    // With one part freed the other one gives it; with both free their bounds are enough.
    const auto first = fixed.find(Variable{variable.entity, formula.first, {}});
    const auto second = fixed.find(Variable{variable.entity, formula.second, {}});
    if (first != fixed.end() && second == fixed.end()) {
      return set_number(first->second,
                        intersect(first->second->number, formula.ratio ? multiply(whole, b) : divide(whole, b)));
    }
    if (second != fixed.end() && first == fixed.end()) {
      return set_number(second->second,
                        intersect(second->second->number, formula.ratio ? divide(a, whole) : divide(whole, a)));
    }
    return true;
  }

  // A cell may be narrower than it need be: each figure is opened away from its present value as far as that holds.
  void widen(Assignment& fixed) {
    Assignment wider = fixed;
    for (const Variable& variable : freed_) {
      const FactCell cell = wider[variable];
      const Possible* value = of_.order.find(variable.entity, variable.fact);
      if (cell->type != FactType::kNumber || value == nullptr) continue;
      Interval number = cell->number;
      if (is_formula(variable)) {
        number = Interval::not_negative();  // follows from its parts
      } else if (holds_value(cell, *value)) {
        continue;
      } else if (number.high && *number.high <= *value->number.low) {
        number = down_to_zero(std::move(number));
      } else {
        number.high.reset();
        number.high_open = false;
      }
      static_cast<void>(set_number(wider[variable], number));
    }
    met_ = Reachable();
    if (agrees(wider) && all_lighter(0, wider)) {
      fixed = std::move(wider);
      return;
    }
    met_ = Reachable();
    static_cast<void>(all_lighter(0, fixed));
  }

  bool is_formula(const Variable& variable) const {
    return formula_of(of_.law.schema(), variable.fact) && is_computed(variable.entity, variable.fact);
  }

  void add_found(const std::vector<std::size_t>& set, const Assignment& fixed) {
    Alternative found;
    for (const std::size_t i : set) {
      Change change{moves_[i].row.kind, moves_[i].about, moves_[i].row.how, {}, moves_[i].row.cost};
      for (const Variable& variable : moves_[i].variables) {
        const Possible& value = *of_.order.find(variable.entity, variable.fact);
        const Possible& to = fixed.at(variable);
        if (holds_value(to, value) || is_formula(variable)) continue;
        change.facts.push_back(ChangedFact{variable, of_.weigher.name_of(variable), value, to});
      }
      if (change.facts.empty()) return;  // a smaller set would do
      found.cost += change.cost;
      found.changes.push_back(std::move(change));
    }
    if (met_.count() == 0) return;  // the limit was reached
    found.outcomes = met_;
    done_.push_back(set);
    out_.found.push_back(std::move(found));
  }

  const DecidedOrder& of_;
  std::size_t limit_;
  Outcome now_;
  Outcome goal_ = now_;  // what is looked for is lighter than this
  Readings readings_;
  std::map<int, Row> rows_;
  std::map<int, std::set<Rational>> figure_lines_;
  std::vector<Move> moves_;
  std::vector<Variable> freed_;
  std::vector<std::vector<std::size_t>> done_;
  Reachable met_;
  std::optional<Line> heavy_;  // that came to the goal or more last
  std::size_t weighings_ = 0;
  std::size_t lines_weighed_ = 0;
  Alternatives out_;
};

}  // namespace

Alternatives find_alternatives(const DecidedOrder& of, std::size_t limit) {
  return Alternator(of, limit).run();
}

}  // namespace licet::rules
