#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time_zone.h"

/// What the cells of shop exports say. Everything is trimmed; one leading apostrophe (how
/// spreadsheets keep digits as text) is not part of the value.
namespace pannier::interop {

/// Blanks around it and one leading apostrophe taken off.
std::string_view plainCell(std::string_view cell) noexcept;

/// "6", "-6", "6.0", "+6": whole numbers up to ±10^15. nullopt for anything else.
std::optional<std::int64_t> parseWholeNumber(std::string_view cell) noexcept;

/// An id of another system: "17850.0" (a number that went through a spreadsheet) is "17850".
std::string_view externalIdOf(std::string_view cell) noexcept;

/// yes, no, true, false, y, n, 1, 0, subscribed, unsubscribed in any case; nullopt for empty or
/// anything else.
std::optional<bool> parseYesNo(std::string_view cell);

/// A time, as milliseconds since 1970 UTC:
///  - "2026-04-10", "2026-04-10 11:11", "2026-04-10T11:11:26.5", with " +0530", "+05:30", "Z" or "
///  UTC" behind
///  - "12/1/2010 8:26": month first, as the original files of Online Retail have it
/// Without an offset it is the time `zone` shows. Years 1 to 9999. nullopt for anything else.
std::optional<std::int64_t> parseTime(std::string_view cell, const TimeZone& zone) noexcept;

/// "1990-05-31" (also with a time behind it), as YYYY-MM-DD; empty for anything else.
std::string parseDay(std::string_view cell);

/// Would a spreadsheet run this text as a formula? ("=1+1", "@SUM(…)", "+cmd|…"). We never do; it
/// is stored as the text it is, and counted.
bool looksLikeFormula(std::string_view cell) noexcept;

/// `unitPrice` in 1/100 of a minor unit times `quantity`, in minor units, half away from zero.
/// nullopt when it does not fit.
std::optional<std::int64_t> lineAmount(std::int64_t unitPrice, std::int64_t quantity) noexcept;
/// The unit price itself in minor units.
std::int64_t roundedPrice(std::int64_t unitPrice) noexcept;

}  // namespace pannier::interop
