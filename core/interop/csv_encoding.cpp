#include "core/interop/csv_encoding.h"

#include <array>
#include <cstring>

#include "core/base/utf8.h"

namespace pannier::csv {
namespace {

/// Bytes 0x80..0x9f of windows-1252, https://encoding.spec.whatwg.org/index-windows-1252.txt
constexpr std::array<std::uint16_t, 32> kWindows1252{
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

constexpr std::uint32_t kReplacement = 0xfffd;

bool startsWith(std::span<const std::uint8_t> head,
                std::initializer_list<std::uint8_t> mark) noexcept {
  if (head.size() < mark.size()) return false;
  std::size_t i = 0;
  for (const std::uint8_t byte : mark) {
    if (head[i++] != byte) return false;
  }
  return true;
}

}  // namespace

std::string_view encodingName(Encoding encoding) noexcept {
  switch (encoding) {
    case Encoding::kUtf8:
      return "UTF-8";
    case Encoding::kUtf16Le:
    case Encoding::kUtf16Be:
      return "UTF-16";
    case Encoding::kWindows1252:
      return "Windows-1252";
  }
  return "UTF-8";
}

EncodingGuess guessEncoding(std::span<const std::uint8_t> head) noexcept {
  if (startsWith(head, {0xef, 0xbb, 0xbf})) return {Encoding::kUtf8, 3};
  if (startsWith(head, {0xff, 0xfe})) return {Encoding::kUtf16Le, 2};
  if (startsWith(head, {0xfe, 0xff})) return {Encoding::kUtf16Be, 2};
  if (head.size() >= kEncodingSample) {
    const bool low = head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0;
    const bool high = head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0;
    if (low) return {Encoding::kUtf16Le, 0};
    if (high) return {Encoding::kUtf16Be, 0};
  }
  return {Encoding::kUtf8, 0};
}

void Utf16Decoder::append(std::span<const std::uint8_t> bytes, std::string& out) {
  for (const std::uint8_t byte : bytes) {
    if (!hasFirstByte_) {
      firstByte_ = byte;
      hasFirstByte_ = true;
      continue;
    }
    hasFirstByte_ = false;
    const std::uint32_t low = littleEndian_ ? firstByte_ : byte;
    const std::uint32_t high = littleEndian_ ? byte : firstByte_;
    unit(high << 8 | low, out);
  }
}

void Utf16Decoder::unit(std::uint32_t unit, std::string& out) {
  const bool isHigh = unit >= 0xd800 && unit < 0xdc00;
  const bool isLow = unit >= 0xdc00 && unit < 0xe000;
  if (highSurrogate_ != 0) {
    const std::uint32_t high = highSurrogate_;
    highSurrogate_ = 0;
    if (isLow) {
      utf8::append(out, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
      return;
    }
    utf8::append(out, kReplacement);
  }
  if (isHigh)
    highSurrogate_ = unit;
  else
    utf8::append(out, isLow ? kReplacement : unit);
}

void Utf16Decoder::finish(std::string& out) {
  if (hasFirstByte_ || highSurrogate_ != 0) utf8::append(out, kReplacement);
  hasFirstByte_ = false;
  highSurrogate_ = 0;
}

void decodeWindows1252(std::string_view bytes, std::string& out) {
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte < 0x80)
      out += c;
    else
      utf8::append(out, byte < 0xa0 ? kWindows1252[byte - 0x80] : byte);
  }
}

bool isAscii(std::string_view text) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & kHighBits) != 0) return false;
  }
  for (; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) >= 0x80) return false;
  }
  return true;
}

}  // namespace pannier::csv
