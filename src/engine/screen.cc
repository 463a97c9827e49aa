#include "engine/screen.h"

namespace licet {

Result<ScreenAnswer> screen(const Book& book, const QueryRecord& query, const ScreenOptions& options) {
  LICET_TRY(const SearchAnswer found,
            book.names().search(query, {options.threshold, options.limit, Explain::kYes, options.mode}));
  ScreenAnswer answer{{}, found.certificate, found.complete};
  for (const NameHit& hit : found.hits) {
    const std::vector<Listing>& listings = book.party(hit.party).listings;
    for (std::uint32_t i = 0; i < listings.size(); ++i) {
      answer.hits.push_back({hit.party, i, hit.match, listings[i].in_force_on(options.on)});
    }
  }
  if (options.limit != 0 && answer.hits.size() > options.limit) {
    answer.hits.erase(answer.hits.begin() + static_cast<std::ptrdiff_t>(options.limit), answer.hits.end());
  }
  return answer;
}

std::vector<const ListInfo*> incomplete_lists(const Book& book, Date day) {
  std::vector<const ListInfo*> lists;
  for (const ListInfo& list : book.content().lists) {
    if (!list.complete_from || day < *list.complete_from) lists.push_back(&list);
  }
  return lists;
}

}  // namespace licet
