#pragma once

#include <string>
#include <string_view>

namespace pannier {

bool isUtf8(std::string_view text) noexcept;
/// Replaces every byte that is not part of valid UTF-8 by U+FFFD.
std::string repairUtf8(std::string_view text);

/// What search and sorting compare: lower case, Latin and Greek/Cyrillic letters without their
/// accents, German sharp s as "ss", runs of white space as one blank, trimmed. Bytes that are no
/// letters stay.
std::string foldText(std::string_view text);

std::string_view trim(std::string_view text) noexcept;
std::string asciiLower(std::string_view text);
bool equalsIgnoringAsciiCase(std::string_view a, std::string_view b) noexcept;

/// E-mail as an identity: trimmed, lower case. Empty when it cannot be an address (no or two @,
/// blanks, control characters, longer than 254 bytes).
std::string normaliseEmail(std::string_view text);

/// Phone as an identity: digits with a leading '+'; "00" becomes '+'. A number without a country
/// code stays without '+'. Empty when fewer than 5 or more than 18 digits, or letters are in it.
std::string normalisePhone(std::string_view text);

}  // namespace pannier
