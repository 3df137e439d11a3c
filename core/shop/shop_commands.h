#pragma once

#include "core/api/commands.h"

namespace pannier {

/// shop.get, shop.update, stats.overview
void registerShopCommands(api::CommandRegistry& registry);

}  // namespace pannier
