#include "rules/proof/prover.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "base/sha256.h"
#include "base/text_util.h"
#include "rules/eval/reference_weigher.h"
#include "rules/proof/premises.h"

namespace licet::rules {

namespace {

Json text(std::string_view value) {
  return Json::string(value);
}

// What a part of a proof is about, and what is written of it.
struct Part {
  const Law& law;
  const CanonicalLaw& canonical;
  const Case& order;
  const ProveOptions& options;
  std::vector<Line> lines;
  std::vector<Json> contexts;
  std::map<std::string, std::string> assumed;  // facts, with the assumption that was made of each

  int add(Json context) {
    contexts.push_back(std::move(context));
    return static_cast<int>(contexts.size()) - 1;
  }
  bool is_unnamed(const Variable& variable) const { return !order.is_named(variable.entity); }
  // Of somebody whom nobody named: of all of them.
  void assume(const AssumptionUse& use) {
    const EntityName entity = is_unnamed(use.variable) ? "?" : std::to_string(use.variable.entity);
    assumed.emplace(fact_name(law, use.variable, entity), use.assumption->name);
  }
};

// Proves one claim: with the assumptions of a profile or without any.
class ClaimProver {
 public:
  // `context` carries the claim. All arguments must outlive the prover; `off`: assumptions that findings switch off.
  ClaimProver(Part& part, const Decl* profile, const std::set<std::string>& off, int context)
      : part_(part), profile_(profile), off_(off), base_(context) {}

  // `shown`: what the search for this claim showed.
  Status prove(const ProofClaim& claim, const Shown& shown) {
    if (shown.low < claim.at_least || shown.high > claim.at_most) {
      LICET_TRY(const Cases all, sought<Cases>([&]() -> Result<Cases> {
                  Assignment none;
                  weighings_ = 0;
                  return divided(none, claim.at_least, claim.at_most);
                }));
      if (!all.agrees()) return unproved("every case contradicts a stated code");
      Assignment none;
      write(all, base_, none);
    }
    if (claim.exact && claim.at_least != claim.at_most) {
      LICET_RETURN_IF_ERROR(witness(claim.at_least, "at_least", shown.completions));
      LICET_RETURN_IF_ERROR(witness(claim.at_most, "at_most", shown.completions));
    }
    for (const Weigher* weigher : {plan_.get(), static_cast<Weigher*>(reference_.get())}) {
      if (weigher == nullptr) continue;
      for (const AssumptionUse& use : weigher->assumptions_used()) part_.assume(use);
    }
    return {};
  }

 private:
  static Error unproved(std::string_view why) { return Error{ErrorCode::kUnsupported, std::string(why)}; }

  // ---- evaluators ----

  // Reads the syntax tree: where there are no plans, for entities that nobody named, and for entries by name.
  ReferenceWeigher& reference() {
    if (reference_ == nullptr) {
      reference_ = std::make_unique<ReferenceWeigher>(part_.law, part_.order, profile_, part_.options.posture);
      reference_->evaluator().switch_off(off_);
    }
    return *reference_;
  }

  Weigher& seeker() {
    if (part_.options.plans == nullptr || met_unnamed_) return reference();
    if (plan_ == nullptr) {
      plan_ = make_plan_weigher(*part_.options.plans, part_.order, profile_, part_.options.posture, off_);
      plan_->want_splits(1);
    }
    return *plan_;
  }

  bool is_unnamed(const Variable& variable) const { return part_.is_unnamed(variable); }

  // What `seek` finds with the plan; with the reference evaluator where it meets an entity that nobody named, for which
  // the two have different numbers.
  template <typename T, typename Seek>
  Result<T> sought(Seek seek) {
    auto out = seek();
    if (!met_unnamed_) return out;
    out = seek();
    met_unnamed_ = false;
    return out;
  }
  bool meets_unnamed(const Split& split) {
    const bool unnamed = &seeker() == plan_.get() && is_unnamed(split.variable);
    met_unnamed_ = met_unnamed_ || unnamed;
    return unnamed;
  }

  Levels weigh(const Assignment& assignment) {
    ++weighings_;
    return seeker().levels(part_.lines, assignment);
  }

  // ---- names and contexts ----

  // Of an unnamed entity: one that the reference evaluator met.
  std::string name_of(const Variable& variable) {
    return fact_name(part_.law, variable,
                     is_unnamed(variable) ? unnamed_name(part_.canonical, reference().evaluator(), variable.entity)
                                          : std::to_string(variable.entity));
  }

  int context(int in, std::string_view purpose, const Assignment& assignment,
              const decltype(Completion::of_unnamed)& of_unnamed = {}) {
    Json set = Json::object();
    for (const auto& [variable, cell] : assignment) set.append_member(name_of(variable), state_json(cell));
    for (const auto& [fact, cell] : of_unnamed)
      set.append_member(fact_name(part_.law, Variable{0, fact.first, fact.second}, "?"), state_json(cell));
    Json row = Json::object();
    row.append_member("in", Json::number(in));
    row.append_member("for", text(purpose));
    row.append_member("set", std::move(set));
    return part_.add(std::move(row));
  }

  // ---- cases ----

  struct Branch;

  // How what is open divides until every part lies within the bounds, or contradicts a stated code.
  struct Cases {
    bool contradicts = false;
    Variable variable;
    std::vector<Branch> below;  // by the variable's cells; none: nothing is divided

    // Does some part contradict no stated code?
    bool agrees() const {
      if (below.empty()) return !contradicts;
      return std::any_of(below.begin(), below.end(), [](const Branch& one) { return one.cases.agrees(); });
    }
  };
  struct Branch {
    Possible cell;
    Cases cases;
  };

  Result<Cases> divided(Assignment& assignment, Outcome least, Outcome most) {
    const Levels levels = weigh(assignment);
    Cases out;
    if (levels.low >= least && levels.high <= most) return out;
    std::vector<Split> splits;
    if (!assignment.empty() && seeker().contradicts(part_.lines, assignment, splits) == Truth::kTrue) {
      out.contradicts = true;
      return out;
    }
    if (!levels.splits.empty()) splits = levels.splits;
    if (splits.empty()) return unproved("no fact tells the cases apart");
    if (weighings_ > part_.options.most_weighings) return unproved("more cases than the limit");
    const Split split = splits.front();
    if (meets_unnamed(split)) return unproved("an entity that nobody named");
    out.variable = split.variable;
    const Restored restored(assignment, split.variable);
    for (const Possible& cell : split.cells) {
      assignment[split.variable] = cell;
      LICET_TRY(Cases below, divided(assignment, least, most));
      out.below.push_back(Branch{cell, std::move(below)});
    }
    return out;
  }

  // Writes the contexts down.
  void write(const Cases& cases, int in, Assignment& assignment) {
    if (cases.contradicts) return contradiction(in, assignment);
    if (cases.below.empty()) return;
    const Restored restored(assignment, cases.variable);
    for (const auto& [cell, below] : cases.below) {
      assignment[cases.variable] = cell;
      write(below, context(in, "cases", {{cases.variable, cell}}), assignment);
    }
  }

  // Which entry beside a stated code holds in a context.
  void contradiction(int context, const Assignment& assignment) {
    Evaluator& evaluator = reference().evaluator();
    evaluator.set_day(part_.order.leg_days.front());
    evaluator.set_assignment(&assignment);
    for (const Line& line : part_.lines) {
      std::vector<int> items = {part_.order.items[line.item]};
      const std::vector<int>& components = part_.order.entity(items[0]).components;
      items.insert(items.end(), components.begin(), components.end());
      for (const int item : items) {
        const Decl* entry = nullptr;
        if (evaluator.contradiction(item, &entry) != Truth::kTrue) continue;
        Json row = Json::array();
        row.push(text(entry->qualified));
        row.push(text(std::to_string(item)));
        part_.contexts[static_cast<std::size_t>(context)].append_member("contradicts", std::move(row));
        evaluator.set_assignment(nullptr);
        return;
      }
    }
    evaluator.set_assignment(nullptr);
  }

  // ---- witnesses ----

  // One completion, cell by cell, in which the outcome is exactly `target`.
  Status witness(Outcome target, std::string_view purpose, const std::vector<Completion>& known) {
    for (const Completion& completion : known) {
      if (completion.outcome != target) continue;
      context(base_, purpose, completion.facts, completion.of_unnamed);
      return {};
    }
    std::optional<Assignment> found;
    if (part_.options.plans != nullptr) found = seek_by_plan(target, purpose == "at_least");
    if (!found) {
      LICET_TRY(found, sought<Assignment>([&]() -> Result<Assignment> {
                  Assignment out;
                  weighings_ = 0;
                  if (!find(target, out, true) && !find(target, out, false))
                    return unproved(concat("no completion found for ", to_string(target)));
                  return out;
                }));
    }
    context(base_, purpose, *found);
    return {};
  }

  // One in which no party is left unnamed, looked for with the plan: all that is open guessed for the exporter or
  // against, else case by case.
  std::optional<Assignment> seek_by_plan(Outcome target, bool for_exporter) {
    Assignment closed;
    // Facilities and components are closed by being stated, which is no fact that a case could fix.
    const int complete = part_.law.schema().find("order.parties_complete");
    if (complete >= 0 && part_.order.find(0, complete) == nullptr) {
      Possible yes;
      yes.words = {"true"};
      yes.asked = true;
      closed.emplace(Variable{0, complete, {}}, yes);
    }
    weighings_ = 0;
    Assignment guess = guessed(closed, for_exporter);
    for (Assignment* start : {&guess, &closed}) {
      const bool good = find(target, *start, true) && !met_unnamed_;
      met_unnamed_ = false;
      if (good) return std::move(*start);
    }
    // It may need somebody whom nobody named: the reference evaluator goes on from what was guessed of the others.
    Assignment open = guessed({}, for_exporter);
    std::erase_if(open, [&](const auto& one) {  // figures mostly contradict the stated code
      const EntityKind kind = part_.order.entity(one.first.entity).kind;
      return kind == EntityKind::kItem || kind == EntityKind::kComponent;
    });
    met_unnamed_ = true;
    const bool good = find(target, open, true);
    met_unnamed_ = false;
    return good ? std::optional(std::move(open)) : std::nullopt;
  }

  Assignment guessed(Assignment guess, bool for_exporter) {
    std::set<Variable> lifting;
    seeker().guess(part_.lines, guess, for_exporter, lifting);
    // Guesses about those that nobody named are mostly idle beside the others.
    std::erase_if(guess, [&](const auto& one) { return is_unnamed(one.first); });
    return guess;
  }

  // `fits`: one that contradicts no stated code.
  bool find(Outcome target, Assignment& assignment, bool fits) {
    const Levels levels = weigh(assignment);
    if (levels.low > target || levels.high < target || weighings_ > part_.options.most_weighings) return false;
    std::vector<Split> splits = levels.splits;
    if (levels.low == levels.high) {
      splits.clear();
      const Truth contradicts = fits ? seeker().contradicts(part_.lines, assignment, splits) : Truth::kFalse;
      if (contradicts != Truth::kUnknown || splits.empty()) return contradicts != Truth::kTrue;
    }
    if (splits.empty()) return false;
    const Split split = splits.front();
    if (meets_unnamed(split)) return false;
    const Assignment before = assignment;
    for (const Possible& cell : split.cells) {
      assignment[split.variable] = cell;
      if (find(target, assignment, fits)) return true;
      assignment = before;
    }
    return false;
  }

  Part& part_;
  const Decl* profile_;
  const std::set<std::string>& off_;
  int base_;
  std::unique_ptr<Weigher> plan_;
  std::unique_ptr<ReferenceWeigher> reference_;
  bool met_unnamed_ = false;  // the plan met an entity that nobody named
  std::size_t weighings_ = 0;
};

ProofClaim claim_of(const Reachable& outcomes, bool exact) {
  return {outcomes.least(), outcomes.most(), exact};
}

Json context_row(std::string_view purpose, const std::optional<ProofClaim>& claim) {
  Json out = Json::object();
  out.append_member("for", text(purpose));
  if (!claim) return out;
  out.append_member("at_least", text(to_string(claim->at_least)));
  out.append_member("at_most", text(to_string(claim->at_most)));
  out.append_member("bound", text(claim->exact ? "exact" : "loose"));
  return out;
}

// `alone`: also what is left without the assumptions of the profile.
Result<PartProof> prove_claims(const Law& law, const CanonicalLaw& canonical, const Case& order,
                               const Decision& decision, const ProveOptions& options, bool alone) {
  static const std::set<std::string> kNone;
  Part part{law, canonical, order, options, lines_of(order), {}, {}};
  PartProof out;
  out.claim = claim_of(decision.outcomes, decision.exact);
  std::optional<ProofClaim> stated = out.claim;
  if (options.profile != nullptr) {
    if (alone) out.without_assumptions = claim_of(decision.without_assumptions, decision.without_exact);
    stated = out.without_assumptions;
  }
  const int facts = part.add(context_row("stated", stated));
  for (const AssumptionUse& use : decision.assumed) part.assume(use);
  const int assumed = options.profile == nullptr ? facts : part.add(context_row("assumed", out.claim));
  if (options.profile != nullptr && stated)
    LICET_RETURN_IF_ERROR(ClaimProver(part, nullptr, kNone, facts).prove(*stated, decision.shown_without_assumptions));
  LICET_RETURN_IF_ERROR(
      ClaimProver(part, options.profile, decision.switched_off, assumed).prove(out.claim, decision.shown));
  out.json = Json::object();
  out.json.append_member("day", text(to_string(order.leg_days.front())));
  out.json.append_member("legs", numbers_json(order.legs));
  out.json.append_member("entities", entities_json(order));
  out.json.append_member("facts", facts_json(law, order));
  Json names = Json::object();
  for (const auto& [fact, assumption] : part.assumed) names.append_member(fact, text(assumption));
  out.json.append_member("assumed", std::move(names));
  out.json.append_member("contexts", Json::array(std::move(part.contexts)));
  return out;
}

}  // namespace

Result<PartProof> prove_part(const Law& law, const CanonicalLaw& canonical, const Case& order, const Decision& decision,
                             const ProveOptions& options) {
  auto out = prove_claims(law, canonical, order, decision, options, true);
  if (out || options.profile == nullptr) return out;
  // Without its assumptions the order may have too many cases.
  return prove_claims(law, canonical, order, decision, options, false);
}

Json assemble_proof(const CanonicalLaw& canonical, const ProveOptions& options, std::vector<PartProof> parts) {
  const auto heavier = [](const ProofClaim& a, const ProofClaim& b) {
    return ProofClaim{std::max(a.at_least, b.at_least), std::max(a.at_most, b.at_most), a.exact && b.exact};
  };
  const auto word = [](const ProofClaim& claim) {
    return text(claim.at_least == claim.at_most ? to_string(claim.at_least) : "undecided");
  };
  const ProofClaim lightest = {Outcome::kNotSubject, Outcome::kNotSubject, true};
  ProofClaim whole = lightest;
  std::optional<ProofClaim> without = lightest;
  Json rows = Json::array();
  for (PartProof& part : parts) {
    whole = heavier(whole, part.claim);
    const auto& alone = options.profile == nullptr ? std::optional(part.claim) : part.without_assumptions;
    without = without && alone ? std::optional(heavier(*without, *alone)) : std::nullopt;
    rows.push(std::move(part.json));
  }
  Json out = Json::object();
  out.append_member("form", Json::number(3));
  out.append_member("rules", text(canonical.hash()));
  out.append_member("posture", text(options.posture == Posture::kCodified ? "codified" : "in_force"));
  out.append_member("profile",
                    options.profile == nullptr ? Json::null() : text(canonical.line_of(*options.profile).hash));
  out.append_member("screened_by", text(options.screened_by));
  out.append_member("outcome", word(whole));
  out.append_member("at_least", text(to_string(whole.at_least)));
  out.append_member("at_most", text(to_string(whole.at_most)));
  out.append_member("bound", text(whole.exact ? "exact" : "loose"));
  if (without) out.append_member("outcome_without_assumptions", word(*without));
  out.append_member("parts", std::move(rows));
  out.append_member("seal", text(sha256_hex(out.dump())));
  return out;
}

Json no_proof(const std::string& reason) {
  Json out = Json::object();
  out.append_member("form", Json::number(3));
  out.append_member("unproved", text(reason));
  return out;
}

}  // namespace licet::rules
