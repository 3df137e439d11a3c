/// What the core relies on when it calls SQLite, checked through the bridge (run natively, the same
/// tests check libsqlite3).

#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/storage/database.h"

namespace pannier {
namespace {

Database memoryDatabase() {
  auto opened = Database::open(":memory:", {.exclusive = true});
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
constexpr auto kGreatest = std::numeric_limits<std::int64_t>::max();

}  // namespace

TEST_CASE("64-bit integers cross unchanged in both directions", "[bridge]") {
  Database db = memoryDatabase();
  for (const std::int64_t value : {kLeast, kLeast + 1, std::int64_t{-1}, std::int64_t{0},
                                   (std::int64_t{1} << 53) + 1, kGreatest}) {
    Rows rows = db.query("SELECT ?", value);
    REQUIRE(rows.next());
    CHECK(rows.integer(0) == value);
  }
}

TEST_CASE("Doubles cross bit by bit", "[bridge]") {
  Database db = memoryDatabase();
  for (const double value : {0.1, -0.0, 1e308, 5e-324, 1.0 / 3}) {
    Rows rows = db.query("SELECT ?", value);
    REQUIRE(rows.next());
    CHECK(rows.real(0) == value);
  }
}

TEST_CASE("Text and bytes cross with NULs, emptiness and absence told apart", "[bridge]") {
  Database db = memoryDatabase();
  const std::vector<std::uint8_t> bytes{0, 1, 0, 255};
  const std::string text("a\0b", 3);
  Rows rows = db.query("SELECT ?, ?, ?, ?, ?", std::span<const std::uint8_t>(bytes), text, "",
                       nullptr, "gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80");
  REQUIRE(rows.next());
  REQUIRE(rows.blob(0).size() == 4);
  CHECK(std::vector<std::uint8_t>(rows.blob(0).begin(), rows.blob(0).end()) == bytes);
  CHECK(rows.text(1) == text);
  CHECK(rows.text(2).empty());
  CHECK_FALSE(rows.isNull(2));
  CHECK(rows.isNull(3));
  CHECK(rows.text(4) == "gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80");
}

TEST_CASE("All columns of a row can be held at once, whatever their size", "[bridge]") {
  Database db = memoryDatabase();
  const std::string small = "small";
  const std::string medium(10'000, 'm');
  const std::string large(3'000'000, 'l');
  Rows rows = db.query("SELECT ?, ?, ?, ?", small, medium, large, small);
  REQUIRE(rows.next());
  const std::string_view a = rows.text(0);
  const std::string_view b = rows.text(1);
  const std::string_view c = rows.text(2);
  const std::string_view d = rows.text(3);
  CHECK(a == small);
  CHECK(b == medium);
  CHECK(c == large);
  CHECK(d == small);
  CHECK(rows.text(0).data() == a.data());
}

TEST_CASE("A column stays valid while other statements run and memory grows", "[bridge]") {
  Database db = memoryDatabase();
  REQUIRE(db.execute("CREATE TABLE t(v TEXT); INSERT INTO t VALUES('one'),('two'),('three')").ok());
  Rows outer = db.query("SELECT v FROM t ORDER BY rowid");
  std::vector<std::string> seen;
  while (outer.next()) {
    const std::string_view value = outer.text(0);
    const std::string big(20'000'000, 'x');
    Rows inner = db.query("SELECT ? || ?", value, big);
    REQUIRE(inner.next());
    CHECK(inner.text(0).size() == value.size() + big.size());
    seen.emplace_back(value);
  }
  CHECK(seen == std::vector<std::string>{"one", "two", "three"});
}

TEST_CASE("Errors keep SQLite's words and codes", "[bridge]") {
  Database db = memoryDatabase();
  const Status bad = db.execute("CREATE TABLE t(a UNIQUE); SELEC 1");
  REQUIRE_FALSE(bad.ok());
  CHECK(bad.error().detail.find("syntax error") != std::string::npos);
  REQUIRE(db.run("INSERT INTO t VALUES(1)").ok());
  const Status twice = db.run("INSERT INTO t VALUES(1)");
  REQUIRE_FALSE(twice.ok());
  CHECK(twice.error().detail.find("SQLite 2067") == 0);  // SQLITE_CONSTRAINT_UNIQUE
}

TEST_CASE("A statement that is finalized leaves nothing behind for the next of the same handle",
          "[bridge]") {
  Database db = memoryDatabase();
  for (int round = 0; round < 50; ++round) {
    sqlite3_stmt* statement = nullptr;
    const std::string sql = "SELECT 'round " + std::to_string(round) + "'";
    const char* tail = nullptr;
    const std::string script = sql + "; SELECT 2";
    REQUIRE(sqlite3_prepare_v2(db.handle(), script.c_str(), -1, &statement, &tail) == SQLITE_OK);
    CHECK(std::string(tail) == " SELECT 2");
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    CHECK(std::string(text) == "round " + std::to_string(round));
    REQUIRE(sqlite3_finalize(statement) == SQLITE_OK);
  }
}

TEST_CASE("Changes, row ids and transactions are reported", "[bridge]") {
  Database db = memoryDatabase();
  REQUIRE(db.execute("CREATE TABLE t(a INTEGER PRIMARY KEY)").ok());
  {
    auto transaction = Transaction::begin(db);
    REQUIRE(transaction.ok());
    CHECK(db.inTransaction());
    REQUIRE(db.run("INSERT INTO t VALUES(?)", kGreatest - 5).ok());
    CHECK(db.lastInsertRowid() == kGreatest - 5);
    REQUIRE(db.run("UPDATE t SET a = 7").ok());
    CHECK(db.changes() == 1);
  }
  CHECK_FALSE(db.inTransaction());
  auto count = db.integer("SELECT count(*) FROM t", -1);
  REQUIRE(count.ok());
  CHECK(*count == 0);
}

TEST_CASE("Full-text search over trigrams finds infixes", "[bridge]") {
  Database db = memoryDatabase();
  REQUIRE(db.execute("CREATE VIRTUAL TABLE s USING fts5(t, tokenize='trigram');"
                     "INSERT INTO s VALUES('jane.doe@example.com'),('someone else')")
              .ok());
  auto found = db.integer("SELECT rowid FROM s WHERE s MATCH ?", 0, "\"e.doe@\"");
  REQUIRE(found.ok());
  CHECK(*found == 1);
}

}  // namespace pannier
