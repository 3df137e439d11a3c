#include <array>
#include <catch2/catch.hpp>
#include <limits>

#include "core/orders/order_rules.h"
#include "core/orders/order_store.h"
#include "tests/unit/support/command_shop.h"

using namespace pannier;
using registry::EntityNo;

TEST_CASE("an order's total is its lines less the discount plus shipping and tax") {
  const std::array<order_rules::PricedLine, 2> lines{{{2, 1'500}, {1, 990}}};
  const auto totals = order_rules::computeTotals(lines, 400, 490, 620);
  CHECK(totals.subtotal == 3'990);
  CHECK(totals.total == 3'990 - 400 + 490 + 620);
}

TEST_CASE("a discount never makes goods cost less than nothing") {
  const std::array<order_rules::PricedLine, 1> lines{{{1, 1'000}}};
  CHECK(order_rules::computeTotals(lines, 5'000, 490, 0).total == 490);
  CHECK(order_rules::computeTotals(lines, -5, 0, 0).total == 1'000);
}

TEST_CASE("absurd quantities do not overflow") {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const std::array<order_rules::PricedLine, 2> lines{{{most, 2}, {most, 2}}};
  CHECK(order_rules::computeTotals(lines, 0, 1, 1).total == most);
  CHECK(order_rules::lineTotal({-most, 2}) == std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("shares are rounded half away from zero") {
  CHECK(order_rules::shareOf(1'999, 1'900) == 380);
  CHECK(order_rules::shareOf(50, 100) == 1);
  CHECK(order_rules::shareOf(-50, 100) == -1);
  CHECK(order_rules::shareOf(0, 1'900) == 0);
}

TEST_CASE("orders come latest first with their lines in position and the sum of their refunds") {
  test::CommandShop shop;
  const Id ada = shop.makeCustomer("Ada");
  shop.makeOrder(ada, 1'000, 5'000);
  const Id late = shop.makeOrder(ada, 2'000, 8'000);
  shop.write([&](Writer& writer) {
    for (const std::int64_t position : {2, 1}) {
      REQUIRE(writer
                  .create(EntityNo::kOrderLine, {{"order_id", late},
                                                 {"position", position},
                                                 {"title", "Line " + std::to_string(position)},
                                                 {"quantity", std::int64_t{1}}})
                  .ok());
    }
    for (const std::int64_t amount : {100, 250}) {
      REQUIRE(writer
                  .create(EntityNo::kRefund, {{"order_id", late},
                                              {"amount", amount},
                                              {"occurred_at", std::int64_t{3'000}}})
                  .ok());
    }
  });
  const auto orders = orders::ofCustomer(shop.database, ada, 10, 0);
  REQUIRE(orders.ok());
  REQUIRE(orders->size() == 2);
  CHECK((*orders)[0].refunded == 350);
  REQUIRE((*orders)[0].lines.size() == 2);
  CHECK((*orders)[0].lines[0].title == "Line 1");
  CHECK((*orders)[1].total == 5'000);
}

TEST_CASE("the last order that counts is neither a test nor cancelled nor a credit note") {
  test::CommandShop shop;
  const Id ada = shop.makeCustomer("Ada");
  const Id real = shop.makeOrder(ada, 1'000, 5'000);
  shop.makeOrder(ada, 2'000, 5'000, {{"is_test", std::int64_t{1}}});
  shop.makeOrder(ada, 3'000, 5'000, {{"cancelled_at", std::int64_t{3'500}}});
  shop.makeOrder(ada, 4'000, -5'000);
  const auto last = orders::lastCounted(shop.database, ada);
  REQUIRE(last.ok());
  REQUIRE(last->has_value());
  CHECK((*last)->id == real);
  CHECK(shop.call("customers.orders", R"({"id":")" + formatId(ada) + R"("})")
            .view()
            .find("total")
            .asInteger() == 4);
  CHECK(shop.call("shop.get").view().find("orders").asInteger() == 1);
}
