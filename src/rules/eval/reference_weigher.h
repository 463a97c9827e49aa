// The weigher that reads the syntax tree. Reports are made with it too: it can bind a line and say why.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "rules/eval/weigher.h"

namespace licet::rules {

using Binding = Evaluator::Binding;

// Adds one line's bound to that of the order; its unknowns count only where they keep its levels apart.
void merge_line(Levels& levels, Outcome low, Outcome high, const Reachable& possible, const std::vector<Split>& splits);

class ReferenceWeigher final : public Weigher {
 public:
  ReferenceWeigher(const Law& law, const Case& order, const Decl* profile, Posture posture)
      : law_(law), case_(order), evaluator_(law, order, profile, posture) {}

  Evaluator& evaluator() { return evaluator_; }
  const Case& order() const { return case_; }

  void bind(const Line& line) {
    evaluator_.set_day(case_.leg_days[line.leg]);
    evaluator_.push("leg", case_.legs[line.leg]);
    evaluator_.push("item", case_.items[line.item]);
  }
  void unbind() {
    evaluator_.pop();
    evaluator_.pop();
  }

  // Is an authorization that names the rule available for the bound line?
  Truth overcome(const Decl& rule) {
    const std::size_t mark = evaluator_.split_mark();
    Truth value = Truth::kFalse;
    for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) {
      if (!refers_to(*authorization, rule)) continue;
      value = either(value, available(*authorization));
      if (value == Truth::kTrue) break;
    }
    return evaluator_.decided(value, mark);
  }

  Truth available(const Decl& authorization) {
    const std::size_t mark = evaluator_.split_mark();
    const Standing standing = evaluator_.standing(authorization);
    Truth value = standing.value;
    if (value == Truth::kFalse || standing.version == nullptr) return value;
    for (const Decl* restriction : law_.all(DeclKind::kRestriction)) {
      if (!closes(*restriction, authorization)) continue;
      value = both(value, !evaluator_.standing(*restriction).value);
    }
    return evaluator_.decided(value, mark);
  }

  // Adds one line's weight to the levels.
  void weigh(const Line& line, Levels& levels) {
    bind(line);
    const Decl* subject_let = law_.find(kSubjectLet);
    evaluator_.clear_splits();
    const Truth subject = subject_let == nullptr ? Truth::kTrue : evaluator_.standing(*subject_let).value;
    std::vector<Split> splits = evaluator_.splits();
    Outcome low = subject == Truth::kTrue ? Outcome::kNoLicenseRequired : Outcome::kNotSubject;
    Outcome high = subject == Truth::kFalse ? Outcome::kNotSubject : Outcome::kNoLicenseRequired;
    Reachable possible;
    possible.add(low);
    possible.add(high);
    for (const Decl* rule : law_.all(DeclKind::kRule)) {
      evaluator_.clear_splits();
      // Words come before elements, as the plan has them: what a requirement cannot raise any more hangs on the order.
      for (const std::vector<std::string>& words : words_of(*rule)) {
        evaluator_.for_each_binding(*rule, [&](const Binding& binding) {
          if (binding.words == words) weigh_rule(*rule, binding, low, high, possible);
        });
      }
      for (const Split& split : evaluator_.splits()) splits.push_back(split);
    }
    unbind();
    merge_line(levels, low, high, possible, splits);
  }

  // The choices of words of the rule; one of none where it has no words.
  std::vector<std::vector<std::string>> words_of(const Decl& rule) {
    std::vector<std::vector<std::string>> out(1);
    for (const PerClause& clause : rule.per) {
      if (!clause.words) continue;
      std::vector<std::vector<std::string>> longer;
      for (const std::vector<std::string>& one : out) {
        for (const std::string& word : evaluator_.words_of(*clause.domain)) {
          longer.push_back(one);
          longer.back().push_back(word);
        }
      }
      out = std::move(longer);
    }
    return out;
  }

  void weigh_rule(const Decl& rule, const Binding& binding, Outcome& low, Outcome& high, Reachable& possible) {
    const Outcome full = rule.requires_denial ? Outcome::kProhibited : Outcome::kLicenseRequired;
    const std::size_t mark = evaluator_.split_mark();
    const Truth value = evaluator_.for_choice(binding, evaluator_.standing(rule).value);
    // What cannot raise the outcome any more need not be asked.
    if (value == Truth::kFalse || full <= low) {
      evaluator_.forget_splits_after(mark);
      return;
    }
    const Truth lifted = rule.requires_denial ? Truth::kFalse : overcome(rule);
    if (value == Truth::kTrue) low = std::max(low, lifted == Truth::kFalse ? full : Outcome::kExceptionToConfirm);
    const Outcome most = lifted == Truth::kTrue ? Outcome::kExceptionToConfirm : full;
    high = std::max(high, most);
    possible.add(most);
    if (lifted != Truth::kFalse) possible.add(Outcome::kExceptionToConfirm);
  }

  Levels levels(const std::vector<Line>& lines, const Assignment& assignment) override {
    evaluator_.set_assignment(&assignment);
    Levels out;
    for (const Line& line : lines) weigh(line, out);
    evaluator_.set_assignment(nullptr);
    return out;
  }

  Truth contradicts(const std::vector<Line>& lines, const Assignment& assignment, std::size_t,
                    std::vector<Split>& splits) override {
    evaluator_.set_assignment(&assignment);
    evaluator_.clear_splits();
    Truth value = Truth::kFalse;
    for (const Line& line : lines) {
      bind(line);
      const int item = case_.items[line.item];
      value = either(value, evaluator_.contradiction(item));
      for (const int component : case_.entity(item).components)
        value = either(value, evaluator_.contradiction(component));
      unbind();
    }
    evaluator_.set_assignment(nullptr);
    splits = evaluator_.splits();
    return value;
  }

  Contradiction contradiction(const std::vector<Line>& lines, const Assignment& assignment) override;

  const Decl* first_to_hold(const Line& line, const Assignment& assignment,
                            const std::vector<const Decl*>& rules) override;

  void given(const Assignment* facts) override { evaluator_.set_given(facts); }

  std::string name_of(const Variable& variable) const override { return evaluator_.name_of(variable); }
  const Entity& entity(int id) const override { return evaluator_.entity(id); }
  std::set<AssumptionUse> assumptions_used() const override { return evaluator_.assumptions_used(); }

 private:
  const Law& law_;
  const Case& case_;
  Evaluator evaluator_;
};

}  // namespace licet::rules
