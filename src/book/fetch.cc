#include "book/fetch.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "base/file.h"
#include "base/text_util.h"
#include "book/assemble.h"
#include "book/book.h"
#include "book/download.h"
#include "book/list_source.h"
#include "lists/parcel.h"
#include "lists/read_list.h"

namespace licet {

namespace {

// One fetch at a time for one folder; the lock ends with the process.
class FolderLock {
 public:
  FolderLock() = default;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock() {
    if (file_ >= 0) ::close(file_);
  }

  Status take(const std::string& folder) {
    const std::string path = concat(folder, "/fetch.lock");
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0) return Error{ErrorCode::kResource, concat("cannot write in ", ticked(folder))};
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0)
      return Error{ErrorCode::kResource, concat("another `book fetch` is at work in ", ticked(folder))};
    return {};
  }

 private:
  int file_ = -1;
};

bool is_page(std::string_view bytes) {
  const std::string head = ascii_lower(trimmed(bytes.substr(0, 512)));
  return head.starts_with("<!doctype html") || head.starts_with("<html");
}

// A list that was read, with its files.
struct Fetched {
  FetchedList report;
  std::vector<ListFile> files;
  std::optional<BuildSource> source;
};

class Fetch {
 public:
  Fetch(const FetchOptions& options, const BookContent& base) : options_(options), base_(base) {}

  Result<FetchReport> run() {
    report_.path = concat(options_.folder, "/licet.book");
    LICET_RETURN_IF_ERROR(check_from());
    LICET_TRY(const std::vector<std::string> ids, chosen());
    LICET_RETURN_IF_ERROR(make_folder(options_.folder));
    LICET_RETURN_IF_ERROR(lock_.take(options_.folder));
    LICET_RETURN_IF_ERROR(read_last_book());
    for (const std::string& id : ids) {
      if (options_.started) options_.started(id);
      all_.push_back(fetch_list(id));
    }
    keep_others(ids);
    const bool doubtful = std::any_of(all_.begin(), all_.end(),
                                      [](const Fetched& one) { return one.report.state == FetchState::kRefused; });
    if (!doubtful) LICET_RETURN_IF_ERROR(write());
    for (Fetched& one : all_) report_.lists.push_back(std::move(one.report));
    report_.written = !doubtful;
    return std::move(report_);
  }

 private:
  Status check_from() {
    if (options_.from.empty() || is_safe_address(options_.from)) return {};
    std::error_code failure;
    if (std::filesystem::is_directory(options_.from, failure)) return {};
    return Error{ErrorCode::kInvalidArgument,
                 concat("expected a folder, or an address that begins with `https://`, got ", ticked(options_.from))};
  }

  Result<std::vector<std::string>> chosen() const {
    const std::vector<std::string> offered = downloadable_lists();
    if (options_.only.empty()) return offered;
    std::vector<std::string> ids = options_.only;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const std::string& id : ids) {
      if (std::find(offered.begin(), offered.end(), id) != offered.end()) continue;
      LICET_TRY([[maybe_unused]] const Parcel parcel, find_parcel(id));
      return Error{ErrorCode::kInvalidArgument,
                   concat("list ", ticked(id), " is not offered as a file that can be read; offered are ",
                          joined(offered, ", "))};
    }
    return ids;
  }

  static Status make_folder(const std::string& folder) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure)
      return Error{ErrorCode::kResource, concat("cannot make the folder ", ticked(folder), ": ", failure.message())};
    return {};
  }

  Status read_last_book() {
    Result<std::shared_ptr<const Book>> last = Book::open(report_.path);
    if (last) {
      last_ = (*last)->content().parcels;
      std::erase_if(last_, [](const ParcelInfo& parcel) { return parcel.sha256.empty(); });  // the starter
      return {};
    }
    if (last.error().code == ErrorCode::kNotFound) return {};
    return Error{last.error().code, concat("the last book ", ticked(report_.path), ": ", last.error().message,
                                           "; remove it to begin anew")};
  }

  std::optional<ParcelInfo> last_of(const std::string& id) const {
    const auto at = std::find_if(last_.begin(), last_.end(), [&](const ParcelInfo& parcel) { return parcel.id == id; });
    return at == last_.end() ? std::nullopt : std::optional(*at);
  }

  // ---- one list ----

  Fetched fetch_list(const std::string& id) const {
    Fetched out;
    out.report.id = id;
    out.report.before = last_of(id);
    const Status done = take_list(out);
    if (!done) out.report.reason = done.error().message;
    return out;
  }

  Status take_list(Fetched& out) const {
    LICET_TRY(const Parcel parcel, find_parcel(out.report.id));
    for (const DownloadFile& file : parcel.downloads) {
      LICET_TRY(std::string bytes, bytes_of(parcel, file));
      if (trimmed(bytes).empty()) return Error{ErrorCode::kResource, concat(file.file, ": empty")};
      if (is_page(bytes)) return Error{ErrorCode::kResource, concat(file.file, ": a web page in place of the list")};
      out.files.push_back(ListFile{file.file, std::move(bytes)});
    }
    LICET_TRY(BuildSource source, read_source_files(parcel, out.files, std::nullopt));
    if (!source.parcel.as_of) source.parcel.as_of = options_.today;
    out.report.now = source.parcel;
    LICET_RETURN_IF_ERROR(check_size(parcel, source.parcel));
    if (out.report.before) LICET_RETURN_IF_ERROR(compare(*out.report.before, source.parcel));
    const bool same = out.report.before && out.report.before->sha256 == source.parcel.sha256;
    out.report.state = same ? FetchState::kUnchanged : FetchState::kNew;
    out.source = std::move(source);
    return {};
  }

  Result<std::string> bytes_of(const Parcel& parcel, const DownloadFile& file) const {
    if (options_.from.empty()) return download(file.url, parcel.most_download_bytes);
    const bool slash = options_.from.ends_with('/');
    const std::string place = concat(options_.from, slash ? "" : "/", parcel.id, "/", file.file);
    if (is_safe_address(options_.from)) return download(place, parcel.most_download_bytes);
    return read_file(place, parcel.most_download_bytes);
  }

  static Status check_size(const Parcel& parcel, const ParcelInfo& now) {
    if (now.records < parcel.least_records || now.records > parcel.most_records)
      return Error{ErrorCode::kResource,
                   concat(now.records, " records: usual are ", parcel.least_records, " to ", parcel.most_records)};
    if (now.skipped > now.records / kLeastReadPerSkipped)
      return Error{ErrorCode::kResource,
                   concat(now.skipped, " of ", now.records + now.skipped, " records could not be read")};
    return {};
  }

  Status compare(const ParcelInfo& before, const ParcelInfo& now) const {
    if (options_.accept_smaller) return {};
    const auto shrank = [](std::uint64_t was, std::uint64_t is) { return is * 100 < was * (100 - kMostShrinkPercent); };
    constexpr const char* kHow = "; `--accept-smaller` takes it";
    if (shrank(before.records, now.records))
      return Error{ErrorCode::kResource, concat(now.records, " records, ", before.records, " in the last book", kHow)};
    if (shrank(before.names, now.names))
      return Error{ErrorCode::kResource, concat(now.names, " names, ", before.names, " in the last book", kHow)};
    if (before.as_of && now.as_of && *now.as_of < *before.as_of)
      return Error{ErrorCode::kResource, concat("of ", to_string(*now.as_of), ", older than that of the last book, ",
                                                to_string(*before.as_of), kHow)};
    return {};
  }

  std::string kept_folder(const ParcelInfo& parcel) const {
    return concat(options_.folder, "/lists/", parcel.id, "/", parcel.sha256);
  }

  // The other lists of the last book stay in the new one, from the files that were kept.
  void keep_others(const std::vector<std::string>& ids) {
    for (const ParcelInfo& parcel : last_) {
      if (std::find(ids.begin(), ids.end(), parcel.id) != ids.end()) continue;
      Fetched out;
      out.report.id = parcel.id;
      out.report.before = parcel;
      out.report.now = parcel;
      Result<BuildSource> source = read_source(ListArgument{parcel.id, kept_folder(parcel), parcel.as_of});
      if (!source) {
        out.report.reason = concat("the file that the last book has it from is not kept: ", source.error().message);
      } else if (source->parcel.sha256 != parcel.sha256) {
        out.report.reason = concat("the file kept in ", ticked(kept_folder(parcel)), " was changed");
      } else {
        out.report.state = FetchState::kKept;
        out.source = std::move(source).value();
      }
      all_.push_back(std::move(out));
    }
  }

  // ---- taking effect ----

  Status write() {
    std::vector<BuildSource> sources;
    std::vector<ParcelInfo> parcels;
    for (Fetched& one : all_) {
      parcels.push_back(one.source->parcel);
      if (one.report.state != FetchState::kKept) LICET_RETURN_IF_ERROR(keep_files(one));
      sources.push_back(std::move(*one.source));
    }
    LICET_TRY(const BookContent content, assemble_book(base_, true, std::move(sources), FrDates::builtin()));
    const std::string bytes = save_book(content);
    LICET_TRY([[maybe_unused]] const std::shared_ptr<const Book> book, Book::load(bytes));
    LICET_RETURN_IF_ERROR(write_file_atomically(report_.path, bytes));
    for (const ParcelInfo& parcel : parcels) remove_older(parcel);
    return {};
  }

  Status keep_files(const Fetched& one) const {
    const std::string folder = kept_folder(one.source->parcel);
    LICET_RETURN_IF_ERROR(make_folder(folder));
    for (const ListFile& file : one.files)
      LICET_RETURN_IF_ERROR(write_file_atomically(concat(folder, "/", file.name), file.bytes));
    return {};
  }

  // Files of earlier fetches; what cannot be removed does no harm.
  void remove_older(const ParcelInfo& parcel) const {
    std::error_code failure;
    const std::filesystem::path folder = concat(options_.folder, "/lists/", parcel.id);
    std::vector<std::filesystem::path> older;
    for (std::filesystem::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure))
      if (it->path().filename() != parcel.sha256) older.push_back(it->path());
    for (const std::filesystem::path& path : older) std::filesystem::remove_all(path, failure);
  }

  const FetchOptions& options_;
  const BookContent& base_;
  FolderLock lock_;
  FetchReport report_;
  std::vector<ParcelInfo> last_;
  std::vector<Fetched> all_;
};

}  // namespace

const char* to_string(FetchState state) {
  switch (state) {
    case FetchState::kNew:
      return "new";
    case FetchState::kUnchanged:
      return "unchanged";
    case FetchState::kKept:
      return "kept";
    case FetchState::kRefused:
      return "refused";
  }
  return "refused";
}

std::vector<std::string> downloadable_lists() {
  std::vector<std::string> out;
  for (const std::string& id : builtin_parcel_ids())
    if (const Result<Parcel> parcel = find_parcel(id); parcel && !parcel->downloads.empty()) out.push_back(id);
  return out;
}

Result<FetchReport> fetch_book(const FetchOptions& options, const BookContent& base) {
  return Fetch(options, base).run();
}

}  // namespace licet
