#include <catch2/catch.hpp>

#include "core/base/time_zone.h"

using namespace pannier;

namespace {

constexpr std::int64_t kHour = 3'600'000;

std::int64_t utc(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour = 0) {
  return daysFromCivil({year, month, day}) * kMsPerDay + hour * kHour;
}

/// Berlin around 2026: summer time from 29 March, 01:00 UTC to 25 October, 01:00 UTC.
TimeZone berlin() {
  auto zone = TimeZone::make(
      "Europe/Berlin",
      {{utc(2025, 10, 26, 1), 3600}, {utc(2026, 3, 29, 1), 7200}, {utc(2026, 10, 25, 1), 3600}});
  return std::move(zone).value();
}

}  // namespace

TEST_CASE("a local day has 23 hours when summer time begins and 25 when it ends") {
  const TimeZone zone = berlin();
  const auto hours = [&](const CivilDate& day) {
    return (zone.startOfDayMs(addDays(day, 1)) - zone.startOfDayMs(day)) / kHour;
  };
  CHECK(hours({2026, 3, 28}) == 24);
  CHECK(hours({2026, 3, 29}) == 23);
  CHECK(hours({2026, 10, 25}) == 25);
  CHECK(zone.startOfDayMs({2026, 7, 1}) == utc(2026, 6, 30, 22));
}

TEST_CASE("a time that summer time skips is the moment of the jump, one shown twice its first") {
  const TimeZone zone = berlin();
  CHECK(zone.toUtcMs({{2026, 3, 29}, 2 * 3600 + 1800}) == utc(2026, 3, 29, 1));
  CHECK(zone.toUtcMs({{2026, 10, 25}, 2 * 3600}) == utc(2026, 10, 25, 0));
  CHECK(zone.toUtcMs({{2026, 10, 25}, 3 * 3600}) == utc(2026, 10, 25, 2));
}

TEST_CASE("a day that begins within the jump of summer time begins at the jump") {
  // Sao Paulo, 2018-11-04: 00:00 became 01:00.
  const auto zone = TimeZone::make(
      "America/Sao_Paulo", {{utc(2018, 2, 18, 2), -3 * 3600}, {utc(2018, 11, 4, 3), -2 * 3600}});
  REQUIRE(zone.ok());
  CHECK(zone->startOfDayMs({2018, 11, 4}) == utc(2018, 11, 4, 3));
  CHECK(zone->startOfDayMs({2018, 11, 5}) == utc(2018, 11, 5, 2));
  CHECK(zone->localDate(utc(2018, 11, 4, 3)) == CivilDate{2018, 11, 4});
  CHECK(zone->localDate(utc(2018, 11, 4, 3) - 1) == CivilDate{2018, 11, 3});
}

TEST_CASE("a day that a country skipped is empty") {
  // Apia, 2011-12-30 did not exist: UTC-10 became UTC+14.
  const auto zone = TimeZone::make(
      "Pacific/Apia", {{utc(2011, 9, 24, 14), -10 * 3600}, {utc(2011, 12, 30, 10), 14 * 3600}});
  REQUIRE(zone.ok());
  CHECK(zone->startOfDayMs({2011, 12, 30}) == zone->startOfDayMs({2011, 12, 31}));
  CHECK(zone->localDate(utc(2011, 12, 30, 10)) == CivilDate{2011, 12, 31});
}

TEST_CASE("local readings and instants agree on both sides of every transition") {
  const TimeZone zone = berlin();
  for (std::int64_t at = utc(2025, 10, 24); at < utc(2026, 11, 1); at += kHour / 2) {
    const CivilDateTime local = zone.localDateTime(at);
    const std::int64_t first = zone.toUtcMs(local);
    if (first > at || zone.localDateTime(first) != local) FAIL("at " << at);
  }
}

TEST_CASE("a transition table survives its JSON and a wrong one is refused with a reason") {
  const TimeZone zone = berlin();
  const auto copy = TimeZone::fromJson("Europe/Berlin", zone.toJson());
  REQUIRE(copy.ok());
  CHECK(copy->transitions() == zone.transitions());
  CHECK(copy->name() == "Europe/Berlin");
  CHECK(TimeZone::fromJson("UTC", "")->offsetSecondsAt(0) == 0);
  for (const char* text : {"{}", "[1]", "[[1]]", "[[1,\"x\"]]", "[[5,0],[5,3600]]", "[[0,999999]]",
                           "[[9000000000000000000,0]]", "[[", "null", "[[0,1.5]]"}) {
    INFO(text);
    const auto result = TimeZone::fromJson("X", text);
    REQUIRE_FALSE(result.ok());
    CHECK_FALSE(result.error().message.empty());
  }
}

TEST_CASE("instants far outside the calendar do not overflow") {
  const TimeZone zone = berlin();
  CHECK(zone.localDate(INT64_MAX) == kLastDate);
  CHECK(zone.localDate(INT64_MIN).year == 1);
  CHECK(zone.startOfDayMs(kFirstDate) < zone.startOfDayMs(kLastDate));
}
