// The search for the exact set of outcomes: over the cells of the unknown facts, with the two-level bound at each node.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/eval/weigher.h"

namespace licet::rules {

struct CaseCell;

// A node of the search over completions: the fact that was split and what each cell leads to.
struct CaseNode {
  std::string fact;
  std::vector<CaseCell> cells;
  Reachable outcomes;  // of a leaf
  // A leaf that was not opened: what it can reach was reached already, it contradicts a stated code, or the limit.
  bool cut = false;
};

struct CaseCell {
  FactCell value;
  CaseNode below;
};

struct Found {
  Reachable reached;
  bool exact = true;   // false: the limit was reached, or an unknown has no cells; the set may be too wide
  bool stuck = false;  // an unknown has no cells: figures computed together, or a row that nobody could verify
};

// A way to fill in the facts, and the outcome that it leads to.
struct Witness {
  Outcome outcome = Outcome::kNotSubject;
  Assignment facts;
};

class Search {
 public:
  explicit Search(Weigher& weigher) : weigher_(weigher) {}

  // Outcomes reachable below `fixed`, which counts as stated, in at most `limit` weighings. `node` may be nullptr.
  Found reach(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit, CaseNode* node = nullptr);

  // The same, where nothing but outcomes of `within` can be reached: others are not looked for.
  Found reach_within(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit,
                     const Reachable& within);

  // The same, where it is known of some lines what each of them can come to alone; nullptr: not known of that line.
  Found reach_knowing(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit,
                      const std::vector<const Reachable*>& of_lines);

  // The same, where only the lightest and the heaviest are wanted: outcomes between them are left out or not. Those
  // `shown` are reachable, as long as what is unknown can be filled in so that it agrees with the stated codes; may be
  // nullptr.
  Found reach_ends(const std::vector<Line>& lines, std::size_t limit, const Reachable* shown = nullptr);

  // Can what is unknown be filled in so that no entry beside a stated code holds?
  bool agrees(const std::vector<Line>& lines);

  // The outcome that the facts with these lead to, if it is one and contradicts no stated code.
  std::optional<Outcome> outcome_of(const std::vector<Line>& lines, Assignment& assignment);

  // Ways to fill in the facts that searches have found so far, a few for each outcome. The next search tries them
  // first; those of another search of the same order may be handed on.
  const std::vector<Witness>& witnesses() const { return witnesses_; }
  void know(const std::vector<Witness>& witnesses) { witnesses_ = witnesses; }
  // Takes what they say of the facts of `fixed` out of them.
  void forget(const Assignment& fixed);

  // A way to fill in the facts of these lines that contradicts no stated code.
  struct Fit {
    std::vector<Line> lines;
    Assignment facts;
  };
  // Those found by searches without facts that count as stated. Searches of some of the lines start with them; so may
  // one of another search of the order, where all that entries read is as it was.
  const std::vector<Fit>& kept_fits() const { return kept_fits_; }
  void know(const std::vector<Fit>& fits) { kept_fits_ = fits; }
  // Lines of which searches without facts that count as stated found that some way to fill in their facts contradicts
  // no stated code, those together that have to fit together. Another search of the order may be told so, as above.
  const std::vector<std::vector<Line>>& fitted() const { return fitted_; }
  void know_fitted(const std::vector<std::vector<Line>>& groups) { fitted_ = groups; }

  // Did every way to fill in the facts contradict a stated code in the last search, so that all of them counted?
  bool contradicted() const { return any_fits_; }
  // Ways that it found then. No other search tries them: with another fact fixed some way may agree.
  const std::vector<Witness>& contradicting() const { return contradicting_; }

  // Low and high at the root of the last search, of the order and of each line.
  std::pair<Outcome, Outcome> root() const;
  const std::vector<std::pair<Outcome, Outcome>>& root_lines() const { return root_lines_; }
  // Every fact that a search has split so far.
  const std::set<Variable>& split_on() const { return split_on_; }

 private:
  // Looks at lines apart of which that is not known, and sets what the order can come to.
  void search_unknown(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit, const Levels& whole);
  Reachable within_known(const std::vector<std::pair<Outcome, Outcome>>& by_line,
                         const std::vector<const Reachable*>& of_lines) const;
  bool descend(const std::vector<Line>& lines, const Levels& bound, Assignment& assignment, Reachable& reached,
               std::size_t limit, CaseNode* node);
  bool fits(const std::vector<Line>& lines, Assignment& assignment, std::size_t& left,
            std::optional<Assignment>* found_fit = nullptr);
  bool fits(const std::vector<Line>& lines, Assignment& assignment);
  bool fits_somehow(const std::vector<Line>& lines, Assignment& assignment);
  bool find_fit(const std::vector<Line>& group, const Assignment& assignment);
  bool fits_soon(const std::vector<Line>& group, const Assignment& assignment);
  bool is_fitted(const std::vector<Line>& group) const;
  void note_fitted(const std::vector<Line>& group);
  const Fit* known_fit(const std::vector<Line>& group) const;
  void look_for_fit(const std::vector<Line>& group);
  bool is_new(Outcome outcome, const Reachable& reached) const;
  // Outcomes that a bound leaves open and that are not reached yet.
  Reachable missing(const Levels& bound, const Reachable& reached) const;
  // Adds the least and the most that a bound leaves open.
  void add_ends(const Levels& bound, Reachable& reached) const;
  bool has_all(const Levels& bound, const Reachable& reached) const { return missing(bound, reached).count() == 0; }
  // Adds the outcome of an assignment that contradicts no stated code.
  void add_if_fits(Outcome outcome, const std::vector<Line>& lines, Assignment& assignment, Reachable& reached);
  // The same, if the assignment leaves one outcome.
  void weigh_and_add(const std::vector<Line>& lines, Assignment& assignment, Reachable& reached);
  void keep(Outcome outcome, const Assignment& assignment);
  void group(const std::vector<Line>& lines);
  void keep_fits();
  void try_known(const std::vector<Line>& lines, const Assignment& fixed, const Levels& whole, Reachable& reached);
  void complete_known(const std::vector<Line>& lines, const Assignment& fixed, const Levels& whole, Reachable& reached);
  void guess(const std::vector<Line>& lines, const Assignment& fixed, std::size_t limit, const Levels& whole,
             Reachable& reached);
  bool add_shown(const std::vector<Line>& lines, const Assignment& fixed, const Reachable& met, Reachable& reached);
  bool find_ends(const std::vector<Line>& lines, Reachable& reached);
  bool guess_ends(const std::vector<Line>& lines, const Assignment& fixed, const Levels& whole, Reachable& reached);
  void aim_highest(const std::vector<Line>& lines, const Assignment& fixed, const Levels& whole, Reachable& reached);
  void aim(const std::vector<Line>& lines, const Assignment& fixed, const Assignment& lightest, const Levels& whole,
           Reachable& reached);
  Assignment dive(const std::vector<Line>& lines, const Assignment& fixed, bool for_exporter, Reachable& reached);
  void walk(const std::vector<Line>& lines, Assignment from, const Assignment& to, const Levels& whole,
            Reachable& reached);

  Weigher& weigher_;
  std::set<Variable> split_on_;
  std::size_t evaluations_ = 0;
  std::size_t fixed_ = 0;               // facts that the search did not assign
  const Assignment* stated_ = nullptr;  // facts that count as stated
  std::vector<Line> grouped_;
  std::vector<std::vector<Line>> groups_;  // of these: lines that have to fit together
  std::vector<Fit> fits_;                  // of groups, found by this search
  std::vector<Fit> kept_fits_;             // by searches before
  std::vector<std::vector<Line>> fitted_;
  std::vector<std::vector<Line>> looked_for_;  // groups of which none was found before facts were guessed
  std::set<Variable> lifting_;                 // guessed facts that speak for authorizations and exceptions
  std::vector<Witness> witnesses_;
  std::vector<Witness> contradicting_;
  std::optional<Reachable> within_;                          // nothing else can be reached
  const std::vector<const Reachable*>* of_lines_ = nullptr;  // what is known of the lines
  const Reachable* shown_ = nullptr;                         // outcomes that are known to be reachable
  bool ends_only_ = false;                                   // outcomes between those reached do not matter
  bool any_fits_ = false;  // takes ways to fill in the facts that contradict a stated code, too
  bool stuck_ = false;
  std::vector<std::pair<Outcome, Outcome>> root_lines_;
};

}  // namespace licet::rules
