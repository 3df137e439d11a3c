#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pannier {

/// A row's identity: 16 bytes, an RFC 9562 UUID. Rows made by a person get version 7 (time
/// ordered); rows whose identity follows from their content (imported rows, tag memberships, custom
/// field values) get version 8 from deriveId, so that two devices that make them apart make the
/// same row. The all-zero id means "none".
struct Id {
  std::array<std::uint8_t, 16> bytes{};

  friend bool operator==(const Id&, const Id&) = default;
  friend bool operator<(const Id& a, const Id& b) noexcept {
    return std::memcmp(a.bytes.data(), b.bytes.data(), 16) < 0;
  }
  [[nodiscard]] bool isNone() const noexcept { return *this == Id{}; }
  [[nodiscard]] std::span<const std::uint8_t> span() const noexcept { return bytes; }
};

/// "0198c5d0-7f3a-7abc-8def-0123456789ab": lower case, with dashes.
std::string formatId(const Id& id);
/// Accepts what formatId prints, in any case; nullopt for anything else.
std::optional<Id> parseId(std::string_view text) noexcept;
/// From exactly 16 raw bytes; nullopt otherwise.
std::optional<Id> idFromBytes(std::span<const std::uint8_t> bytes) noexcept;

/// Version 8 UUID from 128 bits of MurmurHash3 (x64, by Austin Appleby, public domain algorithm)
/// over the parts, each preceded by its length. Not secret, not collision-proof against an attacker
/// who may already write to the shop; it only has to be stable for ever.
Id deriveId(std::initializer_list<std::string_view> parts) noexcept;

struct IdHash {
  std::size_t operator()(const Id& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.bytes.data() + 8, sizeof value);
    return value;
  }
};

}  // namespace pannier
