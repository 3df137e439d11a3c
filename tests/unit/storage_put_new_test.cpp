#include <catch2/catch.hpp>

#include "tests/unit/support/memory_shop.h"

using namespace pannier;
using registry::EntityNo;

TEST_CASE(
    "a row expected to be new that is there after all is brought to the values like any other") {
  test::MemoryShop shop;
  const Id id = deriveId({"test", "row"});
  const auto putNew = [&](const std::string& name) {
    bool made = false;
    shop.write([&](Writer& writer) {
      auto result = writer.putNew(EntityNo::kCustomer, id, {{"first_name", name}});
      REQUIRE(result.ok());
      made = *result;
    });
    return made;
  };
  CHECK(putNew("Ada"));
  CHECK_FALSE(putNew("Augusta"));
  CHECK(shop.text("SELECT first_name FROM customer") == "Augusta");
  shop.write([&](Writer& writer) { REQUIRE(writer.remove(EntityNo::kCustomer, id).ok()); });
  CHECK(putNew("Ada"));
  CHECK(shop.number("SELECT _cl % 2 FROM customer") == 1);
  CHECK(shop.number("SELECT count(*) FROM customer") == 1);
}

TEST_CASE("a wrong value of a row expected to be new is refused and the transaction goes on") {
  test::MemoryShop shop;
  shop.write([&](Writer& writer) {
    CHECK_FALSE(writer
                    .putNew(EntityNo::kCustomer, deriveId({"a"}),
                            {{"account_status", std::string("WRONG")}})
                    .ok());
    CHECK(writer.putNew(EntityNo::kCustomer, deriveId({"b"}), {{"first_name", std::string("Ada")}})
              .ok());
  });
  CHECK(shop.number("SELECT count(*) FROM customer") == 1);
}
