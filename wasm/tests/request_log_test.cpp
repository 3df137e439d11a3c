#include "wasm/request_log.h"

#include <catch2/catch.hpp>
#include <string>

#include "core/base/id.h"
#include "core/base/json.h"

namespace pannier::wasm {
namespace {

class CountingSink : public ChangeSink {
 public:
  Status record(Database&, const ChangeSet&) override {
    ++calls;
    return {};
  }
  int calls = 0;
};

Database memoryDatabase() {
  auto opened = Database::open(":memory:", {.exclusive = true});
  REQUIRE(opened.ok());
  Database database = std::move(opened).value();
  REQUIRE(RequestLog::prepare(database).ok());
  REQUIRE(RequestLog::prepare(database).ok());
  return database;
}

ChangeSet noteChange(std::string_view part) {
  ChangeSet changes;
  Op op;
  op.entity = registry::EntityNo::kNote;
  op.row = deriveId({part});
  op.kind = OpKind::kPut;
  changes.ops.push_back(op);
  return changes;
}

std::string envelopeOf(Database& database, std::string_view id) {
  auto found = RequestLog::envelopeOf(database, id);
  REQUIRE(found.ok());
  return found->value_or("");
}

}  // namespace

TEST_CASE("A request that wrote is answered with the row it made", "[request_log]") {
  Database db = memoryDatabase();
  CountingSink next;
  RequestLog log(next);
  log.begin("tab:1");
  REQUIRE(log.record(db, noteChange("a")).ok());
  CHECK(next.calls == 1);
  auto envelope = json::parse(envelopeOf(db, "tab:1"));
  REQUIRE(envelope.ok());
  CHECK(envelope->view().find("result").find("id").stringOr("") == formatId(deriveId({"a"})));
  CHECK(envelope->view().find("changed").at(0).stringOr("") == "note");
  CHECK(envelope->view().find("transaction").isNull());
  CHECK(envelopeOf(db, "tab:2").empty());
}

TEST_CASE("A request whose transaction was rolled back did not run", "[request_log]") {
  Database db = memoryDatabase();
  CountingSink next;
  RequestLog log(next);
  {
    auto transaction = Transaction::begin(db);
    REQUIRE(transaction.ok());
    log.begin("tab:1");
    REQUIRE(log.record(db, noteChange("a")).ok());
  }
  CHECK(envelopeOf(db, "tab:1").empty());
}

TEST_CASE("A request that commits in steps is remembered by its first", "[request_log]") {
  Database db = memoryDatabase();
  CountingSink next;
  RequestLog log(next);
  log.begin("tab:1");
  REQUIRE(log.record(db, noteChange("a")).ok());
  REQUIRE(log.record(db, noteChange("b")).ok());
  CHECK(envelopeOf(db, "tab:1").find(formatId(deriveId({"a"}))) != std::string::npos);
}

TEST_CASE("The log keeps the latest five hundred requests", "[request_log]") {
  Database db = memoryDatabase();
  CountingSink next;
  RequestLog log(next);
  for (int i = 0; i < 600; ++i) {
    log.begin("tab:" + std::to_string(i));
    REQUIRE(log.record(db, noteChange("a")).ok());
  }
  CHECK(envelopeOf(db, "tab:99").empty());
  CHECK_FALSE(envelopeOf(db, "tab:100").empty());
  CHECK_FALSE(envelopeOf(db, "tab:599").empty());
}

TEST_CASE("Changes without a request of their own are passed on only", "[request_log]") {
  Database db = memoryDatabase();
  CountingSink next;
  RequestLog log(next);
  log.begin("");
  REQUIRE(log.record(db, noteChange("a")).ok());
  auto count = db.integer("SELECT count(*) FROM engine_request", -1);
  REQUIRE(count.ok());
  CHECK(*count == 0);
}

}  // namespace pannier::wasm
