#include "verify/checker.h"

#include <algorithm>
#include <array>

#include "base/sha256.h"
#include "base/text_util.h"
#include "verify/step.h"

namespace licet::verify {

namespace {

constexpr std::array<std::string_view, 5> kOutcomes = {"not_subject", "no_license_required", "exception_to_confirm",
                                                       "license_required", "prohibited"};
constexpr int kStrict = -1;
constexpr const char* kSubject = "734.3/subject";

void demand(bool holds, std::string_view why) {
  if (!holds) throw Refusal{std::string(why)};
}

// ---- reading ----

const Json& member(const Json& json, std::string_view key) {
  const Json* found = json.find(key);
  if (found == nullptr) throw Refusal{concat("`", key, "` is missing")};
  return *found;
}

std::string word(const Json& json) {
  if (!json.is_string()) throw Refusal{"expected a string"};
  return json.text();
}

int number(const Json& json, int low, std::size_t end) {
  const auto value = json.is_number() ? Rational::parse(json.text()) : Result<Rational>(Error{});
  demand(value.has_value() && value->to_string() == json.text() && Rational(low) <= *value &&
             *value < Rational(static_cast<std::int64_t>(end)),
         concat("the number ", ticked(json.text()), " refers to nothing"));
  return std::stoi(json.text());
}

std::vector<int> numbers(const Json* json, std::size_t end) {
  std::vector<int> out;
  if (json == nullptr) return out;
  for (const Json& one : json->items()) out.push_back(number(one, 0, end));
  return out;
}

int outcome(const Json& json) {
  const auto found = std::find(kOutcomes.begin(), kOutcomes.end(), word(json));
  demand(found != kOutcomes.end(), concat("there is no outcome ", ticked(json.text())));
  return static_cast<int>(found - kOutcomes.begin());
}

Truth truth(const Json& json) {
  const std::string letter = word(json);
  demand(letter == "T" || letter == "F" || letter == "U", "a value is T, F or U");
  return letter == "T" ? Truth::kTrue : letter == "F" ? Truth::kFalse : Truth::kUnknown;
}

void only_keys(const Json& json, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : json.members()) {
    demand(std::find(known.begin(), known.end(), key) != known.end(), concat("there is no key ", ticked(key)));
  }
}

Rational exact(const Json& json) {
  auto value = Rational::parse(word(json));
  demand(value.has_value(), concat("expected a figure, got ", ticked(json.text())));
  return *value;
}

Figures read_figures(const Json& json) {
  if (json.is_string()) return point(exact(json));
  only_keys(json, {"at_least", "above", "at_most", "below"});
  Figures out;
  for (const auto& [key, value] : json.members()) {
    const bool low = key == "at_least" || key == "above";
    (low ? out.low : out.high) = exact(value);
    (low ? out.low_open : out.high_open) = key == "above" || key == "below";
  }
  return out;
}

State read_state(const Json& json, const State& all) {
  State out;
  out.number = all.number;
  if (json.is_string()) {
    out.words = {json.text()};
  } else if (const Json* figures = json.find("figures")) {
    only_keys(json, {"figures"});
    out.figures = read_figures(*figures);
  } else {
    only_keys(json, {"words", "answer"});
    for (const Json& one : member(json, "words").items()) out.words.insert(word(one));
    demand(out.words.size() == member(json, "words").items().size(), "a word stands twice");
    const std::string answer = word(member(json, "answer"));
    demand(answer == "value" || answer == "unknowable" || answer == "open", "there is no such answer");
    out.answer = answer == "value" ? Answer::kValue : answer == "open" ? Answer::kOpen : Answer::kUnknowable;
  }
  const bool fits = all.number ? json.find("figures") != nullptr && !is_empty(out.figures)
                               : json.find("figures") == nullptr && !out.words.empty();
  demand(fits, "a state that its fact cannot have");
  const bool within =
      all.anything || std::includes(all.words.begin(), all.words.end(), out.words.begin(), out.words.end());
  demand(all.number || within, "a word that its fact cannot be");
  demand(out.answer == Answer::kValue || out.answer == all.answer || all.answer == Answer::kOpen,
         "a fact that can be known is not knowable");
  out.stated = all.number ? is_point(out.figures) : out.words.size() == 1 || out.answer == Answer::kUnknowable;
  return out;
}

struct Weight {
  int low = 0;
  int high = 0;
};

using RootKey = std::tuple<const Statement*, int, int, std::vector<std::string>>;  // rule, leg, item, `per`

// Checks one part of a proof.
class PartChecker {
 public:
  PartChecker(const Rules& rules, const Json& json) : rules_(rules), json_(json) {}

  Part& part() { return part_; }
  int at_least() const { return least_; }
  int at_most() const { return most_; }
  bool exact_bound() const { return exact_; }

  void read(bool codified, const Statement* profile) {
    only_keys(json_, {"day", "at_least", "at_most", "bound", "legs", "entities", "unnamed", "facts", "closed",
                      "statements", "assumed", "contexts", "nodes", "findings", "roots"});
    part_.codified = codified;
    part_.profile = profile;
    const auto day = parse_date(word(member(json_, "day")));
    demand(day.has_value(), "expected a day");
    part_.day = *day;
    least_ = outcome(member(json_, "at_least"));
    most_ = outcome(member(json_, "at_most"));
    exact_ = bound_word(json_);
    read_statements();
    read_entities();
    read_facts();
    contexts_ = member(json_, "contexts").items().size();
    read_nodes();
  }

  void check() {
    findings();
    read_contexts();
    for (std::size_t i = 0; i < part_.nodes.size(); ++i) {
      if (part_.nodes[i].in != kStrict) step(i);
    }
    roots();
    demand(std::find(used_.begin(), used_.end(), false) == used_.end(), "a node that nothing uses");
    assumptions();
    bounds();
  }

  static bool bound_word(const Json& json) {
    const std::string bound = word(member(json, "bound"));
    demand(bound == "exact" || bound == "loose", "a bound is exact or loose");
    return bound == "exact";
  }

 private:
  // ---- reading ----

  void read_statements() {
    for (const Json& row : member(json_, "statements").items()) {
      demand(row.items().size() == 2, "a statement is its name and hash");
      const std::string hash = word(row.items()[1]);
      const Statement* found = nullptr;
      for (const auto& [key, statement] : rules_.statements) {
        if (statement.hash == hash) found = &statement;
      }
      demand(found != nullptr && found->name == word(row.items()[0]),
             concat("the rules have no statement ", ticked(row.items()[0].text()), " of that hash"));
      part_.statements.push_back(found);
    }
  }

  void read_entities() {
    std::set<int> components;
    const std::vector<Json>& rows = member(json_, "entities").items();
    for (const Json& row : rows) {
      Entity entity;
      demand(row.items().size() >= 2, "an entity is its kind and label");
      entity.kind = word(row.items()[0]);
      entity.label = word(row.items()[1]);
      demand(row.items().size() == (entity.kind == "item" ? 3U : 2U), "an entity with other parts than its kind has");
      if (entity.kind == "item") entity.components = numbers(&row.items()[2], rows.size());
      components.insert(entity.components.begin(), entity.components.end());
      part_.entities.push_back(std::move(entity));
    }
    demand(!rows.empty() && part_.entities[0].kind == "order", "the first entity is the order");
    part_.legs = numbers(&member(json_, "legs"), rows.size());
    for (std::size_t i = 0; i < part_.entities.size(); ++i) {
      const std::string& kind = part_.entities[i].kind;
      const int id = static_cast<int>(i);
      demand((kind == "component") == components.contains(id), "a component belongs to an item");
      demand(kind != "order" || i == 0, "there is one order");
      if (kind == "item") part_.items.push_back(id);
      if (kind == "party") part_.parties.push_back(id);
      if (kind == "facility") part_.facilities.push_back(id);
    }
    for (const int leg : part_.legs)
      demand(part_.entities[static_cast<std::size_t>(leg)].kind == "leg", "a leg is no leg");
    demand(!part_.legs.empty(), "a part without a leg");
    for (const Json& row : member(json_, "unnamed").items()) {
      only_keys(row, {"list", "at"});
      const std::vector<Json>& list = member(row, "list").items();
      demand(list.size() == 2, "a list is its statement and number");
      const Statement* statement =
          part_.statements[static_cast<std::size_t>(number(list[0], 0, part_.statements.size()))];
      part_.unnamed.emplace_back(statement, number(list[1], 0, statement->lists.size()), names(member(row, "at")));
    }
  }

  Names names(const Json& json) const {
    Names out;
    for (const auto& [name, what] : json.members()) {
      demand(what.is_string() == name.starts_with("="), "a word is bound by a name that begins with `=`");
      out[name] = bound(what);
    }
    return out;
  }

  // The number of an entity, or `=` and a word.
  std::string bound(const Json& json) const {
    if (json.is_string()) return concat("=", json.text());
    return std::to_string(number(json, 0, part_.entities.size() + member(json_, "unnamed").items().size()));
  }

  void read_facts() {
    for (const Json& row : member(json_, "facts").items()) {
      only_keys(row, {"of", "fact", "member", "is", "origin", "by"});
      FactRow fact;
      fact.of = number(member(row, "of"), 0, part_.entities.size() + part_.unnamed.size());
      fact.fact = word(member(row, "fact"));
      const FactText& declared = rules_.fact(fact.fact);
      const bool named = static_cast<std::size_t>(fact.of) < part_.entities.size();
      const std::string kind = named ? part_.entities[static_cast<std::size_t>(fact.of)].kind : declared.entity;
      demand(kind == declared.entity || (kind == "component" && declared.entity == "item"),
             concat(ticked(fact.fact), " belongs to something else"));
      if (const Json* of_set = row.find("member")) fact.member = word(*of_set);
      const bool known_member = declared.type == "set" ? declared.values.contains(fact.member)
                                                       : fact.member.empty() == (declared.type != "law");
      demand(known_member, concat(ticked(fact.fact), " has no member ", ticked(fact.member)));
      if (const Json* is = row.find("is")) {
        demand(named && fact.fact != "law.sleeps", "nobody can state this");
        fact.is = read_state(*is, anything(rules_, fact.fact));
        origin(row, fact.fact);
      } else {
        demand(row.find("origin") == nullptr && row.find("by") == nullptr, "the origin of a fact that nobody stated");
      }
      const int id = static_cast<int>(part_.facts.size());
      demand(part_.fact_ids.emplace(std::tuple(fact.of, fact.fact, fact.member), id).second,
             concat("the fact ", ticked(fact.fact), " stands twice"));
      part_.facts.push_back(std::move(fact));
    }
    for (const Json& row : member(json_, "closed").items()) {
      only_keys(row, {"of", "fact", "origin", "by"});
      const std::string fact = word(member(row, "fact"));
      const int of = number(member(row, "of"), 0, part_.entities.size());
      demand(rules_.fact(fact).type == "set" &&
                 rules_.fact(fact).entity == part_.entities[static_cast<std::size_t>(of)].kind,
             concat(ticked(fact), " is no set of this entity"));
      origin(row, fact);
      demand(part_.closed.emplace(of, fact).second, "a set is closed twice");
    }
    for (const FactRow& fact : part_.facts) {
      if (fact.is && fact.is->answer == Answer::kUnknowable) demand(diligent(), "`unknowable` without diligence");
    }
    for (std::size_t i = 0; i < part_.facts.size(); ++i) {
      const Json* how = member(json_, "facts").items()[i].find("origin");
      if (how != nullptr && how->text() == "computed") computed(part_.facts[i]);
    }
  }

  bool diligent() const {
    const auto flags = part_.fact_ids.find({0, "order.red_flags", ""});
    if (flags == part_.fact_ids.end()) return false;
    const std::optional<State>& is = part_.facts[static_cast<std::size_t>(flags->second)].is;
    return is && is->words == std::set<std::string>{"clear"};
  }

  // Where a fact comes from: stated, computed from others, or screened against the lists of a book.
  void origin(const Json& row, const std::string& fact) const {
    const std::string how = word(member(row, "origin"));
    const FactText& declared = rules_.fact(fact);
    const Json* by = row.find("by");
    demand(how == "stated" || how == "computed" || how == "screened", "there is no such origin");
    demand((how == "screened") == declared.listing, concat(ticked(fact), " has another origin"));
    demand((how == "screened") == (by != nullptr && by->is_string() && by->text().size() == 64),
           concat(ticked(fact), " lacks the hash of its screening"));
    demand(how != "computed" || !declared.derived.empty(), concat(ticked(fact), " is not computed"));
  }

  const State* stated(int of, const std::string& fact) const {
    const auto found = part_.fact_ids.find({of, fact, ""});
    if (found == part_.fact_ids.end() || !part_.facts[static_cast<std::size_t>(found->second)].is) return nullptr;
    return &*part_.facts[static_cast<std::size_t>(found->second)].is;
  }

  // An answer, or a figure above zero.
  static bool says_something(const State& source) {
    if (!source.number) return source.stated;
    return source.figures.low && (!source.figures.low->is_zero() || source.figures.low_open);
  }

  void computed(const FactRow& fact) const {
    const std::vector<std::string>& how = rules_.fact(fact.fact).derived;
    bool follows = false;
    if (how[0] == "copy") {
      const State* source = stated(fact.of, how.at(1));
      follows = source != nullptr && source->words == fact.is->words && source->figures == fact.is->figures &&
                source->answer == fact.is->answer;
    } else if (how[0] == "implied_by") {
      for (std::size_t i = 1; i < how.size(); ++i) {
        const State* source = stated(fact.of, how[i]);
        follows = follows ||
                  (source != nullptr && says_something(*source) && fact.is->words == std::set<std::string>{"true"});
      }
    } else if (how.size() > 2) {
      const State* a = stated(fact.of, how[1]);
      const State* b = stated(fact.of, how[2]);
      follows = a != nullptr && b != nullptr &&
                inside(fact.is->figures,
                       how[0] == "product" ? product(a->figures, b->figures) : quotient(a->figures, b->figures));
    }
    demand(follows, concat(ticked(fact.fact), " does not follow from what it is computed from"));
  }

  void read_contexts() {
    const std::vector<Json>& rows = member(json_, "contexts").items();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      only_keys(rows[i], {"in", "for", "set"});
      Context context;
      context.in = number(member(rows[i], "in"), 0, i + 1);
      context.purpose = word(member(rows[i], "for"));
      for (const Json& cell : member(rows[i], "set").items()) {
        demand(cell.items().size() == 2, "a cell is a fact and its state");
        const int fact = number(cell.items()[0], 0, part_.facts.size());
        const auto [before, assumption] = state_in(rules_, part_, fact, context.in);
        if (!assumption.empty()) part_.assumed[fact] = assumption;
        context.set.emplace_back(fact, read_cell(cell.items()[1], fact, before));
      }
      demand(!context.set.empty(), "a context that settles nothing");
      part_.contexts.push_back(std::move(context));
    }
  }

  // A cell narrows what the fact can be. A code that no rule names is written `?`.
  State read_cell(const Json& json, int fact, const State& before) const {
    State all = before;
    const std::string& type = rules_.fact(part_.facts[static_cast<std::size_t>(fact)].fact).type;
    demand(type != "text", "cannot check cases of a text");
    if (type == "code") all = open_codes(rules_, before);
    const State out = read_state(json, all);
    demand(!all.number || inside(out.figures, all.figures), "a cell that leaves what is known");
    demand(out.answer == all.answer || all.answer == Answer::kOpen, "a cell that leaves what is known");
    return out;
  }

  void read_nodes() {
    const std::vector<Json>& rows = member(json_, "nodes").items();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Json& row = rows[i];
      only_keys(row, {"s", "what", "in", "at", "is", "from", "asleep", "clause", "list", "uses", "reads"});
      Node node;
      node.statement = number(member(row, "s"), 0, part_.statements.size());
      if (const Json* what = row.find("what")) node.what = word(*what);
      demand(row.find("what") == nullptr || node.what == "elements" || node.what == "lifted" || node.what == "content",
             "there is no such node");
      node.in = number(member(row, "in"), kStrict, contexts_ + 1);
      node.at = names(member(row, "at"));
      node.is = truth(member(row, "is"));
      if (const Json* from = row.find("from")) node.from = word(*from);
      if (const Json* asleep = row.find("asleep")) {
        demand(asleep->items().size() == 2, "a sleeping text is its mark and day");
        node.asleep = word(asleep->items()[0]);
        node.asleep_from = word(asleep->items()[1]);
      }
      demand((row.find("clause") != nullptr) == (node.what == "elements"), "a clause belongs to elements");
      if (const Json* clause = row.find("clause")) node.clause = static_cast<std::size_t>(number(*clause, 0, 100));
      demand((row.find("list") != nullptr) == (node.what == "elements"), "a list belongs to elements");
      if (const Json* list = row.find("list")) {
        for (const Json& one : list->items()) {
          demand(one.items().size() == 2, "an element is its number and membership");
          node.list.emplace_back(number(one.items()[0], 0, part_.entities.size() + part_.unnamed.size()),
                                 truth(one.items()[1]));
        }
      }
      node.uses = numbers(row.find("uses"), i);
      node.reads = numbers(row.find("reads"), part_.facts.size());
      part_.nodes.push_back(std::move(node));
    }
    used_.assign(part_.nodes.size(), false);
  }

  // ---- nodes and roots ----

  void step(std::size_t i) {
    try {
      check_node(rules_, part_, static_cast<int>(i));
    } catch (const Refusal& refusal) {
      throw Refusal{concat("node ", i, ", ", refusal.why)};
    }
    for (const int used : part_.nodes[i].uses) used_[static_cast<std::size_t>(used)] = true;
  }

  // A node that a root names: of this statement, for these names, in this context or settled in one around it.
  const Node& node_for(const Json& json, const Statement& statement, std::string_view what, int context,
                       const Names& at) {
    const std::size_t id = static_cast<std::size_t>(number(json, 0, part_.nodes.size()));
    const Node& node = part_.nodes[id];
    used_[id] = true;
    bool fits = part_.statements[static_cast<std::size_t>(node.statement)] == &statement && node.what == what;
    for (const auto& [name, entity] : node.at) fits = fits && at.contains(name) && at.at(name) == entity;
    int around = context;
    while (around > 0 && around != node.in) around = part_.contexts[static_cast<std::size_t>(around - 1)].in;
    fits = fits && around == node.in && (node.in == context || node.is != Truth::kUnknown);
    demand(fits, concat("node ", id, " does not show what the root of `", statement.name, "` needs"));
    return node;
  }

  Names line_names(int leg, int item) const {
    return {{"leg", std::to_string(part_.legs[static_cast<std::size_t>(leg)])},
            {"item", std::to_string(part_.items[static_cast<std::size_t>(item)])}};
  }

  // How a root stands: membership of its elements, then its statement. Fills in the names.
  Truth standing(const Json& row, const Statement& statement, const std::vector<std::string>& per, int context,
                 Names& at) {
    Truth value = Truth::kTrue;
    std::size_t next = 0;
    const Json* members = row.find("members");
    const std::size_t shown = members == nullptr ? 0 : members->items().size();
    demand(per.size() == statement.each.size(), "a root with other elements than its `per`");
    for (std::size_t clause = 0; clause < per.size() && value != Truth::kFalse; ++clause) {
      if (statement.each[clause]->at(2).head() != "list") {
        at[concat("=", statement.each[clause]->text(1))] = per[clause];
        continue;
      }
      demand(next < shown, "a root without the membership of its elements");
      const Node& node = node_for(members->items()[next++], statement, "elements", context, at);
      demand(node.clause == clause, "a root with the membership of another `per`");
      Truth mine = Truth::kFalse;
      for (const auto& [entity, is] : node.list) mine = std::to_string(entity) == per[clause] ? is : mine;
      value = both(value, mine);
      at[statement.each[clause]->text(1)] = per[clause];
    }
    demand(next == shown, "a root with more than it needs");
    demand((row.find("is") != nullptr) == (value != Truth::kFalse), "a root whose value is not shown");
    if (value == Truth::kFalse) return value;
    return both(value, node_for(member(row, "is"), statement, "", context, at).is);
  }

  struct RootRow {
    const Statement* statement = nullptr;
    int in = 0;
    int leg = 0;
    int item = 0;
    std::vector<std::string> per;
  };

  RootRow root_row(const Json& row, const char* key) {
    only_keys(row, {"in", key, "leg", "item", "per", "members", "is", "lifted"});
    RootRow out;
    out.in = number(member(row, "in"), kStrict, contexts_ + 1);
    out.statement = part_.statements[static_cast<std::size_t>(number(member(row, key), 0, part_.statements.size()))];
    out.leg = number(member(row, "leg"), 0, part_.legs.size());
    out.item = number(member(row, "item"), 0, part_.items.size());
    if (const Json* per = row.find("per")) {
      for (const Json& one : per->items()) out.per.push_back(bound(one));
    }
    demand((row.find("per") != nullptr) == (!out.statement->each.empty() && std::string_view(key) != "subject"),
           "a root with other elements than its `per`");
    return out;
  }

  // Every choice of `per` elements of the statements of a kind must have its root: those that the nodes list.
  void demand_all(const std::string& kind, int context, const std::set<RootKey>& shown) {
    std::set<RootKey> wanted;
    for (std::size_t leg = 0; leg < part_.legs.size(); ++leg) {
      for (std::size_t item = 0; item < part_.items.size(); ++item) {
        for (const Statement* statement : rules_.all(kind)) {
          want(*statement, static_cast<int>(leg), static_cast<int>(item), {}, context, wanted);
        }
      }
    }
    for (const RootKey& one : wanted) {
      demand(shown.contains(one), concat("the root `", std::get<0>(one)->name, "` of leg ", std::get<1>(one) + 1,
                                         ", line ", std::get<2>(one) + 1, " has no value"));
    }
    demand(wanted.size() == shown.size(), concat("a root that is no ", kind, " of the day"));
  }

  void want(const Statement& statement, int leg, int item, std::vector<std::string> per, int context,
            std::set<RootKey>& wanted) {
    if (per.size() == statement.each.size()) {
      wanted.emplace(&statement, leg, item, per);
      return;
    }
    for (const std::string& element : elements_of(statement, leg, item, per, context)) {
      std::vector<std::string> next = per;
      next.push_back(element);
      want(statement, leg, item, std::move(next), context, wanted);
    }
  }

  // Elements of the next `per` clause, from the node that lists them; a clause without one is refused.
  std::vector<std::string> elements_of(const Statement& statement, int leg, int item,
                                       const std::vector<std::string>& per, int context) {
    std::vector<std::string> out;
    const Sexpr& domain = statement.each[per.size()]->at(2);
    if (domain.head() != "list") {
      for (const std::string& one : members_of(rules_, part_, domain)) out.push_back(concat("=", one));
      return out;
    }
    Names at = line_names(leg, item);
    for (std::size_t i = 0; i < per.size(); ++i)
      at[concat(per[i][0] == '=' ? "=" : "", statement.each[i]->text(1))] = per[i];
    for (std::size_t i = 0; i < part_.nodes.size(); ++i) {
      const Node& node = part_.nodes[i];
      bool fits = node.what == "elements" && node.clause == per.size() && node.in == context &&
                  part_.statements[static_cast<std::size_t>(node.statement)] == &statement;
      for (const auto& [name, entity] : node.at) fits = fits && at.contains(name) && at.at(name) == entity;
      if (!fits) continue;
      used_[i] = true;
      for (const auto& [entity, is] : node.list) out.push_back(std::to_string(entity));
      return out;
    }
    throw Refusal{concat("the elements of `", statement.name, "` are not listed")};
  }

  void findings() {
    for (std::size_t i = 0; i < part_.nodes.size(); ++i) {
      if (part_.nodes[i].in == kStrict) step(i);
    }
    std::set<RootKey> shown;
    const std::vector<Json>& rows = member(json_, "findings").items();
    for (const Json& row : rows) {
      const RootRow root = root_row(row, "finding");
      demand(root.in == kStrict && root.statement->kind == "finding", "a finding stands on stated facts alone");
      Names at = line_names(root.leg, root.item);
      const bool is = standing(row, *root.statement, root.per, kStrict, at) == Truth::kTrue;
      demand(shown.emplace(root.statement, root.leg, root.item, root.per).second, "a finding stands twice");
      const Sexpr* off = root.statement->line.find("switches_off");
      for (std::size_t i = 1; is && off != nullptr && i < off->parts.size(); ++i)
        part_.switched_off.insert(off->text(i));
    }
    demand_all("finding", kStrict, shown);
  }

  void roots() {
    std::set<RootKey> shown;
    const std::vector<Json>& rows = member(json_, "roots").items();
    for (const Json& row : rows) {
      const bool subject = row.find("subject") != nullptr;
      const RootRow root = root_row(row, subject ? "subject" : "rule");
      demand(root.in >= 0, "a root without assumptions");
      Names at = line_names(root.leg, root.item);
      if (subject) {
        demand(root.statement->name == kSubject && row.find("members") == nullptr && row.find("lifted") == nullptr,
               "the root that says what is subject");
        const Truth value = node_for(member(row, "is"), *root.statement, "", root.in, at).is;
        const bool added = subjects_[root.in].emplace(std::pair(root.leg, root.item), value).second;
        demand(added, "a root stands twice");
        continue;
      }
      demand(root.statement->kind == "rule", "a root that is no rule");
      const RootKey key = {root.statement, root.leg, root.item, root.per};
      demand(weights_[root.in].emplace(key, weight(row, root, at)).second, "a root stands twice");
      if (root.in == 0) shown.insert(key);
    }
    demand_all("rule", 0, shown);
    const bool has_subject = rules_.statements.contains(kSubject);
    demand(subjects_[0].size() == (has_subject ? part_.legs.size() * part_.items.size() : 0),
           "a line that does not say whether it is subject");
  }

  Weight weight(const Json& row, const RootRow& root, Names& at) {
    const Statement& rule = *root.statement;
    const Truth value = standing(row, rule, root.per, root.in, at);
    const Sexpr* what = rule.line.find("requires");
    demand(what != nullptr, "a rule that requires nothing");
    const bool denial = what->text(1) == "denial";
    const int full = denial ? 4 : 3;
    const bool asks = value != Truth::kFalse && !denial && may_be_lifted(rules_, rule);
    demand(asks == (row.find("lifted") != nullptr), "a root that does not say whether it is lifted");
    const Truth lifted = asks ? node_for(member(row, "lifted"), rule, "lifted", root.in, at).is : Truth::kFalse;
    Weight out;
    if (value == Truth::kTrue) out.low = lifted == Truth::kFalse ? full : 2;
    if (value != Truth::kFalse) out.high = lifted == Truth::kTrue ? 2 : full;
    return out;
  }

  // ---- what follows ----

  void assumptions() {
    std::map<int, std::string> listed;
    for (const Json& row : member(json_, "assumed").items()) {
      demand(row.items().size() == 2, "an assumption is its fact and name");
      listed[number(row.items()[0], 0, part_.facts.size())] = word(row.items()[1]);
    }
    demand(listed == part_.assumed && listed.size() == member(json_, "assumed").items().size(),
           "the assumptions in use are others than those listed");
  }

  // The two levels of a context: what the base context settled, and what this one adds.
  Weight levels(int context) {
    Weight out;
    std::map<std::pair<int, int>, Truth> subjects = subjects_[0];
    for (const auto& [line, value] : subjects_[context]) subjects[line] = value;
    std::map<RootKey, Weight> weights = weights_[0];
    for (const auto& [key, weight] : weights_[context]) {
      demand(weights.contains(key), "a root that the base context does not have");
      weights[key] = weight;
    }
    for (const auto& [line, value] : subjects) {
      out.low = std::max(out.low, value == Truth::kTrue ? 1 : 0);
      out.high = std::max(out.high, value == Truth::kFalse ? 0 : 1);
    }
    if (!rules_.statements.contains(kSubject)) out = {1, 1};
    for (const auto& [key, weight] : weights) {
      out.low = std::max(out.low, weight.low);
      out.high = std::max(out.high, weight.high);
    }
    return out;
  }

  void bounds() {
    demand(least_ <= most_, "the bounds are the wrong way round");
    cases(0);
    std::set<std::string> witnesses;
    for (std::size_t i = 0; i < part_.contexts.size(); ++i) {
      const Context& context = part_.contexts[i];
      const int id = static_cast<int>(i) + 1;
      if (context.purpose == "cases") {
        demand(context.in == 0 || part_.contexts[static_cast<std::size_t>(context.in - 1)].purpose == "cases",
               "a case below something else");
        continue;
      }
      demand(context.purpose == "at_least" || context.purpose == "at_most", "a context for nothing");
      demand(context.in == 0 && inner(id, "cases").empty() && witnesses.insert(context.purpose).second,
             "a completion stands alone");
      const Weight got = levels(id);
      const int target = context.purpose == "at_least" ? least_ : most_;
      demand(got.low == target && got.high == target,
             concat("the completion for ", context.purpose, " gives another outcome"));
    }
    demand(witnesses.size() == (exact_ && least_ != most_ ? 2U : 0U), "an exact bound needs a completion for each end");
    for (const auto& [context, roots] : weights_) demand(leaf(context), "a root in a context that has cases");
    for (const auto& [context, subjects] : subjects_) demand(leaf(context), "a root in a context that has cases");
  }

  bool leaf(int context) { return context == 0 || inner(context, "cases").empty(); }

  std::vector<int> inner(int context, std::string_view purpose) const {
    std::vector<int> out;
    for (std::size_t i = 0; i < part_.contexts.size(); ++i) {
      if (part_.contexts[i].in == context && part_.contexts[i].purpose == purpose)
        out.push_back(static_cast<int>(i) + 1);
    }
    return out;
  }

  // Below a context either both bounds follow, or the cells of one fact are all there and they follow below each.
  void cases(int context) {
    const std::vector<int> cells = inner(context, "cases");
    if (cells.empty()) {
      const Weight got = levels(context);
      demand(got.low >= least_ && got.high <= most_, concat("context ", context, ": the bounds do not follow"));
      return;
    }
    const int fact = part_.contexts[static_cast<std::size_t>(cells[0] - 1)].set[0].first;
    std::vector<State> states;
    for (const int cell : cells) {
      const Context& one = part_.contexts[static_cast<std::size_t>(cell - 1)];
      demand(one.set.size() == 1 && one.set[0].first == fact, "cases on two facts at once");
      states.push_back(one.set[0].second);
    }
    demand(covers(states, state_in(rules_, part_, fact, context).first, fact),
           concat("context ", context, ": a case is left out or stands twice"));
    for (const int cell : cells) cases(cell);
  }

  bool covers(const std::vector<State>& cells, const State& whole, int fact) const {
    if (whole.number) {
      std::vector<Figures> figures;
      for (const State& cell : cells) figures.push_back(cell.figures);
      for (std::size_t i = 0; i < figures.size(); ++i) {
        for (std::size_t k = i + 1; k < figures.size(); ++k) {
          if (meet(figures[i], figures[k])) return false;
        }
      }
      return cover(figures, whole.figures);
    }
    const bool code = rules_.fact(part_.facts[static_cast<std::size_t>(fact)].fact).type == "code";
    const std::set<std::string> words = code ? open_codes(rules_, whole).words : whole.words;
    const bool yes_or_no = anything(rules_, part_.facts[static_cast<std::size_t>(fact)].fact).words ==
                           std::set<std::string>{"false", "true"};
    for (const std::string& one : words) {
      for (const Answer answer : {Answer::kValue, Answer::kUnknowable}) {
        if (whole.answer != answer && whole.answer != Answer::kOpen) continue;
        // What is assumed not to be known is not known to be true.
        if (whole.not_known && yes_or_no && one == "true" && answer == Answer::kValue) continue;
        const auto held = std::count_if(cells.begin(), cells.end(), [&](const State& cell) {
          return cell.words.contains(one) && (cell.answer == answer || cell.answer == Answer::kOpen);
        });
        if (held != 1) return false;
      }
    }
    return true;
  }

  const Rules& rules_;
  const Json& json_;
  Part part_;
  int least_ = 0;
  int most_ = 0;
  bool exact_ = true;
  std::size_t contexts_ = 0;
  std::vector<bool> used_;
  std::map<int, std::map<RootKey, Weight>> weights_;
  std::map<int, std::map<std::pair<int, int>, Truth>> subjects_;  // by context; leg and item
};

void check_whole(const Rules& rules, const Json& proof) {
  only_keys(proof, {"form", "rules", "posture", "profile", "outcome", "at_least", "at_most", "bound", "parts", "seal"});
  demand(member(proof, "form") == Json::number(1), "expected form 1");
  demand(word(member(proof, "rules")) == rules.hash, "the proof was made with other rules");
  Json unsealed = Json::object();
  for (const auto& [key, value] : proof.members()) {
    if (key != "seal") unsealed.append_member(key, value);
  }
  demand(word(member(proof, "seal")) == sha256_hex(unsealed.dump()), "a byte was changed: the seal is broken");
  const std::string posture = word(member(proof, "posture"));
  demand(posture == "in_force" || posture == "codified", "there is no such posture");
  const Statement* profile = nullptr;
  if (!member(proof, "profile").is_null()) {
    for (const Statement* one : rules.all("profile")) {
      if (one->hash == word(member(proof, "profile"))) profile = one;
    }
    demand(profile != nullptr, "the rules have no profile of that hash");
  }
  int least = 0;
  int most = 0;
  bool exact_bound = true;
  std::multiset<int> legs;
  std::set<int> all_legs;
  const std::vector<Json>& parts = member(proof, "parts").items();
  demand(!parts.empty(), "a proof without parts");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    PartChecker part(rules, parts[i]);
    part.read(posture == "codified", profile);
    part.check();
    least = std::max(least, part.at_least());
    most = std::max(most, part.at_most());
    exact_bound = exact_bound && part.exact_bound();
    demand(member(parts[i], "entities") == member(parts[0], "entities"), "the parts are about different orders");
    legs.insert(part.part().legs.begin(), part.part().legs.end());
    for (std::size_t id = 0; id < part.part().entities.size(); ++id) {
      if (part.part().entities[id].kind == "leg") all_legs.insert(static_cast<int>(id));
    }
  }
  demand(std::vector<int>(legs.begin(), legs.end()) == std::vector<int>(all_legs.begin(), all_legs.end()),
         "the parts do not have each leg once");
  demand(outcome(member(proof, "at_least")) == least, "`at_least` does not follow");
  demand(outcome(member(proof, "at_most")) == most, "`at_most` does not follow");
  const std::string said = word(member(proof, "outcome"));
  demand(said == (least == most ? kOutcomes[static_cast<std::size_t>(least)] : "undecided"),
         "`outcome` does not follow");
  demand(PartChecker::bound_word(proof) == exact_bound, "`bound` does not follow");
}

}  // namespace

std::optional<std::string> verify(std::string_view rules, const Json& given) {
  try {
    const Json* inside = given.find("proof");
    const Json& proof = inside == nullptr ? given : *inside;
    demand(proof.is_object(), "expected a proof, or an answer that holds one");
    if (const Json* why = proof.find("unproved")) return concat("no proof was made: ", why->text());
    check_whole(read_rules(rules), proof);
    for (const char* key : {"outcome", "at_least", "at_most", "bound", "posture"}) {
      const Json* said = given.find(key);
      demand(said == nullptr || *said == member(proof, key), concat("the answer's `", key, "` is not the proof's"));
    }
    return std::nullopt;
  } catch (const Refusal& refusal) {
    return refusal.why;
  }
}

}  // namespace licet::verify
