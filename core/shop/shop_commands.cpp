#include "core/shop/shop_commands.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/shop/shop_settings.h"
#include "core/shop/stats_store.h"

namespace pannier {
namespace {

using registry::EntityNo;

constexpr std::size_t kMaxNameBytes = 200;
constexpr std::int64_t kNewCustomerDays = 30;

struct ShopGetResult {
  static constexpr std::string_view kName = "ShopGetResult";
  std::string name;
  std::string currency;
  std::string timeZone;
  std::int64_t customers = 0;
  std::int64_t orders = 0;
  std::string today;

  template <class V>
  static void describe(V& v) {
    v.field("name", &ShopGetResult::name);
    v.field("currency", &ShopGetResult::currency, "ISO 4217");
    v.field("time_zone", &ShopGetResult::timeZone, "IANA name");
    v.field("customers", &ShopGetResult::customers);
    v.field("orders", &ShopGetResult::orders, "without test and cancelled ones");
    v.field("today", &ShopGetResult::today, "YYYY-MM-DD by the shop's clock");
  }
};

struct ShopUpdateParams {
  static constexpr std::string_view kName = "ShopUpdateParams";
  std::optional<std::string> name;
  std::optional<std::string> currency;

  template <class V>
  static void describe(V& v) {
    v.optional("name", &ShopUpdateParams::name);
    v.optional("currency", &ShopUpdateParams::currency, "ISO 4217");
  }
};

struct StatsOverviewResult {
  static constexpr std::string_view kName = "StatsOverviewResult";
  std::int64_t customers = 0;
  std::int64_t orders = 0;
  std::int64_t totalSpent = 0;
  std::string currency;
  std::int64_t openTasks = 0;
  std::int64_t newCustomers30d = 0;

  template <class V>
  static void describe(V& v) {
    v.field("customers", &StatsOverviewResult::customers);
    v.field("orders", &StatsOverviewResult::orders, "without test and cancelled ones");
    v.field("total_spent", &StatsOverviewResult::totalSpent, "refunds taken off");
    v.field("currency", &StatsOverviewResult::currency);
    v.field("open_tasks", &StatsOverviewResult::openTasks);
    v.field("new_customers_30d", &StatsOverviewResult::newCustomers30d);
  }
};

Result<ShopGetResult> get(api::CommandContext& context, const api::Empty&) {
  PANNIER_ASSIGN(ShopSettings settings, shop::load(context.database()));
  ShopGetResult result;
  result.name = std::move(settings.name);
  result.currency = std::move(settings.currency);
  result.timeZone = settings.timeZone.name();
  result.today = formatDate(settings.timeZone.localDate(context.nowMs()));
  PANNIER_ASSIGN(result.customers, stats::customers(context.database()));
  PANNIER_ASSIGN(result.orders, stats::orders(context.database()));
  return result;
}

bool isCurrencyCode(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<api::Empty> update(api::CommandContext& context, const ShopUpdateParams& params) {
  if (!context.caller().isAdmin) {
    return makeError(ErrorCode::kPermission,
                     "Only an administrator may change the shop's settings.");
  }
  if (params.name) {
    const std::string_view name = trim(*params.name);
    if (name.empty() || name.size() > kMaxNameBytes) {
      return makeError(ErrorCode::kInvalidArgument,
                       "The shop's name must have 1 to 200 characters.", "name");
    }
    PANNIER_TRY(shop::save(context.writer(), shop::kNameKey, name));
  }
  if (params.currency) {
    if (!isCurrencyCode(*params.currency)) {
      return makeError(ErrorCode::kInvalidArgument,
                       "currency must be three capital letters like EUR (ISO 4217).", "currency");
    }
    PANNIER_TRY(shop::save(context.writer(), shop::kCurrencyKey, *params.currency));
  }
  return api::Empty{};
}

Result<StatsOverviewResult> overview(api::CommandContext& context, const api::Empty&) {
  Database& database = context.database();
  PANNIER_ASSIGN(const ShopSettings settings, shop::load(database));
  const CivilDate today = settings.timeZone.localDate(context.nowMs());
  const std::int64_t since = settings.timeZone.startOfDayMs(addDays(today, -kNewCustomerDays));
  StatsOverviewResult result;
  result.currency = settings.currency;
  PANNIER_ASSIGN(result.customers, stats::customers(database));
  PANNIER_ASSIGN(result.orders, stats::orders(database));
  PANNIER_ASSIGN(result.totalSpent, stats::totalSpent(database));
  PANNIER_ASSIGN(result.openTasks, stats::openTasks(database));
  PANNIER_ASSIGN(result.newCustomers30d, stats::customersSince(database, since));
  return result;
}

}  // namespace

void registerShopCommands(api::CommandRegistry& registry) {
  registry.add<api::Empty, ShopGetResult>(
      {"shop.get",
       "The shop's name, currency, time zone and size.",
       {EntityNo::kShopSetting, EntityNo::kCustomer, EntityNo::kSalesOrder},
       false},
      get);
  registry.add<ShopUpdateParams, api::Empty>(
      {"shop.update", "Changes the shop's name or currency (administrators only).", {}, true},
      update);
  registry.add<api::Empty, StatsOverviewResult>(
      {"stats.overview",
       "The figures of the whole shop.",
       {EntityNo::kShopSetting, EntityNo::kCustomer, EntityNo::kSalesOrder, EntityNo::kRefund,
        EntityNo::kTask},
       false},
      overview);
}

}  // namespace pannier
