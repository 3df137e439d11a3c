#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/value.h"

namespace pannier::liquid {
namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kBytesPerStep = 256;

bool equalAt(const Value& a, const Value& b, int depth, std::size_t& cost);

bool equalObjects(const Value& a, const Value& b, int depth, std::size_t& cost) {
  for (std::uint64_t i = 0; i < a.count(); ++i) {
    const Value pair = a.element(i);
    const std::string_view key = pair.element(0).asText().view();
    if (!b.hasMember(key) || !equalAt(pair.element(1), b.member(key), depth + 1, cost))
      return false;
  }
  return true;
}

bool meets(Marker marker, const Value& value) {
  return marker == Marker::kEmpty ? isEmpty(value) : isBlank(value);
}

bool equalAt(const Value& a, const Value& b, int depth, std::size_t& cost) {
  ++cost;
  if (depth > kMaxDepth) return false;
  if (a.isMarker()) return b.isMarker() ? a.asMarker() == b.asMarker() : meets(a.asMarker(), b);
  if (b.isMarker()) return meets(b.asMarker(), a);
  if (a.isNil() || b.isNil()) return a.isNil() && b.isNil();
  if (a.isNumber() && b.isNumber()) return compare(a.asNumber(), b.asNumber()) == 0;
  if (a.isText() && b.isText()) {
    cost += a.asText().view().size() / kBytesPerStep;
    return a.asText().view() == b.asText().view();
  }
  if (a.asBool() && b.asBool()) return a.asBool() == b.asBool();
  if (a.isRange() && b.isRange()) {
    return a.asRange().first == b.asRange().first && a.asRange().last == b.asRange().last;
  }
  if (a.isLoop() && b.isLoop()) return &a.asLoop() == &b.asLoop();
  if (a.isObject() && b.isObject()) {
    return a.count() == b.count() && equalObjects(a, b, depth, cost);
  }
  if (!a.isArray() || !b.isArray() || a.count() != b.count()) return false;
  for (std::uint64_t i = 0; i < a.count(); ++i) {
    if (!equalAt(a.element(i), b.element(i), depth + 1, cost)) return false;
  }
  return true;
}

std::optional<int> orderAt(const Value& a, const Value& b, int depth) {
  if (a.isNumber() && b.isNumber()) return compare(a.asNumber(), b.asNumber());
  if (a.isText() && b.isText()) {
    const int order = a.asText().view().compare(b.asText().view());
    return order < 0 ? -1 : order > 0 ? 1 : 0;
  }
  if (a.isNil() && b.isNil()) return 0;
  if (a.asBool() && b.asBool() && a.asBool() == b.asBool()) return 0;
  if (!a.isArray() || !b.isArray() || depth > kMaxDepth) return std::nullopt;
  for (std::uint64_t i = 0; i < a.count() && i < b.count(); ++i) {
    const auto order = orderAt(a.element(i), b.element(i), depth + 1);
    if (order != std::optional(0)) return order;
  }
  return a.count() < b.count() ? -1 : a.count() > b.count() ? 1 : 0;
}

}  // namespace

bool areEqual(const Value& a, const Value& b, std::size_t& cost) { return equalAt(a, b, 0, cost); }

std::optional<int> orderOf(const Value& a, const Value& b) { return orderAt(a, b, 0); }

bool isEmpty(const Value& value) {
  if (value.isText()) return value.asText().empty();
  return (value.isArray() || value.isObject()) && value.count() == 0;
}

bool isBlank(const Value& value) {
  if (value.isNil() || value.isFalse()) return true;
  if (value.isText()) return isAllSpace(value.asText().view());
  return isEmpty(value);
}

}  // namespace pannier::liquid
