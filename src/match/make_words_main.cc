// The build step that writes the word tables: licet_make_words FILE.
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "match/words_maker.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: licet_make_words FILE\n", stderr);
    return 2;
  }
  const std::vector<std::uint32_t> image = licet::make_word_tables();
  const std::string_view bytes(reinterpret_cast<const char*>(image.data()), image.size() * sizeof(std::uint32_t));
  const auto written = licet::write_file_atomically(argv[1], bytes);
  if (written) return 0;
  std::fprintf(stderr, "%s\n", written.error().message.c_str());
  return 1;
}
