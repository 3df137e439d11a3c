#pragma once

#include "core/api/commands.h"

namespace pannier {

/// liquid.render
void registerLiquidCommands(api::CommandRegistry& registry);

}  // namespace pannier
