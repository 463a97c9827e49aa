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

constexpr std::size_t kUsualBytes = 2048;  // of what is known of a small order

// What a part of a proof is about, and what is written of it.
struct Part {
  const Law& law;
  const CanonicalLaw& canonical;
  const Case& order;
  const ProveOptions& options;
  std::vector<Line> lines;
  JsonWriter contexts;
  int count = 0;                               // of contexts
  std::map<std::string, std::string> assumed;  // facts, with the assumption that was made of each

  bool is_unnamed(const Variable& variable) const { return !order.is_named(variable.entity); }
  // Of somebody whom nobody named: of all of them.
  void assume(const AssumptionUse& use) {
    const EntityName entity = is_unnamed(use.variable) ? "?" : std::to_string(use.variable.entity);
    assumed.emplace(fact_name(law, use.variable, entity), use.assumption->name);
  }
};

// An entry that holds beside the stated code of an item.
struct Contradiction {
  const Decl* entry = nullptr;
  int item = 0;
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
      LICET_RETURN_IF_ERROR(witness(claim.at_least, "at_least", shown));
      LICET_RETURN_IF_ERROR(witness(claim.at_most, "at_most", shown));
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

  // Of an entity that nobody named: one that the reference evaluator met.
  EntityName name_of(const Variable& variable) {
    return is_unnamed(variable) ? unnamed_name(part_.canonical, reference().evaluator(), variable.entity)
                                : std::to_string(variable.entity);
  }

  // `contradicted`: the context holds an entry beside a stated code.
  int context(int in, std::string_view purpose, const Assignment& assignment, const Contradiction& contradicted = {},
              const decltype(Completion::of_unnamed)& of_unnamed = {}) {
    JsonWriter& out = part_.contexts;
    out.begin_object().key("in").number(in).key("for").string(purpose).key("set").begin_object();
    for (const auto& [variable, cell] : assignment) {
      write_fact_key(part_.law, variable, name_of(variable), out);
      write_cell(cell, out);
    }
    for (const auto& [fact, cell] : of_unnamed) {
      write_fact_key(part_.law, Variable{0, fact.first, fact.second}, "?", out);
      write_cell(cell, out);
    }
    out.end_object();
    if (contradicted.entry != nullptr) {
      out.key("contradicts").begin_array().string(contradicted.entry->qualified);
      out.string(std::to_string(contradicted.item)).end_array();
    }
    out.end_object();
    return part_.count++;
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
    FactCell cell;
    Cases cases;
  };

  Result<Cases> divided(Assignment& assignment, Outcome least, Outcome most) {
    const Levels levels = weigh(assignment);
    Cases out;
    if (levels.low >= least && levels.high <= most) return out;
    std::vector<Split> splits;
    if (!assignment.empty() && seeker().contradicts(part_.lines, assignment, 1, splits) == Truth::kTrue) {
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
    for (const FactCell& cell : split.cells) {
      assignment[split.variable] = cell;
      LICET_TRY(Cases below, divided(assignment, least, most));
      out.below.push_back(Branch{cell, std::move(below)});
    }
    return out;
  }

  // Writes the contexts down.
  void write(const Cases& cases, int in, Assignment& assignment) {
    if (cases.below.empty()) return;
    const Restored restored(assignment, cases.variable);
    for (const auto& [cell, below] : cases.below) {
      assignment[cases.variable] = cell;
      const Contradiction contradicted = below.contradicts ? contradiction(assignment) : Contradiction{};
      write(below, context(in, "cases", {{cases.variable, cell}}, contradicted), assignment);
    }
  }

  // Which entry beside a stated code holds.
  Contradiction contradiction(const Assignment& assignment) {
    Contradiction out;
    Evaluator& evaluator = reference().evaluator();
    evaluator.set_day(part_.order.leg_days.front());
    evaluator.set_assignment(&assignment);
    for (const Line& line : part_.lines) {
      std::vector<int> items = {part_.order.items[line.item]};
      const std::vector<int>& components = part_.order.entity(items[0]).components;
      items.insert(items.end(), components.begin(), components.end());
      for (const int item : items) {
        if (out.entry != nullptr || evaluator.contradiction(item, &out.entry) != Truth::kTrue) continue;
        out.item = item;
      }
    }
    evaluator.set_assignment(nullptr);
    return out;
  }

  // ---- witnesses ----

  // One completion, cell by cell, in which the outcome is exactly `target`.
  Status witness(Outcome target, std::string_view purpose, const Shown& shown) {
    for (const Completion& completion : shown.completions) {
      if (completion.outcome != target) continue;
      context(base_, purpose, completion.facts, {}, completion.of_unnamed);
      return {};
    }
    std::optional<Assignment> found;
    if (part_.options.plans != nullptr && !shown.contradicted) found = seek_by_plan(target, purpose == "at_least");
    if (!found) {
      LICET_TRY(found, sought<Assignment>([&]() -> Result<Assignment> {
                  Assignment out;
                  weighings_ = 0;
                  const bool fits = !shown.contradicted && find(target, out, true);
                  if (!fits && !find(target, out, false))
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
    erase_if(open, [&](const auto& one) {  // figures mostly contradict the stated code
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
    erase_if(guess, [&](const auto& one) { return is_unnamed(one.first); });
    return guess;
  }

  // `fits`: one that contradicts no stated code.
  bool find(Outcome target, Assignment& assignment, bool fits) {
    const Levels levels = weigh(assignment);
    if (levels.low > target || levels.high < target || weighings_ > part_.options.most_weighings) return false;
    std::vector<Split> splits = levels.splits;
    if (levels.low == levels.high) {
      splits.clear();
      const Truth contradicts = fits ? seeker().contradicts(part_.lines, assignment, 1, splits) : Truth::kFalse;
      if (contradicts != Truth::kUnknown || splits.empty()) return contradicts != Truth::kTrue;
    }
    if (splits.empty()) return false;
    const Split split = splits.front();
    if (meets_unnamed(split)) return false;
    const Assignment before = assignment;
    for (const FactCell& cell : split.cells) {
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

// The members that say a claim: of the whole, and of a context.
void write_claim(const ProofClaim& claim, JsonWriter& out) {
  out.key("at_least").string(to_string(claim.at_least));
  out.key("at_most").string(to_string(claim.at_most));
  out.key("bound").string(claim.exact ? "exact" : "loose");
}

// A context that carries a claim, or may carry one; its number.
int add_claim(Part& part, std::string_view purpose, const std::optional<ProofClaim>& claim) {
  part.contexts.begin_object().key("for").string(purpose);
  if (claim) write_claim(*claim, part.contexts);
  part.contexts.end_object();
  return part.count++;
}

// `alone`: also what is left without the assumptions of the profile.
Result<PartProof> prove_claims(const Law& law, const CanonicalLaw& canonical, const Case& order,
                               const Decision& decision, const ProveOptions& options, bool alone) {
  static const std::set<std::string> kNone;
  Part part{law, canonical, order, options, lines_of(order), JsonWriter(), 0, {}};
  PartProof out;
  out.claim = claim_of(decision.outcomes, decision.exact);
  std::optional<ProofClaim> stated = out.claim;
  if (options.profile != nullptr) {
    if (alone) out.without_assumptions = claim_of(decision.without_assumptions, decision.without_exact);
    stated = out.without_assumptions;
  }
  const int facts = add_claim(part, "stated", stated);
  for (const AssumptionUse& use : decision.assumed) part.assume(use);
  const int assumed = options.profile == nullptr ? facts : add_claim(part, "assumed", out.claim);
  if (options.profile != nullptr && stated)
    LICET_RETURN_IF_ERROR(ClaimProver(part, nullptr, kNone, facts).prove(*stated, decision.shown_without_assumptions));
  LICET_RETURN_IF_ERROR(
      ClaimProver(part, options.profile, decision.switched_off, assumed).prove(out.claim, decision.shown));
  JsonWriter text(part.contexts.text().size() + kUsualBytes);
  text.begin_object().key("day").string(to_string(order.leg_days.front())).key("legs");
  write_numbers(order.legs, text);
  text.key("entities");
  write_entities(order, text);
  text.key("facts");
  write_facts(law, order, text);
  text.key("assumed").begin_object();
  for (const auto& [fact, assumption] : part.assumed) text.key(fact).string(assumption);
  text.end_object().key("contexts").begin_array().json(part.contexts.text()).end_array().end_object();
  out.json = text.take();
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

std::string assemble_proof(const CanonicalLaw& canonical, const ProveOptions& options,
                           const std::vector<PartProof>& parts) {
  const auto heavier = [](const ProofClaim& a, const ProofClaim& b) {
    return ProofClaim{std::max(a.at_least, b.at_least), std::max(a.at_most, b.at_most), a.exact && b.exact};
  };
  const auto word = [](const ProofClaim& claim) {
    return claim.at_least == claim.at_most ? to_string(claim.at_least) : "undecided";
  };
  const ProofClaim lightest = {Outcome::kNotSubject, Outcome::kNotSubject, true};
  ProofClaim whole = lightest;
  std::optional<ProofClaim> without = lightest;
  for (const PartProof& part : parts) {
    whole = heavier(whole, part.claim);
    const auto& alone = options.profile == nullptr ? std::optional(part.claim) : part.without_assumptions;
    without = without && alone ? std::optional(heavier(*without, *alone)) : std::nullopt;
  }
  std::size_t bytes = kUsualBytes;
  for (const PartProof& part : parts) bytes += part.json.size();
  JsonWriter out(bytes);
  out.begin_object().key("form").number(3);
  out.key("rules").string(canonical.hash());
  out.key("posture").string(options.posture == Posture::kCodified ? "codified" : "in_force");
  out.key("profile");
  options.profile == nullptr ? out.null() : out.string(canonical.line_of(*options.profile).hash);
  out.key("screened_by").string(options.screened_by);
  out.key("outcome").string(word(whole));
  write_claim(whole, out);
  if (without) out.key("outcome_without_assumptions").string(word(*without));
  out.key("parts").begin_array();
  for (const PartProof& part : parts) out.json(part.json);
  out.end_array().end_object();
  std::string text = out.take();
  // The seal is over the object without it, and stands in it as the last member.
  const std::string seal = sha256_hex(text);
  text.back() = ',';
  return text.append("\"seal\":\"").append(seal).append("\"}");
}

std::string no_proof(const std::string& reason) {
  return JsonWriter().begin_object().key("form").number(3).key("unproved").string(reason).end_object().take();
}

}  // namespace licet::rules
