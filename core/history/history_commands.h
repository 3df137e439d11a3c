#pragma once

#include "core/api/commands.h"

namespace pannier {

/// changes.undo
void registerHistoryCommands(api::CommandRegistry& registry);

}  // namespace pannier
