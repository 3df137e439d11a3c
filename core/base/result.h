#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/base/check.h"

namespace pannier {

/// The one list of error codes. Their names (errorCodeName) are part of the API and never change.
enum class ErrorCode {
  kInvalidArgument,  ///< a parameter is missing, malformed or out of its bounds
  kParse,            ///< text in a language of ours (segment query, Liquid, CSV, JSON) is wrong
  kNotFound,         ///< the row, command, file or device does not exist
  kConflict,         ///< the change contradicts the current state (illegal status, already there)
  kPermission,       ///< the caller may not do this
  kUnauthenticated,  ///< nobody is signed in, or the session ended
  kTooLarge,         ///< input is over a stated bound of size, depth or time
  kUnsupported,      ///< understood, but not possible here (newer format, missing feature)
  kStorage,          ///< SQLite refused: disk full, corrupt file, locked by another process
  kCancelled,        ///< the caller asked to stop
  kProtocol,         ///< a sync frame is malformed or out of order
  kInternal,         ///< a defect of ours that was caught
};

/// Stable lower-case name of a code, as it stands in JSON: "invalid_argument", "parse", ...
std::string_view errorCodeName(ErrorCode code) noexcept;

/// An expected failure. `message` is a full sentence for a person and names place and reason.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  std::string field;                    ///< the parameter or column at fault; empty when none
  std::optional<std::size_t> position;  ///< byte offset into the text at fault
  std::optional<std::size_t> length;    ///< how many bytes from `position` are at fault
  std::string detail;                   ///< more for a developer; never secrets
};

inline Error makeError(ErrorCode code, std::string message, std::string field = {}) {
  return Error{code, std::move(message), std::move(field), std::nullopt, std::nullopt, {}};
}

/// A value or an Error. Like std::expected<T, Error>, which the toolchain does not have yet.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  T& value() & {
    PANNIER_CHECK(ok());
    return std::get<0>(state_);
  }
  const T& value() const& {
    PANNIER_CHECK(ok());
    return std::get<0>(state_);
  }
  T&& value() && {
    PANNIER_CHECK(ok());
    return std::get<0>(std::move(state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& {
    PANNIER_CHECK(!ok());
    return std::get<1>(state_);
  }
  Error&& error() && {
    PANNIER_CHECK(!ok());
    return std::get<1>(std::move(state_));
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return ok(); }
  const Error& error() const& {
    PANNIER_CHECK(!ok());
    return *error_;
  }
  Error&& error() && {
    PANNIER_CHECK(!ok());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace pannier

#define PANNIER_CONCAT_INNER(a, b) a##b
#define PANNIER_CONCAT(a, b) PANNIER_CONCAT_INNER(a, b)

/// Returns the error of `expression` (a Status or Result) to the caller when it failed.
#define PANNIER_TRY(expression)                               \
  do {                                                        \
    if (auto pannierTried = (expression); !pannierTried.ok()) \
      return std::move(pannierTried).error();                 \
  } while (false)

/// `PANNIER_ASSIGN(auto row, store.find(id));` declares and assigns, or returns the error.
#define PANNIER_ASSIGN(declaration, expression)                        \
  auto PANNIER_CONCAT(pannierResult, __LINE__) = (expression);         \
  if (!PANNIER_CONCAT(pannierResult, __LINE__).ok())                   \
    return std::move(PANNIER_CONCAT(pannierResult, __LINE__)).error(); \
  declaration = std::move(PANNIER_CONCAT(pannierResult, __LINE__)).value()
