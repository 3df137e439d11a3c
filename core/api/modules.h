#pragma once

#include "core/api/commands.h"

namespace pannier {

class ImportJobs;

namespace api {

/// The list of modules: every business folder adds its commands here, one line each.
void registerAllCommands(CommandRegistry& registry, ImportJobs& imports);

}  // namespace api
}  // namespace pannier
