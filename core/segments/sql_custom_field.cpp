#include "core/segments/sql_custom_field.h"

#include <algorithm>

#include "core/segments/catalogue.h"

namespace pannier::segments {
namespace {

/// A day count as the text a date field holds. Such texts sort like the days.
std::string dayText(std::int64_t days) { return formatDate(civilFromDays(days)); }

void writeDate(SqlWriter& out, const Condition& condition, const EvaluationTime& time) {
  const Range range = dayRange(condition, time);
  if (range.least > range.most) {
    out.text(range.outside ? "1" : "0");
    return;
  }
  out.text(range.outside ? "v.value NOT BETWEEN " : "v.value BETWEEN ");
  out.bind(dayText(range.least)).text(" AND ").bind(dayText(range.most));
}

void writeNumber(SqlWriter& out, const Condition& condition) {
  const double first = toDouble(std::get<Decimal>(condition.values.front()));
  const double last = toDouble(std::get<Decimal>(condition.values.back()));
  out.text("CAST(v.value AS REAL) ").text(operatorText(condition.op)).text(" ").bind(first);
  if (condition.op == Operator::kBetween) out.text(" AND ").bind(last);
}

void writeTest(SqlWriter& out, const Condition& condition, const EvaluationTime& time) {
  const Literal& value = condition.values.front();
  if (std::holds_alternative<Decimal>(value)) {
    writeNumber(out, condition);
  } else if (std::holds_alternative<DateValue>(value)) {
    writeDate(out, condition, time);
  } else if (const auto* truth = std::get_if<bool>(&value)) {
    const bool wanted = *truth == (condition.op == Operator::kEqual);
    out.text(wanted ? "v.value IN ('true', '1')" : "v.value IN ('false', '0')");
  } else {
    out.text(condition.op == Operator::kEqual ? "v.value = " : "v.value <> ");
    out.bind(std::get<std::string>(value));
  }
}

}  // namespace

std::string_view customFieldTypeOf(const Literal& literal) noexcept {
  if (std::holds_alternative<Decimal>(literal)) return "number";
  if (std::holds_alternative<DateValue>(literal)) return "date";
  return std::holds_alternative<bool>(literal) ? "boolean" : "text";
}

void writeCustomField(SqlWriter& out, const AttributeClause& clause, const EvaluationTime& time) {
  const Condition& condition = clause.condition;
  out.text(condition.op == Operator::kIsNull ? "NOT " : "");
  out.text(
      "r.customer_id IN (SELECT v.owner_id FROM custom_field_value v WHERE v.owner_id IS NOT NULL "
      "AND v._cl % 2 = 1 AND coalesce(v.value, '') <> '' AND v.custom_field_id IN (SELECT f.id "
      "FROM "
      "custom_field f WHERE f._cl % 2 = 1 AND f.entity = 'customer' AND f.namespace = ");
  out.bind(clause.customNamespace).text(" AND f.key = ").bind(clause.customKey);
  if (condition.values.empty()) {
    out.text(")");
  } else {
    out.text(" AND f.type = ").bind(std::string(customFieldTypeOf(condition.values.front())));
    out.text(") AND ");
    writeTest(out, condition, time);
  }
  out.text(")");
}

}  // namespace pannier::segments
