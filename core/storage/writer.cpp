#include "core/storage/writer.h"

#include "core/storage/field_check.h"
#include "core/storage/undo_log.h"

namespace pannier {
namespace {

using registry::Entity;
using registry::EntityNo;
using registry::Field;
using registry::MergeClass;

Error noSuchRow(const Entity& entity, const Id& row) {
  return makeError(ErrorCode::kNotFound,
                   "There is no " + std::string(entity.name) + " with id " + formatId(row) + ".",
                   "id");
}

/// JSON has no ids, booleans become integers: bring a value a caller gave into the field's own
/// type.
Value coerced(const Field& field, Value value) {
  using registry::FieldType;
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (field.type == FieldType::kId) {
      if (text->empty()) return {};
      if (const auto id = parseId(*text)) return *id;
    }
    // "No value" has one spelling in storage, so that two devices that clear a field agree.
    if (text->empty()) return {};
  }
  if (const auto* integer = std::get_if<std::int64_t>(&value);
      integer != nullptr && field.type == FieldType::kReal) {
    return static_cast<double>(*integer);
  }
  return value;
}

}  // namespace

Writer::Writer(RowStore& rows, ChangeSink& sink, IdSource& ids, const Environment& environment)
    : rows_(rows), sink_(sink), ids_(ids), environment_(environment) {}

Writer::~Writer() {
  if (transaction_) rows_.abandon();
}

Status Writer::ensureTransaction() {
  if (transaction_) return {};
  PANNIER_ASSIGN(Transaction transaction, Transaction::begin(rows_.database()));
  transaction_.emplace(std::move(transaction));
  return {};
}

Result<std::vector<FieldChange>> Writer::checked(const Entity& entity, const NamedValues& values,
                                                 bool isNew) const {
  std::vector<FieldChange> changes;
  changes.reserve(values.size());
  for (const auto& [name, given] : values) {
    const Field* field = registry::findField(entity, name);
    if (field == nullptr) {
      return makeError(ErrorCode::kInvalidArgument,
                       std::string(entity.name) + " has no field '" + std::string(name) + "'.",
                       std::string(name));
    }
    Value value = coerced(*field, given);
    PANNIER_TRY(checkField(entity, *field, value));
    changes.push_back({field->number, std::move(value)});
  }
  if (!isNew) return changes;
  for (const Field& field : entity.fields) {
    if ((field.flags & registry::kRequired) == 0) continue;
    bool given = false;
    for (const FieldChange& change : changes) given = given || change.field == field.number;
    if (!given) PANNIER_TRY(checkField(entity, field, Value{}));
  }
  return changes;
}

void Writer::capture(Op op, OpBefore before) {
  changes_.ops.push_back(std::move(op));
  changes_.before.push_back(std::move(before));
}

Result<Id> Writer::create(EntityNo number, const NamedValues& values) {
  const Id id = ids_.next();
  PANNIER_ASSIGN(const bool made, put(number, id, values));
  PANNIER_CHECK(made);
  return id;
}

Status Writer::insert(const Entity& entity, const Id& id, const NamedValues& values) {
  PANNIER_ASSIGN(std::vector<FieldChange> changes, checked(entity, values, true));
  std::erase_if(changes, [](const FieldChange& change) { return isNull(change.value); });
  PANNIER_TRY(rows_.insert(entity, id, changes, 0));
  OpBefore before;
  before.values.resize(changes.size());
  capture({entity.number, id, OpKind::kPut, 0, std::move(changes)}, std::move(before));
  return {};
}

Result<bool> Writer::putNew(EntityNo number, const Id& id, const NamedValues& values) {
  PANNIER_TRY(ensureTransaction());
  const Status inserted = insert(registry::entity(number), id, values);
  if (inserted) return true;
  // A refused statement leaves the transaction as it was. When the row is there after all, put
  // knows what to do.
  PANNIER_ASSIGN(const std::optional<StoredRow> row, rows_.read(registry::entity(number), id));
  if (!row) return inserted.error();
  return put(number, id, values);
}

Result<bool> Writer::put(EntityNo number, const Id& id, const NamedValues& values) {
  const Entity& entity = registry::entity(number);
  PANNIER_TRY(ensureTransaction());
  PANNIER_ASSIGN(std::optional<StoredRow> row, rows_.read(entity, id));
  if (!row) {
    PANNIER_TRY(insert(entity, id, values));
    return true;
  }
  bool revived = false;
  if (!row->isLive()) {
    PANNIER_TRY(restore(number, id));
    revived = true;
  }
  NamedValues changeable;
  for (const auto& pair : values) {
    const Field* field = registry::findField(entity, pair.first);
    if (field == nullptr || field->merge != MergeClass::kImmutable) changeable.push_back(pair);
  }
  PANNIER_TRY(patch(number, id, changeable));
  return revived;
}

Status Writer::patch(EntityNo number, const Id& id, const NamedValues& values,
                     std::optional<std::int64_t> baseVersion) {
  const Entity& entity = registry::entity(number);
  PANNIER_TRY(ensureTransaction());
  PANNIER_ASSIGN(std::optional<StoredRow> row, rows_.read(entity, id));
  if (!row || !row->isLive()) return noSuchRow(entity, id);
  PANNIER_ASSIGN(std::vector<FieldChange> changes, checked(entity, values, false));
  OpBefore before{true, true, {}};
  std::vector<FieldChange> real;
  for (FieldChange& change : changes) {
    const Value& present = row->field(entity, change.field);
    if (present == change.value) continue;
    const Field* field = registry::findField(entity, change.field);
    if (field->merge == MergeClass::kImmutable && !isNull(present)) {
      return makeError(ErrorCode::kConflict,
                       std::string(entity.name) + "." + std::string(field->name) +
                           " cannot be changed once it is set.",
                       std::string(field->name));
    }
    before.values.push_back(present);
    real.push_back(std::move(change));
  }
  if (real.empty()) return {};
  PANNIER_TRY(rows_.update(entity, *row, real));
  capture({number, id, OpKind::kPatch, baseVersion.value_or(row->version), std::move(real)},
          std::move(before));
  return {};
}

Status Writer::remove(EntityNo number, const Id& id) {
  const Entity& entity = registry::entity(number);
  PANNIER_TRY(ensureTransaction());
  PANNIER_ASSIGN(std::optional<StoredRow> row, rows_.read(entity, id));
  if (!row) return noSuchRow(entity, id);
  if (!row->isLive()) return {};
  PANNIER_TRY(rows_.setCausalLength(entity, *row, row->causalLength + 1));
  capture({number, id, OpKind::kDelete, row->version, {}}, {true, true, {}});
  return {};
}

Status Writer::restore(EntityNo number, const Id& id) {
  const Entity& entity = registry::entity(number);
  PANNIER_TRY(ensureTransaction());
  PANNIER_ASSIGN(std::optional<StoredRow> row, rows_.read(entity, id));
  if (!row) return noSuchRow(entity, id);
  if (row->isLive()) return {};
  PANNIER_TRY(rows_.setCausalLength(entity, *row, row->causalLength + 1));
  capture({number, id, OpKind::kRestore, row->version, {}}, {true, false, {}});
  return {};
}

Status Writer::markUndone(std::int64_t transaction) {
  PANNIER_TRY(ensureTransaction());
  marksOnly_ = true;
  return undo_log::markUndone(rows_.database(), transaction);
}

Result<std::optional<std::int64_t>> Writer::commit() {
  if (!transaction_) return std::optional<std::int64_t>{};
  if (changes_.ops.empty()) {
    if (marksOnly_) PANNIER_TRY(transaction_->commit());
    transaction_.reset();
    rows_.abandon();
    return std::optional<std::int64_t>{};
  }
  PANNIER_TRY(rows_.finish());
  PANNIER_TRY(sink_.record(rows_.database(), changes_));
  PANNIER_ASSIGN(const std::int64_t number,
                 undo_log::append(rows_.database(), changes_, environment_.nowMs()));
  PANNIER_TRY(transaction_->commit());
  transaction_.reset();
  changes_ = ChangeSet{{}, {}, changes_.group, changes_.coalesce};
  return std::optional<std::int64_t>(number);
}

}  // namespace pannier
