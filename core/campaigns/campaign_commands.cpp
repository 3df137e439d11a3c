#include "core/campaigns/campaign_commands.h"

#include "core/campaigns/audience.h"
#include "core/campaigns/campaign_store.h"
#include "core/campaigns/draft.h"
#include "core/campaigns/liquid_commands.h"
#include "core/campaigns/preview.h"
#include "core/campaigns/preview_data.h"

namespace pannier {
namespace {

using campaigns::LiquidProblem;
using registry::EntityNo;

constexpr std::int64_t kAudienceSample = 20;

struct CampaignsListResult {
  static constexpr std::string_view kName = "CampaignsListResult";
  std::vector<Campaign> campaigns;

  template <class V>
  static void describe(V& v) {
    v.field("campaigns", &CampaignsListResult::campaigns, "latest first");
  }
};

struct CampaignsAudienceParams {
  static constexpr std::string_view kName = "CampaignsAudienceParams";
  std::optional<Id> id;
  std::optional<Id> segmentId;
  std::optional<Id> excludedSegmentId;
  std::optional<std::string> channel;

  template <class V>
  static void describe(V& v) {
    v.optional("id", &CampaignsAudienceParams::id,
               "a campaign; the other parameters replace what it says");
    v.optional("segment_id", &CampaignsAudienceParams::segmentId);
    v.optional("excluded_segment_id", &CampaignsAudienceParams::excludedSegmentId);
    v.optional("channel", &CampaignsAudienceParams::channel, "email sms push; default email");
  }
};

struct CampaignsAudienceResult {
  static constexpr std::string_view kName = "CampaignsAudienceResult";
  std::int64_t segment = 0;
  std::int64_t excluded = 0;
  std::int64_t withoutConsent = 0;
  std::int64_t withoutAddress = 0;
  std::int64_t audience = 0;
  std::vector<CustomerRow> customers;

  template <class V>
  static void describe(V& v) {
    v.field("segment", &CampaignsAudienceResult::segment, "members of the segment");
    v.field("excluded", &CampaignsAudienceResult::excluded, "of those, in the excluded segment");
    v.field("without_consent", &CampaignsAudienceResult::withoutConsent,
            "of those with an address, not subscribed");
    v.field("without_address", &CampaignsAudienceResult::withoutAddress, "of the rest, no address");
    v.field("audience", &CampaignsAudienceResult::audience, "who receives it");
    v.field("customers", &CampaignsAudienceResult::customers, "up to 20 of them, by name");
  }
};

struct CampaignsPreviewParams {
  static constexpr std::string_view kName = "CampaignsPreviewParams";
  std::optional<Id> id;
  std::optional<Id> variantId;
  std::optional<std::string> subject;
  std::optional<std::string> preheader;
  std::optional<std::string> body;
  std::optional<Id> customerId;

  template <class V>
  static void describe(V& v) {
    v.optional("id", &CampaignsPreviewParams::id, "a campaign");
    v.optional("variant_id", &CampaignsPreviewParams::variantId, "none = its first variant");
    v.optional("subject", &CampaignsPreviewParams::subject, "instead of the variant's");
    v.optional("preheader", &CampaignsPreviewParams::preheader, "instead of the variant's");
    v.optional("body", &CampaignsPreviewParams::body, "instead of the variant's");
    v.optional("customer_id", &CampaignsPreviewParams::customerId,
               "none = the first of the audience, else any customer");
  }
};

struct CampaignsPreviewResult {
  static constexpr std::string_view kName = "CampaignsPreviewResult";
  std::optional<Id> customerId;
  std::string customerName;
  std::string subject;
  std::string preheader;
  std::string html;
  std::vector<LiquidProblem> problems;

  template <class V>
  static void describe(V& v) {
    v.field("customer_id", &CampaignsPreviewResult::customerId);
    v.field("customer_name", &CampaignsPreviewResult::customerName);
    v.field("subject", &CampaignsPreviewResult::subject);
    v.field("preheader", &CampaignsPreviewResult::preheader);
    v.field("html", &CampaignsPreviewResult::html);
    v.field("problems", &CampaignsPreviewResult::problems);
  }
};

Result<CampaignsListResult> list(api::CommandContext& context, const api::Empty&) {
  CampaignsListResult result;
  PANNIER_ASSIGN(result.campaigns, campaigns::list(context.database()));
  return result;
}

Result<Campaign> get(api::CommandContext& context, const api::IdParams& params) {
  return campaigns::get(context.database(), params.id);
}

Result<api::Empty> remove(api::CommandContext& context, const api::IdParams& params) {
  PANNIER_ASSIGN(const Campaign campaign, campaigns::get(context.database(), params.id));
  for (const CampaignVariant& variant : campaign.variants) {
    PANNIER_TRY(context.writer().remove(EntityNo::kCampaignVariant, variant.id));
  }
  PANNIER_TRY(context.writer().remove(EntityNo::kCampaign, params.id));
  return api::Empty{};
}

campaigns::AudienceRule ruleOf(const Campaign& campaign) {
  return {campaign.segmentId, campaign.excludedSegmentId, campaign.channel};
}

Result<CampaignsAudienceResult> audience(api::CommandContext& context,
                                         const CampaignsAudienceParams& params) {
  campaigns::AudienceRule rule;
  if (params.id) {
    PANNIER_ASSIGN(const Campaign campaign, campaigns::get(context.database(), *params.id));
    rule = ruleOf(campaign);
  }
  if (params.segmentId) rule.segment = params.segmentId;
  if (params.excludedSegmentId) rule.excluded = params.excludedSegmentId;
  if (params.channel) rule.channel = *params.channel;
  PANNIER_ASSIGN(const campaigns::Audience found,
                 campaigns::Audience::make(context.database(), rule, context.nowMs()));
  PANNIER_ASSIGN(const campaigns::AudienceCounts counts, found.count(context.database()));
  CampaignsAudienceResult result;
  result.segment = counts.segment;
  result.excluded = counts.excluded;
  result.withoutAddress = counts.withoutAddress;
  result.withoutConsent = counts.withoutConsent;
  result.audience = counts.audience;
  PANNIER_ASSIGN(result.customers, found.receivers(context.database(), kAudienceSample));
  return result;
}

/// Whom the preview shows when nobody was chosen: the first who would get it, else anybody. A
/// segment that is broken or gone must not take the preview away.
Result<std::optional<CustomerRow>> firstReader(api::CommandContext& context,
                                               const std::optional<Campaign>& campaign) {
  Database& database = context.database();
  std::vector<CustomerRow> found;
  if (campaign && campaign->segmentId) {
    const auto receivers = campaigns::Audience::make(database, ruleOf(*campaign), context.nowMs());
    if (receivers) {
      PANNIER_ASSIGN(found, receivers->receivers(database, 1));
    }
  }
  if (found.empty()) {
    PANNIER_ASSIGN(found, readCustomerRows(database, "1", {}, "r.sort_name, r.customer_pk", 1, 0));
  }
  if (found.empty()) return std::optional<CustomerRow>{};
  return std::optional<CustomerRow>(std::move(found.front()));
}

Result<std::optional<CustomerRow>> readerOf(api::CommandContext& context,
                                            const CampaignsPreviewParams& params,
                                            const std::optional<Campaign>& campaign) {
  if (!params.customerId) return firstReader(context, campaign);
  const std::vector<Parameter> parameters{Parameter(*params.customerId)};
  PANNIER_ASSIGN(auto found, readCustomerRows(context.database(), "r.customer_id = ?", parameters,
                                              "r.customer_pk", 1, 0));
  if (found.empty()) {
    return makeError(ErrorCode::kNotFound,
                     "There is no customer with id " + formatId(*params.customerId) + ".",
                     "customer_id");
  }
  return std::optional<CustomerRow>(std::move(found.front()));
}

Result<campaigns::PreviewTexts> textsOf(const CampaignsPreviewParams& params,
                                        const std::optional<Campaign>& campaign) {
  campaigns::PreviewTexts texts;
  if (campaign) {
    const CampaignVariant* variant = campaigns::variantOf(*campaign, params.variantId);
    if (variant == nullptr && params.variantId) {
      return makeError(ErrorCode::kNotFound,
                       "This campaign has no variant with id " + formatId(*params.variantId) + ".",
                       "variant_id");
    }
    if (variant != nullptr) texts = {variant->subject, variant->preheader, variant->body};
  }
  if (params.subject) texts.subject = *params.subject;
  if (params.preheader) texts.preheader = *params.preheader;
  if (params.body) texts.body = *params.body;
  return texts;
}

Result<CampaignsPreviewResult> preview(api::CommandContext& context,
                                       const CampaignsPreviewParams& params) {
  Database& database = context.database();
  std::optional<Campaign> campaign;
  if (params.id) {
    PANNIER_ASSIGN(campaign, campaigns::get(database, *params.id));
  }
  PANNIER_ASSIGN(const campaigns::PreviewTexts texts, textsOf(params, campaign));
  PANNIER_ASSIGN(const std::optional<CustomerRow> reader, readerOf(context, params, campaign));
  PANNIER_ASSIGN(const ShopSettings settings, shop::load(database));
  CampaignsPreviewResult result;
  if (reader) {
    result.customerId = reader->id;
    result.customerName = reader->name;
  }
  PANNIER_ASSIGN(const json::Value data,
                 campaigns::previewData(database, result.customerId, settings, context.nowMs()));
  campaigns::RenderedPreview rendered =
      campaigns::renderPreview(texts, data.view(), settings, context.nowMs());
  result.subject = std::move(rendered.subject);
  result.preheader = std::move(rendered.preheader);
  result.html = std::move(rendered.html);
  result.problems = std::move(rendered.problems);
  return result;
}

}  // namespace

void registerCampaignCommands(api::CommandRegistry& registry) {
  registry.add<api::Empty, CampaignsListResult>(
      {"campaigns.list",
       "Every campaign with its variants, latest first.",
       {EntityNo::kCampaign, EntityNo::kCampaignVariant, EntityNo::kSegment},
       false},
      list);
  registry.add<api::IdParams, Campaign>(
      {"campaigns.get",
       "One campaign with its variants.",
       {EntityNo::kCampaign, EntityNo::kCampaignVariant, EntityNo::kSegment},
       false},
      get);
  registerCampaignDraftCommand(registry);
  registry.add<api::IdParams, api::Empty>(
      {"campaigns.remove", "Puts a campaign and its variants into the bin.", {}, true}, remove);
  registry.add<CampaignsAudienceParams, CampaignsAudienceResult>(
      {"campaigns.audience",
       "Counts who receives a campaign after exclusions, addresses and consent.",
       {EntityNo::kCampaign, EntityNo::kSegment, EntityNo::kCustomer, EntityNo::kConsentEvent,
        EntityNo::kSalesOrder, EntityNo::kOrderLine, EntityNo::kRefund, EntityNo::kCustomerTag,
        EntityNo::kAddress, EntityNo::kCustomFieldValue, EntityNo::kShopSetting},
       false},
      audience);
  registry.add<CampaignsPreviewParams, CampaignsPreviewResult>(
      {"campaigns.preview",
       "Renders a campaign's texts for one customer and names what is wrong with them.",
       {EntityNo::kCampaign, EntityNo::kCampaignVariant, EntityNo::kSegment, EntityNo::kCustomer,
        EntityNo::kSalesOrder, EntityNo::kCustomFieldValue, EntityNo::kShopSetting},
       false},
      preview);
  registerLiquidCommands(registry);
}

}  // namespace pannier
