#include <catch2/catch.hpp>

#include "sync/client_apply.h"
#include "sync/exchange.h"
#include "sync/shadow.h"
#include "tests/unit/sync_fixture.h"

using namespace pannier;
using namespace pannier::sync_test;
using namespace pannier::sync;

namespace {

constexpr auto kCustomer = EntityNo::kCustomer;

struct Shop {
  Server server;
  Device anna{server, "anna@shop"};
  Device ben{server, "ben@shop"};
  Id customer;

  Shop() {
    customer =
        server.create(kCustomer, {{"first_name", text("Ida")}, {"email", text("ida@example.com")}});
    anna.sync();
    ben.sync();
  }
  void syncAll() {
    anna.sync();
    ben.sync();
    anna.sync();
  }
  std::string conflictField(const std::string& name) {
    return server.text("SELECT " + name + " FROM conflict");
  }
};

std::vector<std::uint8_t> pushOf(const Device& device, std::int64_t seq, const TxBody& body,
                                 const std::string& epoch) {
  std::vector<std::uint8_t> bytes;
  Hello hello;
  hello.device = device.caller.device;
  hello.epoch = epoch;
  appendMessage(bytes, FrameType::kHello, hello);
  Push push;
  push.transactions.push_back({seq, encode(body)});
  appendMessage(bytes, FrameType::kPush, push);
  return bytes;
}

Received exchange(Server& server, const Device& device, const std::vector<std::uint8_t>& bytes) {
  auto answer = server.authority.exchange(bytes, device.caller);
  REQUIRE(answer.ok());
  auto read = readAnswer(answer->frames);
  REQUIRE(read.ok());
  return *read;
}

TxBody bodyOf(std::vector<WireOp> ops) {
  TxBody body;
  body.stamp = stampOf(1'800'000'000'000);
  body.schema = 1;
  body.ops = std::move(ops);
  return body;
}

}  // namespace

TEST_CASE("changes of different fields by two offline devices both arrive everywhere") {
  Shop shop;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("Idina")}});
  shop.ben.patch(kCustomer, shop.customer, {{"email", text("new@example.com")}});
  shop.syncAll();
  for (Place* place : {static_cast<Place*>(&shop.server), static_cast<Place*>(&shop.anna),
                       static_cast<Place*>(&shop.ben)}) {
    CHECK(place->field(kCustomer, shop.customer, "first_name") == "Idina");
    CHECK(place->field(kCustomer, shop.customer, "email") == "new@example.com");
    CHECK(place->count("SELECT count(*) FROM conflict") == 0);
  }
  CHECK(shop.anna.count("SELECT count(*) FROM shadow") == 0);
  CHECK(shop.anna.count("SELECT count(*) FROM outbox") == 0);
}

TEST_CASE(
    "of two offline changes of one field the later stays and the other is kept for everybody") {
  Shop shop;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("by Anna")}});
  shop.ben.nowMs += 5'000;
  shop.ben.patch(kCustomer, shop.customer, {{"first_name", text("by Ben")}});
  // The server hears the later one first: the order of arrival does not decide.
  shop.ben.sync();
  shop.anna.sync();
  shop.ben.sync();
  CHECK(shop.anna.field(kCustomer, shop.customer, "first_name") == "by Ben");
  CHECK(shop.ben.field(kCustomer, shop.customer, "first_name") == "by Ben");
  CHECK(shop.anna.text("SELECT loser_value FROM conflict") == "\"by Anna\"");
  CHECK(shop.ben.text("SELECT winner_user || loser_user || state FROM conflict") ==
        "ben@shopanna@shopopen");
  CHECK(shop.ben.text("SELECT hex(customer_id) = hex(row_id) FROM conflict") == "1");
}

TEST_CASE("restoring a losing value is an ordinary change that closes the conflict") {
  Shop shop;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("by Anna")}});
  shop.ben.nowMs += 5'000;
  shop.ben.patch(kCustomer, shop.customer, {{"first_name", text("by Ben")}});
  shop.syncAll();
  Rows found = shop.anna.database->query("SELECT id FROM conflict");
  REQUIRE(found.next());
  const Id conflict = found.id(0);
  { Rows finished = std::move(found); }
  Writer writer(shop.anna.rows, shop.anna.outbox, shop.anna.ids, shop.anna.environment);
  REQUIRE(writer.patch(kCustomer, shop.customer, {{"first_name", text("by Anna")}}).ok());
  REQUIRE(writer.patch(EntityNo::kConflict, conflict, {{"state", text("restored")}}).ok());
  REQUIRE(writer.commit().ok());
  shop.syncAll();
  CHECK(shop.ben.field(kCustomer, shop.customer, "first_name") == "by Anna");
  CHECK(shop.ben.text("SELECT state FROM conflict") == "restored");
  CHECK(shop.ben.count("SELECT count(*) FROM conflict") == 1);
}

TEST_CASE("a later change by somebody who had the conflict settles it") {
  Shop shop;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("by Anna")}});
  shop.ben.nowMs += 5'000;
  shop.ben.patch(kCustomer, shop.customer, {{"first_name", text("by Ben")}});
  shop.syncAll();
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("agreed")}});
  shop.syncAll();
  CHECK(shop.ben.text("SELECT state FROM conflict") == "settled");
}

TEST_CASE("a later change by a device that has not seen the conflict leaves it open") {
  Shop shop;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("by Anna")}});
  shop.anna.sync();
  shop.ben.nowMs += 5'000;
  shop.ben.patch(kCustomer, shop.customer, {{"first_name", text("by Ben")}});
  shop.ben.patch(kCustomer, shop.customer, {{"first_name", text("by Ben again")}});
  shop.syncAll();
  CHECK(shop.anna.field(kCustomer, shop.customer, "first_name") == "by Ben again");
  CHECK(shop.conflictField("state") == "open");
  CHECK(shop.conflictField("loser_value") == "\"by Anna\"");
}

TEST_CASE(
    "a page that comes in under a dirty field does not make the next edit a blind overwrite") {
  Shop shop;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("anna 1")}});
  shop.ben.patch(kCustomer, shop.customer, {{"first_name", text("ben")}});
  shop.ben.sync();
  // Anna's device pulls Ben's value under hers without pushing: the version moves on, her screen
  // does not.
  std::vector<std::uint8_t> bytes;
  Hello hello;
  hello.device = shop.anna.caller.device;
  hello.epoch = *shop.server.authority.epoch();
  appendMessage(bytes, FrameType::kHello, hello);
  Pull pull;
  pull.cursor = *ClientState(*shop.anna.database).integer(ClientState::kCursor);
  pull.maxRows = 100;
  appendMessage(bytes, FrameType::kPull, pull);
  const Received answer = exchange(shop.server, shop.anna, bytes);
  REQUIRE(applyAnswer(shop.anna.rows, answer, {shop.anna.nowMs, {}}).ok());
  CHECK(shop.anna.field(kCustomer, shop.customer, "first_name") == "anna 1");
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("anna 2")}});
  shop.syncAll();
  CHECK(shop.ben.field(kCustomer, shop.customer, "first_name") == "anna 2");
  CHECK(shop.server.count("SELECT count(*) FROM conflict WHERE loser_value = '\"ben\"'") == 1);
}

TEST_CASE("the version a form was opened with decides what its author had seen") {
  Shop shop;
  const std::int64_t opened = shop.anna.row(kCustomer, shop.customer).version;
  shop.ben.patch(kCustomer, shop.customer, {{"first_name", text("ben")}});
  shop.ben.sync();
  shop.anna.sync();  // a background pull while the form is open
  shop.anna.nowMs += 1;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("anna")}}, opened);
  shop.syncAll();
  CHECK(shop.server.count("SELECT count(*) FROM conflict WHERE loser_value = '\"ben\"'") == 1);
}

TEST_CASE("an address changed in two places is one of the two, never a mixture") {
  Shop shop;
  const Id address = shop.server.create(
      EntityNo::kAddress,
      {{"customer_id", Value{shop.customer}}, {"line1", text("Old 1")}, {"city", text("Old")}});
  shop.syncAll();
  shop.anna.patch(EntityNo::kAddress, address, {{"line1", text("Anna 1")}});
  shop.ben.nowMs += 5'000;
  shop.ben.patch(EntityNo::kAddress, address, {{"city", text("Bern")}});
  shop.syncAll();
  CHECK(shop.anna.field(EntityNo::kAddress, address, "line1") == "Old 1");
  CHECK(shop.anna.field(EntityNo::kAddress, address, "city") == "Bern");
  CHECK(shop.conflictField("json_extract(loser_value, '$.line1')") == "Anna 1");
  CHECK(shop.conflictField("json_extract(loser_value, '$.city')") == "Old");
}

TEST_CASE("an edit of a record that somebody deleted is kept, and restorable") {
  Shop shop;
  const bool deleteFirst = GENERATE(true, false);
  shop.anna.remove(kCustomer, shop.customer);
  shop.ben.patch(kCustomer, shop.customer, {{"first_name", text("by Ben")}});
  if (deleteFirst) {
    shop.anna.sync();
    shop.ben.sync();
  } else {
    shop.ben.sync();
    shop.anna.sync();
  }
  shop.syncAll();
  CHECK(shop.ben.row(kCustomer, shop.customer).causalLength == 2);
  CHECK(shop.conflictField("kind") == "edited_after_delete");
  CHECK(shop.conflictField("loser_value") == "\"by Ben\"");
  shop.ben.restore(kCustomer, shop.customer);
  shop.syncAll();
  CHECK(shop.anna.row(kCustomer, shop.customer).isLive());
  CHECK(shop.anna.field(kCustomer, shop.customer, "first_name") == "by Ben");
}

TEST_CASE(
    "a refused transaction restores the confirmed values, blocks nothing and stays retrievable") {
  Server server;
  const Id setting =
      server.create(EntityNo::kShopSetting, {{"key", text("slogan")}, {"value", text("Hello")}});
  const Id customer = server.create(kCustomer, {{"first_name", text("Ida")}});
  Device staff(server, "staff@shop", false);
  staff.sync();
  staff.patch(EntityNo::kShopSetting, setting, {{"value", text("Mine")}});
  staff.patch(kCustomer, customer, {{"first_name", text("after")}});
  const auto journalled = staff.session.takeJournalChanges();
  REQUIRE(journalled->put.size() == 2);
  staff.sync();
  CHECK(staff.field(EntityNo::kShopSetting, setting, "value") == "Hello");
  CHECK(server.field(EntityNo::kShopSetting, setting, "value") == "Hello");
  CHECK(server.field(kCustomer, customer, "first_name") == "after");
  const auto list = staff.session.rejectedList();
  REQUIRE(list->size() == 1);
  CHECK(list->front().code == "permission");
  CHECK(list->front().summary == "shop setting: value");
  const auto kept = staff.session.journalEntries(0);
  CHECK(kept->size() == 1);
  CHECK(staff.session.status()->rejected == 1);
  REQUIRE(staff.session.discardRejected(list->front().number).ok());
  CHECK_FALSE(staff.session.discardRejected(list->front().number).ok());
  CHECK(staff.session.takeJournalChanges()->drop.size() == 2);
}

TEST_CASE("a record whose creation was refused disappears again") {
  Server server;
  Device staff(server, "staff@shop", false);
  staff.sync();
  const Id setting =
      staff.create(EntityNo::kShopSetting, {{"key", text("x")}, {"value", text("1")}});
  staff.patch(EntityNo::kShopSetting, setting, {{"value", text("2")}});
  staff.sync();
  CHECK(staff.count("SELECT count(*) FROM shop_setting") == 0);
  CHECK(staff.count("SELECT count(*) FROM rejected") == 2);
  CHECK(staff.count("SELECT count(*) FROM shadow") == 0);
}

TEST_CASE("a transaction delivered twice is applied once and answered alike") {
  Shop shop;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("once")}});
  const auto post = shop.anna.firstPost();
  const Received first = exchange(shop.server, shop.anna, post);
  const std::int64_t head = *shop.server.authority.head();
  const Received second = exchange(shop.server, shop.anna, post);
  CHECK(*shop.server.authority.head() == head);
  CHECK(encode(first.ack) == encode(second.ack));
  CHECK(first.ack.results.size() == 1);
}

TEST_CASE("a copied device is told apart before any of its work is lost") {
  Shop shop;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("original")}});
  WireOp op{1, shop.customer, OpKind::kPatch, 1, 0, {{3, Value{std::string("copy@example.com")}}}};
  const std::string epoch = *shop.server.authority.epoch();
  const Received copied =
      exchange(shop.server, shop.anna, pushOf(shop.anna, 1, bodyOf({op}), epoch));
  REQUIRE_FALSE(copied.error);
  shop.anna.sync();
  REQUIRE(shop.anna.saw<NewDevice>());
  CHECK(shop.anna.count("SELECT count(*) FROM outbox") == 1);
  shop.anna.caller.device = *shop.server.authority.enrolDevice("anna@shop", "copy");
  shop.anna.pump(shop.anna.session.newDevice(shop.anna.caller.device));
  CHECK(shop.server.field(kCustomer, shop.customer, "first_name") == "original");
  CHECK(shop.server.field(kCustomer, shop.customer, "email") == "copy@example.com");
}

TEST_CASE("a server that knows fewer transactions gets them numbered on from there") {
  Shop shop;
  REQUIRE(ClientState(*shop.anna.database).set(ClientState::kLastClientSeq, 41).ok());
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("gap")}});
  shop.anna.sync();
  CHECK(shop.server.field(kCustomer, shop.customer, "first_name") == "gap");
  CHECK(shop.server.count("SELECT max(last_client_seq) FROM sync_device") == 1);
}

TEST_CASE("after the server was restored a device starts anew and keeps what it had not sent") {
  Shop shop;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("unsent")}});
  REQUIRE(shop.server.authority.renewEpoch().ok());
  shop.anna.sync();
  REQUIRE(shop.anna.saw<Bootstrap>());
  CHECK(shop.anna.count("SELECT count(*) FROM outbox") == 1);
  std::vector<std::vector<std::uint8_t>> blobs;
  const auto entries = shop.anna.session.journalEntries(0);
  for (const auto& entry : *entries) blobs.push_back(entry.blob);

  Device fresh(shop.server, "anna@shop");
  fresh.sync();
  REQUIRE(fresh.session.replay(blobs).ok());
  REQUIRE(fresh.session.replay(blobs).ok());  // idempotent
  CHECK(fresh.field(kCustomer, shop.customer, "first_name") == "unsent");
  CHECK(fresh.count("SELECT count(*) FROM outbox") == 1);
  fresh.sync();
  CHECK(shop.server.field(kCustomer, shop.customer, "first_name") == "unsent");
}

TEST_CASE("a damaged journal entry is refused and changes nothing") {
  Shop shop;
  CHECK(shop.anna.session.replay({{1, 2, 3}}).error().code == ErrorCode::kProtocol);
  CHECK(shop.anna.count("SELECT count(*) FROM outbox") == 0);
}

TEST_CASE("a cursor from another history asks for a new image") {
  Shop shop;
  REQUIRE(ClientState(*shop.anna.database).set(ClientState::kCursor, 9'999'999).ok());
  shop.anna.sync();
  CHECK(shop.anna.saw<Bootstrap>());
}

TEST_CASE("a stamp far in the future is replaced before anybody else sees it") {
  Shop shop;
  shop.anna.nowMs += 10LL * 86'400'000;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("from the future")}});
  shop.anna.sync();
  CHECK(shop.server.count("SELECT max(stamp) >> 16 FROM sync_row_meta") <=
        shop.server.nowMs + kMaxAheadMs);
  CHECK(shop.server.count("SELECT clock_suspect FROM sync_device WHERE dev = 1") == 1);
  // The handshake measured the difference: the next stamp is right by itself.
  shop.anna.patch(kCustomer, shop.customer, {{"last_name", text("x")}});
  shop.anna.sync();
  CHECK(*ClientState(*shop.anna.database).integer(ClientState::kClockOffset) == -10LL * 86'400'000);
}

TEST_CASE("the server refuses what the registry does not allow, each with its reason") {
  Shop shop;
  const std::string epoch = *shop.server.authority.epoch();
  std::int64_t seq = 0;
  const auto codeOf = [&](const WireOp& op) {
    const Received answer =
        exchange(shop.server, shop.anna, pushOf(shop.anna, ++seq, bodyOf({op}), epoch));
    REQUIRE(answer.ack.results.size() == 1);
    return answer.ack.results[0].code;
  };
  const Id row = shop.customer;
  const Value word{std::string("x")};
  CHECK(codeOf({99, row, OpKind::kPatch, 1, 0, {{1, word}}}) == "unsupported");
  CHECK(codeOf({1, row, OpKind::kPatch, 1, 0, {{99, word}}}) == "unsupported");
  CHECK(codeOf({1, row, OpKind::kPatch, 1, 0, {{1, Value{std::int64_t{5}}}}}) ==
        "invalid_argument");
  CHECK(codeOf({1, row, OpKind::kPatch, 1, 0, {{8, word}}}) == "invalid_argument");
  CHECK(codeOf({1, deriveId({"nobody"}), OpKind::kPatch, 1, 0, {{1, word}}}) == "not_found");
  CHECK(codeOf({1, Id{}, OpKind::kPatch, 1, 0, {{1, word}}}) == "protocol");
  CHECK(codeOf({1, row, OpKind::kPatch, 1, 0, {}}) == "protocol");
  CHECK(codeOf({1, row, OpKind::kDelete, 1, 3, {}}) == "protocol");
  CHECK(codeOf({1, row, OpKind::kPatch, 1, 0, {{1, word}, {1, word}}}) == "protocol");
  CHECK(codeOf({20, deriveId({"c"}), OpKind::kPut, 0, 1, {{1, word}}}) == "permission");
  CHECK(codeOf({3, deriveId({"a"}), OpKind::kPut, 0, 1, {{3, word}}}) == "invalid_argument");
  CHECK(codeOf({5, deriveId({"a"}), OpKind::kPatch, 0, 0, {{4, word}}}) == "permission");
  CHECK(shop.server.field(kCustomer, row, "first_name") == "Ida");
  const Received malformed = exchange(shop.server, shop.anna, [&] {
    auto bytes = pushOf(shop.anna, 1, bodyOf({}), epoch);
    bytes.resize(bytes.size() - 1);
    return bytes;
  }());
  REQUIRE(malformed.error);
  CHECK(malformed.error->error == SyncError::kMalformed);
}

TEST_CASE("a page carries only the fields written after the cursor") {
  Shop shop;
  const std::int64_t before = *shop.server.authority.head();
  REQUIRE(shop.server.patch(kCustomer, shop.customer, {{"last_name", text("Berg")}}).ok());
  std::vector<std::uint8_t> bytes;
  Hello hello;
  hello.device = shop.anna.caller.device;
  hello.epoch = *shop.server.authority.epoch();
  appendMessage(bytes, FrameType::kHello, hello);
  appendMessage(bytes, FrameType::kPull, Pull{0, before, 100, {}});
  const Received answer = exchange(shop.server, shop.anna, bytes);
  REQUIRE(answer.page->rows.size() == 1);
  CHECK_FALSE(answer.page->rows[0].whole);
  CHECK(answer.page->rows[0].fields == std::vector<FieldChange>{{2, Value{std::string("Berg")}}});
}

TEST_CASE("pages may be cut anywhere and end where the server stands") {
  Server server;
  for (int i = 0; i < 4'500; ++i)
    server.create(EntityNo::kNote,
                  {{"customer_id", Value{deriveId({"c"})}}, {"created_at", integer(i)}});
  Device device(server);
  device.sync();
  CHECK(device.count("SELECT count(*) FROM note") == 4'500);
  CHECK(device.session.status()->cursor == *server.authority.head());
}

TEST_CASE("a change of the server over a device's unseen value keeps that value") {
  Shop shop;
  const std::int64_t seen = shop.server.row(kCustomer, shop.customer).version;
  shop.anna.patch(kCustomer, shop.customer, {{"first_name", text("anna")}});
  shop.anna.sync();
  Writer writer(shop.server.rows, shop.server.authority, shop.server.ids, shop.server.environment);
  REQUIRE(writer.patch(kCustomer, shop.customer, {{"first_name", text("api")}}, seen).ok());
  REQUIRE(writer.commit().ok());
  shop.syncAll();
  CHECK(shop.ben.field(kCustomer, shop.customer, "first_name") == "api");
  CHECK(shop.conflictField("loser_value") == "\"anna\"");
}

TEST_CASE("rows that were there before the server get their place in the order") {
  Place old;
  REQUIRE(old.database
              ->run("INSERT INTO note(id, body) VALUES (?, 'a'), (?, 'b')", deriveId({"1"}),
                    deriveId({"2"}))
              .ok());
  Authority authority(*old.database, old.environment);
  REQUIRE(authority.open(old.rows).ok());
  CHECK(old.count("SELECT count(DISTINCT _v) FROM note WHERE _v > 0") == 2);
  CHECK(*authority.head() == 2);
}
