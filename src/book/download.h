// Bytes from the network, through the curl library that the machine has: it is loaded at the first download, so that
// the program runs where there is none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace licet {

// May the program read from it? `https://...`, and `http://` on this machine alone (127.0.0.1, [::1], localhost).
bool is_safe_address(std::string_view url);

// All bytes behind `url`, at most `most_bytes`. Redirections are followed to safe addresses only. A connection that
// stands still for a minute is given up. Errors: kInvalidArgument (no safe address), kUnsupported (no curl library),
// kResource (no connection, an answer other than success, cut short, too large); each names the address.
Result<std::string> download(const std::string& url, std::uint64_t most_bytes);

}  // namespace licet
