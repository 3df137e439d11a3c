#pragma once

#include "core/segments/ast.h"
#include "core/segments/sql_writer.h"

namespace pannier::segments {

/// Writes `metafields.<namespace>.<key> …` as a condition on `customer_rollup AS r`. Values are
/// kept as text; the kind of value in the query says how they are compared, and only a field
/// declared with that type can match.
void writeCustomField(SqlWriter& out, const AttributeClause& clause, const EvaluationTime& time);

/// "text", "number", "date" or "boolean": the declared type a value of a query fits.
std::string_view customFieldTypeOf(const Literal& literal) noexcept;

}  // namespace pannier::segments
