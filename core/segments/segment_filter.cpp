#include "core/segments/segment_filter.h"

#include <utility>

#include "core/segments/custom_field_check.h"
#include "core/segments/sql_compiler.h"
#include "core/shop/shop_settings.h"

namespace pannier::segments {
namespace {

constexpr std::string_view kReadSegment =
    "SELECT name, query FROM segment WHERE id = ? AND _cl % 2 = 1";

}  // namespace

Result<PreparedQuery> prepare(Database& database, std::string_view text, std::int64_t nowMs) {
  PANNIER_ASSIGN(Query query, parseQuery(text));
  PANNIER_TRY(checkCustomFields(database, text, query));
  PANNIER_ASSIGN(const ShopSettings settings, shop::load(database));
  CompiledQuery compiled = compile(query, {nowMs, settings.timeZone, settings.currency});
  return PreparedQuery{std::move(query), {std::move(compiled.sql), std::move(compiled.parameters)}};
}

Result<CustomerFilter> filterOfQuery(Database& database, std::string_view query,
                                     std::int64_t nowMs) {
  PANNIER_ASSIGN(PreparedQuery prepared, prepare(database, query, nowMs));
  return std::move(prepared.filter);
}

Result<CustomerFilter> filterOfSegment(Database& database, const Id& segment, std::int64_t nowMs) {
  std::string name;
  std::string query;
  {
    Rows rows = database.query(kReadSegment, segment);
    if (!rows.next()) {
      PANNIER_TRY(rows.status());
      return makeError(ErrorCode::kNotFound,
                       "There is no segment with this id; it may have been deleted.", "segment_id");
    }
    name = rows.text(0);
    query = rows.text(1);
  }
  auto filter = filterOfQuery(database, query, nowMs);
  if (filter.ok()) return filter;
  Error error = std::move(filter).error();
  error.message = "The query of the segment '" + name + "' cannot be used. " + error.message;
  return error;
}

}  // namespace pannier::segments
