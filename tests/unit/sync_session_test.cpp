#include <catch2/catch.hpp>

#include "tests/unit/sync_fixture.h"

using namespace pannier;
using namespace pannier::sync_test;
using namespace pannier::sync;

namespace {

template <class T>
const T* find(const Instructions& list) {
  for (const auto& each : list) {
    if (const auto* found = std::get_if<T>(&each)) return found;
  }
  return nullptr;
}

TxBody onlyBody(Device& device) {
  Rows rows = device.database->query("SELECT body FROM outbox ORDER BY number DESC LIMIT 1");
  REQUIRE(rows.next());
  auto body = decode<TxBody>(rows.blob(0));
  REQUIRE(body.ok());
  return *body;
}

}  // namespace

TEST_CASE(
    "typing replaces the last unsent transaction, keeps its base, and stops when it was sent") {
  Server server;
  const Id note = server.create(
      EntityNo::kNote, {{"customer_id", Value{deriveId({"c"})}}, {"created_at", integer(1)}});
  Device device(server);
  device.sync();
  device.patch(EntityNo::kNote, note, {{"body", text("H")}}, {}, true);
  device.patch(EntityNo::kNote, note, {{"body", text("He")}}, 999, true);
  CHECK(device.count("SELECT count(*) FROM outbox") == 1);
  CHECK(onlyBody(device).ops[0].base == device.row(EntityNo::kNote, note).version);
  CHECK(onlyBody(device).ops[0].fields[0].value == text("He"));
  CHECK(device.session.takeJournalChanges()->put.size() == 1);
  (void)device.session.start();  // the request leaves
  device.patch(EntityNo::kNote, note, {{"body", text("Hel")}}, {}, true);
  CHECK(device.count("SELECT count(*) FROM outbox") == 2);
}

TEST_CASE("typing in another field or without asking is a transaction of its own") {
  Server server;
  const Id customer = server.create(EntityNo::kCustomer, {{"first_name", text("a")}});
  Device device(server);
  device.sync();
  device.patch(EntityNo::kCustomer, customer, {{"first_name", text("b")}}, {}, true);
  device.patch(EntityNo::kCustomer, customer, {{"last_name", text("c")}}, {}, true);
  device.patch(EntityNo::kCustomer, customer, {{"last_name", text("d")}});
  CHECK(device.count("SELECT count(*) FROM outbox") == 3);
}

TEST_CASE("a group leaves the device whole") {
  Server server;
  const Id address = server.create(
      EntityNo::kAddress,
      {{"customer_id", Value{deriveId({"c"})}}, {"line1", text("1")}, {"city", text("Bern")}});
  Device device(server);
  device.sync();
  device.patch(EntityNo::kAddress, address, {{"line1", text("2")}});
  CHECK(onlyBody(device).ops[0].fields.size() == 7);
  CHECK(device.count("SELECT count(*) FROM shadow") == 7);
}

TEST_CASE("a large change set is cut into transactions the server accepts") {
  Server server;
  Device device(server);
  Writer writer(device.rows, device.outbox, device.ids, device.environment);
  for (int i = 0; i < 5'100; ++i) {
    REQUIRE(writer
                .create(EntityNo::kNote,
                        {{"customer_id", Value{deriveId({"c"})}}, {"created_at", integer(i)}})
                .ok());
  }
  REQUIRE(writer.commit().ok());
  CHECK(device.count("SELECT count(*) FROM outbox") == 2);
  device.sync();
  CHECK(server.count("SELECT count(*) FROM note") == 5'100);
  CHECK(device.count("SELECT count(*) FROM shadow") == 0);
}

TEST_CASE("fields that are on this device only are named") {
  Server server;
  const Id customer = server.create(EntityNo::kCustomer, {{"first_name", text("a")}});
  Device device(server);
  device.sync();
  device.patch(EntityNo::kCustomer, customer, {{"email", text("x@example.com")}});
  CHECK(*device.outbox.unsentFields(*device.database, EntityNo::kCustomer, customer) ==
        std::vector<std::uint16_t>{3});
  CHECK(device.session.status()->pending == 1);
  device.sync();
  CHECK(device.outbox.unsentFields(*device.database, EntityNo::kCustomer, customer)->empty());
  CHECK(device.session.status()->pending == 0);
}

TEST_CASE("a local change is sent after a moment, not once per keystroke") {
  Server server;
  const Id customer = server.create(EntityNo::kCustomer, {{"first_name", text("a")}});
  Device device(server);
  device.sync();
  const auto first = device.session.localCommit();
  REQUIRE(find<SetTimer>(first) != nullptr);
  CHECK(find<SetTimer>(first)->ms == 300);
  CHECK(find<SetTimer>(device.session.localCommit()) == nullptr);
  device.patch(EntityNo::kCustomer, customer, {{"first_name", text("b")}});
  device.pump(device.session.timer());
  CHECK(server.field(EntityNo::kCustomer, customer, "first_name") == "b");
}

TEST_CASE("failures are retried later and later, and a poke ends the waiting") {
  Server server;
  Device device(server);
  std::int64_t longest = 0;
  REQUIRE(find<Post>(device.session.start()) != nullptr);
  for (int i = 0; i < 30; ++i) {
    const auto waiting = device.session.failed(i % 2 == 0 ? 0 : 503);
    REQUIRE(find<SetTimer>(waiting) != nullptr);
    CHECK(find<SetTimer>(waiting)->ms >= 300);
    CHECK(find<SetTimer>(waiting)->ms <= 300'000);
    longest = std::max(longest, find<SetTimer>(waiting)->ms);
    REQUIRE(find<Post>(device.session.timer()) != nullptr);
  }
  CHECK(longest > 2'000);
  (void)device.session.failed(0);
  CHECK(find<Post>(device.session.poked(5)) != nullptr);
}

TEST_CASE("one request is in flight, and what happens meanwhile is sent after it") {
  Server server;
  const Id customer = server.create(EntityNo::kCustomer, {{"first_name", text("a")}});
  Device device(server);
  device.sync();
  const auto post = device.firstPost();
  device.patch(EntityNo::kCustomer, customer, {{"first_name", text("meanwhile")}});
  CHECK(find<Post>(device.session.localCommit()) == nullptr);
  CHECK(find<Post>(device.session.poked(1'000)) == nullptr);
  auto answer = server.authority.exchange(post, device.caller);
  device.pump(device.session.response(answer->frames));
  CHECK(server.field(EntityNo::kCustomer, customer, "first_name") == "meanwhile");
}

TEST_CASE("an answer to an earlier request, or garbage, changes nothing") {
  Server server;
  server.create(EntityNo::kCustomer, {{"first_name", text("a")}});
  Device device(server);
  const auto first = device.firstPost();
  auto late = server.authority.exchange(first, device.caller);
  (void)device.firstPost();  // started again
  CHECK(find<SetTimer>(device.session.response(late->frames)) != nullptr);
  CHECK(device.session.status()->cursor == 0);
  (void)device.firstPost();
  const std::vector<std::uint8_t> garbage{1, 2, 3};
  CHECK(find<SetTimer>(device.session.response(garbage)) != nullptr);
  CHECK(device.session.status()->cursor == 0);
  device.sync();
  CHECK(device.count("SELECT count(*) FROM customer") == 1);
}

TEST_CASE("a refused token stops syncing until somebody signs in again") {
  Server server;
  Device device(server);
  (void)device.session.start();
  CHECK(find<SignedOut>(device.session.failed(401)) != nullptr);
  CHECK(find<Post>(device.session.timer()) == nullptr);
  CHECK(find<Post>(device.session.localCommit()) == nullptr);
  CHECK(find<Post>(device.session.online()) != nullptr);
}

TEST_CASE("offline nothing is sent, and online everything at once") {
  Server server;
  Device device(server);
  device.sync();
  (void)device.session.offline();
  CHECK(device.session.localCommit().size() == 1);
  CHECK(device.session.timer().empty());
  CHECK(device.session.status()->state == "offline");
  CHECK(find<Post>(device.session.online()) != nullptr);
}

TEST_CASE("an image of another epoch is refused") {
  Server server;
  Device device(server);
  CHECK(device.session.attachSnapshot(1, "another").error().code == ErrorCode::kConflict);
}
