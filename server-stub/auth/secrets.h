#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/environment.h"
#include "core/base/id.h"

namespace pannier::server {

/// What a bearer secret opens. The kind is part of its text, so that a link cannot be used as an
/// API token, and so that leaked ones are recognised by scanners.
enum class SecretKind { kSession, kApiToken, kLink, kTicket };

using SecretHash = std::array<std::uint8_t, 32>;

/// A random credential: a public id, to find its row, and 256 secret bits, of which only a hash is
/// stored. Text form: "pns_" + base64url(id ‖ secret).
struct Secret {
  SecretKind kind = SecretKind::kSession;
  Id id;
  std::array<std::uint8_t, 32> bytes{};

  [[nodiscard]] std::string text() const;
  /// BLAKE2b-256 over the secret bytes. Fast on purpose: 256 random bits cannot be guessed.
  [[nodiscard]] SecretHash hash() const noexcept;
};

Secret makeSecret(SecretKind kind, IdSource& ids, const Environment& environment);

/// nullopt for anything that is not exactly the text of a secret of this kind.
std::optional<Secret> parseSecret(SecretKind kind, std::string_view text);

/// Compares in constant time; false when `stored` is not 32 bytes.
bool hashMatches(const SecretHash& hash, std::span<const std::uint8_t> stored) noexcept;

}  // namespace pannier::server
