// The plan: the statements that can be asked on one day, compiled to nodes over numbered slots. Sets of places, words
// and codes become bit sets, names become nodes, versions and marks of the day are settled; equal statements are one
// node. Made from the syntax tree alone, as the reference evaluator's answers are, so that the two can be held against
// each other.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <typeindex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/check/law.h"
#include "rules/facts/case.h"
#include "rules/plan/item_answers.h"

namespace licet::rules {

struct SlotInfo;

// Registers of the first names of every plan: 0 is the order.
inline constexpr int kLegRegister = 1;
inline constexpr int kItemRegister = 2;

// A set of values of one fact, by their numbers in the fact's domain.
class Bits {
 public:
  static constexpr std::size_t kMost = 1152;

  void set(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  // The members from 64 * `word` on, the first one lowest.
  void set_word(std::size_t word, std::uint64_t members) { words_[word] = members; }
  bool test(std::size_t i) const { return (words_[i / 64] >> (i % 64) & 1U) != 0; }
  bool empty() const {
    std::uint64_t any = 0;
    for (const std::uint64_t word : words_) any |= word;
    return any == 0;
  }
  // No member outside the other.
  bool inside(const Bits& other) const {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) any |= words_[i] & ~other.words_[i];
    return any == 0;
  }
  bool disjoint(const Bits& other) const {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) any |= words_[i] & other.words_[i];
    return any == 0;
  }
  // No member is in both of the others.
  bool disjoint(const Bits& one, const Bits& other) const {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) any |= words_[i] & one.words_[i] & other.words_[i];
    return any == 0;
  }
  Bits operator&(const Bits& other) const {
    Bits out = *this;
    for (std::size_t i = 0; i < words_.size(); ++i) out.words_[i] &= other.words_[i];
    return out;
  }
  Bits operator|(const Bits& other) const {
    Bits out = *this;
    for (std::size_t i = 0; i < words_.size(); ++i) out.words_[i] |= other.words_[i];
    return out;
  }
  Bits minus(const Bits& other) const {
    Bits out = *this;
    for (std::size_t i = 0; i < words_.size(); ++i) out.words_[i] &= ~other.words_[i];
    return out;
  }
  bool operator==(const Bits&) const = default;
  int only() const;  // the member, if there is one alone; else -1

 private:
  std::array<std::uint64_t, kMost / 64> words_{};
};

// A stated code beside the codes and entries of the law.
struct StatedCode {
  int place = -1;                   // in the domain of codes, or -1
  int entry = -1;                   // number of the entry of that name, or -1
  bool basket = false;              // as `is_basket`
  std::vector<bool> above_entries;  // by entry: the code is the entry's, or more general
  Bits below;                       // places of the codes that it can turn out to be
  // By node of the plan, where it is a set of codes: does the set name the code? -1: not asked yet.
  mutable std::vector<std::atomic<std::int8_t>> named;
};

// Stated codes of one plan, each made on first use: orders state the same few again and again. May be used by many
// threads.
class StatedCodeStore {
 public:
  explicit StatedCodeStore(std::size_t nodes) : nodes_(nodes) {}

  // The code with room for what the nodes say of it.
  std::shared_ptr<const StatedCode> of(const std::string& code, const SlotInfo& slot, const Law& law);

 private:
  std::size_t nodes_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const StatedCode>> kept_;
};

// A code without a category digit, such as EAR99, gives way to any entry. `?` is a code that the law does not name.
bool is_basket(std::string_view code);

// What one fact of one entity can still be, over the numbers of its slot's domain.
struct PlanCell {
  Bits bits;        // finite facts: values left
  int single = -1;  // the value left, if there is one alone
  Interval number;  // figures
  bool point = false;
  Answer answer = Answer::kValue;
  bool asked = false;
  bool not_known = false;
  bool anything = false;                   // texts and codes that nobody stated
  std::string stated;                      // a stated code or text, which need not be in the domain
  std::shared_ptr<const StatedCode> code;  // of a stated code
  const Assumption* assumption = nullptr;  // what filled it
};

enum class PlanOp : std::uint8_t {
  kConstant,
  kAnd,
  kOr,
  kNot,
  kChoose,   // kids: condition, if true, if false
  kFinite,   // the value of a slot is in `yes`, or in `no`
  kNumber,   // figure of a slot against `limit`
  kFigures,  // two figure expressions against each other
  kSame,     // do the words of two slots mean the same?
  kKnown,    // known (or, with want false, known not) to be in `yes`, and not in `no`
  kCode,     // the item's code is in a set: by its stated code, or by the entries in kids
  kSome,     // kids: condition, with each element of `list` in register `reg`
  kEvery,
  kLetter,    // the exporter is the addressee of the letter of a slot of the order
  kDeclined,  // a document of the order was declined
  kContent,   // kids: rules that count for content, with the component of `entity_reg` as item
};

struct PlanNode {
  PlanOp op = PlanOp::kConstant;
  Truth constant = Truth::kUnknown;
  std::vector<int> kids;
  int entity_reg = 0;  // register that holds the entity of the slot
  int slot = 0;
  Bits yes;
  Bits no;
  bool want = true;
  CompareOp compare = CompareOp::kEqual;
  Rational limit;
  int other_reg = 0;                                   // kSame: of the second slot
  int other_slot = 0;                                  // kSame
  std::array<std::vector<std::uint16_t>, 2> meanings;  // kSame, by slot and number of the word: equal for one meaning
  const Expr* figure = nullptr;                        // kFigures: the comparison
  // kFigures: what its totals were made for, for a component as item and with which words bound (0: none).
  bool content = false;
  int words = 0;
  int list = -1;
  int reg = 0;
  // kCode: for each entry of the law (in order) its node, and whether the set holds it; bits of codes in `yes`.
  std::vector<std::pair<int, bool>> entries;
  std::vector<int> inside;   // places in `entries` of those that the set holds
  std::vector<int> outside;  // of the others
  // kCode on a column of a table: its cells with what their rows say; else `figure` is the set.
  std::vector<std::pair<std::string, Truth>> patterns;
};

// A total within figures: its list, the register of its variable and the node of `where` (-1: all count).
struct PlanTotal {
  int list = -1;
  int reg = 0;
  int where = -1;
};

// The same text is another total for a component as item, and for other words if it can read them.
struct PlanTotalKey {
  const Expr* total = nullptr;
  bool content = false;
  int words = 0;
  auto operator<=>(const PlanTotalKey&) const = default;
};

inline PlanTotalKey total_key(const Expr& total, bool content, int words) {
  return {&total, content, total.kids[1]->binder == nullptr ? 0 : words};
}

// A list: a base list of entities, or the elements of another one for which a condition holds.
struct PlanList {
  EntityKind kind = EntityKind::kParty;
  int domain = -1;  // another list
  int filter = -1;  // node
  int reg = 0;
  // The same number for lists with the same named elements; -1: of another list with a filter, or of none, or what it
  // filters by reads other names.
  int kept = -1;
  bool of_item = false;  // hangs on the item
};

struct PlanAuthorization {
  int node = 0;
  std::vector<int> restrictions;
};

// One statement that can make a requirement.
struct PlanRule {
  const Decl* rule = nullptr;
  int node = 0;
  bool denies = false;                   // as `Decl::requires_denial`
  bool for_all_items = false;            // its lists have the same elements for all items of a leg
  std::vector<std::pair<int, int>> per;  // list, register; words are bound when the plan is made
  std::vector<std::string> words;        // the words bound, for one rule of several
  std::vector<const Decl*> authorizations;
  std::vector<PlanAuthorization> lifts;  // of these authorizations
  Bits reads;                            // slots that the rule, its lists and its authorizations read (`reads_bit`)
  // For reports: policies that name it, and its last text that has begun.
  std::vector<const Decl*> reviews;
  const Version* newest = nullptr;
  bool reads_outcome = false;  // a duty: what the order comes to, which the node leaves open
  // May a mark put that text to sleep? Then its own condition and those of its marks; empty: they are not all known.
  bool marked = false;
  std::vector<int> printed;
};

// Some rules of a plan, a bit for each.
using RuleBits = std::vector<std::uint64_t>;
inline bool has_rule(const RuleBits& bits, std::size_t rule) {
  return (bits[rule / 64] >> (rule % 64) & 1U) != 0;
}
inline void add_rule(RuleBits& bits, std::size_t rule) {
  bits[rule / 64] |= std::uint64_t{1} << (rule % 64);
}

// Rules that a single value of a fact of the order, the leg or the item makes false, whatever else holds, or what the
// item's code says: they need not be asked.
struct RuleGuards {
  struct Guard {
    int reg = 0;
    int slot = 0;
    std::vector<std::uint64_t> rows;  // by value: `words` words
  };
  std::size_t words = 0;  // of RuleBits
  std::vector<Guard> guards;
  RuleBits lists;  // rules with lists: what these meet counts whatever the rule says
  // Traceless rules by what they can make of a line at most, which need not be asked where it is that already.
  RuleBits to_license;
  RuleBits to_denial;
  // By rule: nodes that read nothing but what entries read of the item (`PlanStep::of_item`); it is false where one is.
  std::vector<std::vector<int>> of_item;
};

// Slots of the facts of an entity: one for each fact, one for each member of a set fact. The same for all kinds.
struct SlotInfo {
  int fact = 0;                            // kMarkFact for a slot that says whether an unverified mark sleeps
  std::string member;                      // of a set fact, or the name of the mark
  Possible anything;                       // what it can be when nothing is stated
  std::vector<std::string> domain;         // words by number; empty for figures
  PlanCell nothing;                        // where nothing is stated and nothing assumed
  Date day;                                // of the plan
  int finite_node = 0;                     // some node that tells its values apart; 0: none does
  std::shared_ptr<StatedCodeStore> codes;  // of a slot of codes, once the plan is made
};

// The cell of a value, for a slot of the law's facts. Source of truth: facts/case.h.
PlanCell cell_of(const Possible& possible, const SlotInfo& slot, const Law& law);
Possible possible_of(const PlanCell& cell, const SlotInfo& slot);

// What evaluation reads of a node, side by side in memory; the rest stands in the node of the same number.
struct PlanStep {
  PlanOp op = PlanOp::kConstant;
  Truth constant = Truth::kUnknown;
  bool want = true;
  bool for_all_items = false;  // as in DayPlan::for_all_items
  CompareOp compare = CompareOp::kEqual;
  int entity_reg = 0;
  int slot = 0;
  int shared = -1;   // as in DayPlan::shared
  int of_item = -1;  // its number among those that read nothing but what entries read of the item
  int kids = 0;      // first one in DayPlan::kids
  int kids_end = 0;  // behind the last one
  // kFinite, kLetter: the first of its values in DayPlan::truths. kCode: the entries that the set holds in
  // DayPlan::set_entries, from the first on, and behind these the others.
  int first = 0;
  int inside_end = 0;
  int outside_end = 0;
};

// An entry beside a set of codes: its number, and its node.
struct SetEntry {
  std::size_t entry = 0;
  int node = 0;
};

// Slots behind the last bit share it.
inline std::size_t reads_bit(int slot) {
  return std::min(static_cast<std::size_t>(slot), Bits::kMost - 1);
}

// Words bound by the `per` clauses of a rule: variable and word.
using BoundWords = std::vector<std::pair<std::string, std::string>>;

// The nodes of conditions as they stand in the law's text: of rules, authorizations, restrictions, findings, duties and
// reviews, and of all that these name.
class ConditionNodes {
 public:
  // -1: the plan has none for it. `words`: those bound where it is read.
  int find(const Expr& condition, const BoundWords& words) const;
  void add(const Expr& condition, int node) { nodes_.emplace(&condition, node); }
  // Of a condition that reads a word of `per`.
  void add(const Expr& condition, const BoundWords& words, int node) {
    by_words_[&condition].emplace_back(words, node);
  }

 private:
  std::unordered_map<const Expr*, int> nodes_;
  std::unordered_map<const Expr*, std::vector<std::pair<BoundWords, int>>> by_words_;
};

struct DayPlan {
  static constexpr int kConstant = 0;  // a node that is a constant: cut by it, all values of a slot are apart
  std::vector<PlanNode> nodes;
  std::vector<PlanList> lists;
  std::size_t kept_lists = 0;  // different numbers of `PlanList::kept`
  std::vector<PlanRule> rules;
  std::vector<PlanRule> findings;  // each as a rule
  std::vector<PlanRule> duties;    // too
  std::vector<PlanRule> asleep;    // rules that never bind on the day, of which a mark may put the text to sleep
  std::map<const Decl*, PlanAuthorization> authorizations;
  std::map<PlanTotalKey, PlanTotal> totals;
  // A total below the comparison of figures; nullptr if the expression is none.
  const PlanTotal* total_of(const PlanNode& node, const Expr& expr) const {
    if (expr.kind != ExprKind::kTotal) return nullptr;
    const auto found = totals.find(total_key(expr, node.content, node.words));
    return found == totals.end() ? nullptr : &found->second;
  }
  ConditionNodes conditions;
  std::vector<SlotInfo> slots;
  std::map<std::pair<int, std::string>, int> slot_of;  // fact and member
  std::map<std::string, int> registers;                // name of a bound variable
  int subject = -1;                                    // node of the statement that says what is subject, or -1
  Bits subject_reads;
  Date day;
  Posture posture = Posture::kInForce;
  // By node: its number among those that are read several times and that hang on no names but those of the order, the
  // leg and the item, or -1. Their values are worth keeping while a line is weighed.
  std::vector<int> shared;
  std::vector<bool> for_all_items;                   // by node: does it come to the same for all items of a leg?
  std::vector<bool> shared_of_item;                  // by shared node: does it hang on the item?
  Bits of_entries;                                   // slots that some entry reads, figures, the code (`reads_bit`)
  bool entries_of_item = false;                      // they read facts of their item alone
  std::size_t of_item = 0;                           // how many nodes have a number `PlanStep::of_item`
  std::shared_ptr<OfItems> of_items;                 // what these say of items
  Bits asked;                                        // slots where it matters that a value was asked for (`reads_bit`)
  Bits content;                                      // slots that rules decide unless they are stated (`reads_bit`)
  std::vector<Bits> shared_reads;                    // by shared node: slots that it reads (`reads_bit`)
  std::vector<PlanStep> steps;                       // by node
  std::vector<int> kids;                             // of all nodes
  std::vector<Truth> truths;                         // what nodes say of each value of their slots
  std::vector<SetEntry> set_entries;                 // of all sets of codes
  std::vector<int> first_slot;                       // by fact: the first of its slots
  std::vector<std::pair<const Decl*, int>> entries;  // each entry with its node
  std::vector<std::vector<int>> entry_figures;       // by entry: slots of the figures that it can read
  std::vector<Bits> entry_reads;                     // by entry: slots that it reads (`reads_bit`)
  // By node: does its being true speak for requirements (1), for authorizations and exceptions (2), or for both (3)?
  std::vector<std::uint8_t> leaning;
  RuleGuards guards;                  // of rules that leave no trace where they are asked
  RuleGuards free_guards;             // of all rules, where nobody asks what was assumed on the way
  RuleGuards finding_guards;          // the same of the findings
  bool lists_lines = false;           // something ranges over the legs or the items of the order
  Bits baskets;                       // in the domain of codes
  int code_slot = -1;                 // of the code of an item, if there is that fact
  std::array<int, 6> closing_slot{};  // by kind of entity: of the fact that closes its list, or -1
};

// The members `shared`, `shared_of_item` and `leaning` of a plan that is otherwise complete.
void add_shared(DayPlan& plan);
std::vector<std::uint8_t> leaning_nodes(const DayPlan& plan);

// What the rules, entries and shared nodes of such a plan read. `assumable`: slots that a profile may fill.
void note_reads(DayPlan& plan, const Bits& assumable);

// The guards of a plan that is otherwise complete. `assumable`: slots that a profile may fill.
void add_guards(DayPlan& plan, const Bits& assumable);

// Plans by day, made on first use. All members may be called from many threads.
class PlanStore {
 public:
  explicit PlanStore(const Law& law);

  // The plan of the epoch that holds the day: the stretch in which no statement, mark or table row begins or ends.
  std::shared_ptr<const DayPlan> on(Date day, Posture posture);

  const Law& law() const { return law_; }

  // What `make()` gives for the day's epoch, made on first use. One type stands for one thing; it must depend on
  // nothing but the law and the epoch.
  template <typename T, typename Make>
  std::shared_ptr<const T> kept(Date day, Make make) {
    const std::pair<std::size_t, std::type_index> key{epoch(day), std::type_index(typeid(T))};
    const std::lock_guard<std::mutex> lock(kept_mutex_);
    std::shared_ptr<const void>& found = kept_[key];
    if (found == nullptr) found = std::make_shared<const T>(make());
    return std::static_pointer_cast<const T>(found);
  }

 private:
  std::size_t epoch(Date day) const;

  const Law& law_;
  std::vector<Date> boundaries_;
  std::mutex kept_mutex_;
  std::map<std::pair<std::size_t, std::type_index>, std::shared_ptr<const void>> kept_;
  std::mutex mutex_;
  std::map<std::pair<std::size_t, Posture>, std::shared_ptr<const DayPlan>> plans_;
};

}  // namespace licet::rules
