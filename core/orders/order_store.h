#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/orders/order.h"
#include "core/storage/database.h"

namespace pannier::orders {

/// How many orders a customer has, test and cancelled ones included.
Result<std::int64_t> countOfCustomer(Database& database, const Id& customer);

/// A customer's orders, latest first, with lines and refunds.
Result<std::vector<Order>> ofCustomer(Database& database, const Id& customer, std::int64_t limit,
                                      std::int64_t offset);

/// The latest order that counts (see order_rules.h); nullopt when there is none.
Result<std::optional<Order>> lastCounted(Database& database, const Id& customer);

}  // namespace pannier::orders
