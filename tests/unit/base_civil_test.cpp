#include <catch2/catch.hpp>

#include "core/base/civil.h"

using namespace pannier;

TEST_CASE("every day of 800 years converts to a day number and back") {
  std::int64_t expected = daysFromCivil({1600, 1, 1});
  for (std::int32_t year = 1600; year < 2400; ++year) {
    for (std::int32_t month = 1; month <= 12; ++month) {
      for (std::int32_t day = 1; day <= daysInMonth(year, month); ++day) {
        const CivilDate date{year, month, day};
        if (daysFromCivil(date) != expected || civilFromDays(expected) != date) {
          FAIL("day number of " << formatDate(date));
        }
        ++expected;
      }
    }
  }
  CHECK(daysFromCivil({1970, 1, 1}) == 0);
  CHECK(daysFromCivil({2000, 3, 1}) == 11'017);
}

TEST_CASE("a month's arithmetic ends on the last day the month has") {
  CHECK(addMonths({2026, 3, 31}, -1) == CivilDate{2026, 2, 28});
  CHECK(addMonths({2024, 3, 31}, -1) == CivilDate{2024, 2, 29});
  CHECK(addMonths({2026, 1, 31}, 1) == CivilDate{2026, 2, 28});
  CHECK(addMonths({2026, 1, 15}, -1) == CivilDate{2025, 12, 15});
  CHECK(addMonths({2026, 12, 31}, 2) == CivilDate{2027, 2, 28});
  CHECK(addMonths({2026, 5, 31}, -12) == CivilDate{2025, 5, 31});
  CHECK(addYears({2024, 2, 29}, -1) == CivilDate{2023, 2, 28});
  CHECK(addYears({2024, 2, 29}, 4) == CivilDate{2028, 2, 29});
}

TEST_CASE("date arithmetic stays within the years 1 to 9999") {
  CHECK(addDays({2026, 1, 1}, -999'999'999) == kFirstDate);
  CHECK(addDays({2026, 1, 1}, 999'999'999) == kLastDate);
  CHECK(addMonths({2026, 1, 1}, INT64_MIN) == kFirstDate);
  CHECK(addYears({2026, 1, 1}, INT64_MAX) == kLastDate);
}

TEST_CASE("a date is read only when it is spelled in full and exists") {
  CHECK(parseDate("2024-02-29") == CivilDate{2024, 2, 29});
  for (const char* text : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-01", "20240101", "",
                           "2024-01-01T", "0000-01-01", "2024-01-32", "2024/01/01", "-024-01-01"}) {
    INFO(text);
    CHECK_FALSE(parseDate(text));
  }
  CHECK(formatDate({33, 4, 3}) == "0033-04-03");
  CHECK(formatDateTime({{2020, 5, 30}, 16 * 3600 + 61}) == "2020-05-30T16:01:01");
}
