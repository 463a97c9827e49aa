#include "rules/check/marks.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/text_util.h"
#include "rules/check/law_error.h"
#include "rules/check/sets.h"
#include "rules/syntax/print.h"

namespace licet::rules {

namespace {

constexpr std::size_t kMostCases = 20'000;  // of two marks, on all days

// Can two conditions hold of one case on a day? What they ask is cut into cases: facts by the values that some test
// tells apart, all else by whether it holds, as it is worded.
class Meeting {
 public:
  // `left`: cases that may still be tried.
  Meeting(const Law& law, Date day, Posture posture, std::size_t& left)
      : law_(law), sets_(law, day, posture), left_(left) {}

  struct Answer {
    bool meet = false;  // or nobody knows
    bool cut_short = false;
    std::string witness;  // empty: any case
  };

  // Either may be nullptr, which always holds.
  Answer look(const Expr* one, const Expr* other) {
    one_ = one;
    other_ = other;
    for (const Expr* condition : {one, other}) {
      if (condition != nullptr) collect(*condition);
    }
    Answer out;
    try_cases(out);
    return out;
  }

 private:
  // What a condition asks: a fact of an entity, a member of a set fact, or something that is taken as it is worded.
  struct Asked {
    const FactDecl* fact = nullptr;  // of a fact that is compared; else it holds or not
    std::vector<const Expr*> tests;  // of the fact
    std::vector<std::string> words;  // values that no two of which all tests say the same of, once they are made
    std::vector<Rational> numbers;   // the same of figures
    bool made = false;
  };

  // The condition behind the name of a definition whose text is read as it stands.
  const Expr* body_of(const Expr& expr) const {
    if (expr.kind != ExprKind::kName || expr.decl == nullptr || expr.decl->kind != DeclKind::kLet) return nullptr;
    const Version* version = sets_.active(*expr.decl);
    return version == nullptr || !version->marks.empty() ? nullptr : version->body.get();
  }

  // A fact that is held against words or figures; nullptr: something else.
  const FactDecl* compared(const Expr& expr) const {
    if (expr.kind != ExprKind::kCompare && expr.kind != ExprKind::kIn) return nullptr;
    const Expr& left = *expr.kids[0];
    const Expr& right = *expr.kids[1];
    if (left.kind != ExprKind::kPath || right.kind == ExprKind::kPath) return nullptr;
    const FactDecl& fact = law_.schema().at(left.fact);
    if (fact.type == FactType::kPlace || fact.type == FactType::kWord) return &fact;
    if (fact.type != FactType::kNumber) return nullptr;
    if (expr.kind == ExprKind::kCompare) return sets_.figure(right) ? &fact : nullptr;
    const bool plain =
        right.kind == ExprKind::kInterval && sets_.figure(*right.kids[0]) && sets_.figure(*right.kids[1]);
    return plain ? &fact : nullptr;
  }

  // `fact = true` and its like, of a fact that is yes or no.
  bool is_yes_or_no(const Expr& expr) const {
    const Expr& left = *expr.kids[0];
    return left.kind == ExprKind::kPath && expr.kids[1]->kind == ExprKind::kName &&
           law_.schema().at(left.fact).type == FactType::kBool;
  }

  static std::string key_of(const Expr& path) { return path.text; }

  void collect(const Expr& expr) {
    if (const Expr* body = body_of(expr)) return collect(*body);
    if (expr.kind == ExprKind::kAnd || expr.kind == ExprKind::kOr || expr.kind == ExprKind::kNot) {
      for (const ExprPtr& kid : expr.kids) collect(*kid);
    } else if (const FactDecl* fact = compared(expr)) {
      Asked& asked = asked_[key_of(*expr.kids[0])];
      asked.fact = fact;
      asked.tests.push_back(&expr);
    }
  }

  // ---- the values of a fact that tests tell apart ----

  void make(Asked& asked) const {
    if (asked.made) return;
    asked.made = true;
    if (asked.fact->type == FactType::kNumber) return make_numbers(asked);
    const std::vector<std::string>& all = asked.fact->type == FactType::kPlace ? law_.places() : asked.fact->values;
    std::set<std::vector<Truth>> seen;
    for (const std::string& word : all) {
      std::vector<Truth> says;
      says.reserve(asked.tests.size());
      for (const Expr* test : asked.tests) says.push_back(word_passes(*test, *asked.fact, word));
      if (seen.insert(std::move(says)).second) asked.words.push_back(word);
    }
  }

  // Each limit, and figures between them and beyond, as far as the fact can have them.
  void make_numbers(Asked& asked) const {
    std::set<Rational> limits = {Rational(0)};
    for (const Expr* test : asked.tests) {
      const Expr& right = *test->kids[1];
      if (test->kind == ExprKind::kCompare) limits.insert(*sets_.figure(right));
      if (test->kind == ExprKind::kIn) limits.insert({*sets_.figure(*right.kids[0]), *sets_.figure(*right.kids[1])});
    }
    const Interval can_be = allowed_figures(*asked.fact).value_or(Interval::not_negative());
    for (const auto& end : {can_be.low, can_be.high}) {
      if (end) limits.insert(*end);
    }
    std::vector<Rational> all;
    for (const Rational& limit : limits) {
      if (!all.empty()) all.push_back((all.back() + limit) / Rational(2));
      all.push_back(limit);
    }
    all.push_back(all.back() + Rational(1));
    for (const Rational& one : all) {
      if (!intersect(can_be, Interval::point(one)).is_empty()) asked.numbers.push_back(one);
    }
  }

  Truth word_passes(const Expr& test, const FactDecl& fact, const std::string& word) const {
    if (test.kind == ExprKind::kIn) return sets_.contains(*test.kids[1], fact, word);
    return truth_of(sets_.same(fact, word, test.kids[1]->text) == (test.op == CompareOp::kEqual));
  }

  Truth number_passes(const Expr& test, const Rational& figure) const {
    const Expr& right = *test.kids[1];
    const Interval point = Interval::point(figure);
    if (test.kind == ExprKind::kCompare) return holds_for(point, test.op, *sets_.figure(right));
    return both(
        holds_for(point, right.open_low ? CompareOp::kGreater : CompareOp::kGreaterEqual,
                  *sets_.figure(*right.kids[0])),
        holds_for(point, right.open_high ? CompareOp::kLess : CompareOp::kLessEqual, *sets_.figure(*right.kids[1])));
  }

  // ---- cases ----

  // The first thing that is asked and not fixed yet stands in `open_`.
  Truth value(const Expr& expr) {
    if (const Expr* body = body_of(expr)) return value(*body);
    switch (expr.kind) {
      case ExprKind::kAnd:
      case ExprKind::kOr: {
        const bool is_and = expr.kind == ExprKind::kAnd;
        Truth out = truth_of(is_and);
        for (const ExprPtr& kid : expr.kids) out = is_and ? both(out, value(*kid)) : either(out, value(*kid));
        return out;
      }
      case ExprKind::kNot:
        return !value(*expr.kids[0]);
      case ExprKind::kHas:
        return has(expr);
      case ExprKind::kPath:
        return holds(key_of(expr), expr.text);
      case ExprKind::kCompare:
        if (is_yes_or_no(expr)) {
          const Truth yes = holds(key_of(*expr.kids[0]), expr.kids[0]->text);
          return (expr.kids[1]->text == "true") == (expr.op == CompareOp::kEqual) ? yes : !yes;
        }
        [[fallthrough]];
      default:
        return compared(expr) == nullptr ? holds(print_meaning(expr), print(expr)) : test(expr);
    }
  }

  Truth test(const Expr& expr) {
    const std::string key = key_of(*expr.kids[0]);
    Asked& asked = asked_.at(key);
    const auto fixed = fixed_.find(key);
    if (fixed == fixed_.end()) {
      open(key, key);
      return Truth::kUnknown;
    }
    const Truth passes = asked.fact->type == FactType::kNumber
                             ? number_passes(expr, asked.numbers[fixed->second])
                             : word_passes(expr, *asked.fact, asked.words[fixed->second]);
    // By a row or a definition that nobody knows: it passes or not.
    return passes == Truth::kUnknown ? holds(print_meaning(expr), print(expr)) : passes;
  }

  Truth has(const Expr& expr) {
    Truth out = Truth::kFalse;
    for (const std::string& member : sets_.members(*expr.kids[1])) {
      const std::string name = concat(expr.kids[0]->text, " has {", member, "}");
      out = either(out, holds(name, name));
    }
    return out;
  }

  // Of something that holds or does not.
  Truth holds(const std::string& key, const std::string& shown) {
    if (const auto fixed = fixed_.find(key); fixed != fixed_.end()) return truth_of(fixed->second == 0);
    open(key, shown);
    return Truth::kUnknown;
  }

  void open(const std::string& key, const std::string& shown) {
    if (!open_.empty()) return;
    open_ = key;
    shown_[key] = shown;
  }

  std::size_t values_of(const std::string& key) {
    const auto asked = asked_.find(key);
    if (asked == asked_.end()) return 2;
    make(asked->second);
    return std::max(asked->second.words.size(), asked->second.numbers.size());
  }

  void try_cases(Answer& out) {
    if (left_ == 0) {
      out.meet = out.cut_short = true;
      return;
    }
    --left_;
    open_.clear();
    const Truth first = one_ == nullptr ? Truth::kTrue : value(*one_);
    const Truth all = first == Truth::kFalse || other_ == nullptr ? first : both(first, value(*other_));
    if (all == Truth::kFalse) return;
    if (all == Truth::kTrue) {
      out.meet = true;
      out.witness = witness();
      return;
    }
    const std::string key = open_;
    for (std::size_t i = 0; i < values_of(key) && !out.meet; ++i) {
      fixed_[key] = i;
      try_cases(out);
      fixed_.erase(key);
    }
  }

  std::string witness() const {
    std::vector<std::string> out;
    for (const auto& [key, at] : fixed_) {
      const std::string& shown = shown_.at(key);
      const auto asked = asked_.find(key);
      const bool of_words = asked != asked_.end();
      if (!of_words) {
        out.push_back(concat(at == 0 ? "" : "not ", shown));
      } else if (asked->second.fact->type == FactType::kNumber) {
        out.push_back(concat(shown, " = ", to_string(Interval::point(asked->second.numbers[at]))));
      } else {
        out.push_back(concat(shown, " = ", asked->second.words[at]));
      }
    }
    return joined(out, ", ");
  }

  const Law& law_;
  SetReader sets_;
  const Expr* one_ = nullptr;
  const Expr* other_ = nullptr;
  std::map<std::string, Asked> asked_;
  std::map<std::string, std::size_t> fixed_;  // which value; of what holds or not: 0, it holds
  std::map<std::string, std::string> shown_;
  std::string open_;
  std::size_t& left_;
};

class MarkCheck {
 public:
  explicit MarkCheck(const Law& law) : law_(law) {}

  Status run() {
    for (const auto& tree : law_.trees()) {
      for (const auto& decl : tree->decls) {
        for (std::size_t i = 0; i < decl->versions.size(); ++i) LICET_RETURN_IF_ERROR(check(*tree, *decl, i));
      }
    }
    return {};
  }

 private:
  Status check(const LawTree& tree, const Decl& decl, std::size_t index) {
    const std::vector<Mark>& marks = decl.versions[index].marks;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      for (std::size_t j = i + 1; j < marks.size(); ++j) {
        if (marks[i].falls_back != marks[j].falls_back)
          LICET_RETURN_IF_ERROR(check(tree, decl, index, marks[i], marks[j]));
      }
    }
    return {};
  }

  Status check(const LawTree& tree, const Decl& decl, std::size_t index, const Mark& one, const Mark& other) {
    std::size_t left = kMostCases;
    for (const DayRange& days : speaks_in(decl, index)) {
      for (const Date day : days_in(days, boundaries())) {
        // Without a text before it, what falls back leaves nothing.
        const bool first = index == 0 || (decl.versions[index - 1].until && *decl.versions[index - 1].until <= day);
        for (const Posture posture : {Posture::kInForce, Posture::kCodified}) {
          if (first || !is_active(one, day, posture) || !is_active(other, day, posture)) continue;
          const Meeting::Answer found = Meeting(law_, day, posture, left).look(one.when.get(), other.when.get());
          if (found.meet) return refused(tree, one, other, day, found);
        }
      }
    }
    return {};
  }

  Status refused(const LawTree& tree, const Mark& one, const Mark& other, Date day,
                 const Meeting::Answer& found) const {
    const auto end = [](const Mark& mark) { return mark.falls_back ? "`falls_back`" : "`leaves_nothing`"; };
    const std::string how =
        found.cut_short ? concat("too many cases to see that no case of ", to_string(day), " is covered by both")
                        : concat("both cover ", found.witness.empty() ? "any case" : "a case", " of ", to_string(day),
                                 found.witness.empty() ? "" : " (", found.witness, found.witness.empty() ? "" : ")");
    return law_error(tree, other.position,
                     concat("the mark says ", end(other), " and that of ", tree.path, ":", one.position.line, ":",
                            one.position.column, " says ", end(one), ": ", how,
                            ", expected one end, other days or `when` that exclude each other"));
  }

  // Most laws have no such marks.
  const std::vector<Date>& boundaries() {
    if (boundaries_.empty()) boundaries_ = law_boundaries(law_);
    return boundaries_;
  }

  const Law& law_;
  std::vector<Date> boundaries_;
};

}  // namespace

DayRange newest_in(const Decl& decl, std::size_t index) {
  const Version& version = decl.versions[index];
  Date until = index + 1 < decl.versions.size() ? decl.versions[index + 1].from : kOpenEnd;
  if (version.until) until = std::min(until, *version.until);
  return {std::max(version.from, kFirstDay), until};
}

std::vector<DayRange> speaks_in(const Decl& decl, std::size_t index) {
  std::vector<DayRange> out = {newest_in(decl, index)};
  for (std::size_t later = index + 1; later < decl.versions.size(); ++later) {
    const DayRange days = newest_in(decl, later);
    bool gives_back = false;
    for (const Mark& mark : decl.versions[later].marks) {
      if (!mark.falls_back) continue;
      gives_back = true;
      const DayRange asleep{std::max(days.from, mark.from.value_or(days.from)),
                            std::min(days.until, mark.until.value_or(days.until))};
      if (asleep.from < asleep.until) out.push_back(asleep);
    }
    if (!gives_back) break;
  }
  return out;
}

std::vector<Date> days_in(const DayRange& days, const std::vector<Date>& boundaries) {
  std::vector<Date> out;
  if (days.from < days.until) out.push_back(days.from);
  for (const Date day : boundaries) {
    if (days.from < day && day < days.until) out.push_back(day);
  }
  return out;
}

Status check_marks(const Law& law) {
  return MarkCheck(law).run();
}

}  // namespace licet::rules
