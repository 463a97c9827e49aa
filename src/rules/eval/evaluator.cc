#include "rules/eval/evaluator.h"

#include <algorithm>
#include <cstdint>

#include "base/text_util.h"
#include "rules/check/content_lets.h"
#include "rules/facts/interval.h"

namespace licet::rules {

namespace {

constexpr int kFirstUnnamed = 1'000'000;  // entity numbers from here on stand for unnamed elements of open lists

Possible with_words(const Possible& base, std::vector<std::string> words) {
  Possible out = base;
  out.words = std::move(words);
  return out;
}

bool binds_word(const Decl& statement, const std::string& name) {
  return std::any_of(statement.per.begin(), statement.per.end(),
                     [&](const PerClause& per) { return per.words && per.variable == name; });
}

Possible with_answer(Possible base, Answer answer) {
  base.answer = answer;
  base.asked = true;
  return base;
}

}  // namespace

// ---- look-up ----

bool Evaluator::is_unnamed(int id) const {
  return id >= kFirstUnnamed;
}

const Evaluator::Unnamed& Evaluator::unnamed(int id) const {
  return unnamed_[static_cast<std::size_t>(id - kFirstUnnamed)];
}

const Entity& Evaluator::entity(int id) const {
  return is_unnamed(id) ? unnamed(id).entity : case_.entity(id);
}

std::string Evaluator::name_of(const Variable& variable) const {
  return case_.name_of(law_.schema(), variable, entity(variable.entity));
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
  if (telling_) {
    if (const auto found = told_assumed_.find(variable); found != told_assumed_.end()) return &found->second;
  }
  for (const Assumption& assumption : profile_->assumptions) {
    if (switched_off_.contains(assumption.name)) continue;
    const Expr& atom = assumption.atom();
    const Expr& path = assumption.path();
    if (path.kind != ExprKind::kPath || path.fact != variable.fact) continue;
    if (atom.kind == ExprKind::kHas) {
      const std::vector<std::string> members = members_of(*atom.kids[1]);
      if (std::find(members.begin(), members.end(), variable.member) == members.end()) continue;
    }
    if (!telling_) used_.insert(AssumptionUse{&assumption, profile_, variable});
    Possible out = everything;
    if (assumption.denies()) {
      out.not_known = true;
    } else {
      out.words = {assumption.value()};
      out.answer = Answer::kValue;
    }
    return &(telling_ ? told_assumed_ : assumed_).emplace(variable, std::move(out)).first->second;
  }
  return nullptr;
}

void Evaluator::add_split(const Variable& variable, std::vector<Possible> cells) {
  std::erase_if(cells, [](const Possible& cell) {
    return cell.type == FactType::kNumber ? cell.number.is_empty() : cell.words.empty() && !cell.anything;
  });
  if (cells.size() < 2) return;
  add_split(Split{variable, {std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end())}});
}

void Evaluator::add_split(Split split) {
  if (!is_met(split.variable)) splits_.push_back(std::move(split));
}

bool Evaluator::is_met(const Variable& variable) const {
  return std::any_of(splits_.begin(), splits_.end(), [&](const Split& one) { return one.variable == variable; });
}

int Evaluator::bound(const std::string& name) const {
  for (std::size_t i = environment_.size(); i > 0; --i) {
    if (environment_[i - 1].first != name) continue;
    return environment_[i - 1].second;
  }
  return 0;  // the order
}

Variable Evaluator::variable_of(const Expr& path) const {
  return Variable{bound(path.root), path.fact, {}};
}

// ---- lists ----

// Are all elements of the list named? `asked_last`: the fact that says so, if it is open and not asked yet.
Truth Evaluator::closed(EntityKind kind, std::optional<Variable>& asked_last) {
  const char* name = kind == EntityKind::kParty       ? "order.parties_complete"
                     : kind == EntityKind::kFacility  ? "order.facilities_complete"
                     : kind == EntityKind::kComponent ? "item.components_complete"
                                                      : nullptr;
  if (name == nullptr) return Truth::kTrue;
  const int fact = law_.schema().find(name);
  if (fact < 0) return Truth::kTrue;
  const Variable variable{kind == EntityKind::kComponent ? bound("item") : 0, fact, {}};
  const Possible& possible = look_up(variable);
  if (kind == EntityKind::kParty) return yes_test(variable, possible);
  // Facilities and components are closed by being named. Where none is, there may be none.
  const bool named =
      kind == EntityKind::kFacility ? !case_.facilities.empty() : !entity(bound("item")).components.empty();
  if (named && !possible.asked) return Truth::kTrue;
  if (possible.words.size() == 1) return truth_of(possible.words.front() == "true");
  asked_last = variable;
  return Truth::kUnknown;
}

int Evaluator::unnamed_entity(const Expr& list, EntityKind kind) {
  UnnamedKey key{&list, {}, {}};
  for (const auto& [name, id] : environment_) key.bound[name] = id;
  if (list.binder != nullptr) {
    for (const auto& [name, word] : words_) key.words[name] = word;
    std::erase_if(key.words, [&](const auto& one) { return !binds_word(*list.binder, one.first); });
  }
  const int next = kFirstUnnamed + static_cast<int>(unnamed_.size());
  const auto [found, added] = unnamed_ids_.try_emplace(std::move(key), next);
  if (added) {
    Unnamed unnamed;
    unnamed.entity.kind = kind;
    unnamed.entity.label = unnamed_label(kind);
    unnamed.key = found->first;
    unnamed_.push_back(std::move(unnamed));
  }
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
  for (const int id : *ids) out.push_back(Element{id, Truth::kTrue, false, {}});
  std::optional<Variable> closing;
  const Truth is_closed = closed(kind, closing);
  if (is_closed != Truth::kTrue)
    out.push_back(Element{unnamed_entity(list, kind), !is_closed, true, std::move(closing)});
  return out;
}

// ---- conditions ----

// Only of the facts as they are, for the item itself.
bool Evaluator::asks_known() const {
  return known_ != nullptr && assignment_ == nullptr && given_ == nullptr && !claims_open_ && content_depth_ == 0;
}

Truth Evaluator::eval(const Expr& condition, Trace* trace) {
  if (trace != nullptr) trace->condition = &condition;
  if (!asks_known()) return evaluated(condition, trace);
  const std::optional<Truth> known = known_->value(condition, environment_, words_);
  const bool explained = known && trace != nullptr && *known == Truth::kTrue;
  if (!known || (explained && !is_plain_atom(condition))) return evaluated(condition, trace);
  if (trace != nullptr) trace->value = *known;
  if (explained) explain(condition, *known, *trace);
  return *known;
}

Truth Evaluator::evaluated(const Expr& condition, Trace* trace) {
  if (supposed_ != nullptr) {
    if (const auto found = supposed_->find(&condition); found != supposed_->end()) return found->second;
  }
  const std::size_t mark = split_mark();
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
  return decided(value, mark);
}

// Evaluates every kid unless one decides.
Truth Evaluator::junction(const Expr& expr, bool is_and, Trace* trace) {
  const Truth decides = truth_of(!is_and);
  Truth value = !decides;
  for (const ExprPtr& kid : expr.kids) {
    Trace* below = trace == nullptr ? nullptr : &trace->kids.emplace_back();
    const Truth next = eval(*kid, below);
    if (next == decides) return decides;
    value = is_and ? both(value, next) : either(value, next);
  }
  return value;
}

Truth Evaluator::quantifier(const Expr& expr, Trace* trace) {
  const bool is_some = expr.kind == ExprKind::kSome;
  const Truth decides = truth_of(is_some);
  Truth value = !decides;
  for (const Element& element : elements(*expr.kids[0])) {
    Trace* below = trace == nullptr ? nullptr : &trace->kids.emplace_back();
    push(expr.text, element.entity);
    const Truth inner = eval(*expr.kids[1], below);
    pop();
    if (below != nullptr) below->element = concat(expr.text, " = ", entity(element.entity).label);
    if (element.closing && inner == decides) ask_closing(*element.closing);
    const Truth next = is_some ? both(element.member, inner) : either(!element.member, inner);
    if (next == decides) return decides;
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
  if (content_depth_ > 0) {
    if (const auto value = for_content(expr.decl->qualified)) return *value;
  }
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
    if (right.kind != ExprKind::kPath)
      return words_test(variable, possible, words_that_mean(expr, possible, meaning_of(*fact, right.text)));
    const Variable other = variable_of(right);
    const Possible& others = look_up(other);
    if (others.is_single())
      return words_test(variable, possible, words_that_mean(expr, possible, meaning_of(*fact, others.words[0])));
    if (possible.is_single())
      return words_test(other, others, words_that_mean(expr, others, meaning_of(*fact, possible.words[0])));
    return two_open_words(expr, possible, others);
  }
  if (const Rational* plain = plain_figure(right)) {
    if (fact == nullptr) return holds_for(figure(left), expr.op, *plain);
    const Variable variable = variable_of(left);
    return number_test(variable, look_up(variable), expr.op, *plain);
  }
  const Interval limit = figure(right);
  if (fact != nullptr && limit.is_point()) {
    const Variable variable = variable_of(left);
    return number_test(variable, look_up(variable), expr.op, *limit.low);
  }
  const Interval difference = add(figure(left), negate(limit));
  return holds_for(difference, expr.op, Rational(0));
}

std::string Evaluator::meaning_of(const FactDecl& fact, const std::string& word) const {
  return fact.type == FactType::kPlace ? law_.canonical_place(word, day_) : word;
}

// By word that is left: what a comparison says where the other side means that.
std::vector<Truth> Evaluator::words_that_mean(const Expr& compare, const Possible& possible,
                                              const std::string& meant) const {
  const FactDecl& fact = law_.schema().at(compare.kids[0]->fact);
  std::vector<Truth> out;
  for (const std::string& word : possible.words)
    out.push_back(truth_of((meaning_of(fact, word) == meant) == (compare.op == CompareOp::kEqual)));
  return out;
}

// Decided where both can mean one thing only, or nothing in common.
Truth Evaluator::two_open_words(const Expr& compare, const Possible& left, const Possible& right) {
  if (left.anything || right.anything) return Truth::kUnknown;
  const FactDecl& fact = law_.schema().at(compare.kids[0]->fact);
  std::set<std::string> of_left;
  std::set<std::string> of_right;
  for (const std::string& word : left.words) of_left.insert(meaning_of(fact, word));
  for (const std::string& word : right.words) of_right.insert(meaning_of(fact, word));
  const bool equal = compare.op == CompareOp::kEqual;
  if (of_left.size() == 1 && of_left == of_right) return truth_of(equal);
  const bool apart =
      std::none_of(of_left.begin(), of_left.end(), [&](const std::string& meant) { return of_right.contains(meant); });
  if (apart) return truth_of(!equal);
  for (const Expr* path : {compare.kids[0].get(), compare.kids[1].get()}) {
    const Variable variable = variable_of(*path);
    if (is_met(variable)) continue;
    const Possible& possible = path == compare.kids[0].get() ? left : right;
    std::vector<Possible> cells;
    for (const std::string& word : possible.words) cells.push_back(with_words(possible, {word}));
    add_split(variable, std::move(cells));
  }
  return Truth::kUnknown;
}

Truth Evaluator::number_test(const Variable& variable, const Possible& possible, CompareOp op, const Rational& limit) {
  const Truth value = holds_for(possible.number, op, limit);
  if (value != Truth::kUnknown || is_met(variable)) return value;
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
  const bool same = std::all_of(verdicts.begin(), verdicts.end(), [&](Truth one) { return one == verdicts.front(); });
  if (same && !verdicts.empty()) return verdicts.front();
  if (is_met(variable)) return Truth::kUnknown;
  std::vector<Possible> cells;
  for (const Truth verdict : {Truth::kTrue, Truth::kUnknown, Truth::kFalse}) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      if (verdicts[i] == verdict) words.push_back(possible.words[i]);
    }
    cells.push_back(with_words(possible, std::move(words)));
  }
  add_split(variable, std::move(cells));
  return Truth::kUnknown;
}

Truth Evaluator::yes_test(const Variable& variable, const Possible& possible) {
  std::vector<Truth> verdicts;
  verdicts.reserve(possible.words.size());
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
  verdicts.reserve(possible.words.size());
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
  Truth value = Truth::kFalse;
  for (const std::string& member : members_of(*expr.kids[1])) {
    Variable variable = variable_of(left);
    variable.member = member;
    const Possible& possible = look_up(variable);
    value = either(value, yes_test(variable, possible));
    if (value == Truth::kTrue) break;
  }
  return value;
}

// ---- knowledge ----

Truth Evaluator::known(const Expr& expr, bool want) {
  const std::size_t mark = split_mark();
  return decided(known_of(expr, want), mark);
}

Truth Evaluator::known_of(const Expr& expr, bool want) {
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
  Truth value = truth_of(all);
  for (const ExprPtr& kid : expr.kids) {
    const Truth next = known(*kid, want);
    value = all ? both(value, next) : either(value, next);
    if (value == truth_of(!all)) break;
  }
  return value;
}

Truth Evaluator::known_quantifier(const Expr& expr, bool want) {
  const bool any = (expr.kind == ExprKind::kSome) == want;
  Truth value = truth_of(!any);
  for (const Element& element : elements(*expr.kids[0])) {
    push(expr.text, element.entity);
    const Truth inner = known(*expr.kids[1], want);
    pop();
    if (element.closing && inner == truth_of(any)) ask_closing(*element.closing);
    const Truth next = any ? both(element.member, inner) : either(!element.member, inner);
    value = any ? either(value, next) : both(value, next);
    if (value == truth_of(any)) break;
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
      const Truth next =
          known_variable(variable, [](const std::string& word) { return truth_of(word == "true"); }, want);
      value = want ? either(value, next) : both(value, next);
    }
    return value;
  }
  if (expr.kind == ExprKind::kCompare && expr.kids[1]->kind == ExprKind::kPath) return known_pair(expr, want);
  const Variable variable = variable_of(left);
  const bool place = fact.type == FactType::kPlace;
  const Expr& other = expr.kids.empty() ? expr : *expr.kids[1];
  const std::string constant = meaning_of(fact, other.text);
  const auto passes = [&](const std::string& word) {
    if (expr.kind == ExprKind::kIn) return place ? place_in(other, fact, word) : contains(other, fact, word);
    if (expr.kind != ExprKind::kCompare) return truth_of(word == "true");
    return truth_of((meaning_of(fact, word) == constant) == (expr.op == CompareOp::kEqual));
  };
  return known_variable(variable, passes, want);
}

// Two facts against each other: both answers must be values.
Truth Evaluator::known_pair(const Expr& expr, bool want) {
  const std::size_t mark = split_mark();
  Truth value = Truth::kTrue;
  for (const ExprPtr& kid : expr.kids) value = both(value, answered(*kid));
  const Truth plain = eval(expr);
  value = both(value, want ? plain : !plain);
  if (value == Truth::kFalse) forget_splits_after(mark);
  return value;
}

// Is the answer a value? Of yes or no: is one of them known?
Truth Evaluator::answered(const Expr& path) {
  const Variable variable = variable_of(path);
  if (law_.schema().at(path.fact).type == FactType::kBool) {
    const auto is_true = [](const std::string& word) { return truth_of(word == "true"); };
    return either(known_variable(variable, is_true, true), known_variable(variable, is_true, false));
  }
  return known_variable(variable, [](const std::string&) { return Truth::kTrue; }, true);
}

// Is it known that the value passes (or, with `want` false, fails)? Table of section 3. A verdict that hangs on a row
// that nobody could verify is open.
Truth Evaluator::known_variable(const Variable& variable, const WordTest& passes, bool want) {
  const Possible& possible = look_up(variable);
  if (possible.answer == Answer::kUnknowable) return Truth::kFalse;
  if (possible.anything) return Truth::kUnknown;
  std::vector<std::string> wanted;
  std::vector<std::string> unclear;
  std::vector<std::string> others;
  for (const std::string& word : possible.words) {
    const Truth is = passes(word);
    // Where the law asks for what is outside, a place that may be inside counts as outside: that binds.
    (is == Truth::kUnknown && want ? unclear : (is == Truth::kTrue) == want ? wanted : others).push_back(word);
  }
  if (wanted.empty() && unclear.empty()) return Truth::kFalse;
  if (want && possible.not_known) return Truth::kFalse;
  if (others.empty() && unclear.empty() && possible.answer == Answer::kValue) return Truth::kTrue;
  if (is_met(variable)) return Truth::kUnknown;
  std::vector<Possible> cells;
  const bool open = possible.answer == Answer::kOpen;
  cells.push_back(with_answer(with_words(possible, wanted), Answer::kValue));
  cells.push_back(with_answer(with_words(possible, unclear), Answer::kValue));
  if (!possible.not_known) cells.push_back(with_answer(with_words(possible, others), Answer::kValue));
  if (open) cells.push_back(with_answer(possible, Answer::kUnknowable));
  add_split(variable, std::move(cells));
  return Truth::kUnknown;
}

// ---- figures ----

const Rational* Evaluator::plain_figure(const Expr& expr) const {
  if (expr.kind == ExprKind::kNumber) return expr.unit == "percent" ? nullptr : &expr.number;
  if (expr.kind != ExprKind::kName || expr.decl == nullptr) return nullptr;
  const Version* version = active_version(*expr.decl);
  return version == nullptr ? nullptr : plain_figure(*version->body);
}

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
      all.reserve(expr.kids.size());
      for (const ExprPtr& kid : expr.kids) all.push_back(figure(*kid));
      return least_or_most(all, expr.kind == ExprKind::kMin);
    }
    case ExprKind::kTotal: {
      Interval sum = Interval::point(Rational(0));
      for (const Element& element : elements(*expr.kids[1])) {
        push(expr.text, element.entity);
        const Truth where = expr.kids.size() > 2 ? eval(*expr.kids[2]) : Truth::kTrue;
        const Truth counts = both(element.member, where);
        Interval one = figure(*expr.kids[0]);
        pop();
        if (element.closing && where == Truth::kTrue && !may_be_zero(one)) ask_closing(*element.closing);
        if (counts == Truth::kFalse) continue;
        if (element.unnamed) one = sum_of_several(std::move(one));
        if (counts == Truth::kUnknown) one = down_to_zero(std::move(one));
        sum = add(sum, one);
      }
      return sum;
    }
    default:
      return Interval::everything();
  }
}

}  // namespace licet::rules
