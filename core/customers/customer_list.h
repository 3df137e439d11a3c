#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/api/describe.h"
#include "core/storage/database.h"

namespace pannier {

/// One line of a customer list, read from customer_rollup alone.
struct CustomerRow {
  static constexpr std::string_view kName = "CustomerRow";
  Id id;
  std::string name, email, phone, company, city, country;
  std::vector<std::string> tags;
  std::int64_t ordersCount = 0, totalSpent = 0, averageOrderValue = 0;
  std::optional<std::int64_t> firstOrderAt, lastOrderAt;
  std::string emailConsent, smsConsent;
  std::optional<std::int64_t> createdAt;
  template <class V>
  static void describe(V& v) {
    v.field("id", &CustomerRow::id);
    v.field("name", &CustomerRow::name,
            "First and last name; else company, e-mail, phone or external id");
    v.field("email", &CustomerRow::email);
    v.field("phone", &CustomerRow::phone);
    v.field("company", &CustomerRow::company);
    v.field("city", &CustomerRow::city);
    v.field("country", &CustomerRow::country, "ISO 3166-1 alpha-2");
    v.field("tags", &CustomerRow::tags);
    v.field("orders_count", &CustomerRow::ordersCount);
    v.field("total_spent", &CustomerRow::totalSpent,
            "Minor units of the shop's currency, less refunds");
    v.field("average_order_value", &CustomerRow::averageOrderValue);
    v.field("first_order_at", &CustomerRow::firstOrderAt);
    v.field("last_order_at", &CustomerRow::lastOrderAt);
    v.field("email_consent", &CustomerRow::emailConsent);
    v.field("sms_consent", &CustomerRow::smsConsent);
    v.field("created_at", &CustomerRow::createdAt);
  }
};

/// A condition on `customer_rollup AS r` with its bound parameters (from a segment query).
struct CustomerFilter {
  std::string sql;
  std::vector<Value> parameters;
};

struct CustomerListQuery {
  std::string search;  ///< any part of name, e-mail, phone, company, order number
  std::optional<CustomerFilter> filter;
  std::string sort = "name";  ///< column; '-' before it for descending
  std::int64_t limit = 100;   ///< 1..1000
  std::int64_t offset = 0;
};

struct CustomersListResult {
  static constexpr std::string_view kName = "CustomersListResult";
  std::int64_t total = 0;
  std::vector<CustomerRow> rows;
  std::string currency;
  template <class V>
  static void describe(V& v) {
    v.field("total", &CustomersListResult::total);
    v.field("rows", &CustomersListResult::rows);
    v.field("currency", &CustomersListResult::currency, "The shop's, ISO 4217");
  }
};

/// Rows of `customer_rollup AS r` by a condition and an order of ours (never a caller's text).
Result<std::vector<CustomerRow>> readCustomerRows(Database& database, std::string_view whereSql,
                                                  std::span<const Parameter> parameters,
                                                  std::string_view orderSql, std::int64_t limit,
                                                  std::int64_t offset);
/// One page of the list. Errors: kInvalidArgument for an unknown sort column or a limit out of
/// bounds.
Result<CustomersListResult> listCustomers(Database& database, const CustomerListQuery& query);
/// ISO 4217 of the shop_setting 'currency'; empty before the shop is set up.
Result<std::string> readShopCurrency(Database& database);

}  // namespace pannier
