// Reads compressed bytes as they are: gzip and Zstandard are known by their first bytes, all else is left alone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace licet {

// Unpacks a stream of gzip or Zstandard block by block; several members or frames are joined.
class Unpacker {
 public:
  virtual ~Unpacker() = default;
  // How many of the first bytes of an input tell its form.
  static constexpr std::size_t kTold = 4;
  // For an input that begins with these bytes; nullptr if it is packed by neither. `name` stands in messages.
  // Errors: kResource.
  static Result<std::unique_ptr<Unpacker>> for_input(std::string_view beginning, const std::string& name);

  // Takes bytes from the front of `packed` and appends what they unpack to, one block of bounded size at most. Where it
  // appends nothing and leaves nothing in `packed`, it needs more. Errors: kParse (damaged).
  virtual Status unpack(std::string_view& packed, std::string& out) = 0;
  // May the input end here? Errors: kParse (cut short).
  virtual Status finish() const = 0;
};

// The content of `bytes`: unpacked if they begin as gzip or Zstandard do, else `bytes`. `name` stands in messages,
// `most_bytes` bounds what is unpacked. Errors: as Unpacker; kInvalidArgument (unpacks to more than most_bytes).
Result<std::string> decompressed(std::string bytes, const std::string& name, std::uint64_t most_bytes);

}  // namespace licet
