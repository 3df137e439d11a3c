#pragma once

#include "core/segments/ast.h"
#include "core/segments/sql_writer.h"

namespace pannier::segments {

/// Writes `orders_placed …` or `products_purchased …` as a condition on `customer_rollup AS r`.
void writeFunction(SqlWriter& out, const FunctionClause& clause, const EvaluationTime& time);

/// How dear a function is for one customer, next to 1 for reading a column of the rollup.
int functionCost(const FunctionClause& clause) noexcept;

}  // namespace pannier::segments
