#include "core/campaigns/preview_data.h"

#include <cstdlib>

#include "core/orders/order_store.h"
#include "core/shop/custom_field_store.h"

namespace pannier::campaigns {
namespace {

json::Value textOrNull(std::string_view text) {
  return text.empty() ? json::Value() : json::Value(text);
}

json::Value dateOf(const Rows& rows, int column, const TimeZone& zone) {
  if (rows.isNull(column)) return {};
  return formatDate(zone.localDate(rows.integer(column)));
}

json::Value linesOf(std::string_view text) {
  json::Value list = json::Value::array();
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    list.push(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return list;
}

constexpr std::string_view kCustomer =
    "SELECT c.first_name, c.last_name, r.name, c.email, c.phone, c.company, c.language, "
    "c.birth_date, "
    "r.city, r.country, r.tags, r.orders_count, r.total_spent, r.average_order_value, "
    "r.first_order_at, r.last_order_at "
    "FROM customer c JOIN customer_rollup r ON r.customer_pk = c.pk WHERE c.id = ? AND c._cl % 2 = "
    "1";

Result<json::Value> ownFields(Database& database, const Id& customer, const TimeZone& zone) {
  static constexpr std::string_view kTexts[] = {"first_name", "last_name", "name",     "email",
                                                "phone",      "company",   "language", "birth_date",
                                                "city",       "country"};
  Rows rows = database.query(kCustomer, customer);
  if (!rows.next()) {
    PANNIER_TRY(rows.status());
    return makeError(ErrorCode::kNotFound,
                     "There is no customer with id " + formatId(customer) + ".", "customer_id");
  }
  json::Value data = json::Value::object();
  for (int i = 0; i < 10; ++i) data.set(kTexts[i], textOrNull(rows.text(i)));
  data.set("tags", linesOf(rows.text(10)));
  data.set("orders_count", rows.integer(11));
  data.set("total_spent", rows.integer(12));
  data.set("average_order_value", rows.integer(13));
  data.set("first_order_date", dateOf(rows, 14, zone));
  data.set("last_order_date", dateOf(rows, 15, zone));
  return data;
}

constexpr std::string_view kAddress =
    "SELECT name, line1, line2, city, region, postal_code, country FROM address "
    "WHERE customer_id = ? AND _cl % 2 = 1 ORDER BY coalesce(is_default, 0) DESC, id LIMIT 1";

Result<json::Value> defaultAddress(Database& database, const Id& customer) {
  static constexpr std::string_view kNames[] = {"name",   "line1",       "line2",  "city",
                                                "region", "postal_code", "country"};
  Rows rows = database.query(kAddress, customer);
  if (!rows.next()) {
    PANNIER_TRY(rows.status());
    return json::Value();
  }
  json::Value address = json::Value::object();
  for (int i = 0; i < 7; ++i) address.set(kNames[i], textOrNull(rows.text(i)));
  return address;
}

Result<json::Value> lastOrder(Database& database, const Id& customer, const TimeZone& zone) {
  PANNIER_ASSIGN(const std::optional<Order> order, orders::lastCounted(database, customer));
  if (!order) return json::Value();
  json::Value lines = json::Value::array();
  for (const OrderLine& line : order->lines) {
    lines.push(json::Value::object()
                   .set("title", textOrNull(line.title))
                   .set("sku", textOrNull(line.sku))
                   .set("quantity", line.quantity)
                   .set("unit_price", line.unitPrice)
                   .set("total", line.total));
  }
  json::Value data = json::Value::object();
  data.set("number", order->number);
  data.set("date", formatDate(zone.localDate(order->placedAt)));
  data.set("total", order->total);
  data.set("currency", order->currency);
  data.set("discount_code", textOrNull(order->discountCode));
  data.set("lines", std::move(lines));
  return data;
}

/// A custom field's stored text as the type it was declared with.
json::Value typedValue(const custom_fields::FieldValue& value) {
  if (value.field.type == "boolean") return value.value == "true";
  if (value.field.type != "number") return value.value;
  const bool isWhole = value.value.find('.') == std::string::npos && value.value.size() <= 18;
  if (isWhole) return static_cast<std::int64_t>(std::strtoll(value.value.c_str(), nullptr, 10));
  return std::strtod(value.value.c_str(), nullptr);
}

/// customer.metafields.ns.key always; customer.ns.key where that name is not the customer's own.
Status addCustomFields(Database& database, const Id& customer, json::Value& data) {
  PANNIER_ASSIGN(const auto values, custom_fields::valuesOf(database, customer));
  json::Value all = json::Value::object();
  for (std::size_t i = 0; i < values.size();) {
    const std::string& nameSpace = values[i].field.nameSpace;
    json::Value group = json::Value::object();
    for (; i < values.size() && values[i].field.nameSpace == nameSpace; ++i) {
      group.set(values[i].field.key, typedValue(values[i]));
    }
    if (!data.view().has(nameSpace)) data.set(nameSpace, group);
    all.set(nameSpace, std::move(group));
  }
  data.set("metafields", std::move(all));
  return {};
}

Result<json::Value> customerData(Database& database, const Id& customer, const TimeZone& zone) {
  PANNIER_ASSIGN(json::Value data, ownFields(database, customer, zone));
  PANNIER_ASSIGN(json::Value address, defaultAddress(database, customer));
  PANNIER_ASSIGN(json::Value order, lastOrder(database, customer, zone));
  data.set("default_address", std::move(address));
  data.set("last_order", std::move(order));
  PANNIER_TRY(addCustomFields(database, customer, data));
  return data;
}

}  // namespace

Result<json::Value> previewData(Database& database, const std::optional<Id>& customer,
                                const ShopSettings& settings, std::int64_t nowMs) {
  json::Value person = json::Value::object();
  if (customer) {
    PANNIER_ASSIGN(person, customerData(database, *customer, settings.timeZone));
  }
  json::Value shop = json::Value::object();
  shop.set("name", textOrNull(settings.name));
  shop.set("currency", settings.currency);
  shop.set("today", formatDate(settings.timeZone.localDate(nowMs)));
  json::Value data = json::Value::object();
  data.set("customer", std::move(person));
  data.set("shop", std::move(shop));
  return data;
}

}  // namespace pannier::campaigns
