// The outcome is exact because completions are searched by cells: at each node every rule is weighed twice, once with all
// unknowns for the exporter and once against (the two-level bound). If both agree the node is a leaf; otherwise the first
// unknown that a rule depended on is split into the cells that its atoms tell apart. Tests: decision_test.cc, law tests.
#include "rules/eval/decision.h"

#include <algorithm>
#include <set>

#include "base/text_util.h"
#include "rules/proof/reasons.h"

namespace licet::rules {

namespace {

constexpr const char* kSubjectLet = "734.3/subject";
constexpr std::size_t kMostQuestions = 12;
constexpr std::size_t kMostCandidates = 24;

// The two-level bound of one or several lines, and what was unknown.
struct Levels {
  Outcome low = Outcome::kNotSubject;
  Outcome high = Outcome::kNotSubject;
  Reachable possible;  // outcomes that some unknown requirement could give
  std::vector<Split> splits;
};

struct Line {
  std::size_t leg;   // position in Case::legs
  std::size_t item;  // position in Case::items
};

// Bindings of the `per` clauses of a statement.
struct Binding {
  std::vector<int> entities;
  Truth member = Truth::kTrue;
};

class Decider {
 public:
  Decider(const Law& law, const Case& order, const DecideOptions& options, const Decl* profile)
      : law_(law), case_(order), options_(options), evaluator_(law, order, profile, options.posture) {
    for (std::size_t leg = 0; leg < order.legs.size(); ++leg) {
      for (std::size_t item = 0; item < order.items.size(); ++item) lines_.push_back(Line{leg, item});
    }
  }

  Evaluator& evaluator() { return evaluator_; }
  const std::vector<Line>& lines() const { return lines_; }

  void bind(const Line& line) {
    evaluator_.set_day(case_.leg_days[line.leg]);
    evaluator_.push("leg", case_.legs[line.leg]);
    evaluator_.push("item", case_.items[line.item]);
  }
  void unbind() {
    evaluator_.pop();
    evaluator_.pop();
  }

  // Calls `visit(binding)` for each way to bind the statement's `per` clauses; the names are bound meanwhile.
  template <typename Visit>
  void for_each_binding(const Decl& decl, Visit visit, std::size_t clause = 0, Binding binding = {}) {
    if (clause == decl.per.size()) {
      visit(binding);
      return;
    }
    const PerClause& per = decl.per[clause];
    for (const Evaluator::Element& element : evaluator_.elements(*per.domain)) {
      Binding next = binding;
      next.entities.push_back(element.entity);
      next.member = both(binding.member, element.member);
      if (next.member == Truth::kFalse) continue;
      evaluator_.push(per.variable, element.entity);
      for_each_binding(decl, visit, clause + 1, next);
      evaluator_.pop();
    }
  }

  // Is an authorization that names the rule available for the bound line?
  Truth overcome(const Decl& rule) {
    Truth value = Truth::kFalse;
    for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) {
      if (std::find(authorization->targets.begin(), authorization->targets.end(), &rule) == authorization->targets.end()) continue;
      value = either(value, available(*authorization));
      if (value == Truth::kTrue) break;
    }
    return value;
  }

  Truth available(const Decl& authorization) {
    const Standing standing = evaluator_.standing(authorization);
    Truth value = standing.value;
    if (value == Truth::kFalse || standing.version == nullptr) return value;
    for (const Decl* restriction : law_.all(DeclKind::kRestriction)) {
      const bool named = std::find(restriction->targets.begin(), restriction->targets.end(), &authorization) != restriction->targets.end();
      if (restriction->all_refs == named) continue;  // `closes all except` it, or not closed by name
      value = both(value, !evaluator_.standing(*restriction).value);
    }
    return value;
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
      for_each_binding(*rule, [&](const Binding& binding) { weigh_rule(*rule, binding, low, high, possible); });
      for (const Split& split : evaluator_.splits()) splits.push_back(split);
    }
    unbind();
    levels.low = std::max(levels.low, low);
    levels.high = std::max(levels.high, high);
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      if (possible.has(static_cast<Outcome>(i))) levels.possible.add(static_cast<Outcome>(i));
    }
    if (low < high) levels.splits.insert(levels.splits.end(), splits.begin(), splits.end());
  }

  void weigh_rule(const Decl& rule, const Binding& binding, Outcome& low, Outcome& high, Reachable& possible) {
    const Outcome full = rule.requires_denial ? Outcome::kProhibited : Outcome::kLicenseRequired;
    const std::size_t mark = evaluator_.split_mark();
    const Truth value = both(binding.member, evaluator_.standing(rule).value);
    // What cannot raise the outcome any more need not be asked.
    if (value == Truth::kFalse || (value == Truth::kUnknown && full <= low)) {
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

  Levels levels(const std::vector<Line>& lines, const Assignment& assignment) {
    ++evaluations_;
    evaluator_.set_assignment(&assignment);
    Levels out;
    for (const Line& line : lines) weigh(line, out);
    evaluator_.set_assignment(nullptr);
    return out;
  }

  // Searches the completions below `assignment`; returns false if the limit was reached or an unknown has no cells.
  bool search(const std::vector<Line>& lines, Assignment& assignment, Reachable& reached, std::size_t limit, CaseNode* node) {
    const Levels bound = levels(lines, assignment);
    if (bound.low == bound.high) {
      reached.add(bound.low);
      if (node != nullptr) node->outcomes.add(bound.low);
      return true;
    }
    bool nothing_new = true;
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      const auto outcome = static_cast<Outcome>(i);
      const bool open = bound.possible.has(outcome) && outcome >= bound.low && outcome <= bound.high;
      if (open && !reached.has(outcome)) nothing_new = false;
    }
    if (nothing_new) {
      if (node != nullptr) node->cut = true;
      return true;
    }
    if (bound.splits.empty() || evaluations_ >= limit) {
      reached.add(bound.low);
      reached.add(bound.high);
      if (node != nullptr) node->cut = true;
      return false;
    }
    const Split split = bound.splits.front();
    split_on_.insert(split.variable);
    bool exact = true;
    if (node != nullptr) node->fact = evaluator_.name_of(split.variable);
    for (const Possible& cell : split.cells) {
      const auto [place, added] = assignment.emplace(split.variable, cell);
      const Possible before = place->second;
      place->second = cell;
      CaseNode* below = nullptr;
      if (node != nullptr) {
        node->cells.emplace_back(to_string(cell), CaseNode{});
        below = &node->cells.back().second;
      }
      exact = search(lines, assignment, reached, limit, below) && exact;
      if (added) {
        assignment.erase(split.variable);
      } else {
        assignment[split.variable] = before;
      }
    }
    return exact;
  }

  struct Found {
    Reachable reached;
    bool exact = true;
  };
  Found reach(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit, CaseNode* node = nullptr) {
    evaluations_ = 0;
    Assignment assignment = fixed;
    Found out;
    out.exact = search(lines, assignment, out.reached, limit, node);
    return out;
  }

  const std::set<Variable>& split_on() const { return split_on_; }

 private:
  const Law& law_;
  const Case& case_;
  const DecideOptions& options_;
  Evaluator evaluator_;
  std::vector<Line> lines_;
  std::set<Variable> split_on_;
  std::size_t evaluations_ = 0;
};

// Builds the parts of a decision that are read off at the root, without splitting.
class Reporter {
 public:
  Reporter(const Law& law, const Case& order, const DecideOptions& options, Decider& decider, Decision& out)
      : law_(law), case_(order), options_(options), decider_(decider), evaluator_(decider.evaluator()), out_(out) {}

  void report() {
    for (const Line& line : decider_.lines()) {
      decider_.bind(line);
      Trace tree;
      tree.what = concat("leg ", line.leg + 1, ", line ", line.item + 1);
      classify(line);
      for (const Decl* rule : law_.all(DeclKind::kRule)) report_rule(*rule, line, tree);
      report_authorizations();
      for (const Decl* duty : law_.all(DeclKind::kDuty)) report_note(*duty, out_.duties);
      for (const Decl* finding : law_.all(DeclKind::kFinding)) report_note(*finding, out_.findings);
      decider_.unbind();
      if (options_.proof) out_.proof.emplace_back(tree.what, std::move(tree));
    }
    std::sort(out_.paragraphs.begin(), out_.paragraphs.end());
    out_.paragraphs.erase(std::unique(out_.paragraphs.begin(), out_.paragraphs.end()), out_.paragraphs.end());
    evaluator_.clear_splits();
  }

 private:
  void classify(const Line& line) {
    for (const Decl* entry : law_.all(DeclKind::kEntry)) {
      if (evaluator_.standing(*entry).value != Truth::kTrue) continue;
      out_.classified.push_back(concat("line ", line.item + 1, ": ", entry->name));
    }
  }

  std::vector<std::string> labels(const Binding& binding) const {
    std::vector<std::string> out;
    for (const int id : binding.entities) out.push_back(evaluator_.entity(id).label);
    return out;
  }

  void report_rule(const Decl& rule, const Line& line, Trace& tree) {
    decider_.for_each_binding(rule, [&](const Binding& binding) {
      Trace trace;
      const Standing standing = evaluator_.standing(rule, &trace);
      const Truth value = both(binding.member, standing.value);
      if (standing.version != nullptr) out_.paragraphs.push_back(standing.version->cite);
      if (standing.sleeping != nullptr && standing.printed_value == Truth::kTrue && value != Truth::kTrue) {
        add_sleeping(rule, standing, line, binding);
      }
      if (value != Truth::kFalse) add_row(rule, standing, value, line, binding, trace);
      trace.note = joined_note(trace.note, labels(binding));
      tree.kids.push_back(std::move(trace));
    });
  }

  static std::string joined_note(const std::string& note, const std::vector<std::string>& about) {
    return about.empty() ? note : concat(note, note.empty() ? "" : "; ", "for ", joined(about, ", "));
  }

  void add_row(const Decl& rule, const Standing& standing, Truth value, const Line& line, const Binding& binding, const Trace& trace) {
    RequirementRow row;
    row.rule = &rule;
    row.version = standing.version;
    row.status = rule.only_for.empty() ? "in_force" : "letter";
    row.possible_only = value != Truth::kTrue;
    row.leg = static_cast<int>(line.leg);
    row.item = static_cast<int>(line.item);
    row.about = labels(binding);
    collect_reasons(trace, row.because);
    if (!row.possible_only) {
      row.reviews = reviews_of(rule);
      for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) {
        const auto& targets = authorization->targets;
        if (std::find(targets.begin(), targets.end(), &rule) == targets.end()) continue;
        if (decider_.available(*authorization) == Truth::kTrue) row.overcome_by = authorization->name;
      }
    }
    merge(std::move(row));
  }

  // A party in two roles is two elements and one row that names both.
  void merge(RequirementRow row) {
    for (RequirementRow& other : out_.requirements) {
      const bool same = other.rule == row.rule && other.leg == row.leg && other.item == row.item && other.binds == row.binds &&
                        other.possible_only == row.possible_only && other.because == row.because && other.status == row.status;
      if (!same) continue;
      for (std::string& label : row.about) {
        if (std::find(other.about.begin(), other.about.end(), label) == other.about.end()) other.about.push_back(std::move(label));
      }
      return;
    }
    out_.requirements.push_back(std::move(row));
  }

  void add_sleeping(const Decl& rule, const Standing& standing, const Line& line, const Binding& binding) {
    RequirementRow row;
    row.rule = &rule;
    row.version = standing.sleeping;
    row.status = to_string(standing.mark->kind);
    row.binds = false;
    row.leg = static_cast<int>(line.leg);
    row.item = static_cast<int>(line.item);
    row.about = labels(binding);
    merge(std::move(row));
  }

  // Policies whose condition holds, without those that another one stands over.
  std::vector<ReviewRow> reviews_of(const Decl& rule) {
    std::vector<ReviewRow> rows;
    for (const Decl* review : law_.all(DeclKind::kReview)) {
      if (std::find(review->targets.begin(), review->targets.end(), &rule) == review->targets.end()) continue;
      const Standing standing = evaluator_.standing(*review);
      if (standing.value == Truth::kTrue) rows.push_back(ReviewRow{review, standing.version});
    }
    std::vector<ReviewRow> kept;
    for (const ReviewRow& row : rows) {
      const bool beaten = std::any_of(rows.begin(), rows.end(), [&](const ReviewRow& other) {
        const auto& over = other.review->over;
        return std::find(over.begin(), over.end(), row.review->name) != over.end();
      });
      if (!beaten) kept.push_back(row);
    }
    return kept;
  }

  void report_authorizations() {
    for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) {
      const bool named = std::any_of(out_.requirements.begin(), out_.requirements.end(), [&](const RequirementRow& row) {
        const auto& targets = authorization->targets;
        return std::find(targets.begin(), targets.end(), row.rule) != targets.end();
      });
      const bool seen = std::any_of(out_.authorizations.begin(), out_.authorizations.end(),
                                    [&](const AuthorizationRow& row) { return row.authorization == authorization; });
      if (!named || seen) continue;
      Trace trace;
      const Standing standing = evaluator_.standing(*authorization, &trace);
      AuthorizationRow row;
      row.authorization = authorization;
      row.version = standing.version;
      row.available = decider_.available(*authorization);
      if (standing.version != nullptr) row.documents = standing.version->documents;
      collect_reasons(trace, row.because);
      out_.authorizations.push_back(std::move(row));
    }
  }

  void report_note(const Decl& decl, std::vector<NoteRow>& rows) {
    decider_.for_each_binding(decl, [&](const Binding& binding) {
      Trace trace;
      const Standing standing = evaluator_.standing(decl, &trace);
      if (both(binding.member, standing.value) != Truth::kTrue) return;
      NoteRow row;
      row.decl = &decl;
      row.version = standing.version;
      row.about = labels(binding);
      collect_reasons(trace, row.because);
      for (NoteRow& other : rows) {
        if (other.decl == row.decl && other.about == row.about) return;
      }
      rows.push_back(std::move(row));
    });
  }

  const Law& law_;
  const Case& case_;
  const DecideOptions& options_;
  Decider& decider_;
  Evaluator& evaluator_;
  Decision& out_;
};

// ---- questions ----

class Questioner {
 public:
  Questioner(const Law& law, Decider& decider, const Decision& decision, std::size_t limit)
      : law_(law), decider_(decider), decision_(decision), limit_(limit) {}

  // Facts that some value of which changes the reachable outcomes, most deciding and cheapest first; then those that only
  // decide together with others.
  std::vector<Question> run() {
    std::vector<Scored> scored;
    for (const Split& split : candidates()) {
      if (Scored one = score(split); one.useful) scored.push_back(std::move(one));
    }
    std::stable_sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.rank > b.rank; });
    std::vector<Question> out;
    for (Scored& one : scored) {
      const bool again = std::any_of(out.begin(), out.end(), [&](const Question& q) { return q.fact == one.question.fact; });
      if (!again && out.size() < kMostQuestions) out.push_back(std::move(one.question));
    }
    return out;
  }

 private:
  struct Scored {
    Question question;
    double rank = 0;
    bool useful = false;
  };

  std::vector<Split> candidates() {
    std::vector<Split> out;
    for (const Split& split : decider_.levels(decider_.lines(), {}).splits) {
      const bool seen = std::any_of(out.begin(), out.end(), [&](const Split& s) { return s.variable == split.variable; });
      if (!seen && out.size() < kMostCandidates) out.push_back(split);
    }
    return out;
  }

  Scored score(const Split& split) {
    Scored out;
    out.question = describe(split.variable);
    std::size_t total = 0;
    bool changes = false;
    for (const Possible& cell : split.cells) {
      const auto found = decider_.reach(decider_.lines(), {{split.variable, cell}}, limit_);
      out.question.decides.push_back(Cell{to_string(cell), found.reached});
      total += found.reached.count();
      changes = changes || !(found.reached == decision_.outcomes);
    }
    // A fact on which the search branched matters together with others even if it decides nothing alone.
    out.useful = changes || decider_.split_on().contains(split.variable);
    const double average = static_cast<double>(total) / static_cast<double>(split.cells.size());
    const double gain = static_cast<double>(decision_.outcomes.count()) - average;
    const int cost = split.variable.fact >= 0 ? law_.schema().at(split.variable.fact).cost : 5;
    out.rank = gain / cost;
    return out;
  }

  Question describe(const Variable& variable) {
    Question out;
    out.variable = variable;
    if (variable.fact == kMarkFact) {
      out.fact = decider_.evaluator().name_of(variable);
      const auto at = variable.member.find('@');
      const Decl* decl = law_.find(variable.member.substr(0, at));
      for (const Version& version : decl->versions) {
        for (const Mark& mark : version.marks) {
          if (mark.kind == MarkKind::kUnverified) out.ask = mark.asks;
        }
        if (to_string(version.from) == variable.member.substr(at + 1)) out.why.push_back(version.cite);
      }
      return out;
    }
    // About a party that is not named one can only ask whether there is such a one.
    const Entity& owner = decider_.evaluator().entity(variable.entity);
    const bool unnamed = owner.kind == EntityKind::kParty && owner.label.ends_with("not named");
    const int closing = unnamed ? law_.schema().find("order.parties_complete") : -1;
    const FactDecl& fact = law_.schema().at(closing >= 0 ? closing : variable.fact);
    out.fact = closing >= 0 ? fact.name : decider_.evaluator().name_of(variable);
    out.ask = fact.ask;
    if (!fact.cite.empty()) out.why.push_back(fact.cite);
    return out;
  }

  const Law& law_;
  Decider& decider_;
  const Decision& decision_;
  std::size_t limit_;
};

// Findings stand on stated facts alone; they name the assumptions that they switch off.
std::set<std::string> switched_off(const Law& law, const Case& order, const DecideOptions& options) {
  Decider strict(law, order, options, nullptr);
  std::set<std::string> names;
  for (const Line& line : strict.lines()) {
    strict.bind(line);
    for (const Decl* finding : law.all(DeclKind::kFinding)) {
      strict.for_each_binding(*finding, [&](const Binding& binding) {
        if (both(binding.member, strict.evaluator().standing(*finding).value) != Truth::kTrue) return;
        names.insert(finding->refs.begin(), finding->refs.end());
      });
    }
    strict.unbind();
  }
  return names;
}

}  // namespace

const char* to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotSubject: return "not_subject";
    case Outcome::kNoLicenseRequired: return "no_license_required";
    case Outcome::kExceptionToConfirm: return "exception_to_confirm";
    case Outcome::kLicenseRequired: return "license_required";
    case Outcome::kProhibited: return "prohibited";
  }
  return "?";
}

std::size_t Reachable::count() const { return static_cast<std::size_t>(std::count(has_.begin(), has_.end(), true)); }

Outcome Reachable::least() const {
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    if (has_[i]) return static_cast<Outcome>(i);
  }
  return Outcome::kProhibited;
}

Outcome Reachable::most() const {
  for (std::size_t i = kOutcomes; i > 0; --i) {
    if (has_[i - 1]) return static_cast<Outcome>(i - 1);
  }
  return Outcome::kNotSubject;
}

Reachable heavier(const Reachable& a, const Reachable& b) {
  Reachable out;
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    for (std::size_t k = 0; k < kOutcomes; ++k) {
      if (a.has(static_cast<Outcome>(i)) && b.has(static_cast<Outcome>(k))) out.add(static_cast<Outcome>(std::max(i, k)));
    }
  }
  return out;
}

std::string outcome_word(const Reachable& reachable) {
  return reachable.decided() ? to_string(reachable.least()) : "undecided";
}

Decision decide(const Law& law, const Case& order, const DecideOptions& options) {
  Decision out;
  const std::set<std::string> off = switched_off(law, order, options);
  Decider decider(law, order, options, options.profile);
  decider.evaluator().switch_off(off);
  const auto found = decider.reach(decider.lines(), {}, options.node_limit, &out.cases);
  out.outcomes = found.reached;
  out.exact = found.exact;
  for (const Line& line : decider.lines()) {
    const bool alone = decider.lines().size() == 1;
    const auto one = alone ? found : decider.reach({line}, {}, options.node_limit);
    out.lines.push_back(LineOutcome{static_cast<int>(line.leg), static_cast<int>(line.item), one.reached});
  }
  Reporter(law, order, options, decider, out).report();
  if (options.questions && !out.outcomes.decided()) out.questions = Questioner(law, decider, out, options.node_limit / 10).run();
  out.assumed.assign(decider.evaluator().assumptions_used().begin(), decider.evaluator().assumptions_used().end());
  if (options.profile == nullptr) {
    out.without_assumptions = out.outcomes;
  } else {
    Decider strict(law, order, options, nullptr);
    out.without_assumptions = strict.reach(strict.lines(), {}, options.node_limit).reached;
  }
  return out;
}

}  // namespace licet::rules
