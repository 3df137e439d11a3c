#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace boost::json {
class value;
}

/// The one door to Boost.JSON: nothing else in the project includes its headers.
namespace pannier::json {

enum class Kind { kNull, kBool, kInteger, kReal, kString, kArray, kObject };

/// A read-only look at a JSON value. Cheap to copy; valid as long as the Value it came from.
/// Asking a view for the wrong kind is a bug (PANNIER_CHECK), so look at kind() first; the
/// `*Or` forms give a fallback instead.
class View {
 public:
  View() = default;  ///< a null
  explicit View(const boost::json::value* value) : value_(value) {}

  [[nodiscard]] Kind kind() const noexcept;
  [[nodiscard]] bool isNull() const noexcept { return kind() == Kind::kNull; }
  [[nodiscard]] bool isString() const noexcept { return kind() == Kind::kString; }
  [[nodiscard]] bool isObject() const noexcept { return kind() == Kind::kObject; }
  [[nodiscard]] bool isArray() const noexcept { return kind() == Kind::kArray; }

  [[nodiscard]] bool asBool() const;
  [[nodiscard]] std::int64_t asInteger() const;  ///< kInteger only
  [[nodiscard]] double asReal() const;           ///< kInteger or kReal
  [[nodiscard]] std::string_view asString() const;

  [[nodiscard]] bool boolOr(bool fallback) const noexcept;
  [[nodiscard]] std::int64_t integerOr(std::int64_t fallback) const noexcept;
  [[nodiscard]] std::string_view stringOr(std::string_view fallback) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept;  ///< of an array or object; else 0
  [[nodiscard]] View at(std::size_t index) const;   ///< array element
  [[nodiscard]] std::string_view keyAt(
      std::size_t index) const;  ///< object member in document order
  [[nodiscard]] View valueAt(std::size_t index) const;
  [[nodiscard]] View find(std::string_view key) const noexcept;  ///< null view when absent
  [[nodiscard]] bool has(std::string_view key) const noexcept;

 private:
  const boost::json::value* value_ = nullptr;
};

/// An owned JSON value, built up or parsed. Movable, copyable (deep).
class Value {
 public:
  Value();                          ///< null
  Value(bool value);                // NOLINT(google-explicit-constructor)
  Value(int value);                 // NOLINT(google-explicit-constructor)
  Value(std::int64_t value);        // NOLINT(google-explicit-constructor)
  Value(double value);              // NOLINT(google-explicit-constructor)
  Value(const char* value);         // NOLINT(google-explicit-constructor)
  Value(std::string_view value);    // NOLINT(google-explicit-constructor)
  Value(const std::string& value);  // NOLINT(google-explicit-constructor)
  explicit Value(View view);        ///< deep copy
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(Value other) noexcept;
  ~Value();

  static Value array();
  static Value object();

  /// Object member; replaces an earlier one of the same name. Returns *this for chaining.
  Value& set(std::string_view key, Value value);
  /// Array element.
  Value& push(Value value);

  [[nodiscard]] View view() const noexcept;
  [[nodiscard]] std::string dump() const;    ///< compact text; invalid UTF-8 became U+FFFD
  [[nodiscard]] std::string pretty() const;  ///< two-space indented, keys in the order set

 private:
  std::unique_ptr<boost::json::value> value_;
};

struct Limits {
  std::size_t maxBytes = 8u << 20;
  std::size_t maxDepth = 32;
};

/// Parses one JSON document. Errors: kParse with the byte position; kTooLarge.
Result<Value> parse(std::string_view text, const Limits& limits = {});

}  // namespace pannier::json
