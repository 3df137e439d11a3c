#include "core/base/utf8.h"

namespace pannier::utf8 {
namespace {

constexpr bool isContinuation(unsigned char byte) noexcept { return (byte & 0xc0U) == 0x80U; }

}  // namespace

Decoded decode(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t offset) -> unsigned char {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0;
  };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first < 0xc2 || first > 0xf4) return {};
  const std::size_t size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  std::uint32_t codePoint = first & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!isContinuation(byte(i))) return {};
    codePoint = codePoint << 6 | (byte(i) & 0x3fU);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (codePoint < kSmallest[size] || codePoint > 0x10ffff) return {};
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return {};
  return {codePoint, size};
}

void append(std::string& out, std::uint32_t codePoint) {
  if (codePoint < 0x80) {
    out += static_cast<char>(codePoint);
  } else if (codePoint < 0x800) {
    out += static_cast<char>(0xc0U | codePoint >> 6);
    out += static_cast<char>(0x80U | (codePoint & 0x3fU));
  } else if (codePoint < 0x10000) {
    out += static_cast<char>(0xe0U | codePoint >> 12);
    out += static_cast<char>(0x80U | (codePoint >> 6 & 0x3fU));
    out += static_cast<char>(0x80U | (codePoint & 0x3fU));
  } else {
    out += static_cast<char>(0xf0U | codePoint >> 18);
    out += static_cast<char>(0x80U | (codePoint >> 12 & 0x3fU));
    out += static_cast<char>(0x80U | (codePoint >> 6 & 0x3fU));
    out += static_cast<char>(0x80U | (codePoint & 0x3fU));
  }
}

}  // namespace pannier::utf8
