// Outcomes, from light to grave, and sets of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace licet::rules {

enum class Outcome : std::uint8_t {
  kNotSubject,
  kNoLicenseRequired,
  kExceptionToConfirm,
  kLicenseRequired,
  kProhibited
};
inline constexpr std::size_t kOutcomes = 5;

const char* to_string(Outcome outcome);  // "not_subject", ...

// The outcomes that some completion of the unknown facts reaches.
class Reachable {
 public:
  void add(Outcome outcome) { has_[static_cast<std::size_t>(outcome)] = true; }
  bool has(Outcome outcome) const { return has_[static_cast<std::size_t>(outcome)]; }
  std::size_t count() const;
  Outcome least() const;
  Outcome most() const;
  bool decided() const { return count() == 1; }
  bool operator==(const Reachable&) const = default;

 private:
  std::array<bool, kOutcomes> has_{};
};

// The outcomes of two parts of an order as a whole: the heavier of each pair. Exact where the parts share no unknown,
// else too wide, never too narrow.
Reachable heavier(const Reachable& a, const Reachable& b);

// "license_required", or "undecided" if more than one is reachable.
std::string outcome_word(const Reachable& reachable);

}  // namespace licet::rules
