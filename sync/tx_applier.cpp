#include "sync/tx_applier.h"

#include <algorithm>
#include <tuple>

#include "sync/tx.h"

namespace pannier::sync {

using registry::Entity;
using registry::Field;

namespace {

/// Membership has no values to lose, append-only rows are never edited.
bool keepsEdits(const Entity& entity) {
  return (entity.flags & (registry::kSetMember | registry::kAppendOnly | registry::kServerMade)) ==
         0;
}

/// No value has one spelling.
Value normalised(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && text->empty() ? Value{} : value;
}

bool allNull(const std::vector<Value>& values) {
  return std::all_of(values.begin(), values.end(),
                     [](const Value& value) { return isNull(value); });
}

std::vector<Value> valuesOf(const Entity& entity, const StoredRow& row,
                            const std::vector<const Field*>& fields) {
  std::vector<Value> values;
  values.reserve(fields.size());
  for (const Field* field : fields) values.push_back(row.field(entity, field->number));
  return values;
}

}  // namespace

/// One op on one existing row, while it is merged.
struct TxApplier::RowWork {
  const Entity& entity;
  const WireOp& op;
  const TxAuthor& author;
  StoredRow row;
  RowMeta meta;
  std::vector<std::uint16_t> taken;  // fields whose writer is now this author; 0 = presence
  std::vector<Stamp> stamps;         // of those
  std::vector<Meeting> meetings;     // to keep, once the row is written
  StoredRow before;                  // as read: meetings point here

  [[nodiscard]] Incoming incoming() const { return {author.stamp, author.device, op.base}; }
  void take(std::uint16_t field, Stamp stamp) {
    taken.push_back(field);
    stamps.push_back(stamp);
  }
};

bool TxApplier::EditedField::operator<(const EditedField& other) const noexcept {
  return std::tie(entity->number, row, field->number) <
         std::tie(other.entity->number, other.row, other.field->number);
}

Result<std::vector<LostField>> TxApplier::apply(const TxBody& body, const TxAuthor& author) {
  lost_.clear();
  followed_.clear();
  if (body.ops.empty() || body.ops.size() > kMaxTxOps) {
    return makeError(ErrorCode::kTooLarge, "A transaction must have between 1 and 5,000 changes.");
  }
  for (const WireOp& op : body.ops) PANNIER_TRY(checkOp(op, author));
  for (const WireOp& op : body.ops) PANNIER_TRY(applyOp(op, author));
  // After all ops: a conflict that this transaction itself resolves is no longer open.
  for (const EditedField& edited : followed_) {
    PANNIER_TRY(conflicts_.settle(*edited.entity, edited.row, *edited.field, body.cursor));
  }
  return std::move(lost_);
}

Status TxApplier::applyOp(const WireOp& op, const TxAuthor& author) {
  const Entity& entity = *registry::findEntity(op.entity);
  PANNIER_ASSIGN(std::optional<StoredRow> row, rows_.read(entity, op.row));
  if (!row) {
    if (op.kind == OpKind::kPut) return insertRow(entity, op, author);
    if (op.kind == OpKind::kDelete) return {};  // what is not there is gone already
    return makeError(ErrorCode::kNotFound,
                     "The " + std::string(entity.name) +
                         " this change belongs to is not on the server (its creation may have "
                         "been refused).");
  }
  PANNIER_ASSIGN(RowMeta meta, loadRowMeta(rows_.database(), op.entity, op.row, row->version));
  RowWork work{entity, op, author, *row, std::move(meta), {}, {}, {}, *row};
  PANNIER_TRY(mergePresence(work));
  PANNIER_TRY(mergeFields(work));
  if (!work.taken.empty()) {
    const std::int64_t seq = ++tenant_.seq;
    for (std::size_t i = 0; i < work.taken.size(); ++i) {
      work.meta.set(work.taken[i], {work.stamps[i], author.device, seq});
    }
    PANNIER_TRY(rows_.setVersion(entity, work.row, seq));
    PANNIER_TRY(saveRowMeta(rows_.database(), op.entity, op.row, work.meta));
  }
  for (const Meeting& meeting : work.meetings) PANNIER_TRY(conflicts_.keep(meeting));
  return {};
}

Status TxApplier::insertRow(const Entity& entity, const WireOp& op, const TxAuthor& author) {
  std::vector<FieldChange> fields;
  for (const FieldChange& change : op.fields) {
    Value value = normalised(change.value);
    if (!isNull(value)) fields.push_back({change.field, std::move(value)});
  }
  const std::int64_t seq = ++tenant_.seq;
  auto made = rows_.insert(entity, op.row, fields, seq, op.causalLength);
  if (!made) return std::move(made).error();
  return saveRowMeta(rows_.database(), op.entity, op.row,
                     RowMeta({author.stamp, author.device, seq}, {}));
}

Status TxApplier::mergePresence(RowWork& work) {
  if (work.op.kind == OpKind::kPatch) return {};
  const std::int64_t joined = joinCausalLength(work.row.causalLength, work.op.causalLength);
  if (joined == work.row.causalLength) return {};
  const bool wasLive = work.row.isLive();
  const Stamp stamp = std::max(work.author.stamp, work.meta.of(0).stamp + 1);
  PANNIER_TRY(rows_.setCausalLength(work.entity, work.row, joined));
  work.take(0, stamp);
  if (wasLive && !work.row.isLive()) {
    PANNIER_TRY(keepUnseenEdits(work, Side{{}, work.author.device, stamp}));
  }
  return {};
}

/// The row is deleted by somebody who had not seen the latest edits of others: they stay in the
/// deleted row, and are shown as a conflict.
Status TxApplier::keepUnseenEdits(RowWork& work, const Side& deleter) {
  if (!keepsEdits(work.entity)) return {};
  std::set<std::uint16_t> done;
  for (const auto& [number, writer] : work.meta.over()) {
    const Field* field = registry::findField(work.entity, number);
    if (field == nullptr || !keepsLosers(field->merge) || isSequential(writer, work.incoming()))
      continue;
    const std::vector<const Field*> fields = registerOf(work.entity, *field);
    if (!done.insert(fields[0]->number).second) continue;
    work.meetings.push_back(
        {&work.entity, &work.before, fields, deleter,
         Side{valuesOf(work.entity, work.before, fields), writer.device, writer.stamp}, true});
  }
  return {};
}

Status TxApplier::mergeFields(RowWork& work) {
  std::vector<FieldChange> changes;
  std::set<std::uint16_t> done;
  for (const FieldChange& change : work.op.fields) {
    const Field* field = registry::findField(work.entity, change.field);
    if (!done.insert(registerOf(work.entity, *field)[0]->number).second) continue;
    PANNIER_TRY(mergeOne(work, *field, changes));
  }
  return changes.empty() ? Status{} : rows_.update(work.entity, work.row, changes);
}

Status TxApplier::mergeOne(RowWork& work, const Field& field, std::vector<FieldChange>& changes) {
  const std::vector<const Field*> fields = registerOf(work.entity, field);
  const std::vector<Value> stored = valuesOf(work.entity, work.row, fields);
  std::vector<Value> arriving = stored;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const FieldChange& change : work.op.fields) {
      if (change.field == fields[i]->number) arriving[i] = normalised(change.value);
    }
  }
  Register writer = work.meta.of(fields[0]->number);
  // Making a row says nothing about the fields it leaves empty: filling one in meets nobody's
  // value.
  if (!work.meta.has(fields[0]->number) && allNull(stored)) writer.device = work.author.device;
  const MergeOutcome outcome =
      mergeRegister(field.merge, stored, writer, arriving, work.incoming());
  if (outcome.take) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      work.take(fields[i]->number, outcome.stamp);
      changes.push_back({fields[i]->number, arriving[i]});
    }
  }
  if (!keepsLosers(field.merge)) return {};
  if (outcome.take && outcome.sequential) followed_.insert({&work.entity, work.op.row, fields[0]});
  const Side mine{arriving, work.author.device, work.author.stamp};
  const Side theirs{stored, writer.device, writer.stamp};
  const Register deletion = work.meta.of(0);
  const bool afterDelete =
      !work.row.isLive() && keepsEdits(work.entity) && !isSequential(deletion, work.incoming());
  if (afterDelete) {
    work.meetings.push_back({&work.entity, &work.before, fields,
                             Side{{}, deletion.device, deletion.stamp}, mine, true});
  }
  if (afterDelete || (outcome.conflict && !outcome.take)) {
    lost_.push_back({work.op.entity, work.op.row, fields[0]->number});
  }
  if (!outcome.conflict || (work.entity.flags & registry::kServerMade) != 0) return {};
  if (outcome.take) {
    work.meetings.push_back({&work.entity, &work.before, fields, mine, theirs, false});
  } else if (!afterDelete) {
    work.meetings.push_back({&work.entity, &work.before, fields, theirs, mine, false});
  }
  return {};
}

}  // namespace pannier::sync
