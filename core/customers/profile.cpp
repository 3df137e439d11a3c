#include "core/customers/profile.h"

#include "core/base/text.h"
#include "core/customers/customer_list.h"

namespace pannier {
namespace {

using registry::EntityNo;

constexpr std::string_view kCustomer =
    "SELECT c.first_name, c.last_name, r.name, c.email, c.phone, c.company, c.language, "
    "c.birth_date, "
    "c.account_status, c.description, c.source, c.created_at, c.last_contacted_at, c._v, "
    "r.orders_count, "
    "r.total_spent, r.average_order_value, r.first_order_at, r.last_order_at "
    "FROM customer c JOIN customer_rollup r ON r.customer_pk = c.pk WHERE c.id = ? AND c._cl % 2 = "
    "1";
constexpr std::string_view kTags =
    "SELECT tag FROM customer_tag WHERE customer_id = ? AND _cl % 2 = 1 ORDER BY tag COLLATE "
    "NOCASE, tag";
constexpr std::string_view kAddresses =
    "SELECT id, name, line1, line2, city, region, postal_code, country, phone, is_default, _v FROM "
    "address "
    "WHERE customer_id = ? AND _cl % 2 = 1 ORDER BY coalesce(is_default, 0) DESC, id";
constexpr std::string_view kIdentities =
    "SELECT id, kind, system, value FROM customer_identity WHERE customer_id = ? AND _cl % 2 = 1 "
    "ORDER BY kind, value";
constexpr std::string_view kConsents =
    "SELECT channel, state, source, occurred_at FROM consent_event WHERE customer_id = ? AND _cl % "
    "2 = 1 "
    "ORDER BY occurred_at, id";
constexpr std::string_view kNotes =
    "SELECT id, body, author, created_at, _v FROM note WHERE customer_id = ? AND _cl % 2 = 1 "
    "ORDER BY created_at DESC, id DESC LIMIT 200";
constexpr std::string_view kTasks =
    "SELECT id, title, due_on, status, assignee, priority, created_at, _v, completed_at FROM task "
    "WHERE customer_id = ? AND _cl % 2 = 1 ORDER BY status DESC, coalesce(due_on, '9999'), id "
    "LIMIT 200";
constexpr std::string_view kCustomFields =
    "SELECT f.id, f.namespace, f.key, coalesce(f.name, f.key), f.type, v.value FROM custom_field f "
    "LEFT JOIN custom_field_value v ON v.custom_field_id = f.id AND v.owner_id = ? AND v._cl % 2 = "
    "1 "
    "WHERE f.entity = 'customer' AND f._cl % 2 = 1 ORDER BY f.namespace, f.key";
constexpr std::string_view kConflictColumns =
    "SELECT c.id, c.entity, c.row_id, c.field, c.winner_value, c.winner_user, c.winner_device, "
    "c.winner_at, "
    "c.loser_value, c.loser_user, c.loser_device, c.loser_at, c.kind, c.state, c.created_at, "
    "c.customer_id, "
    "coalesce((SELECT r.name FROM customer_rollup r JOIN customer k ON k.pk = r.customer_pk WHERE "
    "k.id = c.customer_id), '') "
    "FROM conflict c WHERE c._cl % 2 = 1 AND c.state = ?";

/// Every branch yields kind, at, title, detail, amount, currency, row. Each is bounded by the page
/// before they are merged, so that a customer with a thousand orders costs no more than one with
/// ten.
constexpr std::string_view kTimeline = R"sql(
SELECT kind, at, title, detail, amount, currency, row_id FROM (
  SELECT * FROM (SELECT 'order' AS kind, placed_at AS at, number AS title,
      coalesce(financial_status, '') || CASE WHEN cancelled_at IS NOT NULL THEN ', cancelled' ELSE '' END AS detail,
      total AS amount, currency AS currency, id AS row_id
    FROM sales_order WHERE customer_id = ?1 AND _cl % 2 = 1 AND placed_at < ?2 ORDER BY placed_at DESC LIMIT ?3)
  UNION ALL
  SELECT * FROM (SELECT 'refund', r.occurred_at, o.number, coalesce(r.reason, ''), r.amount, o.currency, r.id
    FROM sales_order o JOIN refund r ON r.order_id = o.id
    WHERE o.customer_id = ?1 AND r._cl % 2 = 1 AND o._cl % 2 = 1 AND r.occurred_at < ?2
    ORDER BY r.occurred_at DESC LIMIT ?3)
  UNION ALL
  SELECT * FROM (SELECT 'note', created_at, coalesce(author, ''), coalesce(body, ''), NULL, '', id
    FROM note WHERE customer_id = ?1 AND _cl % 2 = 1 AND created_at < ?2 ORDER BY created_at DESC LIMIT ?3)
  UNION ALL
  SELECT * FROM (SELECT 'task', coalesce(completed_at, created_at), title, coalesce(status, ''), NULL, '', id
    FROM task WHERE customer_id = ?1 AND _cl % 2 = 1 AND coalesce(completed_at, created_at) < ?2
    ORDER BY 2 DESC LIMIT ?3)
  UNION ALL
  SELECT * FROM (SELECT 'consent', occurred_at, channel, state || CASE WHEN source IS NULL THEN '' ELSE ' · ' || source END,
      NULL, '', id
    FROM consent_event WHERE customer_id = ?1 AND _cl % 2 = 1 AND occurred_at < ?2 ORDER BY occurred_at DESC LIMIT ?3)
  UNION ALL
  SELECT * FROM (SELECT 'conflict', created_at, field, coalesce(loser_value, ''), NULL, '', id
    FROM conflict WHERE customer_id = ?1 AND _cl % 2 = 1 AND created_at < ?2 ORDER BY created_at DESC LIMIT ?3)
  UNION ALL
  SELECT 'created', created_at, coalesce(source, ''), '', NULL, '', id
    FROM customer WHERE id = ?1 AND created_at IS NOT NULL AND created_at < ?2)
ORDER BY at DESC, row_id DESC LIMIT ?3
)sql";

constexpr std::string_view kByIdentity =
    "SELECT i.customer_id FROM customer_identity i JOIN customer c ON c.id = i.customer_id "
    "WHERE i.value = ? AND i.kind = ? AND i._cl % 2 = 1 AND c._cl % 2 = 1 ORDER BY c.pk LIMIT 1";

std::optional<std::int64_t> optionalInteger(const Rows& rows, int column) {
  if (rows.isNull(column)) return std::nullopt;
  return rows.integer(column);
}

Status readCustomer(Database& database, const Id& id, CustomerProfile& profile) {
  Rows rows = database.query(kCustomer, id);
  if (!rows.next()) {
    PANNIER_TRY(rows.status());
    return makeError(ErrorCode::kNotFound,
                     "There is no customer with this id; it may have been deleted.", "id");
  }
  profile.id = id;
  std::string* const texts[] = {&profile.firstName,   &profile.lastName,  &profile.name,
                                &profile.email,       &profile.phone,     &profile.company,
                                &profile.language,    &profile.birthDate, &profile.accountStatus,
                                &profile.description, &profile.source};
  int column = 0;
  for (std::string* text : texts) *text = rows.text(column++);
  profile.createdAt = optionalInteger(rows, 11);
  profile.lastContactedAt = optionalInteger(rows, 12);
  profile.version = rows.integer(13);
  profile.ordersCount = rows.integer(14);
  profile.totalSpent = rows.integer(15);
  profile.averageOrderValue = rows.integer(16);
  profile.firstOrderAt = optionalInteger(rows, 17);
  profile.lastOrderAt = optionalInteger(rows, 18);
  return {};
}

Status readAddresses(Database& database, const Id& id, CustomerProfile& profile) {
  Rows rows = database.query(kAddresses, id);
  while (rows.next()) {
    AddressRow row;
    row.id = rows.id(0);
    std::string* const texts[] = {&row.name,   &row.line1,      &row.line2,   &row.city,
                                  &row.region, &row.postalCode, &row.country, &row.phone};
    int column = 1;
    for (std::string* text : texts) *text = rows.text(column++);
    row.isDefault = rows.integer(9) == 1;
    row.version = rows.integer(10);
    profile.addresses.push_back(std::move(row));
  }
  return rows.status();
}

Status readTagsAndIdentities(Database& database, const Id& id, CustomerProfile& profile) {
  Rows tags = database.query(kTags, id);
  while (tags.next()) profile.tags.emplace_back(tags.text(0));
  PANNIER_TRY(tags.status());
  Rows rows = database.query(kIdentities, id);
  while (rows.next()) {
    profile.identities.push_back({rows.id(0), std::string(rows.text(1)), std::string(rows.text(2)),
                                  std::string(rows.text(3))});
  }
  return rows.status();
}

/// The state of each channel is that of its latest event; channels nobody ever asked about are
/// there too.
Status readConsents(Database& database, const Id& id, CustomerProfile& profile) {
  for (const char* channel : {"email", "sms", "push"}) {
    profile.consents.push_back({channel, "NOT_SUBSCRIBED", "", std::nullopt});
  }
  Rows rows = database.query(kConsents, id);
  while (rows.next()) {
    for (ConsentRow& consent : profile.consents) {
      if (consent.channel != rows.text(0)) continue;
      consent.state = rows.text(1);
      consent.source = rows.text(2);
      consent.occurredAt = rows.integer(3);
    }
  }
  return rows.status();
}

Status readNotesAndTasks(Database& database, const Id& id, CustomerProfile& profile) {
  Rows notes = database.query(kNotes, id);
  while (notes.next()) {
    profile.notes.push_back({notes.id(0), std::string(notes.text(1)), std::string(notes.text(2)),
                             notes.integer(3), notes.integer(4)});
  }
  PANNIER_TRY(notes.status());
  Rows rows = database.query(kTasks, id);
  while (rows.next()) {
    ProfileTask task;
    task.id = rows.id(0);
    task.title = rows.text(1);
    task.dueOn = rows.text(2);
    task.status = rows.text(3);
    task.assignee = rows.text(4);
    task.priority = rows.text(5);
    task.createdAt = rows.integer(6);
    task.version = rows.integer(7);
    task.completedAt = optionalInteger(rows, 8);
    profile.tasks.push_back(std::move(task));
  }
  return rows.status();
}

Status readCustomFields(Database& database, const Id& id, CustomerProfile& profile) {
  Rows rows = database.query(kCustomFields, id);
  while (rows.next()) {
    profile.customFields.push_back({rows.id(0), std::string(rows.text(1)),
                                    std::string(rows.text(2)), std::string(rows.text(3)),
                                    std::string(rows.text(4)), std::string(rows.text(5))});
  }
  return rows.status();
}

Status readUnsent(Database& database, ChangeSink& sink, const Id& id, CustomerProfile& profile) {
  const registry::Entity& entity = registry::entity(EntityNo::kCustomer);
  PANNIER_ASSIGN(const std::vector<std::uint16_t> fields,
                 sink.unsentFields(database, EntityNo::kCustomer, id));
  for (const std::uint16_t number : fields) {
    if (const registry::Field* field = registry::findField(entity, number))
      profile.unsyncedFields.emplace_back(field->name);
  }
  return {};
}

FieldConflict readConflict(const Rows& rows) {
  FieldConflict conflict;
  conflict.id = rows.id(0);
  conflict.entity = rows.text(1);
  conflict.rowId = rows.id(2);
  conflict.field = rows.text(3);
  conflict.winnerValue = rows.text(4);
  conflict.winnerUser = rows.text(5);
  conflict.winnerDevice = rows.integer(6);
  conflict.winnerAt = rows.integer(7);
  conflict.loserValue = rows.text(8);
  conflict.loserUser = rows.text(9);
  conflict.loserDevice = rows.integer(10);
  conflict.loserAt = rows.integer(11);
  conflict.kind = rows.text(12);
  conflict.state = rows.text(13);
  conflict.createdAt = rows.integer(14);
  if (!rows.isNull(15)) conflict.customerId = rows.id(15);
  conflict.customerName = rows.text(16);
  return conflict;
}

}  // namespace

Result<std::vector<FieldConflict>> readConflicts(Database& database, std::string_view state,
                                                 const Id& customer, std::int64_t limit) {
  std::string sql(kConflictColumns);
  std::vector<Parameter> parameters{Parameter(state)};
  if (!customer.isNone()) {
    sql += " AND c.customer_id = ?";
    parameters.emplace_back(customer);
  }
  sql += " ORDER BY c.created_at DESC, c.id LIMIT ?";
  parameters.emplace_back(limit);
  std::vector<FieldConflict> list;
  Rows rows = database.queryWith(sql, parameters);
  while (rows.next()) list.push_back(readConflict(rows));
  PANNIER_TRY(rows.status());
  return list;
}

Result<CustomerProfile> readProfile(Database& database, ChangeSink& sink, const Id& id) {
  CustomerProfile profile;
  PANNIER_TRY(readCustomer(database, id, profile));
  PANNIER_ASSIGN(profile.currency, readShopCurrency(database));
  PANNIER_TRY(readTagsAndIdentities(database, id, profile));
  PANNIER_TRY(readAddresses(database, id, profile));
  PANNIER_TRY(readConsents(database, id, profile));
  PANNIER_TRY(readNotesAndTasks(database, id, profile));
  PANNIER_TRY(readCustomFields(database, id, profile));
  PANNIER_ASSIGN(profile.conflicts, readConflicts(database, "open", id, 100));
  PANNIER_TRY(readUnsent(database, sink, id, profile));
  return profile;
}

Result<Id> findCustomerByIdentity(Database& database, std::string_view kind,
                                  std::string_view value) {
  Id found;
  Rows rows = database.query(kByIdentity, value, kind);
  if (rows.next()) found = rows.id(0);
  PANNIER_TRY(rows.status());
  return found;
}

Result<Id> findCustomerByEmail(Database& database, std::string_view email) {
  const std::string normalised = normaliseEmail(email);
  if (normalised.empty()) return Id{};
  PANNIER_ASSIGN(Id found, findCustomerByIdentity(database, "email", normalised));
  if (!found.isNone()) return found;
  // Customers typed in by hand have the address on the profile only.
  CustomerListQuery query;
  query.search = normalised;
  query.limit = 50;
  PANNIER_ASSIGN(const CustomersListResult list, listCustomers(database, query));
  for (const CustomerRow& row : list.rows) {
    if (normaliseEmail(row.email) == normalised) return row.id;
  }
  return Id{};
}

Result<std::vector<TimelineItem>> readTimeline(Database& database, const Id& customer,
                                               std::int64_t before, std::int64_t limit) {
  std::vector<TimelineItem> items;
  Rows rows = database.query(kTimeline, customer, before, limit);
  while (rows.next()) {
    TimelineItem item;
    item.kind = rows.text(0);
    item.at = rows.integer(1);
    item.title = rows.text(2);
    item.detail = rows.text(3);
    item.amount = optionalInteger(rows, 4);
    item.currency = rows.text(5);
    item.rowId = rows.id(6);
    items.push_back(std::move(item));
  }
  PANNIER_TRY(rows.status());
  return items;
}

}  // namespace pannier
