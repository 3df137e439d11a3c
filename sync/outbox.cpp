#include "sync/outbox.h"

#include <algorithm>
#include <set>

#include "sync/client_state.h"
#include "sync/journal.h"
#include "sync/op_builder.h"
#include "sync/shadow.h"
#include "sync/tx.h"

namespace pannier::sync {
namespace {

/// Larger change sets are cut here: well below what a transaction may be.
constexpr std::size_t kCutOps = kMaxTxOps;
constexpr std::size_t kCutBytes = 1u << 20;

constexpr std::string_view kAppend =
    "INSERT INTO outbox(number, client_seq, hlc, body) VALUES (?, ?, ?, ?)";
constexpr std::string_view kReplace = "UPDATE outbox SET hlc = ?, body = ? WHERE number = ?";
constexpr std::string_view kReplaceable =
    "SELECT body FROM outbox WHERE number = ? AND state = 0 AND number = (SELECT max(number) FROM "
    "outbox)";

/// The same fields of the same row, all by PATCH?
bool patchesSameFields(const TxBody& body, const ChangeSet& changes) {
  if (!changes.coalesce || changes.ops.size() != 1 || changes.ops[0].kind != OpKind::kPatch)
    return false;
  const Op& op = changes.ops[0];
  const registry::Entity& entity = registry::entity(op.entity);
  std::set<std::uint16_t> wanted;
  for (const FieldChange& change : op.fields) {
    const registry::Field* field = registry::findField(entity, change.field);
    if (field == nullptr) return false;
    for (const registry::Field* member : registerOf(entity, *field)) wanted.insert(member->number);
  }
  std::set<std::uint16_t> present;
  for (const WireOp& wire : body.ops) {
    if (wire.entity != static_cast<std::uint16_t>(op.entity) || wire.row != op.row ||
        wire.kind != OpKind::kPatch) {
      return false;
    }
    for (const FieldChange& change : wire.fields) present.insert(change.field);
  }
  return wanted == present;
}

Result<std::optional<TxBody>> bodyToReplace(Database& database, std::int64_t number,
                                            const ChangeSet& changes) {
  if (!changes.coalesce || number == 0) return std::optional<TxBody>{};
  Rows rows = database.query(kReplaceable, number);
  if (!rows.next()) {
    PANNIER_TRY(rows.status());
    return std::optional<TxBody>{};
  }
  PANNIER_ASSIGN(TxBody body, decode<TxBody>(rows.blob(0)));
  if (!patchesSameFields(body, changes)) return std::optional<TxBody>{};
  return std::optional<TxBody>(std::move(body));
}

/// Numbers and clock of a device while it records.
struct Counters {
  std::int64_t number = 0;
  std::int64_t clientSeq = 0;
  std::int64_t cursor = 0;
  HybridClock clock;
  std::int64_t nowMs = 0;

  static Result<Counters> load(ClientState& state, std::int64_t wallMs) {
    Counters counters;
    PANNIER_ASSIGN(counters.number, state.integer(ClientState::kLastNumber));
    PANNIER_ASSIGN(counters.clientSeq, state.integer(ClientState::kLastClientSeq));
    PANNIER_ASSIGN(counters.cursor, state.integer(ClientState::kCursor));
    PANNIER_ASSIGN(const Stamp last, state.integer(ClientState::kClock));
    PANNIER_ASSIGN(const std::int64_t offset, state.integer(ClientState::kClockOffset));
    counters.clock = HybridClock(last);
    counters.nowMs = wallMs + offset;
    return counters;
  }
  Status store(ClientState& state) const {
    PANNIER_TRY(state.set(ClientState::kLastNumber, number));
    PANNIER_TRY(state.set(ClientState::kLastClientSeq, clientSeq));
    return state.set(ClientState::kClock, clock.last());
  }
};

Status append(Database& database, Counters& counters, TxBody& body) {
  ++counters.number;
  ++counters.clientSeq;
  body.stamp = counters.clock.tick(counters.nowMs);
  body.schema = static_cast<std::uint32_t>(registry::kSchemaVersion);
  body.cursor = counters.cursor;
  const Stamp stamp = body.stamp;
  const std::vector<std::uint8_t> bytes = encode(body);
  body = TxBody{};
  return database.run(kAppend, counters.number, counters.clientSeq, stamp,
                      std::span<const std::uint8_t>(bytes));
}

}  // namespace

Status Outbox::record(Database& database, const ChangeSet& changes) {
  if (changes.ops.empty()) return {};
  ClientState state(database);
  PANNIER_ASSIGN(Counters counters, Counters::load(state, environment_.nowMs()));
  OpBuilder builder(database, changes);
  PANNIER_ASSIGN(const std::optional<TxBody> earlier,
                 bodyToReplace(database, replaceable_, changes));
  if (earlier) {
    TxBody body = *earlier;
    PANNIER_ASSIGN(body.ops, builder.build(0, replaceable_));
    body.stamp = counters.clock.tick(counters.nowMs);
    PANNIER_TRY(database.run(kReplace, body.stamp, std::span<const std::uint8_t>(encode(body)),
                             replaceable_));
    touched_.push_back(replaceable_);
    return counters.store(state);
  }
  TxBody body;
  std::size_t bytes = 0;
  const std::int64_t first = counters.number + 1;
  for (std::size_t i = 0; i < changes.ops.size(); ++i) {
    PANNIER_ASSIGN(std::vector<WireOp> ops, builder.build(i, counters.number + 1));
    for (WireOp& op : ops) {
      bytes += wireSize(op);
      body.ops.push_back(std::move(op));
    }
    if (body.ops.size() + 1 < kCutOps && bytes < kCutBytes) continue;
    PANNIER_TRY(append(database, counters, body));
    bytes = 0;
  }
  if (!body.ops.empty()) PANNIER_TRY(append(database, counters, body));
  for (std::int64_t number = first; number <= counters.number; ++number) touched_.push_back(number);
  replaceable_ = counters.number;
  return counters.store(state);
}

Result<std::vector<std::uint16_t>> Outbox::unsentFields(Database& database,
                                                        registry::EntityNo entity, const Id& row) {
  PANNIER_ASSIGN(const auto dirty,
                 ShadowTable(database).load(static_cast<std::uint16_t>(entity), row));
  std::vector<std::uint16_t> fields;
  const ShadowField* presence = findShadow(dirty, kPresenceField);
  if (presence != nullptr && presence->value == Value{std::int64_t{0}}) {
    for (const registry::Field& field : registry::entity(entity).fields)
      fields.push_back(field.number);
    return fields;
  }
  for (const ShadowField& field : dirty) {
    if (field.field != kPresenceField) fields.push_back(field.field);
  }
  return fields;
}

void Outbox::markSent(std::int64_t number) noexcept {
  if (replaceable_ <= number) replaceable_ = 0;
}

Result<JournalChanges> Outbox::takeJournalChanges(Database& database) {
  JournalChanges changes;
  const std::set<std::int64_t> numbers(touched_.begin(), touched_.end());
  for (const std::int64_t number : numbers) {
    PANNIER_ASSIGN(std::optional<JournalEntry> entry, readJournalEntry(database, number));
    if (entry)
      changes.put.push_back(*std::move(entry));
    else
      changes.drop.push_back(number);
  }
  touched_.clear();
  return changes;
}

Result<std::vector<JournalEntry>> Outbox::journalEntries(Database& database,
                                                         std::int64_t afterNumber) {
  return readJournal(database, afterNumber);
}

Status Outbox::replay(RowStore& rows, std::vector<std::vector<std::uint8_t>> blobs) {
  std::vector<JournalRecord> records;
  for (const auto& blob : blobs) {
    PANNIER_ASSIGN(JournalRecord record, decodeJournal(blob));
    records.push_back(std::move(record));
  }
  std::sort(records.begin(), records.end(),
            [](const JournalRecord& a, const JournalRecord& b) { return a.number < b.number; });
  replaceable_ = 0;
  for (const JournalRecord& record : records) {
    PANNIER_TRY(putBack(rows, record, environment_.nowMs()));
    touched_.push_back(record.number);
  }
  return {};
}

}  // namespace pannier::sync
