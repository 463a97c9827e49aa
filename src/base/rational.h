// Exact rational numbers. Figures, thresholds and shares are never floating point in a comparison.
#pragma once

#include <gmp.h>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace licet {

class Rational {
 public:
  Rational() { read_as_zero(); }
  Rational(std::int64_t n) : Rational(Written()) { mpq_set_si(q_, n, 1); }  // NOLINT(google-explicit-constructor)
  Rational(const Rational& other) : Rational() { *this = other; }
  Rational(Rational&& other) noexcept : Rational() { swap(other); }
  Rational& operator=(const Rational& other) {
    if (this == &other || (!written_ && !other.written_)) return *this;
    write();
    mpq_set(q_, other.q_);
    return *this;
  }
  Rational& operator=(Rational&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Rational() {
    if (written_) mpq_clear(q_);
  }

  // Reads a decimal (`5.92`, `-3`, `1_600`, `1e26`) or a fraction (`100/3`), exactly. At most 100 digits, exponent
  // -100..100. Errors: kParse.
  static Result<Rational> parse(std::string_view text);

  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  // The divisor must not be zero.
  friend Rational operator/(const Rational& a, const Rational& b);

  friend bool operator==(const Rational& a, const Rational& b) { return mpq_equal(a.q_, b.q_) != 0; }
  // Most figures are whole.
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    const bool whole = mpz_cmp_ui(mpq_denref(a.q_), 1) == 0 && mpz_cmp_ui(mpq_denref(b.q_), 1) == 0;
    return (whole ? mpz_cmp(mpq_numref(a.q_), mpq_numref(b.q_)) : mpq_cmp(a.q_, b.q_)) <=> 0;
  }

  bool is_zero() const { return mpq_sgn(q_) == 0; }
  bool is_negative() const { return mpq_sgn(q_) < 0; }

  // A decimal where it ends within 40 places, else a fraction in lowest terms. `parse` reads both back.
  std::string to_string() const;
  // A whole number as it is, else a fraction in lowest terms: `4800`, `-24/5`.
  std::string to_fraction() const;

  // For display only: a decimal rounded half away from zero to `places` (0 to 40), trailing zeros dropped.
  std::string to_decimal(unsigned places) const;

 private:
  struct Written {};
  explicit Rational(Written) : written_(true) { mpq_init(q_); }  // zero, to be written to

  // Zero that can be read alone: most numbers of a syntax tree or a plan are never set, and this one takes no memory.
  void read_as_zero() {
    mpz_roinit_n(mpq_numref(q_), &kOne, 0);
    mpz_roinit_n(mpq_denref(q_), &kOne, 1);
  }
  void write() {
    if (!written_) mpq_init(q_);
    written_ = true;
  }
  void swap(Rational& other) noexcept {
    mpq_swap(q_, other.q_);
    std::swap(written_, other.written_);
  }

  static constexpr mp_limb_t kOne = 1;

  mpq_t q_;
  bool written_ = false;  // q_ has memory of its own
};

}  // namespace licet
