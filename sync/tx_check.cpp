#include <string>

#include "core/registry/registry.h"
#include "core/storage/field_check.h"
#include "sync/tx.h"
#include "sync/tx_applier.h"

namespace pannier::sync {
namespace {

using registry::Entity;
using registry::EntityNo;
using registry::Field;

Error refuse(ErrorCode code, std::string message) { return makeError(code, std::move(message)); }

Error newerVersion() {
  return refuse(ErrorCode::kUnsupported,
                "This change was made by a newer version of Pannier than the server runs. Update "
                "the server and "
                "send it again.");
}

const FieldChange* find(const WireOp& op, std::uint16_t field) {
  for (const FieldChange& change : op.fields) {
    if (change.field == field) return &change;
  }
  return nullptr;
}

Status checkRequired(const Entity& entity, const WireOp& op) {
  for (const Field& field : entity.fields) {
    if ((field.flags & registry::kRequired) == 0 || find(op, field.number) != nullptr) continue;
    PANNIER_TRY(checkField(entity, field, Value{}));
  }
  return {};
}

/// Conflicts are the server's book; a person may only close one, or undo that.
Status checkServerMade(const Entity& entity, const WireOp& op) {
  const Field* state = registry::findField(entity, "state");
  const bool closesConflict = entity.number == EntityNo::kConflict && op.kind == OpKind::kPatch &&
                              op.fields.size() == 1 && op.fields[0].field == state->number;
  if (closesConflict) {
    const auto* text = std::get_if<std::string>(&op.fields[0].value);
    if (text != nullptr && (*text == "restored" || *text == "kept" || *text == "open")) return {};
  }
  return refuse(ErrorCode::kPermission, "Only the server makes or changes this kind of record (" +
                                            std::string(entity.name) + ").");
}

Status checkKind(const Entity& entity, const WireOp& op) {
  if ((entity.flags & registry::kAppendOnly) != 0 && op.kind == OpKind::kPatch) {
    return refuse(ErrorCode::kPermission,
                  "Records of kind " + std::string(entity.name) + " cannot be changed afterwards.");
  }
  const bool carriesLength = op.kind != OpKind::kPatch;
  if (carriesLength) {
    const bool odd = op.causalLength % 2 == 1;
    const bool wantsOdd = op.kind != OpKind::kDelete;
    if (op.causalLength < 1 || op.causalLength > (std::int64_t{1} << 40) || odd != wantsOdd) {
      return refuse(ErrorCode::kProtocol,
                    "A change of this transaction has an impossible causal length.");
    }
  }
  const bool carriesFields = op.kind == OpKind::kPut || op.kind == OpKind::kPatch;
  if (carriesFields ? (op.kind == OpKind::kPatch && op.fields.empty()) : !op.fields.empty()) {
    return refuse(ErrorCode::kProtocol,
                  "A change of this transaction has the wrong fields for its kind.");
  }
  return {};
}

}  // namespace

Status checkOp(const WireOp& op, const TxAuthor& author) {
  const Entity* entity = registry::findEntity(op.entity);
  if (entity == nullptr) return newerVersion();
  if (op.row.isNone() || op.base < 0) {
    return refuse(ErrorCode::kProtocol,
                  "A change of this transaction names no row or an impossible version.");
  }
  PANNIER_TRY(checkKind(*entity, op));
  if ((entity->flags & registry::kServerMade) != 0) PANNIER_TRY(checkServerMade(*entity, op));
  if (entity->number == EntityNo::kShopSetting && !author.isAdmin) {
    return refuse(ErrorCode::kPermission, "Only an administrator may change the shop's settings.");
  }
  for (const FieldChange& change : op.fields) {
    const Field* field = registry::findField(*entity, change.field);
    if (field == nullptr) return newerVersion();
    if (find(op, change.field) != &change) {
      return refuse(ErrorCode::kProtocol, "A change of this transaction sets a field twice.");
    }
    PANNIER_TRY(checkField(*entity, *field, change.value));
  }
  return op.kind == OpKind::kPut ? checkRequired(*entity, op) : Status{};
}

}  // namespace pannier::sync
