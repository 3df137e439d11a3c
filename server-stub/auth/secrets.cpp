#include "server-stub/auth/secrets.h"

#include <sodium.h>

#include <cstring>

#include "core/base/check.h"

namespace pannier::server {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kRawSize = 16 + 32;
constexpr std::size_t kTextSize = 64;  // base64 of 48 bytes, without padding

std::string_view prefixOf(SecretKind kind) noexcept {
  switch (kind) {
    case SecretKind::kSession:
      return "pns_";
    case SecretKind::kApiToken:
      return "pnt_";
    case SecretKind::kLink:
      return "pnl_";
    case SecretKind::kTicket:
      return "pnk_";
  }
  return "pns_";
}

}  // namespace

std::string Secret::text() const {
  std::array<std::uint8_t, kRawSize> raw{};
  std::memcpy(raw.data(), id.bytes.data(), 16);
  std::memcpy(raw.data() + 16, bytes.data(), bytes.size());
  std::array<char, kTextSize + 1> encoded{};
  sodium_bin2base64(encoded.data(), encoded.size(), raw.data(), raw.size(), kVariant);
  sodium_memzero(raw.data(), raw.size());
  return std::string(prefixOf(kind)) + encoded.data();
}

SecretHash Secret::hash() const noexcept {
  SecretHash out{};
  crypto_generichash(out.data(), out.size(), bytes.data(), bytes.size(), nullptr, 0);
  return out;
}

Secret makeSecret(SecretKind kind, IdSource& ids, const Environment& environment) {
  Secret secret;
  secret.kind = kind;
  secret.id = ids.next();
  environment.fillRandom(secret.bytes);
  return secret;
}

std::optional<Secret> parseSecret(SecretKind kind, std::string_view text) {
  const std::string_view prefix = prefixOf(kind);
  if (text.size() != prefix.size() + kTextSize || text.substr(0, prefix.size()) != prefix) {
    return std::nullopt;
  }
  std::array<std::uint8_t, kRawSize> raw{};
  std::size_t size = 0;
  const int result = sodium_base642bin(raw.data(), raw.size(), text.data() + prefix.size(),
                                       kTextSize, nullptr, &size, nullptr, kVariant);
  if (result != 0 || size != raw.size()) return std::nullopt;
  Secret secret;
  secret.kind = kind;
  std::memcpy(secret.id.bytes.data(), raw.data(), 16);
  std::memcpy(secret.bytes.data(), raw.data() + 16, secret.bytes.size());
  sodium_memzero(raw.data(), raw.size());
  return secret;
}

bool hashMatches(const SecretHash& hash, std::span<const std::uint8_t> stored) noexcept {
  return stored.size() == hash.size() &&
         sodium_memcmp(hash.data(), stored.data(), hash.size()) == 0;
}

}  // namespace pannier::server
