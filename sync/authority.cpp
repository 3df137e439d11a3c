#include "sync/authority.h"

#include <algorithm>
#include <array>

#include "core/base/id.h"
#include "sync/exchange.h"
#include "sync/frame.h"
#include "sync/server_recorder.h"
#include "sync/server_schema.h"
#include "sync/tenant.h"

namespace pannier::sync {
namespace {

constexpr std::string_view kEnrol =
    "INSERT INTO sync_device(user, name, last_seen) VALUES (?, ?, ?)";
constexpr std::string_view kFoundTenant =
    "INSERT OR IGNORE INTO sync_tenant(id, seq, epoch, clock) VALUES (1, 0, ?, 0)";
constexpr std::string_view kSetEpoch = "UPDATE sync_tenant SET epoch = ? WHERE id = 1";
/// Numbers issued after the backup are in use somewhere: leave a gap.
constexpr std::string_view kSkipDevices =
    "UPDATE sqlite_sequence SET seq = seq + 100000 WHERE name = 'sync_device'";
constexpr std::string_view kOpenConflicts =
    "SELECT count(*) FROM conflict WHERE state = 'open' AND _cl % 2 = 1";
constexpr std::string_view kLastSeen = "SELECT max(last_seen) FROM sync_device WHERE last_seen > 0";
constexpr std::string_view kLateDevices =
    "SELECT last_seen, user, name, clock_suspect FROM sync_device WHERE last_seen > 0 ORDER BY "
    "last_seen DESC LIMIT 50";

std::string newEpoch(const Environment& environment) {
  std::array<std::uint8_t, 12> random{};
  environment.fillRandom(random);
  std::string text;
  for (const std::uint8_t byte : random) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

/// Rows written before there was a server (a database filled without sync) get their place in the
/// order.
Status numberOldRows(Database& database, Tenant& tenant) {
  for (const registry::Entity& entity : registry::entities()) {
    const std::string table(entity.name);
    // A shop that was filled in bulk before sync knew it brings its own numbers.
    PANNIER_ASSIGN(const std::int64_t highest, database.integer("SELECT max(_v) FROM " + table, 0));
    if (highest > tenant.seq) tenant.seq = highest;
  }
  for (const registry::Entity& entity : registry::entities()) {
    const std::string table(entity.name);
    PANNIER_ASSIGN(const std::int64_t first,
                   database.integer("SELECT min(pk) FROM " + table + " WHERE _v = 0", -1));
    if (first < 0) continue;
    PANNIER_ASSIGN(const std::int64_t last,
                   database.integer("SELECT max(pk) FROM " + table + " WHERE _v = 0", -1));
    PANNIER_TRY(database.run("UPDATE " + table + " SET _v = ? + pk - ? + 1 WHERE _v = 0",
                             tenant.seq, first));
    tenant.seq += last - first + 1;
  }
  return {};
}

}  // namespace

Authority::Authority(Database& database, const Environment& environment)
    : database_(database), environment_(environment) {}

Status Authority::ensureSchema() {
  if (schemaReady_) return {};
  PANNIER_TRY(createServerSchema(database_));
  PANNIER_TRY(database_.run(kFoundTenant, newEpoch(environment_)));
  schemaReady_ = true;
  return {};
}

Status Authority::open(RowStore& rows) {
  rows_ = &rows;
  schemaReady_ = false;  // an earlier attempt may have been rolled back with its transaction
  PANNIER_ASSIGN(Transaction transaction, Transaction::begin(database_));
  PANNIER_TRY(ensureSchema());
  PANNIER_ASSIGN(Tenant tenant, Tenant::load(database_));
  PANNIER_TRY(numberOldRows(database_, tenant));
  PANNIER_TRY(tenant.store(database_));
  return transaction.commit();
}

Result<std::uint32_t> Authority::enrolDevice(std::string_view user, std::string_view name) {
  PANNIER_TRY(database_.run(kEnrol, user, name, environment_.nowMs()));
  return static_cast<std::uint32_t>(database_.lastInsertRowid());
}

Result<Exchange> Authority::exchange(std::span<const std::uint8_t> frames,
                                     const SyncCaller& caller) {
  PANNIER_CHECK(rows_ != nullptr);
  return answerExchange(*rows_, environment_, frames, caller);
}

Result<std::int64_t> Authority::head() {
  PANNIER_ASSIGN(const Tenant tenant, Tenant::load(database_));
  return tenant.seq;
}

Result<std::string> Authority::epoch() {
  PANNIER_ASSIGN(Tenant tenant, Tenant::load(database_));
  return std::move(tenant.epoch);
}

Status Authority::renewEpoch() {
  PANNIER_ASSIGN(Transaction transaction, Transaction::begin(database_));
  PANNIER_TRY(database_.run(kSetEpoch, newEpoch(environment_)));
  PANNIER_TRY(database_.run(kSkipDevices));
  return transaction.commit();
}

Status Authority::record(Database& database, const ChangeSet& changes) {
  PANNIER_TRY(ensureSchema());
  return recordServerChanges(database, rows_, environment_, changes);
}

Result<SyncStatus> Authority::status() {
  SyncStatus status;
  status.state = "server";
  PANNIER_ASSIGN(const Tenant tenant, Tenant::load(database_));
  status.cursor = tenant.seq;
  status.epoch = tenant.epoch;
  PANNIER_ASSIGN(status.conflicts, database_.integer(kOpenConflicts, 0));
  PANNIER_ASSIGN(const std::int64_t seen, database_.integer(kLastSeen, 0));
  if (seen > 0) status.lastSyncedAt = seen;
  Rows rows = database_.query(kLateDevices);
  while (rows.next()) {
    std::string text = "Last heard from " + std::string(rows.text(1));
    if (!rows.text(2).empty()) text += " (" + std::string(rows.text(2)) + ")";
    text += rows.integer(3) != 0 ? "; its clock is wrong." : ".";
    status.recent.push_back(
        {rows.integer(0), rows.integer(3) != 0 ? "attention" : "up", std::move(text)});
  }
  PANNIER_TRY(rows.status());
  return status;
}

Result<std::vector<RejectedTx>> Authority::rejectedList() { return std::vector<RejectedTx>{}; }

Status Authority::discardRejected(std::int64_t number) {
  return makeError(ErrorCode::kNotFound,
                   "There is no refused change " + std::to_string(number) +
                       " on the server: devices keep their own.",
                   "client_seq");
}

}  // namespace pannier::sync
