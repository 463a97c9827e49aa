#include "apps/cli/stream.h"

#include <doctest/doctest.h>

#include "apps/cli/input.h"
#include "base/table.h"
#include "base/text_util.h"
#include "tests/support/soak.h"

namespace licet::cli {

namespace {

using Pieces = std::vector<std::string>;

// Each with its line.
template <typename Next>
Pieces pieces(std::string text, Next next) {
  TextStream stream = TextStream::of_text(std::move(text));
  Pieces out;
  for (auto piece = next(stream); piece && *piece; piece = next(stream)) {
    const Piece& one = **piece;
    out.push_back(concat(one.line, ":", one.fault ? one.fault->message : one.text));
  }
  return out;
}

Pieces lines(std::string text) {
  return pieces(std::move(text), [](TextStream& stream) { return stream.line(); });
}

Pieces records(std::string text) {
  return pieces(std::move(text), [](TextStream& stream) { return stream.record(); });
}

}  // namespace

TEST_CASE("TextStream: lines without blanks, blank ones passed over") {
  CHECK(lines("\xEF\xBB\xBF  a \r\n\n \t\nb\nc") == Pieces{"1:a", "4:b", "5:c"});
  CHECK(lines("") == Pieces{});
  CHECK(lines(" \n\n") == Pieces{});
}

TEST_CASE("TextStream: records as CsvReader cuts them") {
  CHECK(records("\xEF\xBB\xBF"
                "a,b\r\n\r\n\"x\n\"\"y\",2\nlast") == Pieces{"1:a,b\r\n", "3:\"x\n\"\"y\",2\n", "5:last"});
  CHECK(records("a,b\"c\nd\n") == Pieces{"1:a,b\"c\n", "2:d\n"});
}

TEST_CASE("TextStream: nothing behind an open quote is lost") {
  CHECK(records("1,a\n2,\"b\n3,c\n4,d\n") ==
        Pieces{"1:1,a\n", "2:line 2: a quote is opened and never closed", "3:3,c\n", "4:4,d\n"});
  CHECK(records("\"x\ny\",\"z\n3\n") == Pieces{"1:line 2: a quote is opened and never closed", "3:3\n"});
}

TEST_CASE("TextStream: what is too long is a fault in its place") {
  const std::string longer(TextStream::kMostRecord + 1, 'x');
  CHECK(records(concat("a\n", longer, "\nb\n")) == Pieces{"1:a\n", "2:line 2: longer than 1048576 bytes", "3:b\n"});
  CHECK(records(concat("a\n\"", longer, "\nb\n")) ==
        Pieces{"1:a\n", "2:line 2: a quote is opened and not closed within 1048576 bytes", "3:b\n"});
}

TEST_CASE("TextStream: `rest` is what was not taken, up to a limit") {
  TextStream stream = TextStream::of_text("a\nb\nc");
  REQUIRE((*stream.line())->text == "a");
  CHECK(!stream.rest(2));
  CHECK((*stream.peek_line())->text == "b");
  CHECK(*stream.rest(3) == "b\nc");
  CHECK(!*stream.line());
}

TEST_SUITE("soak stream") {
  TEST_CASE("TextStream: random text has the rows that CsvReader finds in the whole") {
    std::uint32_t state = 7;
    const auto random = [&state](std::uint32_t below) {
      return (state = state * 1664525 + 1013904223) / 65536 % below;
    };
    for (int round = 0; round < 4000 * test::soak_factor(); ++round) {
      std::string text;
      for (std::uint32_t i = random(24); i > 0; --i) text.push_back("ab,\n\"\r"[random(6)]);
      CAPTURE(text);
      CsvReader whole(text);
      TextStream stream = TextStream::of_text(text);
      for (;;) {
        const auto row = whole.next();
        const auto record = stream.record();
        REQUIRE(record);
        if (!row) {
          CHECK((*record)->fault->message == row.error().message);
          break;
        }
        REQUIRE(row->has_value() == record->has_value());
        if (!*row) break;
        CHECK((*row)->line == (*record)->line);
        CHECK((*row)->cells == record_cells(**record));
      }
    }
  }
}

}  // namespace licet::cli
