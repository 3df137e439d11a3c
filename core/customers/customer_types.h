#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/api/describe.h"

/// What the customer commands take and give, as JSON names it.
namespace pannier {

struct AddressRow {
  static constexpr std::string_view kName = "Address";
  Id id;
  std::string name, line1, line2, city, region, postalCode, country, phone;
  bool isDefault = false;
  std::int64_t version = 0;
  template <class V>
  static void describe(V& v) {
    v.field("id", &AddressRow::id);
    v.field("name", &AddressRow::name);
    v.field("line1", &AddressRow::line1);
    v.field("line2", &AddressRow::line2);
    v.field("city", &AddressRow::city);
    v.field("region", &AddressRow::region);
    v.field("postal_code", &AddressRow::postalCode);
    v.field("country", &AddressRow::country, "ISO 3166-1 alpha-2");
    v.field("phone", &AddressRow::phone);
    v.field("is_default", &AddressRow::isDefault);
    v.field("version", &AddressRow::version);
  }
};

struct IdentityRow {
  static constexpr std::string_view kName = "Identity";
  Id id;
  std::string kind, system, value;
  template <class V>
  static void describe(V& v) {
    v.field("id", &IdentityRow::id);
    v.field("kind", &IdentityRow::kind, "email, phone or external_id");
    v.field("system", &IdentityRow::system);
    v.field("value", &IdentityRow::value);
  }
};

struct ConsentRow {
  static constexpr std::string_view kName = "Consent";
  std::string channel, state, source;
  std::optional<std::int64_t> occurredAt;
  template <class V>
  static void describe(V& v) {
    v.field("channel", &ConsentRow::channel, "email, sms or push");
    v.field("state", &ConsentRow::state,
            "SUBSCRIBED, NOT_SUBSCRIBED, PENDING, UNSUBSCRIBED, INVALID or REDACTED");
    v.field("source", &ConsentRow::source);
    v.field("occurred_at", &ConsentRow::occurredAt);
  }
};

struct ProfileNote {
  static constexpr std::string_view kName = "Note";
  Id id;
  std::string body, author;
  std::int64_t createdAt = 0, version = 0;
  template <class V>
  static void describe(V& v) {
    v.field("id", &ProfileNote::id);
    v.field("body", &ProfileNote::body);
    v.field("author", &ProfileNote::author);
    v.field("created_at", &ProfileNote::createdAt);
    v.field("version", &ProfileNote::version);
  }
};

struct ProfileTask {
  static constexpr std::string_view kName = "ProfileTask";
  Id id;
  std::string title, dueOn, status, assignee, priority;
  std::int64_t createdAt = 0, version = 0;
  std::optional<std::int64_t> completedAt;
  template <class V>
  static void describe(V& v) {
    v.field("id", &ProfileTask::id);
    v.field("title", &ProfileTask::title);
    v.field("due_on", &ProfileTask::dueOn, "YYYY-MM-DD or empty");
    v.field("status", &ProfileTask::status, "open or done");
    v.field("assignee", &ProfileTask::assignee);
    v.field("priority", &ProfileTask::priority, "low, normal or high");
    v.field("created_at", &ProfileTask::createdAt);
    v.field("completed_at", &ProfileTask::completedAt);
    v.field("version", &ProfileTask::version);
  }
};

struct ProfileCustomField {
  static constexpr std::string_view kName = "CustomFieldValue";
  Id fieldId;
  std::string nameSpace, key, name, type, value;
  template <class V>
  static void describe(V& v) {
    v.field("field_id", &ProfileCustomField::fieldId);
    v.field("namespace", &ProfileCustomField::nameSpace);
    v.field("key", &ProfileCustomField::key);
    v.field("name", &ProfileCustomField::name);
    v.field("type", &ProfileCustomField::type, "text, number, date or boolean");
    v.field("value", &ProfileCustomField::value);
  }
};

/// A value that lost against a concurrent change of the same field, kept for the person to decide.
struct FieldConflict {
  static constexpr std::string_view kName = "FieldConflict";
  Id id, rowId;
  std::string entity, field, winnerValue, winnerUser, loserValue, loserUser, kind, state,
      customerName;
  std::int64_t winnerDevice = 0, winnerAt = 0, loserDevice = 0, loserAt = 0, createdAt = 0;
  std::optional<Id> customerId;
  template <class V>
  static void describe(V& v) {
    v.field("id", &FieldConflict::id);
    v.field("entity", &FieldConflict::entity);
    v.field("row_id", &FieldConflict::rowId);
    v.field("field", &FieldConflict::field);
    v.field("winner_value", &FieldConflict::winnerValue, "JSON text of the value that stands");
    v.field("winner_user", &FieldConflict::winnerUser);
    v.field("winner_device", &FieldConflict::winnerDevice);
    v.field("winner_at", &FieldConflict::winnerAt);
    v.field("loser_value", &FieldConflict::loserValue,
            "JSON text of the value that was kept aside");
    v.field("loser_user", &FieldConflict::loserUser);
    v.field("loser_device", &FieldConflict::loserDevice);
    v.field("loser_at", &FieldConflict::loserAt);
    v.field("kind", &FieldConflict::kind, "field or edited_after_delete");
    v.field("state", &FieldConflict::state, "open, restored, kept or settled");
    v.field("created_at", &FieldConflict::createdAt);
    v.field("customer_id", &FieldConflict::customerId);
    v.field("customer_name", &FieldConflict::customerName);
  }
};

struct CustomerProfile {
  static constexpr std::string_view kName = "CustomerProfile";
  Id id;
  std::string firstName, lastName, name, email, phone, company, language, birthDate, accountStatus,
      description, source, currency;
  std::int64_t version = 0, ordersCount = 0, totalSpent = 0, averageOrderValue = 0;
  std::optional<std::int64_t> createdAt, lastContactedAt, firstOrderAt, lastOrderAt;
  std::vector<std::string> tags;
  std::vector<AddressRow> addresses;
  std::vector<IdentityRow> identities;
  std::vector<ConsentRow> consents;
  std::vector<ProfileNote> notes;
  std::vector<ProfileTask> tasks;
  std::vector<ProfileCustomField> customFields;
  std::vector<FieldConflict> conflicts;
  std::vector<std::string> unsyncedFields;
  template <class V>
  static void describe(V& v) {
    v.field("id", &CustomerProfile::id);
    v.field("first_name", &CustomerProfile::firstName);
    v.field("last_name", &CustomerProfile::lastName);
    v.field("name", &CustomerProfile::name);
    v.field("email", &CustomerProfile::email);
    v.field("phone", &CustomerProfile::phone);
    v.field("company", &CustomerProfile::company);
    v.field("language", &CustomerProfile::language);
    v.field("birth_date", &CustomerProfile::birthDate);
    v.field("account_status", &CustomerProfile::accountStatus);
    v.field("description", &CustomerProfile::description);
    v.field("source", &CustomerProfile::source);
    v.field("created_at", &CustomerProfile::createdAt);
    v.field("last_contacted_at", &CustomerProfile::lastContactedAt);
    v.field("version", &CustomerProfile::version,
            "To pass as base_version when a field shown now is changed");
    v.field("currency", &CustomerProfile::currency);
    v.field("orders_count", &CustomerProfile::ordersCount);
    v.field("total_spent", &CustomerProfile::totalSpent);
    v.field("average_order_value", &CustomerProfile::averageOrderValue);
    v.field("first_order_at", &CustomerProfile::firstOrderAt);
    v.field("last_order_at", &CustomerProfile::lastOrderAt);
    v.field("tags", &CustomerProfile::tags);
    v.field("addresses", &CustomerProfile::addresses);
    v.field("identities", &CustomerProfile::identities);
    v.field("consents", &CustomerProfile::consents);
    v.field("notes", &CustomerProfile::notes);
    v.field("tasks", &CustomerProfile::tasks);
    v.field("custom_fields", &CustomerProfile::customFields);
    v.field("conflicts", &CustomerProfile::conflicts,
            "Open ones of the customer and of what belongs to it");
    v.field("unsynced_fields", &CustomerProfile::unsyncedFields,
            "Fields only this device has so far");
  }
};

struct TimelineItem {
  static constexpr std::string_view kName = "TimelineItem";
  std::string kind, title, detail, currency;
  std::int64_t at = 0;
  std::optional<std::int64_t> amount;
  Id rowId;
  template <class V>
  static void describe(V& v) {
    v.field("kind", &TimelineItem::kind, "order, refund, note, task, consent, conflict or created");
    v.field("at", &TimelineItem::at);
    v.field("title", &TimelineItem::title);
    v.field("detail", &TimelineItem::detail);
    v.field("amount", &TimelineItem::amount);
    v.field("currency", &TimelineItem::currency);
    v.field("row_id", &TimelineItem::rowId);
  }
};

}  // namespace pannier
