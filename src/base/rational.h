// Exact rational numbers. Figures, thresholds and shares are never floating point in a comparison.
#pragma once

#include <gmp.h>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace licet {

class Rational {
 public:
  Rational() { mpq_init(q_); }
  Rational(std::int64_t n) : Rational() { mpq_set_si(q_, n, 1); }  // NOLINT(google-explicit-constructor)
  Rational(const Rational& other) : Rational() { mpq_set(q_, other.q_); }
  Rational(Rational&& other) noexcept : Rational() { mpq_swap(q_, other.q_); }
  Rational& operator=(const Rational& other) {
    if (this != &other) mpq_set(q_, other.q_);
    return *this;
  }
  Rational& operator=(Rational&& other) noexcept {
    mpq_swap(q_, other.q_);
    return *this;
  }
  ~Rational() { mpq_clear(q_); }

  // Reads a decimal (`5.92`, `-3`, `1_600`, `1e26`) or a fraction (`100/3`), exactly. At most 100 digits, exponent
  // -100..100. Errors: kParse.
  static Result<Rational> parse(std::string_view text);

  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  // The divisor must not be zero.
  friend Rational operator/(const Rational& a, const Rational& b);

  friend bool operator==(const Rational& a, const Rational& b) { return mpq_equal(a.q_, b.q_) != 0; }
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) { return mpq_cmp(a.q_, b.q_) <=> 0; }

  bool is_zero() const { return mpq_sgn(q_) == 0; }
  bool is_negative() const { return mpq_sgn(q_) < 0; }

  // A decimal where it ends within 40 places, else a fraction in lowest terms. `parse` reads both back.
  std::string to_string() const;
  // A whole number as it is, else a fraction in lowest terms: `4800`, `-24/5`.
  std::string to_fraction() const;

  // For display only: a decimal rounded half away from zero to `places` (0 to 40), trailing zeros dropped.
  std::string to_decimal(unsigned places) const;

 private:
  mpq_t q_;
};

}  // namespace licet
