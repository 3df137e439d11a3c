#pragma once

#include <string>
#include <vector>

#include "core/segments/ast.h"
#include "core/segments/values.h"
#include "core/storage/value.h"

namespace pannier::segments {

/// A condition on the rows of `customer_rollup AS r`, used as
///     SELECT … FROM customer_rollup AS r WHERE <sql>
/// It is 0 or 1 for every row, never NULL, so it can be negated and combined freely. `parameters`
/// bind to its '?' in order; no text of the query is ever part of the SQL.
struct CompiledQuery {
  std::string sql;
  std::vector<Value> parameters;
};

/// Dates become instants here: a result is good for one evaluation, not for keeping.
CompiledQuery compile(const Query& query, const EvaluationTime& time);

}  // namespace pannier::segments
