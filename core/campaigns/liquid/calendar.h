#pragma once

#include <cstdint>

/// The proleptic Gregorian calendar, by Howard Hinnant's day-counting formulas
/// (http://howardhinnant.github.io/date_algorithms.html).
namespace pannier::liquid {

struct Day {
  std::int64_t year = 1970;
  int month = 1;  ///< 1 to 12
  int day = 1;    ///< 1 to 31
};

/// Days since 1970-01-01.
std::int64_t daysFromDay(const Day& day);
Day dayFromDays(std::int64_t days);
int daysInMonth(std::int64_t year, int month);

/// A point in time and the zone it is shown in.
struct Moment {
  std::int64_t seconds = 0;        ///< since 1970-01-01T00:00:00Z
  int milliseconds = 0;            ///< 0 to 999
  std::int32_t offsetMinutes = 0;  ///< of the zone, east of Greenwich
};

/// What a date needs to know besides its own text.
struct DateContext {
  std::int64_t nowMs = 0;
  std::int32_t offsetMinutes = 0;  ///< zone of times that name none
};

}  // namespace pannier::liquid
