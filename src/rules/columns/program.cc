#include "rules/columns/program.h"

#include <algorithm>
#include <map>

#include "rules/columns/cell_state.h"
#include "rules/columns/node_pool.h"

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
      : layout_(layout), law_(layout.law()), plan_(plan), sets_(law_, plan.day), states_(layout, sets_, profile) {}

  std::shared_ptr<const ColumnProgram> run() {
    free_names_.resize(plan_.nodes.size());
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) free_names_[i] = names_of(plan_.nodes[i]);
    Scope line;
    line.names[1] = {ColumnBinding::State::kRow, {0, EntityKind::kLeg}};
    line.names[kItemRegister] = {ColumnBinding::State::kRow, {0, EntityKind::kItem}};
    ColumnProgram out;
    out.subject = plan_.subject < 0 ? kAlways : pool_.in_order(compile(plan_.subject, line));
    std::vector<ColumnLiteral> some;
    std::vector<ColumnLiteral> bare;
    std::vector<ColumnLiteral> denial;
    for (const PlanRule& rule : plan_.rules) {
      const ColumnLiteral value = holds(rule, 0, line);
      const ColumnLiteral in_order = pool_.in_order(value);
      out.rules.emplace_back(rule.rule, in_order);
      some.push_back(in_order);
      if (rule.rule->requires_denial) {
        denial.push_back(in_order);
      } else {
        bare.push_back(pool_.in_order(pool_.both({value, inverted(lifted(rule, line))})));
      }
    }
    out.some = pool_.either(std::move(some));
    out.bare = pool_.either(std::move(bare));
    out.denial = pool_.either(std::move(denial));
    out.stated_codes = layout_.stated_codes().size();
    pool_.finish(out);
    return std::make_shared<const ColumnProgram>(std::move(out));
  }

 private:
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
        return out | name_bit(node.entity_reg);
      case PlanOp::kCode: {
        for (const auto& [entry, inside] : node.entries) out |= free_names_[static_cast<std::size_t>(entry)];
        return (out & ~name_bit(kItemRegister)) | name_bit(node.entity_reg);
      }
      case PlanOp::kSome:
      case PlanOp::kEvery:
        return (out & ~name_bit(node.reg)) | names_of_list(node.list);
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
    const ColumnLiteral out = made(plan_.nodes[static_cast<std::size_t>(id)], scope);
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
    for (const int kid : kids) out.push_back(compile(kid, scope));
    return out;
  }

  ColumnLiteral made(const PlanNode& node, const Scope& scope) {
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
        return pool_.choose(compile(node.kids[0], scope), compile(node.kids[1], scope), compile(node.kids[2], scope));
      case PlanOp::kFinite:
      case PlanOp::kKnown:
        return finite(node, scope);
      case PlanOp::kNumber:
        return number(node, scope);
      case PlanOp::kCode:
        return code(node, scope);
      case PlanOp::kSome:
        return some(node, scope, false);
      case PlanOp::kEvery:
        return inverted(some(node, scope, true));
      default:
        return kOpaqueAlways;
    }
  }

  // ---- leaves ----

  // The column behind a slot, if the bound entity is of its kind.
  const ColumnInfo* column_of(const PlanNode& node, const Scope& scope) const {
    if (static_cast<std::size_t>(node.slot) >= layout_.columns().size()) return nullptr;
    const ColumnInfo& column = layout_.at(node.slot);
    const ColumnBinding& binding = scope.names[static_cast<std::size_t>(node.entity_reg)];
    const bool order = node.entity_reg == 0 && column.kind == EntityKind::kOrder;
    const bool row = binding.state == ColumnBinding::State::kRow && binding.dimension.kind == column.kind;
    const bool nobody = binding.state == ColumnBinding::State::kNobody && binding.dimension.kind == column.kind;
    return order || row || nobody ? &column : nullptr;
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
    const ColumnInfo* column = column_of(node, scope);
    if (column == nullptr || column->type == FactType::kText || column->too_many) return kOpaqueAlways;
    ColumnTable table{};
    for (std::size_t code = 0; code < column->words.size() + 2; ++code) {
      const Truth value = states_.verdict(node, static_cast<CellCode>(code));
      table[code] = mark_of(value);
    }
    if (is_nobody(node, scope)) return constant(table[kNothing]);
    return table_literal(leaf(node, scope, *column), table, column->words.size() + 2);
  }

  static std::uint8_t mark_of(Truth value) { return value == Truth::kTrue ? 1 : value == Truth::kFalse ? 2 : 0; }
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
    const ColumnInfo* column = column_of(node, scope);
    if (column == nullptr || column->type != FactType::kNumber) return kOpaqueAlways;
    const FigureCell limit = cell_of(node.limit);
    const bool exact = has_own_cell(limit);
    ColumnNode out = leaf(node, scope, *column);
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
    const ColumnInfo* column = column_of(node, scope);
    if (column == nullptr || is_nobody(node, scope)) return kOpaqueAlways;
    const auto& names = law_.all(DeclKind::kEntry);
    if (names.size() != node.entries.size()) return kOpaqueAlways;
    const Scope inner = scope.with(kItemRegister, scope.names[static_cast<std::size_t>(node.entity_reg)]);
    std::vector<ColumnLiteral> values;
    std::vector<ColumnLiteral> inside;
    std::vector<ColumnLiteral> outside;
    for (const auto& [entry, is_inside] : node.entries) {
      values.push_back(compile(entry, inner));
      (is_inside ? inside : outside).push_back(values.back());
    }
    const ColumnLiteral by_entry = pool_.either(inside);
    const ColumnLiteral elsewhere = surely(pool_.either(outside));
    const StatedCodes stated = classify(node, *column);
    const ColumnNode base = leaf(node, scope, *column);
    const auto in_table = [&](const ColumnTable& table) { return table_literal(base, table, kMostCodes); };
    std::vector<ColumnLiteral> where_stated = {surely(by_entry), in_table(stated.settled),
                                               pool_.both({in_table(stated.basket), inverted(elsewhere)})};
    for (const auto& [entries, table] : stated.finer) {
      std::vector<ColumnLiteral> finer;
      for (const std::size_t entry : entries) finer.push_back(values[entry]);
      where_stated.push_back(pool_.both({in_table(table), pool_.either(std::move(finer))}));
    }
    const ColumnLiteral nothing = in_table(stated.nothing);
    const ColumnLiteral possible = constant(mark_of(states_.code_possible(node)));
    return pool_.either({pool_.both({nothing, pool_.either({by_entry, possible})}),
                         pool_.both({inverted(nothing), pool_.either(std::move(where_stated))})});
  }

  // Nothing that is not evaluated may become "surely not".
  ColumnLiteral surely(ColumnLiteral literal) { return pool_.is_opaque(literal) ? literal : pool_.surely(literal); }

  struct StatedCodes {
    ColumnTable nothing;
    ColumnTable settled;                                    // the stated code is in the set
    ColumnTable basket;                                     // it is, unless an entry outside the set holds
    std::map<std::vector<std::size_t>, ColumnTable> finer;  // it is more general than these entries of the set
  };

  StatedCodes classify(const PlanNode& node, const ColumnInfo& column) const {
    StatedCodes out;
    for (ColumnTable* table : {&out.nothing, &out.settled, &out.basket}) table->fill(2);
    out.nothing[kNothing] = 1;
    const auto& names = law_.all(DeclKind::kEntry);
    const FactDecl& fact = law_.schema().at(column.fact);
    const auto& codes = layout_.stated_codes();
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (sets_.contains(*node.figure, fact, codes[i]) == Truth::kTrue) {
        const bool category = codes[i].front() >= '0' && codes[i].front() <= '9';
        (category ? out.settled : out.basket)[i + 1] = 1;
        continue;
      }
      std::vector<std::size_t> finer;
      for (std::size_t entry = 0; entry < names.size(); ++entry) {
        if (node.entries[entry].second && pattern_holds(codes[i], names[entry]->name)) finer.push_back(entry);
      }
      if (finer.empty()) continue;
      const auto [found, added] = out.finer.try_emplace(std::move(finer));
      if (added) found->second.fill(2);
      found->second[i + 1] = 1;
    }
    return out;
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
    ColumnTable table{};
    ColumnTable asked{};
    asked.fill(1);
    asked[kNothing] = 2;
    for (std::size_t code = 0; code < column.words.size() + 2; ++code)
      table[code] = mark_of(states_.truth(layout_.first_column(fact), static_cast<CellCode>(code)));
    const ColumnLiteral said = table_literal(node, table, column.words.size() + 2);
    if (kind == EntityKind::kParty) return said;
    // Facilities are closed by being stated: an order that names none leaves them open.
    return pool_.choose(table_literal(node, asked, kMostCodes), said, pool_.present(kind));
  }

  // `some`, or with `invert` the negation of `every`.
  ColumnLiteral some(const PlanNode& node, const Scope& scope, bool invert) {
    const ListRows rows = rows_of(node.list, scope);
    if (!rows.readable) return kOpaqueAlways;
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

  ColumnLiteral holds(const PlanRule& rule, std::size_t clause, const Scope& scope) {
    if (clause == rule.per.size()) return compile(rule.node, scope);
    const auto [list, name] = rule.per[clause];
    const ListRows rows = rows_of(list, scope);
    if (!rows.readable) return kOpaqueAlways;
    return any_of(rows, holds(rule, clause + 1, bound(scope, name, rows.dimension)),
                  rows.unnamed == kNever ? kNever : holds(rule, clause + 1, nobody(scope, name, rows.dimension)));
  }

  // Is an authorization that names the rule available? (One that reads the names of `per` is not evaluated here.)
  ColumnLiteral lifted(const PlanRule& rule, const Scope& line) {
    std::vector<ColumnLiteral> any;
    for (const Decl* authorization : rule.authorizations) {
      const PlanAuthorization& plan = plan_.authorizations.at(authorization);
      std::vector<ColumnLiteral> all = {compile(plan.node, line)};
      for (const int restriction : plan.restrictions) all.push_back(inverted(compile(restriction, line)));
      any.push_back(pool_.both(std::move(all)));
    }
    return pool_.either(std::move(any));
  }

  const ColumnLayout& layout_;
  const Law& law_;
  const DayPlan& plan_;
  SetReader sets_;
  CellStates states_;
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
