#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/registry/registry.h"
#include "core/storage/value.h"

namespace pannier {

/// One field set to one value. Fields are named by their registry number.
struct FieldChange {
  std::uint16_t field = 0;
  Value value;
  friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

enum class OpKind : std::uint8_t {
  kPut = 1,      ///< the row is made (or brought to these values when it exists)
  kPatch = 2,    ///< fields of an existing row change
  kDelete = 3,   ///< causal length becomes even: the row is in the bin
  kRestore = 4,  ///< causal length becomes odd again
};

/// One change of one row, as captured when it is made and as sent by sync.
struct Op {
  registry::EntityNo entity{};
  Id row;
  OpKind kind = OpKind::kPatch;
  /// The row's `_v` when the value was shown for editing: what its author had seen. 0 for a new
  /// row.
  std::int64_t baseVersion = 0;
  std::vector<FieldChange> fields;
};

/// What a row's fields were before an op, for undo and for sync's confirmed values: same order and
/// length as Op::fields. `existed` is false when the op made the row.
struct OpBefore {
  bool existed = false;
  bool wasLive = false;
  std::vector<Value> values;
};

/// All ops of one command: applied, undone and sent as one.
struct ChangeSet {
  std::vector<Op> ops;
  std::vector<OpBefore> before;  ///< one for each op
  /// Import run (or other group) this belongs to; its changes can be reverted together.
  Id group;
  /// Typing: may replace the previous change set when that one touched the same fields of the same
  /// row and has not been sent yet.
  bool coalesce = false;
};

/// Where change sets go within their transaction: a device's outbox, or the server's sequence.
class ChangeSink {
 public:
  virtual ~ChangeSink() = default;
  /// Called once, inside the transaction, after the rows changed and before COMMIT. An error rolls
  /// the whole transaction back.
  virtual Status record(class Database& database, const ChangeSet& changes) = 0;
  /// Fields of a row that only this device has so far, by registry number. None on a server.
  virtual Result<std::vector<std::uint16_t>> unsentFields(class Database& /*database*/,
                                                          registry::EntityNo /*entity*/,
                                                          const Id& /*row*/) {
    return std::vector<std::uint16_t>{};
  }
};

}  // namespace pannier
