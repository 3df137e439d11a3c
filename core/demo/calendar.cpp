#include "core/demo/calendar.h"

#include <algorithm>
#include <array>

namespace pannier::demo {
namespace {

constexpr std::int64_t kOpenDays = 3 * 365;
/// How busy each month is: coffee and gifts in winter, tents in early summer.
constexpr std::array<double, 12> kMonths{0.80, 0.78, 0.90, 0.98, 1.08, 1.12,
                                         0.98, 0.90, 0.96, 1.08, 1.55, 1.75};
/// Sunday first, as 1970-01-01 was a Thursday.
constexpr std::array<double, 7> kWeekdays{1.20, 1.05, 0.95, 0.95, 1.00, 0.95, 1.05};
/// Orders of each hour of a day.
constexpr std::array<int, 24> kHours{2,  1,  1,  1,  1,  2,  4,  7,  9,  11, 12, 12,
                                     13, 12, 11, 11, 12, 14, 16, 19, 21, 17, 10, 5};
constexpr std::int64_t kMsPerHour = 3'600'000;

double businessOf(std::int64_t dayNumber, double age) {
  const CivilDate date = civilFromDays(dayNumber);
  const auto weekday = static_cast<std::size_t>(((dayNumber + 4) % 7 + 7) % 7);
  double weight =
      kMonths[static_cast<std::size_t>(date.month - 1)] * kWeekdays[weekday] * (0.55 + 0.9 * age);
  const bool isSale = date.month == 11 && date.day >= 24 && date.day <= 30;
  if (isSale) weight *= 1.9;
  const bool isTooLate = date.month == 12 && date.day >= 22 && date.day <= 26;
  if (isTooLate) weight *= 0.45;
  return weight;
}

}  // namespace

Calendar::Calendar(const TimeZone& zone, std::int64_t nowMs) : nowMs_(nowMs) {
  const CivilDate today = zone.localDate(nowMs);
  firstDay_ = addDays(today, -kOpenDays);
  const std::int64_t firstNumber = daysFromCivil(firstDay_);
  starts_.reserve(kOpenDays + 1);
  for (std::int64_t day = 0; day <= kOpenDays; ++day) {
    starts_.push_back(zone.startOfDayMs(addDays(firstDay_, day)));
    const double age = static_cast<double>(day) / static_cast<double>(kOpenDays);
    double weight = businessOf(firstNumber + day, age);
    // Today counts as a third of a day: the same orders at any hour, so that a day's demo is one
    // demo.
    if (day == kOpenDays) weight /= 3;
    business_.add(weight);
  }
}

std::int64_t Calendar::drawMoment(Random& random, std::size_t day) const {
  int total = 0;
  for (const int weight : kHours) total += weight;
  auto at = static_cast<int>(random.below(static_cast<std::size_t>(total)));
  std::int64_t hour = 0;
  while (at >= kHours[static_cast<std::size_t>(hour)])
    at -= kHours[static_cast<std::size_t>(hour++)];
  const std::int64_t inDay = hour * kMsPerHour + random.between(0, 3'599) * 1'000;
  if (day < today()) return starts_[day] + inDay;
  const std::int64_t passed = std::max<std::int64_t>(nowMs_ - starts_[day], 0);
  return starts_[day] + std::min(passed, inDay * (passed / 1'000) / 86'400);
}

}  // namespace pannier::demo
