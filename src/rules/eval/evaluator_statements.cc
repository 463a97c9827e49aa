// The reference evaluator: statements with their versions, marks, exceptions, letters and bindings.
#include <algorithm>

#include "base/text_util.h"
#include "rules/eval/evaluator.h"

namespace licet::rules {

// ---- statements ----

const Version* Evaluator::active_version(const Decl& decl) const {
  const Version* found = nullptr;
  for (const Version& version : decl.versions) {
    if (version.from <= day_) found = &version;
  }
  if (found != nullptr && ((found->until && *found->until <= day_) || in_gap(decl, day_))) return nullptr;
  return found;
}

const Version* Evaluator::plain_version(const Decl& decl) const {
  if (decl.letter != nullptr) return nullptr;
  const Version* const found = active_version(decl);
  const bool marked = found != nullptr && std::any_of(found->marks.begin(), found->marks.end(),
                                                      [this](const Mark& mark) { return mark_active(mark); });
  return marked ? nullptr : found;
}

bool Evaluator::mark_active(const Mark& mark) const {
  if (mark.kind == MarkKind::kUnenforced && posture_ == Posture::kCodified) return false;
  if (mark.from && day_ < *mark.from) return false;
  return !mark.until || day_ < *mark.until;
}

// Does the mark put the version to sleep for this case? Whether an `unverified` one sleeps at all is a fact of law.
Truth Evaluator::mark_covers(const Decl& decl, const Version& version, const Mark& mark) {
  Truth covers = mark.when ? eval(*mark.when) : Truth::kTrue;
  if (mark.kind != MarkKind::kUnverified || covers == Truth::kFalse) return covers;
  for (const Decl* reply : law_.all(DeclKind::kReply)) {
    if (!reply->targets.empty() && reply->targets.front() == &decl && *reply->from <= day_) {
      return both(covers, truth_of(reply->asleep));
    }
  }
  const Variable variable{0, kMarkFact, concat(decl.qualified, "@", to_string(version.from))};
  const Possible& possible = look_up(variable);
  return both(covers, yes_test(variable, possible));
}

// A document of the authorization that the exporter declines; one that nobody mentioned stays to be handed in.
bool Evaluator::declined(const Version& version) {
  return std::any_of(version.documents.begin(), version.documents.end(), [this](const std::string& path) {
    const Possible& possible = look_up(Variable{0, law_.schema().find(path), {}});
    return possible.words == std::vector<std::string>{"false"};
  });
}

Truth Evaluator::own_value(const Version& version, Trace* trace) {
  if (!version.documents.empty() && declined(version)) return Truth::kFalse;
  Trace* below = trace == nullptr ? nullptr : &trace->kids.emplace_back();
  Truth value = eval(*version.body, below);
  if (value == Truth::kFalse) return value;
  const std::size_t mark = split_mark();
  for (const Decl* exception : version.except_decls) {
    Trace* kid = trace == nullptr ? nullptr : &trace->kids.emplace_back();
    value = both(value, !standing(*exception, kid).value);
    if (value == Truth::kFalse) {
      forget_splits_after(mark);
      return value;
    }
  }
  return value;
}

// Is the exporter the addressee of the letter, on a day on which it binds?
Truth Evaluator::addressed(const Decl& letter) {
  if (letter.from && day_ < *letter.from) return Truth::kFalse;
  if (letter.until && *letter.until <= day_) return Truth::kFalse;
  const Variable variable{0, kLetterFact, letter.qualified};
  const Possible& possible = look_up(variable);
  return yes_test(variable, possible);
}

void Evaluator::bind(const Decl& decl, const Visit& visit, std::size_t clause, const Binding& binding) {
  if (clause == decl.per.size()) {
    visit(binding);
    return;
  }
  const PerClause& per = decl.per[clause];
  if (per.words) {
    for (const std::string& word : members_of(*per.domain)) {
      Binding next = binding;
      next.words.push_back(word);
      push_word(per.variable, word);
      bind(decl, visit, clause + 1, next);
      pop_word();
    }
    return;
  }
  for (const Element& element : elements(*per.domain)) {
    Binding next = binding;
    next.entities.push_back(element.entity);
    next.member = both(binding.member, element.member);
    if (next.member == Truth::kFalse) continue;
    push(per.variable, element.entity);
    bind(decl, visit, clause + 1, next);
    pop();
  }
}

// Would the component need a license if it were the item (734.4: controlled content)?
Truth Evaluator::content(int component) {
  Truth value = Truth::kFalse;
  const std::size_t mark = split_mark();
  push("item", component);
  ++content_depth_;
  for (const Decl* rule : law_.all(DeclKind::kRule)) {
    if (!rule->counts_for_content) continue;
    for_each_binding(*rule, [&](const Binding& binding) {
      if (value != Truth::kTrue) value = either(value, both(binding.member, standing(*rule).value));
    });
    if (value == Truth::kTrue) break;
  }
  --content_depth_;
  pop();
  if (value != Truth::kUnknown) forget_splits_after(mark);
  return value;
}

// `component.controlled`: as stated or fixed, else as the rules decide; the unknowns of the rules stand for it.
Truth Evaluator::content_path(const Variable& variable) {
  const Possible& possible = look_up(variable);
  if (possible.words.size() == 1) return truth_of(possible.words.front() == "true");
  const std::size_t mark = split_mark();
  const Truth value = content(variable.entity);
  if (value != Truth::kUnknown || split_mark() > mark) return value;
  return yes_test(variable, possible);
}

Standing Evaluator::standing(const Decl& decl, Trace* trace) {
  if (decl.letter == nullptr) return standing_of(decl, trace);
  const std::size_t mark = split_mark();
  const Truth bound_by = addressed(*decl.letter);
  if (bound_by == Truth::kFalse) {
    if (trace != nullptr) {
      trace->statement = &decl;
      trace->value = bound_by;
      trace->facts = concat("binds only the addressee of letter ", decl.letter->qualified);
    }
    return Standing{};
  }
  Standing out = standing_of(decl, trace);
  out.value = both(bound_by, out.value);
  if (out.value == Truth::kFalse) forget_splits_after(mark);
  if (trace != nullptr) trace->value = out.value;
  return out;
}

Standing Evaluator::standing_of(const Decl& decl, Trace* trace) {
  std::ptrdiff_t newest = -1;
  for (std::size_t i = 0; i < decl.versions.size(); ++i) {
    if (decl.versions[i].from <= day_) newest = static_cast<std::ptrdiff_t>(i);
  }
  if (trace != nullptr) trace->statement = &decl;
  Standing out = version_standing(decl, newest, trace);
  // A definition without a version on the day is a gap, and so is one that says so.
  if (decl.kind == DeclKind::kLet && active_version(decl) == nullptr) out.value = Truth::kUnknown;
  if (trace != nullptr) {
    trace->value = out.value;
    trace->spoke = true;
    trace->version = out.version;
    trace->mark = out.sleeping == nullptr ? nullptr : out.mark;
  }
  return out;
}

Standing Evaluator::version_standing(const Decl& decl, std::ptrdiff_t index, Trace* trace) {
  if (index < 0) return Standing{};
  const Version& version = decl.versions[static_cast<std::size_t>(index)];
  if (version.until && *version.until <= day_) return Standing{};
  Truth falls_back = Truth::kFalse;
  Truth covered = Truth::kFalse;
  bool all_fall_back = true;
  const Mark* why = nullptr;
  const std::size_t before = split_mark();
  for (const Mark& mark : version.marks) {
    if (!mark_active(mark)) continue;
    const Truth covers = mark_covers(decl, version, mark);
    if (covers == Truth::kFalse) continue;
    if (why == nullptr || mark.kind == MarkKind::kStayed) why = &mark;
    covered = either(covered, covers);
    if (mark.falls_back) falls_back = either(falls_back, covers);
    all_fall_back = all_fall_back && mark.falls_back;
  }
  Standing out;
  out.version = &version;
  if (covered == Truth::kFalse) {
    out.value = own_value(version, trace);
    return out;
  }
  const std::size_t after_marks = split_mark();
  const Truth own = own_value(version, nullptr);
  if (covered == Truth::kTrue) forget_splits_after(after_marks);
  Standing earlier;
  if (falls_back != Truth::kFalse) earlier = version_standing(decl, index - 1, trace);
  const Truth revived = both(falls_back, earlier.value);
  out.value = either(both(!covered, own), revived);
  // Whether the mark covers the case does not matter if both texts say the same.
  if (all_fall_back && own == earlier.value && own != Truth::kUnknown) {
    forget_splits_after(before);
    out.value = own;
  }
  out.sleeping = &version;
  out.mark = why;
  out.printed_value = own;
  if (covered == Truth::kTrue) out.version = earlier.version;
  return out;
}

}  // namespace licet::rules
