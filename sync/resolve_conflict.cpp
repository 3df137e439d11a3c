#include "sync/resolve_conflict.h"

#include <string>

#include "sync/json_value.h"
#include "sync/tx.h"

namespace pannier::sync {
namespace {

using registry::Entity;
using registry::EntityNo;
using registry::Field;

std::string textOf(const StoredRow& row, std::string_view field) {
  const Value& value = row.field(registry::entity(EntityNo::kConflict), field);
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string() : *text;
}

Status restoreLoser(api::CommandContext& context, const StoredRow& conflict) {
  const Entity* entity = registry::findEntity(std::string_view(textOf(conflict, "entity")));
  const Field* named =
      entity == nullptr ? nullptr : registry::findField(*entity, textOf(conflict, "field"));
  const Value& rowValue = conflict.field(registry::entity(EntityNo::kConflict), "row_id");
  const auto* row = std::get_if<Id>(&rowValue);
  if (named == nullptr || row == nullptr) {
    return makeError(ErrorCode::kUnsupported,
                     "This conflict is about a field this version of Pannier does not know.");
  }
  PANNIER_ASSIGN(const std::vector<FieldChange> changes,
                 registerFromJson(*entity, *named, textOf(conflict, "loser_value")));
  PANNIER_ASSIGN(const std::optional<StoredRow> present, context.rows().read(*entity, *row));
  if (!present)
    return makeError(ErrorCode::kConflict,
                     "The record this value belongs to does not exist any more.");
  if (!present->isLive()) {
    if (textOf(conflict, "kind") != "edited_after_delete") {
      return makeError(ErrorCode::kConflict, "The record was deleted since; bring it back first.");
    }
    PANNIER_TRY(context.writer().restore(entity->number, *row));
  }
  NamedValues values;
  for (const FieldChange& change : changes) {
    values.emplace_back(registry::findField(*entity, change.field)->name, change.value);
  }
  return context.writer().patch(entity->number, *row, values);
}

}  // namespace

Status resolveConflict(api::CommandContext& context, const Id& id, std::string_view action) {
  if (action != "restore" && action != "keep") {
    return makeError(ErrorCode::kInvalidArgument, "action must be 'restore' or 'keep'.", "action");
  }
  PANNIER_ASSIGN(const std::optional<StoredRow> conflict,
                 context.rows().read(registry::entity(EntityNo::kConflict), id));
  if (!conflict || !conflict->isLive()) {
    return makeError(ErrorCode::kNotFound, "There is no conflict with id " + formatId(id) + ".",
                     "id");
  }
  if (textOf(*conflict, "state") != "open") {
    return makeError(ErrorCode::kConflict, "This conflict is closed already.", "id");
  }
  if (action == "restore") PANNIER_TRY(restoreLoser(context, *conflict));
  const Value state = std::string(action == "restore" ? "restored" : "kept");
  return context.writer().patch(EntityNo::kConflict, id, {{"state", state}});
}

}  // namespace pannier::sync
