#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/storage/change.h"
#include "core/storage/database.h"
#include "core/storage/rows.h"

namespace pannier::sync {

/// A second copy of one transaction, for storage outside the database (IndexedDB). `number` is its
/// key: a later entry with the same number replaces the earlier one.
struct JournalEntry {
  std::int64_t number = 0;
  std::vector<std::uint8_t> blob;
};

/// What to do to the second copy after a commit or a response.
struct JournalChanges {
  std::vector<JournalEntry> put;
  std::vector<std::int64_t> drop;
};

/// The device's ChangeSink: turns each ChangeSet into a transaction for the server, inside the
/// transaction that changed the rows. Keeps the confirmed value of every field that becomes dirty,
/// so that a refusal can be undone and a page can be applied underneath.
///
/// Not thread safe. The database needs createClientSchema().
class Outbox : public ChangeSink {
 public:
  /// `environment` is borrowed.
  explicit Outbox(const Environment& environment) : environment_(environment) {}

  /// Appends; or, when `changes.coalesce` is set and the last transaction was made by this object,
  /// has not been sent, and patched exactly the same fields of the same row, replaces that one.
  Status record(Database& database, const ChangeSet& changes) override;
  /// Fields of a row whose present value the server has not confirmed.
  Result<std::vector<std::uint16_t>> unsentFields(Database& database, registry::EntityNo entity,
                                                  const Id& row) override;

  /// Transactions up to this local number have left the device: they never change again.
  void markSent(std::int64_t number) noexcept;

  /// Everything whose second copy must be written or dropped since the last call. Call it after
  /// COMMIT.
  Result<JournalChanges> takeJournalChanges(Database& database);
  /// All kept transactions (unacknowledged and refused) above `afterNumber`.
  Result<std::vector<JournalEntry>> journalEntries(Database& database, std::int64_t afterNumber);
  /// Puts journalled transactions back after the database was replaced by an image: re-applies
  /// their changes on top and appends them. The caller has the transaction open. Idempotent;
  /// damaged blobs are an error of kProtocol and change nothing.
  Status replay(RowStore& rows, std::vector<std::vector<std::uint8_t>> blobs);

  /// The second copy of this transaction is out of date (acknowledged, refused, discarded,
  /// renumbered).
  void noteJournalChange(std::int64_t number) { touched_.push_back(number); }

 private:
  const Environment& environment_;
  std::int64_t replaceable_ = 0;       // local number that coalescing may replace; 0 = none
  std::vector<std::int64_t> touched_;  // local numbers whose second copy is out of date
};

}  // namespace pannier::sync
