#include "core/campaigns/campaign_store.h"

namespace pannier::campaigns {
namespace {

Campaign readCampaign(const Rows& rows) {
  Campaign campaign;
  campaign.id = rows.id(0);
  campaign.name = rows.text(1);
  campaign.goal = rows.text(2);
  campaign.channel = rows.text(3);
  campaign.status = rows.text(4);
  if (!rows.isNull(5)) campaign.segmentId = rows.id(5);
  campaign.segmentName = rows.text(6);
  if (!rows.isNull(7)) campaign.excludedSegmentId = rows.id(7);
  campaign.fromName = rows.text(8);
  campaign.fromEmail = rows.text(9);
  campaign.createdAt = rows.integer(10);
  campaign.version = rows.integer(11);
  return campaign;
}

constexpr std::string_view kVariants =
    "SELECT id, name, subject, preheader, body, coalesce(weight, 0), _v FROM campaign_variant "
    "WHERE campaign_id = ? AND _cl % 2 = 1 ORDER BY id";

Status addVariants(Database& database, Campaign& campaign) {
  Rows rows = database.query(kVariants, campaign.id);
  while (rows.next()) {
    CampaignVariant variant;
    variant.id = rows.id(0);
    variant.name = rows.text(1);
    variant.subject = rows.text(2);
    variant.preheader = rows.text(3);
    variant.body = rows.text(4);
    variant.weight = rows.integer(5);
    variant.version = rows.integer(6);
    campaign.variants.push_back(std::move(variant));
  }
  return rows.status();
}

}  // namespace

constexpr std::string_view kList =
    "SELECT c.id, c.name, c.goal, coalesce(c.channel, 'email'), coalesce(c.status, 'draft'), "
    "c.segment_id, s.name, c.excluded_segment_id, c.from_name, c.from_email, c.created_at, c._v "
    "FROM campaign c LEFT JOIN segment s ON s.id = c.segment_id AND s._cl % 2 = 1 "
    "WHERE c._cl % 2 = 1 ORDER BY c.created_at DESC, c.pk DESC";

Result<std::vector<Campaign>> list(Database& database) {
  std::vector<Campaign> campaigns;
  {
    Rows rows = database.query(kList);
    while (rows.next()) campaigns.push_back(readCampaign(rows));
    PANNIER_TRY(rows.status());
  }
  for (Campaign& campaign : campaigns) PANNIER_TRY(addVariants(database, campaign));
  return campaigns;
}

constexpr std::string_view kGet =
    "SELECT c.id, c.name, c.goal, coalesce(c.channel, 'email'), coalesce(c.status, 'draft'), "
    "c.segment_id, s.name, c.excluded_segment_id, c.from_name, c.from_email, c.created_at, c._v "
    "FROM campaign c LEFT JOIN segment s ON s.id = c.segment_id AND s._cl % 2 = 1 "
    "WHERE c.id = ? AND c._cl % 2 = 1";

Result<Campaign> get(Database& database, const Id& id) {
  std::optional<Campaign> campaign;
  {
    Rows rows = database.query(kGet, id);
    if (rows.next()) campaign = readCampaign(rows);
    PANNIER_TRY(rows.status());
  }
  if (!campaign) {
    return makeError(ErrorCode::kNotFound, "There is no campaign with id " + formatId(id) + ".",
                     "id");
  }
  PANNIER_TRY(addVariants(database, *campaign));
  return *std::move(campaign);
}

const CampaignVariant* variantOf(const Campaign& campaign,
                                 const std::optional<Id>& variant) noexcept {
  for (const CampaignVariant& each : campaign.variants) {
    if (!variant || each.id == *variant) return &each;
  }
  return nullptr;
}

constexpr std::string_view kSegmentExists = "SELECT 1 FROM segment WHERE id = ? AND _cl % 2 = 1";

Result<bool> segmentExists(Database& database, const Id& segment) {
  PANNIER_ASSIGN(const std::int64_t found, database.integer(kSegmentExists, 0, segment));
  return found == 1;
}

}  // namespace pannier::campaigns
