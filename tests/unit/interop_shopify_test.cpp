#include <catch2/catch.hpp>

#include "tests/unit/support/import_shop.h"

using namespace pannier;
using namespace pannier::interop;

namespace {

constexpr std::string_view kHeader =
    "Name,Email,Financial Status,Fulfillment Status,Accepts "
    "Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,"
    "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem "
    "sku,Lineitem discount,Billing Name,"
    "Billing City,Billing Country,Shipping Name,Shipping City,Shipping Zip,Shipping "
    "Country,Cancelled at,Refunded Amount,Id,Phone\n";

std::string orders(std::string_view rows) { return std::string(kHeader) + std::string(rows); }

const std::string kTwoOrders = orders(
    "#1001,ann@x.org,paid,fulfilled,yes,EUR,30.00,5.00,5.59,35.00,SUMMER,2.00,2026-04-10 11:11:26 "
    "+0200,2,Shirt - Small / Red,10.00,S-R,0.50,"
    "Ann Lee,Bonn,DE,Ann Lee,Paris,'75001,FR,,0.00,'6097582719028,\n"
    "#1001,ann@x.org,,,,,,,,,,,2026-04-10 11:11:26 +0200,1,Mug,10.00,MUG,0.00,,,,,,,,,,,\n"
    "#1002,,refunded,,no,EUR,8.00,0.00,0.00,8.00,,0.00,2026-04-11 09:00:00 "
    "+0200,1,Mug,8.00,MUG,0.00,,,,,,,,2026-04-12 09:00:00 +0200,8.00,6097582719029,\n");

}  // namespace

TEST_CASE("an order of several rows is one order with the amounts of its first row") {
  test::ImportShop shop;
  const ImportReport report = shop.import(kTwoOrders);
  CHECK(report.format == "shopify_orders");
  CHECK(report.ordersNew == 2);
  CHECK(report.linesNew == 3);
  CHECK(report.customersNew == 1);
  CHECK(report.rowsRejected == 0);
  CHECK(shop.number("SELECT total FROM sales_order WHERE number = '#1001'") == 3500);
  CHECK(shop.number("SELECT tax FROM sales_order WHERE number = '#1001'") == 559);
  CHECK(shop.number("SELECT discount FROM sales_order WHERE number = '#1001'") == 200);
  CHECK(shop.text("SELECT external_id FROM sales_order WHERE number = '#1001'") == "6097582719028");
  CHECK(shop.number("SELECT placed_at FROM sales_order WHERE number = '#1001'") == 1775812286000);
  CHECK(shop.number("SELECT total FROM order_line WHERE sku = 'S-R'") == 1950);
  CHECK(shop.text("SELECT title FROM order_line WHERE sku = 'S-R'") == "Shirt - Small / Red");
  CHECK(shop.live("product") == 2);
  CHECK(shop.live("product_variant") == 2);
  CHECK(shop.text("SELECT name || '|' || city || '|' || country FROM customer_rollup") ==
        "Ann Lee|Paris|FR");
  CHECK(shop.text("SELECT postal_code FROM address") == "75001");
  CHECK(shop.text("SELECT email_consent FROM customer_rollup") == "SUBSCRIBED");
}

TEST_CASE("refunds are what the file says less what is known, and a guest order has no customer") {
  test::ImportShop shop;
  shop.import(kTwoOrders);
  CHECK(shop.number("SELECT sum(amount) FROM refund WHERE _cl % 2 = 1") == 800);
  CHECK(shop.live("sales_order",
                  "customer_id IS NULL AND number = '#1002' AND cancelled_at IS NOT NULL") == 1);
  std::string later = kTwoOrders;
  later.replace(later.find("FR,,0.00"), 8, "FR,,3.00");
  later.replace(later.find("paid,fulfilled"), 4, "partially_refunded");
  const ImportReport report = shop.import(later);
  CHECK(report.ordersMatched == 2);
  CHECK(shop.number("SELECT sum(amount) FROM refund WHERE _cl % 2 = 1") == 1100);
  CHECK(shop.number("SELECT total_spent FROM customer_rollup") == 3200);
  CHECK(shop.text("SELECT financial_status FROM sales_order WHERE number = '#1001'") ==
        "partially_refunded");
  shop.import(later);
  CHECK(shop.live("refund") == 2);
}

TEST_CASE("an order found by its number in an older export is not made twice") {
  test::ImportShop shop;
  std::string older =
      "Name,Email,Total,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price\n"
      "#1001,ann@x.org,35.00,EUR,2026-04-10 11:11:26 +0200,2,Shirt - Small / Red,10.00\n";
  shop.import(older);
  const ImportReport report = shop.import(kTwoOrders);
  CHECK(report.ordersMatched == 1);
  CHECK(report.linesMatched == 1);
  CHECK(shop.live("sales_order") == 2);
}

TEST_CASE("a wrong amount rejects the whole order, naming each of its rows") {
  test::ImportShop shop;
  std::string wrong = kTwoOrders;
  wrong.replace(wrong.find(",35.00,"), 7, ",lots!,");
  const ImportReport report = shop.import(wrong);
  REQUIRE(report.rejected.size() == 2);
  CHECK(report.rejected[0].column == "Total");
  CHECK(report.rejected[0].line == 2);
  CHECK(report.rejected[1].reason == "The order was rejected on line 2.");
  CHECK(report.ordersNew == 1);
}

TEST_CASE("orders in another currency keep it and are told") {
  test::ImportShop shop;
  std::string yen = kTwoOrders;
  yen.replace(yen.find("yes,EUR,30.00"), 13, "yes,JPY,3000.");
  const ImportReport report = shop.import(yen);
  CHECK(shop.text("SELECT currency FROM sales_order WHERE number = '#1001'") == "JPY");
  CHECK(shop.number("SELECT total FROM sales_order WHERE number = '#1001'") == 35);
  CHECK(shop.number("SELECT orders_count FROM customer_rollup") == 1);
  CHECK(shop.number("SELECT total_spent FROM customer_rollup") == 0);
  REQUIRE_FALSE(report.warnings.empty());
  CHECK(report.warnings[0].find("currency") != std::string::npos);
}

TEST_CASE("a customers export and an orders export meet in one customer, in either order") {
  const std::string customers =
      "Customer ID,First Name,Last Name,Email,Accepts Email "
      "Marketing,Phone,Tags\n'77,Ann,Lee,ANN@x.org,yes,'+33142685300,vip\n";
  test::ImportShop a;
  a.import(customers);
  a.import(kTwoOrders);
  test::ImportShop b;
  b.import(kTwoOrders);
  b.import(customers);
  CHECK(a.live("customer") == 1);
  CHECK(b.live("customer") == 1);
  CHECK(a.text("SELECT hex(id) FROM customer") == b.text("SELECT hex(id) FROM customer"));
  CHECK(a.live("customer_identity") == 3);
  CHECK(b.text("SELECT phone FROM customer") == "+33142685300");
}
