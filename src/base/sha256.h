// SHA-256, the one hash of books, answers, statements and the ledger.
#pragma once

#include <string>
#include <string_view>

namespace licet {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace licet
