#include "core/campaigns/liquid/money.h"

#include <algorithm>
#include <iterator>

namespace pannier::liquid {
namespace {

/// Currencies whose minor unit is not a hundredth (ISO 4217, table A.1).
constexpr std::string_view kWithoutDecimals[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                 "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                                 "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::string_view kWithThreeDecimals[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};

template <std::size_t kCount>
bool isIn(const std::string_view (&list)[kCount], std::string_view currency) {
  return std::find(std::begin(list), std::end(list), currency) != std::end(list);
}

std::size_t decimalsOf(std::string_view currency) {
  if (isIn(kWithoutDecimals, currency)) return 0;
  return isIn(kWithThreeDecimals, currency) ? 3 : 2;
}

}  // namespace

std::string moneyText(std::int64_t minorUnits, std::string_view currency) {
  const bool isNegative = minorUnits < 0;
  const std::uint64_t size = isNegative ? 0 - static_cast<std::uint64_t>(minorUnits)
                                        : static_cast<std::uint64_t>(minorUnits);
  const std::size_t decimals = decimalsOf(currency);
  std::string digits = std::to_string(size);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
  std::string out = (isNegative ? "-" : "") + digits;
  if (!currency.empty()) out.append(" ").append(currency);
  return out;
}

}  // namespace pannier::liquid
