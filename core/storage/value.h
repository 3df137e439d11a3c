#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "core/base/id.h"

namespace pannier {

/// One field's value as it is stored and sent: null, integer (also money, timestamp, boolean),
/// real, text, or an id (16 bytes).
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Id>;

inline bool isNull(const Value& value) noexcept { return value.index() == 0; }
inline Value idOrNull(const Id& id) { return id.isNone() ? Value{} : Value{id}; }
inline Value textOrNull(std::string text) {
  return text.empty() ? Value{} : Value{std::move(text)};
}

}  // namespace pannier
