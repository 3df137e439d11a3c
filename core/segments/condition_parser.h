#pragma once

#include "core/segments/value_parser.h"

namespace pannier::segments {

/// Reads operator and values: `>= 3`, `BETWEEN -7d AND today`, `NOT CONTAINS 'x'`, `IN (1, 2)`,
/// `IS NULL`. Operators outside `operators` are refused with those that fit.
Result<Condition> parseCondition(Cursor& cursor, const ValueSlot& slot, OperatorSet operators);

/// The value part of a deprecated parameter: `1234` or `(1, 2)`.
Result<Condition> parseDeprecatedValue(Cursor& cursor, const ValueSlot& slot, Operator single);

}  // namespace pannier::segments
