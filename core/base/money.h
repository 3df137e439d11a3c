#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace pannier {

/// Digits after the decimal point of a currency (ISO 4217, exponent of the minor unit): 2 for EUR
/// and for unknown codes, 0 for JPY, 3 for KWD.
int currencyDecimals(std::string_view iso4217) noexcept;

/// An amount as people and files write it, in minor units: "1,234.50", "12.3", "-0.05", "1.234,50",
/// "$ 5". No floating point is involved. Which mark is the decimal one:
///  - both '.' and ',' present: the last of them, which may stand only once;
///  - only '.', once: it is decimal; several times: they separate thousands;
///  - only ',': separates thousands when every group after it has three digits ("1,234"), else
///  decimal.
/// Digits beyond `decimals` are rounded half away from zero. One currency sign ($ € £ ¥) before or
/// after is ignored. Errors: kInvalidArgument for anything else and for amounts that do not fit.
Result<std::int64_t> parseMoney(std::string_view text, int decimals);

/// "-1234.50": decimal point, no thousands separators, no currency.
std::string formatMoney(std::int64_t minorUnits, int decimals);

}  // namespace pannier
