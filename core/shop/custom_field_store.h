#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/shop/custom_field.h"
#include "core/storage/database.h"

namespace pannier::custom_fields {

/// Every declared field, by entity, namespace, key.
Result<std::vector<CustomField>> list(Database& database);
/// nullopt when there is no such field or it was deleted.
Result<std::optional<CustomField>> find(Database& database, const Id& field);

/// One set value with its field.
struct FieldValue {
  CustomField field;
  std::string value;
};
/// What a row has, by namespace and key; fields without a value are left out.
Result<std::vector<FieldValue>> valuesOf(Database& database, const Id& owner);

}  // namespace pannier::custom_fields
