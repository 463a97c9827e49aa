// Result<T>: a value or an Error. Every fallible function of licet returns one; exceptions do not cross a room.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/check.h"

namespace licet {

// Stable codes; printed as lower snake case by `to_string`, never reused.
enum class ErrorCode {
  kInvalidArgument,  // a flag, a key or a value is not what was asked for
  kParse,            // text that does not follow its format
  kNotFound,         // a file, a name or a record that does not exist
  kCorrupt,          // bytes that carry a checksum or a promise and break it
  kUnsupported,      // well formed, and not read by this version
  kResource,         // disk, memory, process or network failed
};

const char* to_string(ErrorCode code);

// One line for people: lower case start, no full stop; the user's own text in backticks.
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & {
    LICET_CHECK(has_value());
    return std::get<0>(state_);
  }
  const T& value() const& {
    LICET_CHECK(has_value());
    return std::get<0>(state_);
  }
  // By value, so that a loop over the value of a temporary is safe.
  T value() && {
    LICET_CHECK(has_value());
    return std::get<0>(std::move(state_));
  }
  const Error& error() const {
    LICET_CHECK(!has_value());
    return std::get<1>(state_);
  }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Error> state_;
};

// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const {
    LICET_CHECK(error_.has_value());
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace licet

#define LICET_CONCAT_INNER(a, b) a##b
#define LICET_CONCAT(a, b) LICET_CONCAT_INNER(a, b)

// LICET_TRY(std::string text, read_file(path)): declares `text`, or returns the error.
#define LICET_TRY(declaration, expression)                                                    \
  auto LICET_CONCAT(licet_try_, __LINE__) = (expression);                                     \
  if (!LICET_CONCAT(licet_try_, __LINE__)) return LICET_CONCAT(licet_try_, __LINE__).error(); \
  declaration = std::move(LICET_CONCAT(licet_try_, __LINE__)).value()

// LICET_CHECK_OK(expression): returns the error of a Status, if there is one.
#define LICET_RETURN_IF_ERROR(expression)                                             \
  do {                                                                                \
    if (auto licet_status = (expression); !licet_status) return licet_status.error(); \
  } while (false)
