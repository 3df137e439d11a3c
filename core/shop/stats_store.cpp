#include "core/shop/stats_store.h"

#include <string>

#include "core/orders/order_rules.h"

namespace pannier::stats {

constexpr std::string_view kCustomers = "SELECT count(*) FROM customer_rollup";

Result<std::int64_t> customers(Database& database) { return database.integer(kCustomers, 0); }

constexpr std::string_view kOrdersOfCustomers = "SELECT sum(orders_count) FROM customer_rollup";

Result<std::int64_t> orders(Database& database) {
  static const std::string kOthers =
      "SELECT count(*) FROM sales_order o WHERE o.customer_id IS NULL AND " +
      std::string(order_rules::kCountsSql);
  PANNIER_ASSIGN(const std::int64_t ofCustomers, database.integer(kOrdersOfCustomers, 0));
  PANNIER_ASSIGN(const std::int64_t others, database.integer(kOthers, 0));
  return ofCustomers + others;
}

constexpr std::string_view kTotalSpent = "SELECT sum(total_spent) FROM customer_rollup";

Result<std::int64_t> totalSpent(Database& database) { return database.integer(kTotalSpent, 0); }

constexpr std::string_view kOpenTasks =
    "SELECT count(*) FROM task WHERE _cl % 2 = 1 AND coalesce(status, 'open') = 'open'";

Result<std::int64_t> openTasks(Database& database) { return database.integer(kOpenTasks, 0); }

constexpr std::string_view kCustomersSince =
    "SELECT count(*) FROM customer_rollup WHERE created_at >= ?";

Result<std::int64_t> customersSince(Database& database, std::int64_t sinceMs) {
  return database.integer(kCustomersSince, 0, sinceMs);
}

}  // namespace pannier::stats
