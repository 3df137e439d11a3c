#include "sync/op_builder.h"

#include <algorithm>
#include <map>

#include "core/registry/registry.h"
#include "sync/tx.h"

namespace pannier::sync {
namespace {

using registry::Entity;
using registry::Field;

std::uint16_t numberOf(const Entity& entity) { return static_cast<std::uint16_t>(entity.number); }

bool contains(const std::vector<FieldChange>& list, std::uint16_t field) {
  return std::any_of(list.begin(), list.end(),
                     [&](const FieldChange& change) { return change.field == field; });
}

/// What the person saw of a dirty field was his own value, laid over what the server had when he
/// first changed it. So a later change of it follows that version, not the one that came in
/// underneath.
std::int64_t seenVersion(const std::vector<ShadowField>& dirty,
                         const std::vector<const Field*>& fields, std::int64_t base) {
  for (const Field* field : fields) {
    if (const ShadowField* shadow = findShadow(dirty, field->number))
      base = std::min(base, shadow->base);
  }
  return base;
}

}  // namespace

bool flipsPresence(const Op& op, const OpBefore& before) noexcept {
  switch (op.kind) {
    case OpKind::kPut:
      return !before.existed || !before.wasLive;
    case OpKind::kDelete:
      return before.wasLive;
    case OpKind::kRestore:
      return !before.wasLive;
    case OpKind::kPatch:
      return false;
  }
  return false;
}

/// The table shows the causal length after the whole ChangeSet; each change of presence added one.
Result<std::int64_t> OpBuilder::causalLengthAfter(const Entity& entity, const Op& op,
                                                  const OpBefore& before) {
  if (!counted_) {
    counted_ = true;
    const bool onlyNew = std::all_of(changes_.ops.begin(), changes_.ops.end(), [](const Op& each) {
      return each.kind == OpKind::kPut || each.kind == OpKind::kPatch;
    });
    for (std::size_t i = 0; i < changes_.ops.size() && !onlyNew; ++i) {
      if (flipsPresence(changes_.ops[i], changes_.before[i])) ++flipsLeft_[changes_.ops[i].row];
    }
  }
  if (flipsLeft_.empty() && !before.existed) return 1;
  PANNIER_ASSIGN(const std::int64_t final,
                 database_.integer("SELECT _cl FROM " + std::string(entity.name) + " WHERE id = ?",
                                   1, op.row));
  const auto left = flipsLeft_.find(op.row);
  if (left == flipsLeft_.end() || !flipsPresence(op, before)) return final;
  return final - --left->second;
}

Result<WireOp> OpBuilder::buildPresence(const Entity& entity, const Op& op, const OpBefore& before,
                                        std::int64_t number) {
  PANNIER_ASSIGN(const std::int64_t causalLength, causalLengthAfter(entity, op, before));
  WireOp wire{numberOf(entity), op.row, op.kind, op.baseVersion, causalLength, {}};
  if (before.existed) {
    PANNIER_ASSIGN(const auto dirty, shadow_.load(wire.entity, op.row));
    for (const ShadowField& field : dirty) wire.base = std::min(wire.base, field.base);
  }
  if (!flipsPresence(op, before)) return wire;
  const Value confirmed = before.existed ? causalLength - 1 : std::int64_t{0};
  PANNIER_TRY(shadow_.mark(wire.entity, op.row, {kPresenceField, confirmed, number, wire.base}));
  return wire;
}

/// The op's fields, with the other fields of their groups as the row has them now: a group is one
/// value.
Result<std::vector<FieldChange>> OpBuilder::completed(const Entity& entity, const Op& op) {
  std::vector<FieldChange> fields = op.fields;
  for (const FieldChange& change : op.fields) {
    const Field* field = registry::findField(entity, change.field);
    if (field == nullptr) continue;
    for (const Field* member : registerOf(entity, *field)) {
      if (contains(fields, member->number)) continue;
      Rows rows = database_.query("SELECT " + std::string(member->name) + " FROM " +
                                      std::string(entity.name) + " WHERE id = ?",
                                  op.row);
      Value present;
      if (rows.next()) present = rows.value(0);
      PANNIER_TRY(rows.status());
      fields.push_back({member->number, std::move(present)});
    }
  }
  return fields;
}

Result<std::vector<WireOp>> OpBuilder::buildPatch(const Entity& entity, const Op& op,
                                                  const OpBefore& before, std::int64_t number) {
  const std::uint16_t entityNo = numberOf(entity);
  PANNIER_ASSIGN(const auto dirty, shadow_.load(entityNo, op.row));
  PANNIER_ASSIGN(const std::vector<FieldChange> fields, completed(entity, op));
  std::map<std::int64_t, WireOp> byBase;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Field* field = registry::findField(entity, fields[i].field);
    if (field == nullptr) continue;
    const std::int64_t base = seenVersion(dirty, registerOf(entity, *field), op.baseVersion);
    auto [place, isNew] =
        byBase.try_emplace(base, WireOp{entityNo, op.row, OpKind::kPatch, base, 0, {}});
    place->second.fields.push_back(fields[i]);
    // Members added by completed() did not change: their confirmed value is the present one.
    const Value& confirmed = i < before.values.size() ? before.values[i] : fields[i].value;
    PANNIER_TRY(shadow_.mark(entityNo, op.row, {field->number, confirmed, number, base}));
  }
  std::vector<WireOp> ops;
  ops.reserve(byBase.size());
  for (auto& [base, wire] : byBase) ops.push_back(std::move(wire));
  return ops;
}

Result<std::vector<WireOp>> OpBuilder::build(std::size_t index, std::int64_t number) {
  const Op& op = changes_.ops[index];
  const OpBefore& before = changes_.before[index];
  const Entity& entity = registry::entity(op.entity);
  if (op.kind == OpKind::kPatch) return buildPatch(entity, op, before, number);
  PANNIER_ASSIGN(WireOp presence, buildPresence(entity, op, before, number));
  if (op.kind != OpKind::kPut || !before.existed) {
    // A row of our own making: that the server does not know it is all its shadow has to say.
    presence.fields = op.fields;
    return std::vector<WireOp>{std::move(presence)};
  }
  PANNIER_ASSIGN(std::vector<WireOp> ops, buildPatch(entity, op, before, number));
  presence.kind = OpKind::kRestore;
  if (flipsPresence(op, before)) ops.insert(ops.begin(), std::move(presence));
  return ops;
}

}  // namespace pannier::sync
