// The starter book inside the program. The assembler copies the file; the build names it as a dependency of
// this file.
#include <string_view>

#include "book/book.h"

asm(".section .rodata\n"
    ".balign 16\n"
    ".globl licet_starter_book_begin\n"
    "licet_starter_book_begin:\n"
    ".incbin \"" LICET_STARTER_BOOK
    "\"\n"
    ".globl licet_starter_book_end\n"
    "licet_starter_book_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" {
// NOLINTNEXTLINE(readability-identifier-naming): a symbol of the assembler's
extern const char licet_starter_book_begin[];
// NOLINTNEXTLINE(readability-identifier-naming): a symbol of the assembler's
extern const char licet_starter_book_end[];
}

namespace licet {

std::string_view starter_book_bytes() {
  return {licet_starter_book_begin, static_cast<std::size_t>(licet_starter_book_end - licet_starter_book_begin)};
}

}  // namespace licet
