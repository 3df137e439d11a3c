#include "core/segments/segment_commands.h"

#include <utility>

#include "core/base/text.h"
#include "core/segments/catalogue_listing.h"
#include "core/segments/segment_filter.h"
#include "core/segments/segment_types.h"

namespace pannier {
namespace {

using api::CommandContext;
using registry::EntityNo;

constexpr std::size_t kMaxNameBytes = 255;
constexpr std::int64_t kMaxSample = 100;

constexpr std::string_view kCountAll = "SELECT count(*) FROM customer_rollup";
constexpr std::string_view kMeasure =
    "SELECT count(*), coalesce(sum(r.total_spent), 0) FROM customer_rollup r WHERE ";
constexpr std::string_view kReadSegments =
    "SELECT id, name, coalesce(query, ''), coalesce(description, ''), created_at, _v FROM segment "
    "WHERE _cl % 2 = 1 ORDER BY name COLLATE NOCASE, id";
constexpr std::string_view kFindByName =
    "SELECT count(*) FROM segment WHERE name = ? AND id <> ? AND _cl % 2 = 1";

/// Entities whose change can change a segment's members.
const std::vector<EntityNo> kReads{
    EntityNo::kCustomer,         EntityNo::kAddress,     EntityNo::kCustomerTag,
    EntityNo::kConsentEvent,     EntityNo::kProduct,     EntityNo::kSalesOrder,
    EntityNo::kOrderLine,        EntityNo::kRefund,      EntityNo::kCustomField,
    EntityNo::kCustomFieldValue, EntityNo::kShopSetting, EntityNo::kSegment};

struct Measure {
  std::int64_t count = 0;
  std::int64_t spent = 0;
};

std::vector<Parameter> bound(const CustomerFilter& filter) {
  return {filter.parameters.begin(), filter.parameters.end()};
}

Result<Measure> measure(Database& database, const CustomerFilter& filter) {
  const std::string sql = std::string(kMeasure) + filter.sql;
  const std::vector<Parameter> parameters = bound(filter);
  Rows rows = database.queryWith(sql, parameters);
  Measure result;
  if (rows.next()) result = {rows.integer(0), rows.integer(1)};
  PANNIER_TRY(rows.status());
  return result;
}

Result<std::vector<Segment>> readSegments(Database& database) {
  std::vector<Segment> segments;
  Rows rows = database.query(kReadSegments);
  while (rows.next()) {
    Segment segment;
    segment.id = rows.id(0);
    segment.name = rows.text(1);
    segment.query = rows.text(2);
    segment.description = rows.text(3);
    segment.createdAt = rows.integer(4);
    segment.version = rows.integer(5);
    segments.push_back(std::move(segment));
  }
  PANNIER_TRY(rows.status());
  return segments;
}

Result<SegmentsListResult> list(CommandContext& context, const api::Empty&) {
  Database& database = context.database();
  SegmentsListResult result;
  PANNIER_ASSIGN(result.base, database.integer(kCountAll, 0));
  PANNIER_ASSIGN(result.segments, readSegments(database));
  for (Segment& segment : result.segments) {
    // One unusable query (from a newer device, say) must not hide all other segments.
    const auto filter = segments::filterOfQuery(database, segment.query, context.nowMs());
    if (!filter) {
      segment.problem = filter.error().message;
      continue;
    }
    PANNIER_ASSIGN(const Measure measured, measure(database, *filter));
    segment.count = measured.count;
  }
  return result;
}

Result<SegmentsPreviewResult> preview(CommandContext& context,
                                      const SegmentsPreviewParams& params) {
  if (params.sample < 0 || params.sample > kMaxSample) {
    return makeError(ErrorCode::kInvalidArgument, "sample must be 0 to 100.", "sample");
  }
  Database& database = context.database();
  PANNIER_ASSIGN(const segments::PreparedQuery prepared,
                 segments::prepare(database, params.query, context.nowMs()));
  PANNIER_ASSIGN(const Measure measured, measure(database, prepared.filter));
  SegmentsPreviewResult result;
  result.count = measured.count;
  result.totalSpent = measured.spent;
  result.averageSpent = measured.count > 0 ? measured.spent / measured.count : 0;
  result.canonical = segments::printQuery(prepared.query);
  PANNIER_ASSIGN(result.base, database.integer(kCountAll, 0));
  PANNIER_ASSIGN(result.currency, readShopCurrency(database));
  if (params.sample > 0) {
    const std::vector<Parameter> parameters = bound(prepared.filter);
    PANNIER_ASSIGN(result.sample, readCustomerRows(database, prepared.filter.sql, parameters,
                                                   "r.customer_pk", params.sample, 0));
  }
  return result;
}

Status checkName(Database& database, std::string_view name, const Id& own) {
  if (name.empty())
    return makeError(ErrorCode::kInvalidArgument, "A segment needs a name.", "name");
  if (name.size() > kMaxNameBytes) {
    return makeError(ErrorCode::kTooLarge, "A segment's name has at most 255 bytes.", "name");
  }
  PANNIER_ASSIGN(const std::int64_t others, database.integer(kFindByName, 0, name, own));
  if (others == 0) return {};
  return makeError(ErrorCode::kConflict,
                   "There already is a segment named '" + std::string(name) + "'.", "name");
}

Result<api::IdResult> save(CommandContext& context, const SegmentsSaveParams& params) {
  const std::string name(trim(params.name));
  PANNIER_TRY(checkName(context.database(), name, params.id.value_or(Id{})));
  PANNIER_TRY(segments::prepare(context.database(), params.query, context.nowMs()));
  NamedValues values{{"name", name}, {"query", params.query}};
  if (params.description) values.emplace_back("description", *params.description);
  if (params.id) {
    PANNIER_TRY(context.writer().patch(EntityNo::kSegment, *params.id, values, params.baseVersion));
    return api::IdResult{*params.id};
  }
  values.emplace_back("created_at", context.nowMs());
  PANNIER_ASSIGN(const Id id, context.writer().create(EntityNo::kSegment, values));
  return api::IdResult{id};
}

Result<api::Empty> remove(CommandContext& context, const api::IdParams& params) {
  PANNIER_TRY(context.writer().remove(EntityNo::kSegment, params.id));
  return api::Empty{};
}

Result<CustomersListResult> members(CommandContext& context, const SegmentsMembersParams& params) {
  if (params.id.has_value() == !params.query.empty()) {
    return makeError(ErrorCode::kInvalidArgument, "Give either id or query.", "id");
  }
  CustomerListQuery query;
  auto filter = params.id
                    ? segments::filterOfSegment(context.database(), *params.id, context.nowMs())
                    : segments::filterOfQuery(context.database(), params.query, context.nowMs());
  if (!filter) return std::move(filter).error();
  query.filter = std::move(filter).value();
  if (!params.sort.empty()) query.sort = params.sort;
  query.limit = params.limit;
  query.offset = params.offset;
  return listCustomers(context.database(), query);
}

Result<SegmentsCatalogueResult> catalogue(CommandContext& context, const api::Empty&) {
  SegmentsCatalogueResult result;
  PANNIER_ASSIGN(result.filters, segments::listFilters(context.database()));
  return result;
}

}  // namespace

void registerSegmentCommands(api::CommandRegistry& registry) {
  registry.add<api::Empty, SegmentsListResult>(
      {"segments.list", "Saved segments with how many customers are in each now.", kReads, false},
      list);
  registry.add<SegmentsPreviewParams, SegmentsPreviewResult>(
      {"segments.preview", "Count, value and a sample of a query's members, or where it is wrong.",
       kReads, false},
      preview);
  registry.add<SegmentsSaveParams, api::IdResult>(
      {"segments.save", "Makes a segment or changes one.", {}, true}, save);
  registry.add<api::IdParams, api::Empty>(
      {"segments.remove", "Puts a segment into the bin.", {}, true}, remove);
  registry.add<SegmentsMembersParams, CustomersListResult>(
      {"segments.members", "Customers of a saved segment or of a query.", kReads, false}, members);
  registry.add<api::Empty, SegmentsCatalogueResult>(
      {"segments.catalogue",
       "Every filter a query may use, with its operators and values.",
       {EntityNo::kCustomField},
       false},
      catalogue);
}

}  // namespace pannier
