// Values of nodes: three-valued, with the unknowns that were met on the way. A value that is known leaves none.
#include "rules/eval/plan_state.h"

#include <algorithm>
#include <utility>

namespace licet::rules {

// ---- nodes ----

void PlanState::meet(const Met& met) {
  if (met_at_.size() < cells_.size()) met_at_.resize(cells_.size(), 0);
  int& place = met_at_[at(met.entity, met.slot)];
  if (static_cast<std::size_t>(place) < met_.size()) {
    const Met& there = met_[static_cast<std::size_t>(place)];
    if (there.entity == met.entity && there.slot == met.slot) return;
  }
  place = static_cast<int>(met_.size());
  met_.push_back(met);
}

void PlanState::keep_met(std::span<const Met> some) {
  if (some.empty()) return;
  if (line_met_at_.size() < cells_.size()) line_met_at_.resize(cells_.size(), 0);
  for (const Met& met : some) {
    int& place = line_met_at_[at(met.entity, met.slot)];
    if (static_cast<std::size_t>(place) < line_met_.size()) {
      const Met& there = line_met_[static_cast<std::size_t>(place)];
      if (there.entity == met.entity && there.slot == met.slot) continue;
    }
    place = static_cast<int>(line_met_.size());
    line_met_.push_back(met);
  }
}

// Nothing if there is none, or if the assignment may have changed it.
const PlanState::Kept* PlanState::base_of(std::size_t shared, std::uint64_t about) const {
  if (base_kept_ == nullptr || shared >= base_kept_->by_node.size()) return nullptr;
  const Kept& base = base_kept_->by_node[shared];
  if (base.since == 0 || base.about != about) return nullptr;
  const bool stays = narrows_ && base.value != Truth::kUnknown;
  return stays || !touches(plan_->shared_reads[shared]) ? &base : nullptr;
}

Truth PlanState::eval_shared(int id, const PlanStep& step) {
  const auto shared = static_cast<std::size_t>(step.shared);
  if (kept_.by_node.size() <= shared) kept_.by_node.resize(plan_->shared_of_item.size());
  const auto [since, about] = now_of(plan_->shared_of_item[shared]);
  if (const Kept& kept = kept_.by_node[shared]; kept.since == since && kept.about == about) {
    add_met(kept_.met, kept.met, kept.met_end);
    return kept.value;
  }
  if (const Kept* base = base_of(shared, about)) {
    add_met(base_kept_->met, base->met, base->met_end);
    return base->value;
  }
  const std::uint32_t unnamed = asked_unnamed_;
  const bool apart = !met_.empty();  // so that those of the node are told from those met before
  if (apart) put_met_aside();
  const Truth value = eval_node(id, step);
  // Unnamed elements hang on all names that are bound.
  if (asked_unnamed_ == unnamed) {
    Kept& kept = kept_.by_node[shared];
    kept.since = since;
    kept.about = about;
    kept.value = value;
    kept.met = static_cast<std::uint32_t>(kept_.met.size());
    kept_.met.insert(kept_.met.end(), met_.begin(), met_.end());
    kept.met_end = static_cast<std::uint32_t>(kept_.met.size());
    (plan_->shared_of_item[shared] ? kept_of_item_ : kept_of_leg_).push_back(step.shared);
  }
  if (apart) take_met_back(true);
  return value;
}

// As it was found for an item of which entries read the same.
Truth PlanState::eval_of_item(int id, const PlanStep& step, const ItemAnswers& answers) {
  const ItemAnswer* answer = answers.find(step.of_item);
  if (answer == nullptr) answer = &answers.keep(step.of_item, find_of_item(id, step));
  const int item = registers_[kItemRegister];
  for (const auto& [slot, node] : answer->met) meet({item, slot, node});
  return answer->value;
}

// Asks all anew, so that nothing is left out that was met before.
ItemAnswer PlanState::find_of_item(int id, const PlanStep& step) {
  ItemAnswer out;
  put_met_aside();
  facts_changed();
  const KeptValues* const kept = std::exchange(base_kept_, nullptr);
  Settled& settled = settled_of(registers_[kItemRegister]);
  std::vector<std::int8_t> believed = std::exchange(settled.believed, {});
  asks_anew_ = true;
  out.value = eval_node(id, step);
  asks_anew_ = false;
  settled.believed = std::move(believed);
  base_kept_ = kept;
  for (const Met& met : met_) out.met.emplace_back(met.slot, met.node);
  take_met_back(false);
  return out;
}

// What a value that is kept now is kept under. Elements of a rule may bear the name of the leg as well as the item's.
std::pair<std::uint32_t, std::uint64_t> PlanState::now_of(bool of_item) const {
  const auto leg = static_cast<std::uint64_t>(registers_[kLegRegister]);
  if (!of_item) return {facts_, leg};
  return {weighing_, leg << 32U | static_cast<std::uint64_t>(registers_[kItemRegister])};
}

// What is met from here on is met apart.
void PlanState::put_met_aside() {
  aside_.emplace_back();
  aside_.back().swap(met_);
  if (spare_.empty()) return;
  met_.swap(spare_.back());
  spare_.pop_back();
}

// Unknowns put aside stand first again, and those met since behind them, or not.
void PlanState::take_met_back(bool with_those_since) {
  std::vector<Met> since = std::move(aside_.back());
  aside_.pop_back();
  since.swap(met_);
  for (std::size_t i = 0; i < met_.size(); ++i) met_at_[at(met_[i].entity, met_[i].slot)] = static_cast<int>(i);
  if (with_those_since) add_met(since, 0, since.size());
  since.clear();
  spare_.push_back(std::move(since));
}

void PlanState::add_kept(KeptValues& to) {
  if (to.by_node.size() < kept_.by_node.size()) to.by_node.resize(kept_.by_node.size());
  for (const std::vector<int>* const nodes : {&kept_of_leg_, &kept_of_item_}) {
    for (const int node : *nodes) {
      const auto shared = static_cast<std::size_t>(node);
      const Kept& kept = kept_.by_node[shared];
      if (std::pair(kept.since, kept.about) != now_of(plan_->shared_of_item[shared])) continue;
      Kept& there = to.by_node[shared];
      if (there.since == 0) to.nodes.push_back(node);
      there = kept;
      there.met = static_cast<std::uint32_t>(to.met.size());
      to.met.insert(to.met.end(), kept_.met.begin() + kept.met, kept_.met.begin() + kept.met_end);
      there.met_end = static_cast<std::uint32_t>(to.met.size());
    }
  }
}

void PlanState::drop_kept(const Bits& reads, KeptValues& from) const {
  std::erase_if(from.nodes, [&](int node) {
    const auto shared = static_cast<std::size_t>(node);
    const bool drops = !plan_->shared_reads[shared].disjoint(reads);
    if (drops) from.by_node[shared].since = 0;
    return drops;
  });
}

void PlanState::rules_left(const RuleGuards& guards, ItemAnswers::Of of, RuleBits& out) {
  out.assign(guards.words, ~std::uint64_t{0});
  for (const RuleGuards::Guard& guard : guards.guards) {
    const PlanCell& cell = raw_cell(registers_[static_cast<std::size_t>(guard.reg)], guard.slot);
    if (cell.anything || cell.single < 0) continue;
    const std::uint64_t* const row = guard.rows.data() + static_cast<std::size_t>(cell.single) * guards.words;
    for (std::size_t i = 0; i < guards.words; ++i) out[i] &= ~row[i];
  }
  if (guards.of_item.empty()) return;
  const ItemAnswers* const answers = answers_of_item();
  if (answers == nullptr) return;
  const ItemAnswers::Excluded* excluded = answers->excluded(of);
  if (excluded == nullptr) excluded = &answers->keep_excluded(of, find_excluded(guards, *answers));
  for (std::size_t i = 0; i < guards.words; ++i) out[i] &= ~(*excluded)[i];
}

ItemAnswers::Excluded PlanState::find_excluded(const RuleGuards& guards, const ItemAnswers& answers) {
  ItemAnswers::Excluded out(guards.words, 0);
  const std::size_t mark = met_mark();
  const auto is_false = [&](int node) {
    return eval_of_item(node, plan_->steps[static_cast<std::size_t>(node)], answers) == Truth::kFalse;
  };
  for (std::size_t i = 0; i < guards.of_item.size(); ++i) {
    const std::vector<int>& nodes = guards.of_item[i];
    if (std::any_of(nodes.begin(), nodes.end(), is_false)) add_rule(out, i);
  }
  forget_met_after(mark);
  return out;
}

Truth PlanState::eval_node(int id, const PlanStep& step) {
  switch (step.op) {
    case PlanOp::kConstant:
      return step.constant;
    case PlanOp::kAnd:
      return junction(step, true);
    case PlanOp::kOr:
      return junction(step, false);
    case PlanOp::kNot:
      return !eval(plan_->kids[static_cast<std::size_t>(step.kids)]);
    case PlanOp::kChoose:
      return choose(step);
    case PlanOp::kFinite:
    case PlanOp::kLetter:
      return finite(id, step);
    case PlanOp::kNumber:
      return number(id, step);
    case PlanOp::kSame:
      return same(id, step);
    case PlanOp::kFigures:
      return figures(plan_->nodes[static_cast<std::size_t>(id)]);
    case PlanOp::kKnown:
      return known(id, step);
    case PlanOp::kCode:
      return code(id, step);
    case PlanOp::kSome:
      return quantifier(id, step, true);
    case PlanOp::kEvery:
      return quantifier(id, step, false);
    case PlanOp::kDeclined: {
      const PlanCell& cell = cell_at(0, step.slot);
      return truth_of(cell.asked && !cell.bits.test(1));
    }
    case PlanOp::kContent:
      return content(id, step);
  }
  return Truth::kUnknown;
}

Truth PlanState::eval_rule(int id, bool& of_items) {
  const PlanStep& step = plan_->steps[static_cast<std::size_t>(id)];
  int decider = id;
  const bool joins = step.op == PlanOp::kAnd && step.shared < 0 && step.of_item < 0;
  const Truth value = joins ? junction(step, true, &decider) : eval(id);
  of_items = value != Truth::kFalse || !plan_->steps[static_cast<std::size_t>(decider)].for_all_items;
  return value;
}

Truth PlanState::junction(const PlanStep& step, bool is_and, int* decider) {
  const Truth decides = truth_of(!is_and);
  const std::size_t mark = met_.size();
  Truth value = !decides;
  const int* const end = plan_->kids.data() + step.kids_end;
  for (const int* kid = plan_->kids.data() + step.kids; kid != end; ++kid) {
    const Truth next = eval(*kid);
    if (next == decides) {
      met_.resize(mark);
      if (decider != nullptr) *decider = *kid;
      return decides;
    }
    value = is_and ? both(value, next) : either(value, next);
  }
  return value;
}

Truth PlanState::choose(const PlanStep& step) {
  const int* const kids = plan_->kids.data() + step.kids;
  const std::size_t mark = met_.size();
  const Truth condition = eval(kids[0]);
  if (condition != Truth::kUnknown) return eval(kids[condition == Truth::kTrue ? 1 : 2]);
  const Truth then = eval(kids[1]);
  const Truth otherwise = eval(kids[2]);
  if (then != otherwise || then == Truth::kUnknown) return Truth::kUnknown;
  met_.resize(mark);
  return then;
}

Truth PlanState::finite(int id, const PlanStep& step) {
  const int entity_id = registers_[static_cast<std::size_t>(step.entity_reg)];
  const PlanCell& cell = cell_at(entity_id, step.slot);
  if (cell.anything) return Truth::kUnknown;
  if (cell.single >= 0)
    return plan_->truths[static_cast<std::size_t>(step.first) + static_cast<std::size_t>(cell.single)];
  const PlanNode& node = plan_->nodes[static_cast<std::size_t>(id)];
  if (cell.bits.inside(node.yes)) return Truth::kTrue;
  if (cell.bits.inside(node.no)) return Truth::kFalse;
  // Nothing can be told apart if every value left is open.
  if (!cell.bits.disjoint(node.yes) || !cell.bits.disjoint(node.no)) meet({entity_id, step.slot, id});
  return Truth::kUnknown;
}

Truth PlanState::number(int id, const PlanStep& step) {
  const int entity_id = registers_[static_cast<std::size_t>(step.entity_reg)];
  const PlanCell& cell = cell_at(entity_id, step.slot);
  const Rational& limit = plan_->nodes[static_cast<std::size_t>(id)].limit;
  if (cell.point && !cell.number.low_open && !cell.number.high_open) {
    const auto side = *cell.number.low <=> limit;
    switch (step.compare) {
      case CompareOp::kLess:
        return truth_of(side < 0);
      case CompareOp::kLessEqual:
        return truth_of(side <= 0);
      case CompareOp::kGreater:
        return truth_of(side > 0);
      case CompareOp::kGreaterEqual:
        return truth_of(side >= 0);
      case CompareOp::kEqual:
        return truth_of(side == 0);
      case CompareOp::kNotEqual:
        return truth_of(side != 0);
    }
  }
  const Truth value = holds_for(cell.number, step.compare, limit);
  if (value == Truth::kUnknown) meet({entity_id, step.slot, id});
  return value;
}

Truth PlanState::known(int id, const PlanStep& step) {
  const int entity_id = registers_[static_cast<std::size_t>(step.entity_reg)];
  const PlanCell& cell = cell_at(entity_id, step.slot);
  const PlanNode& node = plan_->nodes[static_cast<std::size_t>(id)];
  if (cell.answer == Answer::kUnknowable) return Truth::kFalse;
  if (cell.anything) return Truth::kUnknown;
  if (cell.bits.inside(node.no)) return Truth::kFalse;
  if (step.want && cell.not_known) return Truth::kFalse;
  if (cell.answer == Answer::kValue && cell.bits.inside(node.yes)) return Truth::kTrue;
  // Nothing is told apart where all values left are open, as in a set without a text.
  const bool says = !cell.bits.disjoint(node.yes) || !cell.bits.disjoint(node.no);
  if (says || cell.answer == Answer::kOpen) meet({entity_id, step.slot, id});
  return Truth::kUnknown;
}

Truth PlanState::available(const PlanAuthorization& authorization) {
  const std::size_t mark = met_mark();
  Truth value = eval(authorization.node);
  for (const int restriction : authorization.restrictions) {
    if (value == Truth::kFalse) break;
    value = both(value, !eval(restriction));
  }
  return decided(value, mark);
}

// ---- codes ----

Truth PlanState::code(int id, const PlanStep& step) {
  const PlanNode& node = plan_->nodes[static_cast<std::size_t>(id)];
  const int entity_id = registers_[static_cast<std::size_t>(step.entity_reg)];
  const PlanCell& cell = cell_at(entity_id, step.slot);
  const Truth is_named = cell.code != nullptr ? named(node, cell) : Truth::kFalse;
  if (is_named == Truth::kTrue && !cell.code->basket) return Truth::kTrue;
  Settled& settled = settled_of(entity_id);
  const StatedCode* said = said_code(settled, entity_id, step.slot);
  // Entries outside the set matter to a basket alone.
  const bool baskets = cell.code != nullptr ? is_named == Truth::kTrue : !cell.bits.disjoint(node.yes, plan_->baskets);
  const std::size_t mark = met_.size();
  Truth by_entry = Truth::kFalse;
  Truth outside = Truth::kFalse;
  const int item_before = registers_[2];
  registers_[2] = entity_id;
  const std::uint32_t about = number_of_entries_of(entity_id);
  const auto any_of = [&](int first, int end) {
    Truth any = Truth::kFalse;
    for (int i = first; i != end; ++i) {
      const auto [entry, below] = plan_->set_entries[static_cast<std::size_t>(i)];
      if (no_entry_[entry] == about) continue;
      const Truth value = entry_value(settled, entry, below, entity_id, said);
      if (value == Truth::kFalse) no_entry_[entry] = about;  // and left no unknowns
      any = either(any, value);
      if (any == Truth::kTrue) break;
    }
    return any;
  };
  by_entry = any_of(step.first, step.inside_end);
  if (baskets && by_entry != Truth::kTrue) outside = any_of(step.inside_end, step.outside_end);
  registers_[2] = item_before;
  if (by_entry == Truth::kTrue) return decided(by_entry, mark);
  const Truth left = cell.code != nullptr ? stated_code_left(id, step, entity_id, *cell.code, is_named, outside)
                                          : code_left(id, step, entity_id, cell.bits, outside);
  return decided(either(by_entry, left), mark);
}

// The same as long as entries say the same of the item.
std::uint32_t PlanState::number_of_entries_of(int item) {
  if (no_entry_.empty()) no_entry_.resize(plan_->entries.size(), 0);
  const std::pair now(weighing_, item);
  if (no_entry_about_ != now) {
    no_entry_about_ = now;
    ++no_entry_number_;
  }
  return no_entry_number_;
}

// Does the set name the stated code itself, or one that holds it?
Truth PlanState::named(const PlanNode& node, const PlanCell& cell) {
  std::atomic<std::int8_t>& known = cell.code->named[static_cast<std::size_t>(&node - plan_->nodes.data())];
  std::int8_t value = known.load(std::memory_order_relaxed);
  if (value < 0) {
    value = static_cast<std::int8_t>(find_named(node, cell));
    known.store(value, std::memory_order_relaxed);
  }
  return static_cast<Truth>(value);
}

Truth PlanState::find_named(const PlanNode& node, const PlanCell& cell) const {
  if (cell.code->place >= 0) {
    const auto place = static_cast<std::size_t>(cell.code->place);
    return node.yes.test(place) ? Truth::kTrue : node.no.test(place) ? Truth::kFalse : Truth::kUnknown;
  }
  if (cell.code->entry >= 0 && node.entries[static_cast<std::size_t>(cell.code->entry)].second) return Truth::kTrue;
  const FactDecl& fact = law_.schema().at(plan_->slots[static_cast<std::size_t>(node.slot)].fact);
  return node.patterns.empty() ? sets_.contains(*node.figure, fact, cell.stated)
                               : sets_.among(node.patterns, fact, cell.stated);
}

// Is the code that the item has in the set, where no entry of the set holds?
Truth PlanState::code_left(int id, const PlanStep& step, int entity_id, const Bits& left, Truth outside,
                           Truth is_named) {
  const PlanNode& node = plan_->nodes[static_cast<std::size_t>(id)];
  // Codes of the set that give way to entries are in it only if no other entry holds, and are not if one does.
  const auto among = [&](const Bits& yes, const Bits& no) {
    if (left.inside(yes)) return Truth::kTrue;
    if (left.inside(no)) return is_named;
    if (!left.disjoint(yes) || !left.disjoint(no)) meet({entity_id, step.slot, id});
    return Truth::kUnknown;
  };
  if (outside == Truth::kFalse || left.disjoint(node.yes, plan_->baskets)) return among(node.yes, node.no);
  const Bits yes = node.yes.minus(plan_->baskets);
  return among(yes, outside == Truth::kTrue ? node.no | (left & node.yes & plan_->baskets) : node.no);
}

// The same of a stated code; `is_named`: does the set name it?
Truth PlanState::stated_code_left(int id, const PlanStep& step, int entity_id, const StatedCode& code, Truth is_named,
                                  Truth outside) {
  if (code.basket) is_named = both(is_named, !outside);
  if (code.below.empty()) return is_named;
  return code_left(id, step, entity_id, code.below, outside, code.basket ? Truth::kFalse : is_named);
}

// As stated or fixed, else: does some rule that counts for content hold with the component as item?
Truth PlanState::content(int id, const PlanStep& step) {
  const PlanNode& node = plan_->nodes[static_cast<std::size_t>(id)];
  const int component = registers_[static_cast<std::size_t>(step.entity_reg)];
  const PlanCell& cell = cell_at(component, step.slot);
  if (cell.bits.inside(node.yes)) return Truth::kTrue;
  if (cell.bits.inside(node.no)) return Truth::kFalse;
  const bool apart = !met_.empty();  // what the rules meet stands for it, be it met before or not
  if (apart) put_met_aside();
  const int item_before = registers_[2];
  registers_[2] = component;
  const Truth value = junction(step, false);
  registers_[2] = item_before;
  if (value == Truth::kUnknown && met_.empty()) meet({component, step.slot, id});
  if (apart) take_met_back(true);
  return value;
}

// ---- figures that are no slot against a limit ----

Truth PlanState::figures(const PlanNode& node) {
  const Expr& left = *node.figure->kids[0];
  const Expr& right = *node.figure->kids[1];
  const std::size_t mark = met_.size();
  const PlanNode* const around = std::exchange(figures_node_, &node);
  const Interval difference = add(figure(left), negate(figure(right)));
  figures_node_ = around;
  return decided(holds_for(difference, node.figure->op, Rational(0)), mark);
}

const PlanCell& PlanState::cell_of_path(const Expr& path) {
  const auto reg = plan_->registers.find(path.root);
  const int entity_id = reg == plan_->registers.end() ? 0 : registers_[static_cast<std::size_t>(reg->second)];
  return cell_at(entity_id, plan_->slot_of.at({path.fact, std::string()}));
}

// Two facts with words: decided where each of them means one thing, or where they have no meaning in common.
Truth PlanState::same(int id, const PlanStep& step) {
  const PlanNode& node = plan_->nodes[static_cast<std::size_t>(id)];
  const Side left = side(node, 0);
  const Side right = side(node, 1);
  if (left.cell.anything || right.cell.anything) return Truth::kUnknown;  // texts that nobody stated
  const auto decided_as = [&](bool same) { return truth_of(same == (step.compare == CompareOp::kEqual)); };
  if (plan_->slots[static_cast<std::size_t>(node.slot)].anything.type == FactType::kText)
    return decided_as(left.cell.stated == right.cell.stated);
  if (left.means.empty() || right.means.empty()) return Truth::kUnknown;
  if (left.means.disjoint(right.means)) return decided_as(false);
  const int one_left = left.means.only();
  const int one_right = right.means.only();
  if (one_left >= 0 && one_right >= 0) return decided_as(true);
  if (one_right >= 0) {
    meet({left.entity, node.slot, id, one_right});
  } else if (one_left >= 0) {
    meet({right.entity, node.other_slot, id, one_left});
  } else {
    meet({left.entity, node.slot, DayPlan::kConstant});
    meet({right.entity, node.other_slot, DayPlan::kConstant});
  }
  return Truth::kUnknown;
}

PlanState::Side PlanState::side(const PlanNode& node, std::size_t number) {
  const int entity_id = registers_[static_cast<std::size_t>(number == 0 ? node.entity_reg : node.other_reg)];
  Side out{entity_id, cell_at(entity_id, number == 0 ? node.slot : node.other_slot), {}};
  const std::vector<std::uint16_t>& meanings = node.meanings[number];
  if (out.cell.single >= 0 && !meanings.empty()) {
    out.means.set(meanings[static_cast<std::size_t>(out.cell.single)]);
    return out;
  }
  for (std::size_t word = 0; word < meanings.size(); ++word) {
    if (out.cell.bits.test(word)) out.means.set(meanings[word]);
  }
  return out;
}

Interval PlanState::figure(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kNumber:
      return Interval::point(*sets_.figure(expr));
    case ExprKind::kName: {
      const Version* version = expr.decl == nullptr ? nullptr : sets_.active(*expr.decl);
      return version == nullptr ? Interval::everything() : figure(*version->body);
    }
    case ExprKind::kTotal:
      return total(expr);
    case ExprKind::kPath:
      return cell_of_path(expr).number;
    case ExprKind::kAdd:
      return add(figure(*expr.kids[0]), figure(*expr.kids[1]));
    case ExprKind::kSubtract:
      return add(figure(*expr.kids[0]), negate(figure(*expr.kids[1])));
    case ExprKind::kMultiply:
      return multiply(figure(*expr.kids[0]), figure(*expr.kids[1]));
    case ExprKind::kDivide:
      return divide(figure(*expr.kids[0]), figure(*expr.kids[1]));
    case ExprKind::kMin:
    case ExprKind::kMax: {
      std::vector<Interval> all;
      all.reserve(expr.kids.size());
      for (const ExprPtr& kid : expr.kids) all.push_back(figure(*kid));
      return least_or_most(all, expr.kind == ExprKind::kMin);
    }
    default:
      return Interval::everything();
  }
}

// What surely counts and what may count of the elements' figures.
Interval PlanState::total(const Expr& expr) {
  const PlanTotal& plan = *plan_->total_of(*figures_node_, expr);
  Interval sum = Interval::point(Rational(0));
  if (plan.list < 0) return sum;
  std::vector<Element> all;
  elements(plan.list, in_total(plan.list), all);
  int& reg = registers_[static_cast<std::size_t>(plan.reg)];
  const int before = reg;
  for (const Element& element : all) {
    reg = element.entity;
    const Truth where = plan.where < 0 ? Truth::kTrue : eval(plan.where);
    const Truth counts = both(element.member, where);
    if (counts == Truth::kFalse) continue;
    Interval one = figure(*expr.kids[0]);
    if (element.closing >= 0 && where == Truth::kTrue && !may_be_zero(one))
      meet_closing(element.closing_of, element.closing);
    if (element.unnamed) one = sum_of_several(std::move(one));
    if (counts == Truth::kUnknown) one = down_to_zero(std::move(one));
    sum = add(sum, one);
  }
  reg = before;
  return sum;
}

}  // namespace licet::rules
