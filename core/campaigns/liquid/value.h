#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/json.h"
#include "core/campaigns/liquid/number.h"
#include "core/campaigns/liquid/trusted_text.h"

namespace pannier::liquid {

class Value;
using List = std::vector<Value>;

/// `(first..last)`, both included; empty when last < first. Never written out unless somebody asks.
struct Range {
  std::int64_t first = 0;
  std::int64_t last = -1;
  [[nodiscard]] std::uint64_t size() const noexcept {
    return last < first ? 0
                        : static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + 1;
  }
};

/// The literals `empty` and `blank`, which only mean something in a comparison.
enum class Marker { kEmpty, kBlank };

/// State of a running `for` or `tablerow`, as `forloop` and `tablerowloop` show it.
struct LoopState {
  bool isTable = false;
  std::string_view name;  ///< "item-products"
  std::int64_t length = 0;
  std::int64_t index0 = 0;
  std::int64_t columns = 0;  ///< tablerow only
  std::shared_ptr<const LoopState> parent;

  /// "index", "first", "parentloop", ...; nil for a name that is not known.
  [[nodiscard]] Value member(std::string_view name) const;
};

/// A value during rendering. Objects and arrays of the data stay where they are (a view).
class Value {
 public:
  Value() = default;  ///< nil
  explicit Value(bool value) : state_(value) {}
  explicit Value(std::int64_t value) : state_(value) {}
  explicit Value(double value) : state_(value) {}
  explicit Value(Text text) : state_(std::move(text)) {}
  explicit Value(List list) : state_(std::make_shared<const List>(std::move(list))) {}
  explicit Value(Range range) : state_(range) {}
  explicit Value(Marker marker) : state_(marker) {}
  explicit Value(std::shared_ptr<const LoopState> loop) : state_(std::move(loop)) {}
  explicit Value(const Number& number);
  static Value fromJson(json::View view);

  [[nodiscard]] bool isNil() const { return std::holds_alternative<std::monostate>(state_); }
  [[nodiscard]] bool isFalse() const { return asBool() == std::optional(false); }
  [[nodiscard]] bool isTruthy() const { return !isNil() && !isFalse(); }
  [[nodiscard]] bool isInteger() const { return std::holds_alternative<std::int64_t>(state_); }
  [[nodiscard]] bool isNumber() const {
    return isInteger() || std::holds_alternative<double>(state_);
  }
  [[nodiscard]] bool isText() const { return std::holds_alternative<Text>(state_); }
  [[nodiscard]] bool isRange() const { return std::holds_alternative<Range>(state_); }
  [[nodiscard]] bool isMarker() const { return std::holds_alternative<Marker>(state_); }
  [[nodiscard]] bool isLoop() const {
    return std::holds_alternative<std::shared_ptr<const LoopState>>(state_);
  }
  [[nodiscard]] bool isArray() const;
  [[nodiscard]] bool isObject() const;

  [[nodiscard]] std::optional<bool> asBool() const;
  [[nodiscard]] std::int64_t asInteger() const { return std::get<std::int64_t>(state_); }
  [[nodiscard]] double asReal() const { return std::get<double>(state_); }
  [[nodiscard]] const Text& asText() const { return std::get<Text>(state_); }
  [[nodiscard]] Range asRange() const { return std::get<Range>(state_); }
  [[nodiscard]] Marker asMarker() const { return std::get<Marker>(state_); }
  [[nodiscard]] const LoopState& asLoop() const {
    return *std::get<std::shared_ptr<const LoopState>>(state_);
  }
  [[nodiscard]] Number asNumber() const;  ///< isNumber() only

  /// Elements of an array, range or object; 0 for everything else.
  [[nodiscard]] std::uint64_t count() const;
  /// Element of an array or range; of an object the list [key, value]. `index` < count().
  [[nodiscard]] Value element(std::uint64_t index) const;
  /// Member of an object; nil when it has none of that name.
  [[nodiscard]] Value member(std::string_view key) const;
  [[nodiscard]] bool hasMember(std::string_view key) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, Text, std::shared_ptr<const List>, Range,
               Marker, json::View, std::shared_ptr<const LoopState>>
      state_;
};

/// `object.name`: a member, or `size`, `first` and `last` of what has them.
Value memberOf(const Value& object, std::string_view name);
/// `object[key]` with any key: like memberOf for texts, elements of arrays for integers (negative
/// ones count from the end).
Value indexedBy(const Value& object, const Value& key);
/// How many characters or elements; nothing for values that have no size.
std::optional<std::int64_t> sizeOf(const Value& value);
Value firstOf(const Value& value);
Value lastOf(const Value& value);

/// What `{{ value }}` shows: arrays are written one element after the other.
Text displayText(const Value& value);
/// What a text filter sees: arrays in the form "[1, \"a\"]", everything else as displayText.
Text plainText(const Value& value);

/// The number a value stands for: a number, or a text that is exactly one; otherwise 0.
Number toNumber(const Value& value);
/// A whole number as limits, offsets and lengths need it; nothing when the value is none.
std::optional<std::int64_t> toWholeNumber(const Value& value);

/// Liquid's `==`: by value, 1 == 1.0, and by meaning for `empty` and `blank`. `cost` grows by the
/// number of elements and pieces of text looked at.
bool areEqual(const Value& a, const Value& b, std::size_t& cost);
/// Order of numbers, texts, and lists of them; nothing when the two cannot be ordered.
std::optional<int> orderOf(const Value& a, const Value& b);
bool isEmpty(const Value& value);
bool isBlank(const Value& value);

}  // namespace pannier::liquid
