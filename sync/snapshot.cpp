#include "sync/snapshot.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/storage/schema.h"
#include "sync/client_schema.h"
#include "sync/client_state.h"
#include "sync/tenant.h"

namespace pannier::sync {
namespace {

constexpr std::string_view kTables =
    "SELECT name FROM image.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
    "ESCAPE '\\'"
    " AND sql NOT LIKE 'CREATE VIRTUAL%'"
    " AND name IN (SELECT name FROM main.sqlite_master WHERE type = 'table') ORDER BY name";

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

/// An empty device database at `path`.
Status makeEmptyImage(const std::string& path) {
  OpenOptions options;
  options.exclusive = true;  // a rollback journal: the file must stand alone
  PANNIER_ASSIGN(Database image, Database::open(path, options));
  // Nobody needs half an image: no journal, no waiting for the disk.
  PANNIER_TRY(image.execute("PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF"));
  PANNIER_TRY(schema::migrate(image));
  return createClientSchema(image);
}

Result<std::vector<std::string>> columnsOf(Database& database, std::string_view table,
                                           std::string_view schemaName) {
  std::vector<std::string> columns;
  Rows rows = database.query("SELECT name FROM pragma_table_info(?, ?)", table, schemaName);
  while (rows.next()) columns.emplace_back(rows.text(0));
  PANNIER_TRY(rows.status());
  return columns;
}

bool belongsToDevice(std::string_view table) { return isClientTable(table) || table == "undo_log"; }

/// `SELECT *` between tables of one shape lets SQLite copy whole records and indexes in order,
/// without sorting; a table that got columns later is copied by name.
Status copyTable(Database& source, const std::string& table) {
  PANNIER_ASSIGN(const auto wanted, columnsOf(source, table, "image"));
  PANNIER_ASSIGN(const auto present, columnsOf(source, table, "main"));
  std::string script = "DELETE FROM image." + table + ";";
  if (wanted == present) {
    return source.execute(script + "INSERT INTO image." + table + " SELECT * FROM main." + table);
  }
  std::string list;
  for (const std::string& column : wanted) {
    if (std::find(present.begin(), present.end(), column) != present.end())
      list += (list.empty() ? "" : ", ") + column;
  }
  return source.execute(script + "INSERT INTO image." + table + "(" + list + ") SELECT " + list +
                        " FROM main." + table);
}

Result<SnapshotInfo> copyAll(Database& source) {
  // One read transaction: tables, cursor and epoch are of one moment.
  PANNIER_TRY(source.execute("BEGIN"));
  PANNIER_ASSIGN(const Tenant tenant, Tenant::load(source));
  std::vector<std::string> tables;
  {
    Rows rows = source.query(kTables);
    while (rows.next()) {
      if (!belongsToDevice(rows.text(0))) tables.emplace_back(rows.text(0));
    }
    PANNIER_TRY(rows.status());
  }
  for (const std::string& table : tables) PANNIER_TRY(copyTable(source, table));
  const auto set = [&](std::string_view key, const std::string& value) {
    return source.execute("INSERT INTO image.sync_state(key, value) VALUES (" + quoted(key) + ", " +
                          value + ")");
  };
  PANNIER_TRY(set(ClientState::kCursor, std::to_string(tenant.seq)));
  PANNIER_TRY(set(ClientState::kClock, std::to_string(tenant.clock.last())));
  PANNIER_TRY(set(ClientState::kEpoch, quoted(tenant.epoch)));
  PANNIER_TRY(source.execute("COMMIT"));
  return SnapshotInfo{tenant.seq, tenant.epoch};
}

}  // namespace

Result<SnapshotInfo> buildSnapshot(Database& source, const std::string& path) {
  PANNIER_TRY(makeEmptyImage(path));
  PANNIER_TRY(source.execute("ATTACH " + quoted(path) +
                             " AS image;PRAGMA image.journal_mode=OFF;"
                             "PRAGMA image.synchronous=OFF;PRAGMA image.locking_mode=NORMAL;"));
  auto info = copyAll(source);
  if (!info && source.inTransaction()) (void)source.execute("ROLLBACK");
  // Statistics from samples are as good for the planner and read a fraction of the indexes.
  Status analysed =
      info ? source.execute("PRAGMA analysis_limit=1000;ANALYZE image;PRAGMA analysis_limit=0;")
           : Status{};
  Status detached = source.execute("DETACH image");
  if (!info) return info;
  PANNIER_TRY(std::move(analysed));
  PANNIER_TRY(std::move(detached));
  return info;
}

}  // namespace pannier::sync
