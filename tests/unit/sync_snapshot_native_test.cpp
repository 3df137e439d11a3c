#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>

#include "sync/snapshot.h"
#include "tests/unit/sync_fixture.h"

using namespace pannier;
using namespace pannier::sync_test;

TEST_CASE("an image has the shop, the device's tables and nothing of the server") {
  const auto path = std::filesystem::temp_directory_path() / "pannier-sync-snapshot-test.sqlite";
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
    std::filesystem::remove(path.string() + suffix);
  }
  Server server;
  server.create(EntityNo::kCustomer, {{"first_name", text("Ida")}});
  const Id gone = server.create(EntityNo::kCustomer, {{"first_name", text("gone")}});
  Writer writer(server.rows, server.authority, server.ids, server.environment);
  REQUIRE(writer.remove(EntityNo::kCustomer, gone).ok());
  REQUIRE(writer.commit().ok());
  const auto info = sync::buildSnapshot(*server.database, path.string());
  REQUIRE(info.ok());
  CHECK(info->cursor == *server.authority.head());
  CHECK_FALSE(std::filesystem::exists(path.string() + "-wal"));
  CHECK_FALSE(std::filesystem::exists(path.string() + "-journal"));
  {
    auto opened = Database::open(path.string(), {.readOnly = false, .exclusive = true});
    REQUIRE(opened.ok());
    const auto number = [&](const std::string& sql) { return *opened->integer(sql, -1); };
    CHECK(number("SELECT count(*) FROM customer") == 2);
    CHECK(number("SELECT _cl FROM customer WHERE first_name = 'gone'") == 2);
    CHECK(
        number("SELECT count(*) FROM sqlite_master WHERE name LIKE 'sync\\_tenant' ESCAPE '\\'") ==
        0);
    CHECK(
        number(
            "SELECT count(*) FROM sqlite_master WHERE name LIKE '%\\_by\\_version' ESCAPE '\\'") ==
        0);
    CHECK(number("SELECT count(*) FROM undo_log") == 0);
    CHECK(number("SELECT value FROM sync_state WHERE key = 'cursor'") == info->cursor);
    CHECK(number("PRAGMA page_size") == 4096);
    CHECK(number("PRAGMA user_version") == registry::kSchemaVersion);
    CHECK(number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") == 0);
    CHECK(number("SELECT count(*) FROM sqlite_stat1") >= 0);
  }
  // Again to the same place is refused by its content, not by luck: the caller removes the old one.
  std::filesystem::remove(path);
  CHECK(sync::buildSnapshot(*server.database, path.string()).ok());
  std::filesystem::remove(path);
}
