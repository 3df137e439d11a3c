#pragma once

#include "core/api/commands.h"

namespace pannier {

/// tasks.save, tasks.remove, tasks.list
void registerTaskCommands(api::CommandRegistry& registry);

}  // namespace pannier
