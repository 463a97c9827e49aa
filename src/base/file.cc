#include "base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/system_error.h"
#include "base/text_util.h"

namespace licet {

namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Status write_all(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::uint64_t most_bytes) {
  const bool standard_input = path == "-";
  const FileDescriptor file(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_error("open", path, errno);
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return system_error("read", path, errno);
  if (S_ISDIR(status.st_mode))
    return Error{ErrorCode::kNotFound, concat("expected a file, ", ticked(path), " is a folder")};
  std::string bytes;
  if (S_ISREG(status.st_mode)) bytes.reserve(static_cast<std::size_t>(status.st_size));
  constexpr std::size_t kBlock = std::size_t{1} << 18;
  std::string block(kBlock, '\0');
  for (;;) {
    const ssize_t n = ::read(file.get(), block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error("read", path, errno);
    if (n == 0) return bytes;
    bytes.append(block, 0, static_cast<std::size_t>(n));
    if (bytes.size() > most_bytes) {
      return Error{ErrorCode::kInvalidArgument,
                   concat(ticked(path), " is larger than the limit of ", most_bytes, " bytes")};
    }
  }
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_error("open", path, errno);
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return system_error("read", path, errno);
  if (S_ISDIR(status.st_mode))
    return Error{ErrorCode::kNotFound, concat("expected a file, ", ticked(path), " is a folder")};
  if (!S_ISREG(status.st_mode))
    return Error{ErrorCode::kNotFound, concat("expected a regular file, ", ticked(path), " is none")};
  MappedFile mapped;
  mapped.size_ = static_cast<std::size_t>(status.st_size);
  if (mapped.size_ == 0) return mapped;
  void* data = ::mmap(nullptr, mapped.size_, PROT_READ, MAP_SHARED | MAP_POPULATE, file.get(), 0);
  if (data == MAP_FAILED) {
    const int number = errno;
    mapped.size_ = 0;
    return system_error("map", path, number);
  }
  mapped.data_ = static_cast<const char*>(data);
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

Status write_file_atomically(const std::string& path, std::string_view bytes) {
  const std::string part = concat(path, ".part.", static_cast<long>(::getpid()));
  {
    const FileDescriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) return system_error("create", part, errno);
    Status written = write_all(file.get(), bytes, part);
    if (written && ::fsync(file.get()) != 0) written = system_error("sync", part, errno);
    if (!written) {
      ::unlink(part.c_str());
      return written;
    }
  }
  if (::rename(part.c_str(), path.c_str()) != 0) {
    const int number = errno;
    ::unlink(part.c_str());
    return system_error("rename to", path, number);
  }
  return {};
}

Result<std::vector<std::string>> list_files(const std::string& folder, std::string_view suffix) {
  std::error_code failure;
  std::vector<std::string> found;
  for (std::filesystem::recursive_directory_iterator it(folder, failure), end; !failure && it != end;
       it.increment(failure)) {
    if (!it->is_regular_file(failure) || failure) continue;
    std::string name = std::filesystem::relative(it->path(), folder, failure).generic_string();
    if (name.ends_with(suffix)) found.push_back(std::move(name));
  }
  if (failure) return system_error("list", folder, failure.value());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace licet
