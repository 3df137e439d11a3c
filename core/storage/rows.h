#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/registry/registry.h"
#include "core/storage/change.h"
#include "core/storage/database.h"

namespace pannier {

/// A row as it stands in its table. `fields` is in the order of the registry's table.
struct StoredRow {
  std::int64_t pk = 0;
  Id id;
  std::int64_t version =
      0;  ///< `_v`: server sequence of the last confirmed change; 0 = never confirmed
  std::int64_t causalLength = 1;  ///< `_cl`: odd = present, even = deleted
  std::vector<Value> fields;

  [[nodiscard]] bool isLive() const noexcept { return causalLength % 2 == 1; }
  /// Value of a field by registry number (null when the registry does not know it).
  [[nodiscard]] const Value& field(const registry::Entity& entity, std::uint16_t number) const;
  [[nodiscard]] const Value& field(const registry::Entity& entity, std::string_view name) const;
};

/// Data computed from rows (rollups, search text): told of every changed row, asked once before
/// COMMIT to bring itself up to date, on every path by which rows change (commands, undo, sync).
class DerivedData {
 public:
  virtual ~DerivedData() = default;
  /// `before` is null when the row is new; `after` is never null (deleted rows stay, with `_cl`
  /// even).
  virtual void rowChanged(const registry::Entity& entity, const StoredRow* before,
                          const StoredRow& after) = 0;
  virtual Status bringUpToDate(Database& database) = 0;
  virtual void forget() noexcept = 0;  ///< the transaction was rolled back
};

/// The only way rows of registry entities are written. Applies, tells derived data, remembers which
/// entities changed. Holds no transaction of its own: the caller has one open, calls finish()
/// before COMMIT and abandon() after a rollback.
class RowStore {
 public:
  RowStore(Database& database, std::vector<DerivedData*> derived)
      : database_(database), derived_(std::move(derived)) {}

  [[nodiscard]] Database& database() noexcept { return database_; }

  Result<std::optional<StoredRow>> read(const registry::Entity& entity, const Id& id);
  /// Makes the row. Fields not given are NULL. An existing id is an error of storage.
  Result<StoredRow> insert(const registry::Entity& entity, const Id& id,
                           std::span<const FieldChange> fields, std::int64_t version,
                           std::int64_t causalLength = 1);
  /// Sets fields of `row` (as read) and updates it in place. Unknown field numbers are skipped.
  Status update(const registry::Entity& entity, StoredRow& row,
                std::span<const FieldChange> fields);
  Status setVersion(const registry::Entity& entity, StoredRow& row, std::int64_t version);
  Status setCausalLength(const registry::Entity& entity, StoredRow& row, std::int64_t causalLength);
  /// Removes the row from its table for good (undo of an unsent row, purge).
  Status erase(const registry::Entity& entity, StoredRow& row);

  Status finish();
  void abandon() noexcept;
  /// Names of the entities changed since the last call, for change notices.
  std::set<registry::EntityNo> takeChangedEntities();

 private:
  void changed(const registry::Entity& entity, const StoredRow* before, const StoredRow& after);

  Database& database_;
  std::vector<DerivedData*> derived_;
  std::set<registry::EntityNo> changedEntities_;
};

}  // namespace pannier
