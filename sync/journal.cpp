#include "sync/journal.h"

#include <algorithm>

#include "sync/client_state.h"
#include "sync/overlay.h"
#include "sync/tx.h"

namespace pannier::sync {
namespace {

constexpr std::uint8_t kFormat = 1;
/// Acknowledged ones are the server's; a refused one is not until it stands in `rejected`.
constexpr std::string_view kWaiting =
    "SELECT number, client_seq, body FROM outbox WHERE (state = 0 OR status = 3) AND number > ? "
    "ORDER BY number";
constexpr std::string_view kRefused =
    "SELECT number, client_seq, body, code, message, at FROM rejected WHERE number > ? ORDER BY "
    "number";
constexpr std::string_view kOneWaiting =
    "SELECT number, client_seq, body FROM outbox WHERE (state = 0 OR status = 3) AND number = ?";
constexpr std::string_view kOneRefused =
    "SELECT number, client_seq, body, code, message, at FROM rejected WHERE number = ?";
constexpr std::string_view kIsThere =
    "SELECT EXISTS(SELECT 1 FROM outbox WHERE number = ?1) OR EXISTS(SELECT 1 FROM rejected WHERE "
    "number = ?1)";
constexpr std::string_view kAppend =
    "INSERT INTO outbox(number, client_seq, hlc, body) VALUES (?, ?, ?, ?)";
constexpr std::string_view kAppendRefused =
    "INSERT INTO rejected(number, client_seq, code, message, body, at) VALUES (?, ?, ?, ?, ?, ?)";

JournalEntry entryOf(Rows& rows, bool rejected) {
  JournalRecord record;
  record.number = rows.integer(0);
  record.clientSeq = rows.integer(1);
  const auto body = rows.blob(2);
  record.body.assign(body.begin(), body.end());
  record.rejected = rejected;
  if (rejected) {
    record.code = rows.text(3);
    record.message = rows.text(4);
    record.at = rows.integer(5);
  }
  return {record.number, encode(record)};
}

Status collect(Rows rows, bool rejected, std::vector<JournalEntry>& out) {
  while (rows.next()) out.push_back(entryOf(rows, rejected));
  return rows.status();
}

Status raise(ClientState& state, std::string_view key, std::int64_t atLeast) {
  PANNIER_ASSIGN(const std::int64_t present, state.integer(key));
  return present < atLeast ? state.set(key, atLeast) : Status{};
}

}  // namespace

Result<JournalRecord> decodeJournal(std::span<const std::uint8_t> blob) {
  auto record = decode<JournalRecord>(blob);
  if (!record || record->format != kFormat || record->number <= 0) {
    return makeError(ErrorCode::kProtocol, "An entry of the outbox journal is damaged.");
  }
  PANNIER_TRY(decode<TxBody>(record->body));
  return record;
}

Result<std::optional<JournalEntry>> readJournalEntry(Database& database, std::int64_t number) {
  std::vector<JournalEntry> found;
  PANNIER_TRY(collect(database.query(kOneWaiting, number), false, found));
  PANNIER_TRY(collect(database.query(kOneRefused, number), true, found));
  return found.empty() ? std::optional<JournalEntry>{}
                       : std::optional<JournalEntry>(std::move(found.front()));
}

Result<std::vector<JournalEntry>> readJournal(Database& database, std::int64_t afterNumber) {
  std::vector<JournalEntry> entries;
  PANNIER_TRY(collect(database.query(kWaiting, afterNumber), false, entries));
  PANNIER_TRY(collect(database.query(kRefused, afterNumber), true, entries));
  std::sort(entries.begin(), entries.end(),
            [](const JournalEntry& a, const JournalEntry& b) { return a.number < b.number; });
  return entries;
}

Status putBack(RowStore& rows, const JournalRecord& record, std::int64_t nowMs) {
  Database& database = rows.database();
  PANNIER_ASSIGN(const std::int64_t there, database.integer(kIsThere, 0, record.number));
  if (there != 0) return {};
  PANNIER_ASSIGN(const TxBody body, decode<TxBody>(record.body));
  ClientState state(database);
  PANNIER_TRY(raise(state, ClientState::kLastNumber, record.number));
  PANNIER_TRY(raise(state, ClientState::kLastClientSeq, record.clientSeq));
  PANNIER_TRY(raise(state, ClientState::kClock, body.stamp));
  const std::span<const std::uint8_t> bytes(record.body);
  if (record.rejected) {
    const std::int64_t at = record.at == 0 ? nowMs : record.at;
    return database.run(kAppendRefused, record.number, record.clientSeq, record.code,
                        record.message, bytes, at);
  }
  PANNIER_TRY(applyOverlay(rows, body, record.number));
  return database.run(kAppend, record.number, record.clientSeq, body.stamp, bytes);
}

}  // namespace pannier::sync
