#include "rules/eval/report.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <set>
#include <span>
#include <tuple>

#include "base/text_util.h"
#include "rules/eval/because.h"
#include "rules/proof/reasons.h"

namespace licet::rules {

namespace {

constexpr std::size_t kMostReviewWays = 64;
constexpr std::size_t kMostDecidingCases = 200;

// Builds the parts of a decision that are read off at the root, without splitting.
class Reporter {
 public:
  // `fast` is the weigher of the search: it may know which rules need not be asked.
  Reporter(const Law& law, const DecideOptions& options, const std::vector<Line>& lines, ReferenceWeigher& weigher,
           Weigher& fast, Decision& out)
      : law_(law),
        options_(options),
        lines_(lines),
        weigher_(weigher),
        evaluator_(weigher.evaluator()),
        because_(evaluator_),
        fast_(fast),
        out_(out) {}

  void report() {
    for (const Line& line : lines_) {
      weigher_.bind(line);
      first_of_line_ = out_.requirements.size();
      Trace tree;
      tree.title = concat("leg ", line.leg + 1, ", line ", line.item + 1);
      LineLook look;
      const bool looked = fast_.look(line, look);
      look_ = looked ? &look : nullptr;
      know(line);
      classify(line, looked ? &look : nullptr);
      if (reads_off_look()) {
        report_looked(line, tree);
      } else {
        for (const Decl* rule : law_.all(DeclKind::kRule)) report_rule(*rule, line, tree);
      }
      report_authorizations();
      evaluator_.set_outcome(outcome_of(line));
      report_notes(DeclKind::kDuty, out_.duties, true);
      report_notes(DeclKind::kFinding, out_.findings, false);
      weigher_.unbind();
      know_nothing();
      if (license_by_none(line)) add_deciding(line);
      if (options_.proof) out_.proof.emplace_back(tree.title, std::move(tree));
    }
    evaluator_.clear_splits();
  }

 private:
  // Without trees of all that was looked at, values may be read off the weigher of the search.
  void know(const Line& line) {
    known_ = options_.proof ? nullptr : fast_.known_of(line);
    evaluator_.set_known(known_.get());
    const bool planned = known_ != nullptr && options_.plans != nullptr;
    const Case& order = weigher_.order();
    because_.begin_line(planned ? known_.get() : nullptr,
                        planned ? reasons_of(*options_.plans, evaluator_.day(), options_.posture) : nullptr,
                        order.legs[line.leg], order.items[line.item]);
  }
  void know_nothing() {
    evaluator_.set_known(nullptr);
    because_.begin_line(nullptr, nullptr, 0, 0);
    known_.reset();
  }

  // Lines stand as the order has them, each item on a leg.
  const Reachable& outcome_of(const Line& line) const {
    return out_.lines[line.leg * weigher_.order().items.size() + line.item].outcomes;
  }

  void classify(const Line& line, const LineLook* look) {
    for (const Decl* entry : look == nullptr ? law_.all(DeclKind::kEntry) : look->entries) {
      if (look == nullptr && evaluator_.standing(*entry).value != Truth::kTrue) continue;
      std::string row = concat("line ", line.item + 1, ": ", entry->name);
      std::vector<std::string>& rows = out_.classified;
      if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(std::move(row));
    }
  }

  std::vector<std::string> labels(const Binding& binding) const {
    std::vector<std::string> out;
    out.reserve(binding.entities.size() + binding.words.size());
    for (const int id : binding.entities) out.push_back(evaluator_.entity(id).label);
    out.insert(out.end(), binding.words.begin(), binding.words.end());
    return out;
  }

  // Without trees of all that was looked at, only what may bind the line is told.
  bool reads_off_look() const { return look_ != nullptr && !options_.proof; }

  void report_looked(const Line& line, Trace& tree) {
    if (out_.requirements.empty()) out_.requirements.reserve(look_->rules.size() * lines_.size());
    each_of_one_rule(look_->rules, [&](std::span<const LookedRule> mine) {
      if (!are_plain(mine)) return report_rule(mine.front().rule(), line, tree);
      first_of_rule_ = out_.requirements.size();
      for (const LookedRule& one : mine) add_looked(one, line);
    });
  }

  // Those of one rule stand together.
  template <typename Visit>
  static void each_of_one_rule(std::span<const LookedRule> all, const Visit& visit) {
    for (std::size_t i = 0, end = 0; i < all.size(); i = end) {
      while (end < all.size() && &all[end].rule() == &all[i].rule()) ++end;
      visit(all.subspan(i, end - i));
    }
  }

  bool are_plain(std::span<const LookedRule> all) const {
    return std::all_of(all.begin(), all.end(), [this](const LookedRule& one) { return is_plain(one); });
  }

  // Is there nothing more to say of it than the plan says? Each evaluator has numbers of its own for elements that the
  // order does not name, and elements and words come in another order.
  bool is_plain(const LookedRule& looked) const {
    const PlanRule& planned = *looked.planned;
    if (planned.marked || planned.reads_outcome || (!planned.words.empty() && !planned.per.empty())) return false;
    if (looked.value != Truth::kTrue) return true;
    return looked.rule().letter == nullptr && std::all_of(looked.elements.begin(), looked.elements.end(),
                                                          [this](int id) { return weigher_.order().is_named(id); });
  }

  // What the plan leaves open has no reasons to give.
  void add_looked(const LookedRule& looked, const Line& line) {
    RequirementRow& row = begin_row(looked.rule(), looked.planned->newest, line);
    row.possible_only = both(looked.member, looked.value) != Truth::kTrue;
    row.about = looked.about;
    // Reasons and policies are those of the elements that the rule is about.
    const std::size_t elements = push_elements(looked);
    if (looked.value == Truth::kTrue) because_.add(looked.rule(), row.because);
    if (!row.possible_only) {
      add_reviews(looked.rule(), looked.planned->reviews, row);
      add_overcome(looked.planned->authorizations, row);
    }
    pop_elements(looked, elements);
    end_row();
  }

  void add_because(const LookedRule& looked, std::vector<std::string>& because) {
    const std::size_t elements = push_elements(looked);
    because_.add(looked.rule(), because);
    pop_elements(looked, elements);
  }

  // How many elements were bound.
  std::size_t push_elements(const LookedRule& looked) {
    std::size_t elements = 0;
    std::size_t words = 0;
    for (const PerClause& clause : looked.rule().per) {
      if (clause.words) {
        evaluator_.push_word(clause.variable, looked.planned->words[words++]);
      } else {
        evaluator_.push(clause.variable, looked.elements[elements++]);
      }
    }
    return elements;
  }

  void pop_elements(const LookedRule& looked, std::size_t elements) {
    for (std::size_t i = looked.rule().per.size(); i > elements; --i) evaluator_.pop_word();
    for (; elements > 0; --elements) evaluator_.pop();
  }

  RequirementRow& begin_row(const Decl& rule, const Version* version, const Line& line) {
    RequirementRow& row = out_.requirements.emplace_back();
    row.rule = &rule;
    row.version = version;
    row.status = rule.only_for.empty() ? "in_force" : "letter";
    row.leg = static_cast<int>(line.leg);
    row.item = static_cast<int>(line.item);
    return row;
  }

  const Version* newest(const Decl& rule) const {
    const Version* found = nullptr;
    for (const Version& version : rule.versions) {
      if (version.from <= evaluator_.day()) found = &version;
    }
    return found;
  }

  // How a statement stands, with its reasons, and its tree where that is wanted.
  Standing standing_of(const Decl& decl, std::vector<std::string>& because, Trace& trace) {
    const Standing standing = evaluator_.standing(decl, options_.proof ? &trace : nullptr);
    if (options_.proof) {
      collect_reasons(trace, because);
    } else if (standing.value == Truth::kTrue) {
      because_.add(decl, because);
    }
    return standing;
  }

  void report_rule(const Decl& rule, const Line& line, Trace& tree) {
    first_of_rule_ = out_.requirements.size();
    evaluator_.for_each_binding(rule, [&](const Binding& binding) {
      Trace trace;
      std::vector<std::string> because;
      const Standing standing = standing_of(rule, because, trace);
      const Truth value = both(binding.member, standing.value);
      if (standing.sleeping != nullptr && standing.printed_value == Truth::kTrue && value != Truth::kTrue) {
        add_sleeping(rule, standing, line, binding);
      }
      if (value != Truth::kFalse) add_row(rule, standing, value, line, binding, std::move(because));
      if (!options_.proof) return;
      const std::vector<std::string> about = labels(binding);
      if (!about.empty()) trace.about = concat("for ", joined(about, ", "));
      tree.kids.push_back(std::move(trace));
    });
  }

  void add_row(const Decl& rule, const Standing& standing, Truth value, const Line& line, const Binding& binding,
               std::vector<std::string> because) {
    RequirementRow& row = begin_row(rule, standing.version, line);
    row.possible_only = value != Truth::kTrue;
    row.about = labels(binding);
    row.because = std::move(because);
    if (!row.possible_only) {
      add_reviews(rule, law_.naming(DeclKind::kReview, rule), row);
      add_overcome(law_.naming(DeclKind::kAuthorization, rule), row);
    }
    end_row();
  }

  void add_overcome(const std::vector<const Decl*>& authorizations, RequirementRow& row) {
    for (const Decl* authorization : authorizations) {
      if (available(*authorization) == Truth::kTrue) row.overcome_by = authorization->name;
    }
  }

  // A party in two roles is two elements and one row that names both.
  void end_row() {
    RequirementRow& row = out_.requirements.back();
    for (std::size_t i = first_of_rule_; i + 1 < out_.requirements.size(); ++i) {
      RequirementRow& other = out_.requirements[i];
      const bool same = other.binds == row.binds && other.possible_only == row.possible_only &&
                        other.because == row.because && other.status == row.status;
      if (!same) continue;
      for (std::string& label : row.about) {
        if (std::find(other.about.begin(), other.about.end(), label) == other.about.end())
          other.about.push_back(std::move(label));
      }
      out_.requirements.pop_back();
      return;
    }
  }

  void add_sleeping(const Decl& rule, const Standing& standing, const Line& line, const Binding& binding) {
    RequirementRow& row = begin_row(rule, standing.sleeping, line);
    row.status = to_string(standing.mark->kind);
    row.binds = false;
    row.about = labels(binding);
    end_row();
  }

  // ---- reviews ----

  // Is a license required in every completion, though no rule holds in all of them?
  bool license_by_none(const Line& line) const {
    return outcome_of(line).least() >= Outcome::kLicenseRequired &&
           std::none_of(of_line().begin(), of_line().end(),
                        [](const RequirementRow& row) { return row.binds && !row.possible_only; });
  }

  // Rows of the line that is reported: the last ones.
  std::span<RequirementRow> of_line() const { return std::span(out_.requirements).subspan(first_of_line_); }

  // Which rules it then is, case by case, and their policies.
  void add_deciding(const Line& line) {
    Deciding deciding;
    for (const RequirementRow& row : of_line()) {
      if (row.binds && (deciding.asked.empty() || deciding.asked.back() != row.rule))
        deciding.asked.push_back(row.rule);
    }
    fast_.want_splits(1);
    find_deciding(line, fast_, deciding);
    fast_.want_splits(static_cast<std::size_t>(-1));
    weigher_.bind(line);
    for (const Decl* rule : law_.all(DeclKind::kRule)) {
      const auto mine = [&](const RequirementRow& row) { return row.rule == rule && row.possible_only; };
      if (std::none_of(of_line().begin(), of_line().end(), mine)) continue;
      if (deciding.left > 0 && !deciding.rules.contains(rule)) continue;
      evaluator_.for_each_binding(*rule, [&](const Binding& binding) {
        const std::vector<std::string> about = labels(binding);
        for (RequirementRow& row : of_line()) {
          const bool named = std::all_of(about.begin(), about.end(), [&](const std::string& label) {
            return std::find(row.about.begin(), row.about.end(), label) != row.about.end();
          });
          if (!mine(row) || !named || row.decides) continue;
          row.decides = true;
          add_reviews(*rule, law_.naming(DeclKind::kReview, *rule), row);
        }
      });
    }
    weigher_.unbind();
  }

  struct Deciding {
    std::vector<const Decl*> asked;
    std::set<const Decl*> rules;
    std::size_t left = kMostDecidingCases;
    Assignment assignment;
  };

  // The first rule that holds in each case; past the limit all of them may be the one.
  void find_deciding(const Line& line, Weigher& weigher, Deciding& out) {
    if (out.left == 0) return;
    const Levels bound = weigher.levels({line}, out.assignment);
    if (bound.low == bound.high || bound.splits.empty()) {
      --out.left;
      if (const Decl* rule = weigher.first_to_hold(line, out.assignment, out.asked)) out.rules.insert(rule);
      return;
    }
    const Split split = bound.splits.front();
    const Restored restored(out.assignment, split.variable);
    for (const FactCell& cell : split.cells) {
      out.assignment[split.variable] = cell;
      find_deciding(line, weigher, out);
    }
  }

  // The policies for a rule, in every way to fill in what they read.
  void add_reviews(const Decl& rule, const std::vector<const Decl*>& reviews, RequirementRow& row) {
    if (reviews.empty()) return;
    ReviewWays ways;
    const Kept now = standing_reviews(reviews);
    if (std::any_of(now.begin(), now.end(), [](const ReviewRow& one) { return one.possible_only; })) {
      Assignment assignment;
      fill_in(rule, reviews, assignment, ways);
    } else {
      ways.found.push_back(kept_of(rule, now));
    }
    std::vector<std::pair<ReviewRow, std::size_t>> rows;  // in how many ways it applies
    for (const Kept& kept : ways.found) {
      for (const ReviewRow& one : kept) {
        const auto same = [&](const auto& other) { return other.first.review == one.review; };
        auto at = std::find_if(rows.begin(), rows.end(), same);
        if (at == rows.end()) at = rows.insert(rows.end(), {one, 0});
        at->first.possible_only = at->first.possible_only || one.possible_only;
        ++at->second;
      }
    }
    for (auto& [one, times] : rows) {
      one.possible_only = one.possible_only || times < ways.found.size();
      row.reviews.push_back(one);
    }
    std::set<std::vector<std::string>> between;
    for (const Kept& kept : ways.found) add_words(kept, between);
    if (between.size() < 2) return;
    row.reviews_open.between.assign(between.begin(), between.end());
    row.reviews_open.cut = ways.cut;
    // Who is not named comes last, whatever the number: that hangs on what was asked before.
    std::set<std::tuple<int, int, std::string>> facts;
    for (Variable variable : ways.depends_on) {
      variable.member.clear();  // a set is one fact
      const int entity = weigher_.order().is_named(variable.entity) ? variable.entity : std::numeric_limits<int>::max();
      facts.emplace(entity, variable.fact, variable.fact == kMarkFact ? "law" : evaluator_.name_of(variable));
    }
    std::vector<std::string>& names = row.reviews_open.depends_on;
    for (const auto& [entity, fact, name] : facts) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }

  using Kept = std::vector<ReviewRow>;
  struct ReviewWays {
    std::vector<Kept> found;
    std::set<Variable> depends_on;
    bool cut = false;
  };

  // The words of what applies; of a policy that may apply or not, both.
  static void add_words(const Kept& kept, std::set<std::vector<std::string>>& out) {
    std::set<std::string> sure;
    std::set<std::string> all;
    for (const ReviewRow& one : kept) {
      all.insert(one.review->word);
      if (!one.possible_only) sure.insert(one.review->word);
    }
    out.insert({sure.begin(), sure.end()});
    out.insert({all.begin(), all.end()});
  }

  static std::set<std::vector<std::string>> words_from(const ReviewWays& ways, std::size_t begin) {
    std::set<std::vector<std::string>> out;
    for (std::size_t i = begin; i < ways.found.size(); ++i) add_words(ways.found[i], out);
    return out;
  }

  Kept standing_reviews(const std::vector<const Decl*>& reviews) {
    Kept rows;
    for (const Decl* review : reviews) {
      const Standing standing = evaluator_.standing(*review);
      if (standing.value == Truth::kFalse) continue;
      rows.push_back(ReviewRow{review, standing.version, standing.value == Truth::kUnknown});
    }
    return rows;
  }

  void fill_in(const Decl& rule, const std::vector<const Decl*>& reviews, Assignment& assignment, ReviewWays& ways) {
    evaluator_.clear_splits();
    evaluator_.set_assignment(&assignment);
    const Kept rows = standing_reviews(reviews);
    const bool open = std::any_of(rows.begin(), rows.end(), [](const ReviewRow& row) { return row.possible_only; });
    const std::vector<Split> splits = open ? evaluator_.splits() : std::vector<Split>();
    evaluator_.set_assignment(nullptr);
    if (splits.empty() || ways.found.size() >= kMostReviewWays) {
      ways.cut = ways.cut || !splits.empty();
      ways.found.push_back(kept_of(rule, rows));
      return;
    }
    const Split& split = splits.front();
    const Restored restored(assignment, split.variable);
    std::optional<std::set<std::vector<std::string>>> first;
    for (const FactCell& cell : split.cells) {
      const std::size_t begin = ways.found.size();
      assignment[split.variable] = cell;
      fill_in(rule, reviews, assignment, ways);
      const std::set<std::vector<std::string>> words = words_from(ways, begin);
      if (first && *first != words) ways.depends_on.insert(split.variable);
      if (!first) first = words;
    }
  }

  // Without those that another one stands over; the strictest alone where the law says so. One that may not apply takes
  // none away.
  Kept kept_of(const Decl& rule, const Kept& rows) const {
    Kept kept;
    for (ReviewRow row : rows) {
      bool beaten = false;
      for (const ReviewRow& other : rows) {
        const auto& over = other.review->over_reviews;
        if (std::find(over.begin(), over.end(), row.review) == over.end()) continue;
        beaten = beaten || !other.possible_only;
        row.possible_only = true;
      }
      if (!beaten) kept.push_back(row);
    }
    if (!law_.naming(DeclKind::kStrictest, rule).empty()) keep_strictest(kept);
    return kept;
  }

  void keep_strictest(Kept& rows) const {
    int sure = 0;
    int most = 0;
    for (const ReviewRow& row : rows) {
      const int strict = law_.strictness(row.review->word);
      most = std::max(most, strict);
      if (!row.possible_only) sure = std::max(sure, strict);
    }
    std::erase_if(rows, [&](const ReviewRow& row) { return law_.strictness(row.review->word) < sure; });
    for (ReviewRow& row : rows) row.possible_only = row.possible_only || law_.strictness(row.review->word) < most;
  }

  void report_authorizations() {
    for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) {
      if (is_asked(*authorization)) add_authorization(*authorization);
    }
  }

  // Does it name a rule that may bind the line that is reported?
  bool is_asked(const Decl& authorization) const {
    if (reads_off_look()) return look_->authorizations.contains(&authorization);
    return std::any_of(of_line().begin(), of_line().end(),
                       [&](const RequirementRow& row) { return row.binds && refers_to(authorization, *row.rule); });
  }

  Truth available(const Decl& authorization) {
    if (look_ != nullptr) {
      const auto found = look_->authorizations.find(&authorization);
      if (found != look_->authorizations.end()) return found->second.available;
    }
    return weigher_.available(authorization);
  }

  // How the authorization stands, as the plan says; which version speaks is plain unless a mark stands on it.
  std::optional<Standing> standing_by_plan(const Decl& authorization) const {
    if (!reads_off_look() || authorization.letter != nullptr) return std::nullopt;
    const auto found = look_->authorizations.find(&authorization);
    if (found == look_->authorizations.end()) return std::nullopt;
    const Version* version = newest(authorization);
    if (version != nullptr && std::any_of(version->marks.begin(), version->marks.end(),
                                          [this](const Mark& mark) { return evaluator_.mark_active(mark); }))
      return std::nullopt;
    const bool over = version != nullptr && version->until && *version->until <= evaluator_.day();
    Standing out;
    out.value = found->second.holds;
    out.version = over ? nullptr : version;
    return out;
  }

  // Is it available if what nobody claimed were claimed?
  bool claimable(const Decl& authorization, bool by_plan) {
    if (by_plan) return look_->authorizations.at(&authorization).claimable != Truth::kFalse;
    if (law_.claims_of(authorization).empty()) return false;
    evaluator_.open_claims(true);
    const bool out = weigher_.available(authorization) != Truth::kFalse;
    evaluator_.open_claims(false);
    return out;
  }

  // One row for each authorization; it is available as far as it is for all that it would have to overcome.
  void add_authorization(const Decl& authorization) {
    Trace trace;
    std::vector<std::string> because;
    const std::optional<Standing> by_plan = standing_by_plan(authorization);
    const Standing standing = by_plan ? *by_plan : standing_of(authorization, because, trace);
    if (by_plan && by_plan->value == Truth::kTrue) because_.add(authorization, because);
    Truth available = this->available(authorization);
    std::vector<std::string> claims;
    if (available == Truth::kFalse && claimable(authorization, by_plan.has_value())) {
      available = Truth::kUnknown;
      claims = open_claims(authorization);
    }
    const auto seen = std::find_if(out_.authorizations.begin(), out_.authorizations.end(),
                                   [&](const AuthorizationRow& row) { return row.authorization == &authorization; });
    if (seen != out_.authorizations.end()) {
      seen->available = both(seen->available, available);
      return;
    }
    AuthorizationRow row;
    row.authorization = &authorization;
    row.version = standing.version;
    row.available = available;
    if (standing.version != nullptr) row.documents = standing.version->documents;
    row.claims = std::move(claims);
    row.because = std::move(because);
    out_.authorizations.push_back(std::move(row));
  }

  // The claims that the authorization reads and that the order does not make.
  std::vector<std::string> open_claims(const Decl& authorization) const {
    std::vector<std::string> out;
    for (const int fact : law_.claims_of(authorization)) {
      if (evaluator_.stated(0, fact) == nullptr) out.push_back(law_.schema().at(fact).name);
    }
    return out;
  }

  // Duties that may apply, as the outcome is open, are told too; findings stand on what is known.
  void report_notes(DeclKind kind, std::vector<NoteRow>& rows, bool possible_too) {
    if (!reads_off_look()) {
      for (const Decl* decl : law_.all(kind)) report_note(*decl, rows, possible_too);
      return;
    }
    each_of_one_rule(look_->notes, [&](std::span<const LookedRule> mine) {
      const Decl& decl = mine.front().rule();
      if (decl.kind != kind) return;
      if (!are_plain(mine)) return report_note(decl, rows, possible_too);
      for (const LookedRule& one : mine) {
        std::vector<std::string> because;
        if (one.value == Truth::kTrue) add_because(one, because);
        add_note(decl, one.planned->newest, both(one.member, one.value), one.about, std::move(because), rows);
      }
    });
  }

  void report_note(const Decl& decl, std::vector<NoteRow>& rows, bool possible_too) {
    evaluator_.for_each_binding(decl, [&](const Binding& binding) {
      Trace trace;
      std::vector<std::string> because;
      const Standing standing = standing_of(decl, because, trace);
      const Truth value = both(binding.member, standing.value);
      if (value == Truth::kFalse || (value == Truth::kUnknown && !possible_too)) return;
      add_note(decl, standing.version, value, labels(binding), std::move(because), rows);
    });
  }

  // With the reasons of another line that gives the same.
  static void add_note(const Decl& decl, const Version* version, Truth value, std::vector<std::string> about,
                       std::vector<std::string> because, std::vector<NoteRow>& rows) {
    const bool possible_only = value == Truth::kUnknown;
    for (NoteRow& other : rows) {
      if (other.decl != &decl || other.about != about) continue;
      other.possible_only = other.possible_only && possible_only;
      for (std::string& reason : because) {
        if (std::find(other.because.begin(), other.because.end(), reason) == other.because.end())
          other.because.push_back(std::move(reason));
      }
      return;
    }
    NoteRow& row = rows.emplace_back();
    row.decl = &decl;
    row.version = version;
    row.possible_only = possible_only;
    row.about = std::move(about);
    row.because = std::move(because);
  }

  const Law& law_;
  const DecideOptions& options_;
  const std::vector<Line>& lines_;
  ReferenceWeigher& weigher_;
  Evaluator& evaluator_;
  Because because_;
  Weigher& fast_;
  const LineLook* look_ = nullptr;  // of the line that is reported
  std::size_t first_of_line_ = 0;   // the first row of the line that is reported
  std::size_t first_of_rule_ = 0;   // the first row of the rule that is reported for it
  std::unique_ptr<KnownValues> known_;
  Decision& out_;
};

}  // namespace

void add_report(const Law& law, const DecideOptions& options, const std::vector<Line>& lines, ReferenceWeigher& weigher,
                Weigher& fast, Decision& out) {
  Reporter(law, options, lines, weigher, fast, out).report();
}

}  // namespace licet::rules
