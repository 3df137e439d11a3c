#pragma once

#include "core/api/commands.h"
#include "core/interop/import_jobs.h"

namespace pannier {

/// import.detect, import.run, import.start, import.feed, import.cancel, import.list, import.revert.
/// `jobs` outlives the registry.
void registerImportCommands(api::CommandRegistry& registry, interop::ImportJobs& jobs);

}  // namespace pannier
