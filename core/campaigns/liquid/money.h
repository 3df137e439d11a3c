#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pannier::liquid {

/// "12.34 EUR" for 1234 minor units; the number of decimals is that of the ISO 4217 currency.
std::string moneyText(std::int64_t minorUnits, std::string_view currency);

}  // namespace pannier::liquid
