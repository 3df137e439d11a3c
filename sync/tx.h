#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/registry/registry.h"
#include "sync/messages.h"

namespace pannier::sync {

/// Bounds of one transaction on the wire. Larger change sets (imports) are sent as several.
inline constexpr std::size_t kMaxTxOps = 5'000;
inline constexpr std::size_t kMaxTxBytes = 4u << 20;

/// Tells a repeated transaction from another one with the same number.
Id hashOf(std::span<const std::uint8_t> body) noexcept;

/// About how many bytes the op takes when encoded.
std::size_t wireSize(const WireOp& op) noexcept;

/// "customer: email, phone; 3 tags" style text for a person.
std::string summarise(const TxBody& body);

/// All fields of a register: the field itself, or every field of its kLwwGroup group.
std::vector<const registry::Field*> registerOf(const registry::Entity& entity,
                                               const registry::Field& field);

}  // namespace pannier::sync
