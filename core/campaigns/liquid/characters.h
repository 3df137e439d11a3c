#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pannier::liquid {

/// Number of bytes of the character that starts at `offset` (1 for a byte that starts none).
std::size_t characterBytes(std::string_view text, std::size_t offset) noexcept;

std::size_t characterCount(std::string_view text) noexcept;

/// Byte offset of character number `index`; the end of the text when there are fewer.
std::size_t byteOffsetOf(std::string_view text, std::size_t index) noexcept;

/// Upper and lower case of Latin, Greek, Cyrillic and Armenian letters (the sharp s becomes "SS").
/// Letters of other scripts and everything else stay as they are.
std::string toUpper(std::string_view text);
std::string toLower(std::string_view text);

/// The white space of Liquid's grammar: blank, tab, line feed, vertical tab, form feed, return.
inline bool isSpace(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
inline bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }
inline bool isAsciiLetter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool isWordCharacter(char c) noexcept { return isAsciiLetter(c) || isDigit(c) || c == '_'; }

bool isAllSpace(std::string_view text) noexcept;

/// Without white space at the start or end; a view into `text`.
std::string_view stripSpace(std::string_view text) noexcept;

/// First occurrence at or after `from`, npos when none. Takes time proportional to both lengths,
/// also for texts made to be slow to search (Knuth, Morris and Pratt).
std::size_t findText(std::string_view text, std::string_view wanted, std::size_t from = 0);

}  // namespace pannier::liquid
