#include "sync/client_session.h"

#include <algorithm>
#include <array>

#include "sync/client_apply.h"
#include "sync/client_state.h"
#include "sync/frame.h"
#include "sync/pull_query.h"
#include "sync/tx.h"

namespace pannier::sync {
namespace {

constexpr std::int64_t kDebounceMs = 300;
constexpr std::int64_t kIdlePollMs = 60'000;
constexpr std::int64_t kFirstRetryMs = 1'000;
constexpr std::int64_t kLongestRetryMs = 300'000;
/// An answer that took longer says too little about the difference of the clocks.
constexpr std::int64_t kMaxRoundTripMs = 10'000;
constexpr std::int64_t kLastSaneMs = std::int64_t{1} << 47;
constexpr std::size_t kPushTransactions = 250;
constexpr std::size_t kPushBytes = 256u << 10;

constexpr std::string_view kUnacknowledged = "SELECT count(*) FROM outbox WHERE state = 0";
constexpr std::string_view kToPush =
    "SELECT number, client_seq, body FROM outbox WHERE state = 0 ORDER BY number LIMIT ?";
constexpr std::string_view kNumbers = "SELECT number FROM outbox WHERE state = 0 ORDER BY number";
constexpr std::string_view kRenumber = "UPDATE outbox SET client_seq = ? WHERE number = ?";
constexpr std::string_view kRejectedCount = "SELECT count(*) FROM rejected";
constexpr std::string_view kOpenConflicts =
    "SELECT count(*) FROM conflict WHERE state = 'open' AND _cl % 2 = 1";
constexpr std::string_view kRecent =
    "SELECT at, direction, text FROM sync_log ORDER BY id DESC LIMIT 50";
constexpr std::string_view kRejected =
    "SELECT number, code, message, body, at FROM rejected ORDER BY number DESC LIMIT 1000";
constexpr std::string_view kDiscard = "DELETE FROM rejected WHERE number = ?";

/// Not yet acknowledged transactions are counted on from `last`; their order stays. The caller has
/// the transaction open.
Status renumber(Database& database, Outbox& outbox, std::int64_t last) {
  std::vector<std::int64_t> numbers;
  {
    Rows rows = database.query(kNumbers);
    while (rows.next()) numbers.push_back(rows.integer(0));
    PANNIER_TRY(rows.status());
  }
  for (const std::int64_t number : numbers) {
    PANNIER_TRY(database.run(kRenumber, ++last, number));
    outbox.noteJournalChange(number);
  }
  return ClientState(database).set(ClientState::kLastClientSeq, last);
}

std::uint64_t randomNumber(const Environment& environment) {
  std::array<std::uint8_t, 8> bytes{};
  environment.fillRandom(bytes);
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8 | byte;
  return number;
}

void append(Instructions& to, Instructions from) {
  for (Instruction& each : from) to.push_back(std::move(each));
}

}  // namespace

ClientSession::ClientSession(RowStore& rows, Outbox& outbox, const Environment& environment)
    : rows_(rows),
      outbox_(outbox),
      environment_(environment),
      request_(randomNumber(environment) >> 1) {}

// --- events
// -----------------------------------------------------------------------------------------

Instructions ClientSession::start() {
  started_ = true;
  block_ = Block::kNone;
  attempts_ = 0;
  inFlight_ = false;  // a request of before belongs to another life
  return exchangeNow();
}

Instructions ClientSession::online() {
  online_ = true;
  attempts_ = 0;
  if (block_ == Block::kSignedOut) block_ = Block::kNone;
  return exchangeNow();
}

Instructions ClientSession::offline() {
  online_ = false;
  inFlight_ = false;
  return {StatusChanged{}};
}

Instructions ClientSession::poked(std::int64_t head) {
  const auto cursor = ClientState(rows_.database()).integer(ClientState::kCursor);
  if (!cursor || head <= *cursor) return {};
  if (inFlight_) {
    again_ = true;
    return {};
  }
  attempts_ = 0;
  return exchangeNow();
}

Instructions ClientSession::localCommit() {
  Instructions out{StatusChanged{}};
  if (inFlight_)
    again_ = true;
  else if (started_ && online_ && block_ == Block::kNone && !waiting_)
    wait(out, kDebounceMs);
  return out;
}

Instructions ClientSession::timer() {
  if (inFlight_) return {};
  waiting_ = false;
  return exchangeNow();
}

Instructions ClientSession::syncNow() {
  if (block_ == Block::kSignedOut) block_ = Block::kNone;
  attempts_ = 0;
  if (!inFlight_) return exchangeNow();
  again_ = true;
  return {};
}

Instructions ClientSession::failed(int httpStatus) {
  if (!inFlight_) return {};
  inFlight_ = false;
  Instructions out;
  if (httpStatus == 401 || httpStatus == 403)
    blocked(out, Block::kSignedOut, {});
  else
    backOff(out);
  return out;
}

Instructions ClientSession::response(std::span<const std::uint8_t> bytes) {
  if (!inFlight_) return {};
  inFlight_ = false;
  Instructions out;
  auto answer = readAnswer(bytes);
  if (!answer) {
    backOff(out);
    return out;
  }
  if (answer->error) return afterError(*answer->error);
  if (answer->welcome.request != request_) {
    backOff(out);
    return out;
  }
  return apply(*answer);
}

Instructions ClientSession::newDevice(std::uint32_t device) {
  Database& database = rows_.database();
  const auto change = [&]() -> Status {
    PANNIER_ASSIGN(Transaction transaction, Transaction::begin(database));
    PANNIER_TRY(ClientState(database).set(ClientState::kDevice, std::int64_t{device}));
    PANNIER_TRY(renumber(database, outbox_, 0));
    return transaction.commit();
  };
  if (Status changed = change(); !changed) {
    Instructions out{StorageFailed{std::move(changed).error()}, NewDevice{}};
    return out;
  }
  if (block_ == Block::kNewDevice) block_ = Block::kNone;
  attempts_ = 0;
  return exchangeNow();
}

// --- the exchange
// -----------------------------------------------------------------------------------

Instructions ClientSession::exchangeNow() {
  if (!started_ || !online_ || inFlight_ || block_ != Block::kNone) return {};
  Instructions out;
  ClientState state(rows_.database());
  const auto skipped = state.integer(ClientState::kSkippedUnknown);
  if (skipped && *skipped != 0 && *skipped < registry::kSchemaVersion) {
    blocked(out, Block::kBootstrap, "This version of Pannier can store more than the one before.");
    return out;
  }
  auto request = makeRequest();
  if (!request) {
    out.emplace_back(StorageFailed{std::move(request).error()});
    backOff(out);
    return out;
  }
  if (request->empty()) return out;  // not attached to a device number yet
  inFlight_ = true;
  again_ = false;
  waiting_ = false;
  sentAtMs_ = environment_.nowMs();
  out.emplace_back(Post{std::move(request).value()});
  out.emplace_back(StatusChanged{});
  return out;
}

Result<std::vector<std::uint8_t>> ClientSession::makeRequest() {
  Database& database = rows_.database();
  ClientState state(database);
  PANNIER_ASSIGN(const std::int64_t device, state.integer(ClientState::kDevice));
  std::vector<std::uint8_t> bytes;
  if (device == 0) return bytes;
  Hello hello;
  hello.device = static_cast<std::uint32_t>(device);
  hello.request = ++request_;
  hello.schema = static_cast<std::uint32_t>(registry::kSchemaVersion);
  PANNIER_ASSIGN(hello.epoch, state.text(ClientState::kEpoch));
  Push push;
  std::size_t size = 0;
  std::int64_t last = 0;
  {
    Rows rows = database.query(kToPush, static_cast<std::int64_t>(kPushTransactions));
    while (rows.next()) {
      const auto body = rows.blob(2);
      if (!push.transactions.empty() && size + body.size() > kPushBytes) break;
      size += body.size();
      last = rows.integer(0);
      push.transactions.push_back({rows.integer(1), {body.begin(), body.end()}});
    }
    PANNIER_TRY(rows.status());
  }
  Pull pull;
  PANNIER_ASSIGN(pull.cursor, state.integer(ClientState::kCursor));
  pull.maxRows = kMaxPageRows;
  appendMessage(bytes, FrameType::kHello, hello);
  if (!push.transactions.empty()) {
    appendMessage(bytes, FrameType::kPush, push);
    outbox_.markSent(last);
  }
  appendMessage(bytes, FrameType::kPull, pull);
  return bytes;
}

Instructions ClientSession::apply(const Received& answer) {
  Instructions out;
  Database& database = rows_.database();
  const auto epoch = ClientState(database).text(ClientState::kEpoch);
  if (epoch && *epoch != answer.welcome.epoch) {
    blocked(out, Block::kBootstrap, "The server's data was restored from a backup.");
    return out;
  }
  ApplyClock clock{environment_.nowMs(), std::nullopt};
  const std::int64_t roundTrip = clock.nowMs - sentAtMs_;
  const std::int64_t serverMs = answer.welcome.serverNowMs;
  if (roundTrip >= 0 && roundTrip <= kMaxRoundTripMs && serverMs >= 0 && serverMs <= kLastSaneMs) {
    clock.offsetMs = serverMs - (sentAtMs_ + roundTrip / 2);
  }
  auto applied = applyAnswer(rows_, answer, clock);
  if (!applied) {
    const Error& error = applied.error();
    if (error.code == ErrorCode::kProtocol) {
      blocked(out, Block::kBootstrap, error.message);
      return out;
    }
    out.emplace_back(StorageFailed{error});
    backOff(out);
    return out;
  }
  for (const std::int64_t number : applied->touched) outbox_.noteJournalChange(number);
  if (!applied->changed.empty()) out.emplace_back(Changed{std::move(applied->changed)});
  const auto waitingTransactions = unacknowledged();
  const bool unsent = waitingTransactions && *waitingTransactions > 0;
  const bool behind = answer.page && (answer.page->more || answer.welcome.head > applied->cursor);
  const bool progress = applied->acknowledged > 0 || applied->rows > 0;
  if ((unsent || behind) && !progress && !again_) {
    backOff(out);
    return out;
  }
  attempts_ = 0;
  if (unsent || behind || again_) {
    append(out, exchangeNow());
    return out;
  }
  out.emplace_back(StatusChanged{});
  wait(out, kIdlePollMs);
  waiting_ = false;
  return out;
}

Instructions ClientSession::afterError(const ErrorMessage& error) {
  Instructions out;
  switch (error.error) {
    case SyncError::kRebootstrap:
      blocked(out, Block::kBootstrap, error.message);
      return out;
    case SyncError::kFork:
    case SyncError::kWrongDevice:
      blocked(out, Block::kNewDevice, {});
      return out;
    case SyncError::kGap: {
      Database& database = rows_.database();
      const auto change = [&]() -> Status {
        PANNIER_ASSIGN(Transaction transaction, Transaction::begin(database));
        PANNIER_TRY(renumber(database, outbox_, error.value));
        return transaction.commit();
      };
      if (Status changed = change(); !changed)
        out.emplace_back(StorageFailed{std::move(changed).error()});
      else if (attempts_ == 0)
        append(out, exchangeNow());
      if (inFlight_) {
        attempts_ = 1;  // a second gap in a row waits
        return out;
      }
      break;
    }
    case SyncError::kMalformed:
    case SyncError::kProtocol:
    case SyncError::kTooLarge:
      break;
  }
  backOff(out);
  return out;
}

/// Full jitter: anything up to the bound, so that devices cut off together do not come back
/// together.
void ClientSession::backOff(Instructions& out) {
  std::int64_t bound = kFirstRetryMs;
  for (int i = 0; i < attempts_ && bound < kLongestRetryMs; ++i) bound *= 2;
  ++attempts_;
  bound = std::min(bound, kLongestRetryMs);
  const auto jitter =
      static_cast<std::int64_t>(randomNumber(environment_) % static_cast<std::uint64_t>(bound));
  again_ = false;
  out.emplace_back(StatusChanged{});
  wait(out, std::max<std::int64_t>(jitter, kDebounceMs));
}

void ClientSession::wait(Instructions& out, std::int64_t ms) {
  waiting_ = true;
  out.emplace_back(SetTimer{ms});
}

void ClientSession::blocked(Instructions& out, Block why, std::string reason) {
  block_ = why;
  if (why == Block::kBootstrap)
    out.emplace_back(Bootstrap{std::move(reason)});
  else if (why == Block::kNewDevice)
    out.emplace_back(NewDevice{});
  else
    out.emplace_back(SignedOut{});
  out.emplace_back(StatusChanged{});
}

Result<std::int64_t> ClientSession::unacknowledged() {
  return rows_.database().integer(kUnacknowledged, 0);
}

// --- doors
// --------------------------------------------------------------------------------------------

Status ClientSession::attachSnapshot(std::uint32_t device, std::string_view epoch) {
  Database& database = rows_.database();
  ClientState state(database);
  PANNIER_ASSIGN(const std::string imageEpoch, state.text(ClientState::kEpoch));
  if (imageEpoch.empty() || imageEpoch != epoch) {
    return makeError(ErrorCode::kConflict,
                     "The downloaded shop is not of the server's present data; download it again.");
  }
  PANNIER_ASSIGN(Transaction transaction, Transaction::begin(database));
  PANNIER_TRY(state.set(ClientState::kDevice, std::int64_t{device}));
  PANNIER_TRY(state.set(ClientState::kLastSyncedAt, environment_.nowMs()));
  PANNIER_TRY(
      appendLog(database, environment_.nowMs(), "down", "The shop was taken to this device."));
  PANNIER_TRY(transaction.commit());
  block_ = Block::kNone;
  return {};
}

Result<std::vector<JournalEntry>> ClientSession::journalEntries(std::int64_t afterNumber) {
  return outbox_.journalEntries(rows_.database(), afterNumber);
}

Result<JournalChanges> ClientSession::takeJournalChanges() {
  return outbox_.takeJournalChanges(rows_.database());
}

Status ClientSession::replay(std::vector<std::vector<std::uint8_t>> blobs) {
  PANNIER_ASSIGN(Transaction transaction, Transaction::begin(rows_.database()));
  Status done = outbox_.replay(rows_, std::move(blobs));
  if (done) done = rows_.finish();
  if (done) done = transaction.commit();
  if (!done) rows_.abandon();
  return done;
}

Result<SyncStatus> ClientSession::status() {
  Database& database = rows_.database();
  ClientState state(database);
  SyncStatus status;
  PANNIER_ASSIGN(const std::int64_t device, state.integer(ClientState::kDevice));
  status.device = static_cast<std::uint32_t>(device);
  PANNIER_ASSIGN(status.pending, unacknowledged());
  PANNIER_ASSIGN(status.rejected, database.integer(kRejectedCount, 0));
  PANNIER_ASSIGN(status.conflicts, database.integer(kOpenConflicts, 0));
  PANNIER_ASSIGN(status.cursor, state.integer(ClientState::kCursor));
  PANNIER_ASSIGN(status.epoch, state.text(ClientState::kEpoch));
  PANNIER_ASSIGN(const std::int64_t synced, state.integer(ClientState::kLastSyncedAt));
  if (synced > 0) status.lastSyncedAt = synced;
  if (block_ != Block::kNone || !started_)
    status.state = "blocked";
  else if (!online_)
    status.state = "offline";
  else if (inFlight_)
    status.state = "busy";
  else
    status.state = waiting_ ? "waiting" : "idle";
  Rows rows = database.query(kRecent);
  while (rows.next()) {
    status.recent.push_back(
        {rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2))});
  }
  PANNIER_TRY(rows.status());
  return status;
}

Result<std::vector<RejectedTx>> ClientSession::rejectedList() {
  std::vector<RejectedTx> list;
  Rows rows = rows_.database().query(kRejected);
  while (rows.next()) {
    const auto body = decode<TxBody>(rows.blob(3));
    list.push_back({rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)),
                    body ? summarise(*body) : std::string(), rows.integer(4)});
  }
  PANNIER_TRY(rows.status());
  return list;
}

Status ClientSession::discardRejected(std::int64_t number) {
  Database& database = rows_.database();
  PANNIER_TRY(database.run(kDiscard, number));
  if (database.changes() == 0) {
    return makeError(ErrorCode::kNotFound,
                     "There is no refused change with number " + std::to_string(number) + ".",
                     "client_seq");
  }
  outbox_.noteJournalChange(number);
  return {};
}

}  // namespace pannier::sync
