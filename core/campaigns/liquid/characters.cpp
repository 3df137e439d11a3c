#include "core/campaigns/liquid/characters.h"

#include <algorithm>
#include <vector>

#include "core/base/utf8.h"

namespace pannier::liquid {
namespace {

bool between(std::uint32_t c, std::uint32_t low, std::uint32_t high) {
  return c >= low && c <= high;
}

/// Blocks in which capital and small letters alternate, the capital being even (or odd).
bool evenCapitals(std::uint32_t c) {
  return between(c, 0x100, 0x12F) || between(c, 0x132, 0x137) || between(c, 0x14A, 0x177) ||
         between(c, 0x1DE, 0x1EF) || between(c, 0x1F8, 0x21F) || between(c, 0x222, 0x233) ||
         between(c, 0x3D8, 0x3EF) || between(c, 0x460, 0x481) || between(c, 0x48A, 0x4BF) ||
         between(c, 0x4D0, 0x52F) || between(c, 0x1E00, 0x1E95) || between(c, 0x1EA0, 0x1EFF);
}
bool oddCapitals(std::uint32_t c) {
  return between(c, 0x139, 0x148) || between(c, 0x179, 0x17E) || between(c, 0x1CD, 0x1DC) ||
         between(c, 0x4C1, 0x4CE);
}

std::uint32_t upperOf(std::uint32_t c) {
  if (between(c, 'a', 'z')) return c - 32;
  if (c < 0xB5) return c;
  if (c == 0xB5) return 0x39C;
  if (between(c, 0xE0, 0xFE) && c != 0xF7) return c - 32;
  if (c == 0xFF) return 0x178;
  if (c == 0x131) return 'I';
  if (evenCapitals(c)) return c & ~1U;
  if (oddCapitals(c)) return (c & 1U) != 0 ? c : c - 1;
  if (c == 0x3AC) return 0x386;
  if (between(c, 0x3AD, 0x3AF)) return c - 37;
  if (c == 0x3C2) return 0x3A3;
  if (between(c, 0x3B1, 0x3CB)) return c - 32;
  if (c == 0x3CC) return 0x38C;
  if (c == 0x3CD || c == 0x3CE) return c - 63;
  if (between(c, 0x430, 0x44F)) return c - 32;
  if (between(c, 0x450, 0x45F)) return c - 80;
  if (between(c, 0x561, 0x586)) return c - 48;
  return c;
}

std::uint32_t lowerOf(std::uint32_t c) {
  if (between(c, 'A', 'Z')) return c + 32;
  if (c < 0xC0) return c;
  if (between(c, 0xC0, 0xDE) && c != 0xD7) return c + 32;
  if (c == 0x178) return 0xFF;
  if (c == 0x130) return 'i';
  if (evenCapitals(c)) return c | 1U;
  if (oddCapitals(c)) return (c & 1U) != 0 ? c + 1 : c;
  if (c == 0x386) return 0x3AC;
  if (between(c, 0x388, 0x38A)) return c + 37;
  if (c == 0x38C) return 0x3CC;
  if (c == 0x38E || c == 0x38F) return c + 63;
  if (between(c, 0x391, 0x3AB) && c != 0x3A2) return c + 32;
  if (between(c, 0x410, 0x42F)) return c + 32;
  if (between(c, 0x400, 0x40F)) return c + 80;
  if (between(c, 0x531, 0x556)) return c + 48;
  if (c == 0x1E9E) return 0xDF;
  return c;
}

}  // namespace

std::size_t characterBytes(std::string_view text, std::size_t offset) noexcept {
  return utf8::decode(text, offset).size;
}

std::size_t characterCount(std::string_view text) noexcept {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += characterBytes(text, at)) ++count;
  return count;
}

std::size_t byteOffsetOf(std::string_view text, std::size_t index) noexcept {
  std::size_t at = 0;
  for (; at < text.size() && index > 0; --index) at += characterBytes(text, at);
  return at;
}

std::string toUpper(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Decoded decoded = utf8::decode(text, at);
    if (decoded.codePoint == utf8::kInvalid) {
      out += text[at];
    } else if (decoded.codePoint == 0xDF) {
      out += "SS";
    } else {
      utf8::append(out, upperOf(decoded.codePoint));
    }
    at += decoded.size;
  }
  return out;
}

std::string toLower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Decoded decoded = utf8::decode(text, at);
    if (decoded.codePoint == utf8::kInvalid) {
      out += text[at];
    } else {
      utf8::append(out, lowerOf(decoded.codePoint));
    }
    at += decoded.size;
  }
  return out;
}

bool isAllSpace(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), isSpace);
}

std::string_view stripSpace(std::string_view text) noexcept {
  while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::size_t findText(std::string_view text, std::string_view wanted, std::size_t from) {
  constexpr std::size_t kShort = 16;  // short enough for the plain search to stay linear
  if (from > text.size()) return std::string_view::npos;
  if (wanted.size() <= kShort) return text.find(wanted, from);
  std::vector<std::size_t> border(wanted.size(), 0);
  for (std::size_t i = 1, length = 0; i < wanted.size(); ++i) {
    while (length > 0 && wanted[i] != wanted[length]) length = border[length - 1];
    if (wanted[i] == wanted[length]) ++length;
    border[i] = length;
  }
  for (std::size_t i = from, length = 0; i < text.size(); ++i) {
    while (length > 0 && text[i] != wanted[length]) length = border[length - 1];
    if (text[i] == wanted[length]) ++length;
    if (length == wanted.size()) return i + 1 - length;
  }
  return std::string_view::npos;
}

}  // namespace pannier::liquid
