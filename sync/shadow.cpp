#include "sync/shadow.h"

namespace pannier::sync {
namespace {

constexpr std::string_view kAny = "SELECT 1 FROM shadow LIMIT 1";
constexpr std::string_view kLoad =
    "SELECT field, value, number, base FROM shadow WHERE row = ? AND entity = ?";
constexpr std::string_view kMark =
    "INSERT INTO shadow(row, entity, field, value, number, base) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT(row, entity, field) DO UPDATE SET number = excluded.number";
constexpr std::string_view kSetValue =
    "UPDATE shadow SET value = ? WHERE row = ? AND entity = ? AND field = ?";
constexpr std::string_view kSettle =
    "DELETE FROM shadow WHERE row = ? AND entity = ? AND number <= ?";

}  // namespace

Result<bool> ShadowTable::isEmpty() {
  PANNIER_ASSIGN(const std::int64_t any, database_.integer(kAny, 0));
  return any == 0;
}

Result<std::vector<ShadowField>> ShadowTable::load(std::uint16_t entity, const Id& row) {
  std::vector<ShadowField> fields;
  Rows rows = database_.query(kLoad, row, static_cast<int>(entity));
  while (rows.next()) {
    fields.push_back({static_cast<std::uint16_t>(rows.integer(0)), rows.value(1), rows.integer(2),
                      rows.integer(3)});
  }
  PANNIER_TRY(rows.status());
  return fields;
}

Status ShadowTable::mark(std::uint16_t entity, const Id& row, const ShadowField& field) {
  return database_.run(kMark, row, static_cast<int>(entity), static_cast<int>(field.field),
                       field.value, field.number, field.base);
}

Status ShadowTable::setValue(std::uint16_t entity, const Id& row, std::uint16_t field,
                             const Value& value) {
  return database_.run(kSetValue, value, row, static_cast<int>(entity), static_cast<int>(field));
}

Status ShadowTable::settle(std::uint16_t entity, const Id& row, std::int64_t number) {
  return database_.run(kSettle, row, static_cast<int>(entity), number);
}

const ShadowField* findShadow(const std::vector<ShadowField>& fields,
                              std::uint16_t field) noexcept {
  for (const ShadowField& each : fields) {
    if (each.field == field) return &each;
  }
  return nullptr;
}

}  // namespace pannier::sync
