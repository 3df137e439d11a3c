#include "core/campaigns/audience.h"

#include "core/segments/segment_filter.h"

namespace pannier::campaigns {
namespace {

/// A condition that is true for nobody.
CustomerFilter nobody() { return {"0", {}}; }

struct Channel {
  std::string_view name;
  std::string_view address;
  std::string_view consent;
};
constexpr Channel kChannels[] = {
    {"email", "r.email", "r.email_consent"},
    {"sms", "r.phone", "r.sms_consent"},
    {"push", "'device'", "r.push_consent"},
};

const Channel* findChannel(std::string_view name) {
  for (const Channel& channel : kChannels) {
    if (channel.name == name) return &channel;
  }
  return nullptr;
}

void append(std::vector<Parameter>& parameters, const std::vector<Value>& values) {
  for (const Value& value : values) parameters.emplace_back(value);
}

}  // namespace

Result<Audience> Audience::make(Database& database, const AudienceRule& rule, std::int64_t nowMs) {
  const Channel* channel = findChannel(rule.channel);
  if (channel == nullptr) {
    return makeError(ErrorCode::kInvalidArgument, "channel must be email, sms or push.", "channel");
  }
  Audience audience;
  audience.address_ = channel->address;
  audience.consent_ = channel->consent;
  audience.segment_ = nobody();
  audience.excluded_ = nobody();
  if (rule.segment) {
    PANNIER_ASSIGN(audience.segment_, segments::filterOfSegment(database, *rule.segment, nowMs));
  }
  if (rule.excluded) {
    PANNIER_ASSIGN(audience.excluded_, segments::filterOfSegment(database, *rule.excluded, nowMs));
  }
  return audience;
}

Result<AudienceCounts> Audience::count(Database& database) const {
  // The excluded condition stands first in the text, so its parameters come first.
  const std::string sql =
      "SELECT count(*), sum(excluded), sum(NOT excluded AND address = ''), "
      "sum(NOT excluded AND address <> '' AND consent <> 'SUBSCRIBED'), "
      "sum(NOT excluded AND address <> '' AND consent = 'SUBSCRIBED') FROM "
      "(SELECT coalesce((" +
      excluded_.sql + "), 0) <> 0 AS excluded, " + address_ + " AS address, " + consent_ +
      " AS consent FROM customer_rollup r WHERE (" + segment_.sql + "))";
  std::vector<Parameter> parameters;
  append(parameters, excluded_.parameters);
  append(parameters, segment_.parameters);
  AudienceCounts counts;
  Rows rows = database.queryWith(sql, parameters);
  if (rows.next()) {
    counts.segment = rows.integer(0);
    counts.excluded = rows.integer(1);
    counts.withoutAddress = rows.integer(2);
    counts.withoutConsent = rows.integer(3);
    counts.audience = rows.integer(4);
  }
  PANNIER_TRY(rows.status());
  return counts;
}

Result<std::vector<CustomerRow>> Audience::receivers(Database& database, std::int64_t limit) const {
  const std::string where = "(" + segment_.sql + ") AND coalesce((" + excluded_.sql +
                            "), 0) = 0 AND " + address_ + " <> '' AND " + consent_ +
                            " = 'SUBSCRIBED'";
  std::vector<Parameter> parameters;
  append(parameters, segment_.parameters);
  append(parameters, excluded_.parameters);
  return readCustomerRows(database, where, parameters, "r.sort_name, r.customer_pk", limit, 0);
}

}  // namespace pannier::campaigns
