#include "core/base/text.h"
#include "core/customers/customer_commands.h"

/// Addresses, tags and consent of a customer.
namespace pannier {
namespace {

using api::CommandContext;
using registry::EntityNo;

struct AddressParams {
  static constexpr std::string_view kName = "AddressesSaveParams";
  Id customerId;
  std::optional<Id> id;
  api::FieldMap fields;
  std::optional<std::int64_t> baseVersion;
  bool coalesce = false;
  template <class V>
  static void describe(V& v) {
    v.required("customer_id", &AddressParams::customerId);
    v.optional("id", &AddressParams::id, "None makes a new address");
    v.required("fields", &AddressParams::fields);
    v.optional("base_version", &AddressParams::baseVersion);
    v.optional("coalesce", &AddressParams::coalesce, "Typing: may join the change before it");
  }
};

struct TagsParams {
  static constexpr std::string_view kName = "TagsParams";
  Id customerId;
  std::string tag;
  template <class V>
  static void describe(V& v) {
    v.required("customer_id", &TagsParams::customerId);
    v.required("tag", &TagsParams::tag);
  }
};

struct TagCount {
  static constexpr std::string_view kName = "TagCount";
  std::string tag;
  std::int64_t customers = 0;
  template <class V>
  static void describe(V& v) {
    v.field("tag", &TagCount::tag);
    v.field("customers", &TagCount::customers);
  }
};

struct TagsListResult {
  static constexpr std::string_view kName = "TagsListResult";
  std::vector<TagCount> tags;
  template <class V>
  static void describe(V& v) {
    v.field("tags", &TagsListResult::tags);
  }
};

struct ConsentParams {
  static constexpr std::string_view kName = "ConsentRecordParams";
  Id customerId;
  std::string channel, state, source = "staff";
  template <class V>
  static void describe(V& v) {
    v.required("customer_id", &ConsentParams::customerId);
    v.required("channel", &ConsentParams::channel, "email, sms or push");
    v.required("state", &ConsentParams::state);
    v.optional("source", &ConsentParams::source, "How consent was given; default staff");
  }
};

constexpr std::size_t kMaxTagBytes = 255;
constexpr std::string_view kTagCounts =
    "SELECT tag, count(*) FROM customer_tag WHERE _cl % 2 = 1 GROUP BY tag ORDER BY 2 DESC, tag "
    "LIMIT 1000";

Status requireCustomer(CommandContext& context, const Id& id) {
  PANNIER_ASSIGN(
      const std::int64_t live,
      context.database().integer("SELECT 1 FROM customer WHERE id = ? AND _cl % 2 = 1", 0, id));
  if (live == 1) return {};
  return makeError(ErrorCode::kNotFound,
                   "There is no customer with this id; it may have been deleted.", "customer_id");
}

Result<api::IdResult> saveAddress(CommandContext& context, const AddressParams& params) {
  PANNIER_TRY(requireCustomer(context, params.customerId));
  NamedValues values;
  bool becomesDefault = false;
  for (const auto& [name, value] : params.fields) {
    values.emplace_back(name, value);
    becomesDefault = becomesDefault || (name == "is_default" && value == Value{std::int64_t{1}});
  }
  Writer& writer = context.writer();
  writer.setCoalesce(params.coalesce);
  Id id = params.id.value_or(Id{});
  if (params.id) {
    PANNIER_TRY(writer.patch(EntityNo::kAddress, id, values, params.baseVersion));
  } else {
    values.emplace_back("customer_id", params.customerId);
    PANNIER_ASSIGN(id, writer.create(EntityNo::kAddress, values));
  }
  if (!becomesDefault) return api::IdResult{id};
  std::vector<Id> others;
  Rows rows = context.database().query(
      "SELECT id FROM address WHERE customer_id = ? AND is_default = 1 AND _cl % 2 = 1 AND id <> ?",
      params.customerId, id);
  while (rows.next()) others.push_back(rows.id(0));
  PANNIER_TRY(rows.status());
  for (const Id& other : others)
    PANNIER_TRY(writer.patch(EntityNo::kAddress, other, {{"is_default", std::int64_t{0}}}));
  return api::IdResult{id};
}

/// The same tag in another case or with other blanks is the same membership.
Id tagMembership(const Id& customer, std::string_view tag) {
  return deriveId({"tag", formatId(customer), foldText(tag)});
}

Result<api::Empty> addTag(CommandContext& context, const TagsParams& params) {
  const std::string tag(trim(params.tag));
  if (tag.empty() || tag.size() > kMaxTagBytes || tag.find_first_of(",\n") != std::string::npos) {
    return makeError(ErrorCode::kInvalidArgument,
                     "A tag is 1 to 255 bytes long and has no comma or line break.", "tag");
  }
  PANNIER_TRY(requireCustomer(context, params.customerId));
  auto made = context.writer().put(EntityNo::kCustomerTag, tagMembership(params.customerId, tag),
                                   {{"customer_id", params.customerId}, {"tag", tag}});
  if (!made) return std::move(made).error();
  return api::Empty{};
}

Result<api::Empty> removeTag(CommandContext& context, const TagsParams& params) {
  PANNIER_TRY(context.writer().remove(EntityNo::kCustomerTag,
                                      tagMembership(params.customerId, trim(params.tag))));
  return api::Empty{};
}

Result<TagsListResult> listTags(CommandContext& context, const api::Empty&) {
  TagsListResult result;
  Rows rows = context.database().query(kTagCounts);
  while (rows.next()) result.tags.push_back({std::string(rows.text(0)), rows.integer(1)});
  PANNIER_TRY(rows.status());
  return result;
}

Result<api::IdResult> recordConsent(CommandContext& context, const ConsentParams& params) {
  PANNIER_TRY(requireCustomer(context, params.customerId));
  PANNIER_ASSIGN(const Id id, context.writer().create(EntityNo::kConsentEvent,
                                                      {{"customer_id", params.customerId},
                                                       {"channel", params.channel},
                                                       {"state", params.state},
                                                       {"source", params.source},
                                                       {"occurred_at", context.nowMs()}}));
  return api::IdResult{id};
}

}  // namespace

void registerCustomerDetailCommands(api::CommandRegistry& registry) {
  registry.add<AddressParams, api::IdResult>(
      {"addresses.save",
       "Makes or changes an address; a new default takes the place of the old.",
       {},
       true},
      saveAddress);
  registry.add<api::IdParams, api::Empty>(
      {"addresses.remove", "Puts an address into the bin.", {}, true},
      [](CommandContext& context, const api::IdParams& params) -> Result<api::Empty> {
        PANNIER_TRY(context.writer().remove(EntityNo::kAddress, params.id));
        return api::Empty{};
      });
  registry.add<TagsParams, api::Empty>({"tags.add", "Tags a customer.", {}, true}, addTag);
  registry.add<TagsParams, api::Empty>({"tags.remove", "Takes a tag off a customer.", {}, true},
                                       removeTag);
  registry.add<api::Empty, TagsListResult>({"tags.list",
                                            "All tags in use with how many customers have them.",
                                            {EntityNo::kCustomerTag},
                                            false},
                                           listTags);
  registry.add<ConsentParams, api::IdResult>(
      {"consent.record",
       "Records that a customer gave or withdrew consent for a channel.",
       {},
       true},
      recordConsent);
}

}  // namespace pannier
