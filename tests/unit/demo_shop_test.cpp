#include "core/demo/demo_shop.h"

#include <catch2/catch.hpp>

#include "core/base/posix_tz.h"
#include "core/demo/random.h"
#include "tests/unit/support/command_shop.h"

using namespace pannier;

namespace {

constexpr std::int64_t kNow = 1'774'951'200'000;  // 2026-03-31T10:00:00Z

TimeZone berlin() {
  auto transitions = expandPosixTz("CET-1CEST,M3.5.0,M10.5.0/3", 2020, 2030);
  REQUIRE(transitions.ok());
  auto zone = TimeZone::make("Europe/Berlin", *transitions);
  REQUIRE(zone.ok());
  return std::move(zone).value();
}

/// A demo of 150 customers and 600 orders in an otherwise empty database.
struct DemoWorld {
  test::FixedWorld world;
  Database database = test::openMemory();
  std::int64_t version = 0;

  explicit DemoWorld(std::uint64_t seed = 1, std::int64_t nowMs = kNow) {
    world.nowMs = nowMs;
    DemoOptions options;
    options.customers = 150;
    options.orders = 600;
    options.seed = seed;
    options.nowMs = nowMs;
    const Status filled = fillDemoShop(database, options, berlin(), [this] { return ++version; });
    INFO((filled.ok() ? "" : filled.error().message + filled.error().detail));
    REQUIRE(filled.ok());
  }
  std::int64_t number(std::string_view sql) { return database.integer(sql, -1).value(); }
  std::string text(std::string_view sql) {
    Rows rows = database.query(sql);
    return rows.next() ? std::string(rows.text(0)) : std::string();
  }
  /// Everything that was made, as one text.
  std::string fingerprint() {
    return text(
        "SELECT group_concat(hex(id) || name, ',') FROM (SELECT c.id, r.name || r.email || "
        "r.total_spent || "
        "coalesce(r.last_order_at, '') AS name FROM customer c JOIN customer_rollup r ON "
        "r.customer_pk = c.pk "
        "ORDER BY c.pk)");
  }
};

}  // namespace

TEST_CASE("the demo shop has the size that was asked for") {
  DemoWorld demo;
  CHECK(demo.number("SELECT count(*) FROM customer") == 150);
  CHECK(demo.number("SELECT count(*) FROM customer_rollup") == 150);
  CHECK(demo.number("SELECT count(*) FROM sales_order") == 600);
  CHECK(demo.number("SELECT count(*) FROM product") == 120);
  CHECK(demo.number("SELECT count(*) FROM segment") >= 8);
  CHECK(demo.number("SELECT count(*) FROM campaign") == 2);
  CHECK(demo.number("SELECT count(*) FROM task WHERE due_on = '2026-03-31' AND status = 'open'") >=
        5);
}

TEST_CASE("the demo shop is the same for the same seed and day, and another for another seed") {
  const std::string first = DemoWorld(1).fingerprint();
  CHECK(DemoWorld(1).fingerprint() == first);
  CHECK(DemoWorld(2).fingerprint() != first);
}

TEST_CASE("nothing in the demo happens in the future or before its customer exists") {
  DemoWorld demo;
  CHECK(demo.number("SELECT max(placed_at) FROM sales_order") <= kNow);
  CHECK(demo.number("SELECT max(created_at) FROM customer") <= kNow);
  CHECK(demo.number("SELECT max(occurred_at) FROM refund") <= kNow);
  CHECK(demo.number("SELECT max(created_at) FROM note") <= kNow);
  CHECK(demo.number("SELECT count(*) FROM sales_order o JOIN customer c ON c.id = o.customer_id "
                    "WHERE o.placed_at < c.created_at") == 0);
}

TEST_CASE("the demo's orders add up") {
  DemoWorld demo;
  CHECK(
      demo.number(
          "SELECT count(*) FROM sales_order WHERE total <> subtotal - discount + shipping + tax") ==
      0);
  CHECK(demo.number("SELECT count(*) FROM sales_order o WHERE subtotal <> "
                    "(SELECT sum(total) FROM order_line l WHERE l.order_id = o.id)") == 0);
  CHECK(
      demo.number(
          "SELECT count(*) FROM order_line WHERE total <> quantity * unit_price OR quantity < 1") ==
      0);
  CHECK(demo.number("SELECT count(*) FROM refund f JOIN sales_order o ON o.id = f.order_id WHERE "
                    "f.amount > o.total") == 0);
}

TEST_CASE("nobody real can be reached from the demo") {
  DemoWorld demo;
  CHECK(demo.number("SELECT count(*) FROM customer WHERE email NOT LIKE '%.example.com' AND "
                    "email NOT LIKE '%.example.org' AND email NOT LIKE '%.example.net'") == 0);
  CHECK(demo.number("SELECT count(*) FROM customer WHERE phone NOT LIKE '% 5550 %'") == 0);
  CHECK(demo.number(
            "SELECT count(*) - count(DISTINCT email) FROM customer WHERE email IS NOT NULL") == 0);
}

TEST_CASE("every row of the demo has its own version of the server's sequence") {
  DemoWorld demo;
  CHECK(demo.number("SELECT count(*) FROM sales_order WHERE _v < 1") == 0);
  CHECK(demo.number("SELECT count(DISTINCT _v) FROM sales_order") == 600);
  CHECK(demo.number("SELECT max(_v) FROM saved_view") == demo.version);
}

TEST_CASE("a demo shop is not poured over customers that are there") {
  DemoWorld demo;
  const Status again = fillDemoShop(demo.database, {}, berlin(), [] { return 1; });
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().code == ErrorCode::kConflict);
}

TEST_CASE("the demo's segments, views and campaigns work") {
  DemoWorld demo;
  auto core = Core::open(demo.database, demo.world.environment, {});
  REQUIRE(core.ok());
  const auto call = [&](std::string_view command, const std::string& parameters) {
    const Core::Outcome outcome = (*core)->call(command, parameters);
    INFO(command << parameters << outcome.json);
    REQUIRE(outcome.ok);
    return test::CommandShop::parsed(outcome.json);
  };
  const json::Value segments = call("segments.list", "{}");
  for (std::size_t i = 0; i < segments.view().find("segments").size(); ++i) {
    const json::View segment = segments.view().find("segments").at(i);
    INFO(segment.find("name").asString() << ": " << segment.find("problem").stringOr(""));
    CHECK(segment.find("problem").stringOr("").empty());
  }
  const json::Value views = call("saved_views.list", "{}");
  for (std::size_t i = 0; i < views.view().find("views").size(); ++i) {
    const json::View view = views.view().find("views").at(i);
    json::Value list = json::Value::object();
    list.set("filter", view.find("filter").asString()).set("sort", view.find("sort").asString());
    call("customers.list", list.dump());
  }
  const json::Value campaigns = call("campaigns.list", "{}");
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string id(campaigns.view().find("campaigns").at(i).find("id").asString());
    const json::Value preview = call("campaigns.preview", R"({"id":")" + id + R"("})");
    INFO(preview.dump());
    CHECK(preview.view().find("problems").size() == 0);
    CHECK_FALSE(preview.view().find("subject").asString().empty());
    call("campaigns.audience", R"({"id":")" + id + R"("})");
  }
}

TEST_CASE("weighted draws stay within the range that was asked for") {
  demo::Random random(7);
  demo::Weighted weights;
  for (int i = 0; i < 10; ++i) weights.add(i == 3 ? 0 : 1);
  for (int i = 0; i < 1'000; ++i) {
    const std::size_t drawn = weights.draw(random, 2, 5);
    CHECK((drawn == 2 || drawn == 4));
  }
  CHECK(weights.draw(random, 4, 5) == 4);
}
