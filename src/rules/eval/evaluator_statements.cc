// The reference evaluator: statements with their versions, marks, exceptions, letters and bindings.
#include <algorithm>

#include "base/text_util.h"
#include "rules/eval/evaluator.h"

namespace licet::rules {

// ---- statements ----

const Version* Evaluator::active_version(const Decl& decl) const {
  return speaking_version(decl, day_, posture_);
}

const Version* Evaluator::plain_version(const Decl& decl) const {
  if (decl.letter != nullptr) return nullptr;
  const Version* const found = active_version(decl);
  const bool marked = found != nullptr && std::any_of(found->marks.begin(), found->marks.end(),
                                                      [this](const Mark& mark) { return mark_active(mark); });
  return marked ? nullptr : found;
}

bool Evaluator::mark_active(const Mark& mark) const {
  return is_active(mark, day_, posture_);
}

// Does the mark put the version to sleep for this case? Whether an `unverified` one sleeps at all is a fact of law.
Truth Evaluator::mark_covers(const Decl& decl, const Version& version, const Mark& mark) {
  const std::size_t before = split_mark();
  const Truth covers = mark.when ? eval(*mark.when) : Truth::kTrue;
  if (mark.kind != MarkKind::kUnverified || covers == Truth::kFalse) return covers;
  if (const Decl* reply = law_.reply_on(decl, day_)) return decided(both(covers, truth_of(reply->asleep)), before);
  const Variable variable{0, kMarkFact, concat(decl.qualified, "@", to_string(version.from))};
  const Possible& possible = look_up(variable);
  return decided(both(covers, yes_test(variable, possible)), before);
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
  const std::size_t mark = split_mark();
  Truth value = eval(*version.body, below);
  for (const Decl* exception : version.except_decls) {
    if (value == Truth::kFalse) break;
    Trace* kid = trace == nullptr ? nullptr : &trace->kids.emplace_back();
    value = both(value, !standing(*exception, kid).value);
  }
  return decided(value, mark);
}

// Is the exporter the addressee of the letter, on a day on which it binds?
Truth Evaluator::addressed(const Decl& letter) {
  if (letter.from && day_ < *letter.from) return Truth::kFalse;
  if (letter.until && *letter.until <= day_) return Truth::kFalse;
  const Variable variable{0, kLetterFact, letter.qualified};
  const Possible& possible = look_up(variable);
  return yes_test(variable, possible);
}

void Evaluator::bind(const Decl& decl, const Visit& visit, std::size_t clause, Binding& binding) {
  if (clause == decl.per.size()) {
    visit(binding);
    return;
  }
  const PerClause& per = decl.per[clause];
  if (per.words) {
    for (const std::string& word : members_of(*per.domain)) {
      binding.words.push_back(word);
      push_word(per.variable, word);
      bind(decl, visit, clause + 1, binding);
      pop_word();
      binding.words.pop_back();
    }
    return;
  }
  const Truth member = binding.member;
  for (const Element& element : elements(*per.domain)) {
    binding.member = both(member, element.member);
    if (binding.member == Truth::kFalse) continue;
    binding.entities.push_back(element.entity);
    if (element.closing) binding.closing.push_back(*element.closing);
    push(per.variable, element.entity);
    bind(decl, visit, clause + 1, binding);
    pop();
    if (element.closing) binding.closing.pop_back();
    binding.entities.pop_back();
  }
  binding.member = member;
}

Truth Evaluator::for_choice(const Binding& binding, Truth value) {
  if (value == Truth::kTrue) {
    for (const Variable& closing : binding.closing) ask_closing(closing);
  }
  return both(binding.member, value);
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
      if (value != Truth::kTrue) value = either(value, for_choice(binding, standing(*rule).value));
    });
    if (value == Truth::kTrue) break;
  }
  --content_depth_;
  pop();
  return decided(value, mark);
}

// `component.controlled`: as stated or fixed, else as the rules decide; the unknowns of the rules stand for it.
Truth Evaluator::content_path(const Variable& variable) {
  const Possible& possible = look_up(variable);
  if (possible.words.size() == 1) return truth_of(possible.words.front() == "true");
  std::vector<Split> before;
  before.swap(splits_);
  const Truth value = content(variable.entity);
  if (value == Truth::kUnknown && splits_.empty()) yes_test(variable, possible);
  before.swap(splits_);
  for (Split& split : before) add_split(std::move(split));
  return value;
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
  out.value = decided(both(bound_by, out.value), mark);
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

// Does a mark put the version to sleep that makes it fall back, or one that leaves nothing? `why`: what it sleeps for.
Truth Evaluator::covered(const Decl& decl, const Version& version, bool falling_back, const Mark*& why) {
  const std::size_t before = split_mark();
  Truth value = Truth::kFalse;
  for (const Mark& mark : version.marks) {
    if (mark.falls_back != falling_back || !mark_active(mark)) continue;
    const Truth covers = mark_covers(decl, version, mark);
    if (covers == Truth::kFalse) continue;
    if (why == nullptr || mark.kind < why->kind) why = &mark;
    value = either(value, covers);
  }
  return decided(value, before);
}

// What holds in place of a text hangs on marks that make it fall back, then on those that leave nothing. Which of them
// cover the case does not matter where all say the same.
Standing Evaluator::version_standing(const Decl& decl, std::ptrdiff_t index, Trace* trace) {
  if (index < 0) return Standing{};
  const Version& version = decl.versions[static_cast<std::size_t>(index)];
  if (version.until && *version.until <= day_) return Standing{};
  Standing out;
  const std::size_t before = split_mark();
  const Truth falls_back = covered(decl, version, true, out.mark);
  const std::size_t after = split_mark();
  const Truth leaves_nothing = covered(decl, version, false, out.mark);
  out.version = &version;
  if (out.mark == nullptr) {
    out.value = own_value(version, trace);
    return out;
  }
  out.sleeping = &version;
  out.printed_value = own_value(version, nullptr);
  const Truth left = decided(both(!leaves_nothing, out.printed_value), after);
  if (falls_back == Truth::kTrue) forget_splits_after(after);
  Standing earlier;
  if (falls_back != Truth::kFalse) earlier = version_standing(decl, index - 1, trace);
  if (falls_back == Truth::kFalse || left == earlier.value) {
    out.value = left;
  } else {
    out.value = falls_back == Truth::kTrue ? earlier.value : Truth::kUnknown;
  }
  decided(out.value, before);
  if (falls_back == Truth::kTrue || leaves_nothing == Truth::kTrue) out.version = earlier.version;
  return out;
}

}  // namespace licet::rules
