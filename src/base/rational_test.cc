#include "base/rational.h"

#include <doctest/doctest.h>

using namespace licet;

namespace {
Rational number(const char* text) {
  return Rational::parse(text).value();
}
}  // namespace

TEST_CASE("Rational: decimals are exact") {
  CHECK(number("5.92") == number("592") / number("100"));
  CHECK(number("0.1") + number("0.2") == number("0.3"));
  CHECK(number("1e26") == number("100000000000000000000000000"));
  CHECK(number("26_900_000") == number("26900000"));
  CHECK(number("100/3") * number("3") == number("100"));
}

TEST_CASE("Rational: what is printed is read back") {
  for (const char* text : {"0", "-3", "5.92", "0.0019", "100/3", "-1/7", "4800"})
    CHECK(number(text).to_string() == text);
  CHECK(number("5.9200").to_string() == "5.92");
  for (const auto& [text, fraction] : {std::pair("4800", "4800"),
                                       {"-4.8", "-24/5"},
                                       {"0.05", "1/20"},
                                       {"0", "0"},
                                       {"-0", "0"},
                                       {"1e30", "1000000000000000000000000000000"}})
    CHECK(number(text).to_fraction() == fraction);
  CHECK((number("1") / number("3")).to_fraction() == "1/3");
}

TEST_CASE("Rational: what is not a number is refused") {
  for (const char* wrong : {"", "abc", "1.", ".5", "1,5", "1e999", "1/0", "1/2/3", "--1", "_1", "1__x", "+"}) {
    CHECK_MESSAGE(!Rational::parse(wrong).has_value(), wrong);
  }
}

TEST_CASE("Rational: display rounds half away from zero") {
  CHECK(number("19.4496").to_decimal(2) == "19.45");
  CHECK(number("2.5").to_decimal(0) == "3");
  CHECK(number("-0.004").to_decimal(2) == "0");
  CHECK(number("-2.345").to_decimal(2) == "-2.35");
}
