#include "core/shop/custom_field_store.h"

namespace pannier::custom_fields {
namespace {

CustomField readField(const Rows& rows) {
  CustomField field;
  field.id = rows.id(0);
  field.entity = rows.text(1);
  field.nameSpace = rows.text(2);
  field.key = rows.text(3);
  field.type = rows.text(4);
  field.name = rows.text(5);
  return field;
}

}  // namespace

constexpr std::string_view kList =
    "SELECT id, entity, namespace, key, type, name FROM custom_field WHERE _cl % 2 = 1 "
    "ORDER BY entity, namespace, key";

Result<std::vector<CustomField>> list(Database& database) {
  std::vector<CustomField> fields;
  Rows rows = database.query(kList);
  while (rows.next()) fields.push_back(readField(rows));
  PANNIER_TRY(rows.status());
  return fields;
}

constexpr std::string_view kFind =
    "SELECT id, entity, namespace, key, type, name FROM custom_field WHERE id = ? AND _cl % 2 = 1";

Result<std::optional<CustomField>> find(Database& database, const Id& field) {
  std::optional<CustomField> found;
  Rows rows = database.query(kFind, field);
  if (rows.next()) found = readField(rows);
  PANNIER_TRY(rows.status());
  return found;
}

constexpr std::string_view kValuesOf =
    "SELECT f.id, f.entity, f.namespace, f.key, f.type, f.name, v.value "
    "FROM custom_field_value v JOIN custom_field f ON f.id = v.custom_field_id "
    "WHERE v.owner_id = ? AND v._cl % 2 = 1 AND f._cl % 2 = 1 AND v.value IS NOT NULL "
    "ORDER BY f.namespace, f.key";

Result<std::vector<FieldValue>> valuesOf(Database& database, const Id& owner) {
  std::vector<FieldValue> values;
  Rows rows = database.query(kValuesOf, owner);
  while (rows.next()) values.push_back({readField(rows), std::string(rows.text(6))});
  PANNIER_TRY(rows.status());
  return values;
}

}  // namespace pannier::custom_fields
