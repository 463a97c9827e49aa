#include "rules/columns/program.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "rules/columns/cell_state.h"
#include "rules/columns/figure_reads.h"
#include "rules/columns/node_pool.h"
#include "rules/columns/stated_codes.h"

namespace licet::rules {

namespace {

constexpr std::size_t kRegisters = 64;
constexpr std::size_t kItemRegister = 2;

// What a name of the plan stands for.
struct ColumnBinding {
  enum class State : std::uint8_t { kOrder, kRow, kNobody } state = State::kOrder;
  ColumnDimension dimension;  // kRow
};

struct Scope {
  std::array<ColumnBinding, kRegisters> names{};
  int level = 0;  // of the innermost quantifier

  Scope with(int name, const ColumnBinding& binding) const {
    Scope out = *this;
    out.names[static_cast<std::size_t>(name)] = binding;
    return out;
  }
};

// The elements of a list: those that are named, one a row, and the one that stands for all that are not.
struct ListRows {
  bool readable = false;
  ColumnDimension dimension;
  ColumnLiteral member = kNever;
  ColumnLiteral unnamed = kNever;
};

class ProgramMaker {
 public:
  ProgramMaker(const ColumnLayout& layout, const DayPlan& plan, const Decl* profile)
      : layout_(layout),
        law_(layout.law()),
        plan_(plan),
        profile_(profile),
        sets_(law_, plan.day, plan.posture),
        codes_(layout, plan, sets_),
        states_(layout, sets_, nullptr),
        figures_(layout, plan) {}

  std::shared_ptr<const ColumnProgram> run() {
    free_names_.resize(plan_.nodes.size());
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) free_names_[i] = names_of(plan_.nodes[i]);
    Scope line;
    line.names[1] = {ColumnBinding::State::kRow, {0, EntityKind::kLeg}};
    line.names[kItemRegister] = {ColumnBinding::State::kRow, {0, EntityKind::kItem}};
    ColumnProgram out;
    find_switches(line, out);
    out.subject = plan_.subject < 0 ? kAlways : pool_.in_order(compile(plan_.subject, line));
    Gathered some(pool_);
    Gathered bare(pool_);
    Gathered denial(pool_);
    for (const PlanRule& rule : plan_.rules) {
      const ColumnLiteral here = holds(rule, 0, line, false);
      some.add(here);
      if (rule.denies) {
        denial.add(here);
      } else {
        bare.add(holds(rule, 0, line, true));
      }
    }
    out.some = some.in_order();
    out.bare = bare.in_order();
    out.denial = denial.in_order();
    out.stated_codes = layout_.stated_codes().size();
    pool_.finish(out);
    tell_figures(out);
    return std::make_shared<const ColumnProgram>(std::move(out));
  }

 private:
  // What no node of the program reads, and still decides.
  void tell_figures(ColumnProgram& out) {
    out.figures.assign(figures_.columns().begin(), figures_.columns().end());
    out.untold = !all_told_ || !figures_.all_in_columns();
    for (const Switch& one : switches_) {
      for (const int column : out.figures) out.untold = out.untold || states_.may_fill(*one.assumption, column);
    }
  }

  // ---- findings and the assumptions that they switch off ----

  // Findings stand on stated facts alone: their nodes are made before there is a profile.
  void find_switches(const Scope& line, ColumnProgram& out) {
    if (profile_ == nullptr) return;
    std::map<std::string, std::vector<ColumnLiteral>> by_name;
    for (const PlanRule& finding : plan_.findings) {
      if (finding.rule->refs.empty()) continue;
      const ColumnLiteral holds_somewhere = pool_.in_order(holds(finding, 0, line, false));
      out.unsure_of_findings = out.unsure_of_findings || pool_.is_opaque(holds_somewhere);
      for (const std::string& name : finding.rule->refs) by_name[name].push_back(pool_.surely(holds_somewhere));
    }
    for (const Assumption& assumption : profile_->assumptions) {
      const auto found = by_name.find(assumption.name);
      if (found != by_name.end()) switches_.push_back({&assumption, pool_.either(std::move(found->second))});
    }
    done_.clear();
    entry_values_.clear();
    states_.suppose(profile_, {});
  }

  // What `make` gives for the columns: for each way to switch off assumptions that may fill one of them.
  template <typename Make>
  ColumnLiteral by_assumptions(const std::vector<int>& columns, Make make, std::size_t next = 0,
                               const std::set<std::string>& off = {}) {
    const auto may_fill = [&](const Switch& one) {
      return std::any_of(columns.begin(), columns.end(),
                         [&](int column) { return states_.may_fill(*one.assumption, column); });
    };
    while (next < switches_.size() && !may_fill(switches_[next])) ++next;
    if (next < switches_.size()) {
      std::set<std::string> more = off;
      more.insert(switches_[next].assumption->name);
      const ColumnLiteral switched = by_assumptions(columns, make, next + 1, more);
      return pool_.choose(switches_[next].off, switched, by_assumptions(columns, make, next + 1, off));
    }
    if (off.empty()) return make();
    states_.suppose(profile_, off);
    const ColumnLiteral out = make();
    states_.suppose(profile_, {});
    return out;
  }

  // ---- names that a node reads ----

  using Names = std::uint64_t;
  static Names name_bit(int name) { return Names{1} << static_cast<unsigned>(name); }

  Names names_of(const PlanNode& node) {
    Names out = 0;
    for (const int kid : node.kids) out |= free_names_[static_cast<std::size_t>(kid)];
    switch (node.op) {
      case PlanOp::kFinite:
      case PlanOp::kNumber:
      case PlanOp::kKnown:
      case PlanOp::kLetter:
        return out | name_bit(node.entity_reg);
      case PlanOp::kCode: {
        for (const auto& [entry, inside] : node.entries) out |= free_names_[static_cast<std::size_t>(entry)];
        return (out & ~name_bit(kItemRegister)) | name_bit(node.entity_reg);
      }
      case PlanOp::kSome:
      case PlanOp::kEvery:
        return (out & ~name_bit(node.reg)) | names_of_list(node.list);
      case PlanOp::kSame:
        return out | name_bit(node.entity_reg) | name_bit(node.other_reg);
      default:
        return out;
    }
  }

  Names names_of_list(int id) {
    const PlanList& list = plan_.lists[static_cast<std::size_t>(id)];
    if (list.domain < 0) return 0;
    const Names filter = free_names_[static_cast<std::size_t>(list.filter)] & ~name_bit(list.reg);
    return filter | names_of_list(list.domain);
  }

  // ---- nodes ----

  ColumnLiteral compile(int id, const Scope& scope) {
    std::vector<int> key = {id};
    for (Names left = free_names_[static_cast<std::size_t>(id)]; left != 0; left &= left - 1) {
      const ColumnBinding& binding = scope.names[static_cast<std::size_t>(__builtin_ctzll(left))];
      key.push_back(static_cast<int>(binding.state) + 4 * static_cast<int>(binding.dimension.kind) +
                    64 * binding.dimension.level);
    }
    key.push_back(has_list(id) ? scope.level : 0);
    if (const auto found = done_.find(key); found != done_.end()) return found->second;
    const ColumnLiteral out = made(id, scope);
    done_.emplace(std::move(key), out);
    return out;
  }

  // Quantifiers below a node take the next free level, so the level is part of what the node means there.
  bool has_list(int id) {
    if (has_list_.empty()) has_list_.resize(plan_.nodes.size(), -1);
    signed char& known = has_list_[static_cast<std::size_t>(id)];
    if (known >= 0) return known == 1;
    const PlanNode& node = plan_.nodes[static_cast<std::size_t>(id)];
    bool found = node.op == PlanOp::kSome || node.op == PlanOp::kEvery;
    for (const int kid : node.kids) found = found || has_list(kid);
    for (const auto& [entry, inside] : node.entries) found = found || has_list(entry);
    known = found ? 1 : 0;
    return found;
  }

  std::vector<ColumnLiteral> compile_all(const std::vector<int>& kids, const Scope& scope) {
    std::vector<ColumnLiteral> out;
    out.reserve(kids.size());
    for (const int kid : kids) out.push_back(compile(kid, scope));
    return out;
  }

  ColumnLiteral made(int id, const Scope& scope) {
    const PlanNode& node = plan_.nodes[static_cast<std::size_t>(id)];
    switch (node.op) {
      case PlanOp::kConstant:
        return node.constant == Truth::kUnknown ? kOpenAlways : node.constant == Truth::kTrue ? kAlways : kNever;
      case PlanOp::kAnd:
        return pool_.both(compile_all(node.kids, scope));
      case PlanOp::kOr:
        return pool_.either(compile_all(node.kids, scope));
      case PlanOp::kNot:
        return inverted(compile(node.kids[0], scope));
      case PlanOp::kChoose:
        return choose(node, scope);
      case PlanOp::kFinite:
      case PlanOp::kKnown:
      case PlanOp::kLetter:
        return finite(node, scope);
      case PlanOp::kDeclined:
        return declined(node, scope);
      case PlanOp::kNumber:
        return number(node, scope);
      case PlanOp::kCode:
        return code(node, scope);
      case PlanOp::kSome:
        return some(node, scope, false);
      case PlanOp::kEvery:
        return inverted(some(node, scope, true));
      case PlanOp::kSame:
        return same(id, node, scope);
      case PlanOp::kFigures:
        figures_.node(id);
        return kOpaqueAlways;
      default:
        return untold();
    }
  }

  ColumnLiteral choose(const PlanNode& node, const Scope& scope) {
    const ColumnLiteral then = compile(node.kids[1], scope);
    const ColumnLiteral otherwise = compile(node.kids[2], scope);
    if (then == otherwise && pool_.is_opaque(then)) figures_.node(node.kids[0]);  // they may still be two things
    return pool_.choose(compile(node.kids[0], scope), then, otherwise);
  }

  // A node that is not evaluated, and of which nobody says what it reads.
  ColumnLiteral untold() {
    all_told_ = false;
    return kOpaqueAlways;
  }

  // ---- leaves ----

  // The column behind a slot, if the bound entity is of its kind.
  int column_of(const PlanNode& node, const Scope& scope) const {
    const SlotInfo& slot = plan_.slots[static_cast<std::size_t>(node.slot)];
    const int found = layout_.column(slot.fact, slot.member);
    if (found < 0) return -1;
    const ColumnInfo& column = layout_.at(found);
    const ColumnBinding& binding = scope.names[static_cast<std::size_t>(node.entity_reg)];
    const bool order = node.entity_reg == 0 && column.kind == EntityKind::kOrder;
    const bool other = binding.state != ColumnBinding::State::kOrder && binding.dimension.kind == column.kind;
    return order || other ? found : -1;
  }

  static bool is_nobody(const PlanNode& node, const Scope& scope) {
    return scope.names[static_cast<std::size_t>(node.entity_reg)].state == ColumnBinding::State::kNobody;
  }

  ColumnNode leaf(const PlanNode& node, const Scope& scope, const ColumnInfo& column) {
    ColumnNode out;
    out.kind = column.kind;
    out.place = column.place;
    const ColumnBinding& binding = scope.names[static_cast<std::size_t>(node.entity_reg)];
    ColumnSpace space;
    if (binding.state == ColumnBinding::State::kRow) space.push_back(binding.dimension);
    out.space = pool_.space(space);
    return out;
  }

  ColumnLiteral finite(const PlanNode& node, const Scope& scope) {
    if (plan_.slots[static_cast<std::size_t>(node.slot)].fact == kMarkFact) return kOpenAlways;
    const int at = column_of(node, scope);
    if (at < 0) return untold();
    const ColumnInfo& column = layout_.at(at);
    if (column.type == FactType::kText || column.too_many) return untold();
    return by_assumptions({at}, [&] {
      ColumnTable table{};
      for (std::size_t code = 0; code < column.words.size() + 2; ++code)
        table[code] = mark_of(states_.verdict(node, at, static_cast<CellCode>(code)));
      if (is_nobody(node, scope)) return constant(table[kNothing]);
      return table_literal(leaf(node, scope, column), table, column.words.size() + 2);
    });
  }

  // Open unless both words are known. Not evaluated where they are those of two things.
  ColumnLiteral same(int id, const PlanNode& node, const Scope& scope) {
    PlanNode other = node;
    other.entity_reg = node.other_reg;
    other.slot = node.other_slot;
    const std::array<int, 2> at = {column_of(node, scope), column_of(other, scope)};
    const bool readable = std::all_of(at.begin(), at.end(), [this](int column) {
      return column >= 0 && layout_.at(column).type != FactType::kText && !layout_.at(column).too_many;
    });
    if (readable && !is_nobody(node, scope) && !is_nobody(other, scope)) {
      ColumnNode out = leaf(node, scope, layout_.at(at[0]));
      const ColumnNode beside = leaf(other, scope, layout_.at(at[1]));
      out.op = ColumnOp::kSame;
      out.other_place = beside.place;
      if (beside.space == out.space && beside.kind == out.kind) return same_meaning(node, at, out);
    }
    figures_.node(id);
    return kOpaqueAlways;
  }

  ColumnLiteral same_meaning(const PlanNode& node, const std::array<int, 2>& at, ColumnNode out) {
    const ColumnLiteral made = by_assumptions({at[0], at[1]}, [&] {
      out.table = pool_.table(meanings(at[0], node.meanings[0]));
      out.other_table = pool_.table(meanings(at[1], node.meanings[1]));
      return pool_.add(out);
    });
    return node.compare == CompareOp::kEqual ? made : inverted(made);
  }

  // By code, a number of what its word means: that of the plan, from 1 on. Those that a byte cannot number are left
  // open.
  ColumnTable meanings(int at, const std::vector<std::uint16_t>& of_words) const {
    ColumnTable out{};
    for (std::size_t code = 0; code < of_words.size() + 2; ++code) {
      const std::optional<std::size_t> word = states_.only_word(at, static_cast<CellCode>(code));
      const std::size_t number = word ? std::size_t{of_words[*word]} + 1 : 0;
      if (number < kMostCodes) out[code] = static_cast<std::uint8_t>(number);
    }
    return out;
  }

  // A document is declined by being stated as false; unstated, it is an act still to be done.
  ColumnLiteral declined(const PlanNode& node, const Scope& scope) {
    const int at = column_of(node, scope);
    if (at < 0) return untold();
    ColumnTable table{};
    table.fill(2);
    table[1] = 1;
    return table_literal(leaf(node, scope, layout_.at(at)), table, kMostCodes);
  }

  static ColumnLiteral constant(std::uint8_t mark) { return mark == 1 ? kAlways : mark == 2 ? kNever : kOpenAlways; }

  ColumnLiteral table_literal(ColumnNode node, const ColumnTable& table, std::size_t codes) {
    if (std::all_of(table.begin(), table.begin() + static_cast<std::ptrdiff_t>(codes),
                    [&](std::uint8_t mark) { return mark == table[0]; })) {
      return constant(table[0]);
    }
    node.op = ColumnOp::kFinite;
    node.table = pool_.table(table);
    return pool_.add(node);
  }

  ColumnLiteral number(const PlanNode& node, const Scope& scope) {
    const int at = column_of(node, scope);
    if (at < 0 || layout_.at(at).type != FactType::kNumber) return untold();
    const FigureCell limit = cell_of(node.limit);
    const bool exact = has_own_cell(limit);
    ColumnNode out = leaf(node, scope, layout_.at(at));
    bool invert = node.compare == CompareOp::kNotEqual || node.compare == CompareOp::kLess ||
                  node.compare == CompareOp::kLessEqual;
    if (node.compare == CompareOp::kEqual || node.compare == CompareOp::kNotEqual) {
      out.op = ColumnOp::kEqual;
      out.at_least = limit;
      if (is_nobody(node, scope)) return limit < 0 ? (invert ? kAlways : kNever) : kOpenAlways;
    } else {
      // `> limit` is "at least the next cell"; `<=` its negation. A limit within a cell leaves that cell open.
      const bool beyond = node.compare == CompareOp::kGreater || node.compare == CompareOp::kLessEqual;
      out.op = ColumnOp::kFigure;
      out.at_least = exact && !beyond ? limit : limit + 1;
      out.below = exact ? out.at_least : limit;
      if (is_nobody(node, scope)) return out.at_least <= 0 ? (invert ? kNever : kAlways) : kOpenAlways;
    }
    const ColumnLiteral made = pool_.add(out);
    return invert ? inverted(made) : made;
  }

  // ---- codes of items ----

  // By the entries that hold, where a stated code does not settle it (law language, section 18).
  ColumnLiteral code(const PlanNode& node, const Scope& scope) {
    const int at = column_of(node, scope);
    if (at < 0 || is_nobody(node, scope)) return untold();
    const auto& names = law_.all(DeclKind::kEntry);
    if (names.size() != node.entries.size()) return untold();
    const EntryValues& entries = entry_values(node, scope);
    // The entries that the set holds, or those that it does not.
    const auto either_of = [&](const std::vector<ColumnLiteral>& values, bool held) {
      std::vector<ColumnLiteral> kids;
      for (const int entry : held ? node.inside : node.outside) kids.push_back(values[static_cast<std::size_t>(entry)]);
      return pool_.either(std::move(kids));
    };
    const StatedCodes stated = codes_.classify(node, layout_.at(at));
    const ColumnNode base = leaf(node, scope, layout_.at(at));
    const auto in_table = [&](const CodeTable& table) { return code_literal(base, table); };
    std::vector<ColumnLiteral> where_stated = {either_of(entries.beside_a_code, true), in_table(stated.settled),
                                               in_table(stated.open)};
    if (const ColumnLiteral basket = in_table(stated.basket); basket != kNever)
      where_stated.push_back(pool_.both({basket, inverted(either_of(entries.beside_a_code, false))}));
    for (const auto& [some, table] : stated.finer) {
      std::vector<ColumnLiteral> finer;
      for (const std::size_t entry : some) finer.push_back(entries.alone[entry]);
      where_stated.push_back(pool_.both({in_table(table), pool_.either(std::move(finer))}));
    }
    const ColumnLiteral nothing = in_table(stated.nothing);
    ColumnLiteral possible = in_table(stated.possible);
    if (!node.yes.disjoint(plan_.baskets))  // a basket gives way to an entry outside the set
      possible = pool_.both({possible, pool_.either({kOpenAlways, inverted(either_of(entries.alone, false))})});
    return pool_.either({pool_.both({nothing, pool_.either({either_of(entries.alone, true), possible})}),
                         pool_.both({inverted(nothing), pool_.either(std::move(where_stated))})});
  }

  // The entries of the law for one item: what they say alone, and beside a stated code.
  struct EntryValues {
    std::vector<ColumnLiteral> alone;
    std::vector<ColumnLiteral> beside_a_code;
  };

  const EntryValues& entry_values(const PlanNode& node, const Scope& scope) {
    const ColumnBinding& item = scope.names[static_cast<std::size_t>(node.entity_reg)];
    const Scope inner = scope.with(kItemRegister, item);
    // Quantifiers of an entry take the next free level.
    const std::array<int, 4> key = {static_cast<int>(item.state), static_cast<int>(item.dimension.kind),
                                    item.dimension.level, scope.level};
    const auto [found, added] = entry_values_.try_emplace(key);
    if (!added) return found->second;
    EntryValues out;
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      out.alone.push_back(compile(node.entries[i].first, inner));
      out.beside_a_code.push_back(beside_a_code(out.alone.back(), i, inner));
    }
    return found->second = std::move(out);
  }

  // An entry beside the stated code: where no figure of it is stated, what is open is "no".
  ColumnLiteral beside_a_code(ColumnLiteral entry, std::size_t number, const Scope& scope) {
    std::vector<ColumnLiteral> given = {surely(entry)};
    for (const int slot : plan_.entry_figures[number]) given.push_back(pool_.both({entry, is_stated(slot, scope)}));
    return pool_.either(std::move(given));
  }

  // Is anything stated of the figure of the item? Never open.
  ColumnLiteral is_stated(int slot, const Scope& scope) {
    PlanNode node;
    node.slot = slot;
    node.entity_reg = static_cast<int>(kItemRegister);
    const int at = column_of(node, scope);
    if (at < 0 || layout_.at(at).type != FactType::kNumber) return untold();
    ColumnNode out = leaf(node, scope, layout_.at(at));
    out.op = ColumnOp::kFigure;
    out.at_least = 1;
    out.below = 1;
    const ColumnLiteral has_low = pool_.surely(pool_.add(out));
    out.at_least = kNoEnd;
    out.below = kNoEnd;
    return pool_.either({has_low, pool_.surely(inverted(pool_.add(out)))});
  }

  // Nothing that is not evaluated may become "surely not".
  ColumnLiteral surely(ColumnLiteral literal) { return pool_.is_opaque(literal) ? literal : pool_.surely(literal); }

  ColumnLiteral code_literal(ColumnNode node, const CodeTable& table) {
    if (std::all_of(table.begin(), table.end(), [&](Truth value) { return value == table[0]; }))
      return constant(mark_of(table[0]));
    node.op = ColumnOp::kCode;
    node.table = pool_.code_table(table);
    return pool_.add(node);
  }

  // ---- lists ----

  ListRows rows_of(int id, const Scope& scope) {
    const PlanList& list = plan_.lists[static_cast<std::size_t>(id)];
    ListRows out;
    if (list.domain < 0) {
      out.readable = list.kind != EntityKind::kComponent && list.kind != EntityKind::kOrder;
      out.dimension = {scope.level + 1, list.kind};
      out.member = kAlways;
      out.unnamed = inverted(closed(list.kind));
      return out;
    }
    out = rows_of(list.domain, scope);
    if (!out.readable) return out;
    out.member = pool_.both({out.member, compile(list.filter, bound(scope, list.reg, out.dimension))});
    if (out.unnamed != kNever)
      out.unnamed = pool_.both({out.unnamed, compile(list.filter, nobody(scope, list.reg, out.dimension))});
    return out;
  }

  static Scope bound(const Scope& scope, int name, const ColumnDimension& dimension) {
    Scope out = scope.with(name, {ColumnBinding::State::kRow, dimension});
    out.level = dimension.level;
    return out;
  }

  static Scope nobody(const Scope& scope, int name, const ColumnDimension& dimension) {
    return scope.with(name, {ColumnBinding::State::kNobody, dimension});
  }

  // Are all elements of the list named?
  ColumnLiteral closed(EntityKind kind) {
    const char* name = kind == EntityKind::kParty      ? "order.parties_complete"
                       : kind == EntityKind::kFacility ? "order.facilities_complete"
                                                       : nullptr;
    const int fact = name == nullptr ? -1 : law_.schema().find(name);
    if (fact < 0) return kAlways;
    const ColumnInfo& column = layout_.at(layout_.first_column(fact));
    ColumnNode node;
    node.kind = EntityKind::kOrder;
    node.place = column.place;
    node.space = pool_.space({});
    ColumnTable asked{};
    asked.fill(1);
    asked[kNothing] = 2;
    const ColumnLiteral said = by_assumptions({layout_.first_column(fact)}, [&] {
      ColumnTable table{};
      for (std::size_t code = 0; code < column.words.size() + 2; ++code)
        table[code] = mark_of(states_.truth(layout_.first_column(fact), static_cast<CellCode>(code)));
      return table_literal(node, table, column.words.size() + 2);
    });
    if (kind == EntityKind::kParty) return said;
    // Facilities are closed by being named. Where none is, there may be none.
    return pool_.choose(table_literal(node, asked, kMostCodes), said,
                        pool_.choose(pool_.present(kind), kAlways, kOpenAlways));
  }

  // `some`, or with `invert` the negation of `every`.
  ColumnLiteral some(const PlanNode& node, const Scope& scope, bool invert) {
    const ListRows rows = rows_of(node.list, scope);
    if (!rows.readable) return untold();
    const auto inner = [&](const Scope& inside) {
      const ColumnLiteral value = compile(node.kids[0], inside);
      return invert ? inverted(value) : value;
    };
    return any_of(rows, inner(bound(scope, node.reg, rows.dimension)),
                  rows.unnamed == kNever ? kNever : inner(nobody(scope, node.reg, rows.dimension)));
  }

  ColumnLiteral any_of(const ListRows& rows, ColumnLiteral named, ColumnLiteral unnamed) {
    const ColumnLiteral some_named = pool_.any(pool_.both({rows.member, named}), rows.dimension);
    return pool_.either({some_named, pool_.both({rows.unnamed, unnamed})});
  }

  // ---- requirements ----

  // Does the requirement hold for some way to bind `per`; with `bare`: without an authorization that overcomes it?
  ColumnLiteral holds(const PlanRule& rule, std::size_t clause, const Scope& scope, bool bare) {
    if (clause == rule.per.size()) {
      const ColumnLiteral own = compile(rule.node, scope);
      return bare ? pool_.both({own, inverted(lifted(rule, scope))}) : own;
    }
    const auto [list, name] = rule.per[clause];
    const ListRows rows = rows_of(list, scope);
    if (!rows.readable) return untold();
    return any_of(rows, holds(rule, clause + 1, bound(scope, name, rows.dimension), bare),
                  rows.unnamed == kNever ? kNever : holds(rule, clause + 1, nobody(scope, name, rows.dimension), bare));
  }

  // Is an authorization that names the rule available?
  ColumnLiteral lifted(const PlanRule& rule, const Scope& scope) {
    std::vector<ColumnLiteral> any;
    for (const Decl* authorization : rule.authorizations) {
      const PlanAuthorization& plan = plan_.authorizations.at(authorization);
      std::vector<ColumnLiteral> all = {compile(plan.node, scope)};
      for (const int restriction : plan.restrictions) all.push_back(inverted(compile(restriction, scope)));
      any.push_back(pool_.both(std::move(all)));
    }
    return pool_.either(std::move(any));
  }

  const ColumnLayout& layout_;
  const Law& law_;
  const DayPlan& plan_;
  const Decl* profile_;
  SetReader sets_;
  CodeClassifier codes_;
  CellStates states_;
  FigureReads figures_;
  bool all_told_ = true;  // `figures_` knows what all nodes read that are not evaluated
  std::map<std::array<int, 4>, EntryValues> entry_values_;  // by how the item is bound, and the level
  struct Switch {
    const Assumption* assumption = nullptr;
    ColumnLiteral off = kNever;  // of the order, never open: does a finding switch it off?
  };
  std::vector<Switch> switches_;
  NodePool pool_;
  std::vector<Names> free_names_;
  std::vector<signed char> has_list_;
  std::map<std::vector<int>, ColumnLiteral> done_;
};

}  // namespace

std::shared_ptr<const ColumnProgram> make_column_program(const ColumnLayout& layout, const DayPlan& plan,
                                                         const Decl* profile) {
  return ProgramMaker(layout, plan, profile).run();
}

}  // namespace licet::rules
