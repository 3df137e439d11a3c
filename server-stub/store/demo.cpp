#include "core/base/time_zone_tzif.h"
#include "core/demo/demo_shop.h"
#include "core/storage/schema.h"
#include "server-stub/store/shop_file.h"
#include "server-stub/tools.h"

namespace pannier::server {
namespace {

constexpr const char* kDemoTimeZone = "Europe/London";

}  // namespace

Status fillDemo(const std::string& dataDir, const DemoOptions& options,
                const Environment& environment,
                const std::function<void(const std::string&)>& progress) {
  {
    PANNIER_ASSIGN(Database database, Database::open(shopPath(dataDir)));
    PANNIER_TRY(schema::migrate(database));
    PANNIER_ASSIGN(const TimeZone zone, loadSystemTimeZone(kDemoTimeZone));
    pannier::DemoOptions demo;
    demo.customers = static_cast<std::size_t>(options.customers);
    demo.orders = static_cast<std::size_t>(options.orders);
    demo.seed = options.seed;
    demo.nowMs = environment.nowMs();
    std::int64_t version = 0;
    std::int64_t told = 0;
    PANNIER_TRY(fillDemoShop(
        database, demo, zone, [&version] { return ++version; },
        [&](std::int64_t done, std::int64_t total) {
          if (!progress || done - told < total / 5) return;
          told = done;
          progress(std::to_string(done) + " of about " + std::to_string(total) + " rows");
        }));
  }
  // Gives the shop its server tables and sequence, so that the first `serve` finds everything
  // ready.
  PANNIER_ASSIGN(const std::unique_ptr<ShopFile> shop, ShopFile::open(dataDir, environment));
  return shop->database().execute("ANALYZE");
}

}  // namespace pannier::server
