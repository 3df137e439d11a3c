#pragma once

#include <string_view>

#include "core/customers/customer_list.h"
#include "core/segments/query.h"
#include "core/storage/database.h"

/// Queries meet the shop's database here: its time zone, its currency, its custom fields.
namespace pannier::segments {

/// A query that was read and checked against the shop.
struct PreparedQuery {
  Query query;
  CustomerFilter filter;  ///< a condition over `customer_rollup AS r`, 0 or 1, never NULL
};

/// Reads a segment query, with relative dates meant on the shop's clock at `nowMs`. Errors: those
/// of parseQuery; kParse for custom fields that do not exist or have another type; kStorage.
Result<PreparedQuery> prepare(Database& database, std::string_view text, std::int64_t nowMs);

/// The condition alone.
Result<CustomerFilter> filterOfQuery(Database& database, std::string_view query,
                                     std::int64_t nowMs);

/// The members of a saved segment. kNotFound when it does not exist or was deleted.
Result<CustomerFilter> filterOfSegment(Database& database, const Id& segment, std::int64_t nowMs);

}  // namespace pannier::segments
