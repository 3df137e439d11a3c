#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time_zone.h"

/// The system's time zone files, read once when a shop's zone is set (native hosts only; the
/// browser gets the table with the shop settings).
namespace pannier {

inline constexpr std::string_view kZoneInfoFolder = "/usr/share/zoneinfo";
/// Rules without an end are written out to the end of this year.
inline constexpr std::int32_t kLastExpandedYear = 2100;

/// The zone of an IANA name ("Europe/Berlin") below `folder`. Errors: kInvalidArgument for a name
/// that cannot be one, kNotFound when there is no such file, kParse when it is not a TZif file.
Result<TimeZone> loadSystemTimeZone(const std::string& name,
                                    std::string_view folder = kZoneInfoFolder);

/// One TZif file of version 2 or later (RFC 9636), its footer rule expanded to kLastExpandedYear.
/// Errors: kParse with the byte position, kUnsupported for version 1 and for leap second files.
Result<TimeZone> parseTzif(std::string name, std::span<const std::uint8_t> bytes);

}  // namespace pannier
