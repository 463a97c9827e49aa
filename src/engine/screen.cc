#include "engine/screen.h"

#include <algorithm>

#include "match/address.h"
#include "match/match.h"

namespace licet {

namespace {

// Of an entry that may be the address that was asked for.
constexpr Score kMayBeTheAddress{800'000};

// How an entry that is the address alone is met: for certain, or perhaps.
MatchResult address_match(Truth same, const std::string& address) {
  MatchResult match;
  const bool sure = same == Truth::kTrue;
  match.score = sure ? kScoreOne : kMayBeTheAddress;
  match.channel = Channel::kAddress;
  match.evidence = sure ? Evidence::kSameText : Evidence::kEdits;
  match.why = {"address", address, match.score.millionths, {}};
  return match;
}

// Puts the entries that are an address alone, where the query gives it, among the hits, best first.
void add_address_hits(const Book& book, const QueryRecord& query, Score threshold, std::vector<NameHit>& hits) {
  if (query.addresses.empty()) return;
  std::vector<AddressParts> asked;
  asked.reserve(query.addresses.size());
  for (const std::string& address : query.addresses) asked.push_back(address_parts(address));
  const std::vector<Book::ListedAddress>& listed = book.listed_addresses();
  for (auto one = listed.begin(); one != listed.end();) {
    const std::uint32_t party = one->party;
    Truth best = Truth::kFalse;
    const std::string* found = nullptr;
    for (; one != listed.end() && one->party == party; ++one) {
      for (const AddressParts& address : asked) {
        const Truth same = either(best, same_address(address, one->parts));
        if (same != best) found = &one->text;
        best = same;
      }
    }
    if (found == nullptr) continue;
    const MatchResult match = address_match(best, *found);
    if (match.score < threshold) continue;
    const auto place =
        std::find_if(hits.begin(), hits.end(), [&](const NameHit& hit) { return hit.match.score < match.score; });
    hits.insert(place, {party, match});
  }
}

}  // namespace

Result<ScreenAnswer> screen(const Book& book, const QueryRecord& query, const ScreenOptions& options) {
  auto searched = book.names().search(query, {options.threshold, options.limit, Explain::kYes, options.mode});
  const bool unnamed = !searched && options.answer_unnamed && query.identifiers.empty() && is_unnamed(query);
  if (!searched && !unnamed) return searched.error();
  SearchAnswer found;
  if (unnamed) {
    found.certificate.threshold = options.threshold;
    found.certificate.parties_total = book.parties().size();
    found.complete = false;
  } else {
    found = std::move(*searched);
  }
  ScreenAnswer answer{{}, found.certificate, found.complete, unnamed};
  add_address_hits(book, query, options.threshold, found.hits);
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
