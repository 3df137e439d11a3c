#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/storage/rows.h"
#include "sync/outbox.h"
#include "sync/sync_place.h"

namespace pannier::sync {

struct ErrorMessage;
struct Received;

/// POST these bytes to /sync; answer with response() or failed(). One request at a time.
struct Post {
  std::vector<std::uint8_t> bytes;
};
/// Call timer() after this time. There is one timer: a later SetTimer replaces an earlier one.
struct SetTimer {
  std::int64_t ms = 0;
};
/// This database can no longer be brought up to date by pages: keep the journal, replace the file
/// by a new image, then attachSnapshot(), replay(), start().
struct Bootstrap {
  std::string reason;
};
/// The device's number is in use elsewhere (a copied profile): enrol again, then newDevice().
struct NewDevice {};
/// The server does not accept the token any more. Work goes on; after signing in call online().
struct SignedOut {};
/// status() may have changed.
struct StatusChanged {};
/// Rows of these entities changed: re-run live queries.
struct Changed {
  std::set<registry::EntityNo> entities;
};
/// The device refused to store (full disk, damaged file). Nothing was changed; sync tries again
/// later.
struct StorageFailed {
  Error error;
};

using Instruction = std::variant<Post, SetTimer, Bootstrap, NewDevice, SignedOut, StatusChanged,
                                 Changed, StorageFailed>;
using Instructions = std::vector<Instruction>;

/// A device's half of sync as a state machine without I/O: every event returns what the host must
/// do, in order. Not thread safe; events and commands on the same database never overlap.
///
///     createClientSchema(database);
///     Outbox outbox(environment);
///     auto core = Core::open(database, environment, {.caller = …, .sink = &outbox});
///     ClientSession session((*core)->rows(), outbox, environment);
class ClientSession : public SyncPlace {
 public:
  /// All borrowed. The database needs createClientSchema().
  ClientSession(RowStore& rows, Outbox& outbox, const Environment& environment);

  // --- events ---------------------------------------------------------------------------------
  /// Begin: exchange with the server now.
  Instructions start();
  Instructions online();
  Instructions offline();
  /// A POKE: the server's head is here.
  Instructions poked(std::int64_t head);
  /// A command committed a change on this device.
  Instructions localCommit();
  /// The body of a 200 answer to the last Post.
  Instructions response(std::span<const std::uint8_t> bytes);
  /// The last Post failed: the HTTP status, 0 when there was no answer.
  Instructions failed(int httpStatus);
  Instructions timer();
  /// Exchange now, whatever the timer says ("Sync now").
  Instructions syncNow();
  /// The answer to NewDevice: transactions not yet acknowledged are numbered anew.
  Instructions newDevice(std::uint32_t device);

  // --- doors ----------------------------------------------------------------------------------
  /// After an image was put in place (first sync or Bootstrap): this database now belongs to
  /// `device`. `epoch` is the one the server named with the image; kConflict when the image is of
  /// another.
  Status attachSnapshot(std::uint32_t device, std::string_view epoch);
  /// All kept transactions above `afterNumber` (see JournalEntry). When a database was opened, the
  /// second copy is replaced by journalEntries(0); from then on takeJournalChanges() keeps it in
  /// step.
  Result<std::vector<JournalEntry>> journalEntries(std::int64_t afterNumber);
  /// What changed for the second copy since the last call; ask after every command and event.
  Result<JournalChanges> takeJournalChanges();
  /// Puts journalled transactions back; one transaction, idempotent.
  Status replay(std::vector<std::vector<std::uint8_t>> blobs);

  Result<SyncStatus> status() override;
  Result<std::vector<RejectedTx>> rejectedList() override;
  Status discardRejected(std::int64_t number) override;

 private:
  enum class Block { kNone, kBootstrap, kNewDevice, kSignedOut };

  Instructions exchangeNow();
  Instructions afterError(const ErrorMessage& error);
  Instructions apply(const Received& answer);
  void wait(Instructions& out, std::int64_t ms);
  void backOff(Instructions& out);
  void blocked(Instructions& out, Block why, std::string reason);
  Result<std::vector<std::uint8_t>> makeRequest();
  Result<std::int64_t> unacknowledged();

  RowStore& rows_;
  Outbox& outbox_;
  const Environment& environment_;
  Block block_ = Block::kNone;
  bool started_ = false;
  bool online_ = true;
  bool inFlight_ = false;
  bool again_ = false;    // something happened while a request was in flight
  bool waiting_ = false;  // the timer runs for a retry or a debounce, not for the idle poll
  int attempts_ = 0;
  std::uint64_t request_ = 0;
  std::int64_t sentAtMs_ = 0;
};

}  // namespace pannier::sync
