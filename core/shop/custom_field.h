#pragma once

#include <string>
#include <string_view>

#include "core/base/id.h"
#include "core/base/result.h"

namespace pannier {

/// A field a shop added to an entity: declared data, not a column.
struct CustomField {
  static constexpr std::string_view kName = "CustomField";
  Id id;
  std::string entity;
  std::string nameSpace;
  std::string key;
  std::string type;  ///< text number date boolean
  std::string name;  ///< what people read

  template <class V>
  static void describe(V& v) {
    v.field("id", &CustomField::id);
    v.field("entity", &CustomField::entity);
    v.field("namespace", &CustomField::nameSpace);
    v.field("key", &CustomField::key);
    v.field("type", &CustomField::type, "text number date boolean");
    v.field("name", &CustomField::name);
  }
};

namespace custom_fields {

/// The same declaration made on two devices is one row.
Id fieldId(std::string_view entity, std::string_view nameSpace, std::string_view key) noexcept;
/// The value of one field of one owner is one row everywhere.
Id valueId(const Id& owner, const Id& field) noexcept;

/// Is this a name for a namespace or key: 1 to 64 of a-z 0-9 _, a letter first?
bool isIdentifier(std::string_view text) noexcept;

/// The stored form of a value of a field of this type, which never is empty:
///  - text: as it is; date: "YYYY-MM-DD" of a day that exists;
///  - number: decimal digits with an optional sign and decimal point, at most 40 characters,
///  without needless
///    zeros ("+07.50" becomes "7.5");
///  - boolean: "true" or "false".
/// Errors: kInvalidArgument with the field's name in the sentence.
Result<std::string> canonicalValue(const CustomField& field, std::string_view text);

}  // namespace custom_fields
}  // namespace pannier
