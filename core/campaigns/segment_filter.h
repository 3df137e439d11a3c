#pragma once

#include <cstdint>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/base/time_zone.h"
#include "core/customers/customer_list.h"
#include "core/storage/database.h"

namespace pannier::campaigns {

/// The members of a saved segment as a condition over `customer_rollup AS r`; relative dates are meant on the
/// shop's clock at `nowMs`. This is the one place where campaigns meet the segment language.
Result<CustomerFilter> filterOfSegment(Database& database, const Id& segment, const TimeZone& timeZone,
                                       std::int64_t nowMs);

}  // namespace pannier::campaigns
