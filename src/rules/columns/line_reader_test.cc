// The reader of plain lines against the order reader: lines whose keys come in changing order, with space between, with
// faults; and the cursor below it.
#include "rules/columns/line_reader.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/file.h"
#include "base/json.h"
#include "base/text_util.h"
#include "rules/facts/order_reader.h"
#include "rules/plan/plan.h"
#include "support/random_law.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

const Date kDay = make_date(2024, 1, 1).value();

std::shared_ptr<const Law> random_law() {
  auto law = Law::load(random_sources(RandomLaw(3, {}).text()));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  return *law;
}

std::string space(RandomNumbers& random) {
  return random.chance(70) ? "" : random.chance(50) ? " " : "\t \r";
}

// The same value, the members of its objects in another order.
std::string shuffled(const Json& value, RandomNumbers& random, bool spaces) {
  const auto gap = [&] { return spaces ? space(random) : std::string(); };
  std::vector<std::string> parts;
  if (value.is_array()) {
    for (const Json& item : value.items()) parts.push_back(shuffled(item, random, spaces));
  } else if (value.is_object()) {
    for (const auto& [key, one] : value.members())
      parts.push_back(concat("\"", key, "\"", gap(), ":", gap(), shuffled(one, random, spaces)));
    for (std::size_t i = parts.size(); i > 1; --i)
      std::swap(parts[i - 1], parts[random.below(static_cast<std::uint32_t>(i))]);
  } else {
    return value.dump();
  }
  std::string out;
  for (const std::string& part : parts) out += concat(out.empty() ? "" : ",", gap(), part, gap());
  return value.is_array() ? concat("[", out, "]") : concat("{", out, "}");
}

std::string broken(std::string line, RandomNumbers& random) {
  static const std::vector<std::string> kBits = {"\"",
                                                 ",",
                                                 "}",
                                                 "[",
                                                 ":",
                                                 "\\",
                                                 "0",
                                                 "-",
                                                 "1e3",
                                                 "1.5",
                                                 ".",
                                                 " ",
                                                 "null",
                                                 "\xc3\xa9",
                                                 "\xff",
                                                 "\x01",
                                                 "\"unknowable\"",
                                                 "{\"at_least\":3}",
                                                 "true",
                                                 "123456789012345678901",
                                                 "0.0000001",
                                                 "\"id\":7,",
                                                 "x"};
  const std::size_t at = random.below(static_cast<std::uint32_t>(line.size()));
  if (random.chance(40)) {
    line.insert(at, random.pick(kBits));
  } else if (random.chance(50)) {
    line.erase(at, 1 + random.below(3));
  } else if (const std::size_t colon = line.find(':', at); colon != std::string::npos) {
    const std::size_t end = std::min(line.find_first_of(",}", colon), line.size());
    line.replace(colon + 1, end - colon - 1, random.pick(kBits));
  }
  return line;
}

bool same_cells(const Batch& a, const Batch& b) {
  for (std::size_t group = 0; group < a.groups().size(); ++group) {
    const BatchGroup& one = a.groups()[group];
    const BatchGroup& other = b.groups()[group];
    if (one.orders != other.orders || one.begin != other.begin) return false;
    for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
      const KindColumns& x = one.columns[kind];
      const KindColumns& y = other.columns[kind];
      if (x.codes != y.codes || x.wide_codes != y.wide_codes || x.figures != y.figures) return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("line reader: lines with their keys in any order, and broken ones, are read as by the order reader or not") {
  const auto law = random_law();
  ColumnLayout layout(*law);
  LineReader reader(layout, kDay);
  RandomNumbers random(29);
  StagedOrder staged;
  int plain = 0;
  int refused = 0;
  for (int i = 0; i < 1500; ++i) {
    std::string line = random_order(random, {.legs = 1 + random.below(2)});
    if (i % 3 > 0) line = shuffled(*parse_json(line), random, i % 3 == 1);
    if (i % 2 > 0) line = broken(line, random);
    const bool read = reader.read(line, staged);
    const auto json = parse_json(line);
    const auto order = json ? read_order(*json, *law, nullptr, kDay) : Result<OrderInput>(json.error());
    refused += order ? 0 : 1;
    if (!read) continue;
    ++plain;
    REQUIRE_MESSAGE(order.has_value(), line);
    Batch by_line(layout, law_boundaries(*law));
    Batch by_case(layout, law_boundaries(*law));
    by_line.add(staged);
    by_case.add(order->facts);
    CHECK_MESSAGE(same_cells(by_line, by_case), line);
  }
  CHECK(plain > 400);
  CHECK(refused > 200);
}

TEST_CASE("line reader: numbers of lines, and what the law looks up of a code, are read as by the order reader") {
  std::vector<LawSource> files;
  for (const std::string& path : list_files(LICET_SOURCE_DIR "/law", "").value())
    files.push_back({path, read_file(LICET_SOURCE_DIR "/law/" + path).value()});
  const auto law = Law::load(files);
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  ColumnLayout layout(**law);
  LineReader reader(layout, kDay);
  const int absent = (*law)->schema().find("item.paragraph_absent");
  REQUIRE(absent >= 0);
  StagedOrder staged;
  for (const auto& [code, is_absent] :
       {std::pair("6A998.zz", "true"), std::pair("6A998.a", "false"), std::pair("6A998", "false"),
        std::pair("3A001.b", "false"), std::pair("3A001.b.99", "true"), std::pair("EAR99", "false")}) {
    const std::string line = concat(R"({"items":[{"line":1,"eccn":")", code, R"("},{"line":2}]})");
    REQUIRE_MESSAGE(reader.read(line, staged), line);
    const auto order = read_order(*parse_json(line), **law, nullptr, kDay);
    REQUIRE_MESSAGE(order.has_value(), line);
    const Possible* said = order->facts.find(order->facts.items[0], absent);
    REQUIRE_MESSAGE(said != nullptr, line);
    CHECK_MESSAGE(said->words == std::vector<std::string>{is_absent}, line);
    CHECK(order->facts.find(order->facts.items[1], absent) == nullptr);
    Batch by_line(layout, law_boundaries(**law));
    Batch by_case(layout, law_boundaries(**law));
    by_line.add(staged);
    by_case.add(order->facts);
    CHECK_MESSAGE(same_cells(by_line, by_case), line);
  }
  for (const char* line : {R"({"items":[{"line":0}]})", R"({"items":[{"line":1},{"line":1}]})"}) {
    CHECK_MESSAGE(!reader.read(line, staged), line);
    CHECK_MESSAGE(!read_order(*parse_json(line), **law, nullptr, kDay), line);
  }
}

TEST_CASE("line reader: what a ratio and its divisor say of the dividend is for the order reader") {
  const auto law = random_law();
  ColumnLayout layout(*law);
  LineReader reader(layout, kDay);
  StagedOrder staged;
  CHECK(!reader.read(R"({"items":[{"ratio":2,"area":3}]})", staged));
  CHECK(reader.read(R"({"items":[{"ratio":2}]})", staged));
  CHECK(reader.read(R"({"items":[{"n":2,"area":3}]})", staged));
}

TEST_CASE("line reader: an order leaves nothing behind for the next one") {
  const auto law = random_law();
  ColumnLayout layout(*law);
  LineReader reader(layout, kDay);
  StagedOrder staged;
  const std::string_view half =
      R"({"to":"CN","items":[{"n":1,"area":2},{"n":3,"area":4}],"parties":[{"hq":"US"},{"hq":)";
  for (int round = 0; round < 3; ++round) {
    CHECK(!reader.read(half, staged));
    REQUIRE(reader.read(R"({"items":[{"area":2}]})", staged));
    CHECK(staged.counts[static_cast<std::size_t>(EntityKind::kItem)] == 1);
    CHECK(staged.counts[static_cast<std::size_t>(EntityKind::kParty)] == 0);
    CHECK(staged.figures.size() == 1);
    REQUIRE(reader.read("{}", staged));
    CHECK(staged.figures.empty());
  }
}

TEST_CASE("plain json: figures are read as their text says") {
  RandomNumbers random(7);
  const auto digits = [&](std::uint32_t most) {
    std::string out;
    for (std::uint32_t i = random.below(most + 1); i > 0; --i) out.push_back(static_cast<char>('0' + random.below(10)));
    return out;
  };
  for (int i = 0; i < 4000; ++i) {
    std::string text = digits(random.chance(20) ? 21 : 9);
    if (random.chance(50)) text += concat(".", digits(random.chance(20) ? 20 : 7));
    if (random.chance(5)) text += "e2";
    for (const std::string& behind : {std::string(), std::string(",\"next\":1}")}) {
      const std::string all = text + behind;
      PlainJson exact(all);
      PlainJson fast(all);
      std::string_view number;
      PlainDecimal expected;
      PlainDecimal found;
      const bool good = exact.number(number) && read_plain_decimal(number, expected);
      CHECK_MESSAGE(fast.decimal(found) == good, all);
      if (!good) continue;
      CHECK_MESSAGE(found.digits == expected.digits, all);
      CHECK_MESSAGE(found.places == expected.places, all);
      CHECK(fast.at_end() == exact.at_end());
      CHECK(cell_of(found) == cell_of(expected));
    }
  }
}

TEST_CASE("plain json: what is read quickly is what is read with care") {
  RandomNumbers random(37);
  const std::string rest = concat(",\"", std::string(PlainJson::kAmple, 'k'), "\":1}");
  static const std::vector<std::string> kBits = {"0",       "1",  "9",     "12",   "0123456", "99999999",
                                                 ".",       "e",  "E",     "-",    "tru",     "e",
                                                 "true",    "f",  "false", "fals", "x",       " ",
                                                 "\"",      "\\", "\x01",  "\xff", "word",    "a paragraph of a code",
                                                 "\xc3\xa9"};
  std::size_t quick = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::uint32_t k = 1 + random.below(3); k > 0; --k) text += random.pick(kBits);
    if (random.chance(30)) text = concat("\"", text, "\"");
    const std::string all = text + rest;
    PlainJson fast(all);
    PlainJson careful(all);
    REQUIRE(fast.ample());
    const PlainJson begin = fast;
    std::uint64_t digits = 0;
    PlainDecimal decimal;
    if (fast.quick_digits(digits) && fast.quick_take(',')) {
      ++quick;
      REQUIRE_MESSAGE(careful.decimal(decimal), all);
      CHECK(careful.take(','));
      CHECK(decimal.digits == static_cast<std::int64_t>(digits));
      CHECK(decimal.places == 0);
      CHECK(whole_cell(digits) == cell_of(decimal));
    }
    bool one = false;
    bool other = false;
    fast = careful = begin;
    if (fast.quick_boolean(one) && fast.quick_take(',')) {
      ++quick;
      CHECK_MESSAGE((careful.boolean(other) && careful.take(',')), all);
      CHECK(one == other);
    }
    std::string_view word;
    std::string_view same;
    fast = careful = begin;
    if (fast.quick_string(word) && fast.quick_take(',')) {
      ++quick;
      CHECK_MESSAGE((careful.string(same) && careful.take(',')), all);
      CHECK(word == same);
    }
  }
  CHECK(quick > 2000);
}

TEST_CASE("plain json: strings end at their quote, wherever it stands, and are UTF-8 without escapes") {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string word(size, 'a');
    for (const std::string& behind : {std::string(), std::string(":1,\"a line that goes on for a while\":\"\\n\"}")}) {
      std::string_view found;
      CHECK(PlainJson(concat(" \"", word, "\"", behind)).string(found));
      const std::string all = concat("\"", word, "\"", behind);
      PlainJson json(all);
      REQUIRE(json.string(found));
      CHECK(found == word);
      CHECK(json.at_end() == behind.empty());
      CHECK(PlainJson(concat("\"", word, "\xc3\xa9\"", behind)).string(found));
      for (const char* bad : {"\\n", "\x1f", "\xff", "\xc3", "\n"})
        CHECK(!PlainJson(concat("\"", word, bad, word, "\"", behind)).string(found));
      CHECK(!PlainJson(concat("\"", word)).string(found));
    }
  }
}

TEST_CASE("plain json: an expected text is taken whole or not at all") {
  for (std::size_t size = 1; size < 40; ++size) {
    const std::string text = concat("\"", std::string(size, 'k'), "\":");
    const ExpectedText expected(text);
    const bool short_enough = text.size() <= ExpectedText::kMost;
    for (const std::string& behind : {std::string(), std::string("1,\"a line that goes on for a while\":true}")}) {
      const std::string all = text + behind;
      PlainJson json(all);
      CHECK(json.take(expected) == short_enough);
      if (short_enough) CHECK(json.at_end() == behind.empty());
      for (std::size_t i = 0; i < text.size(); ++i) {
        std::string other = all;
        other[i] = 'x';
        CHECK(!PlainJson(other).take(expected));
      }
      CHECK(!PlainJson(std::string_view(all).substr(0, text.size() - 1)).take(expected));
    }
  }
  CHECK(!PlainJson("\"k\":1").take(ExpectedText("")));
}

TEST_CASE("met words: a word is known in its column alone, and by all its letters") {
  MetWords words;
  std::vector<std::string> all;
  for (std::size_t size = 1; size < 30; ++size) {
    for (std::size_t i = 0; i < size; ++i) {
      std::string word(size, 'a');
      word[i] = 'b';
      all.push_back(word);
    }
  }
  for (const std::string& word : all) {
    // With nothing that can be read behind it, and with the rest of a line.
    const auto code = [&](int column, const std::string& text) {
      const std::string line = concat(text, "\":1,\"a line that goes on for a while\":true}");
      const WideCode found = words.code(column, text, text.size());
      CHECK(words.code(column, std::string_view(line).substr(0, text.size()), line.size()) == found);
      return found;
    };
    CHECK(code(4, word) == kNothing);
    words.add(4, word, 7);
    CHECK(code(4, word) == (word.size() <= 24 ? 7 : kNothing));
    CHECK(code(3, word) == kNothing);
    CHECK(code(4, word + "a") == kNothing);
  }
  CHECK(words.code(0, "", 0) == kNothing);
  CHECK(words.code(0, std::string(40, 'a'), 40) == kNothing);
}
