#include "rules/eval/shown.h"

#include <algorithm>
#include <optional>

namespace licet::rules {

namespace {

constexpr int kMostRounds = 4;

class Completer {
 public:
  Completer(Weigher& weigher, const Law& law, const Case& order, const std::vector<Line>& lines)
      : weigher_(weigher), law_(law), order_(order), lines_(lines) {}

  // The witness as a completion, if its outcome still follows where all that nobody named are alike: each search
  // numbers them anew, and the rules tell them apart by other places than the plan. `own`: of the weigher's last
  // search. `more`: facts beside its own.
  std::optional<Completion> completed(const Witness& witness, bool own, const std::set<AssumptionUse>& more) {
    Completion out = said_by(witness, more);
    for (const auto& [variable, cell] : witness.facts) {
      if (own && !order_.is_named(variable.entity)) unnamed_.insert(variable.entity);
    }
    if (more.empty() ? are_alike(witness, out) : stays_decided(out, more)) return out;
    weigher_.want_splits_of(Whose::kUnnamed);
    const bool good = reaches(out);
    weigher_.want_splits_of(Whose::kAll);
    return good ? std::optional(std::move(out)) : std::nullopt;
  }

  // What the witness says of those that are named, with `more` as above.
  Completion start_of(const Witness& witness, const std::set<AssumptionUse>& more) const {
    Completion out = said_by(witness, more);
    out.of_unnamed.clear();
    return out;
  }

 private:
  Completion said_by(const Witness& witness, const std::set<AssumptionUse>& more) const {
    Completion out;
    out.outcome = witness.outcome;
    for (const auto& [variable, cell] : witness.facts)
      add(variable, more.empty() || !cell->not_known ? cell : FactCell(without_profile(cell)), out);
    for (const AssumptionUse& use : more) add(use.variable, as_assumed(use), out);
    return out;
  }

  // Facts beside the witness's own hold what was assumed where it was weighed.
  bool stays_decided(const Completion& completion, const std::set<AssumptionUse>& assumed) const {
    return completion.of_unnamed.empty() && weigher_.stays_decided(assumed);
  }

  void add(const Variable& variable, const FactCell& cell, Completion& out) const {
    if (order_.is_named(variable.entity)) {
      out.facts.emplace(variable, cell);
    } else {
      out.of_unnamed.emplace(std::pair(variable.fact, variable.member), cell);
    }
  }

  // The value that an assumption gives; of a fact that is assumed not to be known, that it is not so.
  Possible as_assumed(const AssumptionUse& use) const {
    const FactDecl& fact = law_.schema().at(use.variable.fact);
    Possible out = everything_possible(fact, law_.places());
    out.words = {use.assumption->denies() ? std::string("false") : use.assumption->value()};
    out.answer = Answer::kValue;
    out.asked = true;
    return out;
  }

  // What an assumption holds to be not known may well be so where it is not made: then it cannot be known.
  static Possible without_profile(Possible cell) {
    if (cell.not_known && cell.answer == Answer::kOpen) cell.answer = Answer::kUnknowable;
    cell.not_known = false;
    return cell;
  }

  // Does the witness say of each that nobody named what the completion says of all? Then it has been weighed.
  bool are_alike(const Witness& witness, const Completion& completion) const {
    const auto& alike = completion.of_unnamed;
    for (auto one = witness.facts.begin(); one != witness.facts.end();) {
      const int entity = one->first.entity;
      std::size_t same = 0;
      auto end = one;
      for (; end != witness.facts.end() && end->first.entity == entity; ++end)
        same += !order_.is_named(entity) && alike.at({end->first.fact, end->first.member}) == end->second ? 1U : 0U;
      one = end;
      if (!order_.is_named(entity) && same != fitting(alike, entity)) return false;
    }
    return true;
  }

  std::size_t fitting(const Completion::OfUnnamed& alike, int entity) const {
    return static_cast<std::size_t>(
        std::count_if(alike.begin(), alike.end(), [&](const auto& one) { return is_of(one.first.first, entity); }));
  }
  bool is_of(int fact, int entity) const { return law_.schema().belongs(fact, weigher_.entity(entity).kind); }

  void say_of(int entity, const Completion& completion, Assignment& facts) const {
    say_of_unnamed(entity, weigher_.entity(entity).kind, law_.schema(), completion.of_unnamed, facts);
  }

  bool reaches(const Completion& completion) {
    Assignment facts = completion.facts;
    for (const int entity : unnamed_) say_of(entity, completion, facts);
    for (int round = 0; round < kMostRounds; ++round) {
      weigher_.want_splits(static_cast<std::size_t>(-1));
      const Levels levels = weigher_.levels(lines_, facts);
      if (levels.low == levels.high) return levels.low == completion.outcome;
      const std::size_t before = unnamed_.size();
      for (const Split& split : levels.splits) {
        const int entity = split.variable.entity;
        if (!order_.is_named(entity) && unnamed_.insert(entity).second) say_of(entity, completion, facts);
      }
      if (unnamed_.size() == before) return false;
    }
    return false;
  }

  Weigher& weigher_;
  const Law& law_;
  const Case& order_;
  const std::vector<Line>& lines_;
  std::set<int> unnamed_;  // those that the weigher is known to have met
};

}  // namespace

void say_of_unnamed(int entity, EntityKind kind, const FactSchema& schema, const Completion::OfUnnamed& said,
                    Assignment& facts) {
  for (const auto& [fact, cell] : said) {
    if (schema.belongs(fact.first, kind)) facts.emplace(Variable{entity, fact.first, fact.second}, cell);
  }
}

Shown shown_by(const Search& search, Weigher& weigher, const Law& law, const Case& order,
               const std::vector<Line>& lines, const LikeLines& like, const Reachable& reached,
               std::span<const Witness> others, const std::set<AssumptionUse>& assumed) {
  static const std::set<AssumptionUse> kNone;
  const auto [low, high] = search.root();
  Shown out{low, high, {}, search.contradicted(), {}};
  if (reached.decided()) return out;
  Completer completer(weigher, law, order, lines);
  const auto add_one = [&](std::span<const Witness> witnesses, Outcome end, bool own,
                           const std::set<AssumptionUse>& more) {
    for (const Witness& witness : witnesses) {
      if (witness.outcome != end) continue;
      if (auto completion = completer.completed({witness.outcome, like.spread(witness.facts)}, own, more)) {
        out.completions.push_back(std::move(*completion));
        return true;
      }
    }
    return false;
  };
  const std::vector<Witness>& own = out.contradicted ? search.contradicting() : search.witnesses();
  const auto add_start = [&](std::span<const Witness> witnesses, Outcome end, const std::set<AssumptionUse>& more) {
    const auto found =
        std::find_if(witnesses.begin(), witnesses.end(), [end](const Witness& one) { return one.outcome == end; });
    if (found != witnesses.end()) out.starts.push_back(completer.start_of({end, like.spread(found->facts)}, more));
    return found != witnesses.end();
  };
  for (const Outcome end : {reached.least(), reached.most()}) {
    if (add_one(own, end, true, kNone) || add_one(others, end, false, assumed)) continue;
    if (!add_start(own, end, kNone)) add_start(others, end, assumed);
  }
  return out;
}

}  // namespace licet::rules
