#pragma once

#include <vector>

#include "core/segments/segment_types.h"
#include "core/storage/database.h"

namespace pannier::segments {

/// Every filter a query may use in this shop, its declared custom fields among them, for the
/// builder, autocomplete and scripts.
Result<std::vector<SegmentFilter>> listFilters(Database& database);

}  // namespace pannier::segments
