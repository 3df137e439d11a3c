#include "core/base/text.h"

#include <cstdint>

#include "core/base/fold_tables.h"
#include "core/base/utf8.h"

namespace pannier {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD
constexpr std::size_t kMaxEmailBytes = 254;                // RFC 5321, section 4.5.3.1.3
constexpr std::size_t kMaxLocalPartBytes = 64;

constexpr bool isAsciiSpace(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}
constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }

bool isWideSpace(std::uint32_t c) noexcept {
  return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
         c == 0x202f || c == 0x205f || c == 0x3000;
}

bool isCombiningMark(std::uint32_t c) noexcept {
  return (c >= 0x300 && c <= 0x36f) || (c >= 0x1ab0 && c <= 0x1aff) ||
         (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) ||
         (c >= 0xfe20 && c <= 0xfe2f);
}

/// Letters that become two ASCII letters; empty for all others.
std::string_view foldToTwo(std::uint32_t c) noexcept {
  switch (c) {
    case 0xdf:
    case 0x1e9e:
      return "ss";
    case 0xc6:
    case 0xe6:
      return "ae";
    case 0xde:
    case 0xfe:
      return "th";
    case 0x132:
    case 0x133:
      return "ij";
    case 0x152:
    case 0x153:
      return "oe";
    default:
      return {};
  }
}

template <std::size_t kSize>
std::uint32_t foldBy(const char16_t (&table)[kSize], std::uint32_t first,
                     std::uint32_t c) noexcept {
  if (c < first || c - first >= kSize) return c;
  return table[c - first] == 0 ? c : table[c - first];
}

std::uint32_t foldLetter(std::uint32_t c) noexcept {
  if (c >= 0xc0 && c - 0xc0 < detail::kFoldLatin.size()) {
    const char letter = detail::kFoldLatin[c - 0xc0];
    return letter == '.' ? c : static_cast<std::uint32_t>(letter);
  }
  if (c >= 0x1e00 && c - 0x1e00 < detail::kFoldLatinAdditional.size()) {
    const char letter = detail::kFoldLatinAdditional[c - 0x1e00];
    return letter == '.' ? c : static_cast<std::uint32_t>(letter);
  }
  if (c >= 0x370 && c <= 0x3ff) return foldBy(detail::kFoldGreek, 0x370, c);
  if (c >= 0x400 && c <= 0x52f) return foldBy(detail::kFoldCyrillic, 0x400, c);
  if (c >= 0x1f00 && c <= 0x1fff) return foldBy(detail::kFoldGreekExtended, 0x1f00, c);
  return c;
}

/// One blank for a run of white space, none at the beginning.
void appendBlank(std::string& out) {
  if (!out.empty() && out.back() != ' ') out += ' ';
}

void appendFolded(std::string& out, std::uint32_t c) {
  if (isCombiningMark(c)) return;
  if (isWideSpace(c)) {
    appendBlank(out);
  } else if (const std::string_view two = foldToTwo(c); !two.empty()) {
    out += two;
  } else {
    utf8::append(out, foldLetter(c));
  }
}

}  // namespace

bool isUtf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Decoded decoded = utf8::decode(text, at);
    if (decoded.codePoint == utf8::kInvalid) return false;
    at += decoded.size;
  }
  return true;
}

std::string repairUtf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Decoded decoded = utf8::decode(text, at);
    out += decoded.codePoint == utf8::kInvalid ? kReplacement : text.substr(at, decoded.size);
    at += decoded.size;
  }
  return out;
}

std::string foldText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      if (isAsciiSpace(c))
        appendBlank(out);
      else
        out += lower(c);
      ++at;
      continue;
    }
    const utf8::Decoded decoded = utf8::decode(text, at);
    if (decoded.codePoint == utf8::kInvalid)
      out += c;
    else
      appendFolded(out, decoded.codePoint);
    at += decoded.size;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && isAsciiSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && isAsciiSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::string asciiLower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

bool equalsIgnoringAsciiCase(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

std::string normaliseEmail(std::string_view text) {
  text = trim(text);
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at > kMaxLocalPartBytes) return {};
  if (at + 1 == text.size() || text.size() > kMaxEmailBytes) return {};
  if (text.find('@', at + 1) != std::string_view::npos) return {};
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7f) return {};
  }
  if (!isUtf8(text)) return {};
  return asciiLower(text);
}

std::string normalisePhone(std::string_view text) {
  text = trim(text);
  if (!text.empty() && text.front() == '\'') text.remove_prefix(1);  // how spreadsheets keep a '+'
  std::string digits;
  bool international = false;
  for (const char c : text) {
    if (isDigit(c)) {
      if (digits.size() > 20) return {};
      digits += c;
    } else if (c == '+' && digits.empty() && !international) {
      international = true;
    } else if (!isAsciiSpace(c) && c != '-' && c != '(' && c != ')' && c != '.' && c != '/') {
      return {};
    }
  }
  if (!international && digits.substr(0, 2) == "00") {
    international = true;
    digits.erase(0, 2);
  }
  if (digits.size() < 5 || digits.size() > 18) return {};
  return international ? '+' + digits : digits;
}

}  // namespace pannier
