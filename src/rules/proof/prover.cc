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

constexpr std::size_t kUsualBytes = 2048;      // of what is known of a small order
constexpr std::size_t kFewWeighings = 200;     // of a search that mostly comes out soon or not at all
constexpr std::size_t kSomeWeighings = 1'000;  // of one that has only those to fill in whom nobody named

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

// Proves one claim: with the assumptions of a profile or without any.
class ClaimProver {
 public:
  // `context` carries the claim. All arguments must outlive the prover; `off`: assumptions that findings switch off.
  ClaimProver(Part& part, const Decl* profile, const std::set<std::string>& off, int context)
      : part_(part), profile_(profile), off_(off), base_(context) {}

  // `shown`: what the search for this claim showed.
  Status prove(const ProofClaim& claim, const Shown& shown) {
    if (shown.low < claim.at_least || shown.high > claim.at_most) {
      Assignment none;
      LICET_TRY(const Cases all, divided(none, claim.at_least, claim.at_most, seeker(none)));
      if (!all.agrees()) return unproved("every case contradicts a stated code");
      write(all, base_);
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

  // Reads the syntax tree: where there are no plans, and for entities that nobody named, for which the two have
  // different numbers.
  ReferenceWeigher& reference() {
    if (reference_ == nullptr) {
      reference_ = std::make_unique<ReferenceWeigher>(part_.law, part_.order, profile_, part_.options.posture);
      reference_->evaluator().switch_off(off_);
    }
    return *reference_;
  }

  Weigher& plan() {
    if (part_.options.plans == nullptr) return reference();
    if (plan_ == nullptr) {
      plan_ = make_plan_weigher(*part_.options.plans, part_.order, profile_, part_.options.posture, off_);
      plan_->want_splits(1);
    }
    return *plan_;
  }

  // The one for an assignment.
  Weigher& seeker(const Assignment& assignment) {
    const bool unnamed =
        std::any_of(assignment.begin(), assignment.end(), [this](const auto& one) { return is_unnamed(one.first); });
    return unnamed ? reference() : plan();
  }

  bool is_unnamed(const Variable& variable) const { return part_.is_unnamed(variable); }
  // Did the plan meet an entity that nobody named? The reference evaluator takes over.
  bool meets_unnamed(const Split& split, const Weigher& weigher) const {
    return &weigher == plan_.get() && is_unnamed(split.variable);
  }

  // The plan goes on as long as facts of the order are open: it is much quicker than the reference evaluator.
  Split first_split(const std::vector<Split>& splits, const Assignment& assignment, Weigher& weigher) {
    if (!meets_unnamed(splits.front(), weigher)) return splits.front();
    weigher.want_splits_of(Whose::kNamed);
    const Levels levels = weigh(assignment, weigher);
    weigher.want_splits_of(Whose::kAll);
    return levels.splits.empty() ? splits.front() : levels.splits.front();
  }

  // Of the weighings from here on.
  void limit(std::size_t most) {
    weighings_ = 0;
    most_weighings_ = std::min(most, part_.options.most_weighings);
  }
  Levels weigh(const Assignment& assignment, Weigher& weigher) {
    ++weighings_;
    return weigher.levels(part_.lines, assignment);
  }

  // ---- names and contexts ----

  // Of an entity that nobody named: one that the reference evaluator met.
  EntityName name_of(const Variable& variable) {
    return is_unnamed(variable) ? unnamed_name(part_.canonical, reference().evaluator(), variable.entity)
                                : std::to_string(variable.entity);
  }

  // `contradicted`: the context holds an entry beside a stated code.
  int context(int in, std::string_view purpose, const Assignment& assignment, const Contradiction& contradicted = {},
              const Completion::OfUnnamed& of_unnamed = {}) {
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
    Contradiction contradicted;
    Variable variable;
    std::vector<Branch> below;  // by the variable's cells; none: nothing is divided

    // Does some part contradict no stated code?
    bool agrees() const {
      if (below.empty()) return contradicted.entry == nullptr;
      return std::any_of(below.begin(), below.end(), [](const Branch& one) { return one.cases.agrees(); });
    }
  };
  struct Branch {
    FactCell cell;
    Cases cases;
  };

  Result<Cases> divided(Assignment& assignment, Outcome least, Outcome most, Weigher& weigher) {
    const Levels levels = weigh(assignment, weigher);
    Cases out;
    if (levels.low >= least && levels.high <= most) return out;
    std::vector<Split> splits;
    if (!assignment.empty() && weigher.contradicts(part_.lines, assignment, 1, splits) == Truth::kTrue) {
      out.contradicted = weigher.contradiction(part_.lines, assignment);
      return out;
    }
    if (!levels.splits.empty()) splits = levels.splits;
    if (splits.empty()) return unproved("no fact tells the cases apart");
    if (weighings_ > part_.options.most_weighings) return unproved("more cases than the limit");
    const Split split = first_split(splits, assignment, weigher);
    if (meets_unnamed(split, weigher)) return divided(assignment, least, most, reference());
    out.variable = split.variable;
    const Restored restored(assignment, split.variable);
    for (const FactCell& cell : split.cells) {
      assignment[split.variable] = cell;
      LICET_TRY(Cases below, divided(assignment, least, most, seeker(assignment)));
      out.below.push_back(Branch{cell, std::move(below)});
    }
    return out;
  }

  // Writes the contexts down.
  void write(const Cases& cases, int in) {
    for (const auto& [cell, below] : cases.below)
      write(below, context(in, "cases", {{cases.variable, cell}}, below.contradicted));
  }

  // ---- witnesses ----

  // A completion that the plan fills in, in which all that nobody named are alike.
  struct Alike {
    Assignment facts;  // also theirs, by the plan's numbers
    Completion::OfUnnamed of_unnamed;
    std::map<int, EntityKind> met;  // of them

    void say(const FactSchema& schema) {
      for (const auto& [entity, kind] : met) say_of_unnamed(entity, kind, schema, of_unnamed, facts);
    }
  };

  // One completion, cell by cell, in which the outcome is exactly `target`.
  Status witness(Outcome target, std::string_view purpose, const Shown& shown) {
    for (const Completion& completion : shown.completions) {
      if (completion.outcome != target) continue;
      context(base_, purpose, completion.facts, {}, completion.of_unnamed);
      return {};
    }
    Alike found;
    if (!seek(target, purpose == "at_least", shown, found))
      return unproved(concat("no completion found for ", to_string(target)));
    context(base_, purpose, found.facts, {}, found.of_unnamed);
    return {};
  }

  bool seek(Outcome target, bool for_exporter, const Shown& shown, Alike& out) {
    const auto take = [&out](std::optional<Assignment> found) {
      if (!found) return false;
      out = Alike{std::move(*found), {}, {}};
      return true;
    };
    if (!shown.contradicted && part_.options.plans != nullptr) {
      if (take(seek_by_plan(target, for_exporter)) || seek_alike(target, for_exporter, out)) return true;
      for (const Completion& start : shown.starts) {
        if (start.outcome == target && seek_from(start, out)) return true;
      }
    }
    return take(seek_by_reference(target, for_exporter, shown.contradicted));
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
    limit(part_.options.most_weighings);
    Assignment guess = guessed(closed, for_exporter);
    for (Assignment* start : {&guess, &closed}) {
      if (find(target, *start, true, plan(), false)) return std::move(*start);
    }
    return std::nullopt;
  }

  // One that may need somebody whom nobody named, each another: the reference evaluator goes on from what the plan
  // guessed of the others, or finds all of it. `contradicts`: there is none that contradicts no stated code.
  std::optional<Assignment> seek_by_reference(Outcome target, bool for_exporter, bool contradicts) {
    Assignment open;
    if (!contradicts && part_.options.plans != nullptr) {
      Assignment start = guessed({}, for_exporter);
      erase_if(start, [&](const auto& one) {  // figures mostly contradict the stated code
        const EntityKind kind = part_.order.entity(one.first.entity).kind;
        return kind == EntityKind::kItem || kind == EntityKind::kComponent;
      });
      limit(kFewWeighings);
      if (find(target, start, true, reference())) return start;
      limit(part_.options.most_weighings);
      if (find(target, open, true, plan())) return open;
      limit(part_.options.most_weighings);
      if (open = start; find(target, open, true, reference())) return open;
      open = {};
    }
    limit(part_.options.most_weighings);
    if (!contradicts && part_.options.plans == nullptr && find(target, open, true, plan())) return open;
    return find(target, open, false, plan()) ? std::optional(std::move(open)) : std::nullopt;
  }

  bool seek_alike(Outcome target, bool for_exporter, Alike& out) {
    limit(kFewWeighings);
    std::set<Variable> lifting;
    plan().guess(part_.lines, out.facts, for_exporter, lifting);
    for (const auto& [variable, cell] : out.facts) {
      if (!is_unnamed(variable)) continue;
      out.of_unnamed.emplace(std::pair(variable.fact, variable.member), cell);
      out.met.emplace(variable.entity, plan().entity(variable.entity).kind);
    }
    erase_if(out.facts, [this](const auto& one) { return is_unnamed(one.first); });
    out.say(part_.law.schema());
    if (comes_to(target, out)) return true;
    out = Alike();
    return comes_to(target, out);
  }

  // From what a search says of those that are named: those whom nobody named are alike, or each is another.
  bool seek_from(const Completion& start, Alike& out) {
    limit(kFewWeighings);
    out = Alike{start.facts, {}, {}};
    if (comes_to(start.outcome, out)) return true;
    limit(kSomeWeighings);
    out = Alike{start.facts, {}, {}};
    return find(start.outcome, out.facts, true, reference());
  }

  // What is left names nobody by the plan's numbers.
  bool comes_to(Outcome target, Alike& alike) {
    const bool out = find_alike(target, alike);
    erase_if(alike.facts, [this](const auto& one) { return is_unnamed(one.first); });
    return out;
  }

  bool find_alike(Outcome target, Alike& alike) {
    std::vector<Split> splits;
    if (const auto done = reaches(target, alike.facts, true, plan(), splits)) return *done;
    const Split split = splits.front();
    const auto& [entity, fact, member] = split.variable;
    const bool unnamed = is_unnamed(split.variable);
    if (unnamed && alike.met.emplace(entity, plan().entity(entity).kind).second) {
      alike.say(part_.law.schema());
      return find_alike(target, alike);
    }
    const Alike before = alike;
    for (const FactCell& cell : split.cells) {
      if (unnamed) {
        alike.of_unnamed[{fact, member}] = cell;
        erase_if(alike.facts, [&](const auto& one) {
          return is_unnamed(one.first) && one.first.fact == fact && one.first.member == member;
        });
        alike.say(part_.law.schema());
      } else {
        alike.facts[split.variable] = cell;
      }
      if (find_alike(target, alike)) return true;
      alike = before;
    }
    return false;
  }

  Assignment guessed(Assignment guess, bool for_exporter) {
    std::set<Variable> lifting;
    plan().guess(part_.lines, guess, for_exporter, lifting);
    // Guesses about those that nobody named are mostly idle beside the others.
    erase_if(guess, [&](const auto& one) { return is_unnamed(one.first); });
    return guess;
  }

  // `fits`: one that contradicts no stated code. `unnamed`: also one that says something of somebody whom nobody named.
  bool find(Outcome target, Assignment& assignment, bool fits, Weigher& weigher, bool unnamed = true) {
    std::vector<Split> splits;
    if (const auto done = reaches(target, assignment, fits, weigher, splits)) return *done;
    const Split split = first_split(splits, assignment, weigher);
    if (meets_unnamed(split, weigher)) return unnamed && find(target, assignment, fits, reference());
    const Assignment before = assignment;
    for (const FactCell& cell : split.cells) {
      assignment[split.variable] = cell;
      if (find(target, assignment, fits, seeker(assignment), unnamed)) return true;
      assignment = before;
    }
    return false;
  }

  // Does the assignment leave that outcome alone? Nothing where it is open; `splits` are not empty then.
  std::optional<bool> reaches(Outcome target, const Assignment& assignment, bool fits, Weigher& weigher,
                              std::vector<Split>& splits) {
    const Levels levels = weigh(assignment, weigher);
    if (levels.low > target || levels.high < target || weighings_ > most_weighings_) return false;
    if (levels.low == levels.high) {
      const Truth contradicts = fits ? weigher.contradicts(part_.lines, assignment, 1, splits) : Truth::kFalse;
      if (contradicts != Truth::kUnknown || splits.empty()) return contradicts != Truth::kTrue;
    } else {
      splits = levels.splits;
    }
    return splits.empty() ? std::optional(false) : std::nullopt;
  }

  Part& part_;
  const Decl* profile_;
  const std::set<std::string>& off_;
  int base_;
  std::unique_ptr<Weigher> plan_;
  std::unique_ptr<ReferenceWeigher> reference_;
  std::size_t weighings_ = 0;
  std::size_t most_weighings_ = 0;
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
  // What is open on two days may be one unknown. A part that cannot be graver than the whole is at least does not
  // count. What is decided is exact however it was found.
  const auto open = std::count_if(parts.begin(), parts.end(),
                                  [&](const PartProof& part) { return part.claim.at_most > whole.at_least; });
  whole.exact = whole.at_least == whole.at_most || (whole.exact && open < 2);
  std::size_t bytes = kUsualBytes;
  for (const PartProof& part : parts) bytes += part.json.size();
  JsonWriter out(bytes);
  out.begin_object().key("form").number(3);
  out.key("rules").string(canonical.hash());
  out.key("posture").string(to_string(options.posture));
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
