#include "book/diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text_util.h"
#include "book/name_key.h"

namespace licet {

namespace {

using Fields = std::map<std::string, std::set<std::string>>;

std::string shown_name(const PartyName& name) {
  return concat(name.text, " (", to_string(name.kind), ", ", to_string(name.strength),
                name.from ? concat(", from ", to_string(*name.from)) : "", ")");
}

void add(Fields& fields, const std::string& field, const std::string& value) {
  if (!value.empty()) fields[field].insert(value);
}

void add_all(Fields& fields, const std::string& field, const std::vector<std::string>& values) {
  for (const std::string& value : values) add(fields, field, value);
}

void add_listing(Fields& fields, const Listing& listing) {
  const std::string at = concat(listing.list, ".");
  add(fields, at + "from", to_string(listing.from));
  if (listing.until) add(fields, at + "until", to_string(*listing.until));
  add(fields, at + "requirement", listing.requirement);
  add(fields, at + "requirement_meaning", listing.requirement_meaning);
  add(fields, at + "policy", listing.policy);
  add(fields, at + "policy_meaning", listing.policy_meaning);
  add_all(fields, at + "citations", listing.citations);
  add_all(fields, at + "footnotes", listing.footnotes);
  add_all(fields, at + "programs", listing.programs);
}

Fields fields_of(const Party& party) {
  Fields fields;
  add(fields, "caption", party.caption);
  add(fields, "schema", to_string(party.schema));
  add(fields, "group", party.group);
  add_all(fields, "countries", party.countries);
  add_all(fields, "addresses", party.addresses);
  add_all(fields, "birth_dates", party.birth_dates);
  for (const Identifier& identifier : party.identifiers)
    add(fields, "identifiers", concat(identifier.type, " ", identifier.value));
  for (const PartyName& name : party.names) add(fields, "names", shown_name(name));
  for (const Listing& listing : party.listings) add_listing(fields, listing);
  return fields;
}

std::vector<std::string> without(const std::set<std::string>& values, const std::set<std::string>& others) {
  std::vector<std::string> out;
  std::set_difference(values.begin(), values.end(), others.begin(), others.end(), std::back_inserter(out));
  return out;
}

std::vector<FieldChange> changes(const Party& before, const Party& after) {
  const Fields old_fields = fields_of(before);
  const Fields new_fields = fields_of(after);
  std::set<std::string> names;
  for (const auto& [name, values] : old_fields) names.insert(name);
  for (const auto& [name, values] : new_fields) names.insert(name);
  const auto values_of = [](const Fields& fields, const std::string& name) {
    const auto at = fields.find(name);
    return at == fields.end() ? std::set<std::string>() : at->second;
  };
  std::vector<FieldChange> out;
  for (const std::string& name : names) {
    const auto old_values = values_of(old_fields, name);
    const auto new_values = values_of(new_fields, name);
    if (old_values != new_values)
      out.push_back({name, without(old_values, new_values), without(new_values, old_values)});
  }
  return out;
}

std::string id_and_caption(const Party& party) {
  return concat(party.id, "|", name_key(party.caption));
}

std::string lists_and_caption(const Party& party) {
  std::set<std::string> parts;
  for (const Listing& listing : party.listings) parts.insert(listing.list);
  std::string out = name_key(party.caption);
  for (const std::string& list : parts) out += concat("|", list);
  for (const std::string& country : std::set<std::string>(party.countries.begin(), party.countries.end()))
    out += concat("|", country);
  return out;
}

bool common_name(const Party& a, const Party& b) {
  std::set<std::string> names;
  for (const PartyName& name : a.names) names.insert(name_key(name.text));
  return std::any_of(b.names.begin(), b.names.end(),
                     [&](const PartyName& name) { return names.contains(name_key(name.text)); });
}

// Pairs parties of both books, each at most once.
class Pairing {
 public:
  Pairing(const std::vector<Party>& before, const std::vector<Party>& after)
      : before_(before), after_(after), to_(after.size(), kNone), used_(before.size(), false) {}

  template <typename Key>
  void by(Key key, bool needs_common_name) {
    std::unordered_map<std::string, std::vector<std::uint32_t>> known;
    for (std::uint32_t i = 0; i < before_.size(); ++i)
      if (!used_[i]) known[key(before_[i])].push_back(i);
    for (std::uint32_t i = 0; i < after_.size(); ++i) {
      if (to_[i] != kNone) continue;
      const auto found = known.find(key(after_[i]));
      if (found == known.end() || found->second.empty()) continue;
      const std::uint32_t other = found->second.front();
      if (needs_common_name && !common_name(before_[other], after_[i])) continue;
      found->second.erase(found->second.begin());
      to_[i] = other;
      used_[other] = true;
    }
  }

  BookDiff diff() const {
    BookDiff out;
    for (std::uint32_t i = 0; i < after_.size(); ++i) {
      if (to_[i] == kNone) {
        out.added.push_back(i);
      } else if (auto fields = changes(before_[to_[i]], after_[i]); !fields.empty()) {
        out.changed.push_back({to_[i], i, std::move(fields)});
      }
    }
    for (std::uint32_t i = 0; i < before_.size(); ++i)
      if (!used_[i]) out.removed.push_back(i);
    return out;
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  const std::vector<Party>& before_;
  const std::vector<Party>& after_;
  std::vector<std::uint32_t> to_;
  std::vector<bool> used_;
};

}  // namespace

BookDiff diff_parties(const std::vector<Party>& before, const std::vector<Party>& after) {
  Pairing pairing(before, after);
  pairing.by(id_and_caption, false);
  pairing.by(lists_and_caption, false);
  pairing.by([](const Party& party) { return party.id; }, true);
  return pairing.diff();
}

}  // namespace licet
