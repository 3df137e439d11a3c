#include "sync/client_state.h"

namespace pannier::sync {
namespace {

constexpr std::string_view kRead = "SELECT value FROM sync_state WHERE key = ?";
constexpr std::string_view kWrite =
    "INSERT INTO sync_state(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = "
    "excluded.value";
constexpr std::string_view kAppendLog =
    "INSERT INTO sync_log(at, direction, text) VALUES (?, ?, ?)";
constexpr std::string_view kForgetLog = "DELETE FROM sync_log WHERE id <= ?";
constexpr std::int64_t kLogLines = 200;

}  // namespace

Result<std::int64_t> ClientState::integer(std::string_view key, std::int64_t fallback) {
  return database_.integer(kRead, fallback, key);
}

Result<std::string> ClientState::text(std::string_view key) {
  Rows rows = database_.query(kRead, key);
  std::string value;
  if (rows.next()) value = rows.text(0);
  PANNIER_TRY(rows.status());
  return value;
}

Status ClientState::set(std::string_view key, std::int64_t value) {
  return database_.run(kWrite, key, value);
}
Status ClientState::set(std::string_view key, std::string_view value) {
  return database_.run(kWrite, key, value);
}

Status appendLog(Database& database, std::int64_t at, std::string_view direction,
                 std::string_view text) {
  PANNIER_TRY(database.run(kAppendLog, at, direction, text));
  return database.run(kForgetLog, database.lastInsertRowid() - kLogLines);
}

}  // namespace pannier::sync
