#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/api/describe.h"
#include "core/customers/customer_list.h"

/// What the segment commands take and give, as JSON names it.
namespace pannier {

struct Segment {
  static constexpr std::string_view kName = "Segment";
  Id id;
  std::string name, query, description, problem;
  std::int64_t count = 0, createdAt = 0, version = 0;
  template <class V>
  static void describe(V& v) {
    v.field("id", &Segment::id);
    v.field("name", &Segment::name);
    v.field("query", &Segment::query, "As it was written");
    v.field("description", &Segment::description);
    v.field("count", &Segment::count, "Customers in it now; 0 when the query cannot be used");
    v.field("created_at", &Segment::createdAt);
    v.field("version", &Segment::version);
    v.field("problem", &Segment::problem, "Why the query cannot be used; empty when it can");
  }
};

struct SegmentsListResult {
  static constexpr std::string_view kName = "SegmentsListResult";
  std::vector<Segment> segments;
  std::int64_t base = 0;
  template <class V>
  static void describe(V& v) {
    v.field("segments", &SegmentsListResult::segments, "By name");
    v.field("base", &SegmentsListResult::base, "All customers");
  }
};

struct SegmentsPreviewParams {
  static constexpr std::string_view kName = "SegmentsPreviewParams";
  std::string query;
  std::int64_t sample = 10;
  template <class V>
  static void describe(V& v) {
    v.required("query", &SegmentsPreviewParams::query);
    v.optional("sample", &SegmentsPreviewParams::sample,
               "How many members to show, 0 to 100, default 10");
  }
};

struct SegmentsPreviewResult {
  static constexpr std::string_view kName = "SegmentsPreviewResult";
  std::int64_t count = 0, base = 0, totalSpent = 0, averageSpent = 0;
  std::string currency, canonical;
  std::vector<CustomerRow> sample;
  template <class V>
  static void describe(V& v) {
    v.field("count", &SegmentsPreviewResult::count, "Members");
    v.field("base", &SegmentsPreviewResult::base, "All customers");
    v.field("total_spent", &SegmentsPreviewResult::totalSpent, "By all members together");
    v.field("average_spent", &SegmentsPreviewResult::averageSpent, "By a member, rounded down");
    v.field("currency", &SegmentsPreviewResult::currency);
    v.field("canonical", &SegmentsPreviewResult::canonical,
            "The query in its one canonical spelling");
    v.field("sample", &SegmentsPreviewResult::sample);
  }
};

struct SegmentsSaveParams {
  static constexpr std::string_view kName = "SegmentsSaveParams";
  std::optional<Id> id;
  std::string name, query;
  std::optional<std::string> description;
  std::optional<std::int64_t> baseVersion;
  template <class V>
  static void describe(V& v) {
    v.optional("id", &SegmentsSaveParams::id, "None = a new segment");
    v.required("name", &SegmentsSaveParams::name);
    v.required("query", &SegmentsSaveParams::query);
    v.optional("description", &SegmentsSaveParams::description, "None = stays as it is");
    v.optional("base_version", &SegmentsSaveParams::baseVersion,
               "The version that was shown for editing");
  }
};

struct SegmentsMembersParams {
  static constexpr std::string_view kName = "SegmentsMembersParams";
  std::optional<Id> id;
  std::string query, sort;
  std::int64_t limit = 100, offset = 0;
  template <class V>
  static void describe(V& v) {
    v.optional("id", &SegmentsMembersParams::id, "A saved segment; or give query");
    v.optional("query", &SegmentsMembersParams::query);
    v.optional("limit", &SegmentsMembersParams::limit, "1 to 1000, default 100");
    v.optional("offset", &SegmentsMembersParams::offset);
    v.optional("sort", &SegmentsMembersParams::sort, "As in customers.list");
  }
};

struct SegmentParameter {
  static constexpr std::string_view kName = "SegmentFilterParameter";
  std::string name, type, description;
  std::vector<std::string> operators;
  template <class V>
  static void describe(V& v) {
    v.field("name", &SegmentParameter::name);
    v.field("type", &SegmentParameter::type);
    v.field("operators", &SegmentParameter::operators);
    v.field("description", &SegmentParameter::description);
  }
};

struct SegmentFilter {
  static constexpr std::string_view kName = "SegmentFilter";
  std::string name, kind, type, description, example;
  std::vector<std::string> operators, values;
  std::vector<SegmentParameter> parameters;
  template <class V>
  static void describe(V& v) {
    v.field("name", &SegmentFilter::name);
    v.field("kind", &SegmentFilter::kind, "attribute, list or function");
    v.field("type", &SegmentFilter::type, "integer, float, date, string, enum, id or boolean");
    v.field("operators", &SegmentFilter::operators);
    v.field("values", &SegmentFilter::values, "Of an enum");
    v.field("description", &SegmentFilter::description);
    v.field("example", &SegmentFilter::example);
    v.field("parameters", &SegmentFilter::parameters, "Of a function");
  }
};

struct SegmentsCatalogueResult {
  static constexpr std::string_view kName = "SegmentsCatalogueResult";
  std::vector<SegmentFilter> filters;
  template <class V>
  static void describe(V& v) {
    v.field("filters", &SegmentsCatalogueResult::filters);
  }
};

}  // namespace pannier
