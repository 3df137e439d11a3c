#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/storage/change.h"
#include "core/storage/rows.h"

namespace pannier {

using NamedValues = std::vector<std::pair<std::string_view, Value>>;

/// The writing side of one command: one SQLite transaction in which rows change, the change is
/// captured for sync and for undo, and derived data follows. Rolls back when destroyed without
/// commit().
///
/// Values are checked against the registry (type, enum values, required, size); a refused value
/// leaves everything as it was. Fields that already have the value are not captured.
class Writer {
 public:
  Writer(RowStore& rows, ChangeSink& sink, IdSource& ids, const Environment& environment);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();

  /// A new row with a fresh id.
  Result<Id> create(registry::EntityNo entity, const NamedValues& values);
  /// A row with an id derived from its content: made when absent, revived when deleted, otherwise
  /// brought to these values (immutable fields keep theirs). True when the row was made or revived.
  Result<bool> put(registry::EntityNo entity, const Id& row, const NamedValues& values);
  /// The same as put, for a row that is almost certainly new: it is inserted without looking first.
  /// Half the work of an import is such rows.
  Result<bool> putNew(registry::EntityNo entity, const Id& row, const NamedValues& values);
  /// Changes fields of a live row; kNotFound when there is none. `baseVersion` is the `_v` the
  /// person saw when editing began; none = the present one.
  Status patch(registry::EntityNo entity, const Id& row, const NamedValues& values,
               std::optional<std::int64_t> baseVersion = std::nullopt);
  /// Puts a live row into the bin; a row that is already there is fine.
  Status remove(registry::EntityNo entity, const Id& row);
  Status restore(registry::EntityNo entity, const Id& row);

  /// Notes, in the same transaction, that an earlier one was undone by this one.
  Status markUndone(std::int64_t transaction);

  void setGroup(const Id& group) { changes_.group = group; }
  void setCoalesce(bool coalesce) { changes_.coalesce = coalesce; }
  [[nodiscard]] std::size_t opCount() const noexcept { return changes_.ops.size(); }
  [[nodiscard]] RowStore& rows() noexcept { return rows_; }
  [[nodiscard]] const Environment& environment() const noexcept { return environment_; }
  [[nodiscard]] IdSource& ids() noexcept { return ids_; }

  /// Commits; the number names the transaction for changes.undo. nullopt when nothing changed.
  Result<std::optional<std::int64_t>> commit();

 private:
  Status ensureTransaction();
  Result<std::vector<FieldChange>> checked(const registry::Entity& entity,
                                           const NamedValues& values, bool isNew) const;
  Status insert(const registry::Entity& entity, const Id& row, const NamedValues& values);
  void capture(Op op, OpBefore before);

  RowStore& rows_;
  ChangeSink& sink_;
  IdSource& ids_;
  const Environment& environment_;
  std::optional<Transaction> transaction_;
  ChangeSet changes_;
  bool marksOnly_ = false;  ///< undo log entries were marked: commit even without a change
};

}  // namespace pannier
