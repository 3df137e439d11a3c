#include "core/shop/shop_settings.h"

#include <catch2/catch.hpp>

#include "core/shop/saved_view_store.h"
#include "tests/unit/support/command_shop.h"

using namespace pannier;

TEST_CASE("settings that are not there have defaults: euro and UTC") {
  Database database = test::openMemory();
  const auto settings = shop::load(database);
  REQUIRE(settings.ok());
  CHECK(settings->currency == "EUR");
  CHECK(settings->name.empty());
  CHECK(settings->timeZone.offsetSecondsAt(0) == 0);
}

TEST_CASE("a changed time zone is seen by the next load although zones are kept parsed") {
  test::MemoryShop shop;
  const auto set = [&](std::int32_t offset) {
    shop.write([&](Writer& writer) {
      REQUIRE(shop::saveTimeZone(writer, *TimeZone::make("Test/Zone", {{0, offset}})).ok());
    });
  };
  set(3'600);
  CHECK(shop::load(shop.database)->timeZone.offsetSecondsAt(0) == 3'600);
  set(7'200);
  CHECK(shop::load(shop.database)->timeZone.offsetSecondsAt(0) == 7'200);
}

TEST_CASE("a setting has the same id on every device") {
  CHECK(shop::settingId("currency") == deriveId({"shop_setting", "currency"}));
}

TEST_CASE("today is the day on the shop's clock") {
  test::CommandShop shop;
  shop.world.nowMs = 1'767'222'000'000;  // 2025-12-31T23:00:00Z
  CHECK(shop.call("shop.get").view().find("today").asString() == "2025-12-31");
  shop.write([&](Writer& writer) {
    REQUIRE(shop::saveTimeZone(writer, *TimeZone::make("Test/Zone", {{0, 3'600}})).ok());
  });
  CHECK(shop.call("shop.get").view().find("today").asString() == "2026-01-01");
}

TEST_CASE("the overview counts what the rollups count") {
  test::CommandShop shop;
  const Id ada = shop.makeCustomer("Ada");
  shop.makeOrder(ada, 1'000, 5'000);
  shop.makeOrder(ada, 2'000, 9'000, {{"is_test", std::int64_t{1}}});
  shop.makeOrder({}, 3'000, 700, {{"customer_id", Value{}}});
  const json::Value overview = shop.call("stats.overview");
  CHECK(overview.view().find("customers").asInteger() == 1);
  CHECK(overview.view().find("orders").asInteger() == 2);
  CHECK(overview.view().find("total_spent").asInteger() == 5'000);
  CHECK(overview.view().find("new_customers_30d").asInteger() == 1);
}

TEST_CASE("saved views keep their columns and a damaged list of columns is an empty one") {
  test::CommandShop shop;
  shop.call(
      "saved_views.save",
      R"({"name":"A","entity":"customer","filter":"","columns":["name","city"],"sort":"name"})");
  auto views = saved_views::list(shop.database);
  REQUIRE(views.ok());
  REQUIRE(views->size() == 1);
  CHECK((*views)[0].columns == std::vector<std::string>{"name", "city"});
  REQUIRE(shop.database.run("UPDATE saved_view SET columns = '[broken'").ok());
  views = saved_views::list(shop.database);
  REQUIRE(views.ok());
  CHECK((*views)[0].columns.empty());
}
