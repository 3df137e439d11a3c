#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace pannier::sync {

/// One line of the recent history a person can read.
struct LogLine {
  std::int64_t at = 0;    ///< milliseconds UTC
  std::string direction;  ///< "up" "down" "merged" "attention"
  std::string text;
};

struct SyncStatus {
  std::uint32_t device = 0;    ///< 0 on the server, and on a device that has not been attached
  std::int64_t pending = 0;    ///< transactions the server has not acknowledged
  std::int64_t rejected = 0;   ///< transactions the server refused and nobody has dealt with
  std::int64_t conflicts = 0;  ///< open ones
  std::int64_t cursor = 0;     ///< server sequence up to which this place has everything
  std::string epoch;
  std::optional<std::int64_t> lastSyncedAt;
  std::string state;            ///< "idle" "busy" "waiting" "offline" "blocked" "server"
  std::vector<LogLine> recent;  ///< newest first, at most 50
};

/// A transaction the server refused. It stays until a person discards it.
struct RejectedTx {
  std::int64_t number = 0;  ///< names it for discardRejected
  std::string code;         ///< an error code name, e.g. "permission"
  std::string message;
  std::string summary;  ///< what it would have changed, in words
  std::int64_t at = 0;
};

/// What the sync commands ask: a device's session or the server's authority.
class SyncPlace {
 public:
  virtual ~SyncPlace() = default;
  virtual Result<SyncStatus> status() = 0;
  virtual Result<std::vector<RejectedTx>> rejectedList() = 0;
  /// kNotFound when there is no such transaction.
  virtual Status discardRejected(std::int64_t number) = 0;
};

}  // namespace pannier::sync
