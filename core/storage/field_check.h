#pragma once

#include "core/base/result.h"
#include "core/registry/registry.h"
#include "core/storage/value.h"

namespace pannier {

/// Longest text of an ordinary field and of a kLongText or kJson field, in bytes.
inline constexpr std::size_t kMaxTextBytes = 16u << 10;
inline constexpr std::size_t kMaxLongTextBytes = 512u << 10;

/// Is this value allowed in this field? Type, enum values, date form, UTF-8, size, required.
/// Booleans come as 0/1. The same rule for what a person types and for what another device sends.
Status checkField(const registry::Entity& entity, const registry::Field& field, const Value& value);

}  // namespace pannier
