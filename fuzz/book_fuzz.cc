#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "book_edit.h"

// The first byte says whether the rest is a book as it is or a script of changes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const bool script = data[0] != 'b';
  const std::string fault = licet::fuzz::fault_of_book(script ? licet::fuzz::edited_book(rest) : rest);
  if (fault.empty()) return 0;
  std::fprintf(stderr, "%s\n", fault.c_str());
  std::abort();
}
