// Files: whole reads with clear errors, writes that never leave a half file behind.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace licet {

// The bytes of a regular file; "-" reads standard input. `most_bytes` bounds the read.
// Errors: kNotFound (no such file, or a folder), kInvalidArgument (larger than most_bytes), kResource.
Result<std::string> read_file(const std::string& path, std::uint64_t most_bytes = std::uint64_t{1} << 33);

// A regular file as read-only memory, shared between the processes that map it. The file must not be changed in place
// (write_file_atomically replaces it).
class MappedFile {
 public:
  MappedFile() = default;  // no bytes
  // Errors: kNotFound (no such file, or no regular one), kResource.
  static Result<MappedFile> open(const std::string& path);

  std::string_view bytes() const { return {data_, size_}; }

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// Writes beside `path`, syncs and renames: a reader sees the old file or the new one, never a part.
// Errors: kResource, kNotFound (no such folder).
Status write_file_atomically(const std::string& path, std::string_view bytes);

// Paths below `folder` of regular files whose name ends in `suffix`, relative to `folder`, sorted by bytes.
// Errors: kNotFound.
Result<std::vector<std::string>> list_files(const std::string& folder, std::string_view suffix);

}  // namespace licet
