#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pannier::csv {

enum class Encoding {
  kUtf8,
  kUtf16Le,
  kUtf16Be,
  kWindows1252,
};

/// "UTF-8", "UTF-16", "Windows-1252": for messages.
std::string_view encodingName(Encoding encoding) noexcept;

/// How many first bytes guessEncoding wants to see (fewer when the file is shorter).
inline constexpr std::size_t kEncodingSample = 4;

struct EncodingGuess {
  Encoding encoding = Encoding::kUtf8;
  std::size_t markSize = 0;  ///< bytes of the byte order mark, to be skipped
};

/// From the byte order mark, or from zero bytes where UTF-16 has them for Latin letters.
/// Windows-1252 cannot be told from the beginning: the reader finds it at the first row that is not
/// UTF-8.
EncodingGuess guessEncoding(std::span<const std::uint8_t> head) noexcept;

/// UTF-16 that comes in pieces, as UTF-8. Lone surrogates become U+FFFD.
class Utf16Decoder {
 public:
  explicit Utf16Decoder(bool littleEndian) noexcept : littleEndian_(littleEndian) {}
  void append(std::span<const std::uint8_t> bytes, std::string& out);
  /// What an odd last byte or an unfinished pair leaves behind.
  void finish(std::string& out);

 private:
  void unit(std::uint32_t unit, std::string& out);

  bool littleEndian_;
  bool hasFirstByte_ = false;
  std::uint8_t firstByte_ = 0;
  std::uint32_t highSurrogate_ = 0;
};

/// Windows-1252 as the WHATWG encoding standard reads it (unassigned bytes become C1 controls).
/// Every byte has a meaning, so this never fails. Appends to `out`.
void decodeWindows1252(std::string_view bytes, std::string& out);

/// False when a byte with the high bit is in it. Looks at eight bytes at a time.
bool isAscii(std::string_view text) noexcept;

}  // namespace pannier::csv
