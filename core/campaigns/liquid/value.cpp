#include "core/campaigns/liquid/value.h"

#include <limits>

#include "core/base/check.h"
#include "core/campaigns/liquid/characters.h"

namespace pannier::liquid {

Value::Value(const Number& number) {
  if (number.isReal) {
    state_ = number.real;
  } else {
    state_ = number.integer;
  }
}

Value Value::fromJson(json::View view) {
  Value value;
  switch (view.kind()) {
    case json::Kind::kNull:
      break;
    case json::Kind::kBool:
      value.state_ = view.asBool();
      break;
    case json::Kind::kInteger:
      value.state_ = view.asInteger();
      break;
    case json::Kind::kReal:
      value.state_ = view.asReal();
      break;
    case json::Kind::kString:
      value.state_ = Text::borrowed(view.asString(), false);
      break;
    case json::Kind::kArray:
    case json::Kind::kObject:
      value.state_ = view;
      break;
  }
  return value;
}

bool Value::isArray() const {
  if (std::holds_alternative<std::shared_ptr<const List>>(state_)) return true;
  const auto* view = std::get_if<json::View>(&state_);
  return view != nullptr && view->isArray();
}

bool Value::isObject() const {
  const auto* view = std::get_if<json::View>(&state_);
  return view != nullptr && view->isObject();
}

std::optional<bool> Value::asBool() const {
  const bool* value = std::get_if<bool>(&state_);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

Number Value::asNumber() const {
  return isInteger() ? Number::of(asInteger()) : Number::of(asReal());
}

std::uint64_t Value::count() const {
  if (const auto* list = std::get_if<std::shared_ptr<const List>>(&state_)) return (*list)->size();
  if (const auto* view = std::get_if<json::View>(&state_)) return view->size();
  return isRange() ? asRange().size() : 0;
}

Value Value::element(std::uint64_t index) const {
  PANNIER_CHECK(index < count());
  const auto at = static_cast<std::size_t>(index);
  if (isRange()) {
    return Value(static_cast<std::int64_t>(static_cast<std::uint64_t>(asRange().first) + index));
  }
  if (const auto* list = std::get_if<std::shared_ptr<const List>>(&state_)) return (**list)[at];
  const json::View view = std::get<json::View>(state_);
  if (view.isArray()) return fromJson(view.at(at));
  return Value(List{Value(Text::borrowed(view.keyAt(at), false)), fromJson(view.valueAt(at))});
}

Value Value::member(std::string_view key) const {
  return isObject() ? fromJson(std::get<json::View>(state_).find(key)) : Value();
}

bool Value::hasMember(std::string_view key) const {
  return isObject() && std::get<json::View>(state_).has(key);
}

Value LoopState::member(std::string_view wanted) const {
  if (wanted == "length") return Value(length);
  if (wanted == "index") return Value(index0 + 1);
  if (wanted == "index0") return Value(index0);
  if (wanted == "rindex") return Value(length - index0);
  if (wanted == "rindex0") return Value(length - index0 - 1);
  if (wanted == "first") return Value(index0 == 0);
  if (wanted == "last") return Value(index0 == length - 1);
  if (!isTable) {
    if (wanted == "name") return Value(Text::borrowed(name, true));
    if (wanted == "parentloop") return parent ? Value(parent) : Value();
    return {};
  }
  const std::int64_t column = columns > 0 ? index0 % columns : index0;
  if (wanted == "col") return Value(column + 1);
  if (wanted == "col0") return Value(column);
  if (wanted == "col_first") return Value(column == 0);
  if (wanted == "col_last") return Value(columns > 0 && column + 1 == columns);
  if (wanted == "row") return Value(columns > 0 ? index0 / columns + 1 : std::int64_t{1});
  return {};
}

std::optional<std::int64_t> sizeOf(const Value& value) {
  if (value.isText()) return static_cast<std::int64_t>(characterCount(value.asText().view()));
  if (!value.isArray() && !value.isObject() && !value.isRange()) return std::nullopt;
  constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(value.count() < kMost ? value.count() : kMost);
}

Value firstOf(const Value& value) {
  if (value.isText()) {
    const Text& text = value.asText();
    return text.empty() ? Value() : Value(text.cut(0, characterBytes(text.view(), 0)));
  }
  return value.count() > 0 ? value.element(0) : Value();
}

Value lastOf(const Value& value) {
  if (value.isText()) {
    const Text& text = value.asText();
    const std::size_t characters = characterCount(text.view());
    if (characters == 0) return Value();
    return Value(text.cut(byteOffsetOf(text.view(), characters - 1), text.view().size()));
  }
  return value.count() > 0 && !value.isObject() ? value.element(value.count() - 1) : Value();
}

Value memberOf(const Value& object, std::string_view name) {
  if (object.isLoop()) return object.asLoop().member(name);
  if (object.hasMember(name)) return object.member(name);
  if (name == "size") {
    const auto size = sizeOf(object);
    return size ? Value(*size) : Value();
  }
  if (name == "first") return firstOf(object);
  if (name == "last") return lastOf(object);
  return Value();
}

Value indexedBy(const Value& object, const Value& key) {
  if (key.isText()) return memberOf(object, key.asText().view());
  if (!key.isInteger() || (!object.isArray() && !object.isRange())) return Value();
  const std::uint64_t count = object.count();
  const std::int64_t index = key.asInteger();
  const std::uint64_t distance =
      index < 0 ? 0 - static_cast<std::uint64_t>(index) : static_cast<std::uint64_t>(index);
  if (index < 0) return distance <= count ? object.element(count - distance) : Value();
  return distance < count ? object.element(distance) : Value();
}

Number toNumber(const Value& value) {
  if (value.isNumber()) return value.asNumber();
  if (!value.isText()) return Number::of(std::int64_t{0});
  const std::string_view text = stripSpace(value.asText().view());
  return parseNumber(text).value_or(Number::of(std::int64_t{0}));
}

std::optional<std::int64_t> toWholeNumber(const Value& value) {
  if (value.isNumber()) return value.isInteger() ? value.asInteger() : truncated(value.asReal());
  if (!value.isText()) return std::nullopt;
  const auto number = parseNumber(stripSpace(value.asText().view()));
  if (!number || number->isReal) return std::nullopt;
  return number->integer;
}

}  // namespace pannier::liquid
