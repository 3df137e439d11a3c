#include "core/orders/order_store.h"

#include "core/orders/order_rules.h"

namespace pannier::orders {
namespace {

std::optional<std::int64_t> optionalInteger(const Rows& rows, int column) {
  if (rows.isNull(column)) return std::nullopt;
  return rows.integer(column);
}

#define PANNIER_ORDER_COLUMNS                                                                    \
  "SELECT o.id, o.number, o.placed_at, o.currency, coalesce(o.subtotal, 0), "                    \
  "coalesce(o.discount, 0), coalesce(o.shipping, 0), coalesce(o.tax, 0), coalesce(o.total, 0), " \
  "o.financial_status, o.fulfillment_status, o.channel, o.cancelled_at, o.discount_code, "       \
  "coalesce(o.is_test, 0), "                                                                     \
  "(SELECT coalesce(sum(f.amount), 0) FROM refund f WHERE f.order_id = o.id AND f._cl % 2 = 1) " \
  "FROM sales_order o "

Order readOrder(const Rows& rows) {
  Order order;
  order.id = rows.id(0);
  order.number = rows.text(1);
  order.placedAt = rows.integer(2);
  order.currency = rows.text(3);
  order.subtotal = rows.integer(4);
  order.discount = rows.integer(5);
  order.shipping = rows.integer(6);
  order.tax = rows.integer(7);
  order.total = rows.integer(8);
  order.financialStatus = rows.text(9);
  order.fulfillmentStatus = rows.text(10);
  order.channel = rows.text(11);
  order.cancelledAt = optionalInteger(rows, 12);
  order.discountCode = rows.text(13);
  order.isTest = rows.integer(14) != 0;
  order.refunded = rows.integer(15);
  return order;
}

constexpr std::string_view kLines =
    "SELECT id, title, sku, coalesce(quantity, 0), coalesce(unit_price, 0), coalesce(total, 0), "
    "product_id FROM order_line WHERE order_id = ? AND _cl % 2 = 1 ORDER BY position, pk";

Status addLines(Database& database, Order& order) {
  Rows rows = database.query(kLines, order.id);
  while (rows.next()) {
    OrderLine line;
    line.id = rows.id(0);
    line.title = rows.text(1);
    line.sku = rows.text(2);
    line.quantity = rows.integer(3);
    line.unitPrice = rows.integer(4);
    line.total = rows.integer(5);
    if (!rows.isNull(6)) line.productId = rows.id(6);
    order.lines.push_back(std::move(line));
  }
  return rows.status();
}

}  // namespace

constexpr std::string_view kCount =
    "SELECT count(*) FROM sales_order WHERE customer_id = ? AND _cl % 2 = 1";

Result<std::int64_t> countOfCustomer(Database& database, const Id& customer) {
  return database.integer(kCount, 0, customer);
}

constexpr std::string_view kOfCustomer = PANNIER_ORDER_COLUMNS
    "WHERE o.customer_id = ? AND o._cl % 2 = 1 "
    "ORDER BY o.placed_at DESC, o.pk DESC LIMIT ? OFFSET ?";

Result<std::vector<Order>> ofCustomer(Database& database, const Id& customer, std::int64_t limit,
                                      std::int64_t offset) {
  std::vector<Order> orders;
  {
    Rows rows = database.query(kOfCustomer, customer, limit, offset);
    while (rows.next()) orders.push_back(readOrder(rows));
    PANNIER_TRY(rows.status());
  }
  for (Order& order : orders) PANNIER_TRY(addLines(database, order));
  return orders;
}

Result<std::optional<Order>> lastCounted(Database& database, const Id& customer) {
  static const std::string kLastCounted =
      std::string(PANNIER_ORDER_COLUMNS "WHERE o.customer_id = ? AND ")
          .append(order_rules::kCountsSql)
          .append(" ORDER BY o.placed_at DESC, o.pk DESC LIMIT 1");
  std::optional<Order> order;
  {
    Rows rows = database.query(kLastCounted, customer);
    if (rows.next()) order = readOrder(rows);
    PANNIER_TRY(rows.status());
  }
  if (order) PANNIER_TRY(addLines(database, *order));
  return order;
}

}  // namespace pannier::orders
