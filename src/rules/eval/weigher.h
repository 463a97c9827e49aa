// The two-level bound of an order: weighed once with every unknown for the exporter, and once against. The search for
// the exact outcome asks nothing else, so each evaluator is one implementation of this face.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/eval/evaluator.h"
#include "rules/eval/outcome.h"
#include "rules/plan/plan.h"

namespace licet::rules {

struct Line {
  std::size_t leg = 0;   // position in Case::legs
  std::size_t item = 0;  // position in Case::items
  auto operator<=>(const Line&) const = default;
};

// An order of more items is weighed by kinds of them.
inline constexpr std::size_t kFewItems = 3;
// In an order of more items the work behind questions and ways out counts by the line.
inline constexpr std::size_t kManyItems = 8;

struct Levels {
  Outcome low = Outcome::kNotSubject;
  Outcome high = Outcome::kNotSubject;
  Reachable possible;         // outcomes that some unknown requirement could give
  std::vector<Split> splits;  // unknowns that kept the levels apart, in the order of the rules, each once
  std::vector<std::pair<Outcome, Outcome>> by_line;  // low and high of each line
};

// The split of a fact among those that a weighing met, or nullptr.
const Split* split_on(const Levels& levels, const Variable& variable);

// A rule that is not false for one choice of its elements, or whose newest text would hold and may sleep.
struct LookedRule {
  const PlanRule* planned = nullptr;
  Truth member = Truth::kUnknown;  // do the elements belong to their lists?
  Truth value = Truth::kUnknown;   // of the rule itself
  std::vector<int> elements;       // by list of `planned->per`
  std::vector<std::string> about;  // labels of the elements, then the words

  const Decl& rule() const { return *planned->rule; }
};

struct LookedAuthorization {
  Truth holds = Truth::kUnknown;      // its own condition
  Truth available = Truth::kUnknown;  // and that no restriction closes it
  Truth claimable = Truth::kUnknown;  // the same, if claims that nobody made are open
};

// What a report has to ask about a line.
struct LineLook {
  std::vector<LookedRule> rules;                              // in the law's order
  std::vector<const Decl*> entries;                           // those that hold
  std::map<const Decl*, LookedAuthorization> authorizations;  // those that name one of the rules that are not false
  // Duties that may apply and findings that do, each for one choice of its elements; and once each of those of which
  // the plan does not tell all.
  std::vector<LookedRule> notes;
};

// An entry that holds beside the stated code of an item.
struct Contradiction {
  const Decl* entry = nullptr;  // nullptr: none does
  int item = 0;
};

// Facts of entities of the order, of elements that nobody named, or of both.
enum class Whose : std::uint8_t { kAll, kNamed, kUnnamed };

class Weigher {
 public:
  virtual ~Weigher() = default;
  virtual Levels levels(const std::vector<Line>& lines, const Assignment& assignment) = 0;
  // Adds what a report has to ask about a line; false if this evaluator cannot tell.
  virtual bool look(const Line& line, LineLook& out);
  // The first of the rules (in the law's order) that surely holds for the line under the assignment; nullptr: none, as
  // where this evaluator cannot tell.
  virtual const Decl* first_to_hold(const Line& line, const Assignment& assignment,
                                    const std::vector<const Decl*>& rules);
  // What this evaluator knows of conditions of the line, on the facts as they are, until it is asked anything else;
  // nullptr: nothing. It leaves no trace in the evaluator, which must outlive it.
  virtual std::unique_ptr<KnownValues> known_of(const Line& line);
  // What is read of each item, by position in `Case::items`, as words: items of the same words are alike
  // (`LikeLines`); those of empty ones are like no other. Nothing where this evaluator cannot tell, or where the items
  // are few.
  virtual std::vector<std::string> words_of_items() const { return {}; }
  // Adds the names of the assumptions that the order's findings switch off; false if this evaluator cannot tell.
  // Findings stand on stated facts: a weigher without a profile is asked.
  virtual bool findings(const std::vector<Line>& lines, std::set<std::string>& off);
  // Does an assignment prove an entry that a stated code settled as "no"? Such a way to fill in the facts contradicts
  // the order. `splits`: unknowns that leave it open; those after the first `most` may be left out.
  virtual Truth contradicts(const std::vector<Line>& lines, const Assignment& assignment, std::size_t most,
                            std::vector<Split>& splits) = 0;
  // The entry that an assignment proves so, of the first item of which one holds, and first in the law's order.
  virtual Contradiction contradiction(const std::vector<Line>& lines, const Assignment& assignment) = 0;
  // Does what a line comes to hang on no fact of another line's item?
  virtual bool tells_items_apart() const { return false; }
  // Can each line be filled in by itself so that it contradicts no stated code, whatever is filled in of the others?
  virtual bool fits_line_by_line() const { return false; }
  // Is it known without a look at entries that some way to fill in what an assignment leaves open contradicts no stated
  // code? May say no although there is one.
  virtual bool surely_fits(const std::vector<Line>&, const Assignment&) { return false; }
  // What of an assignment it hangs on.
  virtual Assignment facts_for_fit(const std::vector<Line>&, const Assignment& assignment) const { return assignment; }
  // Was it noted of these lines under an assignment that says the same of all that entries read of them?
  virtual bool is_known_to_fit(const std::vector<Line>&, const Assignment&) { return false; }
  virtual void note_fit(const std::vector<Line>&, const Assignment&) {}
  // Such a way for the lines as they are stated, if one is known; `in_force`: the assignment that was asked last.
  virtual std::optional<Assignment> fit_at_hand(const std::vector<Line>&, const Assignment&) { return std::nullopt; }
  // Guesses such a way: what speaks for an entry is denied at once. False if it does not come out.
  bool fill_fit(const std::vector<Line>& lines, Assignment& assignment);
  // `fit` contradicts no stated code: nor does the assignment, with the facts of `fit` that it leaves open? May say no
  // although it does not.
  virtual bool still_fits(const std::vector<Line>& lines, const Assignment& fit, const Assignment& assignment);
  // Adds to the assignment a guess for each unknown that keeps the levels apart: a value that speaks for the exporter,
  // or against. `lifting`: those of them that speak for authorizations and exceptions. False if that changed nothing.
  virtual bool lean(const std::vector<Line>& lines, Assignment& assignment, bool for_exporter,
                    std::set<Variable>& lifting);
  // Leans again and again, as what was guessed lets other unknowns be met, until the levels meet: the outcome there.
  // Nothing if they do not; the guesses stay in the assignment.
  std::optional<Outcome> guess(const std::vector<Line>& lines, Assignment& assignment, bool for_exporter,
                               std::set<Variable>& lifting);
  // Offers ways to fill in the facts in which one rule speaks against the exporter and all else stays as in `lightest`,
  // itself a guess for the exporter: rules that could give one of the `missing` outcomes, and that met `about` where it
  // is not nullptr. Facts of `fixed` stay. Ends where `offer` says that it has seen enough.
  using Offer = std::function<bool(Assignment&)>;
  virtual void aim(const std::vector<Line>& lines, const Assignment& fixed, const Assignment& lightest,
                   const Reachable& missing, const Variable* about, const Offer& offer);
  // From here on takes the assumptions of the profile but those switched off, or none for nullptr; nothing else is kept
  // that could hang on them. False if this evaluator was made for its own. `profile` outlives the evaluator.
  virtual bool assume(const Decl* profile, const std::set<std::string>& off);
  // Can what the assumptions taken on last, and those before them, say of no entry that a stated code may settle?
  virtual bool entries_stand_alone() const { return false; }
  // Do the lines come to this or more, whatever is unknown? Asks the rules alone that held when the lines were weighed
  // last under other assumptions: may say no although they do.
  virtual bool come_to(const std::vector<Line>&, Outcome least) { return least == Outcome::kNotSubject; }
  // Offers ways to fill in the facts in which some rule prohibits a line, all else left open, each seen to do so. The
  // lines are not weighed for it. Ends where `offer` says that it has seen enough.
  virtual void aim_at_prohibition(const std::vector<Line>&, const Offer&) {}
  // Does what was decided under these assumptions stay so where facts are stated that hold what they give? May say no
  // although it does.
  virtual bool stays_decided(const std::set<AssumptionUse>&) const { return false; }
  // Facts of the assignments to come that count as if the order stated them; nullptr: none.
  virtual void given(const Assignment* facts) = 0;
  virtual std::string name_of(const Variable& variable) const = 0;
  virtual const Entity& entity(int id) const = 0;
  // Assumptions that were read so far.
  virtual std::set<AssumptionUse> assumptions_used() const = 0;

  // From here on what was assumed on the way need not be told, or must be again. What was weighed before stands: so
  // before anything is.
  void want_traces(bool wanted) { wants_traces_ = wanted; }
  // Of so many items each stands for itself.
  void call_few(std::size_t items) { few_items_ = items; }
  // A search needs the first unknown of a line alone; an evaluator may leave out the others.
  void want_splits(std::size_t most) { most_splits_ = most; }
  // From here on splits of others may be left out.
  void want_splits_of(Whose whose) { whose_ = whose; }
  // The split of this fact is wanted beside those; nullptr: of none. The variable outlives the weighings.
  void want_split_of(const Variable* variable) { wanted_ = variable; }
  // Splits of other facts than these may be left out; nullptr: of none. The facts outlive the weighings.
  void want_splits_among(const Assignment* facts) { among_ = facts; }

 protected:
  std::size_t most_splits_ = static_cast<std::size_t>(-1);
  const Variable* wanted_ = nullptr;
  const Assignment* among_ = nullptr;
  Whose whose_ = Whose::kAll;
  bool wants_traces_ = true;
  std::size_t few_items_ = kFewItems;
};

// The evaluator that reads the syntax tree. All arguments must outlive it; `profile` may be nullptr.
std::unique_ptr<Weigher> make_reference_weigher(const Law& law, const Case& order, const Decl* profile, Posture posture,
                                                const std::set<std::string>& switched_off);

// The evaluator that runs the plans of the legs' days.
std::unique_ptr<Weigher> make_plan_weigher(PlanStore& plans, const Case& order, const Decl* profile, Posture posture,
                                           const std::set<std::string>& switched_off);

}  // namespace licet::rules
