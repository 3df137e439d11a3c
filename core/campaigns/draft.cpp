#include "core/campaigns/draft.h"

#include <algorithm>
#include <array>

#include "core/campaigns/campaign_store.h"

namespace pannier {
namespace {

using registry::EntityNo;

constexpr std::array<std::string_view, 8> kFields{"name",      "goal",       "channel",
                                                  "status",    "segment_id", "excluded_segment_id",
                                                  "from_name", "from_email"};
constexpr std::array<std::string_view, 4> kVariantFields{"name", "subject", "preheader", "body"};
/// Chosen, not typed: each choice is undone by itself.
constexpr std::array<std::string_view, 4> kChoices{"channel", "status", "segment_id",
                                                   "excluded_segment_id"};

constexpr std::string_view kUntitled = "Untitled campaign";
constexpr std::string_view kFirstVariant = "A";
constexpr std::int64_t kFullWeight = 100;

struct CampaignsSaveDraftParams {
  static constexpr std::string_view kName = "CampaignsSaveDraftParams";
  std::optional<Id> id;
  api::FieldMap fields;
  std::optional<Id> variantId;
  api::FieldMap variant;
  std::optional<std::int64_t> baseVersion;
  std::optional<std::int64_t> variantBaseVersion;

  template <class V>
  static void describe(V& v) {
    v.optional("id", &CampaignsSaveDraftParams::id, "none = a new draft with one variant");
    v.optional("fields", &CampaignsSaveDraftParams::fields,
               "name goal channel status segment_id excluded_segment_id from_name from_email");
    v.optional("variant_id", &CampaignsSaveDraftParams::variantId, "none = the first variant");
    v.optional("variant", &CampaignsSaveDraftParams::variant, "name subject preheader body");
    v.optional("base_version", &CampaignsSaveDraftParams::baseVersion);
    v.optional("variant_base_version", &CampaignsSaveDraftParams::variantBaseVersion);
  }
};

struct CampaignsSaveDraftResult {
  static constexpr std::string_view kName = "CampaignsSaveDraftResult";
  Id id;
  Id variantId;

  template <class V>
  static void describe(V& v) {
    v.field("id", &CampaignsSaveDraftResult::id);
    v.field("variant_id", &CampaignsSaveDraftResult::variantId);
  }
};

template <std::size_t N>
bool isIn(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// A name that is being typed is empty for a moment; a row never is without a name.
Value nameOrUntitled(const Value& value, std::string_view untitled) {
  const auto* text = std::get_if<std::string>(&value);
  return isNull(value) || (text != nullptr && text->empty()) ? Value{std::string(untitled)} : value;
}

template <std::size_t N>
Result<NamedValues> valuesOf(const api::FieldMap& fields,
                             const std::array<std::string_view, N>& allowed, std::string_view what,
                             std::string_view untitled) {
  NamedValues values;
  for (const auto& [name, value] : fields) {
    if (!isIn(allowed, name)) {
      return makeError(ErrorCode::kInvalidArgument,
                       std::string(what) + " has no field '" + name + "' that can be set.", name);
    }
    values.emplace_back(name, name == "name" ? nameOrUntitled(value, untitled) : value);
  }
  return values;
}

Status checkSegments(Database& database, const NamedValues& values) {
  for (const auto& [name, value] : values) {
    if (name != "segment_id" && name != "excluded_segment_id") continue;
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || text->empty()) continue;
    const auto id = parseId(*text);
    if (!id)
      return makeError(ErrorCode::kInvalidArgument, std::string(name) + " must be an id (UUID).",
                       std::string(name));
    PANNIER_ASSIGN(const bool exists, campaigns::segmentExists(database, *id));
    if (!exists) {
      return makeError(ErrorCode::kNotFound,
                       "There is no segment with id " + *text + "; it may have been deleted.",
                       std::string(name));
    }
  }
  return {};
}

bool gives(const NamedValues& values, std::string_view name) {
  return std::any_of(values.begin(), values.end(),
                     [name](const auto& pair) { return pair.first == name; });
}

Result<CampaignsSaveDraftResult> makeDraft(api::CommandContext& context, NamedValues fields,
                                           NamedValues variant) {
  if (!gives(fields, "name")) fields.emplace_back("name", std::string(kUntitled));
  if (!gives(fields, "channel")) fields.emplace_back("channel", std::string("email"));
  if (!gives(fields, "status")) fields.emplace_back("status", std::string("draft"));
  fields.emplace_back("created_at", context.nowMs());
  CampaignsSaveDraftResult result;
  PANNIER_ASSIGN(result.id, context.writer().create(EntityNo::kCampaign, fields));
  if (!gives(variant, "name")) variant.emplace_back("name", std::string(kFirstVariant));
  variant.emplace_back("campaign_id", result.id);
  variant.emplace_back("weight", kFullWeight);
  PANNIER_ASSIGN(result.variantId, context.writer().create(EntityNo::kCampaignVariant, variant));
  return result;
}

/// The variant to change: the one named, else the first, else one made now.
Result<Id> variantToChange(api::CommandContext& context, const Campaign& campaign,
                           const std::optional<Id>& wanted) {
  if (const CampaignVariant* variant = campaigns::variantOf(campaign, wanted)) return variant->id;
  if (wanted) {
    return makeError(ErrorCode::kNotFound,
                     "This campaign has no variant with id " + formatId(*wanted) + ".",
                     "variant_id");
  }
  return context.writer().create(EntityNo::kCampaignVariant, {{"campaign_id", campaign.id},
                                                              {"name", std::string(kFirstVariant)},
                                                              {"weight", kFullWeight}});
}

Result<CampaignsSaveDraftResult> changeDraft(api::CommandContext& context,
                                             const CampaignsSaveDraftParams& params,
                                             const NamedValues& fields,
                                             const NamedValues& variant) {
  PANNIER_ASSIGN(const Campaign campaign, campaigns::get(context.database(), *params.id));
  const bool isChoice = std::any_of(fields.begin(), fields.end(),
                                    [](const auto& pair) { return isIn(kChoices, pair.first); });
  context.writer().setCoalesce(!isChoice);
  CampaignsSaveDraftResult result;
  result.id = campaign.id;
  PANNIER_ASSIGN(result.variantId, variantToChange(context, campaign, params.variantId));
  if (!fields.empty()) {
    PANNIER_TRY(
        context.writer().patch(EntityNo::kCampaign, campaign.id, fields, params.baseVersion));
  }
  if (!variant.empty()) {
    PANNIER_TRY(context.writer().patch(EntityNo::kCampaignVariant, result.variantId, variant,
                                       params.variantBaseVersion));
  }
  return result;
}

Result<CampaignsSaveDraftResult> saveDraft(api::CommandContext& context,
                                           const CampaignsSaveDraftParams& params) {
  PANNIER_ASSIGN(NamedValues fields, valuesOf(params.fields, kFields, "A campaign", kUntitled));
  PANNIER_ASSIGN(NamedValues variant,
                 valuesOf(params.variant, kVariantFields, "A variant", kFirstVariant));
  PANNIER_TRY(checkSegments(context.database(), fields));
  if (params.id) return changeDraft(context, params, fields, variant);
  return makeDraft(context, std::move(fields), std::move(variant));
}

}  // namespace

void registerCampaignDraftCommand(api::CommandRegistry& registry) {
  registry.add<CampaignsSaveDraftParams, CampaignsSaveDraftResult>(
      {"campaigns.save_draft",
       "Makes a draft or changes fields of one; typing is undone and sent as one change.",
       {},
       true},
      saveDraft);
}

}  // namespace pannier
