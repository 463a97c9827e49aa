#include "book/build.h"

#include <algorithm>

#include "base/date.h"
#include "base/file.h"
#include "base/text_util.h"
#include "base/utf8.h"
#include "lists/starter.h"

namespace licet {

namespace {

constexpr std::string_view kAsOfFile = "as_of";

Result<std::string> read_as_of(const std::string& text) {
  const std::string_view day = trimmed(text);
  if (!parse_date(day)) return Error{ErrorCode::kParse, concat("law/as_of: expected a day, found ", ticked(day))};
  return std::string(day);
}

ParcelInfo starter_parcel(const StarterData& data) {
  ParcelInfo parcel;
  parcel.id = kStarterParcel;
  parcel.title = "Built-in starter data";
  parcel.records = data.parties.size();
  for (const Party& party : data.parties) parcel.names += party.names.size();
  for (const ListInfo& list : data.lists) parcel.as_of = std::max(parcel.as_of, list.as_of);
  return parcel;
}

}  // namespace

Status read_law_folder(const std::string& folder, BookContent& content) {
  LICET_TRY(const std::vector<std::string> paths, list_files(folder, ""));
  for (const std::string& path : paths) {
    LICET_TRY(std::string text, read_file(concat(folder, "/", path)));
    if (find_invalid_utf8(text)) return Error{ErrorCode::kParse, concat("law/", path, ": not UTF-8")};
    if (path == kAsOfFile) {
      LICET_TRY(content.law_as_of, read_as_of(text));
    } else {
      content.law.push_back(LawFile{path, std::move(text)});
    }
  }
  return {};
}

Result<BookContent> read_book_sources(const std::string& data_folder, const std::string& law_folder) {
  LICET_TRY(const StarterTables tables, load_starter_tables(data_folder));
  LICET_TRY(StarterData data, read_starter(tables));
  BookContent content;
  content.parcels.push_back(starter_parcel(data));
  content.lists = std::move(data.lists);
  content.parties = std::move(data.parties);
  content.chips = std::move(data.chips);
  content.places = std::move(data.places);
  LICET_RETURN_IF_ERROR(read_law_folder(law_folder, content));
  return content;
}

}  // namespace licet
