#include "rules/facts/order_reader.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text_util.h"
#include "rules/facts/company_words.h"
#include "rules/facts/derived_facts.h"
#include "rules/facts/fact_values.h"
#include "text/no_name.h"

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
const Keys kOwnerKeys = {"name", "country", "share", "party_id", "not_listed", "note"};
const Keys kFacilityKeys = {"name", "note"};
const Keys kComponentKeys = {"name", "chip", "note"};

bool says_who(const std::string& name) {
  return !name.empty() && !names_nobody(name);
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
    if (json.find("date") == nullptr) take_last_day();
    LICET_RETURN_IF_ERROR(via(json));
    LICET_RETURN_IF_ERROR(
        each(json, "items", [&](const Json& one, const std::string& where) { return item(one, where); }));
    LICET_RETURN_IF_ERROR(
        each(json, "parties", [&](const Json& one, const std::string& where) { return party(one, where); }));
    LICET_RETURN_IF_ERROR(facilities(json));
    LICET_RETURN_IF_ERROR(claims(json));
    letters();
    if (out_.facts.items.empty()) add_item("");
    LICET_RETURN_IF_ERROR(derive_facts(out_.facts, law_, printed_));
    require_diligence();
    return std::move(out_);
  }

  Result<OrderInput> lone_item(const Json& json) {
    out_.facts.add(EntityKind::kOrder, "order");
    out_.facts.legs.push_back(out_.facts.add(EntityKind::kLeg, "leg 1"));
    out_.facts.leg_days.push_back(out_.day);
    LICET_RETURN_IF_ERROR(item(json, "item"));
    LICET_RETURN_IF_ERROR(derive_facts(out_.facts, law_, printed_));
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

  // An order whose legs all have days of their own is done on the last of them, whatever the day of asking.
  void take_last_day() {
    const std::vector<Date>& days = out_.facts.leg_days;
    if (!days.empty() && dated_legs_ == days.size()) out_.day = *std::max_element(days.begin(), days.end());
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
        std::string near = did_you_mean(key, known);
        if (near.empty() && leg_root != nullptr) near = of_a_row(key);
        return bad(where, concat("unknown key", near.empty() ? " (`licet law facts` lists the known ones)" : near));
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

  // Does each leg state the fact, one of them as the order does? Then the order says no more than its legs.
  static bool say_themselves(const Json& legs, const std::string& key, const Json& value) {
    if (!legs.is_array()) return true;  // refused as no list
    bool as_order = false;
    for (const Json& leg : legs.items()) {
      const Json* stated = leg.is_object() ? leg.find(key) : nullptr;
      if (stated == nullptr) return false;
      as_order = as_order || *stated == value;
    }
    return as_order;
  }

  Status legs(const Json& json) {
    const Json* list = json.find("legs");
    if (list == nullptr || (list->is_array() && list->items().empty())) return leg(json, "", true);
    for (const auto& [key, value] : json.members()) {
      if (!is_among(kLegKeys, key) && is_leg_key(key) && !say_themselves(*list, key, value))
        return bad(key, "says nothing beside `legs`: state it in each leg that it is true of");
    }
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
    if (json.find("date") != nullptr) ++dated_legs_;
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

  // Numbers of lines count from 1, each once; a word may name a line too.
  Status own_line(const std::string& line, const std::string& where) {
    const auto number = Rational::parse(line.find('/') == std::string::npos ? line : "");
    if (number && (*number < Rational(1) || number->to_fraction().find('/') != std::string::npos))
      return bad(where, concat("expected the number of a line, from 1, got ", ticked(line)));
    if (!lines_.insert(number ? number->to_string() : line).second)
      return bad(where, concat("expected each line once, got ", ticked(line), " again"));
    return {};
  }

  Status item(const Json& json, const std::string& where) {
    if (!json.is_object()) return wrong_kind(where, "an object", json);
    LICET_TRY(const std::string line, text_key(json, "line", dotted(where, "line")));
    if (!line.empty()) LICET_RETURN_IF_ERROR(own_line(line, dotted(where, "line")));
    const int id = add_item(line);
    LICET_RETURN_IF_ERROR(chip_and_keys(json, id, kItemKeys, where));
    const Json* parts = json.find("components");
    if (parts == nullptr) return {};
    return each(json, "components", [&](const Json& one, const std::string& place) -> Status {
      const std::string at = dotted(where, place);
      if (!one.is_object()) return wrong_kind(at, "an object", one);
      LICET_TRY(const std::string name, text_key(one, "name", dotted(at, "name")));
      const int component = out_.facts.add(EntityKind::kComponent, name.empty() ? at : name);
      out_.facts.entity(id).components.push_back(component);
      return chip_and_keys(one, component, kComponentKeys, at);
    });
  }

  // What the chip table says first, then what the order states itself: a figure must agree; what is marketed in another
  // way, a kind or a name replaces that of the table.
  Status chip_and_keys(const Json& json, int id, const Keys& skeleton, const std::string& where) {
    const EntityKind kind = out_.facts.entity(id).kind;
    LICET_RETURN_IF_ERROR(chip(json, id, where));
    const auto of_table = out_.facts.entity(id).facts;
    LICET_RETURN_IF_ERROR(keys(json, kind, id, "", skeleton, nullptr, where));
    for (const auto& [key, table] : of_table) {
      Possible& said = out_.facts.entity(id).facts[key];
      if (said == table) continue;
      const std::string place = dotted(where, law_.schema().at(key.first).json);
      const std::string has =
          concat("the chip table, which has ", to_string(table), " for ", ticked(json.find("chip")->text()));
      if (said.type == FactType::kBool)
        out_.notes.push_back(concat(place, ": differs from ", has, "; what the order states counts"));
      if (said.type != FactType::kNumber) continue;
      if (!agrees(said.number, table.number, printed_.find({id, key.first})))
        return bad(place, concat("does not agree with ", has, "; leave one of the two out"));
      if (!said.number.is_point()) said.number = intersect(said.number, table.number);
    }
    return {};
  }

  // A stated figure may be rounded, by half a unit of its last digit.
  bool agrees(Interval said, const Interval& table, PrintedFigures::const_iterator printed) const {
    if (said.is_point() && printed != printed_.end()) {
      const Rational off = half_unit(printed->second);
      said = Interval{*said.low - off, *said.high + off, false, false};
    }
    return !intersect(said, table).is_empty();
  }

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
    LICET_TRY(static_cast<WhoInput&>(input), who(json, where));
    LICET_TRY(input.address, text_key(json, "address", dotted(where, "address")));
    input.entity = out_.facts.add(EntityKind::kParty, input.named ? input.name : where);
    out_.facts.parties.push_back(input.entity);
    if (const Json* country = json.find("country"); country != nullptr && country->is_string())
      input.countries = {country->text()};
    if (const Json* ids = json.find("identifiers")) {
      if (!ids->is_object()) return wrong_kind(dotted(where, "identifiers"), "an object", *ids);
      for (const auto& [type, value] : ids->members()) {
        if (!value.is_string() && !value.is_number())
          return wrong_kind(dotted(where, concat("identifiers.", type)), "a string", value);
        input.identifiers.emplace_back(type, value.text());
      }
    }
    LICET_RETURN_IF_ERROR(keys(json, EntityKind::kParty, input.entity, "", kPartyKeys, nullptr, where));
    LICET_RETURN_IF_ERROR(each(json, "owners", [&](const Json& one, const std::string& place) -> Status {
      LICET_TRY(OwnerInput owner, owner_of(one, dotted(where, place)));
      input.owners.push_back(std::move(owner));
      return {};
    }));
    Rational least;
    for (const OwnerInput& owner : input.owners) least = least + owner.least;
    if (least > Rational(100))
      out_.notes.push_back(concat(dotted(where, "owners"), ": shares of ", least.to_string(),
                                  " percent or more together: an owner's own owner counts as one beside it"));
    out_.parties.push_back(std::move(input));
    return {};
  }

  // Without the countries, which a party states as a fact.
  Result<WhoInput> who(const Json& json, const std::string& where) {
    WhoInput out;
    LICET_TRY(out.name, text_key(json, "name", dotted(where, "name")));
    out.named = says_who(out.name);
    LICET_TRY(out.party_ids, party_ids(json, dotted(where, "party_id")));
    LICET_TRY(out.not_listed, not_listed(json, where));
    return out;
  }

  Result<bool> not_listed(const Json& json, const std::string& where) {
    const Json* settled = json.find("not_listed");
    if (settled == nullptr) return false;
    if (!settled->is_bool()) return wrong_kind(dotted(where, "not_listed"), "true or false", *settled);
    return settled->as_bool();
  }

  // One listed party, or several that it is.
  Result<std::vector<std::string>> party_ids(const Json& json, const std::string& where) {
    std::vector<std::string> out;
    const Json* value = json.find("party_id");
    if (value == nullptr || !value->is_array()) {
      LICET_TRY(std::string id, text_key(json, "party_id", where));
      if (!id.empty()) out.push_back(std::move(id));
      return out;
    }
    if (value->items().empty()) return bad(where, "expected at least one id");
    for (const Json& one : value->items()) {
      if (!one.is_string() || one.text().empty()) return wrong_kind(where, "the id of a listed party", one);
      out.push_back(one.text());
    }
    return out;
  }

  // `share` is a percentage: a number, or text like `60` or `50..60`.
  Result<OwnerInput> owner_of(const Json& json, const std::string& where) {
    if (!json.is_object()) return wrong_kind(where, "an object", json);
    for (const auto& [key, value] : json.members()) {
      if (!is_among(kOwnerKeys, key))
        return bad(dotted(where, key), concat("unknown key", did_you_mean(key, kOwnerKeys)));
    }
    OwnerInput out;
    LICET_TRY(static_cast<WhoInput&>(out), who(json, where));
    LICET_TRY(const std::string country, text_key(json, "country", dotted(where, "country")));
    const Keys& places = law_.places();
    if (!country.empty() && !std::binary_search(places.begin(), places.end(), country))
      return bad(dotted(where, "country"),
                 concat("expected the ISO 3166 two-letter code of a place, got ", ticked(country)));
    if (!country.empty()) out.countries = {country};
    const Json* share = json.find("share");
    if (share == nullptr) return out;
    const auto bad = [&] {
      return Error{ErrorCode::kInvalidArgument,
                   concat(dotted(where, "share"), ": expected percent from 0 to 100, like \"60\" or \"50..60\"")};
    };
    if (!share->is_string() && !share->is_number()) return bad();
    const std::string text = share->text();
    if (text.find('/') != std::string::npos) return bad();  // `1/2` means a half, not half a percent
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

  // Who the exporter is settles which letters bind.
  void letters() {
    for (const auto& [letter, is_it] : letters_settled(law_, out_.exporter))
      out_.facts.state_word(0, kLetterFact, FactType::kBool, is_it ? "true" : "false", letter->qualified);
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
  std::size_t dated_legs_ = 0;  // legs with a day of their own
  std::set<std::string> lines_;
  PrintedFigures printed_;
};

}  // namespace

std::vector<std::pair<const Decl*, bool>> letters_settled(const Law& law, const std::string& exporter_name) {
  std::vector<std::pair<const Decl*, bool>> out;
  const std::vector<std::string> exporter = company_words(exporter_name);
  if (exporter.empty() || names_nobody(exporter_name)) return out;
  for (const Decl* letter : law.all(DeclKind::kLetter)) {
    Truth is_it = Truth::kFalse;
    for (const std::string& name : law.names_of_addressee(*letter))
      is_it = either(is_it, is_addressee(exporter, company_words(name), name == letter->text));
    if (is_it != Truth::kUnknown) out.emplace_back(letter, is_it == Truth::kTrue);
  }
  return out;
}

Result<OrderInput> read_order(const Json& order, const Law& law, const ChipFigures& chips, Date day) {
  return OrderReader(law, chips, day).order(order);
}

Result<OrderInput> read_item(const Json& item, const Law& law, const ChipFigures& chips, Date day) {
  return OrderReader(law, chips, day).lone_item(item);
}

}  // namespace licet::rules
