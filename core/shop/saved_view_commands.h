#pragma once

#include "core/api/commands.h"

namespace pannier {

/// saved_views.list, save, remove
void registerSavedViewCommands(api::CommandRegistry& registry);

}  // namespace pannier
