#pragma once

#include <optional>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/shop/shop_settings.h"
#include "core/storage/database.h"

namespace pannier::campaigns {

/// The variables a campaign's templates may use, for one customer (none: `customer` has only empty
/// members):
///
///     customer.first_name last_name name email phone company language birth_date
///     customer.city country default_address.{name line1 line2 city region postal_code country}
///     customer.tags orders_count total_spent average_order_value first_order_date last_order_date
///     customer.last_order.{number date total currency discount_code lines[].{title sku quantity
///     unit_price total}} customer.<namespace>.<key> and customer.metafields.<namespace>.<key>
///     custom fields shop.name currency today
///
/// Money is in minor units, as the `money` filter takes it. Dates are "YYYY-MM-DD" on the shop's
/// clock. What a customer does not have is null, so that `default` applies. Errors: kNotFound.
Result<json::Value> previewData(Database& database, const std::optional<Id>& customer,
                                const ShopSettings& settings, std::int64_t nowMs);

}  // namespace pannier::campaigns
