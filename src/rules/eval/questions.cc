// Whether a fact matters is worked out in relevance.cc; here it is cut into cells, put into words and ranked. Tests:
// questions_test.cc, against all completions.
#include "rules/eval/questions.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text_util.h"
#include "rules/check/sets.h"
#include "rules/eval/classify.h"
#include "rules/eval/reading.h"
#include "rules/eval/relevance.h"

namespace licet::rules {

namespace {

constexpr std::size_t kMostCells = 16;
constexpr std::size_t kMostParagraphs = 6;
// Lines weighed for questions about items, where there are many: each once for each fact. No more are asked then.
constexpr std::size_t kMostLines = 1'500;

// The fact that says whether a list names all its elements. A facility that nobody named is asked about itself: an
// order that knows of a use has one.
const char* closing_fact(EntityKind kind) {
  switch (kind) {
    case EntityKind::kParty:
      return "order.parties_complete";
    case EntityKind::kComponent:
      return "item.components_complete";
    default:
      return nullptr;
  }
}

// A kind of items of which a question has one answer, and the fact that it asks for.
using AskedOf = std::pair<std::size_t, int>;

// A question before it is sure that its fact matters: that is looked for only where it would be asked.
struct Draft {
  Question question;
  std::optional<Split> open;  // whether this fact matters
  std::optional<AskedOf> of;  // an item that others are like
};

// A fact that may be asked for; of a set fact all members that some rule asks about.
struct Candidate {
  std::vector<Split> splits;
  const Variable& first() const { return splits.front().variable; }
};

// All values of the cells together, as a plain answer would give one of them.
Possible whole_of(const Split& split) {
  Possible out = split.cells.front();
  for (const Possible& cell : split.cells) {
    out.words.insert(out.words.end(), cell.words.begin(), cell.words.end());
    if (out.number.low && (!cell.number.low || *cell.number.low < *out.number.low ||
                           (*cell.number.low == *out.number.low && !cell.number.low_open))) {
      out.number.low = cell.number.low;
      out.number.low_open = cell.number.low_open;
    }
    if (out.number.high && (!cell.number.high || *out.number.high < *cell.number.high ||
                            (*cell.number.high == *out.number.high && !cell.number.high_open))) {
      out.number.high = cell.number.high;
      out.number.high_open = cell.number.high_open;
    }
  }
  std::sort(out.words.begin(), out.words.end());
  out.words.erase(std::unique(out.words.begin(), out.words.end()), out.words.end());
  out.answer = Answer::kValue;
  out.asked = true;
  out.not_known = false;
  return out;
}

bool below(const Possible& a, const Possible& b) {
  if (!a.number.low || !b.number.low) return !a.number.low && b.number.low.has_value();
  if (*a.number.low == *b.number.low) return !a.number.low_open && b.number.low_open;
  return *a.number.low < *b.number.low;
}

// A few of the codes, first the one for what no entry names.
std::string codes_text(const Possible& possible) {
  constexpr std::size_t kShown = 6;
  std::vector<std::string> words = possible.words;
  std::stable_partition(words.begin(), words.end(), [](const std::string& code) { return is_basket(code); });
  const std::size_t more = words.size() > kShown + 1 ? words.size() - kShown : 0;
  words.resize(words.size() - more);
  return concat(joined(words, ", "), more == 0 ? "" : concat(" and ", more, " other codes"));
}

int cost_of(const Law& law, const Variable& variable) {
  if (variable.fact == kLetterFact) {
    const int exporter = law.schema().find("order.exporter");
    return exporter >= 0 ? std::max(1, law.schema().at(exporter).cost) : 1;
  }
  return variable.fact >= 0 ? std::max(1, law.schema().at(variable.fact).cost) : 5;
}

// Does a value of it rule out an outcome, whatever else is true?
bool tells_apart(const Question& question, const Reachable& outcomes) {
  return std::any_of(question.decides.begin(), question.decides.end(), [&](const Cell& cell) {
    return !(cell.outcomes == question.decides.front().outcomes) || !(cell.outcomes == outcomes);
  });
}

class Questioner {
 public:
  Questioner(const DecidedOrder& of, const std::vector<Witness>& known, std::size_t limit)
      : of_(of), relevance_(of, known, limit), readings_(of.law) {}

  Asked run() {
    std::vector<Draft> drafts;
    for (const Candidate& candidate : candidates()) {
      if (std::optional<Draft> one = ask_of_kind(candidate)) drafts.push_back(std::move(*one));
    }
    if (!of_.decision.exact) add_support(drafts);
    std::stable_sort(drafts.begin(), drafts.end(),
                     [this](const Draft& a, const Draft& b) { return ranks_before(of_.law, a.question, b.question); });
    Asked out;
    std::vector<Question>& kept = out.questions;
    for (Draft& one : drafts) {
      if (kept.size() == kMostQuestions) {
        skipped_.push_back(one.question.variable);
        break;
      }
      const bool again = std::any_of(kept.begin(), kept.end(), [&](const Question& q) {
        return q.fact == one.question.fact || same_listing(q.variable, one.question.variable);
      });
      if (again || !confirm(one)) continue;
      kept.push_back(std::move(one.question));
    }
    out.cut = !skipped_.empty();
    // An answer that is open asks for something.
    if (kept.empty() && out.cut) {
      kept.push_back(describe(skipped_.front()));
      kept.back().by_support = kept.back().together = true;
    }
    return out;
  }

 private:
  // Which entry of a list a party is settles all that the entry says.
  bool same_listing(const Variable& a, const Variable& b) const {
    if (a.fact < 0 || b.fact < 0 || a.entity != b.entity) return false;
    const auto list_of = [&](int fact) { return split(of_.law.schema().at(fact).listing, ' ')[0]; };
    return !list_of(a.fact).empty() && list_of(a.fact) == list_of(b.fact);
  }

  // ---- candidates ----

  std::vector<Candidate> candidates() {
    const std::vector<Split> open = open_splits();
    const auto is_open = [&](const Variable& variable) {
      return std::any_of(open.begin(), open.end(), [&](const Split& split) { return split.variable == variable; });
    };
    std::vector<Candidate> out;
    for (const Split& split : open) {
      if (is_stated_unknowable(split.variable)) continue;
      if (const std::optional<Split> closing = closing_of(split.variable)) {
        // About somebody who is not named one can only ask whether there is such a one.
        const bool again = is_open(closing->variable) || std::any_of(out.begin(), out.end(), [&](const Candidate& c) {
                             return c.first() == closing->variable;
                           });
        if (!again) out.push_back(Candidate{{*closing}});
        continue;
      }
      const auto same_set = [&](const Candidate& candidate) {
        const Variable& first = candidate.first();
        if (first.fact == kLetterFact && split.variable.fact == kLetterFact) return true;
        return !split.variable.member.empty() && split.variable.fact >= 0 && first.fact == split.variable.fact &&
               first.entity == split.variable.entity;
      };
      const auto group = std::find_if(out.begin(), out.end(), same_set);
      if (group != out.end()) {
        group->splits.push_back(split);
      } else {
        out.push_back(Candidate{{split}});
      }
    }
    return out;
  }

  // Unknowns that keep the levels apart. Of items that are alike no more are asked about than there are questions.
  std::vector<Split> open_splits() {
    if (of_.like == nullptr || !of_.like->any()) return of_.weigher.levels(of_.lines, {}).splits;
    std::map<Line, std::vector<Split>> of_first;
    std::set<Variable> seen;
    std::vector<Split> out;
    for (const Line& line : of_.lines) {
      const std::vector<std::size_t>& like = of_.like->all_like(line.item);
      if (like.size() > kMostQuestions && line.item > like[kMostQuestions - 1]) continue;
      const Line first{line.leg, like.front()};
      const auto [found, added] = of_first.try_emplace(first);
      if (added) found->second = of_.weigher.levels({first}, {}).splits;
      for (const Split& split : found->second) {
        if (line.item != first.item && !is_named(split.variable)) continue;
        Variable mine = split.variable;
        if (mine.entity == of_.order.items[first.item]) mine.entity = of_.order.items[line.item];
        if (seen.insert(mine).second) out.push_back(Split{std::move(mine), split.cells});
      }
    }
    return out;
  }

  bool is_named(const Variable& variable) const { return relevance_.is_named(variable); }

  // Asked, and cannot be known: a case for a person, not for a question.
  bool is_stated_unknowable(const Variable& variable) const {
    if (variable.fact < 0 || !is_named(variable)) return false;
    const Possible* stated = of_.order.find(variable.entity, variable.fact, variable.member);
    return stated != nullptr && stated->answer == Answer::kUnknowable;
  }

  std::optional<Split> closing_of(const Variable& variable) const {
    if (variable.fact < 0 || is_named(variable)) return std::nullopt;
    const char* name = closing_fact(of_.weigher.entity(variable.entity).kind);
    const int fact = name == nullptr ? -1 : of_.law.schema().find(name);
    if (fact < 0) return std::nullopt;
    Split out;
    out.variable =
        Variable{of_.law.schema().at(fact).entity == EntityKind::kItem ? of_.order.items.front() : 0, fact, {}};
    for (const char* word : {"true", "false"}) {
      Possible cell = everything_possible(of_.law.schema().at(fact), of_.law.places());
      cell.words = {word};
      cell.asked = true;
      out.cells.push_back(std::move(cell));
    }
    return out;
  }

  // ---- cells ----

  // The values of one fact in the cells that its atoms tell apart, all of them.
  void refine(const Variable& variable, const Possible& possible, std::vector<Possible>& out) {
    const Levels bound = relevance_.weigh(relevance_.replied(variable, possible), variable, 0);
    const Split* split = bound.low == bound.high ? nullptr : split_on(bound, variable);
    if (split == nullptr || out.size() + split->cells.size() > kMostCells) {
      out.push_back(possible);
      return;
    }
    for (const FactCell& cell : split->cells) {
      if (!(cell.possible() == possible)) refine(variable, cell, out);
    }
  }

  std::vector<Possible> cells_of(const Split& split) {
    std::vector<Possible> out;
    const bool closing = split.variable.fact >= 0 && is_closing(split.variable.fact);
    if (closing) return {split.cells.begin(), split.cells.end()};
    refine(split.variable, whole_of(split), out);
    if (out.front().type == FactType::kNumber) std::stable_sort(out.begin(), out.end(), below);
    if (split.variable.fact >= 0 && of_.law.schema().at(split.variable.fact).may_be_unknowable) {
      Possible unknowable = whole_of(split);
      unknowable.answer = Answer::kUnknowable;
      out.push_back(std::move(unknowable));
    }
    return out;
  }

  bool is_closing(int fact) const {
    const std::string& name = of_.law.schema().at(fact).name;
    return name == closing_fact(EntityKind::kParty) || name == closing_fact(EntityKind::kComponent);
  }

  // Whether any member of a set is present: none of those that matter, or at least one.
  std::vector<Cell> set_cells(const std::vector<Split>& splits, bool& exact) {
    Assignment none;
    Reachable some;
    std::vector<std::string> names;
    for (const Split& split : splits) {
      names.push_back(split.variable.member);
      Possible cell = whole_of(split);
      cell.words = {"true"};
      const Found one = relevance_.reach({{split.variable, cell}});
      exact = exact && one.exact;
      for (std::size_t i = 0; i < kOutcomes; ++i) {
        if (one.reached.has(static_cast<Outcome>(i))) some.add(static_cast<Outcome>(i));
      }
      cell.words = {"false"};
      none[split.variable] = cell;
    }
    const Found nothing = relevance_.reach(none);
    exact = exact && nothing.exact;
    const std::string all = joined(names, ", ");
    return {Cell{concat("none of ", all), nothing.reached, {}, exact}, Cell{concat("any of ", all), some, {}, exact}};
  }

  std::vector<Cell> value_cells(const Split& split, bool& exact) {
    std::vector<Cell> out;
    for (Possible& possible : cells_of(split)) {
      const Found found = relevance_.reach(relevance_.replied(split.variable, possible));
      exact = exact && found.exact;
      // Codes that lead to the same are one cell, and so are figures that lie side by side.
      const auto like = [&](const Cell& cell) {
        return possible.type == FactType::kCode && cell.outcomes == found.reached && cell.exact == found.exact;
      };
      if (const auto same = std::find_if(out.begin(), out.end(), like); same != out.end()) {
        std::vector<std::string>& words = same->possible.words;
        words.insert(words.end(), possible.words.begin(), possible.words.end());
        std::sort(words.begin(), words.end());
        same->value = cell_text(of_.law, split.variable, same->possible);
        continue;
      }
      const bool joins = !out.empty() && out.back().outcomes == found.reached && possible.type == FactType::kNumber &&
                         out.back().possible.type == FactType::kNumber && found.reached.decided();
      if (joins) {
        out.back().possible.number.high = possible.number.high;
        out.back().possible.number.high_open = possible.number.high_open;
        out.back().value = to_string(out.back().possible);
        continue;
      }
      std::string value = cell_text(of_.law, split.variable, possible);
      out.push_back(Cell{std::move(value), found.reached, std::move(possible), found.exact});
    }
    return out;
  }

  // ---- questions ----

  // The exporter is one company: the addressee of some letters, or of none of them.
  std::optional<Draft> ask_exporter(const Candidate& candidate) {
    Question out = describe(candidate.first());
    out.why.clear();
    std::vector<std::string> companies;
    const auto addressee = [&](const Split& split) {
      const Decl* letter = of_.law.find(split.variable.member);
      return letter == nullptr ? split.variable.member : letter->text;
    };
    bool matters_somewhere = false;
    for (const Split& split : candidate.splits) {
      out.why.push_back(concat("letter ", split.variable.member));
      const std::string company = addressee(split);
      if (std::find(companies.begin(), companies.end(), company) == companies.end()) companies.push_back(company);
    }
    companies.emplace_back();
    for (const std::string& company : companies) {
      Assignment said;
      for (const Split& split : candidate.splits) {
        Possible cell = whole_of(split);
        cell.words = {addressee(split) == company ? "true" : "false"};
        said[split.variable] = std::move(cell);
      }
      const Found found = relevance_.reach(said);
      out.decides.push_back(Cell{company.empty() ? "none of these" : company, found.reached, {}, found.exact});
    }
    if (!decides_alone(out) && !decides_surely(out)) {
      for (const Split& split : candidate.splits)
        matters_somewhere = matters_somewhere || relevance_.matters(split) != Truth::kFalse;
      if (!matters_somewhere) return std::nullopt;
    }
    return Draft{ranked(std::move(out)), std::nullopt, std::nullopt};
  }

  // What is asked about an item is asked in the same way about another one of which the same is said.
  std::optional<Draft> ask_of_kind(const Candidate& candidate) {
    const Variable& first = candidate.first();
    relevance_.look_at(first);
    const bool many = of_.order.items.size() > kManyItems;
    const bool few = of_.like == nullptr || (!many && !of_.like->any());
    const auto place = few ? std::nullopt : of_.like->place_of(first.entity);
    if (!place || first.fact < 0) return ask(candidate);
    const AskedOf of(asked_kind(*place), first.fact);
    const auto asked = asked_.find(of);
    if (asked == asked_.end()) {
      if (many && lines_weighed_ > kMostLines) {
        skipped_.push_back(first);
        return std::nullopt;
      }
      lines_weighed_ += relevance_.lines().size();
    }
    std::optional<Draft> out = asked == asked_.end() ? asked_[of] = ask(candidate) : asked->second;
    if (!out) return out;
    out->of = of;
    if (asked == asked_.end()) return out;
    const Variable variable{first.entity, first.fact, out->question.variable.member};
    const Question mine = describe(variable);
    Question& question = out->question;
    question.variable = variable;
    question.fact = question.members.empty() ? mine.fact : without_member(mine.fact, variable);
    question.ask = mine.ask;
    if (out->open) out->open->variable.entity = first.entity;
    return out;
  }

  // Items alike, of which the figures that others are computed from are the same too.
  std::size_t asked_kind(std::size_t item) {
    if (computing_.empty()) {
      const FactSchema& schema = of_.law.schema();
      for (std::size_t id = 0; id < schema.facts().size(); ++id) {
        const Derivation& derivation = schema.derivation(static_cast<int>(id));
        const bool computes = derivation.rule == DeriveRule::kRatio || derivation.rule == DeriveRule::kProduct;
        if (computes) computing_.insert(derivation.sources.begin(), derivation.sources.end());
      }
      computing_.insert(-1);  // not empty any more
    }
    std::string words = concat(of_.like->first_like(item));
    for (const auto& [key, value] : of_.order.entity(of_.order.items[item]).facts) {
      const bool counts = value.type == FactType::kNumber && (!value.is_single() || computing_.contains(key.first));
      if (counts) words += concat(" ", key.first, "=", to_string(value));
    }
    return asked_kinds_.try_emplace(std::move(words), asked_kinds_.size()).first->second;
  }

  // All members of a set are one question.
  static std::string without_member(std::string fact, const Variable& variable) {
    const std::string member = concat(" has ", variable.member);
    if (const auto at = fact.find(member); at != std::string::npos) fact.erase(at, member.size());
    return fact;
  }

  std::optional<Draft> ask(const Candidate& candidate) {
    if (candidate.first().fact == kLetterFact) return ask_exporter(candidate);
    const bool is_set = !candidate.first().member.empty() && candidate.first().fact >= 0;
    if (!is_set) return ask_value(candidate.splits.front());
    std::vector<Split> asked;
    bool uncertain = false;
    for (const Split& split : candidate.splits) {
      const Truth truth = relevance_.matters(split);
      if (truth == Truth::kFalse) continue;
      uncertain = uncertain || truth == Truth::kUnknown;
      asked.push_back(split);
    }
    if (asked.empty()) return std::nullopt;
    bool exact = true;
    Question out = describe(asked.front().variable);
    for (const Split& split : asked) out.members.push_back(split.variable.member);
    out.fact = without_member(std::move(out.fact), asked.front().variable);
    out.decides = set_cells(asked, exact);
    out.by_support = uncertain;
    return Draft{ranked(std::move(out)), std::nullopt, std::nullopt};
  }

  // One look at the cells mostly shows that a fact matters.
  Draft ask_value(const Split& split) {
    bool exact = true;
    Question out = describe(split.variable);
    out.decides = value_cells(split, exact);
    const bool sure = (decides_alone(out) && exact && of_.decision.exact) || decides_surely(out);
    return Draft{ranked(std::move(out)), sure ? std::nullopt : std::optional(split), std::nullopt};
  }

  // False if the fact cannot change the outcome.
  bool confirm(Draft& draft) {
    if (!draft.open) return true;
    const Truth truth = matters(draft);
    const int fact = draft.open->variable.fact;
    const bool closes = fact >= 0 && is_closing(fact) && decides_alone(draft.question);
    draft.question.by_support = truth == Truth::kUnknown;
    return truth != Truth::kFalse || closes;
  }

  Truth matters(const Draft& draft) {
    const auto look = [&] {
      relevance_.look_at(draft.open->variable);
      return relevance_.matters(*draft.open);
    };
    if (!draft.of) return look();
    const auto known = matter_.find(*draft.of);
    return known != matter_.end() ? known->second : matter_[*draft.of] = look();
  }

  bool decides_alone(const Question& question) const { return tells_apart(question, of_.decision.outcomes); }

  // Two values that have no outcome in common: whatever else is true, the fact matters.
  static bool decides_surely(const Question& question) {
    for (const Cell& a : question.decides) {
      for (const Cell& b : question.decides) {
        bool apart = a.exact && b.exact;
        for (std::size_t i = 0; i < kOutcomes; ++i) {
          const auto outcome = static_cast<Outcome>(i);
          apart = apart && !(a.outcomes.has(outcome) && b.outcomes.has(outcome));
        }
        if (apart) return true;
      }
    }
    return false;
  }

  Question ranked(Question question) const {
    rank_question(of_.law, of_.decision.outcomes, question);
    return question;
  }

  Question describe(const Variable& variable) {
    Question out;
    out.variable = variable;
    out.fact = of_.weigher.name_of(variable);
    if (variable.fact == kLetterFact) {
      const int exporter = of_.law.schema().find("order.exporter");
      if (exporter >= 0) out.ask = of_.law.schema().at(exporter).ask;
      out.why.push_back(concat("letter ", variable.member));
    } else if (variable.fact == kMarkFact) {
      describe_mark(out);
    } else {
      out.ask = of_.law.schema().at(variable.fact).ask;
      out.why = paragraphs(variable.fact);
      if (of_.law.schema().at(variable.fact).type == FactType::kCode) out.ask += met_codes(variable);
    }
    return out;
  }

  // The figures of an item without a code may say what it is.
  std::string met_codes(const Variable& variable) const {
    if (!is_named(variable)) return "";
    const std::string head = concat(of_.weigher.entity(variable.entity).label, ": ");
    std::vector<std::string> met;
    for (const std::string& row : of_.decision.classified) {
      if (row.starts_with(head)) met.push_back(row.substr(head.size()));
    }
    return met.empty() ? "" : concat(" Its figures meet ", joined(met, " and "), ".");
  }

  void describe_mark(Question& out) const {
    const auto at = out.variable.member.find('@');
    const Decl* decl = of_.law.find(out.variable.member.substr(0, at));
    for (const Version& version : decl->versions) {
      if (to_string(version.from) != out.variable.member.substr(at + 1)) continue;
      out.why.push_back(version.cite);
      for (const Mark& mark : version.marks) {
        const bool speaks = std::any_of(of_.order.leg_days.begin(), of_.order.leg_days.end(), [&](Date day) {
          return (!mark.from || *mark.from <= day) && (!mark.until || day < *mark.until);
        });
        if (mark.kind == MarkKind::kUnverified && speaks) out.ask = concat("A fact of law: ", mark.asks);
      }
    }
  }

  // Where the statements stand that hang on the fact; else the paragraph that gives the fact its meaning.
  const std::vector<std::string>& paragraphs(int fact) {
    const auto [known, added] = paragraphs_.try_emplace(fact);
    std::vector<std::string>& out = known->second;
    if (!added) return out;
    const auto add = [&](const Decl* decl, const Version* version) {
      if (decl == nullptr || version == nullptr || !readings_.facts_of(*decl).contains(fact)) return;
      const bool again = std::find(out.begin(), out.end(), version->cite) != out.end();
      if (!again && out.size() < kMostParagraphs) out.push_back(version->cite);
    };
    for (const RequirementRow& row : of_.decision.requirements) {
      if (row.possible_only) add(row.rule, row.version);
    }
    for (const AuthorizationRow& row : of_.decision.authorizations) add(row.authorization, row.version);
    const std::string& cite = of_.law.schema().at(fact).cite;
    if (out.empty() && !cite.empty()) out.push_back(cite);
    return out;
  }

  // ---- support ----

  // Facts that open rules, and what may lift them, hold against each other: where several figures are computed
  // together, or a place is compared with another one, no one of them has cells.
  void add_support(std::vector<Draft>& out) {
    for (const RequirementRow& row : of_.decision.requirements) {
      std::set<int> facts = row.possible_only ? open_joint_facts(row) : std::set<int>();
      facts.merge(joint_facts_of_lifts(*row.rule));
      for (const int fact : facts) {
        for (const int entity : entities_of(of_.law.schema().at(fact).entity, row)) add_open_fact(entity, fact, out);
      }
    }
  }

  std::set<int> joint_facts_of_lifts(const Decl& rule) {
    std::set<int> out;
    for (const AuthorizationRow& row : of_.decision.authorizations) {
      if (!refers_to(*row.authorization, rule) || row.available != Truth::kUnknown) continue;
      out.merge(readings_.joint_facts_of(*row.authorization));
      for (const Decl* restriction : of_.law.all(DeclKind::kRestriction)) {
        if (closes(*restriction, *row.authorization)) out.merge(readings_.joint_facts_of(*restriction));
      }
    }
    return out;
  }

  std::set<int> open_joint_facts(const RequirementRow& row) {
    std::set<int> out = readings_.joint_facts_of(*row.rule);
    const Date day = of_.order.leg_days[static_cast<std::size_t>(row.leg)];
    const int item = of_.order.items[static_cast<std::size_t>(row.item)];
    const Possible* code = of_.order.find(item, of_.law.schema().find("item.eccn"));
    const SetReader sets(of_.law, day);
    for (const EntryVerdict& verdict : classify_item(of_.law, of_.order, item, day).entries) {
      if (verdict.value != Truth::kUnknown) continue;
      const std::vector<int> figures = sets.figures_of(*verdict.entry);
      const bool given =
          std::any_of(figures.begin(), figures.end(), [&](int fact) { return of_.order.find(item, fact) != nullptr; });
      const bool settled =
          code != nullptr && code->is_single() && !given && !pattern_holds(code->words.front(), verdict.entry->name);
      if (!settled) out.merge(readings_.joint_facts_of(*verdict.entry));
    }
    return out;
  }

  void add_open_fact(int entity, int fact, std::vector<Draft>& out) {
    const Possible* stated = of_.order.find(entity, fact);
    if (stated != nullptr && stated->is_single()) return;
    const Variable variable{entity, fact, {}};
    if (is_stated_unknowable(variable)) return;
    const bool again =
        std::any_of(out.begin(), out.end(), [&](const Draft& d) { return d.question.variable == variable; });
    if (again) return;
    Question question = describe(variable);
    question.together = true;
    question.by_support = true;
    out.push_back(Draft{std::move(question), std::nullopt, std::nullopt});
  }

  std::vector<int> entities_of(EntityKind kind, const RequirementRow& row) const {
    const int item = of_.order.items[static_cast<std::size_t>(row.item)];
    switch (kind) {
      case EntityKind::kOrder:
        return {0};
      case EntityKind::kLeg:
        return {of_.order.legs[static_cast<std::size_t>(row.leg)]};
      case EntityKind::kItem: {
        std::vector<int> all = of_.order.entity(item).components;
        all.insert(all.begin(), item);
        return all;
      }
      case EntityKind::kParty:
        return of_.order.parties;
      case EntityKind::kFacility:
        return of_.order.facilities;
      case EntityKind::kComponent:
        return of_.order.entity(item).components;
    }
    return {};
  }

  const DecidedOrder& of_;
  Relevance relevance_;
  Readings readings_;
  std::map<AskedOf, std::optional<Draft>> asked_;
  std::map<AskedOf, Truth> matter_;
  std::map<std::string, std::size_t> asked_kinds_;
  std::size_t lines_weighed_ = 0;  // for facts of items
  std::vector<Variable> skipped_;  // that may matter, and were not looked at
  std::set<int> computing_;        // facts that others are computed from
  std::map<int, std::vector<std::string>> paragraphs_;
};

}  // namespace

// Facts of law are told in words: the question of a mark may be put either way round.
std::string cell_text(const Law& law, const Variable& variable, const Possible& possible) {
  const bool yes = possible.words == std::vector<std::string>{"true"};
  if (variable.fact == kMarkFact) return yes ? "the text sleeps" : "the text binds";
  if (variable.fact == kLetterFact) {
    const Decl* letter = law.find(variable.member);
    return concat(yes ? "" : "not ", letter == nullptr ? variable.member : letter->text);
  }
  return possible.type == FactType::kCode ? codes_text(possible) : to_string(possible);
}

void rank_question(const Law& law, const Reachable& outcomes, Question& question) {
  std::size_t total = 0;
  for (const Cell& cell : question.decides) total += cell.outcomes.count();
  question.together = !tells_apart(question, outcomes);
  if (question.decides.empty()) return;
  const double average = static_cast<double>(total) / static_cast<double>(question.decides.size());
  question.rank = (static_cast<double>(outcomes.count()) - average) / cost_of(law, question.variable);
}

bool ranks_before(const Law& law, const Question& a, const Question& b) {
  return a.rank != b.rank ? a.rank > b.rank : cost_of(law, a.variable) < cost_of(law, b.variable);
}

Asked find_questions(const DecidedOrder& of, const std::vector<Witness>& known, std::size_t limit) {
  return Questioner(of, known, limit).run();
}

}  // namespace licet::rules
