#pragma once

#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/storage/change.h"
#include "core/storage/rows.h"

namespace pannier::sync {

/// Gives the rows a command changed on the server itself their sequence and writer (device 0). The
/// rows have the new values already. A value of a device that the command's author had not seen is
/// kept as a conflict. `rows` may be null before the authority is open; then no conflicts are
/// looked for.
Status recordServerChanges(Database& database, RowStore* rows, const Environment& environment,
                           const ChangeSet& changes);

}  // namespace pannier::sync
