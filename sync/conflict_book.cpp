#include "sync/conflict_book.h"

#include <algorithm>
#include <string_view>

#include "sync/json_value.h"
#include "sync/row_meta.h"
#include "sync/tx.h"

namespace pannier::sync {
namespace {

using registry::Entity;
using registry::EntityNo;
using registry::Field;

constexpr std::string_view kOpenOfRow =
    "SELECT id, field FROM conflict WHERE row_id = ? AND entity = ? AND state = 'open' AND _cl % 2 "
    "= 1 AND _v <= ?";

constexpr auto kConflictNo = static_cast<std::uint16_t>(EntityNo::kConflict);

Id conflictId(const Meeting& meeting) {
  return deriveId({"conflict", meeting.entity->name, formatId(meeting.row->id),
                   meeting.fields[0]->name, meeting.afterDelete ? "edited_after_delete" : "field",
                   std::to_string(meeting.loser.device), std::to_string(meeting.loser.stamp)});
}

/// A group is shown under its first field that differs.
const Field* shownField(const Meeting& meeting) {
  for (std::size_t i = 0; i < meeting.winner.values.size() && i < meeting.loser.values.size();
       ++i) {
    if (compareValues(meeting.winner.values[i], meeting.loser.values[i]) != 0)
      return meeting.fields[i];
  }
  return meeting.fields[0];
}

Value customerOf(const Meeting& meeting) {
  if (meeting.entity->number == EntityNo::kCustomer) return meeting.row->id;
  return meeting.row->field(*meeting.entity, "customer_id");
}

Value timeOf(const Side& side) { return side.stamp == 0 ? Value{} : Value{stampMs(side.stamp)}; }

class FieldList {
 public:
  void set(std::string_view name, Value value) {
    const Field* field = registry::findField(registry::entity(EntityNo::kConflict), name);
    PANNIER_CHECK(field != nullptr);
    list_.push_back({field->number, std::move(value)});
  }
  std::vector<FieldChange> take() { return std::move(list_); }

 private:
  std::vector<FieldChange> list_;
};

}  // namespace

Result<std::vector<FieldChange>> ConflictBook::describe(const Meeting& meeting) {
  PANNIER_ASSIGN(std::string winnerUser, userOfDevice(rows_.database(), meeting.winner.device));
  PANNIER_ASSIGN(std::string loserUser, userOfDevice(rows_.database(), meeting.loser.device));
  FieldList list;
  list.set("entity", std::string(meeting.entity->name));
  list.set("row_id", meeting.row->id);
  list.set("field", std::string(shownField(meeting)->name));
  if (!meeting.winner.values.empty()) {
    list.set("winner_value", registerToJson(meeting.fields, meeting.winner.values));
  }
  list.set("winner_user", std::move(winnerUser));
  list.set("winner_device", std::int64_t{meeting.winner.device});
  list.set("winner_at", timeOf(meeting.winner));
  list.set("loser_value", registerToJson(meeting.fields, meeting.loser.values));
  list.set("loser_user", std::move(loserUser));
  list.set("loser_device", std::int64_t{meeting.loser.device});
  list.set("loser_at", timeOf(meeting.loser));
  list.set("kind", std::string(meeting.afterDelete ? "edited_after_delete" : "field"));
  list.set("state", std::string("open"));
  list.set("created_at", nowMs_);
  list.set("customer_id", customerOf(meeting));
  return list.take();
}

Status ConflictBook::keep(const Meeting& meeting) {
  const Entity& conflicts = registry::entity(EntityNo::kConflict);
  const Id id = conflictId(meeting);
  PANNIER_ASSIGN(std::optional<StoredRow> present, rows_.read(conflicts, id));
  PANNIER_ASSIGN(const std::vector<FieldChange> fields, describe(meeting));
  if (!present) {
    auto made = rows_.insert(conflicts, id, fields, ++tenant_.seq);
    if (!made) return std::move(made).error();
    return {};
  }
  // The losing transaction wrote the field twice: its last value is the one to keep.
  const Field* loser = registry::findField(conflicts, "loser_value");
  const Value text = registerToJson(meeting.fields, meeting.loser.values);
  if (present->field(conflicts, loser->number) == text) return {};
  const FieldChange change{loser->number, text};
  PANNIER_TRY(rows_.update(conflicts, *present, std::span(&change, 1)));
  PANNIER_ASSIGN(RowMeta meta, loadRowMeta(rows_.database(), kConflictNo, id, present->version));
  const std::int64_t seq = ++tenant_.seq;
  meta.set(loser->number, {tenant_.clock.tick(nowMs_), 0, seq});
  PANNIER_TRY(rows_.setVersion(conflicts, *present, seq));
  return saveRowMeta(rows_.database(), kConflictNo, id, meta);
}

Status ConflictBook::settle(const Entity& entity, const Id& row, const Field& field,
                            std::int64_t seen) {
  std::vector<Id> open;
  {
    Rows rows = rows_.database().query(kOpenOfRow, row, entity.name, seen);
    while (rows.next()) {
      for (const Field* member : registerOf(entity, field)) {
        if (rows.text(1) == member->name) open.push_back(rows.id(0));
      }
    }
    PANNIER_TRY(rows.status());
  }
  const Entity& conflicts = registry::entity(EntityNo::kConflict);
  const Field* state = registry::findField(conflicts, "state");
  for (const Id& id : open) {
    PANNIER_ASSIGN(std::optional<StoredRow> present, rows_.read(conflicts, id));
    if (!present) continue;
    PANNIER_ASSIGN(RowMeta meta, loadRowMeta(rows_.database(), kConflictNo, id, present->version));
    const FieldChange change{state->number, std::string("settled")};
    PANNIER_TRY(rows_.update(conflicts, *present, std::span(&change, 1)));
    const std::int64_t seq = ++tenant_.seq;
    meta.set(state->number,
             {std::max(tenant_.clock.tick(nowMs_), meta.of(state->number).stamp + 1), 0, seq});
    PANNIER_TRY(rows_.setVersion(conflicts, *present, seq));
    PANNIER_TRY(saveRowMeta(rows_.database(), kConflictNo, id, meta));
  }
  return {};
}

}  // namespace pannier::sync
