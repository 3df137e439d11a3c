#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time_zone.h"
#include "core/storage/database.h"
#include "core/storage/writer.h"

namespace pannier {

/// What holds for the whole shop.
struct ShopSettings {
  std::string name;
  std::string currency = "EUR";  ///< ISO 4217
  TimeZone timeZone;  ///< the clock by which "today" and every day are meant; UTC if not set
};

namespace shop {

/// Keys of table shop_setting.
inline constexpr std::string_view kNameKey = "name";
inline constexpr std::string_view kCurrencyKey = "currency";
inline constexpr std::string_view kTimeZoneKey = "time_zone";
/// JSON as TimeZone::toJson writes it.
inline constexpr std::string_view kTransitionsKey = "time_zone_transitions";

/// The row of a setting has the same id on every device.
Id settingId(std::string_view key) noexcept;

/// Reads the settings; cheap enough for every command (the transition table is parsed once and kept
/// while its text stays the same). A setting that is not there has its default. Errors: kStorage,
/// kParse.
Result<ShopSettings> load(Database& database);

/// Makes or changes one setting.
Status save(Writer& writer, std::string_view key, std::string_view value);
/// Sets name and transition table together.
Status saveTimeZone(Writer& writer, const TimeZone& timeZone);

}  // namespace shop
}  // namespace pannier
