#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "core/base/environment.h"
#include "core/storage/rows.h"
#include "core/storage/writer.h"

namespace pannier::demo {

/// Makes rows past change capture and derived data, as the server's own: each with the next version
/// of the server's sequence. Ids come from the demo's random numbers, so that the same demo has the
/// same ids. Values are ours and are not checked; empty texts are stored as NULL, as everywhere.
class BulkRows {
 public:
  BulkRows(Database& database, const Environment& demoEnvironment,
           std::function<std::int64_t()> nextVersion)
      : rows_(database, {}), ids_(demoEnvironment), nextVersion_(std::move(nextVersion)) {}

  Result<Id> add(registry::EntityNo entity, const NamedValues& values);
  Status add(registry::EntityNo entity, const Id& id, const NamedValues& values);

  [[nodiscard]] Database& database() noexcept { return rows_.database(); }
  [[nodiscard]] std::int64_t count() const noexcept { return count_; }

 private:
  RowStore rows_;
  IdSource ids_;
  std::function<std::int64_t()> nextVersion_;
  std::vector<FieldChange> changes_;
  std::int64_t count_ = 0;
};

}  // namespace pannier::demo
