#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// What an order is worth and whether it counts. Every sum of the product (rollups, overview,
/// segments) follows these rules. Money in minor units.
namespace pannier::order_rules {

/// A line as the totals need it.
struct PricedLine {
  std::int64_t quantity = 0;
  std::int64_t unitPrice = 0;
};

struct Totals {
  std::int64_t subtotal = 0;  ///< sum of the lines, before discount, shipping and tax
  std::int64_t discount = 0;  ///< never more than the subtotal
  std::int64_t shipping = 0;
  std::int64_t tax = 0;
  std::int64_t total = 0;  ///< subtotal - discount + shipping + tax
};

/// Quantity times unit price. Saturates instead of overflowing: absurd numbers come from files.
std::int64_t lineTotal(const PricedLine& line) noexcept;

/// The totals of an order whose prices are without tax. A discount beyond the subtotal is cut to
/// it.
Totals computeTotals(std::span<const PricedLine> lines, std::int64_t discount,
                     std::int64_t shipping, std::int64_t tax) noexcept;

/// `amount` times `basisPoints` / 10,000, rounded half away from zero: 1999 at 1900 (19 %) is 380.
std::int64_t shareOf(std::int64_t amount, std::int64_t basisPoints) noexcept;

/// Test orders and cancelled orders count nowhere: not in the number of orders, not in what was
/// spent, not in first and last order. A credit note (negative total) is money given back, not an
/// order.
constexpr bool counts(bool isTest, bool isCancelled, std::int64_t total) noexcept {
  return !isTest && !isCancelled && total >= 0;
}

/// `counts` for SQL over `sales_order o`, deleted rows left out too.
inline constexpr std::string_view kCountsSql =
    "o._cl % 2 = 1 AND coalesce(o.is_test, 0) = 0 AND o.cancelled_at IS NULL "
    "AND coalesce(o.total, 0) >= 0";

}  // namespace pannier::order_rules
