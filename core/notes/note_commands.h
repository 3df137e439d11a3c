#pragma once

#include "core/api/commands.h"

namespace pannier {

/// notes.save, notes.remove
void registerNoteCommands(api::CommandRegistry& registry);

}  // namespace pannier
