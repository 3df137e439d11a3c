#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "core/customers/rollup.h"
#include "core/segments/sql_compiler.h"
#include "tests/unit/segments_generator.h"
#include "tests/unit/segments_naive.h"
#include "tests/unit/support/memory_shop.h"

using namespace pannier;
using namespace pannier::segments;
using pannier::segments::test::Dice;
using pannier::segments::test::Naive;
using pannier::segments::test::NaiveAddress;
using pannier::segments::test::NaiveCustomer;
using pannier::segments::test::NaiveLine;
using pannier::segments::test::NaiveOrder;
using pannier::segments::test::NaiveProduct;
using pannier::segments::test::NaiveShop;

namespace {

constexpr std::int64_t kHour = 3'600'000;

std::int64_t utc(std::int32_t year, std::int32_t month, std::int32_t day, std::int64_t hour = 0) {
  return daysFromCivil({year, month, day}) * kMsPerDay + hour * kHour;
}

/// Berlin: summer time began on 29 March 2026 at 01:00 UTC, in the middle of the generated orders.
TimeZone berlin() {
  return TimeZone::make("Europe/Berlin",
                        {{utc(2025, 10, 26, 1), 3600}, {utc(2026, 3, 29, 1), 7200}})
      .value();
}

/// An instant in March or April 2026, often right at a local midnight.
std::int64_t instant(Dice& dice, const TimeZone& zone) {
  const CivilDate day = addDays({2026, 3, 1}, dice.between(0, 40));
  if (dice.chance(30)) return zone.startOfDayMs(day) - dice.between(0, 1);
  return zone.startOfDayMs(day) + dice.between(0, kMsPerDay - 1);
}

NaiveOrder makeOrder(Dice& dice, const TimeZone& zone, std::size_t products) {
  NaiveOrder order;
  order.placedAt = instant(dice, zone);
  order.total = dice.chance(10) ? -dice.between(1, 20'000) : dice.between(0, 30'000);
  if (dice.chance(40)) order.total = dice.between(0, 6) * 100;
  if (dice.chance(15)) order.refunded = dice.between(0, 500);
  if (dice.chance(10)) order.currency = "USD";
  order.live = !dice.chance(5);
  order.test = dice.chance(5);
  order.cancelled = dice.chance(5);
  for (std::size_t i = dice.below(4); i > 0; --i) {
    NaiveLine line;
    line.product = dice.chance(10) ? -1 : static_cast<int>(dice.below(products));
    if (!dice.chance(10)) line.quantity = dice.between(-1, 4);
    line.live = !dice.chance(5);
    order.lines.push_back(line);
  }
  return order;
}

NaiveCustomer makeCustomer(Dice& dice, const TimeZone& zone, std::size_t products) {
  constexpr std::string_view kStates[] = {"SUBSCRIBED", "UNSUBSCRIBED", "PENDING"};
  NaiveCustomer customer;
  if (!dice.chance(20)) customer.email = dice.chance(50) ? "a@Example.com" : "b@example.ORG";
  if (dice.chance(60)) customer.language = dice.chance(50) ? "fr" : dice.chance(50) ? "en-US" : "";
  if (dice.chance(60)) customer.accountStatus = dice.chance(50) ? "ENABLED" : "DISABLED";
  if (!dice.chance(10)) customer.createdAt = instant(dice, zone);
  if (dice.chance(60)) customer.emailConsent = dice.pick(kStates);
  if (dice.chance(40)) customer.smsConsent = dice.pick(kStates);
  std::set<std::string> tags;
  for (std::size_t i = dice.below(4); i > 0; --i) tags.emplace(dice.pick(segments::test::kTags));
  customer.tags.assign(tags.begin(), tags.end());
  for (std::size_t i = dice.below(3); i > 0; --i) {
    NaiveAddress address;
    if (!dice.chance(15)) address.country = dice.pick(segments::test::kCountries);
    address.region = dice.pick(segments::test::kRegions);
    if (!dice.chance(15)) address.city = dice.pick(segments::test::kCities);
    address.live = !dice.chance(10);
    customer.addresses.push_back(address);
  }
  for (std::size_t i = dice.below(6); i > 0; --i)
    customer.orders.push_back(makeOrder(dice, zone, products));
  if (dice.chance(50))
    customer.fields[0] = printDecimal(*parseDecimal(std::to_string(dice.between(-2, 6))));
  if (dice.chance(50)) customer.fields[1] = dice.pick(segments::test::kTags);
  if (dice.chance(50)) customer.fields[2] = formatDate(addDays({2026, 3, 1}, dice.between(0, 40)));
  if (dice.chance(50)) customer.fields[3] = dice.chance(50) ? "true" : "false";
  return customer;
}

NaiveShop makeShop(Dice& dice, const TimeZone& zone) {
  NaiveShop shop;
  for (int i = 0; i < 4; ++i) {
    NaiveProduct product;
    product.id = "0198c5d0-7f3a-7abc-8def-00000000000" + std::to_string(i);
    product.externalId = i == 3 ? "85123A" : std::to_string(1000 + i);
    if (dice.chance(70)) product.tags.emplace_back(dice.pick(segments::test::kProductTags));
    if (dice.chance(40)) product.tags.emplace_back("gift");
    if (dice.chance(70)) product.category = dice.pick(segments::test::kCategories);
    shop.products.push_back(product);
  }
  for (int i = 0; i < 25; ++i)
    shop.customers.push_back(makeCustomer(dice, zone, shop.products.size()));
  return shop;
}

/// Puts rows straight into the tables, then has the rollups computed from them.
class ShopWriter {
 public:
  explicit ShopWriter(Database& database) : database_(database) {}

  void write(const NaiveShop& shop) {
    run("INSERT INTO shop_setting(id, key, value) VALUES (?, 'currency', 'EUR')", nextId());
    for (std::size_t i = 0; i < 4; ++i) {
      fields_[i] = nextId();
      const std::string key(segments::test::kFieldKeys[i]);
      run("INSERT INTO custom_field(id, entity, namespace, key, type) VALUES (?, 'customer', "
          "'facts', ?, ?)",
          fields_[i], key, key);
    }
    for (const NaiveProduct& product : shop.products) {
      std::string tags;
      for (const std::string& tag : product.tags) tags += (tags.empty() ? "" : ", ") + tag;
      products_.push_back(*parseId(product.id));
      run("INSERT INTO product(id, title, external_id, tags, category) VALUES (?, 'x', ?, ?, ?)",
          products_.back(), product.externalId, tags, Value(textOrNull(product.category)));
    }
    for (const NaiveCustomer& customer : shop.customers) writeCustomer(customer);
    REQUIRE(rebuildAll(database_).ok());
  }

 private:
  template <class... Parameters>
  void run(std::string_view sql, const Parameters&... parameters) {
    const Status status = database_.run(sql, parameters...);
    if (!status.ok()) FAIL(status.error().message << " " << status.error().detail);
  }

  Id nextId() {
    Id id;
    ++made_;
    for (std::size_t i = 0; i < 8; ++i)
      id.bytes[15 - i] = static_cast<std::uint8_t>(made_ >> (8 * i));
    id.bytes[0] = 7;
    return id;
  }

  static Value optional(const std::optional<std::string>& text) {
    return text ? Value(*text) : Value();
  }
  static Value optional(const std::optional<std::int64_t>& number) {
    return number ? Value(*number) : Value();
  }
  static std::int64_t causal(bool live) { return live ? 1 : 2; }

  void writeCustomer(const NaiveCustomer& customer) {
    const Id id = nextId();
    run("INSERT INTO customer(id, first_name, email, language, account_status, created_at) "
        "VALUES (?, 'x', ?, ?, ?, ?)",
        id, textOrNull(customer.email), optional(customer.language),
        optional(customer.accountStatus), optional(customer.createdAt));
    for (const std::string& tag : customer.tags) {
      run("INSERT INTO customer_tag(id, customer_id, tag) VALUES (?, ?, ?)", nextId(), id, tag);
    }
    for (const NaiveAddress& address : customer.addresses) {
      run("INSERT INTO address(id, customer_id, country, region, city, _cl) VALUES (?, ?, ?, ?, ?, "
          "?)",
          nextId(), id, textOrNull(address.country), textOrNull(address.region),
          textOrNull(address.city), causal(address.live));
    }
    writeConsent(id, "email", customer.emailConsent);
    writeConsent(id, "sms", customer.smsConsent);
    for (std::size_t i = 0; i < 4; ++i) {
      if (!customer.fields[i]) continue;
      run("INSERT INTO custom_field_value(id, custom_field_id, owner_id, value) VALUES (?, ?, ?, "
          "?)",
          nextId(), fields_[i], id, *customer.fields[i]);
    }
    for (const NaiveOrder& order : customer.orders) writeOrder(id, order);
  }

  void writeConsent(const Id& customer, std::string_view channel, const std::string& state) {
    if (state == "NOT_SUBSCRIBED") return;
    run("INSERT INTO consent_event(id, customer_id, channel, state, occurred_at) VALUES (?, ?, ?, "
        "?, 1)",
        nextId(), customer, channel, state);
  }

  void writeOrder(const Id& customer, const NaiveOrder& order) {
    const Id id = nextId();
    run("INSERT INTO sales_order(id, customer_id, number, placed_at, currency, total, is_test, "
        "cancelled_at, _cl) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, customer, "#" + std::to_string(made_), order.placedAt, order.currency, order.total,
        order.test ? Value(std::int64_t{1}) : Value(),
        order.cancelled ? Value(order.placedAt) : Value(), causal(order.live));
    if (order.refunded > 0) {
      run("INSERT INTO refund(id, order_id, amount, occurred_at) VALUES (?, ?, ?, 1)", nextId(), id,
          order.refunded);
    }
    for (const NaiveLine& line : order.lines) {
      const Value product =
          line.product < 0 ? Value() : Value(products_[static_cast<std::size_t>(line.product)]);
      run("INSERT INTO order_line(id, order_id, product_id, quantity, _cl) VALUES (?, ?, ?, ?, ?)",
          nextId(), id, product, optional(line.quantity), causal(line.live));
    }
  }

  Database& database_;
  std::uint64_t made_ = 0;
  Id fields_[4];
  std::vector<Id> products_;
};

/// 0 or 1 for every customer, in order; fails on NULL.
std::vector<bool> bySql(Database& database, const CompiledQuery& compiled) {
  const std::string sql =
      "SELECT " + compiled.sql + " FROM customer_rollup AS r ORDER BY customer_pk";
  const std::vector<Parameter> parameters(compiled.parameters.begin(), compiled.parameters.end());
  std::vector<bool> result;
  Rows rows = database.queryWith(sql, parameters);
  while (rows.next()) {
    if (rows.isNull(0)) FAIL("NULL from " << sql);
    result.push_back(rows.integer(0) != 0);
  }
  if (!rows.status().ok()) FAIL(rows.status().error().detail);
  return result;
}

std::size_t countBySql(Database& database, const CompiledQuery& compiled) {
  const std::string sql = "SELECT count(*) FROM customer_rollup AS r WHERE " + compiled.sql;
  const std::vector<Parameter> parameters(compiled.parameters.begin(), compiled.parameters.end());
  Rows rows = database.queryWith(sql, parameters);
  REQUIRE(rows.next());
  return static_cast<std::size_t>(rows.integer(0));
}

}  // namespace

TEST_CASE("the SQL of a query and a naive interpreter agree on every customer of random shops") {
  const TimeZone zone = berlin();
  std::size_t members = 0;
  std::size_t strangers = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Dice dice(seed);
    const NaiveShop shop = makeShop(dice, zone);
    Database database = pannier::test::openMemory();
    ShopWriter(database).write(shop);
    for (int i = 0; i < 120; ++i) {
      const EvaluationTime time{instant(dice, zone), zone, "EUR"};
      const Query query = segments::test::QueryMaker(dice).query();
      const CompiledQuery compiled = compile(query, time);
      const std::vector<bool> answers = bySql(database, compiled);
      REQUIRE(answers.size() == shop.customers.size());
      const Naive naive(shop, time);
      std::size_t count = 0;
      for (std::size_t c = 0; c < answers.size(); ++c) {
        const bool expected = naive.holds(query.root, shop.customers[c]);
        if (answers[c] != expected) {
          FAIL("seed " << seed << " customer " << c << " should be " << expected << " in "
                       << printQuery(query) << "\n"
                       << compiled.sql);
        }
        if (expected) ++count;
      }
      if (countBySql(database, compiled) != count) FAIL("WHERE differs: " << compiled.sql);
      members += count;
      strangers += answers.size() - count;
    }
  }
  // The shops and queries must be alike enough that both answers are common.
  CHECK(members > 5000);
  CHECK(strangers > 5000);
}
