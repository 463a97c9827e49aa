#include "base/rational.h"

#include <vector>

#include "base/text_util.h"

namespace licet {

namespace {

constexpr std::size_t kMostDigits = 100;
constexpr int kMostExponent = 100;

std::string mpz_text(const mpz_t z) {
  std::vector<char> buffer(mpz_sizeinbase(z, 10) + 2);
  mpz_get_str(buffer.data(), 10, z);
  return buffer.data();
}

Error not_a_number(std::string_view text) {
  return Error{ErrorCode::kParse, concat("expected a number like 4800 or 5.92, got ", ticked(text))};
}

// The parts of `-12.5e3`: digits without the point, and how far the point stands from the right end.
struct Decimal {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

Result<int> parse_exponent(std::string_view part, std::string_view whole) {
  bool negative = false;
  if (!part.empty() && (part[0] == '+' || part[0] == '-')) {
    negative = part[0] == '-';
    part.remove_prefix(1);
  }
  if (part.empty() || part.size() > 4) return not_a_number(whole);
  int value = 0;
  for (const char c : part) {
    if (c < '0' || c > '9') return not_a_number(whole);
    value = value * 10 + (c - '0');
  }
  if (value > kMostExponent) return not_a_number(whole);
  return negative ? -value : value;
}

Result<Decimal> parse_decimal(std::string_view text) {
  Decimal out;
  std::string_view rest = text;
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) {
    out.negative = rest[0] == '-';
    rest.remove_prefix(1);
  }
  const auto e = rest.find_first_of("eE");
  if (e != std::string_view::npos) {
    LICET_TRY(out.exponent, parse_exponent(rest.substr(e + 1), text));
    rest = rest.substr(0, e);
  }
  bool point = false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    const bool between_digits = i > 0 && i + 1 < rest.size();
    if (c == '.' && !point && between_digits) {
      point = true;
    } else if (c == '_' && between_digits) {
      continue;
    } else if (c >= '0' && c <= '9') {
      out.digits.push_back(c);
      if (point) --out.exponent;
    } else {
      return not_a_number(text);
    }
  }
  if (out.digits.empty() || out.digits.size() > kMostDigits) return not_a_number(text);
  return out;
}

}  // namespace

Result<Rational> Rational::parse(std::string_view text) {
  const auto slash = text.find('/');
  if (slash != std::string_view::npos) {
    LICET_TRY(const Rational top, parse(text.substr(0, slash)));
    LICET_TRY(const Rational bottom, parse(text.substr(slash + 1)));
    if (bottom.is_zero() || text.find('/', slash + 1) != std::string_view::npos) return not_a_number(text);
    return top / bottom;
  }
  LICET_TRY(const Decimal decimal, parse_decimal(text));
  Rational out{Written()};
  mpz_set_str(mpq_numref(out.q_), decimal.digits.c_str(), 10);
  if (decimal.exponent == 0) {
    if (decimal.negative) mpq_neg(out.q_, out.q_);
    return out;
  }
  mpz_t power;
  mpz_init(power);
  mpz_ui_pow_ui(power, 10, static_cast<unsigned long>(decimal.exponent < 0 ? -decimal.exponent : decimal.exponent));
  if (decimal.exponent < 0) {
    mpz_set(mpq_denref(out.q_), power);
  } else {
    mpz_mul(mpq_numref(out.q_), mpq_numref(out.q_), power);
  }
  mpz_clear(power);
  mpq_canonicalize(out.q_);
  if (decimal.negative) mpq_neg(out.q_, out.q_);
  return out;
}

Rational operator+(const Rational& a, const Rational& b) {
  Rational out{Rational::Written()};
  mpq_add(out.q_, a.q_, b.q_);
  return out;
}

Rational operator-(const Rational& a, const Rational& b) {
  Rational out{Rational::Written()};
  mpq_sub(out.q_, a.q_, b.q_);
  return out;
}

Rational operator*(const Rational& a, const Rational& b) {
  Rational out{Rational::Written()};
  mpq_mul(out.q_, a.q_, b.q_);
  return out;
}

Rational operator/(const Rational& a, const Rational& b) {
  LICET_CHECK(!b.is_zero());
  Rational out{Rational::Written()};
  mpq_div(out.q_, a.q_, b.q_);
  return out;
}

std::string Rational::to_string() const {
  if (mpz_cmp_ui(mpq_denref(q_), 1) == 0) return to_fraction();
  // A fraction ends as a decimal exactly when its denominator has only the primes 2 and 5.
  mpz_t rest;
  mpz_init_set(rest, mpq_denref(q_));
  unsigned twos = 0;
  unsigned fives = 0;
  while (mpz_divisible_ui_p(rest, 2) != 0) {
    mpz_divexact_ui(rest, rest, 2);
    ++twos;
  }
  while (mpz_divisible_ui_p(rest, 5) != 0) {
    mpz_divexact_ui(rest, rest, 5);
    ++fives;
  }
  const bool ends = mpz_cmp_ui(rest, 1) == 0;
  mpz_clear(rest);
  const unsigned places = twos > fives ? twos : fives;
  if (ends && places <= 40) return to_decimal(places);
  return to_fraction();
}

std::string Rational::to_fraction() const {
  const bool whole = mpz_cmp_ui(mpq_denref(q_), 1) == 0;
  if (whole && mpz_fits_slong_p(mpq_numref(q_)) != 0) return std::to_string(mpz_get_si(mpq_numref(q_)));
  if (whole) return mpz_text(mpq_numref(q_));
  return concat(mpz_text(mpq_numref(q_)), "/", mpz_text(mpq_denref(q_)));
}

std::string Rational::to_decimal(unsigned places) const {
  mpz_t scaled;
  mpz_init(scaled);
  mpz_ui_pow_ui(scaled, 10, places);
  mpz_mul(scaled, scaled, mpq_numref(q_));
  mpz_abs(scaled, scaled);
  mpz_mul_ui(scaled, scaled, 2);
  mpz_add(scaled, scaled, mpq_denref(q_));
  mpz_t twice;
  mpz_init(twice);
  mpz_mul_ui(twice, mpq_denref(q_), 2);
  mpz_fdiv_q(scaled, scaled, twice);
  std::string digits = mpz_text(scaled);
  mpz_clear(twice);
  mpz_clear(scaled);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string out = digits.substr(0, digits.size() - places);
  std::string fraction = digits.substr(digits.size() - places);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) out += concat(".", fraction);
  return is_negative() && out != "0" ? concat("-", out) : out;
}

}  // namespace licet
