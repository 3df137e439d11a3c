#pragma once

#include <cstdint>

#include "core/base/result.h"
#include "core/storage/database.h"

/// The few figures of the whole shop, each from an index, so that they can be live.
namespace pannier::stats {

Result<std::int64_t> customers(Database& database);
/// Orders that count (see order_rules.h), those without a customer included.
Result<std::int64_t> orders(Database& database);
/// What all customers spent, refunds taken off; minor units of the shop's currency.
Result<std::int64_t> totalSpent(Database& database);
Result<std::int64_t> openTasks(Database& database);
/// Customers whose record was made at or after `sinceMs`.
Result<std::int64_t> customersSince(Database& database, std::int64_t sinceMs);

}  // namespace pannier::stats
