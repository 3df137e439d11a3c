#include <catch2/catch.hpp>

#include "core/storage/undo_log.h"
#include "tests/unit/support/memory_shop.h"

using namespace pannier;
using registry::EntityNo;

TEST_CASE(
    "a change is captured with the fields that really changed and the version that was seen") {
  test::MemoryShop shop;
  const Id id = shop.makeCustomer("Ada");
  shop.sink.recorded.clear();
  shop.write([&](Writer& writer) {
    REQUIRE(writer
                .patch(EntityNo::kCustomer, id,
                       {{"first_name", std::string("Ada")}, {"phone", std::string("123")}}, 7)
                .ok());
  });
  REQUIRE(shop.sink.recorded.size() == 1);
  const ChangeSet& changes = shop.sink.recorded[0];
  REQUIRE(changes.ops.size() == 1);
  CHECK(changes.ops[0].baseVersion == 7);
  REQUIRE(changes.ops[0].fields.size() == 1);
  CHECK(changes.ops[0].fields[0].value == Value{std::string("123")});
  CHECK(isNull(changes.before[0].values[0]));
}

TEST_CASE("a refused value leaves everything as it was") {
  test::MemoryShop shop;
  const Id id = shop.makeCustomer("Ada");
  shop.sink.recorded.clear();
  {
    Writer writer(shop.rows, shop.sink, shop.ids, shop.world.environment);
    REQUIRE(writer.patch(EntityNo::kCustomer, id, {{"first_name", std::string("Changed")}}).ok());
    const Status status =
        writer.patch(EntityNo::kCustomer, id, {{"account_status", std::string("WRONG")}});
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().field == "account_status");
    CHECK(status.error().message.find("ENABLED") != std::string::npos);
  }
  CHECK(shop.text("SELECT first_name FROM customer") == "Ada");
  CHECK(shop.text("SELECT name FROM customer_rollup") == "Ada");
  CHECK(shop.sink.recorded.empty());
}

TEST_CASE("when sync cannot record a change the rows do not change either") {
  test::MemoryShop shop;
  shop.sink.refuse = true;
  Writer writer(shop.rows, shop.sink, shop.ids, shop.world.environment);
  REQUIRE(writer.create(EntityNo::kCustomer, {{"first_name", std::string("Ada")}}).ok());
  CHECK_FALSE(writer.commit().ok());
}

TEST_CASE("dates, ids, sizes and unknown fields are checked before anything is written") {
  test::MemoryShop shop;
  Writer writer(shop.rows, shop.sink, shop.ids, shop.world.environment);
  CHECK_FALSE(writer.create(EntityNo::kCustomer, {{"birth_date", std::string("2026-02-29")}}).ok());
  CHECK(writer.create(EntityNo::kCustomer, {{"birth_date", std::string("2024-02-29")}}).ok());
  CHECK_FALSE(writer.create(EntityNo::kCustomer, {{"first_name", std::string(20'000, 'x')}}).ok());
  CHECK_FALSE(writer.create(EntityNo::kCustomer, {{"first_name", std::string("a\0b", 3)}}).ok());
  CHECK_FALSE(writer.create(EntityNo::kCustomer, {{"first_name", std::string("\xff")}}).ok());
  CHECK_FALSE(writer.create(EntityNo::kCustomer, {{"nonsense", std::string("x")}}).ok());
  CHECK_FALSE(writer.create(EntityNo::kNote, {{"body", std::string("no customer")}}).ok());
}

TEST_CASE(
    "a row with a derived id is made once, completed later, and revived when it was deleted") {
  test::MemoryShop shop;
  const Id customer = shop.makeCustomer("Ada");
  const Id tag = deriveId({"tag", "x"});
  const NamedValues values{{"customer_id", customer}, {"tag", std::string("VIP")}};
  shop.write([&](Writer& writer) { CHECK(*writer.put(EntityNo::kCustomerTag, tag, values)); });
  shop.write(
      [&](Writer& writer) { CHECK_FALSE(*writer.put(EntityNo::kCustomerTag, tag, values)); });
  shop.write([&](Writer& writer) { REQUIRE(writer.remove(EntityNo::kCustomerTag, tag).ok()); });
  CHECK(shop.text("SELECT tags FROM customer_rollup").empty());
  shop.write([&](Writer& writer) { CHECK(*writer.put(EntityNo::kCustomerTag, tag, values)); });
  CHECK(shop.text("SELECT tags FROM customer_rollup") == "VIP");
  CHECK(shop.number("SELECT _cl FROM customer_tag") == 3);
}

TEST_CASE("undo gives back the earlier values, deleted rows and takes made rows away") {
  test::MemoryShop shop;
  const Id id = shop.makeCustomer("Ada");
  const auto undo = [&](std::int64_t number) {
    UndoReport report;
    shop.write([&](Writer& writer) {
      auto undone = undo_log::undo(writer, number);
      REQUIRE(undone.ok());
      report = *undone;
    });
    return report;
  };
  const std::int64_t renamed = shop.write([&](Writer& writer) {
    REQUIRE(writer.patch(EntityNo::kCustomer, id, {{"first_name", std::string("Grace")}}).ok());
  });
  CHECK(undo(renamed).restored == 1);
  CHECK(shop.text("SELECT first_name FROM customer") == "Ada");

  const std::int64_t removed =
      shop.write([&](Writer& writer) { REQUIRE(writer.remove(EntityNo::kCustomer, id).ok()); });
  CHECK(shop.number("SELECT count(*) FROM customer_rollup") == 0);
  CHECK(undo(removed).restored == 1);
  CHECK(shop.number("SELECT count(*) FROM customer_rollup") == 1);

  const std::int64_t made = shop.write([&](Writer& writer) {
    REQUIRE(writer
                .create(EntityNo::kNote, {{"customer_id", id},
                                          {"body", std::string("x")},
                                          {"created_at", std::int64_t{1}}})
                .ok());
  });
  CHECK(undo(made).removed == 1);
  CHECK(shop.number("SELECT count(*) FROM note WHERE _cl % 2 = 1") == 0);
}

TEST_CASE("undo leaves alone what somebody changed since, and says so") {
  test::MemoryShop shop;
  const Id id = shop.makeCustomer("Ada");
  const std::int64_t first = shop.write([&](Writer& writer) {
    REQUIRE(writer
                .patch(EntityNo::kCustomer, id,
                       {{"first_name", std::string("B")}, {"phone", std::string("1")}})
                .ok());
  });
  shop.write([&](Writer& writer) {
    REQUIRE(writer.patch(EntityNo::kCustomer, id, {{"first_name", std::string("C")}}).ok());
  });
  shop.write([&](Writer& writer) {
    auto report = undo_log::undo(writer, first);
    REQUIRE(report.ok());
    REQUIRE(report->kept.size() == 1);
    CHECK(report->kept[0].field == "first_name");
  });
  CHECK(shop.text("SELECT first_name FROM customer") == "C");
  CHECK(shop.text("SELECT coalesce(phone, 'none') FROM customer") == "none");
  Writer writer(shop.rows, shop.sink, shop.ids, shop.world.environment);
  CHECK_FALSE(undo_log::undo(writer, first).ok());
}

TEST_CASE("keystrokes are one undo step that goes back to before the first") {
  test::MemoryShop shop;
  const Id id = shop.makeCustomer("Ada");
  std::int64_t number = 0;
  for (const char* typed : {"G", "Gr", "Gra"}) {
    const std::int64_t now = shop.write([&](Writer& writer) {
      writer.setCoalesce(true);
      REQUIRE(writer.patch(EntityNo::kCustomer, id, {{"first_name", std::string(typed)}}).ok());
    });
    CHECK((number == 0 || now == number));
    number = now;
  }
  shop.write([&](Writer& writer) { REQUIRE(undo_log::undo(writer, number).ok()); });
  CHECK(shop.text("SELECT first_name FROM customer") == "Ada");
}
