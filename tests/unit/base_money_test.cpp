#include <catch2/catch.hpp>

#include "core/base/money.h"

using namespace pannier;

TEST_CASE("amounts are read without floating point, whatever mark is the decimal one") {
  const std::pair<const char*, std::int64_t> cases[] = {
      {"12.3", 1230},
      {"-0.05", -5},
      {"1,234.50", 123450},
      {"1.234,50", 123450},
      {"1,234", 123400},
      {"12,5", 1250},
      {"1,234,567", 123456700},
      {"1.234.567", 123456700},
      {".5", 50},
      {"5.", 500},
      {"0", 0},
      {"$ 19.99", 1999},
      {"19.99 \xe2\x82\xac", 1999},
      {"-\xc2\xa3"
       "3",
       -300},
      {"\xc2\xa3-3", -300},
      {"+7", 700},
      {"1,2345", 123},
      {"0.005", 1},
      {"0.0049", 0},
      {"-0.005", -1},
      {" 2.50 ", 250},
      {"90000000000000000.00", 9'000'000'000'000'000'000}};
  for (const auto& [text, expected] : cases) {
    INFO(text);
    const auto result = parseMoney(text, 2);
    REQUIRE(result.ok());
    CHECK(*result == expected);
  }
  CHECK(parseMoney("1,234", 0).value() == 1234);
  CHECK(parseMoney("1.5", 0).value() == 2);
  CHECK(parseMoney("1.2345", 3).value() == 1235);
}

TEST_CASE("text that is not one amount is refused") {
  for (const char* text : {"", " ", ".", "-", "abc", "1e3", "1,23,456.00", "1.2.3,4,5", "12 34",
                           "--5", "+-5", "12.3.4", "92233720368547758.08", "1.00$$", "NaN"}) {
    INFO(text);
    CHECK_FALSE(parseMoney(text, 2).ok());
  }
  CHECK_FALSE(parseMoney(std::string(100, '1'), 2).ok());
}

TEST_CASE("what is printed is read back as the same amount") {
  constexpr std::int64_t kAmounts[] = {0, 1, -1, 99, -100, 123456789, INT64_MAX, -INT64_MAX};
  for (const std::int64_t amount : kAmounts) {
    for (const int decimals : {0, 2, 3}) {
      CHECK(parseMoney(formatMoney(amount, decimals), decimals).value() == amount);
    }
  }
  CHECK(formatMoney(-5, 2) == "-0.05");
  CHECK(formatMoney(INT64_MIN, 2) == "-92233720368547758.08");
  CHECK(currencyDecimals("JPY") == 0);
  CHECK(currencyDecimals("kwd") == 3);
  CHECK(currencyDecimals("EUR") == 2);
  CHECK(currencyDecimals("???") == 2);
}
