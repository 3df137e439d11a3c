#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/segments/ast.h"
#include "core/storage/database.h"

namespace pannier::segments {

/// Every custom field a query names must be declared and have the type the query compares it with.
/// Errors: kParse with the position in `text`, which `query` was read from; kStorage.
Status checkCustomFields(Database& database, std::string_view text, const Query& query);

}  // namespace pannier::segments
