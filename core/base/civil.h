#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pannier {

/// A day of the proleptic Gregorian calendar, without a time zone. Years 1 to 9999.
struct CivilDate {
  std::int32_t year = 1970;
  std::int32_t month = 1;  ///< 1..12
  std::int32_t day = 1;    ///< 1..31

  friend constexpr bool operator==(const CivilDate&, const CivilDate&) = default;
  friend constexpr auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

/// A wall clock reading, without a time zone.
struct CivilDateTime {
  CivilDate date;
  std::int32_t secondOfDay = 0;  ///< 0..86399

  friend constexpr bool operator==(const CivilDateTime&, const CivilDateTime&) = default;
  friend constexpr auto operator<=>(const CivilDateTime&, const CivilDateTime&) = default;
};

inline constexpr std::int64_t kMsPerDay = 86'400'000;
inline constexpr CivilDate kFirstDate{1, 1, 1};
inline constexpr CivilDate kLastDate{9999, 12, 31};

constexpr bool isLeapYear(std::int32_t year) noexcept {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}
constexpr std::int32_t daysInMonth(std::int32_t year, std::int32_t month) noexcept {
  if (month == 2) return isLeapYear(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}
constexpr bool isValid(const CivilDate& date) noexcept {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= daysInMonth(date.year, date.month);
}

/// Days since 1970-01-01; negative before.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
std::int64_t daysFromCivil(const CivilDate& date) noexcept;
/// The inverse (civil_from_days of the same paper). Days outside years 1..9999 give the nearest
/// end.
CivilDate civilFromDays(std::int64_t days) noexcept;

/// The same day `days` later (earlier when negative), kept within years 1..9999.
CivilDate addDays(const CivilDate& date, std::int64_t days) noexcept;
/// The same day of the month `months` later; a day the month does not have becomes its last day:
/// 31 March - 1 month = 28 or 29 February. Kept within years 1..9999.
CivilDate addMonths(const CivilDate& date, std::int64_t months) noexcept;
/// Twelve months a year: 29 February ± 1 year = 28 February.
CivilDate addYears(const CivilDate& date, std::int64_t years) noexcept;

/// Exactly "YYYY-MM-DD" of a day that exists; nullopt for anything else.
std::optional<CivilDate> parseDate(std::string_view text) noexcept;
/// "2026-03-31".
std::string formatDate(const CivilDate& date);
/// "2026-03-31T16:00:00".
std::string formatDateTime(const CivilDateTime& time);

}  // namespace pannier
