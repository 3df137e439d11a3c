#pragma once

#include <cstdint>
#include <vector>

#include "core/demo/calendar.h"

namespace pannier::demo {

inline constexpr std::int32_t kNobody = -1;

struct PlannedOrder {
  std::int64_t placedAt = 0;
  std::int32_t customer = kNobody;  ///< index of a customer; kNobody for a sale over the counter
  std::int32_t ordinal = 0;         ///< the customer's how-manieth order, from 0
};

/// Who buys when.
struct OrderPlan {
  std::vector<PlannedOrder> orders;     ///< by time
  std::vector<std::int64_t> createdAt;  ///< for each customer, never after its first order
};

/// A few customers buy very often, many once, some never (Pareto weights); each buys within its own
/// months or years. Exactly `orders` orders.
OrderPlan planOrders(std::size_t customers, std::size_t orders, const Calendar& calendar,
                     Random& random);

}  // namespace pannier::demo
