#pragma once

#include "core/api/commands.h"

namespace pannier {

/// segments.list, preview, save, remove, members, catalogue.
void registerSegmentCommands(api::CommandRegistry& registry);

}  // namespace pannier
