#include "sync/client_schema.h"

#include <algorithm>
#include <array>

namespace pannier::sync {
namespace {

constexpr std::array<std::string_view, 5> kTables{"sync_state", "outbox", "shadow", "rejected",
                                                  "sync_log"};

constexpr const char* kSql = R"sql(
CREATE TABLE IF NOT EXISTS sync_state(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox(
  number INTEGER PRIMARY KEY,
  client_seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  body BLOB NOT NULL,
  status INTEGER NOT NULL DEFAULT 0,
  ack_seq INTEGER NOT NULL DEFAULT 0,
  code TEXT NOT NULL DEFAULT '',
  message TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS shadow(
  entity INTEGER NOT NULL,
  row BLOB NOT NULL,
  field INTEGER NOT NULL,
  value,
  number INTEGER NOT NULL,
  base INTEGER NOT NULL,
  PRIMARY KEY(row, entity, field)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rejected(
  number INTEGER PRIMARY KEY,
  client_seq INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  body BLOB NOT NULL,
  at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sync_log(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  direction TEXT NOT NULL,
  text TEXT NOT NULL
);
)sql";

}  // namespace

Status createClientSchema(Database& database) { return database.execute(kSql); }

bool isClientTable(std::string_view name) noexcept {
  return std::find(kTables.begin(), kTables.end(), name) != kTables.end();
}

}  // namespace pannier::sync
