#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "core/interop/csv_reader.h"
#include "core/interop/formats.h"
#include "core/interop/import_session.h"

namespace pannier::interop {

/// Turns the rows of one format into customers and orders. A row that cannot be right is rejected
/// in the session and is no error; an error ends the import.
class RowHandler {
 public:
  virtual ~RowHandler() = default;
  /// A row below the header. Its cells are valid during the call only.
  virtual Status row(const csv::Row& row) = 0;
  /// The file is complete: writes what was still being collected.
  virtual Status end() = 0;
};

std::unique_ptr<RowHandler> makeOnlineRetailHandler(ImportSession& session, ColumnMap columns);
std::unique_ptr<RowHandler> makeShopifyOrdersHandler(ImportSession& session, ColumnMap columns);
/// `format` is shopifyCustomers() or genericCustomers().
std::unique_ptr<RowHandler> makeCustomersHandler(ImportSession& session, ColumnMap columns,
                                                 const Format& format);

/// The handler of a format.
std::unique_ptr<RowHandler> makeHandler(const Format& format, ImportSession& session,
                                        ColumnMap columns);

/// "Maria da Silva" is "Maria da" and "Silva": the last word is the last name.
void splitName(std::string_view name, std::string& firstName, std::string& lastName);
/// The country's code; a name that is not known stays as it is and is noted.
std::string countryCell(ImportSession& session, std::string_view cell, std::int64_t line);

}  // namespace pannier::interop
