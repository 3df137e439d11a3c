// libFuzzer target: any bytes are a query that prints and reads again and compiles, or an error
// with a place within the text.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/base/check.h"
#include "core/segments/query.h"
#include "core/segments/sql_compiler.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pannier;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto query = segments::parseQuery(text);
  if (!query) {
    const Error& error = query.error();
    PANNIER_CHECK(error.position && error.length);
    PANNIER_CHECK(*error.position + *error.length <= size);
    PANNIER_CHECK(!error.message.empty());
    return 0;
  }
  const std::string printed = segments::printQuery(*query);
  if (printed.size() <= segments::kMaxQueryBytes) {
    const auto again = segments::parseQuery(printed);
    PANNIER_CHECK(again.ok());
    PANNIER_CHECK(*again == *query);
    PANNIER_CHECK(segments::printQuery(*again) == printed);
  }
  const TimeZone zone;
  const auto compiled = segments::compile(*query, {1'767'225'600'000, zone, "EUR"});
  std::size_t placeholders = 0;
  for (const char c : compiled.sql) placeholders += c == '?' ? 1U : 0U;
  PANNIER_CHECK(placeholders == compiled.parameters.size());
  return 0;
}
