#pragma once

#include <cstddef>

#include "core/api/commands.h"
#include "core/interop/import_types.h"

namespace pannier::interop {

/// Undoes at most `maxTransactions` transactions of an import, the latest first, each in a
/// transaction of its own. Customers that somebody changed or worked with since (notes, tasks,
/// other orders), and fields that were changed since, are kept and reported. The counts of the run
/// stay what they were. `done` when nothing of the import is left to undo. Errors: kStorage.
Result<ImportRevertResult> takeBack(api::CommandContext& context, const Id& run,
                                    std::size_t maxTransactions);

/// takeBack for a finished run, which becomes reverted. Running it again is harmless. Errors:
/// kNotFound, kUnsupported when this device did not make the import and so does not know what it
/// changed, kStorage.
Result<ImportRevertResult> revertRun(api::CommandContext& context, const Id& run,
                                     std::size_t maxTransactions);

}  // namespace pannier::interop
