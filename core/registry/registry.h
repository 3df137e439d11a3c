#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// Every entity and every field of Pannier, described once. From this table come the SQL tables of
/// both sides, change capture, the numbers on the wire, the JSON of the API, the TypeScript types,
/// the segment attributes and the merge class of each field. Numbers are never reused and never
/// change.
namespace pannier::registry {

enum class FieldType : std::uint8_t {
  kText,       ///< UTF-8 text                                     SQL TEXT     JSON string
  kLongText,   ///< UTF-8 text of several lines                    SQL TEXT     JSON string
  kInteger,    ///< signed 64-bit                                  SQL INTEGER  JSON number
  kReal,       ///< IEEE double                                    SQL REAL     JSON number
  kMoney,      ///< minor units of the row's (or shop's) currency  SQL INTEGER  JSON number
  kTimestamp,  ///< milliseconds since 1970 UTC                    SQL INTEGER  JSON number
  kDate,       ///< calendar date "YYYY-MM-DD", no zone            SQL TEXT     JSON string
  kBoolean,    ///< 0 or 1                                         SQL INTEGER  JSON boolean
  kId,         ///< 16-byte id of another row                      SQL BLOB     JSON string (UUID)
  kEnum,       ///< one of `values`, upper or lower case as listed SQL TEXT     JSON string
  kJson,       ///< a JSON document as text                        SQL TEXT     JSON string
};

/// How two concurrent changes of one field meet (sync/merge.h has the rules).
enum class MergeClass : std::uint8_t {
  kLww,        ///< later stamp wins, the loser is kept as a conflict
  kLwwGroup,   ///< like kLww, but all fields with the same `group` are one register
  kMax,        ///< the greater value wins, never a conflict
  kMin,        ///< the smaller value wins, never a conflict
  kKeepCopy,   ///< long text: like kLww; the losing text is always kept
  kImmutable,  ///< set once when the row is made
};

enum FieldFlag : std::uint32_t {
  kPersonal = 1U << 0,    ///< personal data: in the data export, wiped by erasure
  kSearchable = 1U << 1,  ///< part of the search text of its customer
  kSegment = 1U << 2,     ///< usable in segments
  kRequired = 1U << 3,    ///< not null, not empty
};

struct Field {
  std::uint16_t number;
  std::string_view name;
  FieldType type;
  MergeClass merge = MergeClass::kLww;
  std::uint32_t flags = 0;
  std::string_view reference =
      {};                  ///< for kId: name of the entity; for kEnum: values joined by '|'
  std::uint8_t group = 0;  ///< for kLwwGroup
};

enum EntityFlag : std::uint32_t {
  kAppendOnly = 1U << 0,  ///< rows are never changed after they are made (only withdrawn by undo)
  kSetMember = 1U << 1,   ///< membership of a set: merge by causal length, id derived from content
  kServerMade = 1U << 2,  ///< rows are made by the server only; devices may change listed fields
};

/// Stable entity numbers.
enum class EntityNo : std::uint16_t {
  kCustomer = 1,
  kCustomerIdentity = 2,
  kAddress = 3,
  kCustomerTag = 4,
  kConsentEvent = 5,
  kProduct = 6,
  kProductVariant = 7,
  kSalesOrder = 8,
  kOrderLine = 9,
  kRefund = 10,
  kNote = 11,
  kTask = 12,
  kSegment = 13,
  kCampaign = 14,
  kCampaignVariant = 15,
  kSavedView = 16,
  kShopSetting = 17,
  kCustomField = 18,
  kCustomFieldValue = 19,
  kConflict = 20,
  kImportRun = 21,
};

struct Entity {
  EntityNo number;
  std::string_view name;  ///< the SQL table, the JSON name
  std::span<const Field> fields;
  std::uint32_t flags = 0;
};

/// All entities, ascending by number.
std::span<const Entity> entities() noexcept;
/// nullptr when there is none (a newer peer may know more than we do).
const Entity* findEntity(std::uint16_t number) noexcept;
const Entity* findEntity(std::string_view name) noexcept;
const Entity& entity(EntityNo number) noexcept;
const Field* findField(const Entity& entity, std::uint16_t number) noexcept;
const Field* findField(const Entity& entity, std::string_view name) noexcept;

/// Version of the schema this build writes (PRAGMA user_version). Raised by one for every change of
/// the table above or of the indexes and derived tables in storage/schema.cpp.
inline constexpr int kSchemaVersion = 1;

}  // namespace pannier::registry
