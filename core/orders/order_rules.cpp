#include "core/orders/order_rules.h"

#include <algorithm>
#include <limits>

namespace pannier::order_rules {
namespace {

std::int64_t saturatedAdd(std::int64_t a, std::int64_t b) noexcept {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b > 0 ? std::numeric_limits<std::int64_t>::max()
               : std::numeric_limits<std::int64_t>::min();
}

}  // namespace

std::int64_t lineTotal(const PricedLine& line) noexcept {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(line.quantity, line.unitPrice, &product)) return product;
  const bool negative = (line.quantity < 0) != (line.unitPrice < 0);
  return negative ? std::numeric_limits<std::int64_t>::min()
                  : std::numeric_limits<std::int64_t>::max();
}

Totals computeTotals(std::span<const PricedLine> lines, std::int64_t discount,
                     std::int64_t shipping, std::int64_t tax) noexcept {
  Totals totals;
  for (const PricedLine& line : lines) {
    totals.subtotal = saturatedAdd(totals.subtotal, lineTotal(line));
  }
  totals.discount =
      std::clamp<std::int64_t>(discount, 0, std::max<std::int64_t>(totals.subtotal, 0));
  totals.shipping = shipping;
  totals.tax = tax;
  totals.total = saturatedAdd(saturatedAdd(totals.subtotal - totals.discount, shipping), tax);
  return totals;
}

std::int64_t shareOf(std::int64_t amount, std::int64_t basisPoints) noexcept {
  // Whole and rest apart, so that the product stays far from overflow for any real amount.
  const std::int64_t whole = amount / 10'000;
  const std::int64_t rest = amount % 10'000 * basisPoints;
  const std::int64_t half = rest < 0 ? -5'000 : 5'000;
  return whole * basisPoints + (rest + half) / 10'000;
}

}  // namespace pannier::order_rules
