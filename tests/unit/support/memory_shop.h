#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/base/environment.h"
#include "core/customers/rollup.h"
#include "core/storage/database.h"
#include "core/storage/rows.h"
#include "core/storage/schema.h"
#include "core/storage/writer.h"

namespace pannier::test {

/// A world the tests decide: a clock that stands still until moved, random bytes that count up.
struct FixedWorld {
  std::int64_t nowMs = 1'767'225'600'000;  // 2026-01-01T00:00:00Z
  std::uint8_t nextByte = 1;
  Environment environment{[this] { return nowMs; },
                          [this](std::span<std::uint8_t> bytes) {
                            for (std::uint8_t& byte : bytes) byte = nextByte++;
                          }};
};

/// Remembers what was captured; can be told to refuse.
class RecordingSink : public ChangeSink {
 public:
  Status record(Database&, const ChangeSet& changes) override {
    if (refuse) return makeError(ErrorCode::kStorage, "The sink refuses.");
    recorded.push_back(changes);
    return {};
  }
  std::vector<ChangeSet> recorded;
  bool refuse = false;
};

inline Database openMemory() {
  Result<Database> database = Database::open(":memory:");
  REQUIRE(database.ok());
  REQUIRE(schema::migrate(*database).ok());
  return std::move(database).value();
}

/// A shop in memory with the writing side of the core and rollups, without commands.
struct MemoryShop {
  FixedWorld world;
  Database database = openMemory();
  RollupKeeper rollups;
  RowStore rows{database, {&rollups}};
  IdSource ids{world.environment};
  RecordingSink sink;

  MemoryShop() {
    write([](Writer& writer) {
      REQUIRE(writer
                  .create(registry::EntityNo::kShopSetting,
                          {{"key", std::string("currency")}, {"value", std::string("EUR")}})
                  .ok());
    });
    sink.recorded.clear();
  }

  /// Runs `work` in one transaction; its number.
  template <class Work>
  std::int64_t write(const Work& work) {
    Writer writer(rows, sink, ids, world.environment);
    work(writer);
    auto committed = writer.commit();
    if (!committed) FAIL(committed.error().message + " " + committed.error().detail);
    return committed->value_or(0);
  }

  Id makeCustomer(const std::string& firstName, const std::string& email = {}) {
    Id id;
    write([&](Writer& writer) {
      auto made =
          writer.create(registry::EntityNo::kCustomer,
                        {{"first_name", firstName}, {"email", email}, {"created_at", world.nowMs}});
      REQUIRE(made.ok());
      id = *made;
    });
    return id;
  }

  Id makeOrder(const Id& customer, std::int64_t placedAt, std::int64_t total,
               NamedValues more = {}) {
    Id id;
    NamedValues values{{"customer_id", customer},
                       {"number", "#" + std::to_string(++orders_)},
                       {"placed_at", placedAt},
                       {"currency", std::string("EUR")},
                       {"total", total}};
    for (auto& [name, value] : more) {
      std::erase_if(values, [&name = name](const auto& pair) { return pair.first == name; });
      values.emplace_back(name, value);
    }
    write([&](Writer& writer) {
      auto made = writer.create(registry::EntityNo::kSalesOrder, values);
      REQUIRE(made.ok());
      id = *made;
    });
    return id;
  }

  std::int64_t number(const std::string& sql) {
    auto value = database.integer(sql, -1);
    REQUIRE(value.ok());
    return *value;
  }
  std::string text(const std::string& sql) {
    Rows found = database.query(sql);
    std::string value;
    if (found.next()) value = found.text(0);
    REQUIRE(found.status().ok());
    return value;
  }

 private:
  int orders_ = 1000;
};

}  // namespace pannier::test
