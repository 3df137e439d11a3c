#pragma once

#include "core/api/commands.h"

namespace pannier {

namespace interop {
class ImportJobs;
}

namespace api {

/// The list of modules: every business folder adds its commands here, one line each.
void registerAllCommands(CommandRegistry& registry, interop::ImportJobs& imports);

}  // namespace api
}  // namespace pannier
