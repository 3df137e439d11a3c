#pragma once

#include <cstdint>

#include "core/base/time_zone.h"

namespace pannier::liquid {

/// A point in time and the zone it is shown in.
struct Moment {
  std::int64_t seconds = 0;        ///< since 1970-01-01T00:00:00Z
  std::int32_t milliseconds = 0;   ///< 0 to 999
  std::int32_t offsetSeconds = 0;  ///< of the zone, east of Greenwich
};

/// What a date needs to know besides its own text.
struct DateContext {
  std::int64_t nowMs = 0;
  const TimeZone* zone = nullptr;  ///< of times that name none; null: UTC

  [[nodiscard]] std::int32_t offsetAt(std::int64_t utcMs) const {
    return zone == nullptr ? 0 : zone->offsetSecondsAt(utcMs);
  }
};

}  // namespace pannier::liquid
