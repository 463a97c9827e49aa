#include "rules/eval/search.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>

namespace licet::rules {

namespace {

constexpr std::size_t kWitnesses = 2;    // kept for each outcome
constexpr std::size_t kMostAims = 24;    // guesses about single rules
constexpr std::size_t kHighAims = 3;     // of these, at the heaviest outcome alone
constexpr std::size_t kMostSteps = 500;  // of a walk between two guesses, where there are many lines
constexpr std::size_t kMostFits = 200;   // looks for one way to fill in the facts that agrees with the stated codes

}  // namespace

// Is there a way to fill in what is left that proves no entry beside a stated code? Yes if the limit is reached.
// `found_fit`: that way, if it is found.
bool Search::fits(const std::vector<Line>& lines, Assignment& assignment, std::size_t& left,
                  std::optional<Assignment>* found_fit) {
  if (left == 0) return true;
  --left;
  std::vector<Split> splits;
  const Truth contradicts = weigher_.contradicts(lines, assignment, 1, splits);
  if (contradicts == Truth::kFalse && found_fit != nullptr) *found_fit = assignment;
  if (contradicts != Truth::kUnknown || splits.empty()) return contradicts != Truth::kTrue;
  const Split split = splits.front();
  const Restored restored(assignment, split.variable);
  bool out = false;
  for (std::size_t i = split.cells.size(); i > 0 && !out; --i) {
    assignment[split.variable] = split.cells[i - 1];
    out = fits(lines, assignment, left, found_fit);
  }
  return out;
}

// A way that fits is kept for each group: most others differ from it in facts that no such entry reads.
bool Search::fits(const std::vector<Line>& lines, Assignment& assignment) {
  if (grouped_ != lines) group(lines);
  // Of many the assignment is taken once, not for each of them.
  if (groups_.size() > kManyItems && weigher_.surely_fits(lines, assignment)) return true;
  const bool soon = std::all_of(groups_.begin(), groups_.end(),
                                [&](const std::vector<Line>& group) { return fits_soon(group, assignment); });
  if (soon) return true;
  std::size_t left = kMostFits;
  if (!fits(lines, assignment, left)) return false;
  for (const std::vector<Line>& group : groups_) note_fitted(group);
  return true;
}

bool Search::is_fitted(const std::vector<Line>& group) const {
  return fixed_ == 0 && std::find(fitted_.begin(), fitted_.end(), group) != fitted_.end();
}

void Search::note_fitted(const std::vector<Line>& group) {
  if (fixed_ == 0 && !is_fitted(group)) fitted_.push_back(group);
}

// Does some way fit at all?
bool Search::fits_somehow(const std::vector<Line>& lines, Assignment& assignment) {
  if (grouped_ != lines) group(lines);
  const bool known =
      std::all_of(groups_.begin(), groups_.end(), [this](const std::vector<Line>& group) { return is_fitted(group); });
  return known || fits(lines, assignment);
}

// May say no although some way fits.
bool Search::fits_soon(const std::vector<Line>& group, const Assignment& assignment) {
  if (weigher_.is_known_to_fit(group, assignment)) return true;
  const bool out = find_fit(group, assignment);
  if (!out) return false;
  note_fitted(group);
  weigher_.note_fit(group, assignment);
  return true;
}

bool Search::find_fit(const std::vector<Line>& group, const Assignment& assignment) {
  if (weigher_.surely_fits(group, assignment)) return true;
  const Fit* known = known_fit(group);
  if (known == nullptr) {
    if (auto fit = weigher_.fit_at_hand(group, assignment)) known = &fits_.emplace_back(Fit{group, std::move(*fit)});
  }
  if (known != nullptr && weigher_.still_fits(group, known->facts, assignment)) return true;
  Assignment filled = weigher_.facts_for_fit(group, assignment);
  const bool fits = weigher_.fill_fit(group, filled);
  if (fits && known == nullptr) fits_.push_back(Fit{group, std::move(filled)});
  if (!fits && known == nullptr) look_for_fit(group);
  return fits;
}

const Search::Fit* Search::known_fit(const std::vector<Line>& group) const {
  const auto fits = [&](const Fit& fit) {
    return std::all_of(group.begin(), group.end(), [&](const Line& line) {
      return std::find(fit.lines.begin(), fit.lines.end(), line) != fit.lines.end();
    });
  };
  const auto found = std::find_if(fits_.begin(), fits_.end(), fits);
  if (found != fits_.end()) return &*found;
  if (fixed_ > 0) return nullptr;
  const auto kept = std::find_if(kept_fits_.begin(), kept_fits_.end(), fits);
  return kept == kept_fits_.end() ? nullptr : &*kept;
}

// Once, from the facts that count as stated.
void Search::look_for_fit(const std::vector<Line>& group) {
  if (std::find(looked_for_.begin(), looked_for_.end(), group) != looked_for_.end()) return;
  looked_for_.push_back(group);
  Assignment start = stated_ == nullptr ? Assignment{} : *stated_;
  std::optional<Assignment> found;
  if (Assignment filled = start; weigher_.fill_fit(group, filled)) {
    found = std::move(filled);
  } else {
    std::size_t left = kMostFits;
    fits(group, start, left, &found);
  }
  if (found) fits_.push_back(Fit{group, std::move(*found)});
}

bool Search::agrees(const std::vector<Line>& lines) {
  Assignment assignment;
  std::size_t left = kMostFits;
  return fits(lines, assignment, left);
}

bool Search::is_new(Outcome outcome, const Reachable& reached) const {
  if (within_ && !within_->has(outcome)) return false;
  if (!ends_only_ || reached.count() == 0) return !reached.has(outcome);
  return outcome < reached.least() || outcome > reached.most();
}

Reachable Search::missing(const Levels& bound, const Reachable& reached) const {
  Reachable out;
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    const bool open = bound.possible.has(outcome) && outcome >= bound.low && outcome <= bound.high;
    if (open && is_new(outcome, reached)) out.add(outcome);
  }
  return out;
}

void Search::add_ends(const Levels& bound, Reachable& reached) const {
  Reachable open;
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (outcome >= bound.low && outcome <= bound.high && (!within_ || within_->has(outcome))) open.add(outcome);
  }
  if (open.count() == 0) return;
  reached.add(open.least());
  reached.add(open.most());
}

// Returns false if the limit was reached or an unknown has no cells. `bound`: the levels under the assignment.
bool Search::descend(const std::vector<Line>& lines, const Levels& bound, Assignment& assignment, Reachable& reached,
                     std::size_t limit, CaseNode* node) {
  ++evaluations_;
  if (bound.low == bound.high) {
    if (!reached.has(bound.low) && !any_fits_ && assignment.size() > fixed_ && !fits(lines, assignment)) {
      if (node != nullptr) node->cut = true;
      return true;
    }
    if (!reached.has(bound.low)) keep(bound.low, assignment);
    reached.add(bound.low);
    if (node != nullptr) node->outcomes.add(bound.low);
    return true;
  }
  if (has_all(bound, reached)) {
    if (node != nullptr) node->cut = true;
    return true;
  }
  if (bound.splits.empty() || evaluations_ >= limit) {
    stuck_ = stuck_ || bound.splits.empty();
    add_ends(bound, reached);
    if (node != nullptr) node->cut = true;
    return false;
  }
  const Split split = bound.splits.front();
  split_on_.insert(split.variable);
  bool exact = true;
  if (node != nullptr) node->fact = weigher_.name_of(split.variable);
  const Restored restored(assignment, split.variable);
  for (const FactCell& cell : split.cells) {
    assignment[split.variable] = cell;
    CaseNode* below = nullptr;
    if (node != nullptr) {
      node->cells.push_back(CaseCell{cell, {}});
      below = &node->cells.back().below;
    }
    exact = descend(lines, weigher_.levels(lines, assignment), assignment, reached, limit, below) && exact;
  }
  return exact;
}

void Search::add_if_fits(Outcome outcome, const std::vector<Line>& lines, Assignment& assignment, Reachable& reached) {
  if (reached.has(outcome) || !fits(lines, assignment)) return;
  reached.add(outcome);
  keep(outcome, assignment);
}

void Search::weigh_and_add(const std::vector<Line>& lines, Assignment& assignment, Reachable& reached) {
  const Levels bound = weigher_.levels(lines, assignment);
  if (bound.low == bound.high) add_if_fits(bound.low, lines, assignment, reached);
}

void Search::forget(const Assignment& fixed) {
  for (Witness& one : witnesses_) {
    for (const auto& [variable, cell] : fixed) one.facts.erase(variable);
  }
}

void Search::keep(Outcome outcome, const Assignment& assignment) {
  std::vector<Witness>& to = any_fits_ ? contradicting_ : witnesses_;
  std::size_t same = 0;
  for (const Witness& one : to) same += one.outcome == outcome ? 1U : 0U;
  if (same < kWitnesses && !assignment.empty()) to.push_back(Witness{outcome, assignment});
}

std::optional<Outcome> Search::outcome_of(const std::vector<Line>& lines, Assignment& assignment) {
  const Levels bound = weigher_.levels(lines, assignment);
  if (bound.low != bound.high || !fits(lines, assignment)) return std::nullopt;
  return bound.low;
}

// What was shown of the order before mostly shows the same with another fact fixed.
void Search::try_known(const std::vector<Line>& lines, const Assignment& fixed, const Levels& whole,
                       Reachable& reached) {
  const std::size_t known = witnesses_.size();
  for (std::size_t i = 0; i < known; ++i) {
    if (reached.has(witnesses_[i].outcome)) continue;
    Assignment assignment = witnesses_[i].facts;
    for (const auto& [variable, cell] : fixed) assignment[variable] = cell;
    weigh_and_add(lines, assignment, reached);
    if (has_all(whole, reached)) return;
  }
}

// What was shown of the order before, but for the items of which facts are fixed now: those are guessed anew.
void Search::complete_known(const std::vector<Line>& lines, const Assignment& fixed, const Levels& whole,
                            Reachable& reached) {
  std::set<Variable> lifting;
  const std::size_t known = witnesses_.size();
  for (std::size_t i = 0; i < known; ++i) {
    const Outcome outcome = witnesses_[i].outcome;
    if (!missing(whole, reached).has(outcome)) continue;
    Assignment others = witnesses_[i].facts;
    for (const auto& [variable, cell] : fixed)
      erase_if(others, [&](const auto& fact) { return fact.first.entity == variable.entity; });
    for (const auto& [variable, cell] : fixed) others[variable] = cell;
    for (const bool for_exporter : {true, false}) {
      Assignment assignment = others;
      const auto found = weigher_.guess(lines, assignment, for_exporter, lifting);
      if (found) add_if_fits(*found, lines, assignment, reached);
      if (has_all(whole, reached)) return;
    }
  }
}

// Guesses all unknowns at once, those too that only then are met: mostly the lightest or the heaviest outcome is shown
// so in a few weighings. What is not shown is left to the search.
Assignment Search::dive(const std::vector<Line>& lines, const Assignment& fixed, bool for_exporter,
                        Reachable& reached) {
  Assignment assignment = fixed;
  if (const auto outcome = weigher_.guess(lines, assignment, for_exporter, lifting_))
    add_if_fits(*outcome, lines, assignment, reached);
  return assignment;
}

// One rule against the exporter, all else left open: quicker than to guess everything, and nothing that is left open
// can make the heaviest outcome heavier.
void Search::aim_highest(const std::vector<Line>& lines, const Assignment& fixed, const Levels& whole,
                         Reachable& reached) {
  if (!missing(whole, reached).has(whole.high)) return;
  Reachable highest;
  highest.add(whole.high);
  std::size_t left = kHighAims;
  weigher_.aim(lines, fixed, fixed, highest, nullptr, [&](Assignment& assignment) {
    weigh_and_add(lines, assignment, reached);
    return --left == 0 || reached.has(whole.high);
  });
}

// One rule against the exporter, all else for: outcomes between the lightest and the heaviest.
void Search::aim(const std::vector<Line>& lines, const Assignment& fixed, const Assignment& lightest,
                 const Levels& whole, Reachable& reached) {
  std::size_t left = kMostAims;
  std::set<Variable> lifting;
  weigher_.aim(lines, fixed, lightest, missing(whole, reached), nullptr, [&](Assignment& assignment) {
    const Levels bound = weigher_.levels(lines, assignment);
    std::optional<Outcome> outcome;
    if (bound.low == bound.high) outcome = bound.low;
    if (!outcome && bound.high > reached.least()) outcome = weigher_.guess(lines, assignment, true, lifting);
    if (outcome) add_if_fits(*outcome, lines, assignment, reached);
    return --left == 0 || has_all(whole, reached);
  });
}

// From one way to fill in the facts to another, fact by fact, what speaks for authorizations first: the outcomes
// between the two are mostly met on the way.
void Search::walk(const std::vector<Line>& lines, Assignment from, const Assignment& to, const Levels& whole,
                  Reachable& reached) {
  std::size_t left = kMostSteps;
  for (const bool lifting : {true, false}) {
    for (const auto& [variable, cell] : to) {
      if (lifting_.contains(variable) != lifting) continue;
      const auto [place, added] = from.emplace(variable, cell);
      if (!added && place->second == cell) continue;
      place->second = cell;
      weigh_and_add(lines, from, reached);
      if (has_all(whole, reached) || (--left == 0 && lines.size() > kManyItems)) return;
    }
  }
}

// What is shown counts beside what was met, if some way to fill in the facts agrees with the stated codes; false, and
// nothing is added, if none was found.
bool Search::add_shown(const std::vector<Line>& lines, const Assignment& fixed, const Reachable& met,
                       Reachable& reached) {
  Assignment assignment = fixed;
  if (met.count() == 0 && !fits_somehow(lines, assignment)) return false;
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (met.has(outcome) || shown_->has(outcome)) reached.add(outcome);
  }
  return true;
}

// Where nothing lighter can be, and a prohibition can be made to hold, the
// ends are known without weighing the lines; false, and nothing is added, where that is not known.
bool Search::find_ends(const std::vector<Line>& lines, Reachable& reached) {
  if (!weigher_.come_to(lines, shown_->least())) return false;
  Reachable met;
  if (!shown_->has(Outcome::kProhibited)) {
    std::size_t left = kHighAims;
    weigher_.aim_at_prohibition(lines, [&](Assignment& assignment) {
      add_if_fits(Outcome::kProhibited, lines, assignment, met);
      return --left == 0 || met.count() > 0;
    });
    if (met.count() == 0) return false;
  }
  if (!add_shown(lines, {}, met, reached)) return false;
  root_lines_ = {{shown_->least(), Outcome::kProhibited}};
  return true;
}

// Only ends that are not shown already are guessed.
bool Search::guess_ends(const std::vector<Line>& lines, const Assignment& fixed, const Levels& whole,
                        Reachable& reached) {
  const Reachable open = missing(whole, {});
  if (open.count() == 0) return false;
  Reachable met;
  if (!shown_->has(open.most())) {
    aim_highest(lines, fixed, whole, met);
    if (!met.has(open.most())) dive(lines, fixed, false, met);
  }
  if (!shown_->has(open.least())) dive(lines, fixed, true, met);
  return add_shown(lines, fixed, met, reached);
}

// Shows what can be shown in a few weighings.
void Search::guess(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit, const Levels& whole,
                   Reachable& reached) {
  lifting_.clear();
  if (shown_ != nullptr && guess_ends(lines, fixed, whole, reached)) return;
  try_known(lines, fixed, whole, reached);
  if (has_all(whole, reached)) return;
  if (of_lines_ != nullptr) {
    search_unknown(lines, fixed, limit, whole);
    if (has_all(whole, reached)) return;
    complete_known(lines, fixed, whole, reached);
    if (has_all(whole, reached)) return;
  }
  const Assignment lightest = dive(lines, fixed, true, reached);
  if (has_all(whole, reached)) return;
  aim_highest(lines, fixed, whole, reached);
  if (has_all(whole, reached)) return;
  const Assignment heaviest = dive(lines, fixed, false, reached);
  if (has_all(whole, reached) || ends_only_) return;
  aim(lines, fixed, lightest, whole, reached);
  if (!has_all(whole, reached)) walk(lines, heaviest, lightest, whole, reached);
}

Found Search::reach_within(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit,
                           const Reachable& within) {
  within_ = within;
  const Found out = reach(lines, fixed, limit);
  within_.reset();
  return out;
}

Found Search::reach_knowing(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit,
                            const std::vector<const Reachable*>& of_lines) {
  of_lines_ = &of_lines;
  const Found out = reach(lines, fixed, limit);
  of_lines_ = nullptr;
  within_.reset();
  return out;
}

// Mostly these are the lines of one item.
void Search::search_unknown(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit,
                            const Levels& whole) {
  if (whole.by_line.size() != lines.size()) return;
  std::vector<const Reachable*> of_lines = *of_lines_;
  std::deque<Reachable> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto [low, high] = whole.by_line[i];
    if (of_lines[i] != nullptr || low == high) continue;
    Search alone(weigher_);
    of_lines[i] = &found.emplace_back(alone.reach({lines[i]}, fixed, limit).reached);
  }
  if (found.empty()) return;
  weigher_.given(fixed.empty() ? nullptr : &fixed);
  weigher_.want_splits(1);
  within_ = within_known(whole.by_line, of_lines);
}

// The order is as heavy as its heaviest line: it comes to no less than each line does at the least, and to nothing that
// no line comes to.
Reachable Search::within_known(const std::vector<std::pair<Outcome, Outcome>>& by_line,
                               const std::vector<const Reachable*>& of_lines) const {
  Outcome least = Outcome::kNotSubject;
  Reachable some;
  for (std::size_t line = 0; line < by_line.size(); ++line) {
    const Reachable* const known = of_lines[line];
    const auto [low, high] = by_line[line];
    least = std::max(least, known == nullptr ? low : known->least());
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      const auto outcome = static_cast<Outcome>(i);
      if (known == nullptr ? low <= outcome && outcome <= high : known->has(outcome)) some.add(outcome);
    }
  }
  Reachable out;
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (some.has(outcome) && outcome >= least && (!within_ || within_->has(outcome))) out.add(outcome);
  }
  return out;
}

// Legs of an order ask the same of an item.
void Search::group(const std::vector<Line>& lines) {
  grouped_ = lines;
  groups_.clear();
  if (!weigher_.fits_line_by_line()) {
    groups_.push_back(lines);
    return;
  }
  for (const Line& line : lines) {
    const bool there = std::any_of(groups_.begin(), groups_.end(),
                                   [&](const std::vector<Line>& group) { return group.front().item == line.item; });
    if (!there) groups_.push_back({line});
  }
}

void Search::keep_fits() {
  if (fixed_ == 0) std::move(fits_.begin(), fits_.end(), std::back_inserter(kept_fits_));
  fits_.clear();
}

Found Search::reach(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit, CaseNode* node) {
  evaluations_ = 0;
  Assignment assignment = fixed;
  Found out;
  weigher_.want_splits(1);
  weigher_.want_split_of(nullptr);
  weigher_.given(fixed.empty() ? nullptr : &fixed);
  fixed_ = fixed.size();
  stated_ = &fixed;
  fits_.clear();
  looked_for_.clear();
  any_fits_ = false;
  contradicting_.clear();
  stuck_ = false;
  if (shown_ == nullptr || !find_ends(lines, out.reached)) {
    const Levels whole = weigher_.levels(lines, fixed);
    root_lines_ = whole.by_line;
    if (of_lines_ != nullptr && whole.by_line.size() == lines.size()) within_ = within_known(whole.by_line, *of_lines_);
    if (whole.low != whole.high) guess(lines, fixed, limit, whole, out.reached);
    out.exact = descend(lines, whole, assignment, out.reached, limit, node);
    if (node != nullptr && node->cut) *node = CaseNode{{}, {}, out.reached, false};
    if (out.reached.count() == 0) {  // the stated codes and the facts contradict each other
      any_fits_ = true;
      within_.reset();
      evaluations_ = 0;
      if (node != nullptr) *node = CaseNode{};
      out.exact = descend(lines, whole, assignment, out.reached, limit, node);
    }
  }
  out.stuck = stuck_;
  weigher_.given(nullptr);
  stated_ = nullptr;
  keep_fits();
  weigher_.want_splits(static_cast<std::size_t>(-1));
  return out;
}

std::pair<Outcome, Outcome> Search::root() const {
  std::pair<Outcome, Outcome> out;
  for (const auto& [low, high] : root_lines_) out = {std::max(out.first, low), std::max(out.second, high)};
  return out;
}

Found Search::reach_ends(const std::vector<Line>& lines, std::size_t limit, const Reachable* shown) {
  ends_only_ = true;
  shown_ = shown;
  Found out = reach(lines, {}, limit);
  shown_ = nullptr;
  ends_only_ = false;
  return out;
}

}  // namespace licet::rules
