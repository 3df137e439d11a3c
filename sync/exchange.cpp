#include "sync/exchange.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "sync/frame.h"
#include "sync/messages.h"
#include "sync/pull_query.h"
#include "sync/tenant.h"
#include "sync/tx.h"
#include "sync/tx_applier.h"

namespace pannier::sync {
namespace {

constexpr std::string_view kReadResult =
    "SELECT hash, result FROM sync_tx_result WHERE device = ? AND client_seq = ?";
constexpr std::string_view kKeepResult =
    "INSERT INTO sync_tx_result(device, client_seq, hash, result) VALUES (?, ?, ?, ?)";
constexpr std::string_view kForgetResults =
    "DELETE FROM sync_tx_result WHERE device = ? AND client_seq <= ?";
/// A device that only reads is noted as seen at most this often.
constexpr std::int64_t kSeenEveryMs = 60'000;

struct Request {
  Hello hello;
  std::optional<Push> push;
  std::optional<Pull> pull;
};

ErrorMessage wireError(SyncError error, std::string message, std::int64_t value = 0) {
  return ErrorMessage{0, error, value, std::move(message), {}};
}

ErrorMessage wireError(const Error& error) {
  SyncError code = SyncError::kMalformed;
  if (error.code == ErrorCode::kUnsupported) code = SyncError::kProtocol;
  if (error.code == ErrorCode::kTooLarge) code = SyncError::kTooLarge;
  return wireError(code, error.message);
}

bool isStorageTrouble(const Error& error) {
  return error.code == ErrorCode::kStorage || error.code == ErrorCode::kInternal;
}

Result<Request> readRequest(std::span<const std::uint8_t> bytes) {
  PANNIER_ASSIGN(const std::vector<Frame> frames, readFrames(bytes));
  if (frames.empty() || frames[0].type != FrameType::kHello) {
    return makeError(ErrorCode::kProtocol, "A sync request must begin with HELLO.");
  }
  Request request;
  PANNIER_ASSIGN(request.hello, decode<Hello>(frames[0].body));
  for (std::size_t i = 1; i < frames.size(); ++i) {
    if (frames[i].type == FrameType::kPush && !request.push && !request.pull) {
      PANNIER_ASSIGN(Push push, decode<Push>(frames[i].body));
      request.push = std::move(push);
    } else if (frames[i].type == FrameType::kPull && !request.pull) {
      PANNIER_ASSIGN(Pull pull, decode<Pull>(frames[i].body));
      request.pull = std::move(pull);
    } else {
      return makeError(ErrorCode::kProtocol, "A sync request has frames in the wrong order.");
    }
  }
  if (request.push && request.push->transactions.size() > kMaxPushedTransactions) {
    return makeError(ErrorCode::kTooLarge, "A sync request pushes more than 250 transactions.");
  }
  return request;
}

/// Answers one request inside one transaction.
class Answer {
 public:
  Answer(RowStore& rows, const Environment& environment, const SyncCaller& caller,
         const Request& request)
      : rows_(rows),
        database_(rows.database()),
        caller_(caller),
        request_(request),
        nowMs_(environment.nowMs()) {}

  /// An ErrorMessage is part of the protocol, an Error is the storage's.
  Result<std::optional<ErrorMessage>> run(Exchange& out) {
    PANNIER_ASSIGN(tenant_, Tenant::load(database_));
    PANNIER_ASSIGN(device_, Device::load(database_, caller_.device));
    out.head = tenant_.seq;
    if (auto error = refusal()) return error;
    const std::int64_t before = tenant_.seq;
    Ack ack;
    if (request_.push) {
      PANNIER_ASSIGN(std::optional<ErrorMessage> error, push(ack, out));
      if (error) return error;
    }
    PANNIER_TRY(noteSeen());
    const Welcome welcome{request_.hello.request, tenant_.epoch,        nowMs_, tenant_.seq,
                          device_.lastClientSeq,  tenant_.clock.last(), {}};
    appendMessage(out.frames, FrameType::kWelcome, welcome);
    if (request_.push) appendMessage(out.frames, FrameType::kAck, ack);
    if (request_.pull) {
      PANNIER_ASSIGN(const Page page, readPage(database_, request_.pull->cursor,
                                               request_.pull->maxRows, tenant_.seq));
      appendMessage(out.frames, FrameType::kPage, page);
    }
    out.head = tenant_.seq;
    out.headMoved = tenant_.seq != before;
    return std::optional<ErrorMessage>{};
  }

  /// Does answering write? Decided before, so that idle polls cost no durable commit.
  static Result<bool> writes(Database& database, const SyncCaller& caller, const Request& request,
                             std::int64_t nowMs) {
    if (request.push && !request.push->transactions.empty()) return true;
    PANNIER_ASSIGN(const Device device, Device::load(database, caller.device));
    return device.number != 0 && nowMs - device.lastSeen >= kSeenEveryMs;
  }

 private:
  [[nodiscard]] std::optional<ErrorMessage> refusal() const {
    if (request_.hello.device != caller_.device) {
      return wireError(SyncError::kWrongDevice, "This device number belongs to another sign-in.");
    }
    if (device_.number == 0)
      return wireError(SyncError::kFork, "The server does not know this device.");
    if (request_.hello.epoch != tenant_.epoch) {
      return wireError(SyncError::kRebootstrap, "The server's data was restored from a backup.");
    }
    if (request_.pull && (request_.pull->cursor < 0 || request_.pull->cursor > tenant_.seq)) {
      return wireError(SyncError::kRebootstrap,
                       "This device has seen changes the server does not have.");
    }
    return std::nullopt;
  }

  Result<std::optional<ErrorMessage>> push(Ack& ack, Exchange& out) {
    // All known ones first: a forked device must not get half of its batch in.
    for (const PushedTx& tx : request_.push->transactions) {
      if (tx.clientSeq <= 0)
        return std::optional(wireError(SyncError::kMalformed, "A transaction has no number."));
      if (tx.clientSeq > device_.lastClientSeq) break;
      PANNIER_ASSIGN(std::optional<TxResult> known, knownResult(tx));
      if (!known) {
        return std::optional(
            wireError(SyncError::kFork, "This device's numbers are in use by another copy of it."));
      }
    }
    for (const PushedTx& tx : request_.push->transactions) {
      if (tx.clientSeq > device_.lastClientSeq + 1) {
        return std::optional(wireError(SyncError::kGap, "Transactions before this one are missing.",
                                       device_.lastClientSeq));
      }
      if (tx.clientSeq <= device_.lastClientSeq) {
        PANNIER_ASSIGN(std::optional<TxResult> known, knownResult(tx));
        if (!known)
          return std::optional(wireError(SyncError::kMalformed, "Transactions are not in order."));
        ack.results.push_back(*std::move(known));
        continue;
      }
      PANNIER_ASSIGN(TxResult result, accept(tx, out));
      ack.results.push_back(std::move(result));
    }
    PANNIER_TRY(database_.run(kForgetResults, static_cast<std::int64_t>(device_.number),
                              device_.lastClientSeq - kKeptResults));
    PANNIER_TRY(tenant_.store(database_));
    return std::optional<ErrorMessage>{};
  }

  /// The answer given before; nullopt when this is another transaction or too old to tell.
  Result<std::optional<TxResult>> knownResult(const PushedTx& tx) {
    Rows rows =
        database_.query(kReadResult, static_cast<std::int64_t>(device_.number), tx.clientSeq);
    if (!rows.next()) {
      PANNIER_TRY(rows.status());
      return std::optional<TxResult>{};
    }
    if (rows.id(0) != hashOf(tx.body)) return std::optional<TxResult>{};
    auto result = decode<TxResult>(rows.blob(1));
    if (!result) return makeError(ErrorCode::kStorage, "A kept sync answer is damaged.");
    return std::optional<TxResult>(std::move(result).value());
  }

  Result<TxResult> accept(const PushedTx& tx, Exchange& out) {
    PANNIER_ASSIGN(TxResult result, apply(tx, out));
    result.clientSeq = tx.clientSeq;
    result.seq = tenant_.seq;
    device_.lastClientSeq = tx.clientSeq;
    const Id hash = hashOf(tx.body);
    PANNIER_TRY(database_.run(kKeepResult, static_cast<std::int64_t>(device_.number), tx.clientSeq,
                              hash, std::span<const std::uint8_t>(encode(result))));
    return result;
  }

  Result<TxResult> apply(const PushedTx& tx, Exchange& out) {
    if (tx.body.size() > kMaxTxBytes) {
      return rejected(makeError(ErrorCode::kTooLarge, "The transaction is larger than 4 MiB."));
    }
    auto body = decode<TxBody>(tx.body);
    if (!body) return rejected(body.error());
    const TxAuthor author{device_.number, caller_.isAdmin, stampFor(body->stamp)};
    const Tenant before = tenant_;
    PANNIER_ASSIGN(Savepoint savepoint, Savepoint::begin(database_));
    TxApplier applier(rows_, tenant_, nowMs_);
    auto lost = applier.apply(*body, author);
    Status finished = lost ? rows_.finish() : Status{};
    if (!lost || !finished) {
      const Error error = lost ? finished.error() : lost.error();
      rows_.abandon();
      tenant_ = before;
      if (isStorageTrouble(error)) return error;
      return rejected(error);
    }
    PANNIER_TRY(savepoint.release());
    for (const registry::EntityNo entity : rows_.takeChangedEntities()) out.changed.insert(entity);
    TxResult result;
    result.status = lost->empty() ? TxStatus::kApplied : TxStatus::kConflicts;
    result.stamp = author.stamp;
    result.lost = std::move(lost).value();
    return result;
  }

  static TxResult rejected(const Error& error) {
    TxResult result;
    result.status = TxStatus::kRejected;
    result.code = errorCodeName(error.code);
    result.message = error.message;
    return result;
  }

  /// Stamps from wrong clocks are replaced, never refused, and so reach nobody else.
  Stamp stampFor(Stamp claimed) {
    Stamp stamp = claimed;
    if (stampMs(stamp) > nowMs_ + kMaxAheadMs) {
      stamp = tenant_.clock.tick(nowMs_);
      device_.clockSuspect = true;
    } else {
      device_.clockSuspect = false;
    }
    stamp = std::max({stamp, device_.lastStamp + 1, Stamp{1}});
    device_.lastStamp = stamp;
    tenant_.clock.receive(stamp);
    return stamp;
  }

  Status noteSeen() {
    const bool pushed = request_.push && !request_.push->transactions.empty();
    if (!pushed && nowMs_ - device_.lastSeen < kSeenEveryMs) return {};
    device_.lastSeen = nowMs_;
    return device_.store(database_);
  }

  RowStore& rows_;
  Database& database_;
  const SyncCaller& caller_;
  const Request& request_;
  std::int64_t nowMs_;
  Tenant tenant_;
  Device device_;
};

Exchange errorAnswer(ErrorMessage error, std::uint64_t request, std::int64_t head) {
  Exchange out;
  out.head = head;
  error.request = request;
  appendMessage(out.frames, FrameType::kError, error);
  return out;
}

}  // namespace

Result<Exchange> answerExchange(RowStore& rows, const Environment& environment,
                                std::span<const std::uint8_t> bytes, const SyncCaller& caller) {
  auto request = readRequest(bytes);
  if (!request) return errorAnswer(wireError(request.error()), 0, 0);
  Database& database = rows.database();
  PANNIER_ASSIGN(const bool writes,
                 Answer::writes(database, caller, *request, environment.nowMs()));
  std::optional<Transaction> transaction;
  if (writes) {
    PANNIER_ASSIGN(Transaction begun, Transaction::begin(database));
    transaction.emplace(std::move(begun));
  }
  Exchange out;
  Answer answer(rows, environment, caller, *request);
  auto refused = answer.run(out);
  if (!refused || *refused) {
    rows.abandon();
    if (!refused) return std::move(refused).error();
    return errorAnswer(**refused, request->hello.request, out.head);
  }
  if (transaction) PANNIER_TRY(transaction->commit());
  return out;
}

}  // namespace pannier::sync
