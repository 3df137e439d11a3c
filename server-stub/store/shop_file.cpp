#include "server-stub/store/shop_file.h"

#include <cstdlib>

#include "core/base/time_zone_tzif.h"
#include "core/storage/writer.h"
#include "sync/sync_commands.h"

namespace pannier::server {
namespace {

constexpr const char* kDefaultName = "Demo shop";
constexpr const char* kDefaultCurrency = "GBP";
constexpr const char* kDefaultTimeZone = "Europe/London";

/// A setting of the environment for a shop that is just being made.
std::string configured(const char* variable, const char* fallback) {
  const char* value = std::getenv(variable);
  return value == nullptr || *value == '\0' ? fallback : value;
}

Status putSetting(Writer& writer, const std::string& key, const std::string& value) {
  auto made = writer.put(registry::EntityNo::kShopSetting, deriveId({"shop_setting", key}),
                         {{"key", key}, {"value", value}});
  if (!made) return std::move(made).error();
  return {};
}

}  // namespace

std::string shopPath(const std::string& dataDir) { return dataDir + "/shop.db"; }

Result<std::unique_ptr<ShopFile>> ShopFile::open(const std::string& dataDir,
                                                 const Environment& environment) {
  PANNIER_ASSIGN(Database database, Database::open(shopPath(dataDir)));
  std::unique_ptr<ShopFile> shop(new ShopFile(std::move(database)));
  PANNIER_TRY(shop->start(environment));
  return shop;
}

Status ShopFile::start(const Environment& environment) {
  authority_ = std::make_unique<sync::Authority>(database_, environment);
  Core::Options options;
  options.caller = {"server", true, true};
  options.sink = authority_.get();
  PANNIER_ASSIGN(core_, Core::open(database_, environment, std::move(options)));
  sync::registerSyncCommands(core_->commandsMutable(), *authority_);
  PANNIER_TRY(authority_->open(core_->rows()));
  return ensureSettings();
}

Status ShopFile::ensureSettings() {
  PANNIER_ASSIGN(const std::int64_t count,
                 database_.integer("SELECT count(*) FROM shop_setting", 0));
  if (count > 0) return {};
  const std::string zoneName = configured("PANNIER_TIME_ZONE", kDefaultTimeZone);
  PANNIER_ASSIGN(const TimeZone zone, loadSystemTimeZone(zoneName));
  Writer writer(core_->rows(), *authority_, core_->ids(), core_->environment());
  PANNIER_TRY(putSetting(writer, "name", configured("PANNIER_SHOP_NAME", kDefaultName)));
  PANNIER_TRY(putSetting(writer, "currency", configured("PANNIER_CURRENCY", kDefaultCurrency)));
  PANNIER_TRY(putSetting(writer, "time_zone", zoneName));
  PANNIER_TRY(putSetting(writer, "time_zone_transitions", zone.toJson()));
  auto committed = writer.commit();
  if (!committed) return std::move(committed).error();
  return {};
}

}  // namespace pannier::server
