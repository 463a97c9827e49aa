#include "rules/eval/evaluator.h"

#include <algorithm>
#include <cstdint>

#include "base/text_util.h"
#include "rules/facts/interval.h"

namespace licet::rules {

namespace {

constexpr int kFirstUnnamed = 1'000'000;  // entity numbers from here on stand for unnamed elements of open lists

bool is_category_digit(char first) {
  return first >= '0' && first <= '9';
}

bool is_quantified(ExprKind kind) {
  return kind == ExprKind::kSome || kind == ExprKind::kEvery;
}

Possible with_words(const Possible& base, std::vector<std::string> words) {
  Possible out = base;
  out.words = std::move(words);
  return out;
}

Possible with_answer(Possible base, Answer answer) {
  base.answer = answer;
  base.asked = true;
  return base;
}

}  // namespace

// ---- look-up ----

const Entity& Evaluator::entity(int id) const {
  return id >= kFirstUnnamed ? unnamed_[static_cast<std::size_t>(id - kFirstUnnamed)] : case_.entity(id);
}

std::string Evaluator::name_of(const Variable& variable) const {
  if (variable.fact == kMarkFact) return concat("law.", variable.member);
  if (variable.fact == kLetterFact) return "order.exporter";
  const std::string& name = law_.schema().at(variable.fact).name;
  const Entity& owner = entity(variable.entity);
  const std::string member = variable.member.empty() ? "" : concat(" has ", variable.member);
  const bool several =
      owner.kind == EntityKind::kParty || owner.kind == EntityKind::kItem || owner.kind == EntityKind::kFacility;
  return concat(name, member, several && !owner.label.empty() ? concat(" (", owner.label, ")") : "");
}

const Possible& Evaluator::anything(int fact) {
  const auto [found, added] = anything_.try_emplace(fact);
  if (added && fact < 0) {
    found->second.words = {"false", "true"};
  } else if (added) {
    found->second = everything_possible(law_.schema().at(fact), law_.places());
  }
  return found->second;
}

const Possible& Evaluator::look_up(const Variable& variable) {
  if (recorder_ != nullptr) recorder_->read(variable);
  if (assignment_ != nullptr && !assignment_->empty()) {
    if (const auto found = assignment_->find(variable); found != assignment_->end()) return found->second;
  }
  const Possible& everything = anything(variable.fact);
  if (variable.fact == kMarkFact) return everything;
  const Entity& owner = entity(variable.entity);
  if (const auto found = owner.facts.find({variable.fact, variable.member}); found != owner.facts.end())
    return found->second;
  const bool absent = !variable.member.empty() && std::find(owner.closed_sets.begin(), owner.closed_sets.end(),
                                                            variable.fact) != owner.closed_sets.end();
  if (variable.fact == kLetterFact) return everything;
  if (absent) {
    const auto [found, added] = absent_.try_emplace(variable.fact);
    if (added) found->second = with_answer(with_words(everything, {"false"}), Answer::kValue);
    return found->second;
  }
  if (law_.schema().at(variable.fact).role == FactRole::kClaim && !claims_open_) {
    const auto [found, added] = unclaimed_.try_emplace(variable.fact);
    if (added) found->second = with_words(everything, {"false"});
    return found->second;
  }
  if (const Possible* filled = assumed(variable, everything)) return *filled;
  return everything;
}

// An assumption is `fact = value`, a bare yes-or-no fact, or `not known(...)` of one fact.
const Possible* Evaluator::assumed(const Variable& variable, const Possible& everything) {
  if (profile_ == nullptr || !law_.schema().at(variable.fact).profile_may_set) return nullptr;
  if (const auto found = assumed_.find(variable); found != assumed_.end()) return &found->second;
  for (const Assumption& assumption : profile_->assumptions) {
    if (switched_off_.contains(assumption.name)) continue;
    const Expr& condition = *assumption.condition;
    const bool denies = condition.kind == ExprKind::kNot && condition.kids[0]->kind == ExprKind::kKnown;
    const Expr& atom = denies ? *condition.kids[0]->kids[0] : condition;
    const Expr& path = atom.kids.empty() ? atom : *atom.kids[0];
    if (path.kind != ExprKind::kPath || path.fact != variable.fact) continue;
    if (atom.kind == ExprKind::kHas) {
      const std::vector<std::string> members = members_of(*atom.kids[1]);
      if (std::find(members.begin(), members.end(), variable.member) == members.end()) continue;
    }
    used_.insert(AssumptionUse{&assumption, profile_, variable});
    Possible out = everything;
    if (denies) {
      out.not_known = true;
    } else {
      out.words = {atom.kind == ExprKind::kCompare ? atom.kids[1]->text : "true"};
      out.answer = Answer::kValue;
    }
    return &assumed_.emplace(variable, std::move(out)).first->second;
  }
  return nullptr;
}

void Evaluator::add_split(const Variable& variable, std::vector<Possible> cells) {
  std::erase_if(cells, [](const Possible& cell) {
    return cell.type == FactType::kNumber ? cell.number.is_empty() : cell.words.empty() && !cell.anything;
  });
  if (cells.size() < 2) return;
  for (const Split& split : splits_) {
    if (split.variable == variable) return;
  }
  splits_.push_back(Split{variable, std::move(cells)});
}

int Evaluator::bound(const std::string& name) const {
  for (std::size_t i = environment_.size(); i > 0; --i) {
    if (environment_[i - 1].first != name) continue;
    if (recorder_ != nullptr) recorder_->name_used(i - 1);
    return environment_[i - 1].second;
  }
  return 0;  // the order
}

Variable Evaluator::variable_of(const Expr& path) const {
  return Variable{bound(path.root), path.fact, {}};
}

// ---- lists ----

Truth Evaluator::closed(EntityKind kind) {
  const char* name = kind == EntityKind::kParty       ? "order.parties_complete"
                     : kind == EntityKind::kFacility  ? "order.facilities_complete"
                     : kind == EntityKind::kComponent ? "item.components_complete"
                                                      : nullptr;
  if (name == nullptr) return Truth::kTrue;
  const int fact = law_.schema().find(name);
  if (fact < 0) return Truth::kTrue;
  const Variable variable{kind == EntityKind::kComponent ? bound("item") : 0, fact, {}};
  const Possible& possible = look_up(variable);
  // Facilities and components are closed by being stated: an order that names none leaves them open.
  if (kind != EntityKind::kParty && !possible.asked) {
    const bool stated =
        kind == EntityKind::kFacility ? !case_.facilities.empty() : !entity(bound("item")).components.empty();
    return truth_of(stated);
  }
  return yes_test(variable, possible);
}

int Evaluator::unnamed_entity(const Expr& list, EntityKind kind) {
  std::string key = std::to_string(reinterpret_cast<std::uintptr_t>(&list));
  std::map<std::string, int> names;
  for (const auto& [name, id] : environment_) names[name] = id;
  for (const auto& [name, id] : names) key += concat(",", name, "=", id);
  const auto [found, added] = unnamed_ids_.emplace(std::move(key), kFirstUnnamed + static_cast<int>(unnamed_.size()));
  if (added) {
    Entity unnamed;
    unnamed.kind = kind;
    unnamed.label = concat("a ", to_string(kind), " that is not named");
    unnamed_.push_back(std::move(unnamed));
  }
  if (recorder_ != nullptr) recorder_->unnamed_met(list, found->second);
  return found->second;
}

std::vector<Evaluator::Element> Evaluator::elements(const Expr& list) {
  if (list.decl != nullptr) {
    const Version* version = active_version(*list.decl);
    if (version == nullptr) return {};
    std::vector<Element> out;
    for (Element element : elements(*version->list_domain)) {
      // Each quantifier has an unnamed element of its own, so that two quantifiers may be filled by two parties.
      if (element.unnamed) element.entity = unnamed_entity(list, entity(element.entity).kind);
      push(version->list_variable, element.entity);
      element.member = both(element.member, eval(*version->body));
      pop();
      if (element.member != Truth::kFalse) out.push_back(element);
    }
    return out;
  }
  const std::vector<int>* ids = &case_.parties;
  EntityKind kind = EntityKind::kParty;
  if (list.text == "facilities") {
    ids = &case_.facilities;
    kind = EntityKind::kFacility;
  } else if (list.text == "legs") {
    ids = &case_.legs;
    kind = EntityKind::kLeg;
  } else if (list.text == "items") {
    ids = &case_.items;
    kind = EntityKind::kItem;
  } else if (list.text != "parties") {
    ids = &entity(bound("item")).components;
    kind = EntityKind::kComponent;
  }
  std::vector<Element> out;
  for (const int id : *ids) out.push_back(Element{id, Truth::kTrue, false});
  const Truth is_closed = closed(kind);
  if (is_closed != Truth::kTrue) out.push_back(Element{unnamed_entity(list, kind), !is_closed, true});
  return out;
}

// ---- conditions ----

Truth Evaluator::eval(const Expr& condition, Trace* trace) {
  if (trace != nullptr) trace->condition = &condition;
  Truth value = Truth::kUnknown;
  switch (condition.kind) {
    case ExprKind::kAnd:
      value = junction(condition, true, trace);
      break;
    case ExprKind::kOr:
      value = junction(condition, false, trace);
      break;
    case ExprKind::kNot: {
      Trace* kid = trace == nullptr ? nullptr : &trace->kids.emplace_back();
      value = !eval(*condition.kids[0], kid);
      break;
    }
    case ExprKind::kSome:
    case ExprKind::kEvery:
      value = quantifier(condition, trace);
      break;
    case ExprKind::kCompare:
      value = compare(condition);
      break;
    case ExprKind::kIn:
      value = membership(condition);
      break;
    case ExprKind::kHas:
      value = has(condition);
      break;
    case ExprKind::kKnown:
      value = known(*condition.kids[0], true);
      break;
    case ExprKind::kUnknowable:
      value = both(!known(*condition.kids[0], true), !known(*condition.kids[0], false));
      break;
    case ExprKind::kName:
      value = name(condition, trace);
      break;
    case ExprKind::kPath:
      value = bare_path(condition);
      break;
    default:
      value = Truth::kUnknown;
      break;
  }
  if (trace != nullptr) {
    trace->value = value;
    if (trace->kids.empty()) explain(condition, value, *trace);
  }
  return value;
}

// Evaluates every kid unless one decides; unknowns of kids that did not matter are forgotten.
Truth Evaluator::junction(const Expr& expr, bool is_and, Trace* trace) {
  const Truth decides = truth_of(!is_and);
  const std::size_t mark = split_mark();
  Truth value = !decides;
  for (const ExprPtr& kid : expr.kids) {
    Trace* below = trace == nullptr ? nullptr : &trace->kids.emplace_back();
    const Truth next = eval(*kid, below);
    if (next == decides) {
      forget_splits_after(mark);
      return decides;
    }
    value = is_and ? both(value, next) : either(value, next);
  }
  return value;
}

Truth Evaluator::quantifier(const Expr& expr, Trace* trace) {
  const bool is_some = expr.kind == ExprKind::kSome;
  const Truth decides = truth_of(is_some);
  const std::size_t mark = split_mark();
  Truth value = !decides;
  for (const Element& element : elements(*expr.kids[0])) {
    Trace* below = trace == nullptr ? nullptr : &trace->kids.emplace_back();
    push(expr.text, element.entity);
    const Truth inner = eval(*expr.kids[1], below);
    pop();
    if (below != nullptr) below->element = concat(expr.text, " = ", entity(element.entity).label);
    const Truth next = is_some ? both(element.member, inner) : either(!element.member, inner);
    if (next == decides) {
      forget_splits_after(mark);
      return decides;
    }
    value = is_some ? either(value, next) : both(value, next);
  }
  return value;
}

Truth Evaluator::bare_path(const Expr& expr) {
  const Variable variable = variable_of(expr);
  if (law_.schema().at(variable.fact).role == FactRole::kContent) return content_path(variable);
  const Possible& possible = look_up(variable);
  return yes_test(variable, possible);
}

Truth Evaluator::name(const Expr& expr, Trace* trace) {
  if (expr.decl == nullptr) return Truth::kUnknown;
  // Components are looked at as if they were subject to the EAR.
  if (content_depth_ > 0 && expr.decl->qualified == kSubjectLet) return Truth::kTrue;
  Trace* below = trace == nullptr ? nullptr : &trace->kids.emplace_back();
  return standing(*expr.decl, below).value;
}

Truth Evaluator::compare(const Expr& expr) {
  const Expr& left = *expr.kids[0];
  const Expr& right = *expr.kids[1];
  if (left.kind == ExprKind::kName && !left.root.empty()) {  // `outcome`
    Truth value = Truth::kUnknown;
    if (outcome_.decided()) value = truth_of(to_string(outcome_.least()) == right.text);
    if (!outcome_.decided()) {
      bool among = false;
      for (std::size_t i = 0; i < kOutcomes; ++i) {
        const auto one = static_cast<Outcome>(i);
        among = among || (outcome_.has(one) && to_string(one) == right.text);
      }
      if (!among) value = Truth::kFalse;
    }
    return expr.op == CompareOp::kNotEqual ? !value : value;
  }
  const FactDecl* fact = left.kind == ExprKind::kPath ? &law_.schema().at(left.fact) : nullptr;
  if (fact != nullptr && fact->type == FactType::kCode) {
    const Truth in = code_in(bound(left.root), [&](const std::string& code) { return contains(right, *fact, code); });
    return expr.op == CompareOp::kNotEqual ? !in : in;
  }
  if (fact != nullptr && fact->type != FactType::kNumber) {
    const Variable variable = variable_of(left);
    const Possible& possible = look_up(variable);
    std::vector<Truth> verdicts;
    const bool place = fact->type == FactType::kPlace;
    std::vector<std::string> wanted = {right.text};
    if (right.kind == ExprKind::kPath) {
      const Possible& other = look_up(variable_of(right));
      if (!other.is_single()) return Truth::kUnknown;
      wanted = other.words;
    }
    const std::string meant = place ? law_.canonical_place(wanted[0], day_) : wanted[0];
    for (const std::string& word : possible.words) {
      const bool same = (place ? law_.canonical_place(word, day_) : word) == meant;
      verdicts.push_back(truth_of(same == (expr.op == CompareOp::kEqual)));
    }
    return words_test(variable, possible, verdicts);
  }
  const Interval limit = figure(right);
  if (fact != nullptr && limit.is_point()) {
    const Variable variable = variable_of(left);
    return number_test(variable, look_up(variable), expr.op, *limit.low);
  }
  const Interval difference = add(figure(left), negate(limit));
  return holds_for(difference, expr.op, Rational(0));
}

Truth Evaluator::number_test(const Variable& variable, const Possible& possible, CompareOp op, const Rational& limit) {
  const Truth value = holds_for(possible.number, op, limit);
  if (value != Truth::kUnknown) return value;
  std::vector<Possible> cells;
  const bool equality = op == CompareOp::kEqual || op == CompareOp::kNotEqual;
  const std::vector<CompareOp> parts =
      equality ? std::vector{CompareOp::kLess, CompareOp::kEqual, CompareOp::kGreater} : std::vector{op, opposite(op)};
  for (const CompareOp part : parts) {
    Possible cell = possible;
    cell.number = intersect(possible.number, half(part, limit));
    cells.push_back(std::move(cell));
  }
  add_split(variable, std::move(cells));
  return Truth::kUnknown;
}

// True if the test holds for every word that is left, false if for none; else unknown, with one cell for each verdict.
Truth Evaluator::words_test(const Variable& variable, const Possible& possible, const std::vector<Truth>& verdicts) {
  if (possible.anything) return Truth::kUnknown;
  std::vector<Possible> cells;
  for (const Truth verdict : {Truth::kTrue, Truth::kUnknown, Truth::kFalse}) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      if (verdicts[i] == verdict) words.push_back(possible.words[i]);
    }
    if (words.size() == verdicts.size() && !words.empty()) return verdict;
    cells.push_back(with_words(possible, std::move(words)));
  }
  add_split(variable, std::move(cells));
  return Truth::kUnknown;
}

Truth Evaluator::yes_test(const Variable& variable, const Possible& possible) {
  std::vector<Truth> verdicts;
  for (const std::string& word : possible.words) verdicts.push_back(truth_of(word == "true"));
  return words_test(variable, possible, verdicts);
}

Truth Evaluator::membership(const Expr& expr) {
  const Expr& left = *expr.kids[0];
  const Expr& set = *expr.kids[1];
  if (left.kind == ExprKind::kTuple) return tuple_in(left, set);
  const FactDecl& fact = law_.schema().at(left.fact);
  const Variable variable = variable_of(left);
  if (fact.type == FactType::kCode)
    return code_in(variable.entity, [&](const std::string& code) { return contains(set, fact, code); });
  const Possible& possible = look_up(variable);
  if (fact.type == FactType::kNumber) {
    if (set.kind != ExprKind::kInterval) return Truth::kUnknown;
    const Interval low = figure(*set.kids[0]);
    const Interval high = figure(*set.kids[1]);
    if (!low.is_point() || !high.is_point()) return Truth::kUnknown;
    const Truth above = number_test(variable, possible, CompareOp::kGreaterEqual, *low.low);
    return both(above,
                number_test(variable, possible, set.open_high ? CompareOp::kLess : CompareOp::kLessEqual, *high.low));
  }
  std::vector<Truth> verdicts;
  const bool place = fact.type == FactType::kPlace;
  for (const std::string& word : possible.words)
    verdicts.push_back(place ? place_in(set, fact, word) : contains(set, fact, word));
  return words_test(variable, possible, verdicts);
}

Truth Evaluator::place_in(const Expr& set, const FactDecl& fact, const std::string& place) {
  auto& verdicts = place_verdicts_[{&set, day_.days}];
  if (const auto found = verdicts.find(place); found != verdicts.end()) return found->second;
  const Truth value = contains(set, fact, place);
  verdicts.emplace(place, value);
  return value;
}

// One variable for each member; any present member makes it true.
Truth Evaluator::has(const Expr& expr) {
  const Expr& left = *expr.kids[0];
  const std::size_t mark = split_mark();
  Truth value = Truth::kFalse;
  for (const std::string& member : members_of(*expr.kids[1])) {
    Variable variable = variable_of(left);
    variable.member = member;
    const Possible& possible = look_up(variable);
    value = either(value, yes_test(variable, possible));
    if (value == Truth::kTrue) {
      forget_splits_after(mark);
      return value;
    }
  }
  return value;
}

// ---- sets ----

std::vector<std::string> Evaluator::members_of(const Expr& set) {
  std::vector<std::string> out;
  switch (set.kind) {
    case ExprKind::kBraces:
    case ExprKind::kUnion:
      for (const ExprPtr& kid : set.kids) {
        for (std::string& member : members_of(*kid)) out.push_back(std::move(member));
      }
      break;
    case ExprKind::kName:
      if (set.decl == nullptr) {
        out.push_back(set.text);
      } else if (const Version* version = active_version(*set.decl)) {
        out = members_of(*version->body);
      }
      break;
    default:
      out.push_back(set.text);
      break;
  }
  if (recorder_ == nullptr) return out;
  // A proof has one form: members are asked in their order.
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Truth Evaluator::contains(const Expr& set, const FactDecl& fact, const std::string& word) {
  const bool place = fact.type == FactType::kPlace;
  switch (set.kind) {
    case ExprKind::kUnion:
      return either(contains(*set.kids[0], fact, word), contains(*set.kids[1], fact, word));
    case ExprKind::kDifference:
      return both(contains(*set.kids[0], fact, word), !contains(*set.kids[1], fact, word));
    case ExprKind::kBraces: {
      Truth value = Truth::kFalse;
      for (const ExprPtr& kid : set.kids) value = either(value, contains(*kid, fact, word));
      return value;
    }
    case ExprKind::kGroup:
      return law_.in_group(set.text, law_.canonical_place(word, day_), day_);
    case ExprKind::kCode:
      return truth_of(pattern_holds(set.text, word));
    case ExprKind::kName:
      return name_contains(set, fact, word);
    case ExprKind::kString:
      return truth_of(set.text == word);
    default:
      return place ? Truth::kFalse : Truth::kUnknown;
  }
}

Truth Evaluator::name_contains(const Expr& set, const FactDecl& fact, const std::string& word) {
  if (set.decl != nullptr) {
    const Version* version = active_version(*set.decl);
    return version == nullptr ? Truth::kUnknown : contains(*version->body, fact, word);
  }
  if (const TupleTable* table = law_.table(set.text)) return table_contains(*table, fact, word);
  if (fact.type == FactType::kPlace)
    return truth_of(law_.canonical_place(set.text, day_) == law_.canonical_place(word, day_));
  return truth_of(fact.type == FactType::kCode ? pattern_holds(set.text, word) : set.text == word);
}

Truth Evaluator::table_contains(const TupleTable& table, const FactDecl& fact, const std::string& word) const {
  Truth value = Truth::kFalse;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::string& cell = table.rows[i].front();
    if (fact.type == FactType::kCode ? !pattern_holds(cell, word) : cell != word) continue;
    value = either(value, row_holds(table, i));
  }
  return value;
}

bool Evaluator::cell_holds(const FactDecl& fact, const std::string& cell, const std::string& word) const {
  if (fact.type == FactType::kCode) return pattern_holds(cell, word);
  return cell == (fact.type == FactType::kPlace ? law_.canonical_place(word, day_) : word);
}

Truth Evaluator::row_holds(const TupleTable& table, std::size_t row) const {
  const Truth begun = table.from[row].reached_by(day_);
  const Truth value = table.until[row] ? both(begun, !table.until[row]->reached_by(day_)) : begun;
  return table.unverified[row] ? both(value, Truth::kUnknown) : value;
}

// A tuple stands in a table if some row has all its parts. Constants and bound words choose the rows; facts are then
// tested one after the other.
Truth Evaluator::tuple_in(const Expr& tuple, const Expr& set) {
  const TupleTable* table = law_.table(set.text);
  if (table == nullptr) return Truth::kUnknown;
  std::vector<TuplePart> parts;
  std::vector<std::pair<std::size_t, std::string>> wanted;
  for (std::size_t i = 0; i < tuple.kids.size(); ++i) {
    const Expr& part = *tuple.kids[i];
    if (part.kind == ExprKind::kPath) {
      parts.push_back(TuplePart{i, &part});
      continue;
    }
    std::string word = part.text;
    for (std::size_t k = 0; k < words_.size(); ++k) {
      if (part.root.empty() || words_[k].first != part.root) continue;
      word = words_[k].second;
      if (recorder_ != nullptr) recorder_->word_used(k);
    }
    wanted.emplace_back(i, std::move(word));
  }
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table->rows.size(); ++row) {
    bool same = row_holds(*table, row) != Truth::kFalse;
    for (const auto& [column, word] : wanted) same = same && table->rows[row][column] == word;
    if (same) rows.push_back(row);
  }
  return rows_hold(*table, rows, std::move(parts));
}

Truth Evaluator::rows_hold(const TupleTable& table, const std::vector<std::size_t>& rows,
                           std::vector<TuplePart> parts) {
  if (parts.empty()) {
    Truth value = Truth::kFalse;
    for (const std::size_t row : rows) value = either(value, row_holds(table, row));
    return value;
  }
  const TuplePart part = parts.back();
  const FactDecl& fact = law_.schema().at(part.path->fact);
  parts.pop_back();
  if (parts.empty()) {
    std::map<std::string_view, Truth> cells;
    bool patterns = false;
    for (const std::size_t row : rows) {
      const std::string& cell = table.rows[row][part.column];
      Truth& value = cells.try_emplace(cell, Truth::kFalse).first->second;
      value = either(value, row_holds(table, row));
      patterns = patterns || cell.ends_with('*');
    }
    const auto says = [&](std::string_view cell) {
      const auto found = cells.find(cell);
      return found == cells.end() ? Truth::kFalse : found->second;
    };
    return path_test(*part.path, [&](const std::string& word) {
      if (fact.type == FactType::kPlace) return says(law_.canonical_place(word, day_));
      Truth value = says(word);
      if (fact.type != FactType::kCode) return value;
      // A cell holds all codes below it: `3A001` holds 3A001.b.2.
      for (auto dot = word.rfind('.'); dot != std::string::npos && dot > 0; dot = word.rfind('.', dot - 1))
        value = either(value, says(std::string_view(word).substr(0, dot)));
      for (const auto& [cell, one] : cells) {
        if (!patterns) break;
        if (cell.ends_with('*') && pattern_holds(cell, word)) value = either(value, one);
      }
      return value;
    });
  }
  std::map<std::string, std::vector<std::size_t>> by_cell;
  for (const std::size_t row : rows) by_cell[table.rows[row][part.column]].push_back(row);
  Truth value = Truth::kFalse;
  for (const auto& [cell, some] : by_cell) {
    const Truth here =
        path_test(*part.path, [&](const std::string& word) { return truth_of(cell_holds(fact, cell, word)); });
    if (here != Truth::kFalse) value = either(value, both(here, rows_hold(table, some, parts)));
  }
  return value;
}

// Does the value of a fact pass the test?
Truth Evaluator::path_test(const Expr& path, const WordTest& test) {
  const Variable variable = variable_of(path);
  if (law_.schema().at(path.fact).type == FactType::kCode) return code_in(variable.entity, test);
  const Possible& possible = look_up(variable);
  std::vector<Truth> verdicts;
  for (const std::string& word : possible.words) verdicts.push_back(test(word));
  return words_test(variable, possible, verdicts);
}

// ---- codes ----

// An item is in a set of codes if the code stated for it is, or if an entry of the set holds for it. A stated code
// settles what the entries leave open; without one, codes that no entry tests stay possible.
Truth Evaluator::code_in(int item, const WordTest& in_set) {
  static const std::string kFactName = "item.eccn";
  const int fact_id = law_.schema().find(kFactName);
  const Variable variable{item, fact_id, {}};
  const Possible& stated = look_up(variable);
  const bool settled = stated.is_single();
  const std::size_t mark = split_mark();
  Truth by_entry = Truth::kFalse;
  Truth finer = Truth::kFalse;  // entries below a stated code that is more general than the set
  bool elsewhere = false;       // an entry outside the set holds for the item
  // A basket (no category digit) gives way to any entry; what another code says stands whatever the entries outside
  // say.
  const bool basket = settled && !is_category_digit(stated.words.front().front());
  if (settled && !basket && in_set(stated.words.front()) == Truth::kTrue) return Truth::kTrue;
  push("item", item);
  for (const Decl* entry : law_.all(DeclKind::kEntry)) {
    const bool inside = in_set(entry->name) == Truth::kTrue;
    if (!inside && !basket) continue;
    const Truth value = standing(*entry).value;
    if (!inside) {
      elsewhere = elsewhere || value == Truth::kTrue;
      continue;
    }
    by_entry = either(by_entry, value);
    if (settled && pattern_holds(stated.words.front(), entry->name)) finer = either(finer, value);
  }
  pop();
  if (by_entry == Truth::kTrue) {
    forget_splits_after(mark);
    return Truth::kTrue;
  }
  if (settled) return code_stated(variable, stated, in_set, finer, elsewhere, mark);
  return either(by_entry, code_possible(variable, stated, in_set));
}

// A code was stated. It may be more general than the set: then the entries below it decide, and what no entry tests is
// open.
Truth Evaluator::code_stated(const Variable& variable, const Possible& stated, const WordTest& in_set, Truth finer,
                             bool elsewhere, std::size_t mark) {
  const std::string code = stated.words.front();
  const Truth named = in_set(code);
  if (named == Truth::kTrue) {
    forget_splits_after(mark);
    // A stated basket (no category digit) gives way to figures that prove an entry.
    return truth_of(is_category_digit(code.front()) || !elsewhere);
  }
  if (finer != Truth::kUnknown) forget_splits_after(mark);
  if (finer == Truth::kTrue) return finer;
  Possible below = stated;
  below.words = law_.codes_below(code);
  if (below.words.empty()) return either(finer, named);
  std::vector<Truth> verdicts;
  for (const std::string& word : below.words) verdicts.push_back(in_set(word));
  return either(either(finer, named), words_test(variable, below, verdicts));
}

// No code was stated: may the item have one of the set that no entry tests?
Truth Evaluator::code_possible(const Variable& variable, const Possible& possible, const WordTest& in_set) {
  std::vector<std::string> candidates = possible.words;
  Possible open = possible;
  if (possible.anything) {
    candidates = law_.codes_without_entry();
    candidates.emplace_back("?");  // some code that the law files do not name
    open.anything = false;
    open.words = candidates;
  }
  std::vector<Truth> verdicts;
  for (const std::string& code : candidates) verdicts.push_back(in_set(code));
  return words_test(variable, open, verdicts);
}

// ---- knowledge ----

Truth Evaluator::known(const Expr& expr, bool want) {
  switch (expr.kind) {
    case ExprKind::kAnd:
      return known_junction(expr, want, want);
    case ExprKind::kOr:
      return known_junction(expr, !want, want);
    case ExprKind::kNot:
      return known(*expr.kids[0], !want);
    case ExprKind::kSome:
    case ExprKind::kEvery:
      return known_quantifier(expr, want);
    case ExprKind::kKnown:
    case ExprKind::kUnknowable: {  // what is said of knowledge is known as far as it is true
      const Truth value = eval(expr);
      return want ? value : !value;
    }
    case ExprKind::kName: {
      const Version* version = expr.decl == nullptr ? nullptr : active_version(*expr.decl);
      return version == nullptr ? Truth::kUnknown : known(*version->body, want);
    }
    default:
      return known_atom(expr, want);
  }
}

Truth Evaluator::known_junction(const Expr& expr, bool all, bool want) {
  const std::size_t mark = split_mark();
  Truth value = truth_of(all);
  for (const ExprPtr& kid : expr.kids) {
    const Truth next = known(*kid, want);
    value = all ? both(value, next) : either(value, next);
    if (value == truth_of(!all)) {
      forget_splits_after(mark);
      return value;
    }
  }
  return value;
}

Truth Evaluator::known_quantifier(const Expr& expr, bool want) {
  const bool any = (expr.kind == ExprKind::kSome) == want;
  const std::size_t mark = split_mark();
  Truth value = truth_of(!any);
  for (const Element& element : elements(*expr.kids[0])) {
    push(expr.text, element.entity);
    const Truth inner = known(*expr.kids[1], want);
    pop();
    const Truth next = any ? both(element.member, inner) : either(!element.member, inner);
    value = any ? either(value, next) : both(value, next);
    if (value == truth_of(any)) {
      forget_splits_after(mark);
      return value;
    }
  }
  return value;
}

Truth Evaluator::known_atom(const Expr& expr, bool want) {
  const Expr& left = expr.kids.empty() ? expr : *expr.kids[0];
  const bool finite = left.kind == ExprKind::kPath && law_.schema().at(left.fact).type != FactType::kNumber &&
                      law_.schema().at(left.fact).type != FactType::kCode;
  if (!finite) {  // figures and codes: never unknowable
    const Truth value = eval(expr);
    return want ? value : !value;
  }
  const FactDecl& fact = law_.schema().at(left.fact);
  if (expr.kind == ExprKind::kHas) {
    Truth value = truth_of(!want);
    for (const std::string& member : members_of(*expr.kids[1])) {
      Variable variable = variable_of(left);
      variable.member = member;
      const Truth next = known_variable(variable, {"true"}, want);
      value = want ? either(value, next) : both(value, next);
    }
    return value;
  }
  const Variable variable = variable_of(left);
  std::vector<std::string> true_words;
  for (const std::string& word : anything(left.fact).words) {
    bool holds = word == "true";
    if (expr.kind == ExprKind::kIn) {
      const Expr& set = *expr.kids[1];
      holds = (fact.type == FactType::kPlace ? place_in(set, fact, word) : contains(set, fact, word)) == Truth::kTrue;
    }
    if (expr.kind == ExprKind::kCompare) {
      const bool place = fact.type == FactType::kPlace;
      const std::string& constant = expr.kids[1]->text;
      const bool same =
          place ? law_.canonical_place(word, day_) == law_.canonical_place(constant, day_) : word == constant;
      holds = same == (expr.op == CompareOp::kEqual);
    }
    if (holds) true_words.push_back(word);
  }
  return known_variable(variable, true_words, want);
}

// Is it known that the value is (or, with `want` false, is not) one of `true_words`? Table of section 3.
Truth Evaluator::known_variable(const Variable& variable, const std::vector<std::string>& true_words, bool want) {
  const Possible& possible = look_up(variable);
  if (possible.answer == Answer::kUnknowable) return Truth::kFalse;
  if (possible.anything) return Truth::kUnknown;
  std::vector<std::string> wanted;
  std::vector<std::string> others;
  for (const std::string& word : possible.words) {
    const bool is_true = std::find(true_words.begin(), true_words.end(), word) != true_words.end();
    (is_true == want ? wanted : others).push_back(word);
  }
  if (wanted.empty()) return Truth::kFalse;
  if (want && possible.not_known) return Truth::kFalse;
  if (others.empty() && possible.answer == Answer::kValue) return Truth::kTrue;
  std::vector<Possible> cells;
  const bool open = possible.answer == Answer::kOpen;
  cells.push_back(with_answer(with_words(possible, wanted), Answer::kValue));
  if (!possible.not_known) cells.push_back(with_answer(with_words(possible, others), Answer::kValue));
  if (open) cells.push_back(with_answer(possible, Answer::kUnknowable));
  add_split(variable, std::move(cells));
  return Truth::kUnknown;
}

// The facts that an atom reads directly; a set fact once for each member asked about.
std::vector<Variable> Evaluator::variables_of(const Expr& atom) {
  std::vector<Variable> out;
  if (atom.kind == ExprKind::kHas) {
    for (std::string& member : members_of(*atom.kids[1])) {
      Variable variable = variable_of(*atom.kids[0]);
      variable.member = std::move(member);
      if (look_up(variable).asked) out.push_back(std::move(variable));
    }
    return out;
  }
  if (atom.kind == ExprKind::kPath) return {variable_of(atom)};
  if (is_quantified(atom.kind) || atom.kind == ExprKind::kName) return out;
  for (const ExprPtr& kid : atom.kids) {
    for (Variable& variable : variables_of(*kid)) out.push_back(std::move(variable));
  }
  return out;
}

// Names of values in an atom, with their figures of the day: `tpp_high = 4800`.
void Evaluator::add_limits(const Expr& atom, std::vector<std::string>& notes) {
  if (atom.kind == ExprKind::kName && atom.decl != nullptr && atom.decl->kind == DeclKind::kValue) {
    notes.push_back(concat(atom.text, " = ", to_string(figure(atom))));
  }
  for (const ExprPtr& kid : atom.kids) add_limits(*kid, notes);
}

// Notes the facts behind an atom; below a code that figures prove, the entry that holds.
void Evaluator::explain(const Expr& atom, Truth value, Trace& trace) {
  const bool code = !atom.kids.empty() && atom.kids[0]->kind == ExprKind::kPath &&
                    law_.schema().at(atom.kids[0]->fact).type == FactType::kCode;
  if (code && atom.kind == ExprKind::kIn && value == Truth::kTrue) {
    const FactDecl& fact = law_.schema().at(atom.kids[0]->fact);
    for (const Decl* entry : law_.all(DeclKind::kEntry)) {
      if (contains(*atom.kids[1], fact, entry->name) != Truth::kTrue) continue;
      Trace below;
      if (standing(*entry, &below).value == Truth::kTrue) trace.kids.push_back(std::move(below));
    }
  }
  std::vector<std::string> notes;
  for (const Variable& variable : variables_of(atom))
    notes.push_back(concat(name_of(variable), " = ", to_string(look_up(variable))));
  if (atom.kind != ExprKind::kHas) add_limits(atom, notes);
  trace.facts = joined(notes, "; ");
  trace.atom = true;
}

// ---- figures ----

Interval Evaluator::figure(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kNumber:
      return Interval::point(expr.unit == "percent" ? expr.number / Rational(100) : expr.number);
    case ExprKind::kName: {
      const Version* version = expr.decl == nullptr ? nullptr : active_version(*expr.decl);
      return version == nullptr ? Interval::everything() : figure(*version->body);
    }
    case ExprKind::kPath:
      return look_up(variable_of(expr)).number;
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
      for (const ExprPtr& kid : expr.kids) all.push_back(figure(*kid));
      return least_or_most(all, expr.kind == ExprKind::kMin);
    }
    case ExprKind::kTotal: {
      Interval sum = Interval::point(Rational(0));
      for (const Element& element : elements(*expr.kids[1])) {
        push(expr.text, element.entity);
        const Truth counts = both(element.member, expr.kids.size() > 2 ? eval(*expr.kids[2]) : Truth::kTrue);
        Interval one = figure(*expr.kids[0]);
        pop();
        if (counts == Truth::kFalse) continue;
        if (counts == Truth::kUnknown) one.low = Rational(0);
        sum = add(sum, one);
      }
      return sum;
    }
    default:
      return Interval::everything();
  }
}

// ---- statements ----

const Version* Evaluator::active_version(const Decl& decl) const {
  const Version* found = nullptr;
  for (const Version& version : decl.versions) {
    if (version.from <= day_) found = &version;
  }
  if (found != nullptr && ((found->until && *found->until <= day_) || in_gap(decl, day_))) return nullptr;
  return found;
}

bool Evaluator::mark_active(const Mark& mark) const {
  if (mark.kind == MarkKind::kUnenforced && posture_ == Posture::kCodified) return false;
  if (mark.from && day_ < *mark.from) return false;
  return !mark.until || day_ < *mark.until;
}

// Does the mark put the version to sleep for this case? Whether an `unverified` one sleeps at all is a fact of law.
Truth Evaluator::mark_covers(const Decl& decl, const Version& version, const Mark& mark) {
  Truth covers = mark.when ? eval(*mark.when) : Truth::kTrue;
  if (mark.kind != MarkKind::kUnverified || covers == Truth::kFalse) return covers;
  for (const Decl* reply : law_.all(DeclKind::kReply)) {
    if (!reply->targets.empty() && reply->targets.front() == &decl && *reply->from <= day_) {
      return both(covers, truth_of(reply->asleep));
    }
  }
  const Variable variable{0, kMarkFact, concat(decl.qualified, "@", to_string(version.from))};
  const Possible& possible = look_up(variable);
  return both(covers, yes_test(variable, possible));
}

// A document of the authorization that the exporter declines; one that nobody mentioned stays to be handed in.
bool Evaluator::declined(const Version& version) {
  return std::any_of(version.documents.begin(), version.documents.end(), [this](const std::string& path) {
    const Possible& possible = look_up(Variable{0, law_.schema().find(path), {}});
    return possible.words == std::vector<std::string>{"false"};
  });
}

Truth Evaluator::own_value(const Version& version, Trace* trace) {
  if (!version.documents.empty() && declined(version)) return Truth::kFalse;
  Trace* below = trace == nullptr ? nullptr : &trace->kids.emplace_back();
  Truth value = eval(*version.body, below);
  if (value == Truth::kFalse) return value;
  const std::size_t mark = split_mark();
  for (const Decl* exception : version.except_decls) {
    Trace* kid = trace == nullptr ? nullptr : &trace->kids.emplace_back();
    value = both(value, !standing(*exception, kid).value);
    if (value == Truth::kFalse) {
      forget_splits_after(mark);
      return value;
    }
  }
  return value;
}

// Is the exporter the addressee of the letter, on a day on which it binds?
Truth Evaluator::addressed(const Decl& letter) {
  if (letter.from && day_ < *letter.from) return Truth::kFalse;
  if (letter.until && *letter.until <= day_) return Truth::kFalse;
  const Variable variable{0, kLetterFact, letter.qualified};
  const Possible& possible = look_up(variable);
  return yes_test(variable, possible);
}

void Evaluator::bind(const Decl& decl, const Visit& visit, std::size_t clause, const Binding& binding) {
  if (clause == decl.per.size()) {
    visit(binding);
    return;
  }
  const PerClause& per = decl.per[clause];
  if (per.words) {
    for (const std::string& word : members_of(*per.domain)) {
      Binding next = binding;
      next.words.push_back(word);
      push_word(per.variable, word);
      bind(decl, visit, clause + 1, next);
      pop_word();
    }
    return;
  }
  for (const Element& element : elements(*per.domain)) {
    Binding next = binding;
    next.entities.push_back(element.entity);
    next.member = both(binding.member, element.member);
    if (next.member == Truth::kFalse) continue;
    push(per.variable, element.entity);
    bind(decl, visit, clause + 1, next);
    pop();
  }
}

// Would the component need a license if it were the item (734.4: controlled content)?
Truth Evaluator::content(int component) {
  Truth value = Truth::kFalse;
  const std::size_t mark = split_mark();
  push("item", component);
  ++content_depth_;
  for (const Decl* rule : law_.all(DeclKind::kRule)) {
    if (!rule->counts_for_content) continue;
    for_each_binding(*rule, [&](const Binding& binding) {
      if (value != Truth::kTrue) value = either(value, both(binding.member, standing(*rule).value));
    });
    if (value == Truth::kTrue) break;
  }
  --content_depth_;
  pop();
  if (value != Truth::kUnknown) forget_splits_after(mark);
  return value;
}

// `component.controlled`: as stated or fixed, else as the rules decide; the unknowns of the rules stand for it.
Truth Evaluator::content_path(const Variable& variable) {
  const Possible& possible = look_up(variable);
  if (possible.words.size() == 1) return truth_of(possible.words.front() == "true");
  const std::size_t mark = split_mark();
  const Truth value = content(variable.entity);
  if (value != Truth::kUnknown || split_mark() > mark) return value;
  return yes_test(variable, possible);
}

Standing Evaluator::standing(const Decl& decl, Trace* trace) {
  if (recorder_ == nullptr) return standing_for(decl, trace);
  if (const std::optional<Standing> known = recorder_->known(decl, content_depth_ > 0)) return *known;
  recorder_->enter(decl, content_depth_ > 0);
  const Standing out = standing_for(decl, trace);
  recorder_->leave(out);
  return out;
}

Standing Evaluator::standing_for(const Decl& decl, Trace* trace) {
  if (decl.letter == nullptr) return standing_of(decl, trace);
  const std::size_t mark = split_mark();
  const Truth bound_by = addressed(*decl.letter);
  if (bound_by == Truth::kFalse) {
    if (trace != nullptr) {
      trace->statement = &decl;
      trace->value = bound_by;
      trace->facts = concat("binds only the addressee of letter ", decl.letter->qualified);
    }
    return Standing{};
  }
  Standing out = standing_of(decl, trace);
  out.value = both(bound_by, out.value);
  if (out.value == Truth::kFalse) forget_splits_after(mark);
  if (trace != nullptr) trace->value = out.value;
  return out;
}

Standing Evaluator::standing_of(const Decl& decl, Trace* trace) {
  std::ptrdiff_t newest = -1;
  for (std::size_t i = 0; i < decl.versions.size(); ++i) {
    if (decl.versions[i].from <= day_) newest = static_cast<std::ptrdiff_t>(i);
  }
  if (trace != nullptr) trace->statement = &decl;
  Standing out = version_standing(decl, newest, trace);
  // A definition without a version on the day is a gap, and so is one that says so.
  if (decl.kind == DeclKind::kLet && active_version(decl) == nullptr) out.value = Truth::kUnknown;
  if (trace != nullptr) {
    trace->value = out.value;
    trace->spoke = true;
    trace->version = out.version;
    trace->mark = out.sleeping == nullptr ? nullptr : out.mark;
  }
  return out;
}

Standing Evaluator::version_standing(const Decl& decl, std::ptrdiff_t index, Trace* trace) {
  if (index < 0) return Standing{};
  const Version& version = decl.versions[static_cast<std::size_t>(index)];
  if (version.until && *version.until <= day_) return Standing{};
  Truth falls_back = Truth::kFalse;
  Truth covered = Truth::kFalse;
  const Mark* why = nullptr;
  const std::size_t before = split_mark();
  for (const Mark& mark : version.marks) {
    if (!mark_active(mark)) continue;
    const Truth covers = mark_covers(decl, version, mark);
    if (covers == Truth::kFalse) continue;
    if (why == nullptr || mark.kind == MarkKind::kStayed) why = &mark;
    covered = either(covered, covers);
    if (mark.falls_back) falls_back = either(falls_back, covers);
  }
  Standing out;
  out.version = &version;
  if (covered == Truth::kFalse) {
    out.value = own_value(version, trace);
    return out;
  }
  const std::size_t after_marks = split_mark();
  const Truth own = own_value(version, nullptr);
  if (covered == Truth::kTrue) forget_splits_after(after_marks);
  Standing earlier;
  if (falls_back != Truth::kFalse) earlier = version_standing(decl, index - 1, trace);
  const Truth revived = both(falls_back, earlier.value);
  out.value = either(both(!covered, own), revived);
  // Whether the mark covers the case does not matter if both texts say the same.
  if (falls_back == covered && own == earlier.value && own != Truth::kUnknown) {
    forget_splits_after(before);
    out.value = own;
  }
  out.sleeping = &version;
  out.mark = why;
  out.printed_value = own;
  if (covered == Truth::kTrue) out.version = earlier.version;
  return out;
}

}  // namespace licet::rules
