#pragma once

#include <array>

#include "core/registry/registry.h"

/// The table itself. One line a field: number, name, type, merge class, flags, reference, group.
/// To add a field, add a line with the next free number and raise kSchemaVersion
/// (docs/adding-a-field.md).
namespace pannier::registry::tables {

using enum FieldType;
using enum MergeClass;

// clang-format off
inline constexpr std::array kCustomer{
    Field{1, "first_name", kText, kLww, kPersonal | kSearchable},
    Field{2, "last_name", kText, kLww, kPersonal | kSearchable},
    Field{3, "email", kText, kLww, kPersonal | kSearchable | kSegment},
    Field{4, "phone", kText, kLww, kPersonal | kSearchable},
    Field{5, "company", kText, kLww, kSearchable},
    Field{6, "language", kText, kLww, kSegment},
    Field{7, "birth_date", kDate, kLww, kPersonal | kSegment},
    Field{8, "account_status", kEnum, kLww, kSegment, "ENABLED|DISABLED|INVITED|DECLINED"},
    Field{9, "description", kLongText, kKeepCopy, kPersonal},
    Field{10, "source", kText, kImmutable},
    Field{11, "created_at", kTimestamp, kImmutable, kSegment},
    Field{12, "last_contacted_at", kTimestamp, kMax, kSegment},
};

inline constexpr std::array kCustomerIdentity{
    Field{1, "customer_id", kId, kImmutable, kRequired, "customer"},
    Field{2, "kind", kEnum, kImmutable, kRequired, "email|phone|external_id"},
    Field{3, "system", kText, kImmutable},
    Field{4, "value", kText, kImmutable, kRequired | kPersonal},
};

inline constexpr std::array kAddress{
    Field{1, "customer_id", kId, kImmutable, kRequired, "customer"},
    Field{2, "name", kText, kLwwGroup, kPersonal, {}, 1},
    Field{3, "line1", kText, kLwwGroup, kPersonal, {}, 1},
    Field{4, "line2", kText, kLwwGroup, kPersonal, {}, 1},
    Field{5, "city", kText, kLwwGroup, kSegment, {}, 1},
    Field{6, "region", kText, kLwwGroup, kSegment, {}, 1},
    Field{7, "postal_code", kText, kLwwGroup, kPersonal, {}, 1},
    Field{8, "country", kText, kLwwGroup, kSegment, {}, 1},
    Field{9, "phone", kText, kLww, kPersonal},
    Field{10, "is_default", kBoolean, kLww},
};

inline constexpr std::array kCustomerTag{
    Field{1, "customer_id", kId, kImmutable, kRequired, "customer"},
    Field{2, "tag", kText, kImmutable, kRequired | kSegment},
};

inline constexpr std::array kConsentEvent{
    Field{1, "customer_id", kId, kImmutable, kRequired, "customer"},
    Field{2, "channel", kEnum, kImmutable, kRequired, "email|sms|push"},
    Field{3, "state", kEnum, kImmutable, kRequired | kSegment,
          "SUBSCRIBED|NOT_SUBSCRIBED|PENDING|UNSUBSCRIBED|INVALID|REDACTED"},
    Field{4, "source", kText, kImmutable},
    Field{5, "occurred_at", kTimestamp, kImmutable, kRequired},
};

inline constexpr std::array kProduct{
    Field{1, "title", kText, kLww, kRequired},
    Field{2, "vendor", kText},
    Field{3, "category", kText, kLww, kSegment},
    Field{4, "tags", kText, kLww, kSegment},  // comma separated, as shop systems export them
    Field{5, "status", kEnum, kLww, 0, "active|draft|archived"},
    Field{6, "external_id", kText, kImmutable},
    Field{7, "created_at", kTimestamp, kImmutable},
};

inline constexpr std::array kProductVariant{
    Field{1, "product_id", kId, kImmutable, kRequired, "product"},
    Field{2, "title", kText},
    Field{3, "sku", kText},
    Field{4, "price", kMoney},
    Field{5, "position", kInteger},
};

inline constexpr std::array kSalesOrder{
    Field{1, "customer_id", kId, kLww, 0, "customer"},
    Field{2, "number", kText, kImmutable, kRequired | kSearchable},
    Field{3, "placed_at", kTimestamp, kImmutable, kRequired | kSegment},
    Field{4, "currency", kText, kImmutable, kRequired},
    Field{5, "subtotal", kMoney},
    Field{6, "discount", kMoney},
    Field{7, "shipping", kMoney},
    Field{8, "tax", kMoney},
    Field{9, "total", kMoney, kLww, kSegment},
    Field{10, "financial_status", kText},
    Field{11, "fulfillment_status", kText},
    Field{12, "channel", kText, kImmutable},
    Field{13, "cancelled_at", kTimestamp},
    Field{14, "is_test", kBoolean},
    Field{15, "external_id", kText, kImmutable},
    Field{16, "email", kText, kImmutable, kPersonal},
    Field{17, "country", kText},
    Field{18, "discount_code", kText},
};

inline constexpr std::array kOrderLine{
    Field{1, "order_id", kId, kImmutable, kRequired, "sales_order"},
    Field{2, "product_id", kId, kLww, 0, "product"},
    Field{3, "variant_id", kId, kLww, 0, "product_variant"},
    Field{4, "position", kInteger, kImmutable},
    Field{5, "title", kText},
    Field{6, "sku", kText},
    Field{7, "quantity", kInteger},
    Field{8, "unit_price", kMoney},
    Field{9, "total", kMoney},
};

inline constexpr std::array kRefund{
    Field{1, "order_id", kId, kImmutable, kRequired, "sales_order"},
    Field{2, "amount", kMoney, kImmutable, kRequired},
    Field{3, "reason", kText, kImmutable},
    Field{4, "occurred_at", kTimestamp, kImmutable, kRequired},
};

inline constexpr std::array kNote{
    Field{1, "customer_id", kId, kImmutable, kRequired, "customer"},
    Field{2, "body", kLongText, kKeepCopy, kPersonal},
    Field{3, "author", kText, kImmutable},
    Field{4, "created_at", kTimestamp, kImmutable, kRequired},
};

inline constexpr std::array kTask{
    Field{1, "customer_id", kId, kLww, 0, "customer"},
    Field{2, "title", kText, kLww, kRequired},
    Field{3, "due_on", kDate},
    Field{4, "status", kEnum, kLww, 0, "open|done"},
    Field{5, "assignee", kText},
    Field{6, "priority", kEnum, kLww, 0, "low|normal|high"},
    Field{7, "created_at", kTimestamp, kImmutable, kRequired},
    Field{8, "completed_at", kTimestamp},
};

inline constexpr std::array kSegment{
    Field{1, "name", kText, kLww, kRequired},
    Field{2, "query", kLongText, kKeepCopy},
    Field{3, "description", kText},
    Field{4, "created_at", kTimestamp, kImmutable},
};

inline constexpr std::array kCampaign{
    Field{1, "name", kText, kLww, kRequired},
    Field{2, "goal", kText},
    Field{3, "channel", kEnum, kLww, 0, "email|sms|push"},
    Field{4, "status", kEnum, kLww, 0, "draft|ready|archived"},
    Field{5, "segment_id", kId, kLww, 0, "segment"},
    Field{6, "excluded_segment_id", kId, kLww, 0, "segment"},
    Field{7, "from_name", kText},
    Field{8, "from_email", kText},
    Field{9, "created_at", kTimestamp, kImmutable},
};

inline constexpr std::array kCampaignVariant{
    Field{1, "campaign_id", kId, kImmutable, kRequired, "campaign"},
    Field{2, "name", kText},
    Field{3, "subject", kText},
    Field{4, "preheader", kText},
    Field{5, "body", kLongText, kKeepCopy},
    Field{6, "weight", kInteger},
};

inline constexpr std::array kSavedView{
    Field{1, "name", kText, kLww, kRequired},
    Field{2, "entity", kText, kImmutable, kRequired},
    Field{3, "filter", kLongText},  // segment query
    Field{4, "columns", kJson},                // array of column names
    Field{5, "sort", kText},                   // column name, '-' before it for descending
    Field{6, "position", kInteger},
};

inline constexpr std::array kShopSetting{
    Field{1, "key", kText, kImmutable, kRequired},
    Field{2, "value", kLongText},
};

inline constexpr std::array kCustomField{
    Field{1, "entity", kText, kImmutable, kRequired},
    Field{2, "namespace", kText, kImmutable, kRequired},
    Field{3, "key", kText, kImmutable, kRequired},
    Field{4, "type", kEnum, kImmutable, kRequired, "text|number|date|boolean"},
    Field{5, "name", kText},
};

inline constexpr std::array kCustomFieldValue{
    Field{1, "custom_field_id", kId, kImmutable, kRequired, "custom_field"},
    Field{2, "owner_id", kId, kImmutable, kRequired},
    Field{3, "value", kText, kLww, kPersonal},
};

inline constexpr std::array kConflict{
    Field{1, "entity", kText, kImmutable, kRequired},
    Field{2, "row_id", kId, kImmutable, kRequired},
    Field{3, "field", kText, kImmutable, kRequired},
    Field{4, "winner_value", kJson, kImmutable},
    Field{5, "winner_user", kText, kImmutable},
    Field{6, "winner_device", kInteger, kImmutable},
    Field{7, "winner_at", kTimestamp, kImmutable},
    Field{8, "loser_value", kJson, kImmutable},
    Field{9, "loser_user", kText, kImmutable},
    Field{10, "loser_device", kInteger, kImmutable},
    Field{11, "loser_at", kTimestamp, kImmutable},
    Field{12, "kind", kEnum, kImmutable, 0, "field|edited_after_delete"},
    Field{13, "state", kEnum, kLww, kRequired, "open|restored|kept|settled"},
    Field{14, "created_at", kTimestamp, kImmutable},
    Field{15, "customer_id", kId, kImmutable, 0, "customer"},
};

inline constexpr std::array kImportRun{
    Field{1, "file_name", kText, kImmutable},
    Field{2, "format", kText, kImmutable},
    Field{3, "status", kEnum, kLww, 0, "running|done|cancelled|reverted|failed"},
    Field{4, "started_at", kTimestamp, kImmutable},
    Field{5, "finished_at", kTimestamp},
    Field{6, "rows_read", kInteger},
    Field{7, "rows_rejected", kInteger},
    Field{8, "customers_new", kInteger},
    Field{9, "customers_matched", kInteger},
    Field{10, "orders_new", kInteger},
    Field{11, "orders_matched", kInteger},
    Field{12, "lines_new", kInteger},
};

// clang-format on

inline constexpr std::array kEntities{
    Entity{EntityNo::kCustomer, "customer", kCustomer},
    Entity{EntityNo::kCustomerIdentity, "customer_identity", kCustomerIdentity},
    Entity{EntityNo::kAddress, "address", kAddress},
    Entity{EntityNo::kCustomerTag, "customer_tag", kCustomerTag, kSetMember},
    Entity{EntityNo::kConsentEvent, "consent_event", kConsentEvent, kAppendOnly},
    Entity{EntityNo::kProduct, "product", kProduct},
    Entity{EntityNo::kProductVariant, "product_variant", kProductVariant},
    Entity{EntityNo::kSalesOrder, "sales_order", kSalesOrder},
    Entity{EntityNo::kOrderLine, "order_line", kOrderLine},
    Entity{EntityNo::kRefund, "refund", kRefund},
    Entity{EntityNo::kNote, "note", kNote},
    Entity{EntityNo::kTask, "task", kTask},
    Entity{EntityNo::kSegment, "segment", kSegment},
    Entity{EntityNo::kCampaign, "campaign", kCampaign},
    Entity{EntityNo::kCampaignVariant, "campaign_variant", kCampaignVariant},
    Entity{EntityNo::kSavedView, "saved_view", kSavedView},
    Entity{EntityNo::kShopSetting, "shop_setting", kShopSetting},
    Entity{EntityNo::kCustomField, "custom_field", kCustomField},
    Entity{EntityNo::kCustomFieldValue, "custom_field_value", kCustomFieldValue},
    Entity{EntityNo::kConflict, "conflict", kConflict, kServerMade},
    Entity{EntityNo::kImportRun, "import_run", kImportRun},
};

}  // namespace pannier::registry::tables
