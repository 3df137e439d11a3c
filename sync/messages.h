#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/storage/change.h"
#include "sync/bounded_archive.h"
#include "sync/hybrid_clock.h"

/// The messages of protocol version 1, field by field in wire order (PROTOCOL.md explains them).
/// Rows and changes are data here, (entity number, field number, value): a new field of a customer
/// changes nothing below. A message may only grow through its extensions.
namespace pannier {

constexpr bool isWireValue(OpKind kind) noexcept {
  return kind >= OpKind::kPut && kind <= OpKind::kRestore;
}

namespace sync {

inline constexpr std::uint8_t kProtocolVersion = 1;

/// Addition by a later version of the same protocol; a reader that does not know the tag skips it.
struct Extension {
  std::uint16_t tag = 0;
  std::vector<std::uint8_t> body;
  template <class A>
  void serialize(A& a) {
    a(tag, body);
  }
};
using Extensions = std::vector<Extension>;

/// First frame of every request.
struct Hello {
  std::uint32_t device = 0;
  std::uint64_t request = 0;  ///< echoed, so that a late answer is recognised
  std::string epoch;          ///< the epoch the device's data comes from
  std::uint32_t schema = 0;   ///< registry::kSchemaVersion
  Extensions extensions;
  template <class A>
  void serialize(A& a) {
    a(device, request, epoch, schema, extensions);
  }
};

/// First frame of every answer that is not an error.
struct Welcome {
  std::uint64_t request = 0;
  std::string epoch;
  std::int64_t serverNowMs = 0;
  std::int64_t head = 0;           ///< newest sequence
  std::int64_t lastClientSeq = 0;  ///< of this device, after the push of this request
  Stamp clock = 0;                 ///< no stamp on the server is above it
  Extensions extensions;
  template <class A>
  void serialize(A& a) {
    a(request, epoch, serverNowMs, head, lastClientSeq, clock, extensions);
  }
};

/// One change of one row.
struct WireOp {
  std::uint16_t entity = 0;
  Id row;
  OpKind kind = OpKind::kPatch;
  std::int64_t base = 0;          ///< the row's `_v` its author had seen
  std::int64_t causalLength = 0;  ///< PUT, DELETE, RESTORE: what `_cl` becomes; PATCH: 0
  std::vector<FieldChange> fields;
  template <class A>
  void serialize(A& a) {
    a(entity, row, kind, base, causalLength, fields);
  }
};

/// What a command changed; applied whole or refused whole. Encoded once, when it is made: the hash
/// of these bytes tells a repeated transaction from a forked device.
struct TxBody {
  Stamp stamp = 0;
  std::uint32_t schema = 0;
  std::int64_t cursor = 0;  ///< the device had everything up to here
  std::vector<WireOp> ops;
  Extensions extensions;
  template <class A>
  void serialize(A& a) {
    a(stamp, schema, cursor, ops, extensions);
  }
};

struct PushedTx {
  std::int64_t clientSeq = 0;
  std::vector<std::uint8_t> body;  ///< a TxBody
  template <class A>
  void serialize(A& a) {
    a(clientSeq, body);
  }
};

struct Push {
  std::uint32_t scope = 0;
  std::vector<PushedTx> transactions;  ///< contiguous by clientSeq
  Extensions extensions;
  template <class A>
  void serialize(A& a) {
    a(scope, transactions, extensions);
  }
};

enum class TxStatus : std::uint8_t { kApplied = 1, kConflicts = 2, kRejected = 3 };
constexpr bool isWireValue(TxStatus status) noexcept {
  return status >= TxStatus::kApplied && status <= TxStatus::kRejected;
}

struct LostField {
  std::uint16_t entity = 0;
  Id row;
  std::uint16_t field = 0;
  template <class A>
  void serialize(A& a) {
    a(entity, row, field);
  }
};

struct TxResult {
  std::int64_t clientSeq = 0;
  TxStatus status = TxStatus::kApplied;
  std::int64_t seq = 0;         ///< a device whose cursor is here or later has everything this did
  Stamp stamp = 0;              ///< the stamp it was stored with
  std::string code;             ///< rejected: an error code name
  std::string message;          ///< rejected: why, for a person
  std::vector<LostField> lost;  ///< fields in which a concurrent change won
  template <class A>
  void serialize(A& a) {
    a(clientSeq, status, seq, stamp, code, message, lost);
  }
};

struct Ack {
  std::vector<TxResult> results;
  Extensions extensions;
  template <class A>
  void serialize(A& a) {
    a(results, extensions);
  }
};

struct Pull {
  std::uint32_t scope = 0;
  std::int64_t cursor = 0;
  std::uint32_t maxRows = 0;
  Extensions extensions;
  template <class A>
  void serialize(A& a) {
    a(scope, cursor, maxRows, extensions);
  }
};

struct PageRow {
  std::uint16_t entity = 0;
  Id row;
  std::int64_t version = 0;
  std::int64_t causalLength = 0;
  bool whole = false;  ///< fields not listed are null; otherwise they are as the device has them
  std::vector<FieldChange> fields;
  template <class A>
  void serialize(A& a) {
    a(entity, row, version, causalLength, whole, fields);
  }
};

struct Page {
  std::uint32_t scope = 0;
  std::int64_t from = 0;  ///< the cursor asked for
  std::int64_t to = 0;    ///< the cursor afterwards
  bool more = false;
  std::vector<PageRow> rows;  ///< ascending by version
  Extensions extensions;
  template <class A>
  void serialize(A& a) {
    a(scope, from, to, more, rows, extensions);
  }
};

enum class SyncError : std::uint8_t {
  kMalformed = 1,    ///< the request cannot be read
  kProtocol = 2,     ///< protocol version or order of frames not supported
  kWrongDevice = 3,  ///< the device number does not belong to the caller
  kFork = 4,  ///< this number was used for another transaction, or is unknown: ask for a new number
  kGap = 5,   ///< `value` is the last clientSeq the server has; number on from there
  kRebootstrap = 6,  ///< epoch or cursor are not of this server's history: start from a new image
  kTooLarge = 7,
};
constexpr bool isWireValue(SyncError error) noexcept {
  return error >= SyncError::kMalformed && error <= SyncError::kTooLarge;
}

struct ErrorMessage {
  std::uint64_t request = 0;
  SyncError error = SyncError::kMalformed;
  std::int64_t value = 0;
  std::string message;
  Extensions extensions;
  template <class A>
  void serialize(A& a) {
    a(request, error, value, message, extensions);
  }
};

}  // namespace sync
}  // namespace pannier
