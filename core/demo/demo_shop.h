#pragma once

#include <cstdint>
#include <functional>

#include "core/base/result.h"
#include "core/base/time_zone.h"
#include "core/storage/database.h"

namespace pannier {

struct DemoOptions {
  std::size_t customers = 2'000;
  std::size_t orders = 8'000;
  std::uint64_t seed = 1;
  std::int64_t nowMs = 0;  ///< the demo's story ends here
};

inline constexpr std::size_t kMaxDemoCustomers = 2'000'000;
inline constexpr std::size_t kMaxDemoOrders = 10'000'000;

/// The shop's next server sequence number, for one row.
using NextVersion = std::function<std::int64_t()>;
/// Rows made so far and roughly how many there will be.
using DemoProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Fills an empty database (schema::migrate was called) with an invented shop: settings, products,
/// customers with addresses, identities, tags and consent, orders over three years, refunds, notes,
/// tasks, segments, campaign drafts, saved views and a custom field. The same for the same seed,
/// size, time zone and local day of `nowMs`, except that today's orders lie between midnight and
/// now. Rows are the server's own: they go past change capture and undo, with versions from
/// `nextVersion`. Everything is one transaction (the caller's, when one is open): afterwards the
/// shop is there with all rollups, or the database is as it was. `progress` may be empty. Errors:
/// kInvalidArgument for sizes out of bounds, kConflict when there are customers or orders already.
Status fillDemoShop(Database& database, const DemoOptions& options, const TimeZone& zone,
                    const NextVersion& nextVersion, const DemoProgress& progress = {});

}  // namespace pannier
