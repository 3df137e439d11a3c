#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/registry/registry.h"
#include "core/storage/change.h"
#include "core/storage/value.h"

namespace pannier::sync {

/// A field's value as JSON, and back. Booleans are true/false, ids UUID text.
json::Value valueToJson(const registry::Field& field, const Value& value);
Result<Value> valueFromJson(const registry::Field& field, json::View view);

/// The text kept in a conflict: of one field its value, of a group an object by field name.
std::string registerToJson(std::span<const registry::Field* const> fields,
                           std::span<const Value> values);
/// The fields and values of such a text. `named` is the conflict's field. Errors: kParse,
/// kInvalidArgument.
Result<std::vector<FieldChange>> registerFromJson(const registry::Entity& entity,
                                                  const registry::Field& named,
                                                  std::string_view text);

}  // namespace pannier::sync
