#include "core/customers/customer_commands.h"

#include <limits>

#include "core/base/text.h"
#include "core/customers/identity.h"
#include "core/customers/profile.h"

namespace pannier {
namespace {

using api::CommandContext;
using registry::EntityNo;

struct ListParams {
  static constexpr std::string_view kName = "CustomersListParams";
  std::string search, filter, sort;
  std::optional<Id> segmentId;
  std::int64_t limit = 100, offset = 0;
  template <class V>
  static void describe(V& v) {
    v.optional("search", &ListParams::search,
               "Any part of name, e-mail, phone, company or order number");
    v.optional("filter", &ListParams::filter, "A segment query");
    v.optional("segment_id", &ListParams::segmentId, "Members of a saved segment");
    v.optional("sort", &ListParams::sort,
               "Column name, '-' before it for descending; default name");
    v.optional("limit", &ListParams::limit, "1 to 1000, default 100");
    v.optional("offset", &ListParams::offset);
  }
};

struct GetParams {
  static constexpr std::string_view kName = "CustomersGetParams";
  std::optional<Id> id;
  std::string email, externalId;
  template <class V>
  static void describe(V& v) {
    v.optional("id", &GetParams::id);
    v.optional("email", &GetParams::email);
    v.optional("external_id", &GetParams::externalId, "Id in the shop system");
  }
};

struct CreateParams {
  static constexpr std::string_view kName = "CustomersCreateParams";
  api::FieldMap fields;
  template <class V>
  static void describe(V& v) {
    v.required("fields", &CreateParams::fields,
               "Fields of customer in the registry: first_name, email, …");
  }
};

struct UpdateParams {
  static constexpr std::string_view kName = "CustomersUpdateParams";
  Id id;
  api::FieldMap fields;
  std::optional<std::int64_t> baseVersion;
  bool coalesce = false;
  template <class V>
  static void describe(V& v) {
    v.required("id", &UpdateParams::id);
    v.required("fields", &UpdateParams::fields);
    v.optional("base_version", &UpdateParams::baseVersion,
               "The profile's version when the field was shown for editing");
    v.optional("coalesce", &UpdateParams::coalesce, "Typing: may join the change before it");
  }
};

struct TimelineParams {
  static constexpr std::string_view kName = "CustomersTimelineParams";
  Id id;
  std::int64_t limit = 50;
  std::optional<std::int64_t> before;
  template <class V>
  static void describe(V& v) {
    v.required("id", &TimelineParams::id);
    v.optional("limit", &TimelineParams::limit, "1 to 500, default 50");
    v.optional("before", &TimelineParams::before, "Only what happened before this time");
  }
};

struct TimelineResult {
  static constexpr std::string_view kName = "CustomersTimelineResult";
  std::vector<TimelineItem> items;
  template <class V>
  static void describe(V& v) {
    v.field("items", &TimelineResult::items);
  }
};

NamedValues namedValues(const api::FieldMap& fields) {
  NamedValues values;
  for (const auto& [name, value] : fields) values.emplace_back(name, value);
  return values;
}

Error refuseField(std::string_view name) {
  return makeError(ErrorCode::kInvalidArgument,
                   "customer." + std::string(name) + " is set by Pannier and cannot be given.",
                   std::string(name));
}

Result<CustomersListResult> list(CommandContext& context, const ListParams& params,
                                 const SegmentFilterSource& filters) {
  CustomerListQuery query;
  query.search = params.search;
  query.sort = params.sort.empty() ? "name" : params.sort;
  query.limit = params.limit;
  query.offset = params.offset;
  if (!trim(params.filter).empty()) {
    PANNIER_ASSIGN(query.filter, filters.byQuery(context, params.filter));
  }
  if (params.segmentId) {
    PANNIER_ASSIGN(CustomerFilter segment, filters.bySegment(context, *params.segmentId));
    if (query.filter) {
      segment.sql = "(" + segment.sql + ") AND (" + query.filter->sql + ")";
      for (Value& value : query.filter->parameters) segment.parameters.push_back(std::move(value));
    }
    query.filter = std::move(segment);
  }
  return listCustomers(context.database(), query);
}

Result<CustomerProfile> get(CommandContext& context, const GetParams& params) {
  Id id = params.id.value_or(Id{});
  if (!params.email.empty()) {
    PANNIER_ASSIGN(id, findCustomerByEmail(context.database(), params.email));
    if (id.isNone())
      return makeError(ErrorCode::kNotFound,
                       "No customer has the e-mail address " + params.email + ".", "email");
  } else if (!params.externalId.empty()) {
    PANNIER_ASSIGN(id,
                   findCustomerByIdentity(context.database(), "external_id", params.externalId));
    if (id.isNone())
      return makeError(ErrorCode::kNotFound, "No customer has the id " + params.externalId + ".",
                       "external_id");
  } else if (!params.id) {
    return makeError(ErrorCode::kInvalidArgument, "Give id, email or external_id.", "id");
  }
  return readProfile(context.database(), context.sink(), id);
}

Result<api::IdResult> create(CommandContext& context, const CreateParams& params) {
  NamedValues values = namedValues(params.fields);
  bool hasSource = false;
  for (const auto& [name, value] : values) {
    if (name == "created_at") return refuseField(name);
    hasSource = hasSource || name == "source";
  }
  values.emplace_back("created_at", context.nowMs());
  if (!hasSource) values.emplace_back("source", std::string("pannier"));
  Writer& writer = context.writer();
  PANNIER_ASSIGN(const Id id, writer.create(EntityNo::kCustomer, values));
  PANNIER_TRY(keepIdentities(writer, id, values));
  return api::IdResult{id};
}

Result<api::Empty> update(CommandContext& context, const UpdateParams& params) {
  const NamedValues values = namedValues(params.fields);
  for (const auto& [name, value] : values) {
    if (name == "created_at" || name == "source") return refuseField(name);
  }
  Writer& writer = context.writer();
  writer.setCoalesce(params.coalesce);
  PANNIER_TRY(writer.patch(EntityNo::kCustomer, params.id, values, params.baseVersion));
  // Typing an address letter by letter must not leave an identity for each letter.
  if (!params.coalesce) PANNIER_TRY(keepIdentities(writer, params.id, values));
  return api::Empty{};
}

Result<TimelineResult> timeline(CommandContext& context, const TimelineParams& params) {
  if (params.limit < 1 || params.limit > 500) {
    return makeError(ErrorCode::kInvalidArgument, "limit must be 1 to 500.", "limit");
  }
  TimelineResult result;
  const std::int64_t before = params.before.value_or(std::numeric_limits<std::int64_t>::max());
  PANNIER_ASSIGN(result.items, readTimeline(context.database(), params.id, before, params.limit));
  return result;
}

}  // namespace

void registerCustomerCommands(api::CommandRegistry& registry, SegmentFilterSource filters) {
  registry.add<ListParams, CustomersListResult>(
      {"customers.list",
       "One page of the customer list.",
       {EntityNo::kCustomer, EntityNo::kAddress, EntityNo::kCustomerTag, EntityNo::kConsentEvent,
        EntityNo::kSalesOrder, EntityNo::kRefund, EntityNo::kCustomerIdentity,
        EntityNo::kShopSetting, EntityNo::kSegment},
       false},
      [filters = std::move(filters)](CommandContext& context, const ListParams& params) {
        return list(context, params, filters);
      });
  registry.add<GetParams, CustomerProfile>(
      {"customers.get",
       "One customer with everything but orders and timeline.",
       {EntityNo::kCustomer, EntityNo::kAddress, EntityNo::kCustomerTag, EntityNo::kConsentEvent,
        EntityNo::kSalesOrder, EntityNo::kRefund, EntityNo::kCustomerIdentity, EntityNo::kNote,
        EntityNo::kTask, EntityNo::kCustomField, EntityNo::kCustomFieldValue, EntityNo::kConflict,
        EntityNo::kShopSetting},
       false},
      get);
  registry.add<CreateParams, api::IdResult>({"customers.create", "A new customer.", {}, true},
                                            create);
  registry.add<UpdateParams, api::Empty>(
      {"customers.update", "Changes fields of a customer.", {}, true}, update);
  registry.add<api::IdParams, api::Empty>(
      {"customers.remove", "Puts a customer into the bin; undo brings it back.", {}, true},
      [](CommandContext& context, const api::IdParams& params) -> Result<api::Empty> {
        PANNIER_TRY(context.writer().remove(EntityNo::kCustomer, params.id));
        return api::Empty{};
      });
  registry.add<TimelineParams, TimelineResult>(
      {"customers.timeline",
       "What happened with a customer, latest first.",
       {EntityNo::kCustomer, EntityNo::kSalesOrder, EntityNo::kRefund, EntityNo::kNote,
        EntityNo::kTask, EntityNo::kConsentEvent, EntityNo::kConflict},
       false},
      timeline);
}

}  // namespace pannier
