#pragma once

#include "core/api/commands.h"

namespace pannier {

/// campaigns.save_draft
void registerCampaignDraftCommand(api::CommandRegistry& registry);

}  // namespace pannier
