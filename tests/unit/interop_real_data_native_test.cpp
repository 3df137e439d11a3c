#include <zlib.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <vector>

#include "tests/unit/support/import_shop.h"

using namespace pannier;
using namespace pannier::interop;

namespace {

std::string dataFolder() {
  const char* given = std::getenv("PANNIER_DATA");
  return given != nullptr ? given : "../shared/data";
}

std::optional<std::string> readFile(const std::string& name) {
  std::ifstream file(dataFolder() + "/" + name, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// zlib reads gzip with 16 added to the window size.
std::string inflated(const std::string& gzip) {
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
  stream.avail_in = static_cast<uInt>(gzip.size());
  std::string out;
  std::vector<char> piece(1 << 16);
  int result = Z_OK;
  while (result == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    result = inflate(&stream, Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  REQUIRE(result == Z_STREAM_END);
  return out;
}

}  // namespace

TEST_CASE("the Online Retail sample gives its published figures") {
  const auto gzip = readFile("online_retail/online_retail_10pct.csv.gz");
  if (!gzip) {
    WARN("skipped: no shared data");
    return;
  }
  const std::string file = inflated(*gzip);
  test::ImportShop shop;
  shop.write([&](Writer& writer) {
    Rows rows = shop.database.query("SELECT id FROM shop_setting WHERE key = 'currency'");
    REQUIRE(rows.next());
    REQUIRE(
        writer.patch(registry::EntityNo::kShopSetting, rows.id(0), {{"value", std::string("GBP")}})
            .ok());
  });
  const ImportReport dry = shop.import(file, true);
  CHECK(shop.live("sales_order") == 0);
  const ImportReport report = shop.import(file);
  for (const ImportReport* each : {&dry, &report}) {
    CHECK(each->rowsRead == 46'905);
    CHECK(each->rowsRejected == 0);
    CHECK(each->customersNew == 389);
    CHECK(each->ordersNew == 2'381);
    CHECK(each->linesNew == 46'905);
  }
  CHECK(shop.live("order_line") == 46'905);
  CHECK(shop.live("product") == 3'254);
  CHECK(shop.number("SELECT sum(total) FROM order_line") == 117'048'551);
  CHECK(shop.number("SELECT sum(total) FROM sales_order") == 117'048'551);
  CHECK(shop.number("SELECT count(DISTINCT country) FROM sales_order") == 16);
  CHECK(shop.live("sales_order", "customer_id IS NULL") == 361);
  // 2,381 invoices: 361 cancellations, 2,020 purchases, of which 1,674 are of customers (one of
  // them for nothing).
  CHECK(shop.live("sales_order", "total < 0") == 361);
  CHECK(shop.number("SELECT sum(orders_count) FROM customer_rollup") == 1'674);
  CHECK(shop.number("SELECT count(*) FROM customer_rollup WHERE orders_count > 0") == 386);
  CHECK(shop.number("SELECT sum(total_spent) FROM customer_rollup") ==
        shop.number("SELECT sum(total) FROM sales_order WHERE customer_id IS NOT NULL"));
  const ImportReport again = shop.import(file);
  CHECK(again.customersMatched == 389);
  CHECK(again.customersChanged == 0);
  CHECK(again.ordersMatched == 2'381);
  CHECK(again.linesMatched == 46'905);
  CHECK(again.linesNew + again.ordersNew + again.customersNew == 0);
  const ImportRevertResult reverted = shop.revert(report.id);
  CHECK(reverted.done);
  CHECK(reverted.kept.empty());
  CHECK(shop.live("order_line") + shop.live("sales_order") + shop.live("customer") +
            shop.live("product") ==
        0);
}

TEST_CASE("real Shopify exports are read without a rejected row") {
  const auto customers = readFile("platforms/shopify/csv/customers_export_apostrophes.csv");
  const auto orders = readFile("platforms/shopify/csv/orders_export_admin_2orders.csv");
  if (!customers || !orders) {
    WARN("skipped: no shared data");
    return;
  }
  test::ImportShop shop;
  const ImportReport people = shop.import(*customers);
  CHECK(people.format == "shopify_customers");
  CHECK(people.customersNew == 3);
  CHECK(people.rowsRejected == 0);
  CHECK(shop.text(
            "SELECT value FROM customer_identity WHERE kind = 'phone' ORDER BY value LIMIT 1") ==
        "+16305550000");
  CHECK(shop.text("SELECT country FROM address") == "AU");
  CHECK(shop.live("consent_event", "state = 'SUBSCRIBED'") == 2);
  const ImportReport bought = shop.import(*orders);
  CHECK(bought.format == "shopify_orders");
  CHECK(bought.customersNew == 2);
  CHECK(bought.ordersNew == 2);
  CHECK(bought.linesNew == 2);
  CHECK(bought.rowsRejected == 0);
  CHECK(shop.number("SELECT sum(total) FROM sales_order WHERE currency = 'INR'") == 25'070);
  CHECK(shop.number("SELECT placed_at FROM sales_order WHERE number = '#1002'") ==
        1'775'799'686'000);
}

TEST_CASE("contact lists of other tools are recognised as customer lists") {
  for (const char* name :
       {"platforms/klaviyo/csv/list_export.csv", "platforms/mailchimp/csv/members_export.csv"}) {
    const auto file = readFile(name);
    if (!file) {
      WARN("skipped: no shared data");
      return;
    }
    test::ImportShop shop;
    const ImportReport report = shop.import(*file);
    INFO(name);
    CHECK(report.format == "customers");
    CHECK(report.customersNew > 0);
  }
}

TEST_CASE("an import cancelled in the middle leaves nothing behind, whatever order it stopped in") {
  const auto gzip = readFile("online_retail/online_retail_10pct.csv.gz");
  if (!gzip) {
    WARN("skipped: no shared data");
    return;
  }
  const std::string file = inflated(*gzip);
  constexpr std::size_t kSlice = 128u << 10;
  for (const std::size_t slices : {1u, 5u, 12u}) {
    test::ImportShop shop;
    // As in the app: every request has a context of its own.
    const auto context = [&shop] {
      return api::CommandContext(shop.rows, shop.sink, shop.ids, shop.world.environment,
                                 {"tester", true, false});
    };
    auto first = context();
    auto started = shop.jobs.start(first, {"file.csv", "", false});
    REQUIRE(started.ok());
    for (std::size_t i = 0; i < slices; ++i) {
      auto each = context();
      const std::string_view part = std::string_view(file).substr(i * kSlice, kSlice);
      REQUIRE(shop.jobs
                  .feed(each, started->job,
                        {reinterpret_cast<const std::uint8_t*>(part.data()), part.size()}, false)
                  .ok());
      REQUIRE(each.commit().ok());
    }
    CHECK(shop.live("sales_order") > 0);
    auto last = context();
    REQUIRE(shop.jobs.cancel(last, started->job).ok());
    REQUIRE(last.commit().ok());
    CHECK(shop.live("sales_order") == 0);
    CHECK(shop.live("order_line") == 0);
    CHECK(shop.live("customer") == 0);
  }
}
