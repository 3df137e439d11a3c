#pragma once

#include "core/api/commands.h"

namespace pannier {

/// customers.orders
void registerOrderCommands(api::CommandRegistry& registry);

}  // namespace pannier
