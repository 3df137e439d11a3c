#pragma once

#include "core/base/result.h"
#include "core/customers/customer_types.h"
#include "core/storage/change.h"
#include "core/storage/database.h"

namespace pannier {

/// Everything one screen shows of a customer, orders and timeline apart. kNotFound when there is
/// none or it is deleted. `sink` says which fields have not been sent yet.
Result<CustomerProfile> readProfile(Database& database, ChangeSink& sink, const Id& customer);

/// The live customer with this e-mail address (in any case), external id or phone; none when nobody
/// has it.
Result<Id> findCustomerByEmail(Database& database, std::string_view email);
Result<Id> findCustomerByIdentity(Database& database, std::string_view kind,
                                  std::string_view value);

/// Open conflicts by a condition on `conflict c` with one id parameter, or all (`customer` none).
Result<std::vector<FieldConflict>> readConflicts(Database& database, std::string_view state,
                                                 const Id& customer, std::int64_t limit);

/// One reverse-chronological list of what happened, older than `before` (exclusive).
Result<std::vector<TimelineItem>> readTimeline(Database& database, const Id& customer,
                                               std::int64_t before, std::int64_t limit);

}  // namespace pannier
