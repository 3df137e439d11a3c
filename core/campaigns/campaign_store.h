#pragma once

#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/campaigns/campaign.h"
#include "core/storage/database.h"

namespace pannier::campaigns {

/// Every campaign with its variants, latest first.
Result<std::vector<Campaign>> list(Database& database);
/// kNotFound when there is none with this id or it was deleted.
Result<Campaign> get(Database& database, const Id& campaign);
/// The variant of this id; the first one when `variant` is none. nullptr when there is no such
/// variant.
const CampaignVariant* variantOf(const Campaign& campaign,
                                 const std::optional<Id>& variant) noexcept;

/// Is there a segment with this id that was not deleted?
Result<bool> segmentExists(Database& database, const Id& segment);

}  // namespace pannier::campaigns
