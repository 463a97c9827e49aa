#include "wire/book_diff.h"

#include <algorithm>

#include "wire/hit.h"

namespace licet {

namespace {

Json party_json(const Party& party) {
  std::vector<std::string> lists;
  for (const Listing& listing : party.listings)
    if (std::find(lists.begin(), lists.end(), listing.list) == lists.end()) lists.push_back(listing.list);
  Json json = Json::object({{"party_id", Json::string(party.id)}, {"caption", Json::string(party.caption)}});
  return json.set("lists", strings_json(lists));
}

Json change_json(const Party& party, const PartyChange& change) {
  Json fields = Json::array();
  for (const FieldChange& field : change.fields) {
    Json json = Json::object({{"field", Json::string(field.field)}, {"removed", strings_json(field.removed)}});
    fields.push(json.set("added", strings_json(field.added)));
  }
  return party_json(party).set("changes", std::move(fields));
}

Json parties_json(const Book& book, const std::vector<std::uint32_t>& parties) {
  Json json = Json::array();
  for (const std::uint32_t party : parties) json.push(party_json(book.parties()[party]));
  return json;
}

Json size_json(std::size_t size) {
  return Json::number(static_cast<std::int64_t>(size));
}

}  // namespace

Json book_diff_json(const Book& before, const Book& after, const BookDiff& diff) {
  Json changed = Json::array();
  for (const PartyChange& change : diff.changed) changed.push(change_json(after.parties()[change.after], change));
  Json counts = Json::object({{"added", size_json(diff.added.size())}, {"removed", size_json(diff.removed.size())}});
  counts.set("changed", size_json(diff.changed.size()));
  Json json = Json::object({{"from", Json::object({{"hash", Json::string(before.hash())}})},
                            {"to", Json::object({{"hash", Json::string(after.hash())}})}});
  json.set("counts", std::move(counts))
      .set("added", parties_json(after, diff.added))
      .set("removed", parties_json(before, diff.removed));
  return json.set("changed", std::move(changed));
}

}  // namespace licet
