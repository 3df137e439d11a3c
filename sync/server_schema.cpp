#include "sync/server_schema.h"

#include <string>

#include "core/registry/registry.h"

namespace pannier::sync {
namespace {

constexpr const char* kSql = R"sql(
CREATE TABLE IF NOT EXISTS sync_tenant(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  seq INTEGER NOT NULL,
  epoch TEXT NOT NULL,
  clock INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sync_row_meta(
  row BLOB NOT NULL,
  entity INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  dev INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  over BLOB,
  PRIMARY KEY(row, entity)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sync_device(
  dev INTEGER PRIMARY KEY AUTOINCREMENT,
  user TEXT NOT NULL,
  name TEXT NOT NULL,
  last_client_seq INTEGER NOT NULL DEFAULT 0,
  last_stamp INTEGER NOT NULL DEFAULT 0,
  last_seen INTEGER NOT NULL DEFAULT 0,
  clock_suspect INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS sync_tx_result(
  device INTEGER NOT NULL,
  client_seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  result BLOB NOT NULL,
  PRIMARY KEY(device, client_seq)
) WITHOUT ROWID;
)sql";

}  // namespace

Status createServerSchema(Database& database) {
  PANNIER_TRY(database.execute(kSql));
  for (const registry::Entity& entity : registry::entities()) {
    const std::string table(entity.name);
    PANNIER_TRY(database.execute("CREATE INDEX IF NOT EXISTS sync_" + table + "_by_version ON " +
                                 table + "(_v)"));
  }
  return {};
}

bool isServerTable(std::string_view name) noexcept {
  return name == "sync_tenant" || name == "sync_row_meta" || name == "sync_device" ||
         name == "sync_tx_result";
}

}  // namespace pannier::sync
