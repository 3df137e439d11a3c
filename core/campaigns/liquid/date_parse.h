#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/campaigns/liquid/moment.h"

namespace pannier::liquid {

/// A number as a time: seconds since 1970, or milliseconds when it is 100,000,000,000 or more (that
/// many seconds are the year 5138). Nothing when it is too far away to be a date.
std::optional<Moment> momentOfNumber(std::int64_t number, const DateContext& context);

/// Reads "now", "today", digits (as momentOfNumber), ISO 8601, RFC 2822, and dates as people write
/// them: "March 14, 2016", "14 Mar 2016 10:30 PM", "14.3.2016", "14/3/2016" (the day comes first).
/// Nothing for any other text.
std::optional<Moment> parseMoment(std::string_view text, const DateContext& context);

}  // namespace pannier::liquid
