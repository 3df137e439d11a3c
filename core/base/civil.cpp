#include "core/base/civil.h"

#include <algorithm>

namespace pannier {
namespace {

/// Far more than the calendar has, little enough that nothing overflows.
constexpr std::int64_t kMaxShift = 4'000'000;

void appendDigits(std::string& out, std::int32_t value, int width) {
  const std::string digits = std::to_string(value);
  for (int i = static_cast<int>(digits.size()); i < width; ++i) out += '0';
  out += digits;
}

/// The number in text[begin, begin + size), or -1 when a character is no digit.
std::int32_t digitsAt(std::string_view text, std::size_t begin, std::size_t size) noexcept {
  std::int32_t value = 0;
  for (const char c : text.substr(begin, size)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::int64_t daysFromCivil(const CivilDate& date) noexcept {
  // The year starts in March, so that the leap day is its last day.
  const std::int64_t year = date.month <= 2 ? std::int64_t{date.year} - 1 : date.year;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t yearOfEra = year - era * 400;
  const std::int64_t monthFromMarch = date.month > 2 ? date.month - 3 : date.month + 9;
  const std::int64_t dayOfYear = (153 * monthFromMarch + 2) / 5 + date.day - 1;
  const std::int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return era * 146'097 + dayOfEra - 719'468;
}

CivilDate civilFromDays(std::int64_t days) noexcept {
  days = std::clamp(days, daysFromCivil(kFirstDate), daysFromCivil(kLastDate)) + 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t dayOfEra = days - era * 146'097;
  const std::int64_t yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
  const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const std::int64_t monthFromMarch = (5 * dayOfYear + 2) / 153;
  const std::int64_t day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
  const std::int64_t month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const std::int64_t year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {static_cast<std::int32_t>(year), static_cast<std::int32_t>(month),
          static_cast<std::int32_t>(day)};
}

CivilDate addDays(const CivilDate& date, std::int64_t days) noexcept {
  return civilFromDays(daysFromCivil(date) + std::clamp(days, -kMaxShift, kMaxShift));
}

CivilDate addMonths(const CivilDate& date, std::int64_t months) noexcept {
  const std::int64_t index =
      std::int64_t{date.year} * 12 + date.month - 1 + std::clamp(months, -kMaxShift, kMaxShift);
  const std::int64_t year = (index >= 0 ? index : index - 11) / 12;
  if (year < kFirstDate.year) return kFirstDate;
  if (year > kLastDate.year) return kLastDate;
  CivilDate result{static_cast<std::int32_t>(year),
                   static_cast<std::int32_t>(index - year * 12 + 1), date.day};
  result.day = std::min(result.day, daysInMonth(result.year, result.month));
  return result;
}

CivilDate addYears(const CivilDate& date, std::int64_t years) noexcept {
  return addMonths(date, std::clamp(years, -kMaxShift / 12, kMaxShift / 12) * 12);
}

std::optional<CivilDate> parseDate(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const CivilDate date{digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)};
  if (!isValid(date)) return std::nullopt;
  return date;
}

std::string formatDate(const CivilDate& date) {
  std::string out;
  appendDigits(out, date.year, 4);
  out += '-';
  appendDigits(out, date.month, 2);
  out += '-';
  appendDigits(out, date.day, 2);
  return out;
}

std::string formatDateTime(const CivilDateTime& time) {
  std::string out = formatDate(time.date) + "T";
  appendDigits(out, time.secondOfDay / 3600, 2);
  out += ':';
  appendDigits(out, time.secondOfDay / 60 % 60, 2);
  out += ':';
  appendDigits(out, time.secondOfDay % 60, 2);
  return out;
}

}  // namespace pannier
