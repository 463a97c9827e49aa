// The outcome is exact because completions are searched by cells: at each node every rule is weighed twice, once with
// all unknowns for the exporter and once against (the two-level bound). If both agree the node is a leaf; otherwise the
// first unknown that a rule depended on is split into the cells that its atoms tell apart. Tests: decision_test.cc, law
// tests.
#include "rules/eval/decision.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

#include "rules/eval/open_rows.h"
#include "rules/eval/questions.h"
#include "rules/eval/reference_weigher.h"
#include "rules/eval/report.h"

namespace licet::rules {

namespace {

// Findings stand on stated facts alone; they name the assumptions that they switch off. `strict` has no profile.
std::set<std::string> found_off(const Law& law, const Case& order, const std::vector<Line>& lines,
                                const DecideOptions& options, Weigher& strict_weigher) {
  std::set<std::string> names;
  if (law.all(DeclKind::kFinding).empty()) return names;
  if (strict_weigher.findings(LikeLines(order, lines, strict_weigher).apart(), names)) return names;
  ReferenceWeigher strict(law, order, nullptr, options.posture);
  for (const Line& line : lines) {
    strict.bind(line);
    for (const Decl* finding : law.all(DeclKind::kFinding)) {
      strict.evaluator().for_each_binding(*finding, [&](const Binding& binding) {
        if (both(binding.member, strict.evaluator().standing(*finding).value) != Truth::kTrue) return;
        names.insert(finding->refs.begin(), finding->refs.end());
      });
    }
    strict.unbind();
  }
  return names;
}

}  // namespace

std::set<std::string> switched_off(const Law& law, const Case& order, const std::vector<Line>& lines,
                                   const DecideOptions& options) {
  return found_off(law, order, lines, options, *make_weigher(law, order, options, nullptr, {}));
}

std::vector<Line> lines_of(const Case& order) {
  std::vector<Line> lines;
  for (std::size_t leg = 0; leg < order.legs.size(); ++leg) {
    for (std::size_t item = 0; item < order.items.size(); ++item) lines.push_back(Line{leg, item});
  }
  return lines;
}

std::unique_ptr<Weigher> make_weigher(const Law& law, const Case& order, const DecideOptions& options,
                                      const Decl* profile, const std::set<std::string>& off) {
  if (options.plans != nullptr) {
    auto out = make_plan_weigher(*options.plans, order, profile, options.posture, off);
    out->call_few(options.few_items);
    return out;
  }
  return make_reference_weigher(law, order, profile, options.posture, off);
}

namespace {

// The weigher with other assumptions; another one where it cannot take them.
void assume(const Law& law, const Case& order, const DecideOptions& options, const Decl* profile,
            const std::set<std::string>& off, std::unique_ptr<Weigher>& weigher) {
  if (!weigher->assume(profile, off)) weigher = make_weigher(law, order, options, profile, off);
}

// The weigher of the order under its profile, without the assumptions that findings switch off.
std::unique_ptr<Weigher> weigher_of(const Law& law, const Case& order, const std::vector<Line>& lines,
                                    const DecideOptions& options, std::set<std::string>& off) {
  std::unique_ptr<Weigher> out = make_weigher(law, order, options, nullptr, {});
  if (options.profile == nullptr) return out;
  off = found_off(law, order, lines, options, *out);
  assume(law, order, options, options.profile, off, out);
  return out;
}

}  // namespace

Found reach_outcomes(const Law& law, const Case& order, const DecideOptions& options) {
  const std::vector<Line> lines = lines_of(order);
  std::set<std::string> off;
  const std::unique_ptr<Weigher> weigher = weigher_of(law, order, lines, options, off);
  weigher->want_traces(false);
  return Search(*weigher).reach(LikeLines(order, lines, *weigher).apart(), {}, options.node_limit);
}

namespace {

void add_new(Asked from, Decision& to) {
  for (Question& one : from.questions) {
    const bool again =
        std::any_of(to.questions.begin(), to.questions.end(), [&](const Question& q) { return q.fact == one.fact; });
    if (!again) to.questions.push_back(std::move(one));
  }
  to.questions_cut = to.questions_cut || from.cut;
}

// Where the outcome hangs on a row that nobody could verify, that is the first question; the others are those that are
// left under one of its replies.
void ask(const Law& law, const Case& order, const std::vector<Line>& lines, Weigher& weigher, const LikeLines& like,
         const DecideOptions& options, const std::vector<Witness>& known, bool stuck, Decision& out) {
  OpenRows rows;
  if (stuck) rows = find_open_rows(law, order, options, out);
  out.questions = rows.questions;
  if (rows.replies.empty()) {
    add_new(find_questions({law, order, lines, weigher, out, options.profile, &like}, known, options.node_limit), out);
    return;
  }
  for (const auto& [replied, reached] : rows.replies) {
    if (reached.decided()) continue;
    Decision under = out;
    under.outcomes = reached;
    under.exact = true;
    DecideOptions how = options;
    if (how.plans != nullptr) how.plans = &replied->plans;
    const std::set<std::string> off = switched_off(*replied->law, order, lines, how);
    const auto of_reply = make_weigher(*replied->law, order, how, options.profile, off);
    const LikeLines like_then(order, lines, *of_reply);
    add_new(find_questions({*replied->law, order, lines, *of_reply, under, options.profile, &like_then}, {},
                           options.node_limit),
            out);
  }
}

}  // namespace

Decision decide(const Law& law, const Case& order, const DecideOptions& options) {
  Decision out;
  const std::vector<Line> lines = lines_of(order);
  std::set<std::string> off;
  std::unique_ptr<Weigher> weigher = weigher_of(law, order, lines, options, off);
  Search search(*weigher);
  const LikeLines like(order, lines, *weigher);
  const std::vector<Line> apart = like.apart();
  const Found found = search.reach(apart, {}, options.node_limit, &out.cases);
  const std::vector<std::pair<Outcome, Outcome>> at_root = search.root_lines();
  const bool contradicted = search.contradicted();
  out.outcomes = found.reached;
  out.exact = found.exact;
  out.switched_off = off;
  const std::size_t witnesses = search.witnesses().size();  // of the order; those of its lines come behind them
  if (options.provable) out.shown = shown_by(search, *weigher, law, order, lines, like, found.reached);
  std::map<std::pair<std::size_t, std::size_t>, Found> of_line;  // by leg and item
  for (std::size_t i = 0; i < apart.size(); ++i) {
    const auto [low, high] = at_root[i];
    Found reached;
    reached.reached.add(low);
    if (low != high) reached = apart.size() == 1 ? found : search.reach({apart[i]}, {}, options.node_limit);
    of_line.emplace(std::pair(apart[i].leg, apart[i].item), reached);
  }
  for (const Line& line : lines) {
    const Found& reached = of_line.at({line.leg, like.first_like(line.item)});
    out.lines.push_back(
        LineOutcome{static_cast<int>(line.leg), static_cast<int>(line.item), reached.reached, reached.exact});
  }
  // Where nothing was assumed on the way, the outcomes without assumptions are the same.
  std::set<AssumptionUse> assumed = weigher->assumptions_used();
  like.spread(assumed);
  ReferenceWeigher reporter(law, order, options.profile, options.posture);
  reporter.evaluator().switch_off(off);
  add_report(law, options, lines, reporter, *weigher, out);
  if (options.questions && !out.outcomes.decided()) {
    ask(law, order, lines, *weigher, like, options, search.witnesses(), found.stuck, out);
  }
  std::set<AssumptionUse> used = weigher->assumptions_used();
  like.spread(used);
  used.merge(reporter.assumptions_used());
  out.assumed.assign(used.begin(), used.end());
  out.without_assumptions = out.outcomes;
  out.without_exact = out.exact;
  if (assumed.empty()) {
    out.shown_without_assumptions = out.shown;
  } else {
    assume(law, order, options, nullptr, {}, weigher);
    // What is reachable under assumptions is so without them.
    const bool shown = out.exact && !contradicted && weigher->entries_stand_alone();
    Search search_alone(*weigher);
    if (weigher->entries_stand_alone()) {
      search_alone.know(search.kept_fits());
      search_alone.know_fitted(search.fitted());
    }
    const Found alone = search_alone.reach_ends(apart, options.node_limit, shown ? &out.outcomes : nullptr);
    out.without_assumptions = alone.reached;
    out.without_exact = alone.exact;
    if (options.provable) {
      const std::array<Witness, 1> any = {Witness{out.shown.low, {}}};
      const auto known = std::span(search.witnesses()).first(witnesses);
      out.shown_without_assumptions =
          shown_by(search_alone, *weigher, law, order, lines, like, alone.reached,
                   out.shown.low == out.shown.high ? std::span<const Witness>(any) : known, assumed);
    }
  }
  return out;
}

}  // namespace licet::rules
