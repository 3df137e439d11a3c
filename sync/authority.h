#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/storage/change.h"
#include "core/storage/database.h"
#include "core/storage/rows.h"
#include "sync/sync_place.h"

namespace pannier::sync {

/// Who sent a request; authenticated before.
struct SyncCaller {
  std::uint32_t device = 0;  ///< enrolled, belongs to `user`
  std::string user;          ///< e-mail, shown in conflicts
  bool isAdmin = true;       ///< may change shop settings
};

/// The answer to one request.
struct Exchange {
  std::vector<std::uint8_t> frames;
  bool headMoved = false;  ///< tell the other devices (POKE)
  std::int64_t head = 0;
  std::set<registry::EntityNo> changed;  ///< for the server's own live queries
};

/// The server's half of sync: gives every changed row its place in the one order, merges what
/// devices push, answers what they pull. Also the ChangeSink of commands run on the server itself
/// (device 0).
///
/// Not thread safe: one caller at a time, on the thread that owns the Database.
///
///     Authority authority(database, environment);
///     auto core = Core::open(database, environment, {.caller = …, .sink = &authority});
///     authority.open((*core)->rows());
class Authority : public ChangeSink, public SyncPlace {
 public:
  /// All borrowed. Does no I/O yet.
  Authority(Database& database, const Environment& environment);

  /// Makes the server's tables, gives rows that have no sequence theirs, chooses the epoch on first
  /// use. Call it after the entity tables exist and before exchange().
  Status open(RowStore& rows);

  /// A new device number, never used before. Numbers start at 1.
  Result<std::uint32_t> enrolDevice(std::string_view user, std::string_view name);
  /// Answers the frames of one POST. Untrusted bytes: whatever they are, the result is frames (an
  /// ERROR frame at worst); Result errors are the storage's only, and then nothing was changed.
  Result<Exchange> exchange(std::span<const std::uint8_t> frames, const SyncCaller& caller);

  /// The newest sequence.
  Result<std::int64_t> head();
  /// Opaque text; changes by renewEpoch().
  Result<std::string> epoch();
  /// After the store was restored from a backup: devices start anew and push again what they have.
  Status renewEpoch();

  Status record(Database& database, const ChangeSet& changes) override;

  Result<SyncStatus> status() override;
  Result<std::vector<RejectedTx>> rejectedList() override;
  Status discardRejected(std::int64_t number) override;

 private:
  Status ensureSchema();

  Database& database_;
  const Environment& environment_;
  RowStore* rows_ = nullptr;
  bool schemaReady_ = false;
};

}  // namespace pannier::sync
