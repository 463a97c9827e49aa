#include "book/assemble.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text_util.h"
#include "book/merge.h"
#include "lists/starter.h"

namespace licet {

namespace {

constexpr std::size_t kMostSources = 60;

using Lists = std::map<std::string, ListInfo>;

std::optional<Date> later(const std::optional<Date>& a, const std::optional<Date>& b) {
  return std::max(a, b);  // nothing is before every day
}

std::optional<Date> earlier(const std::optional<Date>& a, const std::optional<Date>& b) {
  if (!a || !b) return a ? a : b;
  return std::min(a, b);
}

void add_lists(Lists& lists, const BuildSource& source) {
  for (const ListInfo& info : source.lists) {
    ListInfo& list = lists.try_emplace(info.id, info).first->second;
    list.as_of = later(list.as_of, source.parcel.as_of);
    list.complete_from = earlier(list.complete_from, info.complete_from);
  }
}

// Lists that are whole in files: from the day of the newest. Between two files an entry may have come and gone.
void complete_lists(Lists& lists, const std::vector<BuildSource>& sources) {
  std::map<std::string, std::optional<Date>> whole;
  for (const BuildSource& source : sources)
    for (const ListInfo& info : source.lists)
      if (source.whole) whole[info.id] = later(whole[info.id], source.parcel.as_of);
  for (const auto& [id, day] : whole) {
    ListInfo& list = lists.find(id)->second;
    list.complete_from = earlier(list.complete_from, day);
  }
}

// Files of one list in a row, the newest first, where the first of them stood. Errors: kInvalidArgument.
Status order_sources(std::vector<BuildSource>& sources) {
  std::map<std::string, std::size_t> place;
  for (const BuildSource& source : sources) place.emplace(source.parcel.id, place.size());
  std::stable_sort(sources.begin(), sources.end(), [&](const BuildSource& a, const BuildSource& b) {
    if (a.parcel.id != b.parcel.id) return place.at(a.parcel.id) < place.at(b.parcel.id);
    return b.parcel.as_of < a.parcel.as_of;
  });
  for (std::size_t i = 1; i < sources.size(); ++i) {
    const BuildSource& source = sources[i];
    if (source.parcel.id != sources[i - 1].parcel.id) continue;
    const std::string twice = concat("the list ", ticked(source.parcel.id), " is given twice");
    if (!source.whole)
      return Error{ErrorCode::kInvalidArgument,
                   concat(twice, "; its files do not hold all that was in force on a day")};
    if (!source.parcel.as_of || source.parcel.as_of == sources[i - 1].parcel.as_of)
      return Error{ErrorCode::kInvalidArgument, concat(twice, "; several files of a list need a day each, as in `",
                                                       source.parcel.id, "=PATH@2026-01-31`, and not the same")};
  }
  return {};
}

// Counts entries and names, and leaves out the lists that no party is on.
Status count_lists(BookContent& content, Lists& lists) {
  for (auto& [id, list] : lists) list.records = list.names = 0;
  for (const Party& party : content.parties) {
    std::set<std::string_view> on;
    for (const Listing& listing : party.listings) {
      const auto list = lists.find(listing.list);
      if (list == lists.end())
        return Error{ErrorCode::kInvalidArgument,
                     concat(ticked(party.caption), ": no source describes the list ", ticked(listing.list))};
      ++list->second.records;
      if (on.insert(listing.list).second) list->second.names += party.names.size();
    }
  }
  for (auto& [id, list] : lists)
    if (list.records > 0) content.lists.push_back(std::move(list));
  return {};
}

MergeSource merge_source(std::string name, std::vector<Party> parties, const std::optional<Date>& as_of,
                         std::uint32_t days_rank, std::uint32_t text_rank) {
  MergeSource out;
  out.name = std::move(name);
  out.parties = std::move(parties);
  out.as_of = as_of;
  out.days_rank = days_rank;
  out.text_rank = text_rank;
  return out;
}

}  // namespace

Result<BookContent> assemble_book(const BookContent& base, bool with_starter, std::vector<BuildSource> sources,
                                  const FrDates& days) {
  BookContent content;
  content.law = base.law;
  content.law_as_of = base.law_as_of;
  content.chips = base.chips;
  content.places = base.places;
  Lists lists;
  std::vector<MergeSource> merged_from;
  LICET_RETURN_IF_ERROR(order_sources(sources));
  if (with_starter) {
    for (const ParcelInfo& parcel : base.parcels) content.parcels.push_back(parcel);
    for (const ListInfo& list : base.lists) lists.emplace(list.id, list);
    std::optional<Date> as_of;
    for (const ListInfo& list : base.lists) as_of = later(as_of, list.as_of);
    merged_from.push_back(merge_source(std::string(kStarterParcel), base.parties, as_of, 0, UINT32_MAX));
  }
  if (sources.size() > kMostSources)
    return Error{ErrorCode::kInvalidArgument, concat("at most ", kMostSources, " lists make a book")};
  for (const BuildSource& source : sources) add_lists(lists, source);
  complete_lists(lists, sources);
  for (BuildSource& source : sources) {
    content.parcels.push_back(source.parcel);
    std::move(source.diagnostics.begin(), source.diagnostics.end(), std::back_inserter(content.diagnostics));
    merged_from.push_back(
        merge_source(source.parcel.id, std::move(source.parties), source.parcel.as_of, source.rank + 1, source.rank));
  }
  Merged merged = merge_sources(std::move(merged_from), days);
  content.parties = std::move(merged.parties);
  std::move(merged.diagnostics.begin(), merged.diagnostics.end(), std::back_inserter(content.diagnostics));
  LICET_RETURN_IF_ERROR(count_lists(content, lists));
  return content;
}

}  // namespace licet
