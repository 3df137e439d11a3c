#include "core/demo/demo_shop.h"

#include <optional>
#include <string>
#include <vector>

#include "core/customers/rollup.h"
#include "core/demo/shop_maker.h"
#include "core/storage/schema.h"

namespace pannier {
namespace {

/// From here on it pays to build the indexes after the rows instead of with each row.
constexpr std::size_t kManyOrders = 50'000;

constexpr std::string_view kIsFilled =
    "SELECT EXISTS (SELECT 1 FROM customer) OR EXISTS (SELECT 1 FROM sales_order)";

Status checkOptions(Database& database, const DemoOptions& options) {
  if (options.customers > kMaxDemoCustomers || options.orders > kMaxDemoOrders) {
    return makeError(ErrorCode::kInvalidArgument,
                     "A demo shop has at most 2,000,000 customers and 10,000,000 orders.");
  }
  PANNIER_ASSIGN(const std::int64_t filled, database.integer(kIsFilled, 0));
  if (filled == 0) return {};
  return makeError(
      ErrorCode::kConflict,
      "There are customers or orders in this database already; a demo shop needs an empty one.");
}

constexpr std::string_view kSecondaryIndexes =
    "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";

Status dropIndexes(Database& database) {
  std::vector<std::string> names;
  {
    Rows rows = database.query(kSecondaryIndexes);
    while (rows.next()) names.emplace_back(rows.text(0));
    PANNIER_TRY(rows.status());
  }
  for (const std::string& name : names)
    PANNIER_TRY(database.execute("DROP INDEX \"" + name + "\""));
  return {};
}

Status fill(Database& database, const DemoOptions& options, const TimeZone& zone,
            const NextVersion& nextVersion, const DemoProgress& progress) {
  const bool isLarge = options.orders >= kManyOrders;
  if (isLarge) PANNIER_TRY(dropIndexes(database));
  // Ids need their own random numbers: the same however many other numbers a step draws.
  demo::Random idBits(options.seed ^ 0x9ad3'5f71'c0de'2b1dULL);
  Environment environment;
  const std::int64_t midnight = zone.startOfDayMs(zone.localDate(options.nowMs));
  environment.nowMs = [midnight] { return midnight; };
  environment.fillRandom = [&idBits](std::span<std::uint8_t> bytes) {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(idBits.next());
  };
  demo::ShopMaker maker(database, environment, options, zone, nextVersion, progress);
  PANNIER_TRY(maker.makeEverything());
  if (isLarge) PANNIER_TRY(schema::createIndexes(database));
  return rebuildAll(database);
}

}  // namespace

Status fillDemoShop(Database& database, const DemoOptions& options, const TimeZone& zone,
                    const NextVersion& nextVersion, const DemoProgress& progress) {
  PANNIER_TRY(checkOptions(database, options));
  if (database.inTransaction()) return fill(database, options, zone, nextVersion, progress);
  PANNIER_ASSIGN(Transaction transaction, Transaction::begin(database));
  PANNIER_TRY(fill(database, options, zone, nextVersion, progress));
  return transaction.commit();
}

}  // namespace pannier
