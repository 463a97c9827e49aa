// Three-valued evaluation (law language, sections 2, 3 and 6), statement by statement. Each value that is worked out
// is kept as a node for the names that it depends on.
#include "verify/evaluation.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <unordered_map>

#include "base/text_util.h"

namespace licet::verify {

namespace {

constexpr const char* kSubject = "734.3/subject";
constexpr const char* kStays = "common/stays_in_country";
constexpr const char* kCode = "item.eccn";
constexpr std::size_t kMostDepth = 100;

class Stepper final : public Evaluation {
 public:
  Stepper(Premises& premises, bool codified, std::vector<Json>* steps)
      : premises_(premises), rules_(premises.rules), codified_(codified), steps_(steps) {}

  void findings() override {
    for (const Names& line : lines()) {
      bind(line);
      for (const Statement* finding : rules_.all("finding")) {
        each(*finding, 0, Truth::kTrue, [&](Truth member) {
          const Form* off = finding->line.find("switches_off");
          if (both(member, value_of(*finding)) != Truth::kTrue || off == nullptr) return;
          for (std::size_t i = 1; i < off->parts.size(); ++i) premises_.switched_off.insert(off->text(i));
        });
      }
    }
  }

  std::vector<Root> roots(int context) override {
    std::vector<Root> out;
    context_ = context;
    for (const Names& line : lines()) {
      bind(line);
      out.push_back({nullptr, line, subject()});
      for (const Statement* rule : rules_.all("rule")) {
        each(*rule, 0, Truth::kTrue, [&](Truth member) {
          Root root{rule, {}, weigh(*rule, member)};
          for (const auto& [name, what] : names_) root.names[name] = what.first;
          out.push_back(std::move(root));
        });
      }
    }
    return out;
  }

  Weight again(const Root& root, int context) override {
    context_ = context;
    bind({{"leg", root.names.at("leg")}, {"item", root.names.at("item")}});
    if (root.rule == nullptr) return subject();
    Weight out;
    each(*root.rule, 0, Truth::kTrue, [&](Truth member) { out = weigh(*root.rule, member); }, &root.names);
    return out;
  }

  std::size_t looked_at() const override { return looked_at_; }

  bool contradicts(const std::string& name, const std::string& item, int context) override {
    const Statement& entry = rules_.named(name);
    demand(entry.kind == "entry", concat("`", name, "` is no entry"));
    bind({{"item", item}});
    context_ = context;
    while (is_case(context_)) context_ = premises_.contexts[static_cast<std::size_t>(context_)].in;
    if (!beside_a_code(entry, item) || value_of(entry) != Truth::kUnknown) return false;
    context_ = context;
    return value_of(entry) == Truth::kTrue;
  }

 private:
  struct Node {
    Names at;
    Truth is = Truth::kUnknown;
    bool speaks = false;  // some version does
    bool whole = false;   // depends on every name that is bound: it met elements that nobody named
  };
  struct Frame {
    Names at;  // the names that it depends on
    std::set<std::string> uses;
    std::set<std::string> reads;
    bool whole = false;
  };
  struct Standing {
    Truth value = Truth::kFalse;
    const Form* version = nullptr;
    std::string asleep;  // the mark, and the first day of the version that sleeps
  };
  // The nodes of a statement: by the names that they depend on, and whether these are all; by what the names stand for;
  // and by context.
  using Nodes = std::map<std::pair<std::set<std::string>, bool>, std::map<Names, std::map<int, Node>>>;
  using Elements = std::vector<std::pair<std::string, Truth>>;
  using Holds = std::function<Truth(const std::string&)>;
  using Visit = std::function<void(Truth)>;

  [[noreturn]] static void cannot(std::string_view what) { throw Refusal{concat("cannot check ", what)}; }

  // ---- roots ----

  void bind(const Names& line) {
    names_.clear();
    for (const auto& [name, what] : line) names_[name] = {what, 0};
  }

  std::vector<Names> lines() const {
    std::vector<Names> out;
    for (const std::string& leg : premises_.lists.at("legs")) {
      for (const std::string& item : premises_.list("items")) out.push_back({{"leg", leg}, {"item", item}});
    }
    return out;
  }

  Weight subject() {
    const Truth value = rules_.statements.contains(kSubject) ? value_of(rules_.named(kSubject)) : Truth::kTrue;
    return {value == Truth::kTrue ? 1U : 0U, value == Truth::kFalse ? 0U : 1U};
  }

  Weight weigh(const Statement& rule, Truth member) {
    const Truth holds = both(member, value_of(rule));
    const bool denial = rule.line.value("requires") == "denial";
    const std::size_t full = denial ? 4 : 3;
    const Truth lifted = holds == Truth::kFalse || denial ? Truth::kFalse : overcome(rule);
    return {holds != Truth::kTrue     ? 0
            : lifted == Truth::kFalse ? full
                                      : 2,
            holds == Truth::kFalse   ? 0
            : lifted == Truth::kTrue ? 2
                                     : full};
  }

  // Does an authorization that names the rule lift it, and no restriction close that?
  Truth overcome(const Statement& rule) {
    Truth value = Truth::kFalse;
    for (const Statement* authorization : rules_.all("authorization")) {
      const Form* overcomes = authorization->line.find("overcomes");
      if (value == Truth::kTrue || overcomes == nullptr || !overcomes->has(rule.name)) continue;
      const Node& node = node_of(*authorization);
      Truth available = node.is;
      for (const Statement* restriction : rules_.all("restriction")) {
        const Form* closes = restriction->line.find("closes");
        demand(closes != nullptr, "a restriction that closes nothing");
        const Form* named = closes->find(closes->has("all") ? "except" : "these");
        if (node.is == Truth::kFalse || !node.speaks) break;
        if (closes->has("all") != (named != nullptr && named->has(authorization->name)))
          available = both(available, !value_of(*restriction));
      }
      value = either(value, available);
    }
    return value;
  }

  // ---- names and facts ----

  // What a name stands for. A step depends on the names that were bound around it.
  std::string bound(const std::string& name) {
    const auto found = names_.find(name);
    if (found == names_.end() && name == "order") return "0";
    if (found == names_.end()) cannot(concat("`", name, "`, which is not bound"));
    if (found->second.second < frames_.size()) frames_.back().at[name] = found->second.first;
    return found->second.first;
  }

  template <typename Inner>
  auto with(const std::string& name, const std::string& what, Inner inner) {
    auto before = names_.extract(name);
    names_[name] = {what, frames_.size()};
    auto out = inner();
    names_.erase(name);
    names_.insert(std::move(before));
    return out;
  }

  std::string fact_of(const Form& path, const std::string& of_set = {}) {
    return concat(path.text(2), of_set.empty() ? "" : concat("[", of_set, "]"), "@", bound(path.text(1)));
  }

  const State& look_up(const std::string& fact) {
    if (!frames_.empty()) frames_.back().reads.insert(fact);
    const auto [found, added] = states_.try_emplace({fact, context_});
    if (added) found->second = premises_.state(fact, context_);
    return found->second;
  }

  static Truth agreed(const std::set<Truth>& verdicts) {
    return verdicts.size() == 1 ? *verdicts.begin() : Truth::kUnknown;
  }

  // Does the value of the fact pass (with `want` false: fail)? With `known`: is that known?
  Truth test(const std::string& fact, const Holds& holds, bool want = true, bool known = false) {
    const State& state = look_up(fact);
    if (known && state.answer == Answer::kUnknowable) return Truth::kFalse;
    if (state.anything) return Truth::kUnknown;
    std::set<Truth> verdicts;
    for (const std::string& one : state.words) {
      const Truth is = holds(one);
      verdicts.insert(want ? is : known ? truth_of(is != Truth::kTrue) : !is);
    }
    if (known && (verdicts == std::set{Truth::kFalse} || (want && state.not_known))) return Truth::kFalse;
    return known && state.answer == Answer::kOpen ? Truth::kUnknown : agreed(verdicts);
  }
  Truth is_true(const std::string& fact, bool want = true, bool known = false) {
    return test(fact, [](const std::string& one) { return truth_of(one == "true"); }, want, known);
  }

  // ---- lists ----

  Elements elements(const Form& list) {
    const std::string& name = list.text(1);
    if (rules_.statements.contains(name)) return filtered(list, rules_.named(name));
    static const std::map<std::string, std::string> kClosing = {{"parties", "order.parties_complete"},
                                                                {"facilities", "order.facilities_complete"},
                                                                {"item.components", "item.components_complete"}};
    const std::string owner = name == "item.components" ? bound("item") : "0";
    Elements out;
    if (name != "item.components") {
      for (const std::string& id : premises_.list(name)) out.emplace_back(id, Truth::kTrue);
    } else if (owner[0] != '?') {
      for (const std::string& id : premises_.entities.at(std::stoul(owner)).components)
        out.emplace_back(id, Truth::kTrue);
    }
    const auto closing = kClosing.find(name);
    if (closing == kClosing.end() || !rules_.facts.contains(closing->second)) return out;
    const std::string fact = concat(closing->second, "@", owner);
    const Truth said = is_true(fact);
    // Facilities and components are closed by being named. Where none is, there may be none.
    const bool asks = name == "parties" || premises_.stated(fact) != nullptr || out.empty();
    const Truth closed = asks ? said : Truth::kTrue;
    if (closed != Truth::kTrue) out.emplace_back(unnamed(list), !closed);
    return out;
  }

  // What stands for the elements of an open list that nobody named: one for each list of the text and names around it;
  // and for each word, where the text can read it.
  std::string unnamed(const Form& list) {
    const Rules::ListPlace& place = rules_.lists.at(&list);
    const auto& clauses = place.of->each;
    const bool in_clause =
        std::any_of(clauses.begin(), clauses.end(), [&](const Form* one) { return &one->at(2) == &list; });
    std::string names;
    for (const auto& [name, what] : names_) {
      const bool reads = !name.starts_with("=") ||
                         (!in_clause && std::any_of(clauses.begin(), clauses.end(), [&, &word = name](const Form* one) {
                           return one->at(2).head() != "list" && one->text(1) == std::string_view(word).substr(1);
                         }));
      if (reads) names += concat(names.empty() ? "" : ",", name, "=", bound(name));
    }
    if (!frames_.empty()) frames_.back().whole = true;
    return concat("?", place.name, "(", names, ")");
  }

  Elements filtered(const Form& list, const Statement& definition) {
    const Form* version = premises_.version_of(definition);
    Elements out;
    if (version == nullptr) return out;
    const Form* filter = version->find("filter");
    demand(filter != nullptr, concat("`", definition.name, "` is no list"));
    for (auto [element, member] : elements(filter->at(2))) {
      if (element[0] == '?') element = unnamed(list);
      member = both(member, with(filter->text(1), element, [&] { return eval(filter->at(3)); }));
      if (member != Truth::kFalse) out.emplace_back(element, member);
    }
    return out;
  }

  // Visits each choice of the `per` elements, with the names bound; with `only`, that choice.
  void each(const Statement& statement, std::size_t clause, Truth member, const Visit& visit,
            const Names* only = nullptr) {
    if (clause == statement.each.size()) return visit(member);
    const Form& domain = statement.each[clause]->at(2);
    const bool list = domain.head() == "list";
    const std::string name = concat(list ? "" : "=", statement.each[clause]->text(1));
    Elements all;
    if (list) all = elements(domain);
    for (const std::string& one : list ? std::set<std::string>() : premises_.words_of(domain))
      all.emplace_back(one, Truth::kTrue);
    for (const auto& [element, mine] : all) {
      if (only != nullptr && only->at(name) != element) continue;
      with(name, element, [&, is = mine] {
        each(statement, clause + 1, both(member, is), visit, only);
        return 0;
      });
    }
  }

  // ---- sets ----

  // What a word means on the day: a place may count as another.
  std::string meant(const std::string& type, const std::string& word) const {
    if (type != "place") return word;
    for (const Row& row : rules_.table("counts_as")) {
      const bool ended = row.until && row.until->reached_by(premises_.date) == Truth::kTrue;
      if (row.cells.at(0) == word && row.from.reached_by(premises_.date) == Truth::kTrue && !ended)
        return row.cells.at(1);
    }
    return word;
  }

  static bool same(const std::string& type, const std::string& cell, const std::string& word) {
    return type == "code" ? holds_code(cell, word) : cell == word;
  }

  // Is the word, as it is meant, in the set?
  Truth contains(const Form& set, const std::string& type, const std::string& word) const {
    const std::string& head = set.head();
    Truth value = Truth::kFalse;
    if (head == "union" || head == "set") {
      for (std::size_t i = 1; i < set.parts.size(); ++i) value = either(value, contains(set.parts[i], type, word));
    } else if (head == "minus") {
      value = both(contains(set.at(1), type, word), !contains(set.at(2), type, word));
    } else if (head == "ref") {
      const Form* version = premises_.version_of(rules_.named(set.text(1)));
      value = version == nullptr ? Truth::kUnknown : contains(premises_.body_of(*version), type, word);
    } else if (head == "table" || head == "group") {
      for (const Row& row : rules_.table(set.text(1))) {
        if (same(type, row.cells.at(0), word)) value = either(value, row.holds_on(premises_.date));
      }
    } else {
      value = truth_of(same(head == "code" ? head : type, meant(type, constant(set)), word));
    }
    return value;
  }

  static const std::string& constant(const Form& e) {
    if (e.head() != "word" && e.head() != "text" && e.head() != "code")
      cannot(concat("`", e.head(), "` as a constant"));
    return e.text(1);
  }

  // Constants and bound words choose the rows, then facts are tested.
  Truth tuple_in(const Form& tuple, const Form& set) {
    if (set.head() != "table") cannot("a tuple outside a table");
    std::vector<const Row*> rows;
    for (const Row& row : rules_.table(set.text(1))) rows.push_back(&row);
    TupleFacts facts;
    for (std::size_t i = 1; i < tuple.parts.size(); ++i) {
      const Form& part = tuple.parts[i];
      if (part.head() == "fact") {
        facts.emplace_back(&part, i - 1);
        continue;
      }
      const std::string wanted = part.head() == "bound" ? bound(concat("=", part.text(1))) : constant(part);
      std::erase_if(rows, [&](const Row* row) { return row->cells.at(i - 1) != wanted; });
    }
    return rows_hold(rows, std::move(facts));
  }

  using TupleFacts = std::vector<std::pair<const Form*, std::size_t>>;  // and its column
  Truth rows_hold(const std::vector<const Row*>& rows, TupleFacts facts) {
    Truth value = Truth::kFalse;
    if (facts.empty()) {
      for (const Row* row : rows) value = either(value, row->holds_on(premises_.date));
      return value;
    }
    const auto [fact, column] = facts.back();
    facts.pop_back();
    const std::string type = rules_.fact(fact->text(2)).type;
    const auto asked = [&, of = fact](const Holds& holds) {
      return type == "code" ? code_in(bound(of->text(1)), holds) : test(fact_of(*of), holds);
    };
    std::map<std::string, std::vector<const Row*>> by_cell;
    for (const Row* row : rows) by_cell[row->cells.at(column)].push_back(row);
    if (facts.empty()) {
      return asked([&, &known = in_rows_[{rows, column}]](const std::string& one) {
        const auto [there, added] = known.try_emplace(one, Truth::kFalse);
        if (!added) return there->second;
        for (const auto& [cell, some] : by_cell) {
          if (same(type, cell, meant(type, one))) there->second = either(there->second, rows_hold(some, {}));
        }
        return there->second;
      });
    }
    for (const auto& [cell, some] : by_cell) {
      const std::string& wanted = cell;
      const Truth here = asked([&](const std::string& one) { return truth_of(same(type, wanted, meant(type, one))); });
      if (here != Truth::kFalse) value = either(value, both(here, rows_hold(some, facts)));
    }
    return value;
  }

  // A code without a category digit gives way to any entry; `?` is a code that no rule names.
  static bool is_basket(const std::string& code) { return code != "?" && !(code[0] >= '0' && code[0] <= '9'); }

  // The codes that the item can turn out to have.
  const std::set<std::string>& codes_left(const State& state) {
    if (!state.anything && state.words.size() != 1) return state.words;
    const auto [open, added] = open_codes_.try_emplace(state.anything ? "" : *state.words.begin());
    if (added) open->second = premises_.open_codes(state).words;
    return open->second;
  }

  // An item is in a set of codes if an entry of the set holds for it, or its code is in the set.
  Truth code_in(const std::string& item, const Holds& in_set) {
    const State& state = look_up(concat(kCode, "@", item));
    const bool single = state.words.size() == 1 && !state.anything;
    const std::string one = single ? *state.words.begin() : "";
    const bool plain = single && !is_basket(one);
    if (plain && in_set(one) == Truth::kTrue) return Truth::kTrue;
    const std::set<std::string>& left = codes_left(state);
    const bool baskets = std::any_of(left.begin(), left.end(), [&](const std::string& code) {
      return is_basket(code) && in_set(code) == Truth::kTrue;
    });
    Truth by_entry = Truth::kFalse;
    Truth outside = Truth::kFalse;
    for (const Statement* entry : rules_.all("entry")) {
      const bool inside = in_set(code_of(*entry)) == Truth::kTrue;
      if (!inside && !baskets) continue;
      const Truth value = with("item", item, [&] { return entry_value(*entry, item); });
      (inside ? by_entry : outside) = either(inside ? by_entry : outside, value);
    }
    if (by_entry == Truth::kTrue) return by_entry;
    std::set<Truth> verdicts;
    for (auto code = left.begin(); code != left.end() && verdicts.size() < 2; ++code)
      verdicts.insert(is_basket(*code) ? both(in_set(*code), !outside) : in_set(*code));
    return either(by_entry, either(plain ? in_set(one) : Truth::kFalse, agreed(verdicts)));
  }

  static std::string code_of(const Statement& entry) { return entry.name.substr(entry.name.find('/') + 1); }

  // A stated code settles an entry beside it of which no figure is stated: what stated facts leave open is "no" there,
  // in every context.
  Truth entry_value(const Statement& entry, const std::string& item) {
    if (!beside_a_code(entry, item)) return value_of(entry);
    if (!is_case(context_)) {
      const Truth stated = value_of(entry);
      believed_[{&entry, item}] = stated;
      return stated == Truth::kUnknown ? Truth::kFalse : stated;
    }
    return as_stated(entry, item) == Truth::kUnknown ? Truth::kFalse : value_of(entry);
  }

  // What the stated facts leave of an entry, where a case asks first: a code that is stated as a whole may stand in a
  // set itself, while its paragraphs, which a case tells apart, are looked up in entries.
  Truth as_stated(const Statement& entry, const std::string& item) {
    const auto [found, added] = believed_.try_emplace({&entry, item}, Truth::kUnknown);
    if (!added) return found->second;
    Stepper aside(premises_, codified_, nullptr);
    aside.bind({{"item", item}});
    return found->second = aside.value_of(entry);
  }

  bool beside_a_code(const Statement& entry, const std::string& item) const {
    const State* said = premises_.stated(concat(kCode, "@", item));
    std::set<const Statement*> seen;
    return said != nullptr && said->words.size() == 1 && !holds_code(*said->words.begin(), code_of(entry)) &&
           !figure_given(entry, item, seen);
  }

  // Does the context fix more than the facts and the profile?
  bool is_case(int context) const {
    const Context& one = premises_.contexts[static_cast<std::size_t>(context)];
    return one.in >= 0 && one.purpose != "assumed";
  }

  // Does the order state a figure that the statement can read: in the version of the day, or one that it falls back to?
  bool figure_given(const Statement& statement, const std::string& item, std::set<const Statement*>& seen) const {
    const Form* version = premises_.version_of(statement);
    if (version == nullptr || !seen.insert(&statement).second) return false;
    auto at = std::find(statement.versions.begin(), statement.versions.end(), version);
    while (true) {
      if (figure_given(**at, item, seen)) return true;
      const bool falls_back = std::any_of((*at)->parts.begin(), (*at)->parts.end(), [](const Form& mark) {
        return mark.head() == "mark" && mark.has("falls_back");
      });
      if (!falls_back || at == statement.versions.begin()) return false;
      --at;
    }
  }

  bool figure_given(const Form& form, const std::string& item, std::set<const Statement*>& seen) const {
    if (form.head() == "fact" && rules_.fact(form.text(2)).type == "number") {
      const std::string fact = concat(form.text(2), "@", item);
      const State* stated = premises_.stated(fact);
      return stated != nullptr && !(stated->figures == premises_.anything(fact).figures);
    }
    if (form.head() == "ref" || form.head() == "list" || form.head() == "except") {
      for (const std::string& name : words(&form)) {
        if (rules_.statements.contains(name) && figure_given(rules_.named(name), item, seen)) return true;
      }
    }
    return std::any_of(form.parts.begin(), form.parts.end(),
                       [&](const Form& part) { return figure_given(part, item, seen); });
  }

  // ---- conditions ----

  // All of some values, or any of them; evaluated from left to right, no further than the one that decides.
  template <typename Each>
  static Truth junction(bool all, std::size_t count, Each each, bool stops = true) {
    Truth value = truth_of(all);
    for (std::size_t i = 0; i < count && !(stops && value == truth_of(!all)); ++i)
      value = all ? both(value, each(i)) : either(value, each(i));
    return value;
  }

  // Is the condition true (with `want` false: false)? With `known`: is that known?
  Truth eval(const Form& e, bool want = true, bool known = false) {
    const auto wanted = [want](Truth value) { return want ? value : !value; };
    const std::string& head = e.head();
    if (head == "and" || head == "or")
      return junction((head == "and") == want, e.parts.size() - 1,
                      [&](std::size_t i) { return eval(e.parts[i + 1], want, known); });
    if (head == "not") return eval(e.at(1), !want, known);
    if (head == "known") return wanted(eval(e.at(1), true, true));
    if (head == "unknowable") return wanted(both(!eval(e.at(1), true, true), !eval(e.at(1), false, true)));
    if (head == "some" || head == "every") {
      const bool any = (head == "some") == want;
      const Elements all = elements(e.at(2));
      return junction(!any, all.size(), [&](std::size_t i) {
        const Truth inner = with(e.text(1), all[i].first, [&] { return eval(e.at(3), want, known); });
        return any ? both(all[i].second, inner) : either(!all[i].second, inner);
      });
    }
    if (head == "has") {
      const std::set<std::string> words = premises_.words_of(e.at(2));
      const std::vector<std::string> all(words.begin(), words.end());
      const auto one = [&](std::size_t i) { return is_true(fact_of(e.at(1), all[i]), want, known); };
      return junction(!want, all.size(), one, !known);
    }
    if (head == "ref") {
      const Statement& statement = rules_.named(e.text(1));
      if (!known && content_ && statement.name == kSubject) return wanted(Truth::kTrue);
      if (!known && content_ && statement.name == kStays) return wanted(Truth::kFalse);  // as if it came from elsewhere
      if (!known) return wanted(value_of(statement));
      const Form* version = premises_.version_of(statement);
      return version == nullptr ? Truth::kUnknown : eval(premises_.body_of(*version), want, true);
    }
    return atom(e, want, known);
  }

  Truth atom(const Form& e, bool want, bool known) {
    const std::string& head = e.head();
    const bool compares = head == "=" || head == "!=" || head == "<" || head == "<=" || head == ">" || head == ">=";
    if (!compares && head != "in" && head != "fact") cannot(concat("`", head, "` here"));
    const Form& left = head == "fact" ? e : e.at(1);
    const bool positive = want == (head != "!=");
    const auto wanted = [](bool as_it_is, Truth value) { return as_it_is ? value : !value; };
    if (left.head() == "tuple") return wanted(want, tuple_in(left, e.at(2)));
    const std::string type = left.head() == "fact" ? rules_.fact(left.text(2)).type : "number";
    if (type == "number" && compares) return wanted(want, compare(sum(figure(left), minus(figure(e.at(2)))), head));
    if (type == "number" || (compares && head != "=" && head != "!=")) cannot(concat("`", head, "` here"));
    if (head == "fact") {
      const bool content =
          !known && rules_.fact(left.text(2)).is("content") && look_up(fact_of(left)).words.size() != 1;
      return content ? wanted(want, controlled(bound(left.text(1)))) : is_true(fact_of(left), want, known);
    }
    const Form& right = e.at(2);
    const auto in_set = [&, &known = in_sets_[&right]](const std::string& one) {
      const auto [found, added] = known.try_emplace(one, Truth::kUnknown);
      if (added) found->second = contains(right, type, meant(type, one));
      return found->second;
    };
    if (type == "code") return wanted(positive, code_in(bound(left.text(1)), in_set));
    if (right.head() != "fact") return test(fact_of(left), in_set, positive, known);
    if (known) return both(both(answered(left), answered(right)), atom(e, want, false));
    return wanted(positive, same(type, look_up(fact_of(left)), look_up(fact_of(right))));
  }

  // Of two facts with words: do both mean one thing, or nothing in common?
  Truth same(const std::string& type, const State& left, const State& right) {
    if (left.anything || right.anything) return Truth::kUnknown;
    std::set<std::string> of_left;
    std::set<std::string> of_right;
    for (const std::string& word : left.words) of_left.insert(meant(type, word));
    for (const std::string& word : right.words) of_right.insert(meant(type, word));
    if (of_left.size() == 1 && of_left == of_right) return Truth::kTrue;
    const auto common = [&](const std::string& one) { return of_right.contains(one); };
    return std::any_of(of_left.begin(), of_left.end(), common) ? Truth::kUnknown : Truth::kFalse;
  }

  // Is the answer a value? Of yes or no: is one of them known?
  Truth answered(const Form& path) {
    const std::string fact = fact_of(path);
    if (rules_.fact(path.text(2)).type == "bool") return either(is_true(fact, true, true), is_true(fact, false, true));
    return test(fact, [](const std::string&) { return Truth::kTrue; }, true, true);
  }

  // Whether a component is controlled: what the rules that count for content decide.
  Truth controlled(const std::string& component) {
    const bool before = content_;
    content_ = true;
    const Truth out = with("item", component, [&] {
      Truth some = Truth::kFalse;
      for (const Statement* rule : rules_.all("rule")) {
        if (rule->line.find("counts_for") == nullptr || some == Truth::kTrue) continue;
        each(*rule, 0, Truth::kTrue, [&](Truth member) {
          if (some != Truth::kTrue) some = either(some, both(member, value_of(*rule)));
        });
      }
      return some;
    });
    content_ = before;
    return out;
  }

  // ---- figures ----

  Figures figure(const Form& e) {
    const std::string& head = e.head();
    if (head == "number") {
      const auto number = Rational::parse(e.text(1));
      demand(number.has_value(), "a figure that is no number");
      return point(e.has("percent") ? *number / Rational(100) : *number);
    }
    if (head == "ref") {
      const Form* version = premises_.version_of(rules_.named(e.text(1)));
      return version == nullptr ? Figures{} : figure(premises_.body_of(*version));
    }
    if (head == "fact") return look_up(fact_of(e)).figures;
    if (head == "total") return total(e);
    static const std::set<std::string> kOperators = {"+", "-", "*", "/", "min", "max"};
    if (!kOperators.contains(head)) cannot(concat("the figure `", head, "`"));
    Figures out = figure(e.at(1));
    for (std::size_t i = 2; i < e.parts.size(); ++i) {
      const Figures next = figure(e.parts[i]);
      if (head == "+") out = sum(out, next);
      if (head == "-") out = sum(out, minus(next));
      if (head == "*") out = product(out, next);
      if (head == "/") out = quotient(out, next);
      if (head == "min" || head == "max") out = extreme(out, next, head == "min");
    }
    return out;
  }

  Figures total(const Form& e) {
    const Form* where = e.find("where");
    Figures out = point(Rational(0));
    for (const auto& [element, member] : elements(e.at(2))) {
      Truth counts = member;
      Figures one = with(e.text(1), element, [&] {
        if (where != nullptr) counts = both(counts, eval(where->at(1)));
        return figure(e.at(3));
      });
      if (counts == Truth::kFalse) continue;
      if (element[0] == '?') one = several(one);  // there may be more of them
      if (counts == Truth::kUnknown) one.low = point(Rational(0)).low;
      out = sum(out, one);
    }
    return out;
  }

  // ---- statements ----

  Truth value_of(const Statement& statement) { return node_of(statement).is; }

  // The node of a statement for the names bound here: one that is there, in this context or settled in one around it;
  // else a new one.
  const Node& node_of(const Statement& statement) {
    const Node* before = find_node(nodes_[{&statement, content_}]);
    const Node& node = before != nullptr ? *before : new_node(statement);
    if (!frames_.empty()) frames_.back().uses.insert(statement.name);
    if (!frames_.empty()) frames_.back().whole = frames_.back().whole || node.whole;
    for (const auto& [name, what] : node.at) bound(name);
    return node;
  }

  const Node* find_node(const Nodes& nodes) {
    for (const auto& [shape, by_names] : nodes) {
      const auto& [names, whole] = shape;
      Names here;
      bool all = true;  // of the bound names that stand for something, are among them
      for (const auto& [name, what] : names_) {
        if (names.contains(name))
          here.emplace(name, what.first);
        else
          all = all && name.starts_with("=");
      }
      ++looked_at_;
      const auto found = by_names.find(here);
      if (found == by_names.end() || (whole && !all)) continue;
      for (int in = context_; in >= 0; in = premises_.contexts[static_cast<std::size_t>(in)].in) {
        const auto node = found->second.find(in);
        if (node != found->second.end() && (in == context_ || node->second.is != Truth::kUnknown)) return &node->second;
      }
    }
    return nullptr;
  }

  const Node& new_node(const Statement& statement) {
    if (frames_.size() > kMostDepth) cannot("statements that lean on one another without end");
    frames_.emplace_back();
    const Standing got = standing(statement);
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (steps_ != nullptr) steps_->push_back(step(statement, got, frame));
    std::set<std::string> names;
    for (const auto& [name, what] : frame.at) names.insert(name);
    Node& out = nodes_[{&statement, content_}][{names, frame.whole}][frame.at][context_];
    return out = {frame.at, got.value, got.version != nullptr, frame.whole};
  }

  // A step for people: the statement, the names it depends on, its value, and what it looked at.
  Json step(const Statement& statement, const Standing& got, const Frame& frame) const {
    Json json = Json::object();
    Json at = Json::object();
    for (const auto& [name, what] : frame.at) at.set(name, Json::string(what));
    const auto list = [&](const char* key, const std::set<std::string>& all) {
      Json names = Json::array();
      for (const std::string& one : all) names.push(Json::string(one));
      if (!all.empty()) json.set(key, std::move(names));
    };
    json.set("s", Json::string(statement.name));
    json.set("hash", Json::string(statement.hash));
    if (content_) json.set("content", Json::boolean(true));
    json.set("in", Json::number(context_));
    json.set("at", at);
    json.set("is", Json::string(got.value == Truth::kTrue ? "T" : got.value == Truth::kFalse ? "F" : "U"));
    if (got.version != nullptr) json.set("from", Json::string(got.version->value("from")));
    if (!got.asleep.empty()) json.set("asleep", Json::string(got.asleep));
    list("uses", frame.uses);
    list("reads", frame.reads);
    return json;
  }

  Standing standing(const Statement& statement) {
    const bool of_letter = statement.line.find("only_for") != nullptr;
    const Truth binds = of_letter ? addressed(rules_.named(statement.line.value("only_for"))) : Truth::kTrue;
    if (binds == Truth::kFalse) return {};
    std::size_t begun = 0;
    while (begun < statement.versions.size() && statement.versions[begun]->value("from") <= premises_.day) ++begun;
    Standing out = asked(statement, begun);
    if (statement.kind == "let" && premises_.version_of(statement) == nullptr) out.value = Truth::kUnknown;
    out.value = both(binds, out.value);
    return out;
  }

  // Is the exporter the addressee of the letter, on a day on which it binds?
  Truth addressed(const Statement& letter) {
    demand(letter.kind == "letter", concat("`", letter.name, "` is no letter"));
    if (!letter.line.holds_on(premises_.day)) return Truth::kFalse;
    return is_true(concat("law.addressee[", letter.name, "]@0"));
  }

  // Where several marks put a text to sleep, it has the status of the first of these.
  static std::size_t rank_of(std::string_view mark) {
    static constexpr std::string_view kInOrder[] = {"stayed", "compliance", "unenforced", "not_incorporated"};
    return static_cast<std::size_t>(std::find(std::begin(kInOrder), std::end(kInOrder), mark) - std::begin(kInOrder));
  }

  // The newest of so many versions, and while it sleeps what holds in its place.
  Standing asked(const Statement& statement, std::size_t count) {
    Standing out;
    if (count == 0 || !statement.versions[count - 1]->holds_on(premises_.day)) return out;
    const Form& version = *statement.versions[count - 1];
    Truth covered = Truth::kFalse;
    Truth falls_back = Truth::kFalse;
    bool all_fall_back = true;
    std::string mark_word;
    for (const Form& mark : version.parts) {
      const Truth value = mark.head() == "mark" ? covers(statement, version, mark) : Truth::kFalse;
      if (value == Truth::kFalse) continue;
      if (mark_word.empty() || rank_of(mark.text(1)) < rank_of(mark_word)) mark_word = mark.text(1);
      covered = either(covered, value);
      if (mark.has("falls_back")) falls_back = either(falls_back, value);
      all_fall_back = all_fall_back && mark.has("falls_back");
    }
    out.version = &version;
    out.value = own(version);
    if (covered == Truth::kFalse) return out;
    const Truth printed = out.value;
    const Standing earlier = falls_back == Truth::kFalse ? Standing{} : asked(statement, count - 1);
    out.value = either(both(!covered, printed), both(falls_back, earlier.value));
    // Whether the mark covers the case does not matter if both texts say the same.
    if (all_fall_back && printed == earlier.value && printed != Truth::kUnknown) out.value = printed;
    out.asleep = concat(mark_word, " ", version.value("from"));
    if (covered == Truth::kTrue) out.version = earlier.version;
    return out;
  }

  // Does the mark put the version to sleep for this case? Whether an `unverified` one sleeps at all is a fact of law.
  Truth covers(const Statement& statement, const Form& version, const Form& mark) {
    demand(mark.has("falls_back") != mark.has("leaves_nothing"), "a mark without consequence");
    if (!mark.holds_on(premises_.day) || (mark.text(1) == "unenforced" && codified_)) return Truth::kFalse;
    const Form* when = mark.find("when");
    const Truth value = when == nullptr ? Truth::kTrue : eval(when->at(1));
    if (mark.text(1) != "unverified" || value == Truth::kFalse) return value;
    // The last reply whose day has come.
    std::string since;
    std::optional<bool> asleep;
    for (const Statement* reply : rules_.all("reply")) {
      const std::string from = reply->line.value("from");
      if (reply->name != statement.name || !reply->line.holds_on(premises_.day) || from < since) continue;
      const bool says = reply->line.has("asleep");
      if (asleep && from == since && *asleep != says) cannot("two replies of one day that differ");
      since = from;
      asleep = says;
    }
    if (asleep) return both(value, truth_of(*asleep));
    return both(value, is_true(concat("law.sleeps[", statement.name, "@", version.value("from"), "]@0")));
  }

  // What the version says: its condition, and none of its exceptions; no document of it is declined.
  Truth own(const Form& version) {
    for (const std::string& document : words(version.find("documents"))) {
      if (look_up(concat(document, "@0")).words == std::set<std::string>{"false"}) return Truth::kFalse;
    }
    Truth value = eval(premises_.body_of(version));
    for (const std::string& except : words(version.find("except"))) {
      if (value != Truth::kFalse) value = both(value, !value_of(rules_.named(except)));
    }
    return value;
  }

  Premises& premises_;
  const Rules& rules_;
  bool codified_;
  int context_ = 0;
  bool content_ = false;  // looks at a component as if it were subject to the regulations
  // Names with the number of steps that were open when they were bound.
  std::map<std::string, std::pair<std::string, std::size_t>> names_;
  std::vector<Frame> frames_;
  std::map<std::pair<const Statement*, bool>, Nodes> nodes_;  // by statement, and whether it is about content
  std::map<std::pair<std::string, int>, State> states_;       // of facts that were looked at, by context
  std::size_t looked_at_ = 0;                                 // groups of nodes
  // Words in sets, and in a column of some rows: the same whatever is asked about.
  using Words = std::unordered_map<std::string, Truth>;
  std::unordered_map<const Form*, Words> in_sets_;
  std::map<std::string, std::set<std::string>> open_codes_;  // by the one that is left; "": any is
  std::map<std::pair<std::vector<const Row*>, std::size_t>, Words> in_rows_;
  std::map<std::pair<const Statement*, std::string>, Truth> believed_;  // entries, as stated facts leave them
  std::vector<Json>* steps_;
};

}  // namespace

std::unique_ptr<Evaluation> make_evaluation(Premises& premises, bool codified, std::vector<Json>* steps) {
  return std::make_unique<Stepper>(premises, codified, steps);
}

}  // namespace licet::verify
