#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
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

/// A row that a transaction made, or brought back.
struct MadeRow {
  registry::EntityNo entity{};
  Id row;
  /// What it was made with; recorded only for what people edit: customers, addresses, products,
  /// variants.
  std::span<const FieldChange> fields;
};
using KeptRows = std::unordered_map<Id, std::string, IdHash>;
using ChooseKept = std::function<Result<KeptRows>(std::span<const MadeRow>)>;

/// The local memory of what each transaction changed (table `undo_log`). Not synced: undo is an
/// ordinary new change.
namespace undo_log {

/// Appends one transaction, or extends the last one when `changes.coalesce` allows. Returns its
/// number.
Result<std::int64_t> append(Database& database, const ChangeSet& changes, std::int64_t nowMs);
/// Applies the inverse of one transaction through `writer`. A field that no longer has the value
/// the transaction gave it is left alone and reported.
///
/// `choose` is shown all rows the transaction made and answers which of them stay as they are, each
/// with its reason for the report.
Result<UndoReport> undo(Writer& writer, std::int64_t transaction, const ChooseKept& choose = {});
/// The latest transaction of a group not yet undone; nullopt when all are.
Result<std::optional<std::int64_t>> lastOfGroup(Database& database, const Id& group);
Result<bool> hasGroup(Database& database, const Id& group);
/// Called by Writer::markUndone inside the undoing transaction.
Status markUndone(Database& database, std::int64_t transaction);

}  // namespace undo_log
}  // namespace pannier
