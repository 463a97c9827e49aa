// The build step that makes the starter book: make_book DATA_FOLDER LAW_FOLDER OUT_FILE.
#include <cstdio>

#include "base/file.h"
#include "base/text_util.h"
#include "book/build.h"

namespace {

licet::Status make_book(const std::string& data, const std::string& law, const std::string& out) {
  LICET_TRY(const licet::BookContent content, licet::read_book_sources(data, law));
  const std::string bytes = licet::save_book(content);
  LICET_TRY([[maybe_unused]] const licet::BookContent again, licet::read_book(bytes));
  return licet::write_file_atomically(out, bytes);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: make_book DATA_FOLDER LAW_FOLDER OUT_FILE\n");
    return 2;
  }
  if (const licet::Status made = make_book(argv[1], argv[2], argv[3]); !made) {
    std::fprintf(stderr, "make_book: %s\n", made.error().message.c_str());
    return 2;
  }
  return 0;
}
