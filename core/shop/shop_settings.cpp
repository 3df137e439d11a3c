#include "core/shop/shop_settings.h"

namespace pannier::shop {
namespace {

/// The zone last read in this thread. Parsing some hundred transitions for every command would cost
/// more than most commands; comparing the text they came from costs nothing.
struct ParsedZone {
  std::string name;
  std::string text;
  TimeZone zone;
};

Result<TimeZone> parsedZone(const std::string& name, const std::string& text) {
  thread_local ParsedZone last;
  if (last.name == name && last.text == text) return last.zone;
  PANNIER_ASSIGN(TimeZone zone, TimeZone::fromJson(name, text));
  last = {name, text, zone};
  return zone;
}

}  // namespace

Id settingId(std::string_view key) noexcept { return deriveId({"shop_setting", key}); }

constexpr std::string_view kSettings = "SELECT key, value FROM shop_setting WHERE _cl % 2 = 1";

Result<ShopSettings> load(Database& database) {
  ShopSettings settings;
  std::string zoneName;
  std::string transitions;
  {
    Rows rows = database.query(kSettings);
    while (rows.next()) {
      const std::string_view key = rows.text(0);
      if (key == kNameKey) settings.name = rows.text(1);
      if (key == kCurrencyKey && !rows.text(1).empty()) settings.currency = rows.text(1);
      if (key == kTimeZoneKey) zoneName = rows.text(1);
      if (key == kTransitionsKey) transitions = rows.text(1);
    }
    PANNIER_TRY(rows.status());
  }
  PANNIER_ASSIGN(settings.timeZone, parsedZone(zoneName.empty() ? "UTC" : zoneName, transitions));
  return settings;
}

Status save(Writer& writer, std::string_view key, std::string_view value) {
  auto saved = writer.put(registry::EntityNo::kShopSetting, settingId(key),
                          {{"key", std::string(key)}, {"value", std::string(value)}});
  PANNIER_TRY(saved);
  return {};
}

Status saveTimeZone(Writer& writer, const TimeZone& timeZone) {
  PANNIER_TRY(save(writer, kTimeZoneKey, timeZone.name()));
  return save(writer, kTransitionsKey, timeZone.toJson());
}

}  // namespace pannier::shop
