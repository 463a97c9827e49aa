#include "rules/eval/outcome.h"

#include <algorithm>

namespace licet::rules {

const char* to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotSubject:
      return "not_subject";
    case Outcome::kNoLicenseRequired:
      return "no_license_required";
    case Outcome::kExceptionToConfirm:
      return "exception_to_confirm";
    case Outcome::kLicenseRequired:
      return "license_required";
    case Outcome::kProhibited:
      return "prohibited";
  }
  return "?";
}

std::size_t Reachable::count() const {
  return static_cast<std::size_t>(std::count(has_.begin(), has_.end(), true));
}

Outcome Reachable::least() const {
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    if (has_[i]) return static_cast<Outcome>(i);
  }
  return Outcome::kProhibited;
}

Outcome Reachable::most() const {
  for (std::size_t i = kOutcomes; i > 0; --i) {
    if (has_[i - 1]) return static_cast<Outcome>(i - 1);
  }
  return Outcome::kNotSubject;
}

Reachable heavier(const Reachable& a, const Reachable& b) {
  Reachable out;
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    for (std::size_t k = 0; k < kOutcomes; ++k) {
      if (a.has(static_cast<Outcome>(i)) && b.has(static_cast<Outcome>(k)))
        out.add(static_cast<Outcome>(std::max(i, k)));
    }
  }
  return out;
}

std::string outcome_word(const Reachable& reachable) {
  return reachable.decided() ? to_string(reachable.least()) : "undecided";
}

}  // namespace licet::rules
