#include "core/campaigns/liquid/number.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "core/campaigns/liquid/characters.h"

namespace pannier::liquid {
namespace {

constexpr int kMaxExponent = 30;

/// mantissa * 10^exponent
struct Decimal {
  std::int64_t mantissa = 0;
  int exponent = 0;
};

/// Scientific form with the fewest digits that read back as the same value.
std::string shortestScientific(double value) {
  char buffer[40];
  for (int digits = 14; digits <= 16; ++digits) {
    std::snprintf(buffer, sizeof buffer, "%.*e", digits, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  return buffer;
}

/// Digits without point, sign or trailing zeros, and the power of ten of the first one.
struct Digits {
  std::string digits;
  int exponent = 0;
};

Digits shortestDigits(double value) {
  const std::string text = shortestScientific(std::fabs(value));
  const std::size_t e = text.find('e');
  Digits out;
  for (const char c : text.substr(0, e)) {
    if (isDigit(c)) out.digits += c;
  }
  out.exponent = std::atoi(text.c_str() + e + 1);
  while (out.digits.size() > 1 && out.digits.back() == '0') out.digits.pop_back();
  return out;
}

std::optional<Decimal> decimalOf(const Number& number) {
  if (!number.isReal) return Decimal{number.integer, 0};
  if (!std::isfinite(number.real)) return std::nullopt;
  const Digits digits = shortestDigits(number.real);
  Decimal out;
  out.mantissa = std::strtoll(digits.digits.c_str(), nullptr, 10);
  if (number.real < 0) out.mantissa = -out.mantissa;
  out.exponent = digits.exponent - static_cast<int>(digits.digits.size()) + 1;
  if (out.exponent < -kMaxExponent || out.exponent > kMaxExponent) return std::nullopt;
  return out;
}

bool scale(std::int64_t& mantissa, int powers) {
  for (; powers > 0; --powers) {
    if (__builtin_mul_overflow(mantissa, std::int64_t{10}, &mantissa)) return false;
  }
  return true;
}

/// Both with the same, smaller exponent; nothing when that needs more than 64 bits.
struct Aligned {
  std::int64_t a, b;
  int exponent;
};
std::optional<Aligned> align(const Number& a, const Number& b) {
  auto left = decimalOf(a);
  auto right = decimalOf(b);
  if (!left || !right) return std::nullopt;
  const int exponent = left->exponent < right->exponent ? left->exponent : right->exponent;
  if (!scale(left->mantissa, left->exponent - exponent)) return std::nullopt;
  if (!scale(right->mantissa, right->exponent - exponent)) return std::nullopt;
  return Aligned{left->mantissa, right->mantissa, exponent};
}

Number realOf(std::int64_t mantissa, int exponent) {
  const std::string text = std::to_string(mantissa) + "e" + std::to_string(exponent);
  return Number::of(std::strtod(text.c_str(), nullptr));
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

Number integerOrReal(double value) {
  if (value >= -9223372036854775808.0 && value < 9223372036854775808.0) {
    return Number::of(static_cast<std::int64_t>(value));
  }
  return Number::of(value);
}

/// Drops the last `count` digits, half away from zero.
std::int64_t dropDigits(std::int64_t mantissa, int count) {
  if (count > 18) return 0;
  std::int64_t unit = 1;
  for (int i = 0; i < count; ++i) unit *= 10;
  const std::int64_t rest = mantissa % unit;
  const std::int64_t kept = mantissa / unit;
  if (rest >= unit - rest && rest > 0) return kept + 1;
  if (-rest >= unit + rest && rest < 0) return kept - 1;
  return kept;
}

}  // namespace

Number add(const Number& a, const Number& b) {
  std::int64_t sum = 0;
  if (!a.isReal && !b.isReal) {
    if (!__builtin_add_overflow(a.integer, b.integer, &sum)) return Number::of(sum);
  } else if (const auto both = align(a, b)) {
    if (!__builtin_add_overflow(both->a, both->b, &sum)) return realOf(sum, both->exponent);
  }
  return Number::of(a.asReal() + b.asReal());
}

Number subtract(const Number& a, const Number& b) {
  std::int64_t difference = 0;
  if (!a.isReal && !b.isReal) {
    if (!__builtin_sub_overflow(a.integer, b.integer, &difference)) return Number::of(difference);
  } else if (const auto both = align(a, b)) {
    if (!__builtin_sub_overflow(both->a, both->b, &difference)) {
      return realOf(difference, both->exponent);
    }
  }
  return Number::of(a.asReal() - b.asReal());
}

Number multiply(const Number& a, const Number& b) {
  std::int64_t product = 0;
  if (!a.isReal && !b.isReal) {
    if (!__builtin_mul_overflow(a.integer, b.integer, &product)) return Number::of(product);
    return Number::of(a.asReal() * b.asReal());
  }
  const auto left = decimalOf(a);
  const auto right = decimalOf(b);
  if (left && right && !__builtin_mul_overflow(left->mantissa, right->mantissa, &product)) {
    return realOf(product, left->exponent + right->exponent);
  }
  return Number::of(a.asReal() * b.asReal());
}

std::optional<Number> divide(const Number& a, const Number& b) {
  if (b.isZero()) return std::nullopt;
  if (!a.isReal && !b.isReal) {
    if (b.integer == -1) return subtract(Number::of(std::int64_t{0}), a);  // the one that overflows
    return Number::of(floorDivide(a.integer, b.integer));
  }
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  if (const auto both = align(a, b)) {
    if (both->a > -kExact && both->a < kExact && both->b > -kExact && both->b < kExact) {
      return Number::of(static_cast<double>(both->a) / static_cast<double>(both->b));
    }
  }
  return Number::of(a.asReal() / b.asReal());
}

std::optional<Number> modulo(const Number& a, const Number& b) {
  if (b.isZero()) return std::nullopt;
  const auto floorModulo = [](std::int64_t x, std::int64_t y) {
    if (y == -1) return std::int64_t{0};
    const std::int64_t rest = x % y;
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
  };
  if (!a.isReal && !b.isReal) return Number::of(floorModulo(a.integer, b.integer));
  if (const auto both = align(a, b)) return realOf(floorModulo(both->a, both->b), both->exponent);
  const double rest = std::fmod(a.asReal(), b.asReal());
  return Number::of(rest != 0 && (rest < 0) != (b.asReal() < 0) ? rest + b.asReal() : rest);
}

int compare(const Number& a, const Number& b) {
  if (!a.isReal && !b.isReal) return a.integer < b.integer ? -1 : a.integer > b.integer ? 1 : 0;
  const double left = a.asReal();
  const double right = b.asReal();
  return left < right ? -1 : left > right ? 1 : 0;
}

Number absolute(const Number& value) {
  if (value.isReal) return Number::of(std::fabs(value.real));
  return value.integer < 0 ? subtract(Number::of(std::int64_t{0}), value) : value;
}

Number floorOf(const Number& value) {
  return value.isReal ? integerOrReal(std::floor(value.real)) : value;
}

Number ceilOf(const Number& value) {
  return value.isReal ? integerOrReal(std::ceil(value.real)) : value;
}

Number roundTo(const Number& value, std::int64_t digits) {
  if (!value.isReal && digits >= 0) return value;
  const auto decimal = decimalOf(value);
  if (!decimal || digits >= kMaxExponent) {
    return digits == 0 ? integerOrReal(std::round(value.asReal())) : value;
  }
  const std::int64_t lowest = digits < -kMaxExponent ? -kMaxExponent : digits;
  const int drop = -decimal->exponent - static_cast<int>(lowest);
  if (drop <= 0) return digits == 0 ? integerOrReal(value.asReal()) : value;
  const std::int64_t kept = dropDigits(decimal->mantissa, drop);
  const Number rounded = realOf(kept, static_cast<int>(-lowest));
  return digits == 0 || !value.isReal ? integerOrReal(rounded.real) : rounded;
}

std::int64_t truncated(double value) {
  if (std::isnan(value)) return 0;
  if (value >= 9223372036854775807.0) return std::numeric_limits<std::int64_t>::max();
  if (value <= -9223372036854775808.0) return std::numeric_limits<std::int64_t>::min();
  return static_cast<std::int64_t>(value);
}

std::string formatReal(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  const std::string sign = std::signbit(value) ? "-" : "";
  if (value == 0) return sign + "0.0";
  const Digits shortest = shortestDigits(value);
  const std::string& digits = shortest.digits;
  const int exponent = shortest.exponent;
  if (exponent < -4 || exponent >= 16) {
    const std::string power = std::to_string(std::abs(exponent));
    return sign + digits[0] + "." + (digits.size() > 1 ? digits.substr(1) : "0") + "e" +
           (exponent < 0 ? "-" : "+") + (power.size() < 2 ? "0" : "") + power;
  }
  if (exponent < 0) {
    return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  }
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return sign + digits + std::string(whole - digits.size(), '0') + ".0";
  return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::string formatNumber(const Number& value) {
  return value.isReal ? formatReal(value.real) : std::to_string(value.integer);
}

std::optional<Number> parseNumber(std::string_view text) {
  std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  const std::size_t firstDigit = at;
  while (at < text.size() && isDigit(text[at])) ++at;
  if (at == firstDigit) return std::nullopt;
  if (at == text.size()) {
    std::int64_t integer = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), integer);
    if (parsed.ec == std::errc()) return Number::of(integer);
    return Number::of(std::strtod(std::string(text).c_str(), nullptr));
  }
  if (text[at] != '.') return std::nullopt;
  const std::size_t firstDecimal = ++at;
  while (at < text.size() && isDigit(text[at])) ++at;
  if (at == firstDecimal || at != text.size()) return std::nullopt;
  return Number::of(std::strtod(std::string(text).c_str(), nullptr));
}

}  // namespace pannier::liquid
