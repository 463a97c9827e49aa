#include "rules/eval/margins.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "base/text_util.h"
#include "rules/eval/reading.h"
#include "rules/eval/search.h"
#include "rules/facts/derived_facts.h"

namespace licet::rules {

namespace {

Possible figure_of(const Rational& value) {
  Possible out;
  out.type = FactType::kNumber;
  out.number = Interval::point(value);
  out.asked = true;
  return out;
}

// The figure just on the other side of the line.
Rational beyond(CompareOp op, const Rational& value, const Rational& limit) {
  const Rational step = (limit.is_zero() ? Rational(1) : limit) / Rational(1'000'000'000);
  switch (op) {
    case CompareOp::kGreaterEqual:
    case CompareOp::kLess:
      return value < limit ? limit : limit - step;
    case CompareOp::kGreater:
    case CompareOp::kLessEqual:
      return limit < value ? limit : limit + step;
    default:
      return value == limit ? limit + step : limit;
  }
}

// A line that a statement draws on a figure.
struct DrawnLine {
  NumberAtom atom;
  const Decl* read_by = nullptr;
  int fact = -1;
  Rational limit;
};
using DrawnLines = std::vector<DrawnLine>;

DrawnLines lines_drawn_on(const Law& law, Date day) {
  const Case none;
  const Readings readings(law);
  Evaluator evaluator(law, none, nullptr, Posture::kInForce);
  evaluator.set_day(day);
  DrawnLines out;
  for (const DeclKind kind : {DeclKind::kEntry, DeclKind::kRule, DeclKind::kAuthorization}) {
    for (const Decl* decl : law.all(kind)) {
      for (const NumberAtom& atom : readings.number_atoms(*decl, day)) {
        if (reads_a_fact(*atom.atom->kids[1])) continue;
        const Interval limit = evaluator.figure(*atom.atom->kids[1]);
        if (limit.is_point()) out.push_back(DrawnLine{atom, decl, atom.atom->kids[0]->fact, *limit.low});
      }
    }
  }
  return out;
}

class MarginFinder {
 public:
  MarginFinder(const Law& law, const Case& order, const LikeLines& like, Weigher& weigher, const Reachable& outcomes,
               std::size_t limit, PlanStore* plans, const std::vector<LineOutcome>* of_lines)
      : law_(law),
        order_(order),
        like_(like),
        weigher_(weigher),
        search_(weigher),
        of_lines_(of_lines),
        outcomes_(outcomes),
        limit_(limit),
        plans_(plans) {}

  std::vector<MarginRow> run() {
    find_figures();
    if (figures_.empty()) return {};
    std::set<Date> days(order_.leg_days.begin(), order_.leg_days.end());
    for (const Date day : days) {
      const auto make = [&] { return lines_drawn_on(law_, day); };
      const std::shared_ptr<const DrawnLines> drawn =
          plans_ == nullptr ? std::make_shared<const DrawnLines>(make()) : plans_->kept<DrawnLines>(day, make);
      for (const DrawnLine& line : *drawn) rows_of(line);
    }
    std::stable_sort(out_.begin(), out_.end(), [](const MarginRow& a, const MarginRow& b) { return a.item < b.item; });
    return std::move(out_);
  }

 private:
  // The figures that are known exactly, by fact.
  void find_figures() {
    for (std::size_t id = 0; id < order_.entities.size(); ++id) {
      for (const auto& [key, value] : order_.entities[id].facts) {
        const bool mine = key.first >= 0 && value.type == FactType::kNumber && value.number.is_point() &&
                          law_.schema().at(key.first).entity == order_.entities[id].kind;
        if (mine) figures_[key.first].emplace_back(static_cast<int>(id), &*value.number.low);
      }
    }
  }

  void rows_of(const DrawnLine& line) {
    const auto found = figures_.find(line.fact);
    if (found == figures_.end()) return;
    for (const auto& [entity, value] : found->second) {
      const Variable variable{entity, line.fact, {}};
      if (seen_.insert({variable, line.limit}).second) add(variable, line.atom, *line.read_by, *value, line.limit);
    }
  }

  void add(const Variable& variable, const NumberAtom& atom, const Decl& read_by, const Rational& value,
           const Rational& limit) {
    MarginRow row;
    row.variable = variable;
    const auto item = std::find(order_.items.begin(), order_.items.end(), variable.entity);
    if (item != order_.items.end()) row.item = static_cast<int>(item - order_.items.begin());
    row.fact = weigher_.name_of(variable);
    const std::string& name = law_.schema().at(variable.fact).name;
    row.metric = name.substr(name.find('.') + 1);
    row.line = read_by.kind == DeclKind::kEntry ? read_by.name : read_by.qualified;
    row.cite = atom.version->cite;
    row.op = atom.atom->op;
    row.value = value;
    row.limit = limit;
    row.headroom = limit - value;
    const Rational there = beyond(row.op, value, limit);
    row.up = value < there;
    row.beyond = outcomes_;
    if (!there.is_negative()) {
      Assignment fixed = moved_with(law_, order_, variable, there);
      fixed[variable] = figure_of(there);
      const Found& found = reach(variable.entity, fixed);
      row.beyond = found.reached;
      row.flips = found.exact && !(found.reached == outcomes_);
    }
    out_.push_back(std::move(row));
  }

  // Figures of items that are alike come to the same where they are moved alike.
  const Found& reach(int entity, const Assignment& fixed) {
    std::string moved;
    if (const auto place = like_.place_of(entity); place && like_.any()) {
      moved = concat(like_.first_like(*place));
      for (const auto& [variable, cell] : fixed)
        moved += concat(" ", variable.fact, "=", cell->number.low->to_fraction());
    } else {
      found_.erase(moved);
    }
    const auto [known, added] = found_.try_emplace(std::move(moved));
    if (added) {
      known->second = find(entity, fixed);
      // The next figure is moved in the order as it is stated, not beside this one.
      search_.forget(fixed);
    }
    return known->second;
  }

  // What other lines come to does not hang on the figures of an item.
  Found find(int entity, const Assignment& fixed) {
    const std::vector<Line> lines = like_.apart(fixed);
    const auto place = like_.place_of(entity);
    if (!place || of_lines_ == nullptr || !weigher_.tells_items_apart()) return search_.reach(lines, fixed, limit_);
    std::vector<const Reachable*> known;
    known.reserve(lines.size());
    for (const Line& line : lines) known.push_back(line.item == *place ? nullptr : &of_line(line));
    return search_.reach_knowing(lines, fixed, limit_, known);
  }

  const Reachable& of_line(const Line& line) const {
    return (*of_lines_)[line.leg * order_.items.size() + line.item].outcomes;
  }

  const Law& law_;
  const Case& order_;
  const LikeLines& like_;
  Weigher& weigher_;
  Search search_;
  const std::vector<LineOutcome>* of_lines_;
  const Reachable& outcomes_;
  std::size_t limit_;
  PlanStore* plans_;
  std::map<int, std::vector<std::pair<int, const Rational*>>> figures_;  // by fact: entity, value
  std::set<std::pair<Variable, Rational>> seen_;
  std::map<std::string, Found> found_;  // by kind of items and what moved
  std::vector<MarginRow> out_;
};

// What is computed from a figure, where it has another value.
Assignment computed_with(const Law& law, const Case& order, const Variable& variable, const Rational& value) {
  Assignment out;
  const auto& facts = law.schema().facts();
  const std::string& name = law.schema().at(variable.fact).name;
  for (std::size_t id = 0; id < facts.size(); ++id) {
    const std::vector<std::string_view> words = split(facts[id].derived, ' ');
    if (words.size() != 3 || (words[0] != "product" && words[0] != "ratio")) continue;
    if (words[1] != name && words[2] != name) continue;
    if (order.find(variable.entity, static_cast<int>(id)) == nullptr) continue;
    const bool first = words[1] == name;
    const Possible* other = order.find(variable.entity, law.schema().find(words[first ? 2 : 1]));
    if (other == nullptr || !other->number.is_point()) continue;
    const Rational& second = first ? *other->number.low : value;
    const Rational& top = first ? value : *other->number.low;
    if (words[0] == "ratio" && second.is_zero()) continue;
    const Variable moved{variable.entity, static_cast<int>(id), {}};
    const Rational computed = words[0] == "ratio" ? top / second : top * second;
    out[moved] = figure_of(computed);
    for (const auto& [further, cell] : computed_with(law, order, moved, computed)) out.emplace(further, cell);
  }
  return out;
}

}  // namespace

Assignment moved_with(const Law& law, const Case& order, const Variable& variable, const Rational& value) {
  Assignment out = computed_with(law, order, variable, value);
  const auto dividend = dividend_of(law.schema(), order, variable, Interval::point(value));
  if (!dividend || !dividend->second.is_point()) return out;
  const Rational& computed = *dividend->second.low;
  out[dividend->first] = figure_of(computed);
  for (const auto& [further, cell] : computed_with(law, order, dividend->first, computed)) out.emplace(further, cell);
  return out;
}

std::vector<MarginRow> find_margins(const Law& law, const Case& order, const LikeLines& like, Weigher& weigher,
                                    const Reachable& outcomes, std::size_t limit, PlanStore* plans,
                                    const std::vector<LineOutcome>* of_lines) {
  return MarginFinder(law, order, like, weigher, outcomes, limit, plans, of_lines).run();
}

}  // namespace licet::rules
