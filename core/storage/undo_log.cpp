#include "core/storage/undo_log.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/storage/writer.h"

namespace pannier::undo_log {
namespace {

using registry::Entity;

constexpr std::string_view kAppend =
    "INSERT INTO undo_log(group_id, at, undone, body) VALUES (?, ?, 0, ?)";
constexpr std::string_view kLast =
    "SELECT transaction_no, body FROM undo_log WHERE undone = 0 ORDER BY transaction_no DESC LIMIT "
    "1";
constexpr std::string_view kReplace =
    "UPDATE undo_log SET at = ?, body = ? WHERE transaction_no = ?";
constexpr std::string_view kRead = "SELECT body, undone FROM undo_log WHERE transaction_no = ?";
constexpr std::string_view kMarkUndone = "UPDATE undo_log SET undone = 1 WHERE transaction_no = ?";
constexpr std::string_view kLastOfGroup =
    "SELECT transaction_no FROM undo_log WHERE group_id = ? AND undone = 0 ORDER BY transaction_no "
    "DESC LIMIT 1";
constexpr std::string_view kHasGroup =
    "SELECT 1 FROM undo_log WHERE group_id = ? AND undone = 0 LIMIT 1";
/// Single edits can be undone while somebody may still think of them; groups (imports) stay.
constexpr std::string_view kForgetOld =
    "DELETE FROM undo_log WHERE group_id IS NULL AND transaction_no <= ?";
constexpr std::int64_t kKeptTransactions = 1'000;

void writeValue(ByteWriter& out, const Value& value) {
  out.varint(value.index());
  if (const auto* integer = std::get_if<std::int64_t>(&value)) out.zigzag(*integer);
  if (const auto* text = std::get_if<std::string>(&value)) out.text(*text);
  if (const auto* id = std::get_if<Id>(&value)) out.raw(id->span());
  if (const auto* real = std::get_if<double>(&value)) {
    std::uint8_t raw[sizeof(double)];
    std::memcpy(raw, real, sizeof raw);
    out.raw(raw);
  }
}

Value readValue(ByteReader& in) {
  switch (in.varint()) {
    case 1:
      return in.zigzag();
    case 2: {
      double real = 0;
      if (const auto raw = in.raw(sizeof real); in.ok())
        std::memcpy(&real, raw.data(), sizeof real);
      return real;
    }
    case 3:
      return in.text();
    case 4:
      return idFromBytes(in.raw(16)).value_or(Id{});
    default:
      return {};
  }
}

struct Recorded {
  Op op;
  OpBefore before;
};

/// A row that was made needs no values: undo takes the row away. Imports would double their size
/// else. The exceptions are what people edit: what it was made with tells whether somebody did.
bool needsValues(const Op& op) {
  if (op.kind == OpKind::kPatch) return true;
  using enum registry::EntityNo;
  const bool edited = op.entity == kCustomer || op.entity == kAddress || op.entity == kProduct ||
                      op.entity == kProductVariant;
  return op.kind == OpKind::kPut && edited;
}

void encodeOne(ByteWriter& out, const Op& op, const OpBefore& before) {
  out.varint(static_cast<std::uint64_t>(op.entity));
  out.raw(op.row.span());
  out.varint(static_cast<std::uint64_t>(op.kind));
  out.varint(before.existed ? 1 : 0);
  const std::size_t count = needsValues(op) ? op.fields.size() : 0;
  out.varint(count);
  for (std::size_t i = 0; i < count; ++i) {
    out.varint(op.fields[i].field);
    writeValue(out, before.values[i]);
    writeValue(out, op.fields[i].value);
  }
}

std::vector<std::uint8_t> encode(const std::vector<Recorded>& list) {
  ByteWriter out;
  out.varint(list.size());
  for (const auto& [op, before] : list) encodeOne(out, op, before);
  return {out.bytes().begin(), out.bytes().end()};
}

/// The same without copying the ops first; imports bring thousands at a time.
std::vector<std::uint8_t> encode(const ChangeSet& changes) {
  ByteWriter out;
  out.varint(changes.ops.size());
  for (std::size_t i = 0; i < changes.ops.size(); ++i)
    encodeOne(out, changes.ops[i], changes.before[i]);
  return {out.bytes().begin(), out.bytes().end()};
}

Result<std::vector<Recorded>> decode(std::span<const std::uint8_t> body) {
  ByteReader in(body);
  std::vector<Recorded> list;
  const std::uint64_t count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    Recorded recorded;
    recorded.op.entity = static_cast<registry::EntityNo>(in.varint());
    recorded.op.row = idFromBytes(in.raw(16)).value_or(Id{});
    recorded.op.kind = static_cast<OpKind>(in.varint());
    recorded.before.existed = in.varint() == 1;
    const std::uint64_t fields = in.varint();
    for (std::uint64_t f = 0; f < fields && in.ok(); ++f) {
      const auto number = static_cast<std::uint16_t>(in.varint());
      recorded.before.values.push_back(readValue(in));
      recorded.op.fields.push_back({number, readValue(in)});
    }
    list.push_back(std::move(recorded));
  }
  if (!in.ok() || !in.atEnd())
    return makeError(ErrorCode::kStorage, "The undo log has a damaged entry.");
  return list;
}

std::vector<Recorded> recordedOf(const ChangeSet& changes) {
  std::vector<Recorded> list;
  list.reserve(changes.ops.size());
  for (std::size_t i = 0; i < changes.ops.size(); ++i) {
    Recorded recorded{changes.ops[i], changes.before[i]};
    if (!needsValues(recorded.op)) recorded.op.fields.clear();
    list.push_back(std::move(recorded));
  }
  return list;
}

bool samePlaces(const std::vector<Recorded>& a, const std::vector<Recorded>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Op& x = a[i].op;
    const Op& y = b[i].op;
    if (x.entity != y.entity || x.row != y.row || x.kind != OpKind::kPatch ||
        y.kind != OpKind::kPatch)
      return false;
    if (x.fields.size() != y.fields.size()) return false;
    for (std::size_t f = 0; f < x.fields.size(); ++f) {
      if (x.fields[f].field != y.fields[f].field) return false;
    }
  }
  return true;
}

/// Typing: keeps the values from before the first keystroke. True when the last entry took it up.
Result<std::optional<std::int64_t>> extendLast(Database& database, std::vector<Recorded>& fresh,
                                               std::int64_t nowMs) {
  std::int64_t number = 0;
  std::vector<Recorded> last;
  {
    Rows rows = database.query(kLast);
    if (!rows.next()) return std::optional<std::int64_t>{};
    number = rows.integer(0);
    PANNIER_ASSIGN(last, decode(rows.blob(1)));
  }
  if (!samePlaces(last, fresh)) return std::optional<std::int64_t>{};
  for (std::size_t i = 0; i < fresh.size(); ++i) fresh[i].before = last[i].before;
  const auto body = encode(fresh);
  PANNIER_TRY(database.run(kReplace, nowMs, std::span<const std::uint8_t>(body), number));
  return std::optional<std::int64_t>(number);
}

/// Undoes a patch field by field, leaving what somebody changed since.
Status undoPatch(Writer& writer, const Entity& entity, const Recorded& recorded,
                 UndoReport& report) {
  PANNIER_ASSIGN(const std::optional<StoredRow> row, writer.rows().read(entity, recorded.op.row));
  if (!row || !row->isLive()) {
    report.kept.push_back({std::string(entity.name), recorded.op.row, "", "it was deleted since"});
    return {};
  }
  NamedValues back;
  for (std::size_t i = 0; i < recorded.op.fields.size(); ++i) {
    const registry::Field* field = registry::findField(entity, recorded.op.fields[i].field);
    if (field == nullptr) continue;
    if (row->field(entity, field->number) != recorded.op.fields[i].value) {
      report.kept.push_back({std::string(entity.name), recorded.op.row, std::string(field->name),
                             "it was changed since"});
      continue;
    }
    back.emplace_back(field->name, recorded.before.values[i]);
  }
  if (back.empty()) return {};
  PANNIER_TRY(writer.patch(entity.number, recorded.op.row, back));
  ++report.restored;
  return {};
}

Status undoOne(Writer& writer, const Recorded& recorded, UndoReport& report) {
  const Entity* entity = registry::findEntity(static_cast<std::uint16_t>(recorded.op.entity));
  if (entity == nullptr) return {};
  switch (recorded.op.kind) {
    case OpKind::kPut: {
      ++report.removed;
      return writer.remove(recorded.op.entity, recorded.op.row);
    }
    case OpKind::kPatch:
      return undoPatch(writer, *entity, recorded, report);
    case OpKind::kDelete: {
      ++report.restored;
      return writer.restore(recorded.op.entity, recorded.op.row);
    }
    case OpKind::kRestore: {
      ++report.removed;
      return writer.remove(recorded.op.entity, recorded.op.row);
    }
  }
  return {};
}

bool makesRow(const Op& op) { return op.kind == OpKind::kPut || op.kind == OpKind::kRestore; }

/// Takes the rows that are to stay out of the list.
Status dropKept(std::vector<Recorded>& list, const ChooseKept& choose, UndoReport& report) {
  std::vector<MadeRow> made;
  for (const Recorded& recorded : list) {
    if (makesRow(recorded.op))
      made.push_back({recorded.op.entity, recorded.op.row, recorded.op.fields});
  }
  PANNIER_ASSIGN(const KeptRows kept, choose(made));
  std::erase_if(list, [&](const Recorded& recorded) {
    const auto found = makesRow(recorded.op) ? kept.find(recorded.op.row) : kept.end();
    if (found == kept.end()) return false;
    const Entity* entity = registry::findEntity(static_cast<std::uint16_t>(recorded.op.entity));
    report.kept.push_back(
        {entity == nullptr ? "" : std::string(entity->name), recorded.op.row, "", found->second});
    return true;
  });
  return {};
}

}  // namespace

Result<std::int64_t> append(Database& database, const ChangeSet& changes, std::int64_t nowMs) {
  if (changes.coalesce) {
    std::vector<Recorded> fresh = recordedOf(changes);
    PANNIER_ASSIGN(const std::optional<std::int64_t> extended, extendLast(database, fresh, nowMs));
    if (extended) return *extended;
  }
  const auto body = encode(changes);
  const Value group = idOrNull(changes.group);
  PANNIER_TRY(database.run(kAppend, group, nowMs, std::span<const std::uint8_t>(body)));
  const std::int64_t number = database.lastInsertRowid();
  if (number % 100 == 0) PANNIER_TRY(database.run(kForgetOld, number - kKeptTransactions));
  return number;
}

Result<UndoReport> undo(Writer& writer, std::int64_t transaction, const ChooseKept& choose) {
  Database& database = writer.rows().database();
  std::vector<Recorded> list;
  {
    Rows rows = database.query(kRead, transaction);
    if (!rows.next()) {
      PANNIER_TRY(rows.status());
      return makeError(ErrorCode::kNotFound, "This change is too old to be undone.", "transaction");
    }
    if (rows.integer(1) != 0)
      return makeError(ErrorCode::kConflict, "This change was undone already.", "transaction");
    PANNIER_ASSIGN(list, decode(rows.blob(0)));
  }
  UndoReport report;
  if (choose) PANNIER_TRY(dropKept(list, choose, report));
  for (auto it = list.rbegin(); it != list.rend(); ++it) PANNIER_TRY(undoOne(writer, *it, report));
  PANNIER_TRY(writer.markUndone(transaction));
  return report;
}

Status markUndone(Database& database, std::int64_t transaction) {
  return database.run(kMarkUndone, transaction);
}

Result<std::optional<std::int64_t>> lastOfGroup(Database& database, const Id& group) {
  Rows rows = database.query(kLastOfGroup, group);
  std::optional<std::int64_t> number;
  if (rows.next()) number = rows.integer(0);
  PANNIER_TRY(rows.status());
  return number;
}

Result<bool> hasGroup(Database& database, const Id& group) {
  PANNIER_ASSIGN(const std::int64_t found, database.integer(kHasGroup, 0, group));
  return found == 1;
}

}  // namespace pannier::undo_log
