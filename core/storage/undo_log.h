#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/storage/change.h"
#include "core/storage/database.h"

namespace pannier {

class Writer;

/// What could not be undone because somebody changed it since.
struct KeptChange {
  std::string entity;
  Id row;
  std::string field;
  std::string reason;
};

struct UndoReport {
  std::int64_t removed = 0;   ///< rows taken away again
  std::int64_t restored = 0;  ///< rows whose fields got their earlier values, or that came back
  std::vector<KeptChange> kept;
};

/// The local memory of what each transaction changed (table `undo_log`). Not synced: undo is an
/// ordinary new change.
namespace undo_log {

/// Appends one transaction, or extends the last one when `changes.coalesce` allows. Returns its number.
Result<std::int64_t> append(Database& database, const ChangeSet& changes, std::int64_t nowMs);
/// Applies the inverse of one transaction through `writer`. A field that no longer has the value the
/// transaction gave it is left alone and reported.
Result<UndoReport> undo(Writer& writer, std::int64_t transaction);
/// The latest transaction of a group not yet undone; nullopt when all are.
Result<std::optional<std::int64_t>> lastOfGroup(Database& database, const Id& group);
Result<bool> hasGroup(Database& database, const Id& group);
/// Called by Writer::markUndone inside the undoing transaction.
Status markUndone(Database& database, std::int64_t transaction);

}  // namespace undo_log
}  // namespace pannier
