#include "core/base/id.h"

#include <vector>

namespace pannier {
namespace {

constexpr char kHex[] = "0123456789abcdef";

int hexValue(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::uint64_t rotateLeft(std::uint64_t x, int by) noexcept { return (x << by) | (x >> (64 - by)); }

std::uint64_t finalMix(std::uint64_t k) noexcept {
  k ^= k >> 33;
  k *= 0xff51afd7ed558ccdULL;
  k ^= k >> 33;
  k *= 0xc4ceb9fe1a85ec53ULL;
  k ^= k >> 33;
  return k;
}

std::uint64_t readLittleEndian(const std::uint8_t* p, std::size_t n) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < n; ++i) value |= static_cast<std::uint64_t>(p[i]) << (8 * i);
  return value;
}

/// MurmurHash3 x64 128 with seed 0.
void hash128(std::span<const std::uint8_t> data, std::uint64_t& h1, std::uint64_t& h2) noexcept {
  constexpr std::uint64_t c1 = 0x87c37b91114253d5ULL;
  constexpr std::uint64_t c2 = 0x4cf5ad432745937fULL;
  h1 = h2 = 0;
  const std::size_t blocks = data.size() / 16;
  for (std::size_t i = 0; i < blocks; ++i) {
    std::uint64_t k1 = readLittleEndian(data.data() + 16 * i, 8);
    std::uint64_t k2 = readLittleEndian(data.data() + 16 * i + 8, 8);
    h1 ^= rotateLeft(k1 * c1, 31) * c2;
    h1 = (rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
    h2 ^= rotateLeft(k2 * c2, 33) * c1;
    h2 = (rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
  }
  const std::uint8_t* tail = data.data() + 16 * blocks;
  const std::size_t rest = data.size() % 16;
  if (rest > 8) h2 ^= rotateLeft(readLittleEndian(tail + 8, rest - 8) * c2, 33) * c1;
  if (rest > 0) h1 ^= rotateLeft(readLittleEndian(tail, rest < 8 ? rest : 8) * c1, 31) * c2;
  h1 ^= data.size();
  h2 ^= data.size();
  h1 += h2;
  h2 += h1;
  h1 = finalMix(h1);
  h2 = finalMix(h2);
  h1 += h2;
  h2 += h1;
}

}  // namespace

std::string formatId(const Id& id) {
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHex[id.bytes[i] >> 4];
    text += kHex[id.bytes[i] & 15];
  }
  return text;
}

std::optional<Id> parseId(std::string_view text) noexcept {
  if (text.size() != 36) return std::nullopt;
  Id id;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      if (text[at++] != '-') return std::nullopt;
    }
    const int high = hexValue(text[at]);
    const int low = hexValue(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    at += 2;
  }
  return id;
}

std::optional<Id> idFromBytes(std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() != 16) return std::nullopt;
  Id id;
  std::memcpy(id.bytes.data(), bytes.data(), 16);
  return id;
}

Id deriveId(std::initializer_list<std::string_view> parts) noexcept {
  std::vector<std::uint8_t> data;
  for (const std::string_view part : parts) {
    for (int shift = 0; shift < 32; shift += 8) {
      data.push_back(static_cast<std::uint8_t>(part.size() >> shift));
    }
    data.insert(data.end(), part.begin(), part.end());
  }
  std::uint64_t h1 = 0;
  std::uint64_t h2 = 0;
  hash128(data, h1, h2);
  Id id;
  for (int i = 0; i < 8; ++i) {
    id.bytes[i] = static_cast<std::uint8_t>(h1 >> (8 * i));
    id.bytes[8 + i] = static_cast<std::uint8_t>(h2 >> (8 * i));
  }
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x80);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

}  // namespace pannier
