// Reads compressed bytes as they are: gzip and Zstandard are known by their first bytes, all else is left alone.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace licet {

// The content of `bytes`: unpacked if they begin as gzip or Zstandard do (several members or frames are joined), else
// `bytes`. `name` stands in messages, `most_bytes` bounds what is unpacked. Errors: kParse (damaged or cut short),
// kInvalidArgument (unpacks to more than most_bytes).
Result<std::string> decompressed(std::string bytes, const std::string& name, std::uint64_t most_bytes);

}  // namespace licet
