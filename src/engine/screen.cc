#include "engine/screen.h"

#include <algorithm>

#include "match/address.h"

namespace licet {

namespace {

// Of an entry that may be the address that was asked for.
constexpr Score kMayBeTheAddress{800'000};

// Entries that are an address alone, where the query gives it.
std::vector<NameHit> address_hits(const Book& book, const QueryRecord& query, Score threshold) {
  std::vector<NameHit> hits;
  std::vector<AddressParts> asked;
  for (const std::string& address : query.addresses) asked.push_back(address_parts(address));
  if (asked.empty()) return hits;
  for (const std::uint32_t number : book.names().parties_of(Schema::kAddress)) {
    Truth best = Truth::kFalse;
    const std::string* found = nullptr;
    for (const std::string& listed : book.party(number).addresses) {
      const AddressParts parts = address_parts(listed);
      for (const AddressParts& one : asked) {
        const Truth same = either(best, same_address(one, parts));
        if (same != best) found = &listed;
        best = same;
      }
    }
    const Score score = best == Truth::kTrue ? kScoreOne : kMayBeTheAddress;
    if (best == Truth::kFalse || score < threshold) continue;
    NameHit hit;
    hit.party = number;
    hit.match.score = score;
    hit.match.channel = Channel::kAddress;
    hit.match.evidence = best == Truth::kTrue ? Evidence::kSameText : Evidence::kEdits;
    hit.match.why.what = "address";
    hit.match.why.text = *found;
    hit.match.why.value = score.millionths;
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace

Result<ScreenAnswer> screen(const Book& book, const QueryRecord& query, const ScreenOptions& options) {
  LICET_TRY(const SearchAnswer found,
            book.names().search(query, {options.threshold, options.limit, Explain::kYes, options.mode}));
  ScreenAnswer answer{{}, found.certificate, found.complete};
  std::vector<NameHit> hits = found.hits;
  for (NameHit& hit : address_hits(book, query, options.threshold)) {
    const auto place = std::find_if(hits.begin(), hits.end(),
                                    [&](const NameHit& other) { return other.match.score < hit.match.score; });
    hits.insert(place, std::move(hit));
  }
  for (const NameHit& hit : hits) {
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
