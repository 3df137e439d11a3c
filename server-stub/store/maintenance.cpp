#include <filesystem>

#include "core/storage/schema.h"
#include "server-stub/store/shop_file.h"
#include "server-stub/tools.h"

/// backup and doctor: what an operator does with a shop's file, also beside a running server.
namespace pannier::server {
namespace {

Result<Database> openExisting(const std::string& dataDir) {
  const std::string path = shopPath(dataDir);
  std::error_code failure;
  if (!std::filesystem::exists(path, failure)) {
    return makeError(ErrorCode::kNotFound, "There is no shop in " + dataDir + ".");
  }
  OpenOptions options;
  options.readOnly = true;
  return Database::open(path, options);
}

Result<std::string> quickCheck(Database& database) {
  Rows rows = database.query("PRAGMA quick_check(1)");
  std::string answer;
  if (rows.next()) answer = rows.text(0);
  PANNIER_TRY(rows.status());
  return answer;
}

}  // namespace

Status backupShop(const std::string& dataDir, const std::string& file) {
  std::error_code failure;
  if (std::filesystem::exists(file, failure)) {
    return makeError(ErrorCode::kConflict,
                     "The file " + file + " exists already; choose another name.");
  }
  PANNIER_ASSIGN(Database database, openExisting(dataDir));
  return database.run("VACUUM INTO ?", file);
}

Result<std::string> examineShop(const std::string& dataDir) {
  PANNIER_ASSIGN(Database database, openExisting(dataDir));
  PANNIER_ASSIGN(const std::string check, quickCheck(database));
  if (check != "ok")
    return makeError(ErrorCode::kStorage, "The shop's file is damaged: " + check + ".");
  PANNIER_ASSIGN(const std::int64_t version, database.integer("PRAGMA user_version", 0));
  std::string report = "file: " + shopPath(dataDir) + "\nschema: " + std::to_string(version) +
                       " (this program: " + std::to_string(registry::kSchemaVersion) +
                       ")\nintegrity: ok\n";
  for (const registry::Entity& entity : registry::entities()) {
    PANNIER_ASSIGN(
        const std::int64_t count,
        database.integer("SELECT count(*) FROM " + std::string(entity.name) + " WHERE _cl % 2 = 1",
                         0));
    if (count > 0) report += std::string(entity.name) + ": " + std::to_string(count) + "\n";
  }
  PANNIER_ASSIGN(const std::int64_t customers,
                 database.integer("SELECT count(*) FROM customer WHERE _cl % 2 = 1", 0));
  PANNIER_ASSIGN(const std::int64_t rollups,
                 database.integer("SELECT count(*) FROM customer_rollup", 0));
  if (customers != rollups) {
    return makeError(ErrorCode::kStorage, "There are " + std::to_string(customers) +
                                              " customers but " + std::to_string(rollups) +
                                              " rollups.");
  }
  return report;
}

}  // namespace pannier::server
