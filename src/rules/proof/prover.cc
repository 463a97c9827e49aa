#include "rules/proof/prover.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "base/sha256.h"
#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "rules/eval/reference_weigher.h"
#include "rules/proof/sheet.h"

namespace licet::rules {

namespace {

Json text(std::string_view value) {
  return Json::string(value);
}

struct Weight {
  Outcome low = Outcome::kNotSubject;
  Outcome high = Outcome::kNotSubject;
};

// A rule on one line for one choice of its `per` elements; without a rule, whether the line is subject at all.
struct Root {
  Line line;
  const Decl* rule = nullptr;
  std::vector<int> elements;       // of the `per` clauses that go over lists, in their order
  std::vector<std::string> words;  // of those that go over words
  Weight weight;
};

// Proves one claim: with the assumptions of a profile or without any.
class ClaimProver {
 public:
  // `path`: the contexts around what is proved, the innermost last.
  ClaimProver(const Law& law, const Case& order, const Decl* profile, const ProveOptions& options, Sheet& sheet,
              std::vector<int> path)
      : law_(law),
        order_(order),
        order_lines_(lines_of(order)),
        profile_(profile),
        options_(options),
        sheet_(sheet),
        path_(std::move(path)),
        weigher_(law, order, profile, options.posture),
        evaluator_(weigher_.evaluator()),
        recorder_(sheet, evaluator_, order) {
    recorder_.set_contexts(path_);
  }

  // Assumptions that findings switch off.
  std::set<std::string> findings() {
    std::set<std::string> off;
    listen(true);
    for (const Line& line : order_lines_) {
      weigher_.bind(line);
      for (const Decl* finding : law_.all(DeclKind::kFinding)) {
        evaluator_.for_each_binding(*finding, [&](const Evaluator::Binding& binding) {
          if (both(binding.member, evaluator_.standing(*finding).value) != Truth::kTrue) return;
          off.insert(finding->refs.begin(), finding->refs.end());
        });
      }
      weigher_.unbind();
    }
    listen(false);
    return off;
  }

  void switch_off(std::set<std::string> assumptions) {
    off_ = assumptions;
    evaluator_.switch_off(std::move(assumptions));
  }

  Status prove(const ProofClaim& claim) {
    const Weight whole = base();
    if (whole.low < claim.at_least || whole.high > claim.at_most) {
      LICET_TRY(const Cases all, sought<Cases>([&]() -> Result<Cases> {
                  Assignment none;
                  weighings_ = 0;
                  return divided(none, claim.at_least, claim.at_most);
                }));
      Assignment none;
      LICET_RETURN_IF_ERROR(show(all, path_, none, claim.at_least, claim.at_most));
    }
    if (claim.exact && claim.at_least != claim.at_most) {
      LICET_RETURN_IF_ERROR(witness(claim.at_least, "at_least"));
      LICET_RETURN_IF_ERROR(witness(claim.at_most, "at_most"));
    }
    for (const AssumptionUse& use : weigher_.assumptions_used())
      sheet_.assumed(recorder_.fact_name(use.variable), use.assumption->name);
    return {};
  }

 private:
  Error unproved(std::string_view why) const { return Error{ErrorCode::kUnsupported, std::string(why)}; }

  void listen(bool on) { evaluator_.set_recorder(on ? &recorder_ : nullptr); }

  // Every root with the facts as they are, and what they give together.
  Weight base() {
    listen(true);
    for (const Line& line : order_lines_) {
      weigher_.bind(line);
      roots_.push_back(Root{line, nullptr, {}, {}, subject()});
      for (const Decl* rule : law_.all(DeclKind::kRule)) {
        evaluator_.for_each_binding(*rule, [&](const Evaluator::Binding& binding) {
          const Weight weight = rule_weight(*rule, binding.member);
          roots_.push_back(Root{line, rule, binding.entities, binding.words, weight});
        });
      }
      weigher_.unbind();
    }
    listen(false);
    Weight out;
    for (const Root& root : roots_) {
      out.low = std::max(out.low, root.weight.low);
      out.high = std::max(out.high, root.weight.high);
    }
    return out;
  }

  Weight subject() {
    const Decl* decl = law_.find(kSubjectLet);
    const Truth value = decl == nullptr ? Truth::kTrue : evaluator_.standing(*decl).value;
    return {value == Truth::kTrue ? Outcome::kNoLicenseRequired : Outcome::kNotSubject,
            value == Truth::kFalse ? Outcome::kNotSubject : Outcome::kNoLicenseRequired};
  }

  // Weighs the rule for the bound names.
  Weight rule_weight(const Decl& rule, Truth member) {
    const Truth holds = both(member, evaluator_.standing(rule).value);
    if (holds == Truth::kFalse) return {};
    const Truth lifted = rule.requires_denial ? Truth::kFalse : weigher_.overcome(rule);
    const Outcome full = rule.requires_denial ? Outcome::kProhibited : Outcome::kLicenseRequired;
    Weight out;
    if (holds == Truth::kTrue) out.low = lifted == Truth::kFalse ? full : Outcome::kExceptionToConfirm;
    out.high = lifted == Truth::kTrue ? Outcome::kExceptionToConfirm : full;
    return out;
  }

  // One root again, in a narrower context.
  Weight again(const Root& root) {
    weigher_.bind(root.line);
    Weight out;
    if (root.rule == nullptr) {
      out = subject();
    } else {
      again(root, 0, root.elements.begin(), root.words.begin(), Truth::kTrue, out);
    }
    weigher_.unbind();
    return out;
  }

  void again(const Root& root, std::size_t clause, std::vector<int>::const_iterator element,
             std::vector<std::string>::const_iterator word, Truth member, Weight& out) {
    if (clause == root.rule->per.size()) {
      out = rule_weight(*root.rule, member);
      return;
    }
    const PerClause& per = root.rule->per[clause];
    if (per.words) {
      evaluator_.push_word(per.variable, *word);
      again(root, clause + 1, element, word + 1, member, out);
      evaluator_.pop_word();
      return;
    }
    for (const Evaluator::Element& one : evaluator_.elements(*per.domain)) {
      if (one.entity != *element) continue;
      evaluator_.push(per.variable, one.entity);
      again(root, clause + 1, element + 1, word, both(member, one.member), out);
      evaluator_.pop();
    }
  }

  // What cases and completions are looked for with: the plan, which is fast. Only what they lead to is written down,
  // and that the reference evaluator finds out.
  Weigher& seeker() {
    if (options_.plans == nullptr || met_unnamed_) return weigher_;
    if (seeker_ == nullptr) {
      seeker_ = make_plan_weigher(*options_.plans, order_, profile_, options_.posture, off_);
      seeker_->want_splits(1);
    }
    return *seeker_;
  }

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
  bool is_unnamed(const Split& split) {
    const bool unnamed = &seeker() != &weigher_ && split.variable.entity >= static_cast<int>(order_.entities.size());
    met_unnamed_ = met_unnamed_ || unnamed;
    return unnamed;
  }

  Levels weigh(const Assignment& assignment) {
    ++weighings_;
    return seeker().levels(order_lines_, assignment);
  }

  int context(int parent, std::string_view purpose, const Assignment& assignment) {
    Json set = Json::object();
    for (const auto& [variable, cell] : assignment) set.append_member(recorder_.fact_name(variable), state_json(cell));
    Json row = Json::object();
    row.append_member("in", Json::number(parent));
    row.append_member("for", text(purpose));
    row.append_member("set", std::move(set));
    return sheet_.context(std::move(row));
  }

  // How what is open divides until every part lies within the bounds, or contradicts a stated code.
  struct Cases {
    bool contradicts = false;
    Variable variable;
    std::vector<std::pair<Possible, Cases>> below;  // by the variable's cells; none: nothing is divided
  };

  Result<Cases> divided(Assignment& assignment, Outcome least, Outcome most) {
    const Levels levels = weigh(assignment);
    Cases out;
    if (levels.low >= least && levels.high <= most) return out;
    std::vector<Split> splits;
    if (!assignment.empty() && seeker().contradicts(order_lines_, assignment, splits) == Truth::kTrue) {
      out.contradicts = true;
      return out;
    }
    if (!levels.splits.empty()) splits = levels.splits;
    if (splits.empty()) return unproved("no fact tells the cases apart");
    if (weighings_ > options_.most_weighings) return unproved("more cases than the limit");
    const Split split = splits.front();
    if (is_unnamed(split)) return unproved("an entity that nobody named");
    out.variable = split.variable;
    const Assignment before = assignment;
    for (const Possible& cell : split.cells) {
      assignment[split.variable] = cell;
      LICET_TRY(Cases below, divided(assignment, least, most));
      out.below.emplace_back(cell, std::move(below));
    }
    assignment = before;
    return out;
  }

  // Writes down that every way to fill in what is open lies within the bounds.
  Status show(const Cases& cases, const std::vector<int>& path, Assignment& assignment, Outcome least, Outcome most) {
    if (cases.contradicts) return contradiction(path, assignment);
    if (cases.below.empty()) return path == path_ ? Status{} : leaf(path, assignment, least, most);
    const Assignment before = assignment;
    for (const auto& [cell, below] : cases.below) {
      assignment[cases.variable] = cell;
      std::vector<int> inner = path;
      inner.push_back(context(path.back(), "cases", {{cases.variable, cell}}));
      LICET_RETURN_IF_ERROR(show(below, inner, assignment, least, most));
    }
    assignment = before;
    return {};
  }

  // Shows that a context contradicts a stated code: an entry beside it holds.
  Status contradiction(const std::vector<int>& path, const Assignment& assignment) {
    evaluator_.set_assignment(&assignment);
    std::vector<int> items;
    for (const Line& line : order_lines_) {
      const int item = order_.items[line.item];
      items.push_back(item);
      items.insert(items.end(), order_.entity(item).components.begin(), order_.entity(item).components.end());
    }
    for (const int item : items) {
      const Decl* entry = nullptr;
      if (evaluator_.contradiction(item, &entry) != Truth::kTrue) continue;
      evaluator_.push("item", item);
      listen(true);
      evaluator_.set_assignment(nullptr);
      recorder_.set_contexts(path_);  // what the stated facts leave open there
      evaluator_.standing(*entry);
      evaluator_.set_assignment(&assignment);
      recorder_.set_contexts(path);
      evaluator_.standing(*entry);
      listen(false);
      evaluator_.pop();
      sheet_.contradicts(path.back(), *entry, recorder_.entity(item));
      break;
    }
    evaluator_.set_assignment(nullptr);
    return {};
  }

  // Records in a context the roots that the base left too heavy, and one that reaches the lower bound.
  Status leaf(const std::vector<int>& path, const Assignment& assignment, Outcome least, Outcome most) {
    recorder_.set_contexts(path);
    evaluator_.set_assignment(&assignment);
    Outcome low = Outcome::kNotSubject;
    for (std::size_t i = 0; i < roots_.size(); ++i) {
      const bool too_heavy = roots_[i].weight.high > most;
      low = std::max(low, too_heavy ? show(i, path.back()).low : roots_[i].weight.low);
    }
    for (std::size_t i = 0; i < roots_.size() && low < least; ++i) {
      if (roots_[i].weight.high <= most && again(roots_[i]).low >= least) low = show(i, path.back()).low;
    }
    evaluator_.set_assignment(nullptr);
    return low >= least ? Status{} : unproved("no single requirement shows the lower bound");
  }

  Weight show(std::size_t root, int context) {
    listen(true);
    const Weight out = again(roots_[root]);
    listen(false);
    sheet_.show_root(context, root);
    return out;
  }

  // One completion, cell by cell, in which the outcome is exactly `target`.
  Status witness(Outcome target, std::string_view purpose) {
    std::optional<Assignment> found;
    if (options_.plans != nullptr) found = seek_by_plan(target, purpose == "at_least");
    if (!found) {
      LICET_TRY(found, sought<Assignment>([&]() -> Result<Assignment> {
                  Assignment out;
                  weighings_ = 0;
                  if (!find(target, out, true) && !find(target, out, false))
                    return unproved(concat("no completion found for ", to_string(target)));
                  return out;
                }));
    }
    std::vector<int> path = path_;
    path.push_back(context(path_.back(), purpose, *found));
    return leaf(path, *found, target, target);
  }

  // One in which no party is left unnamed, looked for with the plan: all that is open guessed for the exporter or
  // against, else case by case.
  std::optional<Assignment> seek_by_plan(Outcome target, bool for_exporter) {
    Assignment closed;
    // Facilities and components are closed by being stated, which is no fact that a case could fix.
    const int complete = law_.schema().find("order.parties_complete");
    if (complete >= 0 && order_.find(0, complete) == nullptr) {
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
      const EntityKind kind = order_.entity(one.first.entity).kind;
      return kind == EntityKind::kItem || kind == EntityKind::kComponent;
    });
    met_unnamed_ = true;
    const bool good = find(target, open, true);
    met_unnamed_ = false;
    return good ? std::optional(std::move(open)) : std::nullopt;
  }

  Assignment guessed(Assignment guess, bool for_exporter) {
    std::set<Variable> lifting;
    seeker().guess(order_lines_, guess, for_exporter, lifting);
    // Guesses about those that nobody named are mostly idle beside the others.
    std::erase_if(guess, [&](const auto& one) { return one.first.entity >= static_cast<int>(order_.entities.size()); });
    return guess;
  }

  // `fits`: one that contradicts no stated code.
  bool find(Outcome target, Assignment& assignment, bool fits) {
    const Levels levels = weigh(assignment);
    if (levels.low > target || levels.high < target || weighings_ > options_.most_weighings) return false;
    std::vector<Split> splits = levels.splits;
    if (levels.low == levels.high) {
      splits.clear();
      const Truth contradicts = fits ? seeker().contradicts(order_lines_, assignment, splits) : Truth::kFalse;
      if (contradicts != Truth::kUnknown || splits.empty()) return contradicts != Truth::kTrue;
    }
    if (splits.empty()) return false;
    const Split split = splits.front();
    if (is_unnamed(split)) return false;
    const Assignment before = assignment;
    for (const Possible& cell : split.cells) {
      assignment[split.variable] = cell;
      if (find(target, assignment, fits)) return true;
      assignment = before;
    }
    return false;
  }

  const Law& law_;
  const Case& order_;
  std::vector<Line> order_lines_;
  const Decl* profile_;
  std::set<std::string> off_;  // assumptions that findings switch off
  std::unique_ptr<Weigher> seeker_;
  bool met_unnamed_ = false;  // the plan met an entity that nobody named
  const ProveOptions& options_;
  Sheet& sheet_;
  std::vector<int> path_;
  ReferenceWeigher weigher_;
  Evaluator& evaluator_;
  ProofRecorder recorder_;
  std::vector<Root> roots_;
  std::size_t weighings_ = 0;
};

Json context_row(std::string_view purpose, const ProofClaim* claim) {
  Json out = Json::object();
  out.append_member("for", text(purpose));
  if (claim == nullptr) return out;
  out.append_member("at_least", text(to_string(claim->at_least)));
  out.append_member("at_most", text(to_string(claim->at_most)));
  out.append_member("bound", text(claim->exact ? "exact" : "loose"));
  return out;
}

Result<PartProof> prove_claims(const Law& law, const CanonicalLaw& canonical, const Case& order,
                               const ProofClaim& claim, const ProveOptions& options) {
  PartProof out;
  out.claim = claim;
  Sheet sheet(law, canonical, order, options.screened_by);
  const bool assumes = options.profile != nullptr;
  if (assumes) out.without_assumptions = options.without_assumptions;
  ClaimProver strict(law, order, nullptr, options, sheet, {0});
  const ProofClaim* alone = assumes ? (out.without_assumptions ? &*out.without_assumptions : nullptr) : &claim;
  sheet.context(context_row("stated", alone));
  ClaimProver assuming(law, order, options.profile, options, sheet, {0, 1});
  if (assumes) sheet.context(context_row("assumed", &claim));
  assuming.switch_off(strict.findings());
  if (alone != nullptr) LICET_RETURN_IF_ERROR(strict.prove(*alone));
  if (assumes) LICET_RETURN_IF_ERROR(assuming.prove(claim));
  out.json = Json::object();
  out.json.append_member("day", text(to_string(order.leg_days.front())));
  sheet.write(out.json);
  return out;
}

}  // namespace

Result<PartProof> prove_part(const Law& law, const CanonicalLaw& canonical, const Case& order, const ProofClaim& claim,
                             const ProveOptions& options) {
  auto out = prove_claims(law, canonical, order, claim, options);
  if (out || !options.without_assumptions || options.profile == nullptr) return out;
  // Without its assumptions the order may have too many cases.
  ProveOptions less = options;
  less.without_assumptions.reset();
  return prove_claims(law, canonical, order, claim, less);
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
  out.append_member("form", Json::number(2));
  out.append_member("rules", text(canonical.hash()));
  out.append_member("posture", text(options.posture == Posture::kCodified ? "codified" : "in_force"));
  out.append_member("profile",
                    options.profile == nullptr ? Json::null() : text(canonical.line_of(*options.profile).hash));
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
  out.append_member("form", Json::number(2));
  out.append_member("unproved", text(reason));
  return out;
}

}  // namespace licet::rules
