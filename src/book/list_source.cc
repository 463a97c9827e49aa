#include "book/list_source.h"

#include <sys/stat.h>

#include "base/compress.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text_util.h"
#include "lists/parcel.h"
#include "lists/read_list.h"

namespace licet {

namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 30;  // of one unpacked file

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

struct SourceFiles {
  std::vector<ListFile> files;
  std::string sha256;
};

// The hash of one file is that of its bytes as given; of a folder that of all names, sizes and bytes.
Result<SourceFiles> read_files(const std::string& path) {
  SourceFiles out;
  if (!is_folder(path)) {
    LICET_TRY(std::string bytes, read_file(path));
    out.sha256 = sha256_hex(bytes);
    LICET_TRY(std::string unpacked, decompressed(std::move(bytes), path, kMostBytes));
    out.files.push_back({path, std::move(unpacked)});
    return out;
  }
  LICET_TRY(const std::vector<std::string> names, list_files(path, ""));
  std::string all;
  for (const std::string& name : names) {
    const std::string whole = concat(path, "/", name);
    LICET_TRY(std::string bytes, read_file(whole));
    all += concat(name, " ", sha256_hex(bytes), "\n");
    LICET_TRY(std::string unpacked, decompressed(std::move(bytes), whole, kMostBytes));
    out.files.push_back({whole, std::move(unpacked)});
  }
  if (names.empty()) return Error{ErrorCode::kNotFound, concat("the folder ", ticked(path), " holds no file")};
  out.sha256 = sha256_hex(all);
  return out;
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

void check_size(const Parcel& parcel, const std::string& path, BuildSource& source) {
  const std::uint64_t records = source.parcel.records + source.parcel.skipped;
  if (records >= parcel.least_records && records <= parcel.most_records) return;
  ListDiagnostic diagnostic;
  diagnostic.list = parcel.id;
  diagnostic.file = path;
  diagnostic.reason = concat(records, " records, where ", parcel.least_records, " to ", parcel.most_records, " are usual: is the file whole?");
  source.diagnostics.push_back(std::move(diagnostic));
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
    return Error{ErrorCode::kInvalidArgument, concat("flag `--list`: expected ID=PATH or ID=PATH@DAY, got ", ticked(text))};
  return out;
}

Result<BuildSource> read_source(const ListArgument& argument) {
  LICET_TRY(const Parcel parcel, find_parcel(argument.id));
  LICET_TRY(const SourceFiles files, read_files(argument.path));
  LICET_TRY(ListContent content, read_list(parcel, files.files));
  BuildSource source;
  source.parcel = {parcel.id, parcel.title, argument.as_of ? argument.as_of : content.as_of, content.records, content.names, content.skipped, files.sha256};
  source.parties = std::move(content.parties);
  source.diagnostics = std::move(content.diagnostics);
  source.rank = parcel.merge_rank;
  source.whole = parcel.complete_from.as_of;
  for (const LegalList& legal : parcel.lists) source.lists.push_back(list_info(legal, parcel));
  check_size(parcel, argument.path, source);
  return source;
}

}  // namespace licet
