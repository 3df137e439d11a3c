#include <catch2/catch.hpp>

#include "tests/unit/support/command_shop.h"

using namespace pannier;

TEST_CASE("changes.undo takes one change back and names what was changed since") {
  test::CommandShop shop;
  const std::string ada = formatId(shop.makeCustomer("Ada"));
  shop.call("customers.update",
            R"({"id":")" + ada + R"(","fields":{"first_name":"Adela","company":"Berg"}})");
  const std::int64_t change = shop.lastTransaction;
  shop.call("customers.update", R"({"id":")" + ada + R"(","fields":{"company":"Tal"}})");
  const json::Value result =
      shop.call("changes.undo", R"({"transaction":)" + std::to_string(change) + "}");
  CHECK(result.view().find("undone").asInteger() == 1);
  REQUIRE(result.view().find("kept").size() == 1);
  CHECK(result.view().find("kept").at(0).find("field").asString() == "company");
  CHECK(shop.text("SELECT first_name || ' ' || company FROM customer") == "Ada Tal");
}

TEST_CASE("an undo that is not known is refused with a sentence") {
  test::CommandShop shop;
  const json::Value error = shop.fail("changes.undo", R"({"transaction":77})");
  CHECK(error.view().find("code").asString() == "not_found");
  CHECK(error.view().find("message").asString().back() == '.');
}
