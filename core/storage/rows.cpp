#include "core/storage/rows.h"

#include <unordered_map>

namespace pannier {
namespace {

using registry::Entity;

/// Statements that depend only on the entity, made once.
struct EntitySql {
  std::string read;
  std::string setVersion;
  std::string setCausalLength;
  std::string erase;
};

EntitySql makeSql(const Entity& entity) {
  const std::string table(entity.name);
  EntitySql sql;
  sql.read = "SELECT pk, _v, _cl";
  for (const registry::Field& field : entity.fields) sql.read.append(", ").append(field.name);
  sql.read += " FROM " + table + " WHERE id = ?";
  sql.setVersion = "UPDATE " + table + " SET _v = ? WHERE pk = ?";
  sql.setCausalLength = "UPDATE " + table + " SET _cl = ? WHERE pk = ?";
  sql.erase = "DELETE FROM " + table + " WHERE pk = ?";
  return sql;
}

const EntitySql& sqlOf(const Entity& entity) {
  static const auto all = [] {
    std::vector<EntitySql> list;
    for (const Entity& each : registry::entities()) list.push_back(makeSql(each));
    return list;
  }();
  return all[static_cast<std::size_t>(entity.number) - 1];
}

/// Position of a field in the registry's table; npos when unknown.
std::size_t fieldIndex(const Entity& entity, std::uint16_t number) {
  for (std::size_t i = 0; i < entity.fields.size(); ++i) {
    if (entity.fields[i].number == number) return i;
  }
  return std::string::npos;
}

const Value kNullValue{};

}  // namespace

const Value& StoredRow::field(const Entity& entity, std::uint16_t number) const {
  const std::size_t index = fieldIndex(entity, number);
  return index < fields.size() ? fields[index] : kNullValue;
}

const Value& StoredRow::field(const Entity& entity, std::string_view name) const {
  const registry::Field* found = registry::findField(entity, name);
  return found == nullptr ? kNullValue : field(entity, found->number);
}

Result<std::optional<StoredRow>> RowStore::read(const Entity& entity, const Id& id) {
  Rows rows = database_.query(sqlOf(entity).read, id);
  if (!rows.next()) {
    PANNIER_TRY(rows.status());
    return std::optional<StoredRow>{};
  }
  StoredRow row;
  row.pk = rows.integer(0);
  row.id = id;
  row.version = rows.integer(1);
  row.causalLength = rows.integer(2);
  row.fields.reserve(entity.fields.size());
  for (std::size_t i = 0; i < entity.fields.size(); ++i) {
    row.fields.push_back(rows.value(static_cast<int>(i) + 3));
  }
  return std::optional<StoredRow>(std::move(row));
}

Result<StoredRow> RowStore::insert(const Entity& entity, const Id& id,
                                   std::span<const FieldChange> fields, std::int64_t version,
                                   std::int64_t causalLength) {
  StoredRow row;
  row.id = id;
  row.version = version;
  row.causalLength = causalLength;
  row.fields.resize(entity.fields.size());
  std::string sql = "INSERT INTO " + std::string(entity.name) + "(id, _v, _cl";
  std::string marks = "?, ?, ?";
  std::vector<Parameter> parameters{Parameter(id), Parameter(version), Parameter(causalLength)};
  parameters.reserve(3 + fields.size());
  for (const FieldChange& change : fields) {
    const std::size_t index = fieldIndex(entity, change.field);
    if (index == std::string::npos) continue;
    row.fields[index] = change.value;
    sql.append(", ").append(entity.fields[index].name);
    marks += ", ?";
    parameters.emplace_back(change.value);
  }
  sql.append(") VALUES (").append(marks).append(")");
  PANNIER_TRY(database_.runWith(sql, parameters));
  row.pk = database_.lastInsertRowid();
  changed(entity, nullptr, row);
  return row;
}

Status RowStore::update(const Entity& entity, StoredRow& row, std::span<const FieldChange> fields) {
  const StoredRow before = row;
  std::string sql = "UPDATE " + std::string(entity.name) + " SET ";
  std::vector<Parameter> parameters;
  parameters.reserve(fields.size() + 1);
  for (const FieldChange& change : fields) {
    const std::size_t index = fieldIndex(entity, change.field);
    if (index == std::string::npos || row.fields[index] == change.value) continue;
    row.fields[index] = change.value;
    if (!parameters.empty()) sql += ", ";
    sql.append(entity.fields[index].name).append(" = ?");
    parameters.emplace_back(change.value);
  }
  if (parameters.empty()) return {};
  sql += " WHERE pk = ?";
  parameters.emplace_back(row.pk);
  PANNIER_TRY(database_.runWith(sql, parameters));
  changed(entity, &before, row);
  return {};
}

Status RowStore::setVersion(const Entity& entity, StoredRow& row, std::int64_t version) {
  if (row.version == version) return {};
  row.version = version;
  changedEntities_.insert(entity.number);
  return database_.run(sqlOf(entity).setVersion, version, row.pk);
}

Status RowStore::setCausalLength(const Entity& entity, StoredRow& row, std::int64_t causalLength) {
  if (row.causalLength == causalLength) return {};
  const StoredRow before = row;
  row.causalLength = causalLength;
  PANNIER_TRY(database_.run(sqlOf(entity).setCausalLength, causalLength, row.pk));
  changed(entity, &before, row);
  return {};
}

Status RowStore::erase(const Entity& entity, StoredRow& row) {
  const StoredRow before = row;
  row.causalLength = 0;
  PANNIER_TRY(database_.run(sqlOf(entity).erase, row.pk));
  changed(entity, &before, row);
  return {};
}

void RowStore::changed(const Entity& entity, const StoredRow* before, const StoredRow& after) {
  changedEntities_.insert(entity.number);
  for (DerivedData* derived : derived_) derived->rowChanged(entity, before, after);
}

Status RowStore::finish() {
  for (DerivedData* derived : derived_) PANNIER_TRY(derived->bringUpToDate(database_));
  return {};
}

void RowStore::abandon() noexcept {
  changedEntities_.clear();
  for (DerivedData* derived : derived_) derived->forget();
}

std::set<registry::EntityNo> RowStore::takeChangedEntities() {
  return std::exchange(changedEntities_, {});
}

}  // namespace pannier
