#include "core/base/money.h"
#include "core/campaigns/liquid/filters.h"

namespace pannier::liquid {
namespace {

Number left(const FilterInput& in) { return toNumber(in.value); }
Number right(const FilterInput& in) { return toNumber(in.argument(0)); }

Result<Value> abs(const FilterInput& in) { return Value(absolute(left(in))); }
Result<Value> ceil(const FilterInput& in) { return Value(ceilOf(left(in))); }
Result<Value> floor(const FilterInput& in) { return Value(floorOf(left(in))); }
Result<Value> plus(const FilterInput& in) { return Value(add(left(in), right(in))); }
Result<Value> minus(const FilterInput& in) { return Value(subtract(left(in), right(in))); }
Result<Value> times(const FilterInput& in) { return Value(multiply(left(in), right(in))); }

Result<Value> atLeast(const FilterInput& in) {
  return Value(compare(left(in), right(in)) < 0 ? right(in) : left(in));
}

Result<Value> atMost(const FilterInput& in) {
  return Value(compare(left(in), right(in)) > 0 ? right(in) : left(in));
}

Result<Value> dividedBy(const FilterInput& in) {
  if (const auto quotient = divide(left(in), right(in))) return Value(*quotient);
  return filterError("A number cannot be divided by zero.");
}

Result<Value> moduloBy(const FilterInput& in) {
  if (const auto rest = modulo(left(in), right(in))) return Value(*rest);
  return filterError("A number cannot be divided by zero.");
}

Result<Value> round(const FilterInput& in) {
  const Number digits = right(in);
  return Value(roundTo(left(in), digits.isReal ? truncated(digits.real) : digits.integer));
}

/// Minor units of a currency ("1234" cents) as an amount: `{{ 1234 | money }}` is "12.34 EUR". The
/// currency is the argument, or else the one of the rendering.
Result<Value> money(const FilterInput& in) {
  if (in.value.isNil() || isEmpty(in.value)) return Value();
  const Number rounded = roundTo(left(in), 0);
  if (rounded.isReal) return filterError("This amount of money is too large to be shown.");
  const Text currency = in.has(0) ? in.textArgument(0) : Text::borrowed(in.options.currency, false);
  std::string shown = formatMoney(rounded.integer, currencyDecimals(currency.view()));
  if (!currency.empty()) shown.append(" ").append(currency.view());
  return in.made(std::move(shown));
}

}  // namespace

const std::vector<FilterSpec>& numberFilters() {
  static const std::vector<FilterSpec> kFilters = {
      {"abs", 0, 0, abs},         {"at_least", 1, 1, atLeast},
      {"at_most", 1, 1, atMost},  {"ceil", 0, 0, ceil},
      {"floor", 0, 0, floor},     {"round", 0, 1, round},
      {"plus", 1, 1, plus},       {"minus", 1, 1, minus},
      {"times", 1, 1, times},     {"divided_by", 1, 1, dividedBy},
      {"modulo", 1, 1, moduloBy}, {"money", 0, 1, money},
  };
  return kFilters;
}

}  // namespace pannier::liquid
