#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/registry/registry.h"
#include "core/storage/rows.h"
#include "sync/merge.h"
#include "sync/tenant.h"

namespace pannier::sync {

/// One side of a conflict.
struct Side {
  std::vector<Value> values;  ///< of the register's fields; empty = none (the row was deleted)
  std::uint32_t device = 0;
  Stamp stamp = 0;
};

/// Two changes met and one had to give way.
struct Meeting {
  const registry::Entity* entity = nullptr;
  const StoredRow* row = nullptr;
  std::vector<const registry::Field*> fields;  ///< one register
  Side winner;
  Side loser;
  bool afterDelete = false;  ///< the winner deleted the row
};

/// Rows of entity `conflict`, written by the server. All within the caller's transaction.
class ConflictBook {
 public:
  ConflictBook(RowStore& rows, Tenant& tenant, std::int64_t nowMs)
      : rows_(rows), tenant_(tenant), nowMs_(nowMs) {}

  /// Keeps the loser. The row's id follows from the losing write, so that the same meeting, told
  /// twice, is one row.
  Status keep(const Meeting& meeting);
  /// Somebody whose device had these conflicts (`seen` = its cursor) changed the field again: the
  /// open ones are settled.
  Status settle(const registry::Entity& entity, const Id& row, const registry::Field& field,
                std::int64_t seen);

 private:
  Result<std::vector<FieldChange>> describe(const Meeting& meeting);

  RowStore& rows_;
  Tenant& tenant_;
  std::int64_t nowMs_;
};

}  // namespace pannier::sync
