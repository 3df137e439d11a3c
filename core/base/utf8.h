#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Reading and writing single code points of UTF-8 (RFC 3629).
namespace pannier::utf8 {

inline constexpr std::uint32_t kInvalid = 0xffffffff;

struct Decoded {
  std::uint32_t codePoint = kInvalid;
  std::size_t size = 1;  ///< bytes used; 1 for a byte that begins no valid sequence
};

/// The code point that starts at `at` (which is below text.size()). Overlong forms, surrogates and
/// values beyond U+10FFFF are invalid.
Decoded decode(std::string_view text, std::size_t at) noexcept;
/// Appends the bytes of one valid code point.
void append(std::string& out, std::uint32_t codePoint);

}  // namespace pannier::utf8
