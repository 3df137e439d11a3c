#include "core/customers/rollup.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace pannier {
namespace {

using registry::EntityNo;

constexpr std::string_view kCustomer =
    "SELECT pk, _cl, first_name, last_name, company, email, phone, language, account_status, "
    "birth_date, created_at "
    "FROM customer WHERE id = ?";
constexpr std::string_view kAddress =
    "SELECT coalesce(city, ''), coalesce(country, '') FROM address WHERE customer_id = ? AND _cl % "
    "2 = 1 "
    "ORDER BY coalesce(is_default, 0) DESC, id LIMIT 1";
constexpr std::string_view kTags =
    "SELECT tag FROM customer_tag WHERE customer_id = ? AND _cl % 2 = 1 AND tag IS NOT NULL";
/// Latest fact wins; of two in the same millisecond the later id.
constexpr std::string_view kConsents =
    "SELECT channel, state FROM consent_event WHERE customer_id = ? AND _cl % 2 = 1 ORDER BY "
    "occurred_at, id";
constexpr std::string_view kIdentities =
    "SELECT value FROM customer_identity WHERE customer_id = ? AND _cl % 2 = 1 AND kind = "
    "'external_id' ORDER BY value";
constexpr std::string_view kOrders =
    "SELECT count(CASE WHEN coalesce(total, 0) >= 0 THEN 1 END), "
    "sum(CASE WHEN currency = ?2 THEN coalesce(total, 0) - coalesce((SELECT sum(amount) FROM "
    "refund r "
    "    WHERE r.order_id = o.id AND r._cl % 2 = 1), 0) ELSE 0 END), "
    "min(CASE WHEN coalesce(total, 0) >= 0 THEN placed_at END), max(CASE WHEN coalesce(total, 0) "
    ">= 0 THEN placed_at END) "
    "FROM sales_order o WHERE customer_id = ?1 AND _cl % 2 = 1 AND coalesce(is_test, 0) = 0 AND "
    "cancelled_at IS NULL";
constexpr std::string_view kWriteRollup =
    "INSERT OR REPLACE INTO customer_rollup(customer_pk, customer_id, name, sort_name, email, "
    "email_domain, phone, "
    "company, language, account_status, birth_date, city, country, tags, orders_count, "
    "total_spent, "
    "average_order_value, first_order_at, last_order_at, created_at, email_consent, sms_consent, "
    "push_consent) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kDropRollup = "DELETE FROM customer_rollup WHERE customer_pk = ?";
constexpr std::string_view kShopCurrency =
    "SELECT value FROM shop_setting WHERE key = 'currency' AND _cl % 2 = 1 LIMIT 1";

constexpr std::string_view kReadText =
    "SELECT text FROM customer_search_text WHERE customer_pk = ?";
constexpr std::string_view kWriteText =
    "INSERT OR REPLACE INTO customer_search_text(customer_pk, text) VALUES (?, ?)";
constexpr std::string_view kDropText = "DELETE FROM customer_search_text WHERE customer_pk = ?";
constexpr std::string_view kIndexText = "INSERT INTO customer_search(rowid, text) VALUES (?, ?)";
constexpr std::string_view kUnindexText =
    "INSERT INTO customer_search(customer_search, rowid, text) VALUES ('delete', ?, ?)";
constexpr std::string_view kIndexOrder = "INSERT INTO order_search(rowid, number) VALUES (?, ?)";
constexpr std::string_view kUnindexOrder =
    "INSERT INTO order_search(order_search, rowid, number) VALUES ('delete', ?, ?)";

/// What one customer's rollup is computed from, in SQL order.
struct Details {
  std::int64_t pk = 0;
  bool live = false;
  std::string firstName, lastName, company, email, phone;
  Value language, accountStatus, birthDate, createdAt;
};

struct Orders {
  std::int64_t count = 0;
  std::int64_t spent = 0;
  Value first, last;
};

std::string displayName(const Details& details) {
  std::string name(trim(details.firstName));
  const std::string_view last = trim(details.lastName);
  if (!name.empty() && !last.empty()) name += ' ';
  name += last;
  for (const std::string* fallback : {&details.company, &details.email, &details.phone}) {
    if (name.empty()) name = trim(*fallback);
  }
  return name;
}

std::string digitsOf(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

Result<std::optional<Details>> readDetails(Database& database, const Id& customer) {
  Rows rows = database.query(kCustomer, customer);
  if (!rows.next()) {
    PANNIER_TRY(rows.status());
    return std::optional<Details>{};
  }
  Details details;
  details.pk = rows.integer(0);
  details.live = rows.integer(1) % 2 == 1;
  details.firstName = rows.text(2);
  details.lastName = rows.text(3);
  details.company = rows.text(4);
  details.email = rows.text(5);
  details.phone = rows.text(6);
  details.language = rows.value(7);
  details.accountStatus = rows.value(8);
  details.birthDate = rows.value(9);
  details.createdAt = rows.value(10);
  return std::optional<Details>(std::move(details));
}

Result<Orders> readOrders(Database& database, const Id& customer, const std::string& currency) {
  Rows rows = database.query(kOrders, customer, currency);
  Orders orders;
  if (rows.next()) {
    orders.count = rows.integer(0);
    orders.spent = rows.isNull(1) ? 0 : rows.integer(1);
    orders.first = rows.value(2);
    orders.last = rows.value(3);
  }
  PANNIER_TRY(rows.status());
  return orders;
}

Result<std::string> joined(Database& database, std::string_view sql, const Id& customer) {
  std::vector<std::string> list;
  Rows rows = database.query(sql, customer);
  while (rows.next()) list.emplace_back(rows.text(0));
  PANNIER_TRY(rows.status());
  std::sort(list.begin(), list.end());
  std::string text;
  for (const std::string& each : list) {
    if (!text.empty()) text += '\n';
    text += each;
  }
  return text;
}

/// email, sms, push.
Result<std::array<std::string, 3>> readConsents(Database& database, const Id& customer) {
  std::array<std::string, 3> states{"NOT_SUBSCRIBED", "NOT_SUBSCRIBED", "NOT_SUBSCRIBED"};
  Rows rows = database.query(kConsents, customer);
  while (rows.next()) {
    const std::string_view channel = rows.text(0);
    const std::size_t index = channel == "email" ? 0 : channel == "sms" ? 1 : 2;
    states[index] = rows.text(1);
  }
  PANNIER_TRY(rows.status());
  return states;
}

Status writeSearchText(Database& database, std::int64_t pk, const std::string& text) {
  std::optional<std::string> before;
  {
    Rows rows = database.query(kReadText, pk);
    if (rows.next()) before = rows.text(0);
    PANNIER_TRY(rows.status());
  }
  if (before == text) return {};
  if (before) PANNIER_TRY(database.run(kUnindexText, pk, *before));
  PANNIER_TRY(database.run(kWriteText, pk, text));
  return database.run(kIndexText, pk, text);
}

Status dropSearchText(Database& database, std::int64_t pk) {
  std::optional<std::string> before;
  {
    Rows rows = database.query(kReadText, pk);
    if (rows.next()) before = rows.text(0);
    PANNIER_TRY(rows.status());
  }
  if (!before) return {};
  PANNIER_TRY(database.run(kUnindexText, pk, *before));
  return database.run(kDropText, pk);
}

Result<std::string> shopCurrency(Database& database) {
  Rows rows = database.query(kShopCurrency);
  std::string currency;
  if (rows.next()) currency = rows.text(0);
  PANNIER_TRY(rows.status());
  return currency;
}

std::string searchText(const Details& details, const std::string& name,
                       const std::string& externalIds) {
  std::string text = foldText(name);
  const auto line = [&text](const std::string& part) {
    if (!part.empty()) text += '\n' + part;
  };
  line(foldText(details.email));
  if (foldText(details.company) != foldText(name)) line(foldText(details.company));
  line(foldText(details.phone));
  const std::string digits = digitsOf(details.phone);
  if (digits != details.phone) line(digits);
  line(asciiLower(externalIds));
  return text;
}

/// Writes one customer's rollup row. With `indexed` false the search indexes are left to a later
/// 'rebuild'.
Status refresh(Database& database, const Id& customer, const std::string& currency, bool indexed) {
  PANNIER_ASSIGN(const std::optional<Details> details, readDetails(database, customer));
  if (!details) return {};
  if (!details->live) {
    PANNIER_TRY(database.run(kDropRollup, details->pk));
    return dropSearchText(database, details->pk);
  }
  PANNIER_ASSIGN(const Orders orders, readOrders(database, customer, currency));
  PANNIER_ASSIGN(const std::string tags, joined(database, kTags, customer));
  PANNIER_ASSIGN(const std::string externalIds, joined(database, kIdentities, customer));
  PANNIER_ASSIGN(const auto consents, readConsents(database, customer));
  std::string city;
  std::string country;
  {
    Rows rows = database.query(kAddress, customer);
    if (rows.next()) {
      city = rows.text(0);
      country = rows.text(1);
    }
    PANNIER_TRY(rows.status());
  }
  std::string name = displayName(*details);
  // Order exports know customers by number only.
  if (name.empty()) name = externalIds.substr(0, externalIds.find('\n'));
  const std::string sortName = foldText(name);
  const std::size_t at = details->email.rfind('@');
  const std::string domain =
      at == std::string::npos ? "" : asciiLower(details->email.substr(at + 1));
  const std::int64_t average = orders.count > 0 ? orders.spent / orders.count : 0;
  PANNIER_TRY(database.run(kWriteRollup, details->pk, customer, name, sortName, details->email,
                           domain, details->phone, details->company, details->language,
                           details->accountStatus, details->birthDate, city, country, tags,
                           orders.count, orders.spent, average, orders.first, orders.last,
                           details->createdAt, consents[0], consents[1], consents[2]));
  const std::string text = searchText(*details, name, externalIds);
  if (indexed) return writeSearchText(database, details->pk, text);
  return database.run(kWriteText, details->pk, text);
}

Id idField(const registry::Entity& entity, const StoredRow& row, std::string_view name) {
  const auto* id = std::get_if<Id>(&row.field(entity, name));
  return id == nullptr ? Id{} : *id;
}

std::string textField(const registry::Entity& entity, const StoredRow& row, std::string_view name) {
  const auto* text = std::get_if<std::string>(&row.field(entity, name));
  return text == nullptr ? std::string() : *text;
}

}  // namespace

void RollupKeeper::rowChanged(const registry::Entity& entity, const StoredRow* before,
                              const StoredRow& after) {
  switch (entity.number) {
    case EntityNo::kCustomer:
      touchedCustomers_.insert(after.id);
      break;
    case EntityNo::kCustomerIdentity:
    case EntityNo::kAddress:
    case EntityNo::kCustomerTag:
    case EntityNo::kConsentEvent:
      touchedCustomers_.insert(idField(entity, after, "customer_id"));
      break;
    case EntityNo::kRefund:
      touchedOrders_.insert(idField(entity, after, "order_id"));
      break;
    case EntityNo::kSalesOrder: {
      touchedCustomers_.insert(idField(entity, after, "customer_id"));
      if (before != nullptr) touchedCustomers_.insert(idField(entity, *before, "customer_id"));
      std::string numberBefore =
          before == nullptr ? std::string() : textField(entity, *before, "number");
      std::string numberAfter =
          after.causalLength == 0 ? std::string() : textField(entity, after, "number");
      if (numberBefore != numberAfter)
        orderNumbers_.push_back({after.pk, std::move(numberBefore), std::move(numberAfter)});
      break;
    }
    case EntityNo::kShopSetting:
      everything_ = everything_ || textField(entity, after, "key") == "currency";
      break;
    default:
      break;
  }
}

Status RollupKeeper::bringUpToDate(Database& database) {
  for (const OrderNumberChange& change : orderNumbers_) {
    if (!change.before.empty()) PANNIER_TRY(database.run(kUnindexOrder, change.pk, change.before));
    if (!change.after.empty()) PANNIER_TRY(database.run(kIndexOrder, change.pk, change.after));
  }
  for (const Id& order : touchedOrders_) {
    Rows rows = database.query("SELECT customer_id FROM sales_order WHERE id = ?", order);
    if (rows.next()) touchedCustomers_.insert(rows.id(0));
    PANNIER_TRY(rows.status());
  }
  PANNIER_ASSIGN(const std::string currency, shopCurrency(database));
  if (everything_) {
    // Every amount may count differently now; the rest of a rollup comes along for free.
    std::vector<Id> all;
    Rows rows = database.query("SELECT id FROM customer");
    while (rows.next()) all.push_back(rows.id(0));
    PANNIER_TRY(rows.status());
    touchedCustomers_.insert(all.begin(), all.end());
  }
  for (const Id& customer : touchedCustomers_) {
    if (!customer.isNone()) PANNIER_TRY(refresh(database, customer, currency, true));
  }
  forget();
  return {};
}

void RollupKeeper::forget() noexcept {
  touchedCustomers_.clear();
  touchedOrders_.clear();
  orderNumbers_.clear();
  everything_ = false;
}

Status rebuildAll(Database& database) {
  PANNIER_TRY(database.execute("DELETE FROM customer_rollup; DELETE FROM customer_search_text;"));
  PANNIER_ASSIGN(const std::string currency, shopCurrency(database));
  std::vector<Id> all;
  {
    Rows rows = database.query("SELECT id FROM customer WHERE _cl % 2 = 1 ORDER BY pk");
    while (rows.next()) all.push_back(rows.id(0));
    PANNIER_TRY(rows.status());
  }
  for (const Id& customer : all) PANNIER_TRY(refresh(database, customer, currency, false));
  return database.execute(
      "INSERT INTO customer_search(customer_search) VALUES ('rebuild');"
      "INSERT INTO order_search(order_search) VALUES ('rebuild');");
}

}  // namespace pannier
