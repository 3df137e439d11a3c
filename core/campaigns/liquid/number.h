#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pannier::liquid {

/// An integer or a decimal number, as Liquid's arithmetic filters see it. Sums, differences and
/// products of decimals are exact as written (10.1 + 2.2 is 12.3), as with Ruby's BigDecimal, as
/// long as they have at most 18 digits. An integer that does not fit into 64 bits becomes a real.
struct Number {
  bool isReal = false;
  std::int64_t integer = 0;
  double real = 0;

  static Number of(std::int64_t value) { return {false, value, 0}; }
  static Number of(double value) { return {true, 0, value}; }
  [[nodiscard]] double asReal() const { return isReal ? real : static_cast<double>(integer); }
  [[nodiscard]] bool isZero() const { return isReal ? real == 0 : integer == 0; }
};

Number add(const Number& a, const Number& b);
Number subtract(const Number& a, const Number& b);
Number multiply(const Number& a, const Number& b);
/// Two integers: rounded down. Nothing when `b` is zero.
std::optional<Number> divide(const Number& a, const Number& b);
/// The remainder has the sign of `b`. Nothing when `b` is zero.
std::optional<Number> modulo(const Number& a, const Number& b);
int compare(const Number& a, const Number& b);

Number absolute(const Number& value);
Number floorOf(const Number& value);
Number ceilOf(const Number& value);
/// Half away from zero; `digits` after the decimal point, or before it when negative.
Number roundTo(const Number& value, std::int64_t digits);

/// Toward zero; the nearest 64-bit integer when out of range, 0 for not-a-number.
std::int64_t truncated(double value);

/// As Ruby writes a Float: the shortest digits that read back the same, "5.0", "1.0e+16".
std::string formatReal(double value);
std::string formatNumber(const Number& value);

/// Reads "-12" or "3.50" exactly; nothing for any other text.
std::optional<Number> parseNumber(std::string_view text);

}  // namespace pannier::liquid
