#include "engine/list_notes.h"

#include <algorithm>

#include "base/text_util.h"
#include "engine/days.h"

namespace licet {

namespace {

const char* bears_on(ListPurpose purpose) {
  switch (purpose) {
    case ListPurpose::kExport:
      return "exports";
    case ListPurpose::kInvestment:
      return "investment in securities";
    case ListPurpose::kProcurement:
      return "what the government buys";
    case ListPurpose::kImport:
      return "imports";
    case ListPurpose::kTelecom:
      return "telecommunications equipment";
    case ListPurpose::kCustomer:
      return "what you decided yourself";
  }
  return "something else";
}

const ListInfo* list_of(const Book& book, const std::string& id) {
  const std::vector<ListInfo>& lists = book.content().lists;
  const auto at = std::find_if(lists.begin(), lists.end(), [&](const ListInfo& list) { return list.id == id; });
  return at == lists.end() ? nullptr : &*at;
}

// The lists that a party of the order surely is on; nothing if one of them is, or may be, an export list.
std::vector<const ListInfo*> other_lists(const Book& book, const std::vector<PartyHit>& parties,
                                         const std::vector<Date>& days, const std::string& name) {
  std::vector<const ListInfo*> lists;
  for (const PartyHit& hit : parties) {
    const Listing& listing = book.party(hit.hit.party).listings[hit.hit.listing];
    const Truth listed = in_force_some_day(listing, days);
    if (hit.party != name || hit.other || listed == Truth::kFalse) continue;
    const ListInfo* list = list_of(book, listing.list);
    if (list == nullptr || list->purpose == ListPurpose::kExport) return {};
    const bool sure = hit.certain && listed == Truth::kTrue;
    if (sure && std::find(lists.begin(), lists.end(), list) == lists.end()) lists.push_back(list);
  }
  return lists;
}

}  // namespace

std::vector<std::string> list_notes(const Book& book, const std::vector<PartyHit>& parties,
                                    const std::vector<Date>& days) {
  std::vector<std::string> names;
  for (const PartyHit& hit : parties)
    if (std::find(names.begin(), names.end(), hit.party) == names.end()) names.push_back(hit.party);
  std::vector<std::string> notes;
  for (const std::string& name : names) {
    std::vector<std::string> parts;
    for (const ListInfo* list : other_lists(book, parties, days, name))
      parts.push_back(concat(list->title, ", which bears on ", bears_on(list->purpose)));
    if (parts.empty()) continue;
    notes.push_back(concat(ticked(name), " is on ", joined(parts, ", and on "),
                           "; it is on no export list here. No export license is required because of such a list; "
                           "rules on the item, the place and the use apply as ever."));
  }
  return notes;
}

}  // namespace licet
