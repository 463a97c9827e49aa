#include "rules/proof/prover.h"

#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "base/text_util.h"
#include "rules/eval/reference_weigher.h"
#include "rules/proof/sheet.h"

namespace licet::rules {

namespace {

Json text(std::string_view value) {
  return Json::string(value);
}

// A rule on one line for one choice of its `per` elements, and how it stands in the base context.
struct Root {
  Line line;
  const Decl* rule = nullptr;
  std::vector<int> elements;       // of the `per` clauses that go over lists, in their order
  std::vector<std::string> words;  // of those that go over words
  Outcome low = Outcome::kNotSubject;
  Outcome high = Outcome::kNotSubject;
};

struct Weight {
  Outcome low = Outcome::kNotSubject;
  Outcome high = Outcome::kNotSubject;
};

// Statements of one evaluator, recorded line by line.
class LineRecorder {
 public:
  LineRecorder(const Law& law, ReferenceWeigher& weigher, Sheet& sheet, const Case& order)
      : weigher_(weigher), evaluator_(weigher.evaluator()), sheet_(sheet), recorder_(sheet, evaluator_, order) {
    for (const Decl* authorization : law.all(DeclKind::kAuthorization)) {
      liftable_.insert(authorization->targets.begin(), authorization->targets.end());
    }
  }

  ProofRecorder& recorder() { return recorder_; }
  void listen(bool on) {
    on_ = on;
    evaluator_.set_recorder(on ? &recorder_ : nullptr);
  }

  // What `per` clauses bind: elements of lists, words, and the nodes that list the elements.
  struct Choice {
    std::vector<int> elements;
    std::vector<std::string> words;
    std::vector<int> members;
    Truth member = Truth::kTrue;
  };

  // Calls `visit(choice)` for each choice of the `per` elements, with the names bound meanwhile.
  template <typename Visit>
  void each(const Decl& decl, Visit visit) {
    each(decl, 0, Choice{}, visit);
  }

  // The node of the statement for the bound names.
  std::pair<Truth, int> standing(const Decl& decl) {
    const Truth value = evaluator_.standing(decl).value;
    return {value, recorder_.last()};
  }

  bool may_be_lifted(const Decl& rule) const { return !rule.requires_denial && liftable_.contains(&rule); }

  // Weighs the rule for the bound names and adds what was evaluated to `row`.
  Weight weigh(const Decl& rule, Truth member, Json& row) {
    const auto [value, node] = standing(rule);
    row.append_member("is", Json::number(node));
    const Truth holds = both(member, value);
    if (holds == Truth::kFalse) return {};
    Truth lifted = Truth::kFalse;
    if (may_be_lifted(rule)) {
      if (on_) recorder_.begin("lifted", rule);
      lifted = weigher_.overcome(rule);
      if (on_) row.append_member("lifted", Json::number(recorder_.end_lifted(lifted)));
    }
    const Outcome full = rule.requires_denial ? Outcome::kProhibited : Outcome::kLicenseRequired;
    Weight out;
    if (holds == Truth::kTrue) out.low = lifted == Truth::kFalse ? full : Outcome::kExceptionToConfirm;
    out.high = lifted == Truth::kTrue ? Outcome::kExceptionToConfirm : full;
    return out;
  }

  // The same for one choice of elements again, in a narrower context.
  Weight weigh_again(const Root& root, Json& row) {
    weigher_.bind(root.line);
    Json members = Json::array();
    Truth member = Truth::kTrue;
    auto element = root.elements.begin();
    auto word = root.words.begin();
    for (std::size_t clause = 0; clause < root.rule->per.size() && member != Truth::kFalse; ++clause) {
      const PerClause& per = root.rule->per[clause];
      if (per.words) {
        evaluator_.push_word(per.variable, *word++);
        continue;
      }
      const auto& [all, node] = elements(*root.rule, clause);
      members.push(Json::number(node));
      const auto mine =
          std::find_if(all.begin(), all.end(), [&](const Evaluator::Element& e) { return e.entity == *element; });
      member = mine == all.end() ? Truth::kFalse : both(member, mine->member);
      evaluator_.push(per.variable, *element++);
    }
    if (!members.items().empty()) row.append_member("members", std::move(members));
    const Weight out = member == Truth::kFalse ? Weight{} : weigh(*root.rule, member, row);
    for (; element != root.elements.begin(); --element) evaluator_.pop();
    for (; word != root.words.begin(); --word) evaluator_.pop_word();
    weigher_.unbind();
    return out;
  }

  Json row_of(std::string_view key, const Decl& decl, const Line& line, const std::vector<int>& elements,
              const std::vector<std::string>& words, int in) {
    Json row = Json::object();
    row.append_member("in", Json::number(in));
    row.append_member(std::string(key), Json::number(sheet_.statement(decl)));
    row.append_member("leg", Json::number(static_cast<std::int64_t>(line.leg)));
    row.append_member("item", Json::number(static_cast<std::int64_t>(line.item)));
    if (!decl.per.empty() && key != "subject") {
      Json per = Json::array();
      auto element = elements.begin();
      auto word = words.begin();
      for (const PerClause& clause : decl.per)
        per.push(clause.words ? text(*word++) : Json::number(recorder_.entity(*element++)));
      row.append_member("per", std::move(per));
    }
    return row;
  }

 private:
  std::pair<std::vector<Evaluator::Element>, int> elements(const Decl& decl, std::size_t clause) {
    if (on_) recorder_.begin("elements", decl);
    std::vector<Evaluator::Element> all = evaluator_.elements(*decl.per[clause].domain);
    const int node = on_ ? recorder_.end_elements(clause, all) : -1;
    return {std::move(all), node};
  }

  template <typename Visit>
  void each(const Decl& decl, std::size_t clause, const Choice& choice, Visit& visit) {
    if (clause == decl.per.size()) {
      visit(choice);
      return;
    }
    const PerClause& per = decl.per[clause];
    if (per.words) {
      for (const std::string& word : evaluator_.words_of(*per.domain)) {
        Choice next = choice;
        next.words.push_back(word);
        evaluator_.push_word(per.variable, word);
        each(decl, clause + 1, next, visit);
        evaluator_.pop_word();
      }
      return;
    }
    const auto found = elements(decl, clause);
    for (const Evaluator::Element& element : found.first) {
      Choice next = choice;
      next.elements.push_back(element.entity);
      next.members.push_back(found.second);
      next.member = both(choice.member, element.member);
      evaluator_.push(per.variable, element.entity);
      each(decl, clause + 1, next, visit);
      evaluator_.pop();
    }
  }

  ReferenceWeigher& weigher_;
  Evaluator& evaluator_;
  Sheet& sheet_;
  ProofRecorder recorder_;
  std::set<const Decl*> liftable_;  // rules that some authorization names
  bool on_ = false;
};

Json members_json(const std::vector<int>& nodes) {
  Json out = Json::array();
  for (const int node : nodes) out.push(Json::number(node));
  return out;
}

class PartProver {
 public:
  PartProver(const Law& law, const CanonicalLaw& canonical, const Case& order, const ProofClaim& claim,
             const ProveOptions& options)
      : law_(law),
        case_(order),
        claim_(claim),
        options_(options),
        sheet_(law, canonical, order, options.screened_by),
        weigher_(law, order, options.profile, options.posture),
        lines_(law, weigher_, sheet_, order) {
    for (std::size_t leg = 0; leg < order.legs.size(); ++leg) {
      for (std::size_t item = 0; item < order.items.size(); ++item) order_lines_.push_back(Line{leg, item});
    }
  }

  Result<Json> run() {
    findings();
    base();
    if (!settled_by_base()) {
      Assignment none;
      LICET_RETURN_IF_ERROR(cases({kBaseContext}, none, claim_.at_least, claim_.at_most, "cases"));
    }
    if (claim_.exact && claim_.at_least != claim_.at_most) {
      LICET_RETURN_IF_ERROR(witness(claim_.at_least, "at_least"));
      LICET_RETURN_IF_ERROR(witness(claim_.at_most, "at_most"));
    }
    sheet_.assumed(weigher_.assumptions_used());
    Json part = Json::object();
    part.append_member("day", text(to_string(case_.leg_days.front())));
    part.append_member("at_least", text(to_string(claim_.at_least)));
    part.append_member("at_most", text(to_string(claim_.at_most)));
    part.append_member("bound", text(claim_.exact ? "exact" : "loose"));
    sheet_.write(part);
    return part;
  }

 private:
  Error unproved(std::string_view why) const { return Error{ErrorCode::kUnsupported, std::string(why)}; }

  // Findings stand on stated facts alone and may switch assumptions off.
  void findings() {
    ReferenceWeigher strict(law_, case_, nullptr, options_.posture);
    LineRecorder lines(law_, strict, sheet_, case_);
    lines.recorder().set_contexts({kStrictContext});
    lines.listen(true);
    std::set<std::string> off;
    for (const Line& line : order_lines_) {
      strict.bind(line);
      for (const Decl* finding : law_.all(DeclKind::kFinding)) {
        lines.each(*finding, [&](const LineRecorder::Choice& choice) {
          Json row = lines.row_of("finding", *finding, line, choice.elements, choice.words, kStrictContext);
          if (!choice.members.empty()) row.append_member("members", members_json(choice.members));
          const auto [value, node] = lines.standing(*finding);
          row.append_member("is", Json::number(node));
          if (both(choice.member, value) == Truth::kTrue) off.insert(finding->refs.begin(), finding->refs.end());
          sheet_.finding(std::move(row));
        });
      }
      strict.unbind();
    }
    weigher_.evaluator().switch_off(std::move(off));
  }

  // Every root with the facts as they are.
  void base() {
    lines_.recorder().set_contexts({kBaseContext});
    lines_.listen(true);
    for (const Line& line : order_lines_) {
      weigher_.bind(line);
      subjects_.push_back(subject(line, kBaseContext));
      for (const Decl* rule : law_.all(DeclKind::kRule)) base_rule(*rule, line);
      weigher_.unbind();
    }
    lines_.listen(false);
  }

  // Do the roots with the facts as they are lie within the claim already?
  bool settled_by_base() const {
    Outcome low = Outcome::kNotSubject;
    Outcome high = Outcome::kNotSubject;
    for (const Truth subject : subjects_) {
      if (subject == Truth::kTrue) low = std::max(low, Outcome::kNoLicenseRequired);
      if (subject != Truth::kFalse) high = std::max(high, Outcome::kNoLicenseRequired);
    }
    for (const Root& root : roots_) {
      low = std::max(low, root.low);
      high = std::max(high, root.high);
    }
    return low >= claim_.at_least && high <= claim_.at_most;
  }

  // What is subject to the regulations, for a bound line.
  Truth subject(const Line& line, int context) {
    const Decl* decl = law_.find(kSubjectLet);
    if (decl == nullptr) return Truth::kTrue;
    Json row = lines_.row_of("subject", *decl, line, {}, {}, context);
    const auto [value, node] = lines_.standing(*decl);
    row.append_member("is", Json::number(node));
    sheet_.root(std::move(row));
    return value;
  }

  void base_rule(const Decl& rule, const Line& line) {
    lines_.each(rule, [&](const LineRecorder::Choice& choice) {
      Json row = lines_.row_of("rule", rule, line, choice.elements, choice.words, kBaseContext);
      if (!choice.members.empty()) row.append_member("members", members_json(choice.members));
      const Weight weight = lines_.weigh(rule, choice.member, row);
      roots_.push_back(Root{line, &rule, choice.elements, choice.words, weight.low, weight.high});
      sheet_.root(std::move(row));
    });
  }

  Levels weigh(const Assignment& assignment) {
    ++weighings_;
    return weigher_.levels(order_lines_, assignment);
  }

  Json settings(const Variable& variable, const Possible& cell) {
    Variable mine = variable;
    mine.entity = lines_.recorder().entity(variable.entity);
    return Json::array({Json::number(sheet_.variable(mine)), state_json(cell)});
  }

  // Every way to fill in what is open lies within the bounds: shown at once, or for each cell of a fact.
  Status cases(const std::vector<int>& path, Assignment& assignment, Outcome least, Outcome most,
               std::string_view purpose) {
    const Levels levels = weigh(assignment);
    if (levels.low >= least && levels.high <= most) return leaf(path, assignment, least, most);
    if (levels.splits.empty()) return unproved("no fact tells the cases apart");
    if (weighings_ > options_.most_weighings) return unproved("more cases than the limit");
    const Split split = levels.splits.front();
    const auto found = assignment.find(split.variable);
    const std::optional<Possible> before =
        found == assignment.end() ? std::nullopt : std::optional<Possible>(found->second);
    for (const Possible& cell : split.cells) {
      assignment[split.variable] = cell;
      std::vector<int> inner = path;
      inner.push_back(sheet_.context(path.back(), purpose, Json::array({settings(split.variable, cell)})));
      LICET_RETURN_IF_ERROR(cases(inner, assignment, least, most, purpose));
    }
    if (before) {
      assignment[split.variable] = *before;
    } else {
      assignment.erase(split.variable);
    }
    return {};
  }

  // Records in a context what the base context left open and what the bounds need.
  Status leaf(const std::vector<int>& path, const Assignment& assignment, Outcome least, Outcome most) {
    Outcome low = Outcome::kNotSubject;
    for (const Root& root : roots_) low = std::max(low, root.low);
    const bool base_subject = std::find(subjects_.begin(), subjects_.end(), Truth::kTrue) != subjects_.end();
    if (base_subject) low = std::max(low, Outcome::kNoLicenseRequired);
    if (path.back() == kBaseContext) return {};
    lines_.recorder().set_contexts(path);
    weigher_.evaluator().set_assignment(&assignment);
    lines_.listen(true);
    for (std::size_t i = 0; i < order_lines_.size() && most == Outcome::kNotSubject; ++i) {
      if (subjects_[i] != Truth::kFalse) record_subject(i, path.back());
    }
    for (const Root& root : roots_) {
      if (root.high > most) low = std::max(low, record(root, path.back()).low);
    }
    lines_.listen(false);
    const Status out = low >= least ? Status{} : raise(path.back(), least, most);
    weigher_.evaluator().set_assignment(nullptr);
    return out;
  }

  Truth record_subject(std::size_t line, int context) {
    weigher_.bind(order_lines_[line]);
    const Truth value = subject(order_lines_[line], context);
    weigher_.unbind();
    return value;
  }

  Weight record(const Root& root, int context) {
    Json row = lines_.row_of("rule", *root.rule, root.line, root.elements, root.words, context);
    const Weight weight = lines_.weigh_again(root, row);
    sheet_.root(std::move(row));
    return weight;
  }

  // One root that reaches the lower bound in this context.
  Status raise(int context, Outcome least, Outcome most) {
    if (least == Outcome::kNoLicenseRequired) {
      for (std::size_t i = 0; i < order_lines_.size(); ++i) {
        weigher_.bind(order_lines_[i]);
        const Decl* decl = law_.find(kSubjectLet);
        const Truth value = decl == nullptr ? Truth::kTrue : weigher_.evaluator().standing(*decl).value;
        weigher_.unbind();
        if (value != Truth::kTrue) continue;
        lines_.listen(true);
        record_subject(i, context);
        lines_.listen(false);
        return {};
      }
    }
    for (const Root& root : roots_) {
      Json unused = Json::object();
      if (root.high > most || lines_.weigh_again(root, unused).low < least) continue;
      lines_.listen(true);
      record(root, context);
      lines_.listen(false);
      return {};
    }
    return unproved("no single requirement shows the lower bound");
  }

  // One completion, cell by cell, in which the outcome is exactly `target`.
  Status witness(Outcome target, std::string_view purpose) {
    Assignment assignment;
    std::vector<std::pair<Variable, Possible>> chosen;
    weighings_ = 0;
    if (!find(target, assignment)) return unproved(concat("no completion found for ", to_string(target)));
    Json set = Json::array();
    for (const auto& [variable, cell] : assignment) set.push(settings(variable, cell));
    const std::vector<int> path = {kBaseContext, sheet_.context(kBaseContext, purpose, std::move(set))};
    return leaf(path, assignment, target, target);
  }

  bool find(Outcome target, Assignment& assignment) {
    const Levels levels = weigh(assignment);
    if (levels.low > target || levels.high < target || weighings_ > options_.most_weighings) return false;
    if (levels.low == levels.high) return true;
    if (levels.splits.empty()) return false;
    const Split split = levels.splits.front();
    const Assignment before = assignment;
    for (const Possible& cell : split.cells) {
      assignment[split.variable] = cell;
      if (find(target, assignment)) return true;
      assignment = before;
    }
    return false;
  }

  const Law& law_;
  const Case& case_;
  ProofClaim claim_;
  const ProveOptions& options_;
  Sheet sheet_;
  ReferenceWeigher weigher_;
  LineRecorder lines_;
  std::vector<Line> order_lines_;
  std::vector<Root> roots_;
  std::vector<Truth> subjects_;  // of each line, in the base context
  std::size_t weighings_ = 0;
};

Outcome outcome_of(const Json& part, std::string_view key) {
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    if (part.find(key)->text() == to_string(static_cast<Outcome>(i))) return static_cast<Outcome>(i);
  }
  return Outcome::kProhibited;
}

}  // namespace

Result<Json> prove_part(const Law& law, const CanonicalLaw& canonical, const Case& order, const ProofClaim& claim,
                        const ProveOptions& options) {
  return PartProver(law, canonical, order, claim, options).run();
}

Json assemble_proof(const CanonicalLaw& canonical, const ProveOptions& options, std::vector<Json> parts) {
  Outcome least = Outcome::kNotSubject;
  Outcome most = Outcome::kNotSubject;
  bool exact = true;
  for (const Json& part : parts) {
    least = std::max(least, outcome_of(part, "at_least"));
    most = std::max(most, outcome_of(part, "at_most"));
    exact = exact && part.find("bound")->text() == "exact";
  }
  Json out = Json::object();
  out.append_member("form", Json::number(1));
  out.append_member("rules", text(canonical.hash()));
  out.append_member("posture", text(options.posture == Posture::kCodified ? "codified" : "in_force"));
  out.append_member("profile",
                    options.profile == nullptr ? Json::null() : text(canonical.line_of(*options.profile).hash));
  out.append_member("outcome", text(least == most ? to_string(least) : "undecided"));
  out.append_member("at_least", text(to_string(least)));
  out.append_member("at_most", text(to_string(most)));
  out.append_member("bound", text(exact ? "exact" : "loose"));
  out.append_member("parts", Json::array(std::move(parts)));
  out.append_member("seal", text(sha256_hex(out.dump())));
  return out;
}

Json no_proof(const std::string& reason) {
  Json out = Json::object();
  out.append_member("form", Json::number(1));
  out.append_member("unproved", text(reason));
  return out;
}

}  // namespace licet::rules
