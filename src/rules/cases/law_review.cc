#include "rules/cases/law_review.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/text_util.h"
#include "rules/cases/test_words.h"
#include "rules/check/marks.h"
#include "rules/eval/evaluator.h"
#include "rules/plan/plan.h"
#include "rules/syntax/print.h"

namespace licet::rules {

namespace {

constexpr std::size_t kMostEvaluations = 4'000;  // of one search for a witness

bool is_definition(DeclKind kind) {
  return kind == DeclKind::kValue || kind == DeclKind::kSet || kind == DeclKind::kLet || kind == DeclKind::kList;
}

// Days on which some version of a value, a set or a list speaks.
std::vector<DayRange> spoken_in(const Decl& decl) {
  std::vector<Date> boundaries;
  add_boundaries(decl, boundaries);
  std::set<Date> days = {kFirstDay};
  for (const Date day : boundaries) days.insert(std::max(day, kFirstDay));
  std::vector<DayRange> out;
  for (auto day = days.begin(); day != days.end(); ++day) {
    const Date until = std::next(day) == days.end() ? kOpenEnd : *std::next(day);
    if (speaking_version(decl, *day, Posture::kInForce) != nullptr) out.push_back(DayRange{*day, until});
  }
  return out;
}

class Reviewer {
 public:
  explicit Reviewer(const Law& law) : law_(law), days_(law_boundaries(law)) {
    empty_.add(EntityKind::kOrder, "order");
    empty_.legs.push_back(empty_.add(EntityKind::kLeg, "leg 1"));
    empty_.leg_days.push_back(kFirstDay);
    empty_.items.push_back(empty_.add(EntityKind::kItem, "line 1"));
  }

  std::vector<LawRemark> run() {
    for (const auto& tree : law_.trees()) {
      for (const auto& decl : tree->decls) look_at(*decl);
    }
    look_at_use();
    look_at_facts();
    look_at_sources();
    look_at_coverage();
    look_at_reviews();
    std::stable_sort(out_.begin(), out_.end(), [](const LawRemark& a, const LawRemark& b) {
      return std::tie(b.error, a.where) < std::tie(a.error, b.where);
    });
    return std::move(out_);
  }

 private:
  void remark(bool error, std::string where, std::string text) {
    out_.push_back(LawRemark{error, std::move(where), std::move(text)});
  }
  std::string place(const Decl& decl) const {
    for (const auto& tree : law_.trees()) {
      for (const auto& one : tree->decls) {
        if (one.get() == &decl) return concat(tree->path, ":", decl.position.line, ":", decl.position.column);
      }
    }
    return decl.qualified;
  }

  static std::string name(const Decl& decl) { return concat(to_string(decl.kind), " ", ticked(decl.qualified)); }

  // ---- each statement ----

  void look_at(const Decl& decl) {
    for (std::size_t i = 0; i < decl.versions.size(); ++i) {
      const Version& version = decl.versions[i];
      std::set<const Decl*> read;
      collect(*version.body, read);
      if (version.list_domain) collect(*version.list_domain, read);
      for (const Mark& mark : version.marks) {
        if (mark.when) collect(*mark.when, read);
      }
      for (const Decl* definition : read) {
        used_.insert(definition);
        if (is_definition(definition->kind)) look_for_gap(decl, i, *definition);
      }
      for (const Decl* exception : version.except_decls) used_.insert(exception);
      look_for_plain_readings(decl, *version.body);
      if (decl.kind != DeclKind::kValue) look_for_bare_figures(decl, *version.body, false);
      if (decl.kind == DeclKind::kRule || decl.kind == DeclKind::kException) look_for_dead(decl, i);
    }
    for (const Decl* target : decl.targets) used_.insert(target);
    if (decl.letter != nullptr) used_.insert(decl.letter);
    for (const PerClause& clause : decl.per) collect_used(*clause.domain);
    for (const Assumption& assumption : decl.assumptions) collect_used(*assumption.condition);
  }

  void collect(const Expr& expr, std::set<const Decl*>& out) {
    if (expr.decl != nullptr) out.insert(expr.decl);
    if (expr.kind == ExprKind::kPath && expr.fact >= 0) facts_read_.insert(expr.fact);
    for (const ExprPtr& kid : expr.kids) collect(*kid, out);
  }
  void collect_used(const Expr& expr) {
    std::set<const Decl*> read;
    collect(expr, read);
    used_.insert(read.begin(), read.end());
  }

  // A definition needs a version, or a stated gap, on each day on which somebody reads it.
  void look_for_gap(const Decl& reader, std::size_t index, const Decl& definition) {
    std::vector<DayRange> there;
    there.reserve(definition.versions.size() + definition.gaps.size());
    if (speaks_by_day(definition.kind)) {
      there = spoken_in(definition);
    } else {
      for (std::size_t i = 0; i < definition.versions.size(); ++i) there.push_back(newest_in(definition, i));
    }
    for (const Gap& gap : definition.gaps) there.push_back(DayRange{gap.from, gap.until.value_or(kOpenEnd)});
    std::sort(there.begin(), there.end(), [](const DayRange& a, const DayRange& b) { return a.from < b.from; });
    for (const DayRange& wanted : speaks_in(reader, index)) {
      Date reached = wanted.from;
      for (const DayRange& span : there) {
        if (span.from <= reached && reached < span.until) reached = span.until;
      }
      if (wanted.until <= reached || wanted.until <= wanted.from) continue;
      Date next = wanted.until;
      for (const DayRange& span : there) {
        if (reached < span.from) next = std::min(next, span.from);
      }
      const std::string until = next == kOpenEnd ? "" : concat(" until ", to_string(next));
      remark(true, place(reader),
             concat(name(reader), " reads ", name(definition), ", which has no version from ", to_string(reached),
                    until, ": write one, or a `gap` with its reason"));
      return;
    }
  }

  // Facts of knowledge are read with `known`; a plain reading can leave an order undecided with no question left.
  void look_for_plain_readings(const Decl& decl, const Expr& expr) {
    if (expr.kind == ExprKind::kKnown || expr.kind == ExprKind::kUnknowable) return;
    if (expr.kind == ExprKind::kPath && expr.fact >= 0 && law_.schema().at(expr.fact).may_be_unknowable) {
      remark(false, place(decl),
             concat(name(decl), " reads ", ticked(expr.text),
                    " plainly; it may be unknowable, then a person must decide"));
      return;
    }
    for (const ExprPtr& kid : expr.kids) look_for_plain_readings(decl, *kid);
  }

  // A figure has a name, a version and a citation of its own: it is a `value`.
  void look_for_bare_figures(const Decl& decl, const Expr& expr, bool compared) {
    compared = compared || expr.kind == ExprKind::kCompare;
    if (compared && expr.kind == ExprKind::kNumber)
      remark(false, place(decl),
             concat(name(decl), " has the figure ", expr.text, " in a condition: a `value` gives it a name and a day"));
    for (const ExprPtr& kid : expr.kids) look_for_bare_figures(decl, *kid, compared);
  }

  // ---- witnesses ----

  // Facts under which the test is true on the day; nothing if there are none, or if the search was cut short.
  using Test = std::function<Truth(Evaluator&)>;
  struct Search {
    std::optional<std::string> witness;
    bool complete = true;
  };

  Search search(Date day, const Test& test) const {
    Case facts = empty_;
    facts.leg_days = {day};
    Evaluator evaluator(law_, facts, nullptr, Posture::kCodified);
    evaluator.set_day(day);
    evaluator.push("leg", facts.legs[0]);
    evaluator.push("item", facts.items[0]);
    evaluator.open_claims(true);
    Assignment fixed;
    std::size_t left = kMostEvaluations;
    Search out;
    try_cells(evaluator, test, fixed, left, out);
    return out;
  }

  void try_cells(Evaluator& evaluator, const Test& test, Assignment& fixed, std::size_t& left, Search& out) const {
    if (left == 0) {
      out.complete = false;
      return;
    }
    --left;
    evaluator.set_assignment(&fixed);
    evaluator.clear_splits();
    const Truth value = test(evaluator);
    if (value == Truth::kFalse) return;
    if (value == Truth::kTrue) {
      std::vector<std::string> facts;
      for (const auto& [variable, possible] : fixed)
        facts.push_back(concat(evaluator.name_of(variable), " = ", to_string(possible)));
      out.witness = facts.empty() ? "any order" : joined(facts, ", ");
      return;
    }
    if (evaluator.splits().empty()) {
      out.complete = false;  // unknown for want of a definition: nothing to try
      return;
    }
    const Split split = evaluator.splits().front();
    for (const FactCell& cell : split.cells) {
      fixed[split.variable] = cell;
      try_cells(evaluator, test, fixed, left, out);
      fixed.erase(split.variable);
      if (out.witness) return;
    }
  }

  // Binds what the statement binds to anybody at all, and asks for its truth.
  static Truth some_binding(Evaluator& evaluator, const Decl& decl, const std::function<Truth()>& inner) {
    Truth value = Truth::kFalse;
    evaluator.for_each_binding(decl, [&](const Evaluator::Binding& binding) {
      if (value != Truth::kTrue) value = either(value, both(binding.member, inner()));
    });
    return value;
  }

  // A version that no order can meet, and exceptions that never take anything out.
  void look_for_dead(const Decl& decl, std::size_t index) {
    const Version& version = decl.versions[index];
    const DayRange days = newest_in(decl, index);
    if (days.until <= days.from) return;
    const bool nothing = version.body->kind == ExprKind::kName && version.body->text == "false";
    // What it asks for may begin later than it does.
    const auto is_met = [&](Date day) {
      const Search found = search(day, [&](Evaluator& evaluator) {
        return some_binding(evaluator, decl, [&] { return evaluator.eval(*version.body); });
      });
      return found.witness || !found.complete;
    };
    const std::vector<Date> all = days_in(days, days_);
    if (!nothing && std::none_of(all.begin(), all.end(), is_met))
      remark(false, place(decl), concat(name(decl), ", version from ", to_string(version.from), ": no order meets it"));
    for (const Decl* exception : version.except_decls) {
      bool open = false;
      for (const Date day : days_in(days, days_)) {
        const Search taken = search(day, [&](Evaluator& evaluator) {
          return some_binding(evaluator, decl, [&] {
            return both(evaluator.eval(*version.body), evaluator.standing(*exception).value);
          });
        });
        open = open || taken.witness || !taken.complete;
        if (open) break;
      }
      if (!open)
        remark(false, place(decl),
               concat(name(*exception), " never takes anything out of ", name(decl), ", version from ",
                      to_string(version.from)));
    }
  }

  // Two policies that can meet need an order: `over`, `beside`, or `strictest`.
  void look_at_reviews() {
    const auto& reviews = law_.all(DeclKind::kReview);
    for (std::size_t i = 0; i < reviews.size(); ++i) {
      for (std::size_t j = i + 1; j < reviews.size(); ++j) {
        if (reviews[i]->word != reviews[j]->word && !ordered(*reviews[i], *reviews[j])) meet(*reviews[i], *reviews[j]);
      }
    }
  }

  static bool names(const std::vector<const Decl*>& refs, const Decl& decl) {
    return std::find(refs.begin(), refs.end(), &decl) != refs.end();
  }
  static bool ordered(const Decl& a, const Decl& b) {
    return names(a.over_reviews, b) || names(b.over_reviews, a) || names(a.beside_reviews, b) ||
           names(b.beside_reviews, a);
  }

  void meet(const Decl& a, const Decl& b) {
    for (const Decl* rule : a.targets) {
      if (!refers_to(b, *rule) || !law_.naming(DeclKind::kStrictest, *rule).empty()) continue;
      for (std::size_t i = 0; i < a.versions.size(); ++i) {
        for (std::size_t j = 0; j < b.versions.size(); ++j) {
          const DayRange one = newest_in(a, i);
          const DayRange two = newest_in(b, j);
          const DayRange days{std::max(one.from, two.from), std::min(one.until, two.until)};
          if (days.from < days.until && meet_on(a, b, *rule, days)) return;
        }
      }
    }
  }

  bool meet_on(const Decl& a, const Decl& b, const Decl& rule, const DayRange& days) {
    std::optional<Date> cut_short;
    const std::vector<Places> shared = shared_conditions(a, b);
    for (const Date day : days_in(days, days_)) {
      if (exclude_each_other(a, b, shared, rule, day)) continue;
      const Search found = search(day, [&](Evaluator& evaluator) {
        return some_binding(evaluator, rule, [&] {
          // Two policies mostly exclude each other by a few facts; a rule can come to hold in many ways.
          const Truth value = both_stand(evaluator, a, b);
          return value == Truth::kFalse ? value : both(value, evaluator.standing(rule).value);
        });
      });
      if (!found.witness && !found.complete && !cut_short) cut_short = day;
      if (!found.witness) continue;
      remark(true, place(b),
             concat(both_policies(a, b), " can meet for ", ticked(rule.qualified), " on ", to_string(day),
                    ": say `over`, `beside` or `strictest` (witness: ", *found.witness, ")"));
      return true;
    }
    if (cut_short)
      remark(false, place(b),
             concat(both_policies(a, b), " may meet for ", ticked(rule.qualified), " on ", to_string(*cut_short),
                    ": the search for such an order was cut short; `over`, `beside` or `strictest` would settle it"));
    return false;
  }

  static std::string both_policies(const Decl& a, const Decl& b) {
    return concat("policies ", ticked(a.word), " and ", ticked(b.word), " of ", name(a), " and ", name(b));
  }

  // Mostly two policies exclude each other whatever the conditions come to that both name: no fact behind these need be
  // tried. Enough that neither true nor false is one under which both hold: what is unknown decides no more than
  // either.
  using Places = std::vector<const Expr*>;
  bool exclude_each_other(const Decl& a, const Decl& b, const std::vector<Places>& shared, const Decl& rule,
                          Date day) const {
    constexpr std::size_t kMostConditions = 6;
    if (shared.empty() || shared.size() > kMostConditions) return false;
    for (std::size_t mask = 0; mask < (std::size_t{1} << shared.size()); ++mask) {
      std::map<const Expr*, Truth> supposed;
      for (std::size_t i = 0; i < shared.size(); ++i) {
        for (const Expr* place : shared[i]) supposed[place] = truth_of((mask >> i & 1U) != 0);
      }
      const Search found = search(day, [&](Evaluator& evaluator) {
        evaluator.suppose(&supposed);
        return some_binding(evaluator, rule, [&] { return both_stand(evaluator, a, b); });
      });
      if (found.witness || !found.complete) return false;
    }
    return true;
  }

  static Truth both_stand(Evaluator& evaluator, const Decl& a, const Decl& b) {
    const Truth value = evaluator.standing(a).value;
    return value == Truth::kFalse ? value : both(value, evaluator.standing(b).value);
  }

  // Where each condition stands that both ask.
  static std::vector<Places> shared_conditions(const Decl& a, const Decl& b) {
    std::vector<Places> out;
    const Conditions of_b = conditions_of(b);
    for (const auto& [text, places] : conditions_of(a)) {
      const auto found = of_b.find(text);
      if (found == of_b.end()) continue;
      out.push_back(places);
      out.back().insert(out.back().end(), found->second.begin(), found->second.end());
    }
    return out;
  }

  // Definitions and sets that a statement asks about plainly, by what they say.
  using Conditions = std::map<std::string, Places>;
  static Conditions conditions_of(const Decl& decl) {
    Conditions out;
    for (const Version& version : decl.versions) add_conditions(*version.body, out);
    return out;
  }
  static void add_conditions(const Expr& expr, Conditions& out) {
    const bool junction = expr.kind == ExprKind::kAnd || expr.kind == ExprKind::kOr || expr.kind == ExprKind::kNot;
    const bool asks = expr.kind == ExprKind::kIn || (expr.kind == ExprKind::kName && expr.decl != nullptr);
    if (asks) out[print_meaning(expr)].push_back(&expr);
    if (!junction) return;
    for (const ExprPtr& kid : expr.kids) add_conditions(*kid, out);
  }

  // ---- the law as a whole ----

  void look_at_use() {
    for (const DeclKind kind :
         {DeclKind::kValue, DeclKind::kSet, DeclKind::kLet, DeclKind::kList, DeclKind::kException, DeclKind::kLetter}) {
      for (const Decl* decl : law_.all(kind)) {
        if (!used_.contains(decl) && decl->qualified != kSubjectLet)
          remark(false, place(*decl), concat(name(*decl), " is read by nothing"));
      }
    }
  }

  void look_at_facts() {
    const auto& facts = law_.schema().facts();
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (facts[i].name == "order.exporter") continue;  // letters read it
      if (!facts_read_.contains(static_cast<int>(i)) && facts[i].role != FactRole::kDocument && !is_part(facts[i].name))
        remark(false, "facts.tsv", concat("fact ", ticked(facts[i].name), " is read by no statement"));
    }
  }

  // A figure that others are computed from is read through them.
  bool is_part(const std::string& name) const {
    return std::any_of(law_.schema().facts().begin(), law_.schema().facts().end(), [&](const FactDecl& fact) {
      const auto words = split(fact.derived, ' ');
      return std::find(words.begin(), words.end(), name) != words.end();
    });
  }

  void look_at_sources() {
    std::map<std::string, std::pair<Date, const Decl*>> published;
    for (const auto& tree : law_.trees()) {
      for (const auto& decl : tree->decls) {
        for (const Version& version : decl->versions) {
          if (!version.published) continue;
          const auto [first, added] = published.try_emplace(version.source, *version.published, decl.get());
          if (!added && first->second.first != *version.published)
            remark(true, place(*decl),
                   concat("source ", version.source, " was published on ", to_string(*version.published),
                          " here and on ", to_string(first->second.first), " in ", name(*first->second.second)));
          if (version.from < *version.published && version.note.empty())
            remark(false, place(*decl),
                   concat(name(*decl), " binds from ", to_string(version.from), ", before it was printed on ",
                          to_string(*version.published), ": a note should say why"));
        }
      }
    }
  }

  // `746.2(a), 746.4(a) to (c)` as its paragraphs; `(c)` alone goes with what stands before it.
  static std::vector<std::string> paragraphs(std::string text) {
    for (const std::string_view between : {", ", " to ", " and "}) {
      for (auto at = text.find(between); at != std::string::npos; at = text.find(between, at))
        text.replace(at, between.size(), "\n");
    }
    std::vector<std::string> out;
    for (const std::string_view one : split(text, '\n')) {
      constexpr std::string_view kControlList = "774 ";  // entries are cited by their code alone
      const std::string_view bare = one.starts_with(kControlList) ? one.substr(kControlList.size()) : one;
      if (!bare.empty() && bare.front() != '(') out.emplace_back(bare);
    }
    return out;
  }

  static bool within(const std::string& outer, const std::string& inner) {
    if (!inner.starts_with(outer)) return false;
    return inner.size() == outer.size() || std::string_view("(. ").find(inner[outer.size()]) != std::string_view::npos;
  }

  // Does the row speak of the paragraph, or the paragraph of the whole that the row is part of?
  static bool covers(const std::string& row, const std::string& cite) {
    for (const std::string& outer : paragraphs(row)) {
      for (const std::string& inner : paragraphs(cite)) {
        if (within(outer, inner) || within(inner, outer)) return true;
      }
    }
    return false;
  }

  void look_at_coverage() {
    if (law_.coverage().empty()) return;
    std::set<const CoverageRow*> cited;
    std::set<std::string> tested;
    for (const Decl* test : law_.all(DeclKind::kTest)) {
      for (const Expectation& e : test->expectations) {
        if (e.what == "requirement") tested.insert(qualified_in(*test, e.name));
      }
    }
    for (const Decl* rule : law_.all(DeclKind::kRule)) {
      if (!rule->is_private && !tested.contains(rule->qualified))
        remark(false, place(*rule), concat(name(*rule), " is named by no test"));
      for (const Version& version : rule->versions) {
        bool covered = rule->is_private || rule->letter != nullptr;
        for (const CoverageRow& row : law_.coverage()) {
          if (!covers(row.paragraph, version.cite)) continue;
          covered = true;
          cited.insert(&row);
        }
        if (!covered)
          remark(true, place(*rule),
                 concat("coverage.tsv has no row for ", version.cite, ", which ", name(*rule), " cites"));
      }
    }
    for (const auto& tree : law_.trees()) {
      for (const auto& decl : tree->decls) {
        for (const Version& version : decl->versions) {
          for (const CoverageRow& row : law_.coverage()) {
            if (covers(row.paragraph, version.cite)) cited.insert(&row);
          }
        }
      }
    }
    for (const CoverageRow& row : law_.coverage()) {
      if (row.status == "encoded" && !cited.contains(&row))
        remark(true, "coverage.tsv", concat(row.paragraph, " is said to be encoded, but no statement cites it"));
    }
  }

  const Law& law_;
  std::vector<Date> days_;
  Case empty_;
  std::set<const Decl*> used_;
  std::set<int> facts_read_;
  std::vector<LawRemark> out_;
};

}  // namespace

std::vector<LawRemark> review_law(const Law& law) {
  return Reviewer(law).run();
}

}  // namespace licet::rules
