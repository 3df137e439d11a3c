#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time_zone.h"

namespace pannier {

/// A POSIX TZ rule ("CET-1CEST,M3.5.0,M10.5.0/3"), written out for the years firstYear..lastYear,
/// ascending; a rule without daylight saving gives one transition at the start of firstYear.
/// Source: POSIX.1-2017, section 8.3, with the hours of RFC 9636, section 3.3.1 (-167..167).
/// Errors: kParse with the position in `rule`.
Result<std::vector<TimeZone::Transition>> expandPosixTz(std::string_view rule,
                                                        std::int32_t firstYear,
                                                        std::int32_t lastYear);

}  // namespace pannier
