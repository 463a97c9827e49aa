// Three-valued evaluation of one statement (law language, sections 2, 3 and 6). Where another statement decides, its
// value is taken from a node that the proof lists, never worked out here.
#include "verify/step.h"

#include <algorithm>
#include <functional>

#include "base/text_util.h"

namespace licet::verify {

namespace {

constexpr const char* kCodeFact = "item.eccn";
constexpr const char* kSubject = "734.3/subject";

struct Standing {
  Truth value = Truth::kFalse;
  const VersionText* version = nullptr;
  const VersionText* sleeping = nullptr;
  std::string mark;
};

std::string status_of(const std::string& mark) {
  if (mark == "compliance") return "before_compliance";
  return mark == "unenforced" ? "codified_not_enforced" : mark;
}

// Does the statement say that its text of the day is missing?
bool in_gap(const Statement& statement, Date day) {
  return std::any_of(statement.line.parts.begin(), statement.line.parts.end(), [&](const Sexpr& part) {
    if (part.head() != "gap") return false;
    const Sexpr* until = part.find("until");
    return parse_date(part.at(1).text(1)).value() <= day &&
           (until == nullptr || day < parse_date(until->text(1)).value());
  });
}

bool lists(const Sexpr* clause, const std::string& name) {
  return clause != nullptr && std::any_of(clause->parts.begin() + 1, clause->parts.end(),
                                          [&](const Sexpr& part) { return !part.is_list && part.atom == name; });
}

class Step {
 public:
  Step(const Rules& rules, Part& part, const Node& node)
      : rules_(rules), part_(part), node_(node), names_(node.at), content_(node.what == "content") {
    statement_ = part.statements[static_cast<std::size_t>(node.statement)];
  }

  void check() {
    if (node_.what == "elements") {
      check_elements();
    } else if (node_.what == "lifted") {
      demand(overcome() == node_.is, "its value does not follow");
      demand(node_.from.empty() && node_.asleep.empty() && node_.list.empty(), "has parts that do not belong to it");
    } else {
      const Standing got = standing();
      demand(got.value == node_.is, concat("its value is ", to_string(got.value)));
      demand(node_.from == (got.version == nullptr ? "" : to_string(got.version->from)), "another version speaks");
      demand(node_.asleep == (got.sleeping == nullptr ? "" : status_of(got.mark)) &&
                 node_.asleep_from == (got.sleeping == nullptr ? "" : to_string(got.sleeping->from)),
             "the mark is another one");
      demand(node_.list.empty(), "has parts that do not belong to it");
    }
    demand(used_ == node_.uses, "it does not use exactly these nodes");
    demand(std::vector<int>(reads_.begin(), reads_.end()) == node_.reads, "it does not read exactly these facts");
    std::set<std::string> listed;
    for (const auto& [name, entity] : node_.at) listed.insert(name);
    demand(depends_ == listed, "it does not depend on exactly these names");
  }

 private:
  void demand(bool holds, std::string_view why) const {
    if (!holds) throw Refusal{concat("`", statement_->name, "`: ", why)};
  }
  [[noreturn]] void cannot(std::string_view what) const {
    throw Refusal{concat("`", statement_->name, "`: cannot check ", what)};
  }

  // ---- names and facts ----

  const std::string& bound_text(const std::string& name) {
    const auto found = names_.find(name);
    demand(found != names_.end(), concat("`", name, "` is not bound"));
    if (!local_.contains(name)) depends_.insert(name);
    return found->second;
  }
  int bound(const std::string& name) {
    if (name == "order" && !names_.contains(name)) return 0;
    const std::string& text = bound_text(name);
    demand(text[0] != '=', concat("`", name, "` is a word"));
    return std::stoi(text);
  }

  // Binds a name while `inner` runs.
  template <typename Inner>
  auto with(const std::string& name, int entity, Inner inner) {
    return with(name, std::to_string(entity), inner);
  }
  template <typename Inner>
  auto with(const std::string& name, const std::string& what, Inner inner) {
    const Names before = names_;
    const std::set<std::string> local = local_;
    names_[name] = what;
    local_.insert(name);
    const auto out = inner();
    names_ = before;
    local_ = local;
    return out;
  }

  State look_up(int entity, const std::string& fact, const std::string& member = {}) {
    const auto found = part_.fact_ids.find({entity, fact, member});
    demand(found != part_.fact_ids.end(), concat("reads `", fact, "`, which the proof does not list"));
    reads_.insert(found->second);
    auto [state, assumption] = state_in(rules_, part_, found->second, node_.in);
    if (!assumption.empty()) part_.assumed[found->second] = assumption;
    return state;
  }
  State look_up(const Sexpr& path) { return look_up(bound(path.text(1)), path.text(2)); }

  static Truth test(const State& state, const std::map<std::string, Truth>& verdicts) {
    if (state.anything || verdicts.empty()) return Truth::kUnknown;
    const Truth first = verdicts.begin()->second;
    const bool same = std::all_of(verdicts.begin(), verdicts.end(), [&](const auto& v) { return v.second == first; });
    return same ? first : Truth::kUnknown;
  }
  static Truth is_true(const State& state) {
    std::map<std::string, Truth> verdicts;
    for (const std::string& word : state.words) verdicts[word] = truth_of(word == "true");
    return test(state, verdicts);
  }

  // ---- lists ----

  Truth closed(const std::string& kind) {
    const std::string fact = kind == "party"       ? "order.parties_complete"
                             : kind == "facility"  ? "order.facilities_complete"
                             : kind == "component" ? "item.components_complete"
                                                   : "";
    if (!rules_.facts.contains(fact)) return Truth::kTrue;
    const State state = look_up(kind == "component" ? bound("item") : 0, fact);
    if (kind == "party" || state.stated) return is_true(state);
    const bool any = kind == "facility" ? !part_.facilities.empty() : !components().empty();
    return truth_of(any);
  }

  const std::vector<int>& components() {
    static const std::vector<int> kNone;
    const int item = bound("item");
    if (item >= static_cast<int>(part_.entities.size())) return kNone;
    return part_.entities[static_cast<std::size_t>(item)].components;
  }

  // Which list of which statement an expression is: that of the statement in work, or of a definition it reads.
  int unnamed(const Sexpr& list) {
    Names entities;
    for (const auto& [name, what] : names_) {
      if (what[0] != '=') entities.emplace(name, bound_text(name));
    }
    for (std::size_t i = 0; i < part_.unnamed.size(); ++i) {
      const auto& [statement, number, at] = part_.unnamed[i];
      const auto mine = statement->lists.find(&list);
      if (mine != statement->lists.end() && mine->second == number && at == entities)
        return static_cast<int>(part_.entities.size() + i);
    }
    cannot("an element that the proof does not list");
  }

  using Elements = std::vector<std::tuple<int, Truth, bool>>;  // entity, membership, not named

  Elements elements(const Sexpr& list) {
    demand(list.head() == "list", "goes over something that is no list");
    const std::string& name = list.text(1);
    if (name.find('/') != std::string::npos) return filtered(list, rules_.named(name));
    const std::string kind = name == "parties"      ? "party"
                             : name == "facilities" ? "facility"
                             : name == "legs"       ? "leg"
                             : name == "items"      ? "item"
                                                    : "component";
    if (kind == "component") demand(name == "item.components", concat("there is no list `", name, "`"));
    const std::vector<int>& all = kind == "party"      ? part_.parties
                                  : kind == "facility" ? part_.facilities
                                  : kind == "leg"      ? part_.legs
                                  : kind == "item"     ? part_.items
                                                       : components();
    Elements out;
    for (const int entity : all) out.emplace_back(entity, Truth::kTrue, false);
    const Truth is_closed = closed(kind);
    if (is_closed != Truth::kTrue) out.emplace_back(unnamed(list), !is_closed, true);
    return out;
  }

  Elements filtered(const Sexpr& list, const Statement& definition) {
    const VersionText* version = of_day(definition);
    Elements out;
    if (version == nullptr) return out;
    demand(version->domain != nullptr, concat("`", definition.name, "` is no list"));
    for (auto [entity, member, open] : elements(*version->domain)) {
      if (open) entity = unnamed(list);
      member = both(member, with(version->variable, entity, [&] { return eval(*version->body); }));
      if (member != Truth::kFalse) out.emplace_back(entity, member, open);
    }
    return out;
  }

  // ---- conditions ----

  Truth eval(const Sexpr& e) {
    const std::string& head = e.head();
    if (head == "and" || head == "or") return junction(e, head == "and");
    if (head == "not") return !eval(e.at(1));
    if (head == "some" || head == "every") return quantifier(e, head == "some");
    if (head == "in") return membership(e.at(1), e.at(2));
    if (head == "has") return has(e);
    if (head == "known") return known(e.at(1), true);
    if (head == "unknowable") return both(!known(e.at(1), true), !known(e.at(1), false));
    if (head == "ref" && content_ && e.text(1) == kSubject) return Truth::kTrue;
    if (head == "ref") return value_of(rules_.named(e.text(1)));
    if (head == "fact") return bare_fact(e);
    if (is_comparison(head)) return comparison(e);
    cannot(concat("`", head, "`"));
  }

  static bool is_role(const FactText& fact, const char* role) {
    return !fact.derived.empty() && fact.derived[0] == role;
  }

  // What the rules that count for content decide stands unless somebody stated it.
  Truth bare_fact(const Sexpr& e) {
    const State state = look_up(e);
    if (!is_role(rules_.fact(e.text(2)), "content") || state.words.size() == 1) return is_true(state);
    const bool before = content_;
    content_ = true;
    const Truth value = with("item", bound(e.text(1)), [&] {
      Truth some = Truth::kFalse;
      for (const Statement* rule : rules_.all("rule")) {
        if (rule->line.find("counts_for") == nullptr || some == Truth::kTrue) continue;
        bind(*rule, 0, Truth::kTrue, [&](Truth member) {
          if (some != Truth::kTrue) some = either(some, both(member, value_of(*rule)));
        });
      }
      return some;
    });
    content_ = before;
    return value;
  }

  void bind(const Statement& rule, std::size_t clause, Truth member, const std::function<void(Truth)>& visit) {
    if (clause == rule.each.size()) return visit(member);
    const std::string& name = rule.each[clause]->text(1);
    const Sexpr& domain = rule.each[clause]->at(2);
    const auto inner = [&](Truth mine) {
      bind(rule, clause + 1, both(member, mine), visit);
      return 0;
    };
    if (domain.head() != "list") {
      for (const std::string& word : members_of(rules_, part_, domain))
        with(concat("=", name), concat("=", word), [&] { return inner(Truth::kTrue); });
      return;
    }
    for (const auto& [entity, mine, open] : elements(domain)) {
      if (both(member, mine) != Truth::kFalse) with(name, entity, [&, is = mine] { return inner(is); });
    }
  }

  static bool is_comparison(const std::string& head) {
    return head == "=" || head == "!=" || head == "<" || head == "<=" || head == ">" || head == ">=";
  }

  Truth junction(const Sexpr& e, bool is_and) {
    Truth value = truth_of(is_and);
    for (std::size_t i = 1; i < e.parts.size(); ++i) {
      const Truth next = eval(e.parts[i]);
      value = is_and ? both(value, next) : either(value, next);
      if (value == truth_of(!is_and)) return value;
    }
    return value;
  }

  Truth quantifier(const Sexpr& e, bool is_some) {
    Truth value = truth_of(!is_some);
    for (const auto& [entity, member, open] : elements(e.at(2))) {
      const Truth inner = with(e.text(1), entity, [&] { return eval(e.at(3)); });
      value = is_some ? either(value, both(member, inner)) : both(value, either(!member, inner));
      if (value == truth_of(is_some)) return value;
    }
    return value;
  }

  Truth comparison(const Sexpr& e) {
    const Sexpr& left = e.at(1);
    const Sexpr& right = e.at(2);
    const std::string type = left.head() == "fact" ? rules_.fact(left.text(2)).type : "number";
    if (type == "code") {
      demand(e.head() == "=" || e.head() == "!=", "codes have no order");
      const Truth in =
          code_in(bound(left.text(1)), [&](const std::string& code) { return contains(right, type, code); });
      return e.head() == "=" ? in : !in;
    }
    if (type != "number") return word_comparison(e, type == "place");
    const Figures limit = figure(right);
    if (left.head() == "fact" && is_point(limit)) return compare(look_up(left).figures, e.head(), *limit.low);
    return compare(sum(figure(left), minus(limit)), e.head(), Rational(0));
  }

  Truth word_comparison(const Sexpr& e, bool place) {
    demand(e.head() == "=" || e.head() == "!=", "words have no order");
    const State state = look_up(e.at(1));
    std::string wanted;
    if (e.at(2).head() == "fact") {
      const State other = look_up(e.at(2));
      if (other.words.size() != 1 || other.anything) return Truth::kUnknown;
      wanted = *other.words.begin();
    } else {
      wanted = constant(e.at(2));
    }
    std::map<std::string, Truth> verdicts;
    for (const std::string& word : state.words) {
      const bool same = place ? counts_as(word) == counts_as(wanted) : word == wanted;
      verdicts[word] = truth_of(same == (e.head() == "="));
    }
    return test(state, verdicts);
  }

  std::string constant(const Sexpr& e) const {
    if (e.head() != "word" && e.head() != "text" && e.head() != "code")
      cannot(concat("`", e.head(), "` as a constant"));
    return e.text(1);
  }

  Truth membership(const Sexpr& left, const Sexpr& set) {
    if (left.head() == "tuple") return tuple_in(left, set);
    demand(left.head() == "fact", "expected a fact before `in`");
    const std::string type = rules_.fact(left.text(2)).type;
    if (type == "code")
      return code_in(bound(left.text(1)), [&](const std::string& code) { return contains(set, type, code); });
    const State state = look_up(left);
    if (type == "number") {
      if (set.head() != "interval" && set.head() != "half_open") return Truth::kUnknown;
      const Figures low = figure(set.at(1));
      const Figures high = figure(set.at(2));
      if (!is_point(low) || !is_point(high)) return Truth::kUnknown;
      return both(compare(state.figures, ">=", *low.low),
                  compare(state.figures, set.head() == "interval" ? "<=" : "<", *high.low));
    }
    std::map<std::string, Truth> verdicts;
    for (const std::string& word : state.words) verdicts[word] = contains(set, type, word);
    return test(state, verdicts);
  }

  Truth has(const Sexpr& e) {
    Truth value = Truth::kFalse;
    const std::set<std::string> members = members_of(rules_, part_, e.at(2));
    for (const std::string& member : members) {
      const Sexpr& path = e.at(1);
      value = either(value, is_true(look_up(bound(path.text(1)), path.text(2), member)));
      if (value == Truth::kTrue) return value;
    }
    return value;
  }

  // ---- sets ----

  std::string counts_as(const std::string& place) const {
    const auto rows = rules_.counts_as.find(place);
    if (rows == rules_.counts_as.end()) return place;
    for (const Row& row : rows->second) {
      const bool ended = row.until && row.until->reached_by(part_.day) == Truth::kTrue;
      if (row.from.reached_by(part_.day) == Truth::kTrue && !ended) return row.cells.at(0);
    }
    return place;
  }

  Truth in_force(const Row& row) const {
    const Truth begun = row.from.reached_by(part_.day);
    const Truth value = row.until ? both(begun, !row.until->reached_by(part_.day)) : begun;
    return row.unverified ? both(value, Truth::kUnknown) : value;
  }

  Truth in_group(const std::string& group, const std::string& place) const {
    const auto places = rules_.groups.find(group);
    if (places == rules_.groups.end()) return Truth::kUnknown;
    const auto rows = places->second.find(place);
    Truth value = Truth::kFalse;
    for (std::size_t i = 0; rows != places->second.end() && i < rows->second.size(); ++i) {
      value = either(value, in_force(rows->second[i]));
    }
    return value;
  }

  Truth contains(const Sexpr& set, const std::string& type, const std::string& word) {
    const std::string& head = set.head();
    if (head == "union") return either(contains(set.at(1), type, word), contains(set.at(2), type, word));
    if (head == "minus") return both(contains(set.at(1), type, word), !contains(set.at(2), type, word));
    if (head == "set") {
      Truth value = Truth::kFalse;
      for (std::size_t i = 1; i < set.parts.size(); ++i) value = either(value, contains(set.parts[i], type, word));
      return value;
    }
    if (head == "group") return in_group(set.text(1), counts_as(word));
    if (head == "code") return truth_of(holds_code(set.text(1), word));
    if (head == "text") return truth_of(set.text(1) == word);
    if (head == "ref") {
      const VersionText* version = of_day(rules_.named(set.text(1)));
      return version == nullptr ? Truth::kUnknown : contains(*version->body, type, word);
    }
    if (head == "table") return in_table(set.text(1), type, word);
    if (head != "word") cannot(concat("`", head, "` as a set"));
    if (type == "place") return truth_of(counts_as(set.text(1)) == counts_as(word));
    return truth_of(type == "code" ? holds_code(set.text(1), word) : set.text(1) == word);
  }

  Truth in_table(const std::string& name, const std::string& type, const std::string& word) const {
    const auto table = rules_.tables.find(name);
    demand(table != rules_.tables.end(), concat("the rules have no table `", name, "`"));
    Truth value = Truth::kFalse;
    for (const Row& row : table->second) {
      const std::string& cell = row.cells.at(0);
      if (type == "code" ? holds_code(cell, word) : cell == word) value = either(value, in_force(row));
    }
    return value;
  }

  using WordTest = std::function<Truth(const std::string&)>;
  using Rows = std::vector<const Row*>;
  using Columns = std::vector<std::pair<std::size_t, const Sexpr*>>;

  // Constants and bound words choose the rows; facts are then tested one after the other, the last first.
  Truth tuple_in(const Sexpr& tuple, const Sexpr& set) {
    if (set.head() != "table") cannot("a tuple outside a table");
    const auto table = rules_.tables.find(set.text(1));
    demand(table != rules_.tables.end(), concat("the rules have no table `", set.text(1), "`"));
    Columns facts;
    std::vector<std::pair<std::size_t, std::string>> wanted;
    for (std::size_t i = 1; i < tuple.parts.size(); ++i) {
      const Sexpr& part = tuple.parts[i];
      if (part.head() == "fact") {
        facts.emplace_back(i - 1, &part);
      } else {
        wanted.emplace_back(i - 1,
                            part.head() == "bound" ? bound_text(concat("=", part.text(1))).substr(1) : constant(part));
      }
    }
    Rows rows;
    for (const Row& row : table->second) {
      bool same = in_force(row) != Truth::kFalse && row.cells.size() + 1 == tuple.parts.size();
      for (const auto& [column, word] : wanted) same = same && row.cells[column] == word;
      if (same) rows.push_back(&row);
    }
    return rows_hold(rows, facts);
  }

  Truth rows_hold(const Rows& rows, Columns facts) {
    if (facts.empty()) {
      Truth value = Truth::kFalse;
      for (const Row* row : rows) value = either(value, in_force(*row));
      return value;
    }
    const auto [column, path] = facts.back();
    const std::string type = rules_.fact(path->text(2)).type;
    facts.pop_back();
    const auto holds = [this, type = type](const std::string& cell, const std::string& word) {
      return type == "code" ? holds_code(cell, word) : cell == (type == "place" ? counts_as(word) : word);
    };
    if (facts.empty()) {
      return fact_test(*path, [&, at = column](const std::string& word) {
        Truth value = Truth::kFalse;
        for (const Row* row : rows) {
          if (holds(row->cells[at], word)) value = either(value, in_force(*row));
        }
        return value;
      });
    }
    std::map<std::string, Rows> by_cell;
    for (const Row* row : rows) by_cell[row->cells[column]].push_back(row);
    Truth value = Truth::kFalse;
    for (const auto& [cell, some] : by_cell) {
      const Truth here =
          fact_test(*path, [&, own = cell](const std::string& word) { return truth_of(holds(own, word)); });
      if (here != Truth::kFalse) value = either(value, both(here, rows_hold(some, facts)));
    }
    return value;
  }

  Truth fact_test(const Sexpr& path, const WordTest& test_word) {
    if (rules_.fact(path.text(2)).type == "code") return code_in(bound(path.text(1)), test_word);
    const State state = look_up(path);
    std::map<std::string, Truth> verdicts;
    for (const std::string& word : state.words) verdicts[word] = test_word(word);
    return test(state, verdicts);
  }

  // ---- codes ----

  Truth code_in(int item, const WordTest& in_set) {
    const State state = look_up(item, kCodeFact);
    const bool settled = state.words.size() == 1 && !state.anything;
    Truth by_entry = Truth::kFalse;
    Truth finer = Truth::kFalse;  // entries below a stated code
    bool elsewhere = false;
    // A basket, which begins with no digit, gives way to any entry; what another code says stands whatever the entries
    // outside the set say.
    const bool basket = settled && !(state.words.begin()->front() >= '0' && state.words.begin()->front() <= '9');
    if (settled && !basket && in_set(*state.words.begin()) == Truth::kTrue) return Truth::kTrue;
    for (const Statement* entry : rules_.all("entry")) {
      const std::string code = entry->name.substr(entry->name.find('/') + 1);
      const bool inside = in_set(code) == Truth::kTrue;
      if (!inside && !basket) continue;
      const Truth value = with("item", item, [&] { return value_of(*entry); });
      if (!inside) {
        elsewhere = elsewhere || value == Truth::kTrue;
        continue;
      }
      by_entry = either(by_entry, value);
      if (settled && holds_code(*state.words.begin(), code)) finer = either(finer, value);
    }
    if (by_entry == Truth::kTrue) return by_entry;
    Truth named = by_entry;
    if (settled) {
      const std::string& stated = *state.words.begin();
      named = in_set(stated);
      // A basket, which begins with no digit, gives way to figures that prove an entry.
      if (named == Truth::kTrue) return truth_of((stated.front() >= '0' && stated.front() <= '9') || !elsewhere);
      if (finer == Truth::kTrue) return finer;
      named = either(finer, named);
    }
    const State open = open_codes(rules_, state);
    if (settled && open.words == state.words) return named;
    std::map<std::string, Truth> verdicts;
    for (const std::string& code : open.words) verdicts[code] = in_set(code);
    return either(named, test(open, verdicts));
  }

  // ---- knowledge ----

  Truth known(const Sexpr& e, bool want) {
    const std::string& head = e.head();
    if (head == "and" || head == "or") return known_junction(e, (head == "and") == want, want);
    if (head == "not") return known(e.at(1), !want);
    if (head == "some" || head == "every") return known_quantifier(e, want);
    if (head == "known" || head == "unknowable") {  // what is said of knowledge is known as far as it is true
      const Truth value = eval(e);
      return want ? value : !value;
    }
    if (head == "ref") {
      const VersionText* version = of_day(rules_.named(e.text(1)));
      return version == nullptr ? Truth::kUnknown : known(*version->body, want);
    }
    return known_atom(e, want);
  }

  Truth known_junction(const Sexpr& e, bool all, bool want) {
    Truth value = truth_of(all);
    for (std::size_t i = 1; i < e.parts.size(); ++i) {
      const Truth next = known(e.parts[i], want);
      value = all ? both(value, next) : either(value, next);
      if (value == truth_of(!all)) return value;
    }
    return value;
  }

  Truth known_quantifier(const Sexpr& e, bool want) {
    const bool any = (e.head() == "some") == want;
    Truth value = truth_of(!any);
    for (const auto& [entity, member, open] : elements(e.at(2))) {
      const Truth inner = with(e.text(1), entity, [&] { return known(e.at(3), want); });
      value = any ? either(value, both(member, inner)) : both(value, either(!member, inner));
      if (value == truth_of(any)) return value;
    }
    return value;
  }

  Truth known_atom(const Sexpr& e, bool want) {
    const Sexpr& left = e.head() == "fact" ? e : e.at(1);
    const std::string type = left.head() == "fact" ? rules_.fact(left.text(2)).type : "number";
    if (type == "number" || type == "code") {
      const Truth value = eval(e);
      return want ? value : !value;
    }
    if (e.head() == "has") {
      Truth value = truth_of(!want);
      const std::set<std::string> members = members_of(rules_, part_, e.at(2));
      for (const std::string& member : members) {
        const Truth next = known_state(look_up(bound(left.text(1)), left.text(2), member), {"true"}, want);
        value = want ? either(value, next) : both(value, next);
      }
      return value;
    }
    if (e.head() != "fact" && e.head() != "in" && e.head() != "=" && e.head() != "!=")
      cannot(concat("known of `", e.head(), "`"));
    std::set<std::string> true_words;
    for (const std::string& word : anything(rules_, left.text(2)).words) {
      bool holds = word == "true";
      if (e.head() == "in") holds = contains(e.at(2), type, word) == Truth::kTrue;
      if (is_comparison(e.head())) {
        const std::string wanted = constant(e.at(2));
        const bool same = type == "place" ? counts_as(word) == counts_as(wanted) : word == wanted;
        holds = same == (e.head() == "=");
      }
      if (holds) true_words.insert(word);
    }
    return known_state(look_up(left), true_words, want);
  }

  static Truth known_state(const State& state, const std::set<std::string>& true_words, bool want) {
    if (state.answer == Answer::kUnknowable) return Truth::kFalse;
    if (state.anything) return Truth::kUnknown;
    bool wanted = false;
    bool others = false;
    for (const std::string& word : state.words) (true_words.contains(word) == want ? wanted : others) = true;
    if (!wanted || (want && state.not_known)) return Truth::kFalse;
    return !others && state.answer == Answer::kValue ? Truth::kTrue : Truth::kUnknown;
  }

  // ---- figures ----

  Figures figure(const Sexpr& e) {
    const std::string& head = e.head();
    if (head == "number") {
      const auto number = Rational::parse(e.text(1));
      demand(number.has_value(), "a figure that is no number");
      const bool percent = e.parts.size() > 2 && e.text(2) == "percent";
      return point(percent ? *number / Rational(100) : *number);
    }
    if (head == "ref") {
      const VersionText* version = of_day(rules_.named(e.text(1)));
      return version == nullptr ? Figures{} : figure(*version->body);
    }
    if (head == "fact") return look_up(e).figures;
    if (head == "+") return sum(figure(e.at(1)), figure(e.at(2)));
    if (head == "-") return sum(figure(e.at(1)), minus(figure(e.at(2))));
    if (head == "*") return product(figure(e.at(1)), figure(e.at(2)));
    if (head == "/") return quotient(figure(e.at(1)), figure(e.at(2)));
    if (head == "min" || head == "max") {
      std::vector<Figures> all;
      for (std::size_t i = 1; i < e.parts.size(); ++i) all.push_back(figure(e.parts[i]));
      return extreme(all, head == "min");
    }
    if (head == "total") return total(e);
    cannot(concat("the figure `", head, "`"));
  }

  Figures total(const Sexpr& e) {
    const Sexpr* where = e.find("where");
    Figures out = point(Rational(0));
    for (const auto& [entity, member, open] : elements(e.at(2))) {
      Truth counts = member;
      Figures one = with(e.text(1), entity, [&] {
        if (where != nullptr) counts = both(counts, eval(where->at(1)));
        return figure(e.at(3));
      });
      if (counts == Truth::kFalse) continue;
      if (counts == Truth::kUnknown) one.low = Rational(0);
      out = sum(out, one);
    }
    return out;
  }

  // ---- statements ----

  // The newest version of a definition on the day.
  const VersionText* of_day(const Statement& statement) const {
    const VersionText* found = nullptr;
    for (const VersionText& version : statement.versions) {
      if (version.from <= part_.day) found = &version;
    }
    return found == nullptr || (found->until && *found->until <= part_.day) || in_gap(statement, part_.day) ? nullptr
                                                                                                            : found;
  }

  // The node that says how another statement stands for the names bound here.
  const Node& node_of(const Statement& statement) {
    for (const int id : node_.uses) {
      const Node& node = part_.nodes[static_cast<std::size_t>(id)];
      if (node.what != (content_ ? "content" : "") ||
          part_.statements[static_cast<std::size_t>(node.statement)] != &statement)
        continue;
      if (!seen_from_here(node)) continue;
      if (std::find(used_.begin(), used_.end(), id) == used_.end()) used_.push_back(id);
      for (const auto& [name, what] : node.at) bound_text(name);
      return node;
    }
    throw Refusal{concat("`", statement_->name, "`: uses no node of `", statement.name, "`")};
  }

  // Same names, and a context around this one; an outer one must have settled the matter.
  bool seen_from_here(const Node& node) const {
    for (const auto& [name, entity] : node.at) {
      const auto mine = names_.find(name);
      if (mine == names_.end() || mine->second != entity) return false;
    }
    int context = node_.in;
    while (context > 0 && context != node.in) context = part_.contexts[static_cast<std::size_t>(context - 1)].in;
    return context == node.in && (node.in == node_.in || node.is != Truth::kUnknown);
  }

  Truth value_of(const Statement& statement) { return node_of(statement).is; }

  bool active(const MarkText& mark) const {
    if (mark.kind == "unenforced" && part_.codified) return false;
    if (mark.from && part_.day < *mark.from) return false;
    return !mark.until || part_.day < *mark.until;
  }

  Truth covers(const VersionText& version, const MarkText& mark) {
    const Truth value = mark.when == nullptr ? Truth::kTrue : eval(*mark.when);
    if (mark.kind != "unverified" || value == Truth::kFalse) return value;
    std::optional<bool> asleep;
    for (const Statement* reply : rules_.all("reply")) {
      const Sexpr* from = reply->line.find("from");
      if (reply->name != statement_->name || from == nullptr || part_.day < parse_date(from->text(1)).value()) continue;
      if (asleep && *asleep != reply->line.has("asleep")) cannot("two replies that differ");
      asleep = reply->line.has("asleep");
    }
    if (asleep) return both(value, truth_of(*asleep));
    return both(value, is_true(look_up(0, "law.sleeps", concat(statement_->name, "@", to_string(version.from)))));
  }

  Truth own(const VersionText& version) {
    // A document that the exporter declines; one that nobody mentioned stays to be handed in.
    for (const std::string& document : version.documents) {
      if (look_up(0, document).words == std::set<std::string>{"false"}) return Truth::kFalse;
    }
    Truth value = eval(*version.body);
    for (std::size_t i = 0; i < version.except.size() && value != Truth::kFalse; ++i) {
      value = both(value, !value_of(rules_.named(version.except[i])));
    }
    return value;
  }

  Standing standing() {
    std::ptrdiff_t newest = -1;
    for (std::size_t i = 0; i < statement_->versions.size(); ++i) {
      if (statement_->versions[i].from <= part_.day) newest = static_cast<std::ptrdiff_t>(i);
    }
    const Sexpr* letter = statement_->line.find("only_for");
    const Truth binds = letter == nullptr ? Truth::kTrue : addressed(rules_.named(letter->text(1)));
    if (binds == Truth::kFalse) return Standing{};
    Standing out = version_standing(newest);
    if (statement_->kind == "let" && of_day(*statement_) == nullptr) out.value = Truth::kUnknown;
    out.value = both(binds, out.value);
    return out;
  }

  // Is the exporter the addressee of the letter, on a day on which it binds?
  Truth addressed(const Statement& letter) {
    const auto day = [&](const char* head) {
      const Sexpr* found = letter.line.find(head);
      return found == nullptr ? std::nullopt : std::optional<Date>(parse_date(found->text(1)).value());
    };
    demand(letter.kind == "letter", concat("`", letter.name, "` is no letter"));
    if (day("from") && part_.day < *day("from")) return Truth::kFalse;
    if (day("until") && *day("until") <= part_.day) return Truth::kFalse;
    return is_true(look_up(0, "law.addressee", letter.name));
  }

  Standing version_standing(std::ptrdiff_t index) {
    Standing out;
    if (index < 0) return out;
    const VersionText& version = statement_->versions[static_cast<std::size_t>(index)];
    if (version.until && *version.until <= part_.day) return out;
    Truth covered = Truth::kFalse;
    Truth falls_back = Truth::kFalse;
    for (const MarkText& mark : version.marks) {
      const Truth value = active(mark) ? covers(version, mark) : Truth::kFalse;
      if (value == Truth::kFalse) continue;
      if (out.mark.empty() || mark.kind == "stayed") out.mark = mark.kind;
      covered = either(covered, value);
      if (mark.falls_back) falls_back = either(falls_back, value);
    }
    out.version = &version;
    out.value = own(version);
    if (covered == Truth::kFalse) return out;
    const Truth printed = out.value;
    const Standing earlier = falls_back == Truth::kFalse ? Standing{} : version_standing(index - 1);
    out.value = either(both(!covered, printed), both(falls_back, earlier.value));
    // Whether the mark covers the case does not matter if both texts say the same.
    if (falls_back == covered && printed == earlier.value && printed != Truth::kUnknown) out.value = printed;
    out.sleeping = &version;
    if (covered == Truth::kTrue) out.version = earlier.version;
    return out;
  }

  // ---- other nodes ----

  void check_elements() {
    demand(node_.clause < statement_->each.size(), "has no such `per`");
    const Sexpr& domain = statement_->each[node_.clause]->at(2);
    demand(domain.head() == "list", "has no such list");
    std::vector<std::pair<int, Truth>> got;
    bool open = false;
    for (const auto& [entity, member, not_named] : elements(domain)) {
      got.emplace_back(entity, member);
      open = open || member != Truth::kTrue;
    }
    demand(got == node_.list, "its elements are others");
    demand(node_.is == (open ? Truth::kUnknown : Truth::kTrue), "its value does not follow");
    demand(node_.from.empty() && node_.asleep.empty(), "has parts that do not belong to it");
  }

  Truth overcome() {
    Truth value = Truth::kFalse;
    for (const Statement* authorization : rules_.all("authorization")) {
      if (!lists(authorization->line.find("overcomes"), statement_->name)) continue;
      value = either(value, available(*authorization));
      if (value == Truth::kTrue) break;
    }
    return value;
  }

  Truth available(const Statement& authorization) {
    const Node& node = node_of(authorization);
    Truth value = node.is;
    if (value == Truth::kFalse || node.from.empty()) return value;
    for (const Statement* restriction : rules_.all("restriction")) {
      const Sexpr* closes = restriction->line.find("closes");
      if (closes == nullptr) continue;
      const bool all = closes->has("all");
      const bool named = lists(closes->find(all ? "except" : "these"), authorization.name);
      if (all != named) value = both(value, !value_of(*restriction));
    }
    return value;
  }

  const Rules& rules_;
  Part& part_;
  const Node& node_;
  const Statement* statement_ = nullptr;
  Names names_;
  bool content_ = false;  // looks at a component as if it were subject to the regulations
  std::set<std::string> local_;
  std::set<std::string> depends_;
  std::set<int> reads_;
  std::vector<int> used_;
};

// An assumption `fact = value`, a bare fact, or `not known(...)` of one of them, about this fact.
std::optional<State> assumed(const Sexpr& assumption, const FactRow& row, const State& everything) {
  const Sexpr& condition = assumption.at(2);
  const bool denies = condition.head() == "not";
  const Sexpr& atom = denies ? condition.at(1).at(1) : condition;
  const Sexpr& path = atom.head() == "fact" ? atom : atom.at(1);
  if (path.head() != "fact" || path.text(2) != row.fact) return std::nullopt;
  if (denies && (condition.at(1).head() != "known" || (atom.head() != "fact" && atom.head() != "has")))
    throw Refusal{concat("the profile: cannot check the assumption `", assumption.text(1), "`")};
  State out = everything;
  if (denies) {
    out.not_known = true;
    return out;
  }
  if (atom.head() != "fact" && atom.head() != "=")
    throw Refusal{concat("the profile: cannot check the assumption `", assumption.text(1), "`")};
  out.words = {atom.head() == "=" ? atom.at(2).text(1) : "true"};
  out.answer = Answer::kValue;
  return out;
}

}  // namespace

std::set<std::string> members_of(const Rules& rules, const Part& part, const Sexpr& set) {
  std::set<std::string> out;
  if (set.head() == "ref") {
    const VersionText* found = nullptr;
    for (const VersionText& version : rules.named(set.text(1)).versions) {
      if (version.from <= part.day) found = &version;
    }
    const bool over = found == nullptr || (found->until && *found->until <= part.day);
    if (!over && !in_gap(rules.named(set.text(1)), part.day)) out = members_of(rules, part, *found->body);
  } else if (set.head() == "set" || set.head() == "union") {
    for (std::size_t i = 1; i < set.parts.size(); ++i) out.merge(members_of(rules, part, set.parts[i]));
  } else if (set.head() == "word" || set.head() == "text" || set.head() == "code" || set.head() == "number") {
    out.insert(set.text(1));
  } else {
    throw Refusal{concat("cannot check the words of `", set.head(), "`")};
  }
  return out;
}

State open_codes(const Rules& rules, const State& state) {
  State out = state;
  out.anything = false;
  if (state.anything) {
    out.words = rules.codes;
    out.words.insert("?");
  } else if (state.words.size() == 1) {
    const std::string& code = *state.words.begin();
    std::set<std::string> below;
    for (const std::string& other : rules.codes) {
      const bool holds = other.ends_with(".?") ? other == concat(code, ".?") : other != code && holds_code(code, other);
      if (holds) below.insert(other);
    }
    if (!below.empty()) out.words = std::move(below);
  }
  return out;
}

State anything(const Rules& rules, const std::string& name) {
  const FactText& fact = rules.fact(name);
  State out;
  out.number = fact.type == "number";
  out.answer = fact.unknowable ? Answer::kOpen : Answer::kValue;
  out.figures.low = Rational(0);
  if (fact.type == "place") {
    out.words = rules.places;
  } else if (fact.type == "code" || fact.type == "text") {
    out.anything = true;
  } else {
    out.words = fact.type == "set" ? std::set<std::string>{"false", "true"} : fact.values;
  }
  return out;
}

std::pair<State, std::string> state_in(const Rules& rules, const Part& part, int id, int context) {
  const FactRow& row = part.facts[static_cast<std::size_t>(id)];
  State out = anything(rules, row.fact);
  std::string assumption;
  const FactText& fact = rules.fact(row.fact);
  if (row.is) {
    out = *row.is;
  } else if (!row.member.empty() && part.closed.contains({row.of, row.fact})) {
    out.words = {"false"};
    out.answer = Answer::kValue;
    out.stated = true;
  } else if (!fact.derived.empty() && fact.derived[0] == "claim") {
    out.words = {"false"};  // nobody made it
  } else if (part.profile != nullptr && context >= 0 && fact.profile) {
    for (const Sexpr& line : part.profile->line.parts) {
      if (line.head() != "assume" || part.switched_off.contains(line.text(1))) continue;
      const auto filled = assumed(line, row, out);
      // A set is assumed member by member.
      if (!filled) continue;
      const Sexpr& condition = line.at(2);
      const Sexpr& atom = condition.head() == "not" ? condition.at(1).at(1) : condition;
      if (atom.head() == "has") {
        if (!members_of(rules, part, atom.at(2)).contains(row.member)) continue;
      }
      out = *filled;
      assumption = line.text(1);
      break;
    }
  }
  std::vector<int> path;
  for (int c = context; c > 0; c = part.contexts[static_cast<std::size_t>(c - 1)].in) path.push_back(c);
  for (auto c = path.rbegin(); c != path.rend(); ++c) {
    for (const auto& [fact_id, cell] : part.contexts[static_cast<std::size_t>(*c - 1)].set) {
      if (fact_id != id) continue;
      out.words = cell.words;
      out.figures = cell.figures;
      out.answer = cell.answer;
      out.anything = false;
    }
  }
  return {out, assumption};
}

void check_node(const Rules& rules, Part& part, int node) {
  Step(rules, part, part.nodes[static_cast<std::size_t>(node)]).check();
}

bool may_be_lifted(const Rules& rules, const Statement& rule) {
  const auto& all = rules.all("authorization");
  return std::any_of(all.begin(), all.end(), [&](const Statement* authorization) {
    return lists(authorization->line.find("overcomes"), rule.name);
  });
}

}  // namespace licet::verify
