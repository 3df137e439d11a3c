#pragma once

#include <set>

#include "core/storage/rows.h"

namespace pannier {

/// Keeps `customer_rollup`, `customer_search_text` and the two search indexes in step with the
/// rows.
///
/// What counts: an order counts towards orders_count, first_order_at and last_order_at when it is
/// live, not a test, not cancelled and not a credit note (negative total). total_spent is the sum
/// of the totals of live, not cancelled, not test orders (credit notes included) less their
/// refunds, in the shop's currency; orders in another currency count as orders but add no money.
/// average_order_value is total_spent / orders_count, rounded down, 0 without orders.
class RollupKeeper : public DerivedData {
 public:
  void rowChanged(const registry::Entity& entity, const StoredRow* before,
                  const StoredRow& after) override;
  Status bringUpToDate(Database& database) override;
  void forget() noexcept override;

 private:
  struct OrderNumberChange {
    std::int64_t pk;
    std::string before;
    std::string after;
  };

  std::set<Id> touchedCustomers_;
  std::set<Id> touchedOrders_;  ///< orders whose refunds changed
  std::vector<OrderNumberChange> orderNumbers_;
  bool everything_ = false;
};

/// Computes every rollup and the search indexes anew, set-wise; for bulk loads that went past
/// RollupKeeper. The caller holds a transaction.
Status rebuildAll(Database& database);

}  // namespace pannier
