#include <catch2/catch.hpp>

#include "core/storage/database.h"
#include "core/storage/schema.h"
#include "tests/unit/support/memory_shop.h"

using namespace pannier;

TEST_CASE("a transaction that is not committed leaves nothing") {
  Database database = test::openMemory();
  REQUIRE(database.execute("CREATE TABLE t(a)").ok());
  {
    auto transaction = Transaction::begin(database);
    REQUIRE(transaction.ok());
    REQUIRE(database.run("INSERT INTO t VALUES (1)").ok());
  }
  CHECK(*database.integer("SELECT count(*) FROM t", -1) == 0);
  CHECK_FALSE(database.inTransaction());
}

TEST_CASE("a savepoint undoes only what came after it") {
  Database database = test::openMemory();
  REQUIRE(database.execute("CREATE TABLE t(a)").ok());
  auto transaction = Transaction::begin(database);
  REQUIRE(transaction.ok());
  REQUIRE(database.run("INSERT INTO t VALUES (1)").ok());
  {
    auto savepoint = Savepoint::begin(database);
    REQUIRE(savepoint.ok());
    REQUIRE(database.run("INSERT INTO t VALUES (2)").ok());
  }
  REQUIRE(transaction->commit().ok());
  CHECK(*database.integer("SELECT sum(a) FROM t", -1) == 1);
}

TEST_CASE("values come back with the type they were stored with") {
  Database database = test::openMemory();
  const Id id = deriveId({"x"});
  const std::string hostile = "'; DROP TABLE customer; --";
  Rows rows = database.query("SELECT ?, ?, ?, ?, ?, ?", nullptr, std::int64_t{1} << 60, 0.5,
                             hostile, id, "");
  REQUIRE(rows.next());
  CHECK(isNull(rows.value(0)));
  CHECK(rows.value(1) == Value{std::int64_t{1} << 60});
  CHECK(rows.value(2) == Value{0.5});
  CHECK(rows.value(3) == Value{hostile});
  CHECK(rows.value(4) == Value{id});
  CHECK(rows.value(5) == Value{std::string()});
}

TEST_CASE("an error of SQLite says what was attempted and keeps the statement usable") {
  Database database = test::openMemory();
  const Status status = database.run("SELECT nothing FROM nowhere");
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().code == ErrorCode::kStorage);
  CHECK(status.error().message.find("prepare a query") != std::string::npos);
  REQUIRE(database.execute("CREATE TABLE u(a UNIQUE)").ok());
  REQUIRE(database.run("INSERT INTO u VALUES (?)", 1).ok());
  CHECK_FALSE(database.run("INSERT INTO u VALUES (?)", 1).ok());
  CHECK(database.run("INSERT INTO u VALUES (?)", 2).ok());
}

TEST_CASE("the same query can run inside itself") {
  Database database = test::openMemory();
  const std::string_view sql = "SELECT 1 UNION ALL SELECT 2";
  int count = 0;
  Rows outer = database.query(sql);
  while (outer.next()) {
    Rows inner = database.query(sql);
    while (inner.next()) ++count;
  }
  CHECK(count == 4);
}

TEST_CASE("a database of a newer version is refused and stays as it is") {
  Database database = test::openMemory();
  REQUIRE(database.execute("PRAGMA user_version = 999").ok());
  const Status status = schema::migrate(database);
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().code == ErrorCode::kUnsupported);
  CHECK(status.error().message.find("999") != std::string::npos);
  CHECK(*database.integer("PRAGMA user_version", 0) == 999);
}

TEST_CASE("an older database gets the columns it lacks and keeps its rows") {
  auto database = Database::open(":memory:");
  REQUIRE(database.ok());
  REQUIRE(database
              ->execute("CREATE TABLE customer(pk INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, "
                        "first_name TEXT, "
                        "_v INTEGER NOT NULL DEFAULT 0, _cl INTEGER NOT NULL DEFAULT 1);"
                        "INSERT INTO customer(id, first_name) VALUES (x'01', 'Old');")
              .ok());
  REQUIRE(schema::migrate(*database).ok());
  CHECK(*database->integer(
            "SELECT count(*) FROM customer WHERE first_name = 'Old' AND birth_date IS NULL", 0) ==
        1);
  CHECK(*database->integer("PRAGMA user_version", 0) == registry::kSchemaVersion);
}
