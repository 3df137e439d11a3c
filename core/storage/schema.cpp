#include "core/storage/schema.h"

#include <set>

namespace pannier::schema {
namespace {

using registry::Entity;
using registry::Field;
using registry::FieldType;

std::string_view sqlType(FieldType type) {
  switch (type) {
    case FieldType::kText:
    case FieldType::kLongText:
    case FieldType::kDate:
    case FieldType::kEnum:
    case FieldType::kJson:
      return "TEXT";
    case FieldType::kInteger:
    case FieldType::kMoney:
    case FieldType::kTimestamp:
    case FieldType::kBoolean:
      return "INTEGER";
    case FieldType::kReal:
      return "REAL";
    case FieldType::kId:
      return "BLOB";
  }
  return "BLOB";
}

/// One row per live customer, kept current by core/customers: what lists, profiles and common
/// segments read instead of adding up orders. Money in minor units of the shop's currency, times in
/// ms UTC.
constexpr const char* kDerivedTables = R"sql(
CREATE TABLE IF NOT EXISTS customer_rollup(
  customer_pk INTEGER PRIMARY KEY,
  customer_id BLOB NOT NULL,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_domain TEXT NOT NULL,
  phone TEXT NOT NULL,
  company TEXT NOT NULL,
  language TEXT,
  account_status TEXT,
  birth_date TEXT,
  city TEXT NOT NULL,
  country TEXT NOT NULL,
  tags TEXT NOT NULL,
  orders_count INTEGER NOT NULL,
  total_spent INTEGER NOT NULL,
  average_order_value INTEGER NOT NULL,
  first_order_at INTEGER,
  last_order_at INTEGER,
  created_at INTEGER,
  email_consent TEXT NOT NULL,
  sms_consent TEXT NOT NULL,
  push_consent TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS customer_search_text(customer_pk INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS customer_search USING fts5(
  text, content='customer_search_text', content_rowid='customer_pk', tokenize='trigram', detail=none);
CREATE VIRTUAL TABLE IF NOT EXISTS order_search USING fts5(
  number, content='sales_order', content_rowid='pk', tokenize='trigram', detail=none);
CREATE TABLE IF NOT EXISTS undo_log(
  transaction_no INTEGER PRIMARY KEY AUTOINCREMENT,
  group_id BLOB,
  at INTEGER NOT NULL,
  undone INTEGER NOT NULL,
  body BLOB NOT NULL
);
)sql";

/// sales_order_by_customer and rollup_numbers carry every column that segments look at, so that
/// those never touch the tables themselves.
constexpr const char* kIndexes = R"sql(
CREATE INDEX IF NOT EXISTS customer_identity_by_value ON customer_identity(value, kind);
CREATE INDEX IF NOT EXISTS customer_identity_by_customer ON customer_identity(customer_id);
CREATE INDEX IF NOT EXISTS address_by_customer ON address(customer_id);
CREATE INDEX IF NOT EXISTS customer_tag_by_customer ON customer_tag(customer_id);
CREATE INDEX IF NOT EXISTS customer_tag_by_tag ON customer_tag(tag, customer_id);
CREATE INDEX IF NOT EXISTS consent_event_by_customer ON consent_event(customer_id);
CREATE INDEX IF NOT EXISTS product_by_external_id ON product(external_id);
CREATE INDEX IF NOT EXISTS product_variant_by_product ON product_variant(product_id);
CREATE INDEX IF NOT EXISTS sales_order_by_customer
  ON sales_order(customer_id, placed_at, total, currency, cancelled_at, is_test, _cl);
CREATE INDEX IF NOT EXISTS order_line_by_order ON order_line(order_id);
CREATE INDEX IF NOT EXISTS order_line_by_product ON order_line(product_id) WHERE product_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS refund_by_order ON refund(order_id);
CREATE INDEX IF NOT EXISTS note_by_customer ON note(customer_id);
CREATE INDEX IF NOT EXISTS task_by_customer ON task(customer_id);
CREATE INDEX IF NOT EXISTS task_by_status ON task(status, due_on);
CREATE INDEX IF NOT EXISTS campaign_variant_by_campaign ON campaign_variant(campaign_id);
CREATE INDEX IF NOT EXISTS custom_field_value_by_owner ON custom_field_value(owner_id);
CREATE INDEX IF NOT EXISTS shop_setting_by_key ON shop_setting(key);
CREATE INDEX IF NOT EXISTS conflict_by_state ON conflict(state);
CREATE INDEX IF NOT EXISTS conflict_by_row ON conflict(row_id);
CREATE INDEX IF NOT EXISTS conflict_by_customer ON conflict(customer_id);
CREATE INDEX IF NOT EXISTS undo_log_by_group ON undo_log(group_id) WHERE group_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS rollup_by_name ON customer_rollup(sort_name, customer_pk);
CREATE INDEX IF NOT EXISTS rollup_by_orders_count ON customer_rollup(orders_count, customer_pk);
CREATE INDEX IF NOT EXISTS rollup_by_total_spent ON customer_rollup(total_spent, customer_pk);
CREATE INDEX IF NOT EXISTS rollup_by_last_order ON customer_rollup(last_order_at, customer_pk);
CREATE INDEX IF NOT EXISTS rollup_numbers ON customer_rollup(orders_count, last_order_at, first_order_at, total_spent,
  average_order_value, created_at, email_consent, sms_consent, country, customer_id);
CREATE INDEX IF NOT EXISTS rollup_by_created ON customer_rollup(created_at, customer_pk);
)sql";

Status addMissingColumns(Database& database, const Entity& entity) {
  std::set<std::string, std::less<>> present;
  {
    Rows rows = database.query("SELECT name FROM pragma_table_info(?)", entity.name);
    while (rows.next()) present.emplace(rows.text(0));
    PANNIER_TRY(rows.status());
  }
  for (const Field& field : entity.fields) {
    if (present.contains(field.name)) continue;
    std::string sql = "ALTER TABLE " + std::string(entity.name) + " ADD COLUMN ";
    sql.append(field.name).append(" ").append(sqlType(field.type));
    PANNIER_TRY(database.execute(sql));
  }
  return {};
}

}  // namespace

std::string createTableSql(const Entity& entity) {
  std::string sql = "CREATE TABLE IF NOT EXISTS " + std::string(entity.name) +
                    "(pk INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE";
  for (const Field& field : entity.fields)
    sql.append(", ").append(field.name).append(" ").append(sqlType(field.type));
  sql += ", _v INTEGER NOT NULL DEFAULT 0, _cl INTEGER NOT NULL DEFAULT 1)";
  return sql;
}

Status createTables(Database& database) {
  for (const Entity& entity : registry::entities())
    PANNIER_TRY(database.execute(createTableSql(entity)));
  return database.execute(kDerivedTables);
}

Status createIndexes(Database& database) { return database.execute(kIndexes); }

Status migrate(Database& database) {
  PANNIER_ASSIGN(const std::int64_t version, database.integer("PRAGMA user_version", 0));
  if (version == registry::kSchemaVersion) return {};
  if (version > registry::kSchemaVersion) {
    return makeError(ErrorCode::kUnsupported,
                     "This database was written by a newer Pannier (schema " +
                         std::to_string(version) + "; this program knows schema " +
                         std::to_string(registry::kSchemaVersion) +
                         "). Update Pannier to open it. Nothing was changed.");
  }
  PANNIER_ASSIGN(Transaction transaction, Transaction::begin(database));
  PANNIER_TRY(createTables(database));
  for (const Entity& entity : registry::entities())
    PANNIER_TRY(addMissingColumns(database, entity));
  PANNIER_TRY(createIndexes(database));
  PANNIER_TRY(
      database.execute("PRAGMA user_version = " + std::to_string(registry::kSchemaVersion)));
  return transaction.commit();
}

}  // namespace pannier::schema
