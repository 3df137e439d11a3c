#include <catch2/catch.hpp>

#include "core/customers/customer_list.h"
#include "tests/unit/support/memory_shop.h"

using namespace pannier;
using registry::EntityNo;

namespace {
constexpr std::int64_t kDay = 86'400'000;

std::string rollups(test::MemoryShop& shop) {
  std::string dump;
  Rows rows = shop.database.query("SELECT * FROM customer_rollup ORDER BY customer_pk");
  while (rows.next()) {
    for (int column = 0; column < rows.columnCount(); ++column)
      dump.append(rows.text(column)).append("|");
    dump += '\n';
  }
  REQUIRE(rows.status().ok());
  return dump;
}
}  // namespace

TEST_CASE("a rollup counts live, real, uncancelled orders and subtracts refunds") {
  test::MemoryShop shop;
  const Id ada = shop.makeCustomer("Ada");
  const Id first = shop.makeOrder(ada, 10 * kDay, 1000);
  shop.makeOrder(ada, 20 * kDay, 2000);
  shop.makeOrder(ada, 30 * kDay, 9999, {{"is_test", std::int64_t{1}}});
  shop.makeOrder(ada, 40 * kDay, 9999, {{"cancelled_at", 41 * kDay}});
  shop.makeOrder(ada, 50 * kDay, 7000, {{"currency", std::string("USD")}});
  shop.makeOrder(ada, 60 * kDay, -300);
  CHECK(shop.number("SELECT orders_count FROM customer_rollup") == 3);
  CHECK(shop.number("SELECT total_spent FROM customer_rollup") == 2700);
  CHECK(shop.number("SELECT average_order_value FROM customer_rollup") == 900);
  CHECK(shop.number("SELECT first_order_at FROM customer_rollup") == 10 * kDay);
  CHECK(shop.number("SELECT last_order_at FROM customer_rollup") == 50 * kDay);
  shop.write([&](Writer& writer) {
    REQUIRE(writer
                .create(EntityNo::kRefund, {{"order_id", first},
                                            {"amount", std::int64_t{400}},
                                            {"occurred_at", 70 * kDay}})
                .ok());
  });
  CHECK(shop.number("SELECT total_spent FROM customer_rollup") == 2300);
  shop.write([&](Writer& writer) { REQUIRE(writer.remove(EntityNo::kSalesOrder, first).ok()); });
  CHECK(shop.number("SELECT total_spent FROM customer_rollup") == 1700);
}

TEST_CASE("an order that moves to another customer leaves the first") {
  test::MemoryShop shop;
  const Id ada = shop.makeCustomer("Ada");
  const Id bob = shop.makeCustomer("Bob");
  const Id order = shop.makeOrder(ada, kDay, 500);
  shop.write([&](Writer& writer) {
    REQUIRE(writer.patch(EntityNo::kSalesOrder, order, {{"customer_id", bob}}).ok());
  });
  CHECK(shop.number("SELECT orders_count FROM customer_rollup WHERE name = 'Ada'") == 0);
  CHECK(shop.number("SELECT orders_count FROM customer_rollup WHERE name = 'Bob'") == 1);
}

TEST_CASE("the state of a channel is that of its latest consent event") {
  test::MemoryShop shop;
  const Id ada = shop.makeCustomer("Ada");
  CHECK(shop.text("SELECT email_consent FROM customer_rollup") == "NOT_SUBSCRIBED");
  const auto consent = [&](const char* state, std::int64_t at) {
    shop.write([&](Writer& writer) {
      REQUIRE(writer
                  .create(EntityNo::kConsentEvent, {{"customer_id", ada},
                                                    {"channel", std::string("email")},
                                                    {"state", std::string(state)},
                                                    {"occurred_at", at}})
                  .ok());
    });
  };
  consent("UNSUBSCRIBED", 200);
  consent("SUBSCRIBED", 100);  // an older fact that arrives later
  CHECK(shop.text("SELECT email_consent FROM customer_rollup") == "UNSUBSCRIBED");
}

TEST_CASE("rollups kept change by change equal rollups computed anew") {
  test::MemoryShop shop;
  std::vector<Id> customers;
  for (const char* name : {"Ada", "Émile", "Straße", "日本"})
    customers.push_back(shop.makeCustomer(name, std::string(name) + "@example.com"));
  for (int i = 0; i < 40; ++i)
    shop.makeOrder(customers[static_cast<std::size_t>(i * 7 % 4)], i * kDay, i * 100 - 300);
  shop.write(
      [&](Writer& writer) { REQUIRE(writer.remove(EntityNo::kCustomer, customers[2]).ok()); });
  const std::string kept = rollups(shop);
  REQUIRE(rebuildAll(shop.database).ok());
  CHECK(rollups(shop) == kept);
  CustomerListQuery query;
  query.search = "emile";
  CHECK(listCustomers(shop.database, query)->total == 1);
}

TEST_CASE(
    "search finds any part of name, e-mail, phone and order number, whatever the accents and "
    "case") {
  test::MemoryShop shop;
  const Id ada = shop.makeCustomer("Adélaïde", "ada.love@example.org");
  shop.makeCustomer("Bob", "bob@example.net");
  shop.write([&](Writer& writer) {
    REQUIRE(
        writer.patch(EntityNo::kCustomer, ada, {{"phone", std::string("+49 (30) 123-456")}}).ok());
  });
  shop.makeOrder(ada, kDay, 100, {{"number", std::string("#INV-77123")}});
  const auto found = [&](const char* search) {
    CustomerListQuery query;
    query.search = search;
    const auto list = listCustomers(shop.database, query);
    REQUIRE(list.ok());
    return list->total == 1 && list->rows[0].id == ada;
  };
  CHECK(found("ELAI"));
  CHECK(found("love@exa"));
  CHECK(found("30123"));
  CHECK(found("v-7712"));
  CHECK(found("ad love"));
  CHECK_FALSE(found("bob"));
  CHECK_FALSE(found("\"adela"));
  CHECK_FALSE(found("adela zzz"));
  CHECK_FALSE(found("%"));
}

TEST_CASE("a deleted customer is in no list and no search, and comes back whole") {
  test::MemoryShop shop;
  const Id ada = shop.makeCustomer("Ada", "ada@example.org");
  CustomerListQuery query;
  query.search = "ada";
  shop.write([&](Writer& writer) { REQUIRE(writer.remove(EntityNo::kCustomer, ada).ok()); });
  CHECK(listCustomers(shop.database, query)->total == 0);
  shop.write([&](Writer& writer) { REQUIRE(writer.restore(EntityNo::kCustomer, ada).ok()); });
  CHECK(listCustomers(shop.database, query)->total == 1);
}

TEST_CASE("pages of a sorted list join without gap or overlap, whatever the column") {
  test::MemoryShop shop;
  for (int i = 0; i < 23; ++i) {
    const Id id = shop.makeCustomer("Name " + std::to_string(i % 5));
    if (i % 3 == 0) shop.makeOrder(id, kDay, 100);
  }
  for (const char* sort : {"name", "-total_spent", "last_order_at", "-city", "created_at"}) {
    std::set<Id> seen;
    for (std::int64_t offset = 0; offset < 23; offset += 5) {
      CustomerListQuery query;
      query.sort = sort;
      query.limit = 5;
      query.offset = offset;
      const auto page = listCustomers(shop.database, query);
      REQUIRE(page.ok());
      CHECK(page->total == 23);
      for (const CustomerRow& row : page->rows) CHECK(seen.insert(row.id).second);
    }
    CHECK(seen.size() == 23);
  }
  CustomerListQuery query;
  query.sort = "nonsense; DROP TABLE customer";
  CHECK_FALSE(listCustomers(shop.database, query).ok());
}
