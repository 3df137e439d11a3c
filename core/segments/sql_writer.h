#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/segments/values.h"
#include "core/storage/value.h"

namespace pannier::segments {

/// SQL text and its bound parameters, written in step.
class SqlWriter {
 public:
  SqlWriter& text(std::string_view part) {
    sql_ += part;
    return *this;
  }
  /// A '?' bound to the value.
  SqlWriter& bind(Value value) {
    sql_ += '?';
    parameters_.push_back(std::move(value));
    return *this;
  }

  std::string takeSql() { return std::move(sql_); }
  std::vector<Value> takeParameters() { return std::move(parameters_); }

 private:
  std::string sql_;
  std::vector<Value> parameters_;
};

/// A test of `column` against the range, 0 or 1. A nullable column that is NULL gives 0.
void writeRange(SqlWriter& out, std::string_view column, const Range& range, bool nullable);

/// Whether `list`, elements separated (not terminated) by `separator`, has exactly this element,
/// upper and lower case being the same. `list` is an SQL expression that is never NULL.
void writeListContains(SqlWriter& out, std::string_view list, char separator,
                       std::string_view element);

}  // namespace pannier::segments
