#include "base/rational.h"

#include <doctest/doctest.h>

#include <utility>

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

TEST_CASE("Rational: a number that was never set is zero, and can be set, copied, moved and reckoned with") {
  Rational never;
  const Rational copy = never;
  CHECK(never == Rational(0));
  CHECK((never.is_zero() && never.to_string() == "0" && copy.to_string() == "0"));
  CHECK(never + number("5") == number("5"));
  CHECK(never - number("5") < copy);
  Rational five = number("5");
  never = five;
  five = copy;
  CHECK((never == number("5") && five.is_zero()));
  Rational moved = std::move(never);
  never = Rational();
  CHECK((moved == number("5") && never == copy));
  moved = Rational();
  CHECK(moved == copy);
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
