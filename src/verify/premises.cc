#include "verify/premises.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::verify {

const std::vector<std::string_view> kOutcomes = {"not_subject", "no_license_required", "exception_to_confirm",
                                                 "license_required", "prohibited"};

// ---- readers of JSON ----

void keys(const Json& row, std::string_view wanted) {
  std::size_t found = 0;
  for (std::string_view key : split(wanted, ' ')) {
    const bool optional = key.starts_with('?');
    key.remove_prefix(optional ? 1 : 0);
    if (row.find(key) != nullptr) ++found;
    if (!optional) member(row, key);
  }
  demand(row.is_object() && found == row.members().size(), "a key that does not belong there");
}

const Json& member(const Json& row, std::string_view key) {
  const Json* found = row.find(key);
  if (found == nullptr) throw Refusal{concat("`", key, "` is missing")};
  return *found;
}

std::string word(const Json& json) {
  demand(json.is_string(), "expected a string");
  return json.text();
}

std::size_t number(const Json& json, std::size_t end) {
  for (std::size_t i = 0; json.is_number() && i < end; ++i) {
    if (json.text() == std::to_string(i)) return i;
  }
  throw Refusal{"a number that refers to nothing"};
}

std::size_t choice(const Json& json, const std::vector<std::string_view>& all) {
  const auto found = std::find(all.begin(), all.end(), word(json));
  if (found == all.end()) throw Refusal{concat("there is no ", ticked(json.text()), " here")};
  return static_cast<std::size_t>(found - all.begin());
}

namespace {

Figures figures_of(const Json& json) {
  const auto exact = [](const Json& one) {
    const auto value = Rational::parse(word(one));
    demand(value.has_value(), "expected a figure");
    return *value;
  };
  if (json.is_string()) return point(exact(json));
  keys(json, "?at_least ?above ?at_most ?below");
  Figures out;
  for (const auto& [key, value] : json.members()) {
    const bool low = key == "at_least" || key == "above";
    (low ? out.low : out.high) = Cut{0, exact(value), key == "at_least" || key == "below" ? -1 : 1};
  }
  return out;
}

// The set that a member is of; any other fact itself.
std::string whole_of(const std::string& fact) {
  return concat(fact.substr(0, fact.find('[')), fact.substr(fact.find('@')));
}

// `party.role@?` for a fact of somebody whom nobody named: what is said of all of them. Any other fact itself.
std::string of_all_unnamed(const std::string& fact) {
  const std::size_t entity = fact.find('@') + 1;
  return fact.substr(0, fact[entity] == '?' ? entity + 1 : std::string::npos);
}

}  // namespace

// ---- reading ----

Premises::Premises(const Rules& all, const Json& part, bool codified)
    : rules(all), day(word(member(part, "day"))), codified_(codified) {
  const auto parsed = parse_date(day);
  demand(parsed.has_value(), "expected a day");
  date = *parsed;
  read_entities(part);
  read_facts(member(part, "facts"));
  for (const auto& [fact, name] : member(part, "assumed").members()) {
    demand(fact.find('@') != std::string::npos, "a fact of no entity");
    assumed_[fact] = word(name);
  }
}

void Premises::read_entities(const Json& part) {
  static const std::map<std::string, std::string> kLists = {{"order", ""},        {"leg", ""},
                                                            {"component", ""},    {"item", "items"},
                                                            {"party", "parties"}, {"facility", "facilities"}};
  std::multiset<std::string> components;
  for (const Json& row : member(part, "entities").items()) {
    demand(row.items().size() >= 2, "an entity is its kind and label");
    Entity entity{word(row.items()[0]), {}};
    word(row.items()[1]);
    const bool item = entity.kind == "item";
    demand(row.items().size() == (item ? 3U : 2U) && kLists.contains(entity.kind), "an entity with other parts");
    for (const Json& one : item ? row.items()[2].items() : std::vector<Json>()) entity.components.push_back(one.text());
    components.insert(entity.components.begin(), entity.components.end());
    demand((entity.kind == "order") == entities.empty(), "the first entity, and no other, is the order");
    lists[kLists.at(entity.kind)].push_back(std::to_string(entities.size()));
    entities.push_back(std::move(entity));
  }
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const std::size_t times = components.count(std::to_string(i));
    demand(times == (entities[i].kind == "component" ? 1U : 0U), "a component belongs to one item");
    components.erase(std::to_string(i));
  }
  demand(components.empty(), "a component that is not there");
  for (const Json& leg : member(part, "legs").items()) {
    demand(entities[number(leg, entities.size())].kind == "leg", "a leg is no leg");
    lists["legs"].push_back(leg.text());
  }
  demand(!lists["legs"].empty(), "a part without a leg");
  demand(!lists["items"].empty(), "an order without an item");
}

// Every fact that was stated, computed from others, or screened against the lists of a book.
void Premises::read_facts(const Json& rows) {
  for (const auto& [name, row] : rows.members()) {
    const bool by_order = row.find("is") == nullptr;  // else with another origin
    if (!by_order) keys(row, "is origin");
    const Json& said = by_order ? row : member(row, "is");
    const Fact& fact = declared(name);
    const auto bracket = name.find('[');
    const auto at = name.find('@');
    demand(at != std::string::npos && name.find('@', at + 1) == std::string::npos, "a fact of no entity");
    const std::string& kind = entities[number(Json::number_text(name.substr(at + 1)), entities.size())].kind;
    demand(fact.belongs(kind), "a fact of something else");
    const std::string part = bracket == std::string::npos ? "" : name.substr(bracket + 1, at - bracket - 2);
    const bool closes = fact.type == "set" && bracket == std::string::npos;
    demand(bracket == std::string::npos || name.substr(bracket, at - bracket) == concat("[", part, "]"),
           "a member without its bracket");
    if (fact.type == "law") {
      demand(name.starts_with("law.addressee[") && rules.named(part).kind == "letter", "nobody can state this");
    } else {
      demand(closes || (fact.type == "set" ? fact.values.contains(part) : bracket == std::string::npos),
             "there is no such member");
    }
    if (closes) {
      demand(word(said) == "closed" && closed_.insert(name).second, "a set is closed, or not there");
    } else {
      State all = anything(name);
      all.figures = Figures{};
      demand(stated_.emplace(name, read_state(said, name, all)).second, "a fact stands twice");
    }
    const std::size_t how = by_order ? 0 : 1 + choice(member(row, "origin"), {"computed", "screened"});
    if (how == 1) computed_.insert(name);
    demand(fact.derived.empty() || fact.derived[0] != "unstated" || how == 1, "nobody can state this");
    demand((how == 2) == fact.listing && (how != 1 || !fact.derived.empty()), "a fact of another origin");
  }
  const State* flags = stated("order.red_flags@0");
  const bool diligent = flags != nullptr && flags->words == std::set<std::string>{"clear"};
  for (const auto& [name, is] : stated_)
    demand(is.answer != Answer::kUnknowable || diligent, "`unknowable` without diligence");
  for (std::size_t id = 0; id < entities.size(); ++id) {
    for (const auto& [name, fact] : rules.facts) {
      const std::string of = concat("@", id);
      if (!fact.derived.empty() && fact.belongs(entities[id].kind) && !follows(name, of))
        throw Refusal{concat(ticked(concat(name, of)), " does not follow from what it is computed from")};
    }
  }
}

const State* Premises::stated(const std::string& fact) const {
  const auto found = stated_.find(fact);
  return found == stated_.end() ? nullptr : &found->second;
}

const std::vector<std::string>& Premises::list(const std::string& name) const {
  static const std::vector<std::string> kNone;
  const auto found = lists.find(name);
  return found == lists.end() ? kNone : found->second;
}

// What is computed follows from its parts, and what they say is there: figures computed from both, an answer that one
// of them shows.
bool Premises::follows(const std::string& name, const std::string& of) const {
  const std::vector<std::string>& how = declared(name).derived;
  const State* is = stated(concat(name, of));
  const bool computed = computed_.contains(concat(name, of));
  std::vector<const State*> from;
  for (std::size_t i = 1; i < (how[0] == "among" ? 2 : how.size()); ++i) from.push_back(stated(concat(how[i], of)));
  const bool all = !from.empty() && std::find(from.begin(), from.end(), nullptr) == from.end();
  if (how[0] == "implied_by" || how[0] == "denied_by") {
    const bool shown =
        std::any_of(from.begin(), from.end(), [](const State* part) { return part != nullptr && part->shows(); });
    return shown ? is != nullptr && is->words == std::set<std::string>{how[0] == "implied_by" ? "true" : "false"}
                 : !computed;
  }
  if (how[0] == "unstated") {
    const bool none = std::none_of(how.begin() + 1, how.end(), [&](const std::string& one) {
      return stated(concat(one, of)) != nullptr && !computed_.contains(concat(one, of));
    });
    return is != nullptr && is->words == std::set<std::string>{none ? "true" : "false"};
  }
  if (how[0] == "among") return !computed || (all && is->words == codes_among(how[2], from[0]->words));
  if (how[0] == "copy") return !computed || (all && *is == *from[0]);
  const bool figures = all && from.size() == 2 && (how[0] == "product" || how[0] == "ratio");
  return computed == figures &&
         (!figures || is->figures.inside(how[0] == "product" ? product(from[0]->figures, from[1]->figures)
                                                             : quotient(from[0]->figures, from[1]->figures)));
}

// The codes of the groups that a table names for the kinds; those without a group always.
std::set<std::string> Premises::codes_among(const std::string& table, const std::set<std::string>& kinds) const {
  std::set<std::string> groups;
  for (const std::string& kind : kinds) {
    const std::size_t before = groups.size();
    for (const Row& row : rules.table(table)) {
      if (row.cells[0] == kind) groups.insert(row.cells[1]);
    }
    demand(groups.size() > before || kinds.size() > 1, "a kind that rules out no code");
  }
  std::set<std::string> out = {"?"};
  for (const std::string& code : rules.codes) {
    if (code[0] < '0' || code[0] > '9' || groups.contains(code.substr(1, 1))) out.insert(code);
  }
  return out;
}

State Premises::read_state(const Json& json, const std::string& fact, const State& all) const {
  State out = all;
  out.anything = false;
  if (declared(fact).type == "number") {
    keys(json, "figures");
    out.figures = figures_of(member(json, "figures"));
    demand(out.figures.low < out.figures.high && out.figures.inside(all.figures), "figures that the fact cannot be");
    return out;
  }
  out.words.clear();
  out.answer = Answer::kValue;
  if (json.is_string()) {
    out.words = {json.text()};
  } else {
    keys(json, "words answer");
    out.answer = static_cast<Answer>(choice(member(json, "answer"), {"value", "unknowable", "open"}));
    for (const Json& one : member(json, "words").items())
      demand(out.words.insert(word(one)).second && *out.words.rbegin() == one.text(), "words that are not in order");
    demand(out.words.size() > 1 || out.answer != Answer::kValue, "a single word is written as it is");
  }
  const bool possible =
      all.anything || std::includes(all.words.begin(), all.words.end(), out.words.begin(), out.words.end());
  demand(!out.words.empty() && possible, "words that the fact cannot be");
  demand(out.answer == all.answer || all.answer == Answer::kOpen, "a fact that can be known is not knowable");
  return out;
}

// ---- what is known ----

State Premises::anything(const std::string& name) const {
  const Fact& fact = declared(name);
  State out;
  out.answer = fact.unknowable ? Answer::kOpen : Answer::kValue;
  out.anything = fact.type == "code" || fact.type == "text";
  out.figures.low = point(Rational(0)).low;
  if (fact.type == "set") {
    out.words = {"false", "true"};
  } else if (fact.type != "number" && !out.anything) {
    out.words = fact.type == "place" ? rules.places : fact.values;
  }
  return out;
}

// Did the list of the day surely not have the code? The fact of codes names the table: `among x table absent`.
bool Premises::absent(const std::string& code) const {
  const std::vector<std::string>& how = rules.fact("item.eccn").derived;
  if (how.size() < 4 || how[0] != "among") return false;
  const auto& rows = rules.table(how[3]);
  return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
    return holds_code(row.cells.at(0), code) && row.holds_on(date) == Truth::kTrue;
  });
}

State Premises::open_codes(State state) const {
  const std::string code = state.anything || state.words.empty() ? "" : *state.words.begin();
  std::set<std::string> open;
  for (const std::string& other : rules.codes) {
    const bool rest = other.ends_with(".?");
    if (state.anything ||
        ((rest ? other == concat(code, ".?") : other != code && holds_code(code, other)) && !absent(other)))
      open.insert(other);
  }
  if (state.anything) open.insert("?");
  if (!open.empty() && (state.anything || state.words.size() == 1)) state.words = std::move(open);
  state.anything = false;
  return state;
}

State Premises::state(const std::string& fact, int context) const {
  State out = anything(fact);
  bool open = false;
  if (const State* is = stated(fact)) {
    out = *is;
  } else if (closed_.contains(whole_of(fact)) || declared(fact).is("claim")) {
    out.words = {"false"};  // of a claim: nobody made it
    out.answer = Answer::kValue;
  } else {
    open = declared(fact).profile;
  }
  const std::string of_all = of_all_unnamed(fact);
  const bool completes = contexts[static_cast<std::size_t>(context)].purpose.starts_with("at_");
  std::vector<const Context*> path;  // the context, and those around it
  for (; context >= 0; context = path.back()->in) path.push_back(&contexts[static_cast<std::size_t>(context)]);
  for (auto c = path.rbegin(); c != path.rend(); ++c) {
    const Context& here = **c;
    if (open && here.purpose == "assumed") assume(fact, completes, out);
    for (const std::string* one : {&of_all, &fact}) {
      if (const auto cell = here.set.find(*one); cell != here.set.end()) out = cell->second;
    }
  }
  return out;
}

// ---- assumptions ----

const Form* Premises::assumption(const std::string& fact, const std::string* name) const {
  if (profile == nullptr) return nullptr;
  for (const Form& line : profile->line.parts) {
    if (line.head() != "assume" || switched_off.contains(line.text(1))) continue;
    if (name != nullptr && line.text(1) != *name) continue;
    const std::string of = line.at(2).text(2);
    const Form* members = line.find("members");
    bool same = fact.starts_with(concat(of, "@"));
    for (const std::string& one : members == nullptr ? std::set<std::string>() : words_of(members->at(1)))
      same = same || fact.starts_with(concat(of, "[", one, "]@"));
    if (same) return &line;
  }
  return nullptr;
}

// Of a fact that nobody stated. Bounds need only what the proof says that it assumes; a completion shows that an end is
// reached, which it is under all that the profile assumes or not at all.
void Premises::assume(const std::string& fact, bool completes, State& state) const {
  const auto said = assumed_.find(of_all_unnamed(fact));
  const bool named = said != assumed_.end();
  if (!named && !completes) return;
  const Form* line = assumption(fact, named && !completes ? &said->second : nullptr);
  if (line == nullptr) return;
  state.not_known = line->has("not_known");
  if (state.not_known) return;
  state.words = {line->value("is")};
  state.answer = Answer::kValue;
}

void Premises::check_assumed() const {
  for (const auto& [fact, name] : assumed_) {
    const bool open = stated(fact) == nullptr && !closed_.contains(whole_of(fact)) && declared(fact).profile;
    demand(open && assumption(fact, &name) != nullptr, concat("the profile does not assume ", ticked(fact)));
  }
}

const Form* Premises::version_of(const Statement& statement) const {
  const bool gap = std::any_of(statement.line.parts.begin(), statement.line.parts.end(),
                               [&](const Form& part) { return part.head() == "gap" && part.holds_on(day); });
  std::size_t begun = 0;
  while (begun < statement.versions.size() && statement.versions[begun]->value("from") <= day) ++begun;
  const bool by_day = statement.kind == "value" || statement.kind == "set" || statement.kind == "list";
  for (; begun > 0 && !gap && statement.versions[begun - 1]->holds_on(day); --begun) {
    const Form& version = *statement.versions[begun - 1];
    bool asleep = false;
    bool falls_back = false;
    for (const Form& mark : version.parts) {
      if (!by_day || mark.head() != "mark") continue;
      const bool settled = mark.text(1) != "unverified" && mark.find("when") == nullptr;
      demand(settled && mark.has("falls_back") != mark.has("leaves_nothing"), "a mark that hangs on more than the day");
      if (!mark.holds_on(day) || (mark.text(1) == "unenforced" && codified_)) continue;
      asleep = true;
      falls_back = falls_back || mark.has("falls_back");
    }
    if (!falls_back) return asleep ? nullptr : &version;
  }
  return nullptr;
}

const Form& Premises::body_of(const Form& version) {
  for (const Form& part : version.parts) {
    if (part.head() == "is" || part.head() == "when") return part.at(1);
  }
  throw Refusal{"canonical text: a version without a body"};
}

std::set<std::string> Premises::words_of(const Form& set) const {
  std::set<std::string> out;
  if (set.head() == "ref") {
    const Form* version = version_of(rules.named(set.text(1)));
    if (version != nullptr) out = words_of(body_of(*version));
  } else if (set.head() == "set" || set.head() == "union") {
    for (std::size_t i = 1; i < set.parts.size(); ++i) out.merge(words_of(set.parts[i]));
  } else {
    const std::string& head = set.head();
    demand(head == "word" || head == "text" || head == "code" || head == "number", "cannot check the words of a set");
    out.insert(set.text(1));
  }
  return out;
}

}  // namespace licet::verify
