#pragma once

#include "core/api/commands.h"

namespace pannier {

/// campaigns.list, get, save_draft, remove, audience, preview; liquid.render
void registerCampaignCommands(api::CommandRegistry& registry);

}  // namespace pannier
