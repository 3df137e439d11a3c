#include "core/interop/row_handler.h"

#include "core/base/text.h"
#include "core/interop/country_names.h"

namespace pannier::interop {

std::unique_ptr<RowHandler> makeHandler(const Format& format, ImportSession& session,
                                        ColumnMap columns) {
  if (&format == &onlineRetail()) return makeOnlineRetailHandler(session, std::move(columns));
  if (&format == &shopifyOrders()) return makeShopifyOrdersHandler(session, std::move(columns));
  return makeCustomersHandler(session, std::move(columns), format);
}

void splitName(std::string_view name, std::string& firstName, std::string& lastName) {
  name = trim(name);
  const std::size_t blank = name.find_last_of(' ');
  if (blank == std::string_view::npos) {
    firstName = name;
    return;
  }
  firstName = trim(name.substr(0, blank));
  lastName = name.substr(blank + 1);
}

std::string countryCell(ImportSession& session, std::string_view cell, std::int64_t line) {
  CountryMatch match = countryOf(cell);
  if (!match.known) session.note(Notice::kUnknownCountry, line, match.code);
  return std::move(match.code);
}

}  // namespace pannier::interop
