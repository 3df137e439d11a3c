#include "sync/overlay.h"

#include <set>
#include <utility>

#include "core/registry/registry.h"
#include "sync/merge.h"
#include "sync/shadow.h"

namespace pannier::sync {
namespace {

using registry::Entity;

Status layPresence(RowStore& rows, const Entity& entity, StoredRow& row, const WireOp& op,
                   std::int64_t number) {
  if (op.causalLength <= row.causalLength) return {};
  ShadowTable shadow(rows.database());
  PANNIER_TRY(shadow.mark(op.entity, op.row, {kPresenceField, row.causalLength, number, op.base}));
  return rows.setCausalLength(entity, row, op.causalLength);
}

Status layFields(RowStore& rows, const Entity& entity, StoredRow& row, const WireOp& op,
                 std::int64_t number) {
  ShadowTable shadow(rows.database());
  std::vector<FieldChange> changes;
  for (const FieldChange& change : op.fields) {
    const registry::Field* field = registry::findField(entity, change.field);
    if (field == nullptr) continue;
    const Value& present = row.field(entity, change.field);
    if (field->merge == registry::MergeClass::kImmutable && !isNull(present)) continue;
    PANNIER_TRY(shadow.mark(op.entity, op.row, {change.field, present, number, op.base}));
    changes.push_back(change);
  }
  return rows.update(entity, row, changes);
}

Status layOp(RowStore& rows, const WireOp& op, std::int64_t number) {
  const Entity* entity = registry::findEntity(op.entity);
  if (entity == nullptr) return {};
  PANNIER_ASSIGN(std::optional<StoredRow> row, rows.read(*entity, op.row));
  if (row) {
    PANNIER_TRY(layPresence(rows, *entity, *row, op, number));
    return layFields(rows, *entity, *row, op, number);
  }
  if (op.kind != OpKind::kPut) return {};
  ShadowTable shadow(rows.database());
  PANNIER_TRY(shadow.mark(op.entity, op.row, {kPresenceField, std::int64_t{0}, number, op.base}));
  auto made = rows.insert(*entity, op.row, op.fields, 0, op.causalLength);
  if (!made) return std::move(made).error();
  return {};
}

Status settleRow(RowStore& rows, const Entity& entity, std::uint16_t entityNo, const Id& id,
                 std::int64_t number) {
  ShadowTable shadow(rows.database());
  PANNIER_ASSIGN(const std::vector<ShadowField> dirty, shadow.load(entityNo, id));
  PANNIER_TRY(shadow.settle(entityNo, id, number));
  PANNIER_ASSIGN(std::optional<StoredRow> row, rows.read(entity, id));
  if (!row) return {};
  std::vector<FieldChange> confirmed;
  std::int64_t causalLength = row->causalLength;
  for (const ShadowField& field : dirty) {
    if (field.number > number) continue;
    if (field.field != kPresenceField) {
      confirmed.push_back({field.field, field.value});
    } else if (const auto* length = std::get_if<std::int64_t>(&field.value)) {
      causalLength = *length;
    }
  }
  if (causalLength == 0) return rows.erase(entity, *row);
  PANNIER_TRY(rows.update(entity, *row, confirmed));
  return rows.setCausalLength(entity, *row, causalLength);
}

}  // namespace

Status applyOverlay(RowStore& rows, const TxBody& body, std::int64_t number) {
  for (const WireOp& op : body.ops) PANNIER_TRY(layOp(rows, op, number));
  return {};
}

Status removeOverlay(RowStore& rows, const TxBody& body, std::int64_t number) {
  std::set<std::pair<std::uint16_t, Id>> touched;
  for (const WireOp& op : body.ops) touched.emplace(op.entity, op.row);
  for (const auto& [entityNo, id] : touched) {
    const Entity* entity = registry::findEntity(entityNo);
    if (entity != nullptr) PANNIER_TRY(settleRow(rows, *entity, entityNo, id, number));
  }
  return {};
}

}  // namespace pannier::sync
