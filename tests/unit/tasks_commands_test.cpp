#include <catch2/catch.hpp>

#include "tests/unit/support/command_shop.h"

using namespace pannier;

namespace {
json::Value only(test::CommandShop& shop) {
  return json::Value(shop.call("tasks.list").view().find("tasks").at(0));
}
}  // namespace

TEST_CASE("finishing a task notes the time and opening it again forgets it") {
  test::CommandShop shop;
  const std::string id = test::idOf(shop.call("tasks.save", R"({"fields":{"title":"Call"}})"));
  CHECK(only(shop).view().find("completed_at").isNull());
  shop.world.nowMs += 5'000;
  shop.call("tasks.save", R"({"id":")" + id + R"(","fields":{"status":"done"}})");
  CHECK(only(shop).view().find("completed_at").integerOr(0) == shop.world.nowMs);
  shop.call("tasks.save", R"({"id":")" + id + R"(","fields":{"status":"open"}})");
  CHECK(only(shop).view().find("completed_at").isNull());
}

TEST_CASE("the version a person saw travels with a change of a task") {
  test::CommandShop shop;
  const std::string id = test::idOf(shop.call("tasks.save", R"({"fields":{"title":"Call"}})"));
  shop.sink.recorded.clear();
  shop.call("tasks.save", R"({"id":")" + id + R"(","fields":{"title":"Write"},"base_version":41})");
  REQUIRE(shop.sink.recorded.size() == 1);
  CHECK(shop.sink.recorded[0].ops.at(0).baseVersion == 41);
}

TEST_CASE("a task without a customer has no customer's name") {
  test::CommandShop shop;
  shop.call("tasks.save", R"({"fields":{"title":"Order boxes"}})");
  CHECK(only(shop).view().find("customer_id").isNull());
  CHECK(only(shop).view().find("customer_name").asString().empty());
}

TEST_CASE("a task that was removed cannot be changed") {
  test::CommandShop shop;
  const std::string id = test::idOf(shop.call("tasks.save", R"({"fields":{"title":"Call"}})"));
  shop.call("tasks.remove", R"({"id":")" + id + R"("})");
  CHECK(shop.fail("tasks.save", R"({"id":")" + id + R"(","fields":{"title":"x"}})")
            .view()
            .find("code")
            .asString() == "not_found");
}
