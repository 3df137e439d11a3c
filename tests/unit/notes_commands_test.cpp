#include <catch2/catch.hpp>

#include "tests/unit/support/command_shop.h"

using namespace pannier;

TEST_CASE("typing in a note is marked so that it may join the change before") {
  test::CommandShop shop;
  const std::string ada = formatId(shop.makeCustomer("Ada"));
  const std::string note =
      test::idOf(shop.call("notes.save", R"({"customer_id":")" + ada + R"(","body":"a"})"));
  const std::int64_t made = shop.lastTransaction;
  shop.sink.recorded.clear();
  const std::string start =
      R"({"customer_id":")" + ada + R"(","id":")" + note + R"(","coalesce":true,"body":)";
  shop.call("notes.save", start + R"("ab"})");
  const std::int64_t first = shop.lastTransaction;
  shop.call("notes.save", start + R"("abc"})");
  CHECK(shop.lastTransaction == first);
  CHECK(first != made);
  REQUIRE(shop.sink.recorded.size() == 2);
  CHECK(shop.sink.recorded[0].coalesce);
  shop.call("changes.undo", R"({"transaction":)" + std::to_string(first) + "}");
  CHECK(shop.text("SELECT body FROM note") == "a");
}

TEST_CASE("a note remembers who wrote it and when") {
  test::CommandShop shop;
  const std::string ada = formatId(shop.makeCustomer("Ada"));
  shop.call("notes.save", R"({"customer_id":")" + ada + R"(","body":"hello"})");
  CHECK(shop.text("SELECT author FROM note") == "admin@shop.example");
  CHECK(shop.number("SELECT created_at FROM note") == shop.world.nowMs);
}

TEST_CASE("saving what stands there already is no change") {
  test::CommandShop shop;
  const std::string ada = formatId(shop.makeCustomer("Ada"));
  const std::string note =
      test::idOf(shop.call("notes.save", R"({"customer_id":")" + ada + R"(","body":"a"})"));
  shop.sink.recorded.clear();
  shop.call("notes.save", R"({"customer_id":")" + ada + R"(","id":")" + note + R"(","body":"a"})");
  CHECK(shop.sink.recorded.empty());
}
