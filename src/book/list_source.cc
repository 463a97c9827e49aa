#include "book/list_source.h"

#include <set>

#include "base/sha256.h"
#include "base/text_util.h"
#include "lists/listing_meanings.h"
#include "lists/parcel.h"
#include "lists/read_list.h"
#include "lists/starter.h"

namespace licet {

namespace {

// The hash of one file is that of its bytes as given; of a folder that of all names and hashes.
std::string hash_of(const std::vector<ListFile>& files) {
  if (files.size() == 1) return sha256_hex(files.front().bytes);
  std::string all;
  for (const ListFile& file : files) all += concat(file.name, " ", sha256_hex(file.bytes), "\n");
  return sha256_hex(all);
}

ListInfo list_info(const LegalList& legal, const Parcel& parcel) {
  ListInfo info;
  info.id = legal.id;
  info.title = legal.title;
  info.purpose = legal.purpose;
  info.publisher = legal.publisher.empty() ? parcel.publisher : legal.publisher;
  info.url = legal.url.empty() ? parcel.url : legal.url;
  info.complete_from = parcel.complete_from.day;
  return info;
}

// Each text that the table of meanings does not have is told once.
void give_meanings(BuildSource& source) {
  std::set<std::string> told;
  const auto tell = [&](const std::string& text, const std::string& meaning) {
    if (meaning != kUnknownTextMeaning || !told.insert(text).second) return;
    ListDiagnostic diagnostic;
    diagnostic.list = source.parcel.id;
    diagnostic.reason = concat("a text without a named meaning, taken as the strictest: ", ticked(text));
    source.diagnostics.push_back(std::move(diagnostic));
  };
  for (Party& party : source.parties) {
    for (Listing& listing : party.listings) {
      if (ListingMeanings::builtin().complete(listing)) continue;
      tell(listing.requirement, listing.requirement_meaning);
      tell(listing.policy, listing.policy_meaning);
    }
  }
}

}  // namespace

Result<ListArgument> parse_list_argument(std::string_view text) {
  const std::size_t equals = text.find('=');
  ListArgument out;
  if (equals != std::string_view::npos) {
    out.id = text.substr(0, equals);
    out.path = text.substr(equals + 1);
  }
  if (const std::size_t at = out.path.rfind('@'); at != std::string::npos) {
    if (const Result<Date> day = parse_date(std::string_view(out.path).substr(at + 1))) {
      out.as_of = *day;
      out.path.resize(at);
    }
  }
  if (out.id.empty() || out.path.empty())
    return Error{ErrorCode::kInvalidArgument,
                 concat("flag `--list`: expected ID=PATH or ID=PATH@DAY, got ", ticked(text))};
  return out;
}

Result<BuildSource> read_source_files(const Parcel& parcel, std::vector<ListFile> files,
                                      const std::optional<Date>& as_of) {
  const std::string sha256 = hash_of(files);
  LICET_TRY(ListContent content, read_list(parcel, std::move(files)));
  BuildSource source;
  source.parcel = {parcel.id,       parcel.title, as_of ? as_of : content.as_of, content.records, content.names,
                   content.skipped, sha256};
  source.parties = std::move(content.parties);
  source.diagnostics = std::move(content.diagnostics);
  give_meanings(source);
  source.rank = parcel.merge_rank;
  source.whole = parcel.complete_from.as_of;
  for (const LegalList& legal : parcel.lists) source.lists.push_back(list_info(legal, parcel));
  return source;
}

Result<BuildSource> read_source(const ListArgument& argument) {
  LICET_TRY(const Parcel parcel, find_parcel(argument.id));
  LICET_TRY(std::vector<ListFile> files, load_list_files(argument.path));
  return read_source_files(parcel, std::move(files), argument.as_of);
}

}  // namespace licet
