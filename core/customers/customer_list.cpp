#include "core/customers/customer_list.h"

#include "core/customers/search.h"

namespace pannier {
namespace {

constexpr std::string_view kColumns =
    "SELECT r.customer_id, r.name, r.email, r.phone, r.company, r.city, r.country, r.tags, "
    "r.orders_count, "
    "r.total_spent, r.average_order_value, r.first_order_at, r.last_order_at, r.email_consent, "
    "r.sms_consent, "
    "r.created_at FROM customer_rollup r WHERE ";

struct SortColumn {
  std::string_view name;
  std::string_view sql;
};
constexpr SortColumn kSortColumns[] = {
    {"name", "r.sort_name"},
    {"email", "r.email"},
    {"phone", "r.phone"},
    {"company", "r.company"},
    {"city", "r.city"},
    {"country", "r.country"},
    {"orders_count", "r.orders_count"},
    {"total_spent", "r.total_spent"},
    {"average_order_value", "r.average_order_value"},
    {"first_order_at", "r.first_order_at"},
    {"last_order_at", "r.last_order_at"},
    {"created_at", "r.created_at"},
    {"email_consent", "r.email_consent"},
    {"sms_consent", "r.sms_consent"},
};

std::vector<std::string> splitLines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::optional<std::int64_t> optionalInteger(const Rows& rows, int column) {
  if (rows.isNull(column)) return std::nullopt;
  return rows.integer(column);
}

CustomerRow readRow(const Rows& rows) {
  CustomerRow row;
  row.id = rows.id(0);
  row.name = rows.text(1);
  row.email = rows.text(2);
  row.phone = rows.text(3);
  row.company = rows.text(4);
  row.city = rows.text(5);
  row.country = rows.text(6);
  row.tags = splitLines(rows.text(7));
  row.ordersCount = rows.integer(8);
  row.totalSpent = rows.integer(9);
  row.averageOrderValue = rows.integer(10);
  row.firstOrderAt = optionalInteger(rows, 11);
  row.lastOrderAt = optionalInteger(rows, 12);
  row.emailConsent = rows.text(13);
  row.smsConsent = rows.text(14);
  row.createdAt = optionalInteger(rows, 15);
  return row;
}

/// "ORDER BY" text from our own table; customer_pk makes pages stable where values are equal.
Result<std::string> orderOf(std::string_view sort) {
  const bool descending = sort.starts_with('-');
  const std::string_view name = descending ? sort.substr(1) : sort;
  for (const SortColumn& column : kSortColumns) {
    if (column.name != name) continue;
    const std::string direction = descending ? " DESC" : "";
    return std::string(column.sql) + direction + ", r.customer_pk" + direction;
  }
  return makeError(ErrorCode::kInvalidArgument,
                   "There is no column '" + std::string(name) + "' to sort by.", "sort");
}

}  // namespace

Result<std::vector<CustomerRow>> readCustomerRows(Database& database, std::string_view whereSql,
                                                  std::span<const Parameter> parameters,
                                                  std::string_view orderSql, std::int64_t limit,
                                                  std::int64_t offset) {
  std::string sql(kColumns);
  sql.append(whereSql).append(" ORDER BY ").append(orderSql);
  sql += " LIMIT " + std::to_string(limit) + " OFFSET " + std::to_string(offset);
  std::vector<CustomerRow> list;
  Rows rows = database.queryWith(sql, parameters);
  while (rows.next()) list.push_back(readRow(rows));
  PANNIER_TRY(rows.status());
  return list;
}

Result<std::string> readShopCurrency(Database& database) {
  Rows rows = database.query(
      "SELECT value FROM shop_setting WHERE key = 'currency' AND _cl % 2 = 1 LIMIT 1");
  std::string currency;
  if (rows.next()) currency = rows.text(0);
  PANNIER_TRY(rows.status());
  return currency;
}

namespace {

/// The whole condition of a list: search and filter.
Result<CustomerFilter> conditionOf(Database& database, const CustomerListQuery& query,
                                   SearchPurpose purpose) {
  PANNIER_ASSIGN(CustomerFilter condition, searchCondition(database, query.search, purpose));
  if (!query.filter) return condition;
  condition.sql += " AND (" + query.filter->sql + ")";
  condition.parameters.insert(condition.parameters.end(), query.filter->parameters.begin(),
                              query.filter->parameters.end());
  return condition;
}

}  // namespace

Result<CustomersListResult> listCustomers(Database& database, const CustomerListQuery& query) {
  if (query.limit < 1 || query.limit > 1000 || query.offset < 0) {
    return makeError(ErrorCode::kInvalidArgument, "limit must be 1 to 1000 and offset at least 0.",
                     "limit");
  }
  PANNIER_ASSIGN(const std::string order, orderOf(query.sort.empty() ? "name" : query.sort));
  CustomersListResult result;
  PANNIER_ASSIGN(result.currency, readShopCurrency(database));
  {
    PANNIER_ASSIGN(const CustomerFilter page, conditionOf(database, query, SearchPurpose::kPage));
    const std::vector<Parameter> parameters(page.parameters.begin(), page.parameters.end());
    PANNIER_ASSIGN(result.rows, readCustomerRows(database, page.sql, parameters, order, query.limit,
                                                 query.offset));
  }
  const auto read = static_cast<std::int64_t>(result.rows.size());
  if (read < query.limit && (read > 0 || query.offset == 0)) {
    result.total = query.offset + read;
    return result;
  }
  PANNIER_ASSIGN(const CustomerFilter all, conditionOf(database, query, SearchPurpose::kCount));
  const std::vector<Parameter> parameters(all.parameters.begin(), all.parameters.end());
  Rows rows =
      database.queryWith("SELECT count(*) FROM customer_rollup r WHERE " + all.sql, parameters);
  if (rows.next()) result.total = rows.integer(0);
  PANNIER_TRY(rows.status());
  return result;
}

}  // namespace pannier
