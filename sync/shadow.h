#pragma once

#include <cstdint>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/database.h"
#include "core/storage/value.h"

namespace pannier::sync {

/// Shadow field 0 is the row's causal length; 0 as its value: the server has no such row.
inline constexpr std::uint16_t kPresenceField = 0;

/// The confirmed value of one dirty field.
struct ShadowField {
  std::uint16_t field = 0;
  Value value;
  std::int64_t number = 0;  ///< the latest outbox transaction that changed it
  std::int64_t base = 0;    ///< the row version seen by the author of the earliest one
};

/// Table `shadow`. No transactions of its own.
class ShadowTable {
 public:
  explicit ShadowTable(Database& database) : database_(database) {}

  Result<bool> isEmpty();
  Result<std::vector<ShadowField>> load(std::uint16_t entity, const Id& row);
  /// Marks a field dirty: keeps the confirmed value and base it already has, if any.
  Status mark(std::uint16_t entity, const Id& row, const ShadowField& field);
  /// A page brought a new confirmed value for a dirty field.
  Status setValue(std::uint16_t entity, const Id& row, std::uint16_t field, const Value& value);
  /// Forgets the fields no transaction after `number` changed.
  Status settle(std::uint16_t entity, const Id& row, std::int64_t number);

 private:
  Database& database_;
};

/// nullptr when the field is not dirty.
const ShadowField* findShadow(const std::vector<ShadowField>& fields, std::uint16_t field) noexcept;

}  // namespace pannier::sync
