#pragma once

#include "core/api/commands.h"

namespace pannier {

/// custom_fields.declare, list, set
void registerCustomFieldCommands(api::CommandRegistry& registry);

}  // namespace pannier
