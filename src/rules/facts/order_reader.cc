#include "rules/facts/order_reader.h"

#include <algorithm>
#include <array>

#include "base/text_util.h"
#include "rules/facts/company_words.h"

namespace licet::rules {

namespace {

using Keys = std::vector<std::string>;

// Keys of the skeleton that are not facts.
const Keys kOrderKeys = {"id",     "date",     "via", "legs",      "parties", "items",
                         "claims", "exporter", "use", "knowledge", "note"};
const Keys kExporterKeys = {"name"};
const Keys kLegKeys = {"date"};
const Keys kItemKeys = {"line", "name", "chip", "components", "note"};
const Keys kPartyKeys = {"name", "address", "identifiers", "owners", "party_id", "not_listed", "note"};
const Keys kFacilityKeys = {"name", "note"};
const Keys kComponentKeys = {"name", "chip", "note"};

Error bad(const std::string& where, std::string_view what) {
  return Error{ErrorCode::kInvalidArgument, concat(where, ": ", what)};
}

Error wrong_kind(const std::string& where, std::string_view expected, const Json& got) {
  const std::string shown = got.is_string() || got.is_number() ? ticked(got.text()) : to_string(got.kind());
  return bad(where, concat("expected ", expected, ", got ", shown));
}

// ---- single values ----

Result<Rational> read_number(const Json& value, const std::string& where) {
  auto number = Rational::parse(value.text());
  if (!number) return bad(where, number.error().message);
  if (number->is_negative())
    return bad(where, concat("expected a figure that is not negative, got ", ticked(value.text())));
  return number;
}

Status read_interval_end(const Json::Member& member, Interval& out, const std::string& where) {
  static const Keys kEnds = {"at_least", "above", "at_most", "below"};
  const auto known = std::find(kEnds.begin(), kEnds.end(), member.first);
  if (known == kEnds.end())
    return bad(where, concat("unknown key ", ticked(member.first), did_you_mean(member.first, kEnds)));
  if (!member.second.is_number()) return wrong_kind(concat(where, ".", member.first), "a number", member.second);
  LICET_TRY(const Rational number, read_number(member.second, where));
  const bool open = member.first == "above" || member.first == "below";
  const bool low = member.first == "at_least" || member.first == "above";
  out = intersect(out, low ? Interval{number, std::nullopt, open, false} : Interval{std::nullopt, number, false, open});
  return {};
}

Result<Interval> read_interval(const Json& value, const std::string& where) {
  if (value.is_number()) {
    LICET_TRY(const Rational number, read_number(value, where));
    return Interval::point(number);
  }
  if (!value.is_object())
    return wrong_kind(where, "a number or an interval such as {\"at_least\":1,\"below\":2}", value);
  Interval out = Interval::not_negative();
  for (const Json::Member& member : value.members()) LICET_RETURN_IF_ERROR(read_interval_end(member, out, where));
  if (out.is_empty()) return bad(where, "the interval is empty");
  return out;
}

// Names are equal if their letters and digits are; one that begins with all words of the other may be it. The legal
// form of a full name does not count.
Truth is_addressee(const std::vector<std::string>& exporter, std::vector<std::string> addressee, bool full_name) {
  if (joined(exporter, "") == joined(addressee, "")) return Truth::kTrue;
  const std::size_t words = addressee.size();
  addressee = without_legal_form(std::move(addressee));
  if (full_name && addressee.size() == words && words > 1) addressee.pop_back();
  const bool begins = !addressee.empty() && exporter.size() >= addressee.size() &&
                      std::equal(addressee.begin(), addressee.end(), exporter.begin());
  return begins ? Truth::kUnknown : Truth::kFalse;
}

bool is_code(std::string_view text) {
  if (text == "EAR99") return true;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 5 || !digit(text[0]) || text[1] < 'A' || text[1] > 'E') return false;
  if (!digit(text[2]) || !digit(text[3]) || !digit(text[4])) return false;
  if (text.size() == 5) return true;
  if (text[5] != '.' || text.back() == '.') return false;
  return std::all_of(text.begin() + 5, text.end(),
                     [&](char c) { return digit(c) || (c >= 'a' && c <= 'z') || c == '.'; });
}

Result<std::string> read_word(const FactDecl& fact, const Json& value, const Law& law, const std::string& where) {
  if (!value.is_string()) return wrong_kind(where, "a string", value);
  const std::string& text = value.text();
  switch (fact.type) {
    case FactType::kPlace:
      if (std::binary_search(law.places().begin(), law.places().end(), text)) return text;
      return bad(where,
                 concat("expected the ISO 3166 two-letter code of a place that the tables know, such as CN, got ",
                        ticked(text)));
    case FactType::kWord:
      if (std::find(fact.values.begin(), fact.values.end(), text) != fact.values.end()) return text;
      return bad(where, concat("expected one of ", joined(fact.values, ", "), ", got ", ticked(text),
                               did_you_mean(text, fact.values)));
    case FactType::kCode:
      if (is_code(text)) return text;
      return bad(where, concat("expected an ECCN such as 3A090.a or EAR99, got ", ticked(text)));
    default:
      return text;
  }
}

// Members of a set: a list names those that are present (the others are not asked), an object says yes or no to each.
Status state_set(Case& facts, int entity, int fact_id, const Json& value, const Law& law, const std::string& where) {
  const FactDecl& fact = law.schema().at(fact_id);
  const auto known = [&](const std::string& member) -> Status {
    if (std::find(fact.values.begin(), fact.values.end(), member) != fact.values.end()) return {};
    return bad(where, concat("expected one of ", joined(fact.values, ", "), ", got ", ticked(member),
                             did_you_mean(member, fact.values)));
  };
  if (value.is_string()) {
    LICET_RETURN_IF_ERROR(known(value.text()));
    facts.state_word(entity, fact_id, FactType::kBool, "true", value.text());
    return {};
  }
  if (value.is_array()) {
    for (const Json& item : value.items()) {
      if (!item.is_string()) return wrong_kind(where, "a name", item);
      LICET_RETURN_IF_ERROR(known(item.text()));
      facts.state_word(entity, fact_id, FactType::kBool, "true", item.text());
    }
    return {};
  }
  if (!value.is_object()) return wrong_kind(where, "a list of names", value);
  for (const auto& [member, said] : value.members()) {
    LICET_RETURN_IF_ERROR(known(member));
    if (said.is_bool()) {
      facts.state_word(entity, fact_id, FactType::kBool, said.as_bool() ? "true" : "false", member);
    } else if (said.is_string() && said.text() == "unknowable" && fact.may_be_unknowable) {
      facts.state_unknowable(entity, fact_id, everything_possible(fact, law.places()), member);
    } else {
      return wrong_kind(concat(where, ".", member), "true, false or \"unknowable\"", said);
    }
  }
  return {};
}

// A figure that no such thing has is a slip of units or a figure of something else.
Status within_bounds(const FactDecl& fact, const Interval& figure, const Json& value, const std::string& where) {
  if (fact.values.empty()) return {};
  const std::optional<Interval> allowed = allowed_figures(fact);
  if (!allowed || !intersect(figure, *allowed).is_empty()) return {};
  return bad(where, concat("expected a figure ", to_string(*allowed), " (", fact.meaning, "), got ",
                           ticked(value.is_number() ? value.text() : to_string(figure))));
}

}  // namespace

Status state_fact(Case& facts, int entity, int fact_id, const Json& value, const Law& law, const std::string& where) {
  const FactDecl& fact = law.schema().at(fact_id);
  if (value.is_string() && value.text() == "unknowable") {
    if (!fact.may_be_unknowable)
      return bad(where, "this fact can be known: a place, a figure or a name is never `unknowable`");
    facts.state_unknowable(entity, fact_id, everything_possible(fact, law.places()));
    return {};
  }
  switch (fact.type) {
    case FactType::kBool:
      if (!value.is_bool()) return wrong_kind(where, "true or false", value);
      facts.state_bool(entity, fact_id, value.as_bool());
      return {};
    case FactType::kNumber: {
      LICET_TRY(const Interval interval, read_interval(value, where));
      LICET_RETURN_IF_ERROR(within_bounds(fact, interval, value, where));
      facts.state_number(entity, fact_id, interval);
      return {};
    }
    case FactType::kSet:
      return state_set(facts, entity, fact_id, value, law, where);
    default: {
      LICET_TRY(std::string word, read_word(fact, value, law, where));
      facts.state_word(entity, fact_id, fact.type, std::move(word));
      return {};
    }
  }
}

namespace {

class OrderReader {
 public:
  OrderReader(const Law& law, const ChipFigures& chips, Date day) : law_(law), chips_(chips) { out_.day = day; }

  Result<OrderInput> order(const Json& json) {
    if (!json.is_object()) return wrong_kind("order", "one JSON object", json);
    out_.facts.add(EntityKind::kOrder, "order");
    LICET_TRY(out_.id, text_key(json, "id", "id"));
    LICET_TRY(out_.day, day_key(json, out_.day, "date"));
    LICET_RETURN_IF_ERROR(keys(json, EntityKind::kOrder, 0, "", kOrderKeys, &json));
    LICET_RETURN_IF_ERROR(legs(json));
    LICET_RETURN_IF_ERROR(via(json));
    LICET_RETURN_IF_ERROR(
        each(json, "items", [&](const Json& one, const std::string& where) { return item(one, where); }));
    LICET_RETURN_IF_ERROR(
        each(json, "parties", [&](const Json& one, const std::string& where) { return party(one, where); }));
    LICET_RETURN_IF_ERROR(facilities(json));
    LICET_RETURN_IF_ERROR(claims(json));
    letters();
    if (out_.facts.items.empty()) add_item("");
    LICET_RETURN_IF_ERROR(derive_all());
    require_diligence();
    return std::move(out_);
  }

  Result<OrderInput> lone_item(const Json& json) {
    out_.facts.add(EntityKind::kOrder, "order");
    out_.facts.legs.push_back(out_.facts.add(EntityKind::kLeg, "leg 1"));
    out_.facts.leg_days.push_back(out_.day);
    LICET_RETURN_IF_ERROR(item(json, "item"));
    LICET_RETURN_IF_ERROR(derive_all());
    return std::move(out_);
  }

 private:
  static std::string dotted(const std::string& prefix, const std::string& key) {
    return prefix.empty() ? key : concat(prefix, ".", key);
  }

  Result<std::string> text_key(const Json& json, std::string_view key, const std::string& where) {
    const Json* value = json.find(key);
    if (value == nullptr) return std::string();
    if (!value->is_string() && !value->is_number()) return wrong_kind(where, "a string", *value);
    return value->text();
  }

  Result<Date> day_key(const Json& json, Date otherwise, const std::string& where) {
    const Json* value = json.find("date");
    if (value == nullptr) return otherwise;
    if (!value->is_string()) return wrong_kind(where, "a day like 2026-01-31", *value);
    auto day = parse_date(value->text());
    if (!day) return bad(where, day.error().message);
    if (*day < kFirstDay) return bad(where, concat("days before ", to_string(kFirstDay), " are not covered"));
    return day;
  }

  // Keys that an object at `prefix` may have, for messages.
  Keys known_keys(EntityKind kind, const std::string& prefix, const Keys& skeleton) const {
    Keys out = skeleton;
    const auto& facts = law_.schema().facts();
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (!law_.schema().belongs(static_cast<int>(i), kind) || facts[i].json.empty()) continue;
      std::string_view place = facts[i].json;
      if (!prefix.empty()) {
        if (!place.starts_with(concat(prefix, "."))) continue;
        place.remove_prefix(prefix.size() + 1);
      }
      out.emplace_back(place.substr(0, place.find('.')));
    }
    return out;
  }

  static bool is_among(const Keys& keys, const std::string& key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  }

  // Reads every member of an object: a fact, an inner object of facts, or a key of the skeleton (passed over here).
  // `leg_root` is set at the top of an order, where the keys of a leg may stand too.
  Status keys(const Json& json, EntityKind kind, int entity, const std::string& prefix, const Keys& skeleton,
              const Json* leg_root = nullptr, const std::string& at = "") {
    if (!json.is_object()) return wrong_kind(at.empty() ? prefix : at, "an object", json);
    const FactSchema& schema = law_.schema();
    for (const auto& [key, value] : json.members()) {
      const std::string where = dotted(at.empty() ? prefix : at, key);
      const std::string place = dotted(prefix, key);
      const bool plain = key.find('.') == std::string::npos;
      if (const int fact = plain ? schema.at_place(kind, place) : -1; fact >= 0) {
        LICET_RETURN_IF_ERROR(state_fact(out_.facts, entity, fact, value, law_, where));
        if (value.is_number()) printed_[{entity, fact}] = value.text();
      } else if (plain && schema.has_below(kind, place)) {
        const Keys& inner_skeleton = key == "exporter" ? kExporterKeys : key == "use" ? kUseKeys : kNoKeys;
        LICET_RETURN_IF_ERROR(keys(value, kind, entity, place, inner_skeleton));
        if (key == "exporter") {
          LICET_TRY(out_.exporter, text_key(value, "name", "exporter.name"));
        }
      } else if (kind == EntityKind::kOrder && place == "knowledge") {
        LICET_RETURN_IF_ERROR(knowledge(value));
      } else if (!is_among(skeleton, key) && !(leg_root != nullptr && is_leg_key(key))) {
        Keys known = known_keys(kind, prefix, skeleton);
        if (leg_root != nullptr) {
          for (const std::string& name : known_keys(EntityKind::kLeg, "", kLegKeys)) known.push_back(name);
        }
        const std::string near = did_you_mean(key, known);
        return bad(where, concat("unknown key", near.empty() && leg_root != nullptr ? of_a_row(key) : near));
      }
    }
    return {};
  }

  // A key of items or parties that stands at the top of an order, as the columns of a plain table do.
  std::string of_a_row(const std::string& key) const {
    std::vector<std::string> meant;
    if (is_among(known_keys(EntityKind::kItem, "", kItemKeys), key)) meant.push_back(ticked(concat("item.", key)));
    if (is_among(known_keys(EntityKind::kParty, "", kPartyKeys), key)) meant.push_back(ticked(concat("party.", key)));
    return meant.empty() ? "" : concat(" (did you mean ", joined(meant, " or "), "?)");
  }

  // No rule reads what an exporter knows under this key, so that nothing may stand in it unread.
  static Status knowledge(const Json& json) {
    if (!json.is_object()) return wrong_kind("knowledge", "an object", json);
    if (json.members().empty()) return {};
    return bad(concat("knowledge.", json.members().front().first),
               "no rule reads it here; known end uses stand in `use.end_uses`, open doubts in `red_flags`");
  }

  bool is_leg_key(const std::string& key) const {
    if (is_among(kLegKeys, key)) return true;
    const bool plain = key.find('.') == std::string::npos;
    return plain &&
           (law_.schema().at_place(EntityKind::kLeg, key) >= 0 || law_.schema().has_below(EntityKind::kLeg, key));
  }

  template <typename Read>
  Status each(const Json& json, std::string_view key, Read read) {
    const Json* list = json.find(key);
    if (list == nullptr) return {};
    if (!list->is_array()) return wrong_kind(std::string(key), "an array", *list);
    for (std::size_t i = 0; i < list->items().size(); ++i) {
      LICET_RETURN_IF_ERROR(read(list->items()[i], concat(key, "[", i, "]")));
    }
    return {};
  }

  Status legs(const Json& json) {
    const Json* list = json.find("legs");
    if (list == nullptr || (list->is_array() && list->items().empty())) return leg(json, "", true);
    return each(json, "legs", [&](const Json& one, const std::string& where) { return leg(one, where, false); });
  }

  // Places on the way. An export through a place is one to its destination: 15 CFR 734.13(c); they are not judged.
  Status via(const Json& json) {
    return each(json, "via", [&](const Json& one, const std::string& where) -> Status {
      const Keys& places = law_.places();
      if (!one.is_string() || !std::binary_search(places.begin(), places.end(), one.text()))
        return wrong_kind(where, "the ISO 3166 two-letter code of a place", one);
      out_.notes.push_back(concat("via ", one.text(),
                                  ": not judged; an export through a place is one to its destination (734.13(c)), "
                                  "unloading and transit there may need a license of their own (736.2(b)(8))"));
      return {};
    });
  }

  Status leg(const Json& json, const std::string& where, bool whole_order) {
    const int id = out_.facts.add(EntityKind::kLeg, concat("leg ", out_.facts.legs.size() + 1));
    out_.facts.legs.push_back(id);
    LICET_TRY(const Date day, day_key(json, out_.day, dotted(where, "date")));
    out_.facts.leg_days.push_back(day);
    if (!whole_order) return keys(json, EntityKind::kLeg, id, "", kLegKeys, nullptr, where);
    for (const auto& [key, value] : json.members()) {
      const int fact = key.find('.') == std::string::npos ? law_.schema().at_place(EntityKind::kLeg, key) : -1;
      if (fact >= 0) LICET_RETURN_IF_ERROR(state_fact(out_.facts, id, fact, value, law_, key));
    }
    return {};
  }

  int add_item(const std::string& line) {
    const int id = out_.facts.add(EntityKind::kItem,
                                  line.empty() ? concat("line ", out_.facts.items.size() + 1) : concat("line ", line));
    out_.facts.items.push_back(id);
    return id;
  }

  Status item(const Json& json, const std::string& where) {
    if (!json.is_object()) return wrong_kind(where, "an object", json);
    LICET_TRY(const std::string line, text_key(json, "line", dotted(where, "line")));
    const int id = add_item(line);
    LICET_RETURN_IF_ERROR(chip(json, id, where));
    LICET_RETURN_IF_ERROR(keys(json, EntityKind::kItem, id, "", kItemKeys, nullptr, where));
    const Json* parts = json.find("components");
    if (parts == nullptr) return {};
    return each(json, "components", [&](const Json& one, const std::string& place) -> Status {
      const std::string at = dotted(where, place);
      if (!one.is_object()) return wrong_kind(at, "an object", one);
      LICET_TRY(const std::string name, text_key(one, "name", dotted(at, "name")));
      const int component = out_.facts.add(EntityKind::kComponent, name.empty() ? place : name);
      out_.facts.entity(id).components.push_back(component);
      LICET_RETURN_IF_ERROR(chip(one, component, at));
      return keys(one, EntityKind::kComponent, component, "", kComponentKeys, nullptr, at);
    });
  }

  // Figures of the chip table first; what the order states itself replaces them.
  Status chip(const Json& json, int id, const std::string& where) {
    const Json* name = json.find("chip");
    if (name == nullptr) return {};
    if (!name->is_string()) return wrong_kind(dotted(where, "chip"), "the name of a chip", *name);
    const auto figures = chips_ ? chips_(name->text()) : std::nullopt;
    if (!figures) return bad(dotted(where, "chip"), concat("the chip table has no ", ticked(name->text())));
    const EntityKind kind = out_.facts.entity(id).kind;
    return keys(*figures, kind, id, "", kItemKeys, nullptr, concat(where, ".chip"));
  }

  Status party(const Json& json, const std::string& where) {
    if (!json.is_object()) return wrong_kind(where, "an object", json);
    PartyInput input;
    LICET_TRY(input.name, text_key(json, "name", dotted(where, "name")));
    LICET_TRY(input.address, text_key(json, "address", dotted(where, "address")));
    LICET_TRY(input.party_id, text_key(json, "party_id", dotted(where, "party_id")));
    input.entity = out_.facts.add(EntityKind::kParty, input.name.empty() ? where : input.name);
    out_.facts.parties.push_back(input.entity);
    if (const Json* country = json.find("country"); country != nullptr && country->is_string())
      input.countries = {country->text()};
    if (const Json* settled = json.find("not_listed")) {
      if (!settled->is_bool()) return wrong_kind(dotted(where, "not_listed"), "true or false", *settled);
      input.not_listed = settled->as_bool();
    }
    if (const Json* ids = json.find("identifiers")) {
      if (!ids->is_object()) return wrong_kind(dotted(where, "identifiers"), "an object", *ids);
      for (const auto& [type, value] : ids->members()) input.identifiers.emplace_back(type, value.text());
    }
    LICET_RETURN_IF_ERROR(keys(json, EntityKind::kParty, input.entity, "", kPartyKeys, nullptr, where));
    LICET_RETURN_IF_ERROR(each(json, "owners", [&](const Json& one, const std::string& place) -> Status {
      LICET_TRY(OwnerInput owner, owner_of(one, dotted(where, place)));
      input.owners.push_back(std::move(owner));
      return {};
    }));
    out_.parties.push_back(std::move(input));
    return {};
  }

  // `share` is a percentage: a number, or text like `60` or `50..60`.
  Result<OwnerInput> owner_of(const Json& json, const std::string& where) {
    if (!json.is_object()) return wrong_kind(where, "an object", json);
    OwnerInput out;
    LICET_TRY(out.name, text_key(json, "name", dotted(where, "name")));
    LICET_TRY(const std::string country, text_key(json, "country", dotted(where, "country")));
    if (!country.empty()) out.countries = {country};
    const Json* share = json.find("share");
    if (share == nullptr) return out;
    const auto bad = [&] {
      return Error{ErrorCode::kInvalidArgument,
                   concat(dotted(where, "share"), ": expected percent from 0 to 100, like \"60\" or \"50..60\"")};
    };
    if (!share->is_string() && !share->is_number()) return bad();
    const std::string text = share->text();
    const std::size_t dots = text.find("..");
    const auto least = Rational::parse(text.substr(0, dots));
    const auto most = dots == std::string::npos ? least : Rational::parse(text.substr(dots + 2));
    if (!least || !most || least->is_negative() || *most > Rational(100) || *most < *least) return bad();
    out.least = *least;
    out.most = *most;
    return out;
  }

  Status facilities(const Json& json) {
    const Json* use = json.find("use");
    const Json* facility = use == nullptr ? nullptr : use->find("facility");
    if (facility == nullptr) return {};
    const std::vector<Json> all = facility->is_array() ? facility->items() : std::vector<Json>{*facility};
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string where = concat("use.facility[", i, "]");
      if (!all[i].is_object()) return wrong_kind(where, "an object", all[i]);
      LICET_TRY(const std::string name, text_key(all[i], "name", dotted(where, "name")));
      const int id = out_.facts.add(EntityKind::kFacility, name.empty() ? concat("facility ", i + 1) : name);
      out_.facts.facilities.push_back(id);
      LICET_RETURN_IF_ERROR(keys(all[i], EntityKind::kFacility, id, "", kFacilityKeys, nullptr, where));
    }
    return {};
  }

  Status claims(const Json& json) {
    return each(json, "claims", [&](const Json& one, const std::string& where) -> Status {
      if (!one.is_string()) return wrong_kind(where, "the symbol of an exception", one);
      out_.facts.claims.push_back(one.text());
      claim(one.text());
      return {};
    });
  }

  // Naming a symbol makes every claim that its authorizations read: `TMP` stands for tmp and for tmp_tools.
  void claim(const std::string& symbol) {
    const std::string name = ascii_lower(symbol);
    bool known = false;
    for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) {
      const std::string own = ascii_lower(authorization->name);
      if (own != name && !own.starts_with(concat(name, "_"))) continue;
      known = true;
      for (const int fact : law_.claims_of(*authorization)) {
        if (out_.facts.find(0, fact) == nullptr) out_.facts.state_bool(0, fact, true);
      }
    }
    if (!known) out_.notes.push_back(concat("claims: ", ticked(symbol), " is not encoded; it lifts nothing here"));
  }

  // Who the exporter is settles which letters bind. A name that begins as an addressee's does may be the same company
  // under another legal form, or a company of its group: that is asked.
  void letters() {
    if (out_.exporter.empty()) return;
    const std::vector<std::string> exporter = company_words(out_.exporter);
    for (const Decl* letter : law_.all(DeclKind::kLetter)) {
      Truth is_it = Truth::kFalse;
      for (const std::string& name : law_.names_of_addressee(*letter))
        is_it = either(is_it, is_addressee(exporter, company_words(name), name == letter->text));
      if (is_it == Truth::kUnknown) continue;
      out_.facts.state_word(0, kLetterFact, FactType::kBool, is_it == Truth::kTrue ? "true" : "false",
                            letter->qualified);
    }
  }

  // ---- derived facts ----

  Status derive_all() {
    const auto& facts = law_.schema().facts();
    for (std::size_t fact = 0; fact < facts.size(); ++fact) {
      if (facts[fact].derived.empty()) continue;
      for (std::size_t id = 0; id < out_.facts.entities.size(); ++id) {
        if (!law_.schema().belongs(static_cast<int>(fact), out_.facts.entities[id].kind)) continue;
        LICET_RETURN_IF_ERROR(derive(static_cast<int>(id), static_cast<int>(fact)));
      }
    }
    return {};
  }

  const Possible* stated(int entity, int fact) const { return out_.facts.find(entity, fact); }

  Interval number_of(int entity, int fact) const {
    const Possible* value = stated(entity, fact);
    return value == nullptr ? Interval::not_negative() : value->number;
  }

  Status derive(int entity, int fact) {
    const Derivation& derivation = law_.schema().derivation(fact);
    switch (derivation.rule) {
      case DeriveRule::kNone:
        return {};
      case DeriveRule::kProduct:
      case DeriveRule::kRatio:
        return derive_figure(entity, fact, derivation);
      case DeriveRule::kImpliedBy:
      case DeriveRule::kDeniedBy:
        return derive_yes_or_no(entity, fact, derivation);
      case DeriveRule::kAmong:
        derive_codes(entity, fact, derivation);
        return {};
      case DeriveRule::kUnstated:
        if (stated(entity, fact) == nullptr) {
          out_.facts.state_bool(entity, fact,
                                std::all_of(derivation.sources.begin(), derivation.sources.end(),
                                            [&](int source) { return stated(entity, source) == nullptr; }));
          out_.facts.entity(entity).computed.push_back(fact);
        }
        return {};
      case DeriveRule::kCopy:
        break;
    }
    const Possible* source = stated(entity, derivation.sources.front());
    if (source == nullptr || stated(entity, fact) != nullptr) return {};
    Possible copy = *source;
    out_.facts.entity(entity).facts[{fact, std::string()}] = std::move(copy);
    out_.facts.entity(entity).computed.push_back(fact);
    return {};
  }

  // The kind of an item rules codes out.
  void derive_codes(int entity, int fact, const Derivation& derivation) {
    const Possible* kind = stated(entity, derivation.sources.front());
    if (kind == nullptr || stated(entity, fact) != nullptr) return;
    std::optional<Possible> left = law_.codes_of_kind(law_.schema().at(fact), *kind);
    if (!left) return;
    out_.facts.entity(entity).facts[{fact, std::string()}] = std::move(*left);
    out_.facts.entity(entity).computed.push_back(fact);
  }

  // What is stated elsewhere says it; a stated answer must not contradict that.
  Status derive_yes_or_no(int entity, int fact_id, const Derivation& derivation) {
    const bool yes = derivation.rule == DeriveRule::kImpliedBy;
    for (const int source_fact : derivation.sources) {
      const Possible* source = stated(entity, source_fact);
      if (source == nullptr || !shows(*source)) continue;
      if (const Possible* said = stated(entity, fact_id)) {
        if (said->words == std::vector<std::string>{yes ? "true" : "false"}) return {};
        const FactDecl& fact = law_.schema().at(fact_id);
        return bad(fact.name, concat("stated as ", yes ? "false" : "true", ", but ", law_.schema().at(source_fact).name,
                                     " is stated too (", fact.meaning, ")"));
      }
      out_.facts.state_bool(entity, fact_id, yes);
      if (yes) out_.facts.entity(entity).computed.push_back(fact_id);
      return {};
    }
    return {};
  }

  // Says that the figure is above zero: as a part of a computation it then proves what it is a figure of.
  static bool shows(const Possible& source) {
    if (source.type != FactType::kNumber) return source.asked;
    const Interval& number = source.number;
    return number.low && (!number.low->is_zero() || number.low_open || number.is_point());
  }

  // A figure is computed from its parts where they are known; a stated one is only checked, to half a unit of its last
  // digit. The second part (an area, a length in bits) is never zero.
  Status derive_figure(int entity, int fact_id, const Derivation& derivation) {
    const bool ratio = derivation.rule == DeriveRule::kRatio;
    if (derivation.sources.size() != 2) return {};
    const int first = derivation.sources[0];
    const int second = derivation.sources[1];
    const std::string& first_name = law_.schema().at(first).name;
    const std::string& second_name = law_.schema().at(second).name;
    const Possible* divisor = stated(entity, second);
    if (!ratio && divisor == nullptr && stated(entity, first) != nullptr && stated(entity, fact_id) == nullptr) {
      return bad(first_name,
                 concat("says nothing without ", second_name, ": state that too, or ", law_.schema().at(fact_id).name));
    }
    if (divisor != nullptr && divisor->number.high && divisor->number.high->is_zero())
      return bad(second_name, "expected a figure above 0");
    if (stated(entity, first) == nullptr || divisor == nullptr) return {};
    const Interval a = number_of(entity, first);
    const Interval b = number_of(entity, second);
    Interval computed = ratio ? divide(a, b) : multiply(a, b);
    const Possible* said = out_.facts.find(entity, fact_id);
    if (said != nullptr && said->number.is_point() && computed.is_point()) {
      LICET_RETURN_IF_ERROR(
          agree(entity, fact_id, *said->number.low, *computed.low, concat(first_name, " and ", second_name)));
    }
    if (said != nullptr && !(said->number.is_point() && computed.is_point()))
      computed = intersect(computed, said->number);
    if (computed.is_empty()) {
      return bad(law_.schema().at(fact_id).name, concat("does not agree with ", first_name, " and ", second_name));
    }
    out_.facts.state_number(entity, fact_id, computed);
    out_.facts.entity(entity).computed.push_back(fact_id);
    return {};
  }

  Status agree(int entity, int fact_id, const Rational& said, const Rational& computed, const std::string& parts) {
    const auto found = printed_.find({entity, fact_id});
    const std::string text = found == printed_.end() ? std::string() : found->second;
    const auto point = text.find('.');
    Rational half_unit = Rational(1) / Rational(2);
    for (std::size_t i = 0; point != std::string::npos && i < text.size() - point - 1; ++i)
      half_unit = half_unit / Rational(10);
    const Rational difference = said < computed ? computed - said : said - computed;
    if (difference <= half_unit) return {};
    return bad(law_.schema().at(fact_id).name,
               concat("stated as ", said.to_string(), ", but ", parts, " give ", computed.to_decimal(4)));
  }

  // "unknowable" counts only with a diligence record: all red-flag questions answered and none open.
  void require_diligence() {
    const int fact = law_.schema().find("order.red_flags");
    const Possible* flags = fact < 0 ? nullptr : out_.facts.find(0, fact);
    if (flags != nullptr && flags->words == std::vector<std::string>{"clear"}) return;
    for (Entity& entity : out_.facts.entities) {
      const std::size_t before = entity.facts.size();
      std::erase_if(entity.facts, [](const auto& item) { return item.second.answer == Answer::kUnknowable; });
      if (entity.facts.size() != before) {
        out_.notes.push_back(
            concat(entity.label, ": `unknowable` counts only with red_flags `clear`; read as not asked"));
      }
    }
  }

  inline static const Keys kUseKeys = {"facility"};
  inline static const Keys kNoKeys = {};

  const Law& law_;
  const ChipFigures& chips_;
  OrderInput out_;
  std::map<std::pair<int, int>, std::string> printed_;
};

}  // namespace

Result<OrderInput> read_order(const Json& order, const Law& law, const ChipFigures& chips, Date day) {
  return OrderReader(law, chips, day).order(order);
}

Result<OrderInput> read_item(const Json& item, const Law& law, const ChipFigures& chips, Date day) {
  return OrderReader(law, chips, day).lone_item(item);
}

}  // namespace licet::rules
