#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "core/base/posix_tz.h"
#include "core/base/time_zone_tzif.h"

using namespace pannier;

namespace {

std::int64_t utc(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour = 0) {
  return daysFromCivil({year, month, day}) * kMsPerDay + hour * 3'600'000LL;
}

std::vector<std::uint8_t> fileBytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool hasZoneFiles() { return std::ifstream("/usr/share/zoneinfo/Europe/Berlin").good(); }

}  // namespace

TEST_CASE("the system's zone files give known offsets of the past and of the far future") {
  if (!hasZoneFiles()) {
    WARN("skipped: no time zone files on this system");
    return;
  }
  const auto berlin = loadSystemTimeZone("Europe/Berlin");
  REQUIRE(berlin.ok());
  CHECK(berlin->offsetSecondsAt(utc(2026, 7, 1)) == 7200);
  CHECK(berlin->offsetSecondsAt(utc(2026, 12, 1)) == 3600);
  CHECK(berlin->offsetSecondsAt(utc(1970, 7, 1)) == 3600);
  CHECK(berlin->offsetSecondsAt(utc(2099, 7, 1)) == 7200);
  CHECK(berlin->startOfDayMs({2026, 3, 30}) - berlin->startOfDayMs({2026, 3, 29}) ==
        23 * 3'600'000);
  const auto newYork = loadSystemTimeZone("America/New_York");
  REQUIRE(newYork.ok());
  CHECK(newYork->toUtcMs({{2020, 5, 30}, 16 * 3600}) == utc(2020, 5, 30, 20));
  CHECK(newYork->offsetSecondsAt(utc(1800, 1, 1)) == -17'762);
  const auto kolkata = loadSystemTimeZone("Asia/Kolkata");
  REQUIRE(kolkata.ok());
  CHECK(kolkata->offsetSecondsAt(utc(2050, 1, 1)) == 19'800);
  CHECK(TimeZone::fromJson("x", berlin->toJson())->transitions() == berlin->transitions());
}

TEST_CASE("a name that is no zone is refused before any file is opened") {
  for (const char* name : {"", "../../etc/passwd", "/etc/localtime", "Europe/", "a b"}) {
    CHECK(loadSystemTimeZone(name).error().code == ErrorCode::kInvalidArgument);
  }
  CHECK(loadSystemTimeZone("Europe/Nowhere").error().code == ErrorCode::kNotFound);
}

TEST_CASE("a zone file cut or changed at any byte is a zone or an error, never a crash") {
  if (!hasZoneFiles()) return;
  const std::vector<std::uint8_t> whole = fileBytes("/usr/share/zoneinfo/Europe/Berlin");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(parseTzif("x", std::span(whole).first(size)).ok());
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::vector<std::uint8_t> changed = whole;
    changed[at] = static_cast<std::uint8_t>(changed[at] ^ 0xff);
    const auto result = parseTzif("x", changed);
    if (!result.ok()) CHECK_FALSE(result.error().message.empty());
  }
}

TEST_CASE("POSIX rules are read in all their forms") {
  const auto lastOf = [](std::string_view rule, std::int32_t year) {
    return expandPosixTz(rule, year, year).value();
  };
  CHECK(
      lastOf("CET-1CEST,M3.5.0,M10.5.0/3", 2026) ==
      std::vector<TimeZone::Transition>{{utc(2026, 3, 29, 1), 7200}, {utc(2026, 10, 25, 1), 3600}});
  CHECK(lastOf("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", 2023).front() ==
        TimeZone::Transition{utc(2023, 3, 26, 1), -7200});
  CHECK(lastOf("IST-2IDT,M3.4.4/26,M10.5.0", 2023).front() ==
        TimeZone::Transition{utc(2023, 3, 24, 0), 10'800});
  CHECK(lastOf("AAA5BBB,J60/0,300/0", 2024).front().utcMs == utc(2024, 3, 1, 5));
  CHECK(lastOf("UTC0", 2024).size() == 1);
  for (const char* rule : {"", "C", "CET", "CET-99", "CET-1CEST", "CET-1CEST,M3.5.0",
                           "CET-1CEST,M13.1.0,0", "<AB", "CET-1CEST,M3.5.0,M10.5.0/3x"}) {
    INFO(rule);
    CHECK_FALSE(expandPosixTz(rule, 2024, 2024).ok());
  }
}
