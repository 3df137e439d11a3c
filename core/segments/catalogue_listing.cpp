#include "core/segments/catalogue_listing.h"

#include "core/segments/catalogue.h"

namespace pannier::segments {
namespace {

constexpr OperatorSet kNullTests = bit(Operator::kIsNull) | bit(Operator::kIsNotNull);
constexpr std::string_view kReadFields =
    "SELECT namespace, key, type, coalesce(name, '') FROM custom_field WHERE entity = 'customer' "
    "AND "
    "_cl % 2 = 1 ORDER BY namespace, key";

std::vector<std::string> operatorNames(OperatorSet operators) {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(Operator::kIsNotNull); ++i) {
    const auto op = static_cast<Operator>(i);
    if ((operators & bit(op)) != 0) names.emplace_back(operatorText(op));
  }
  return names;
}

std::vector<std::string> splitValues(std::string_view values) {
  std::vector<std::string> list;
  while (!values.empty()) {
    const std::size_t end = values.find('|');
    list.emplace_back(values.substr(0, end));
    values.remove_prefix(end == std::string_view::npos ? values.size() : end + 1);
  }
  return list;
}

SegmentFilter describe(const AttributeInfo& attribute) {
  SegmentFilter filter;
  filter.name = attribute.name;
  filter.kind = isList(attribute.type) ? "list" : "attribute";
  filter.type = typeName(attribute.type);
  filter.operators = operatorNames(operatorsOf(attribute.type));
  filter.values = splitValues(attribute.values);
  filter.description = attribute.description;
  filter.example = attribute.example;
  return filter;
}

SegmentFilter describe(const FunctionInfo& function) {
  SegmentFilter filter;
  filter.name = function.name;
  filter.kind = "function";
  filter.type = "boolean";
  filter.operators = {"MATCHES", "NOT MATCHES"};
  filter.description = function.description;
  filter.example = function.example;
  for (const ParameterInfo& info : function.parameters) {
    SegmentParameter parameter;
    parameter.name = info.name;
    parameter.type = typeName(info.type);
    parameter.operators = operatorNames(info.operators);
    parameter.description = info.description;
    filter.parameters.push_back(std::move(parameter));
  }
  return filter;
}

/// A declared custom field: its type says which operators and which example fit.
SegmentFilter describeField(const std::string& name, std::string_view type,
                            std::string_view label) {
  SegmentFilter filter;
  filter.name = name;
  filter.kind = "attribute";
  filter.description = label;
  const bool ordered = type == "number" || type == "date";
  filter.operators =
      operatorNames(operatorsOf(ordered ? ValueType::kInteger : ValueType::kText) | kNullTests);
  filter.type = type == "number" ? "float" : type == "text" ? "string" : std::string(type);
  const std::string_view value = type == "number"    ? " >= 100"
                                 : type == "date"    ? " >= today"
                                 : type == "boolean" ? " = true"
                                                     : " = 'text'";
  filter.example = name + std::string(value);
  if (type == "boolean") filter.values = {"true", "false"};
  return filter;
}

}  // namespace

Result<std::vector<SegmentFilter>> listFilters(Database& database) {
  std::vector<SegmentFilter> filters;
  for (const AttributeInfo& attribute : attributes()) {
    if (attribute.id != Attribute::kCustomField) filters.push_back(describe(attribute));
  }
  for (const FunctionInfo& function : functions()) filters.push_back(describe(function));
  Rows rows = database.query(kReadFields);
  while (rows.next()) {
    const std::string name =
        "metafields." + std::string(rows.text(0)) + "." + std::string(rows.text(1));
    filters.push_back(describeField(name, rows.text(2), rows.text(3)));
  }
  PANNIER_TRY(rows.status());
  return filters;
}

}  // namespace pannier::segments
