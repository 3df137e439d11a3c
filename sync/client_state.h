#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/storage/database.h"

namespace pannier::sync {

/// Table `sync_state`. Always read from the database, so that a rolled back transaction takes its
/// numbers back too.
class ClientState {
 public:
  static constexpr std::string_view kDevice = "device";
  static constexpr std::string_view kEpoch = "epoch";
  static constexpr std::string_view kCursor = "cursor";
  static constexpr std::string_view kClock = "clock";               ///< last stamp made or seen
  static constexpr std::string_view kClockOffset = "clock_offset";  ///< ms to add to the wall clock
  static constexpr std::string_view kLastClientSeq = "last_client_seq";
  static constexpr std::string_view kLastNumber = "last_number";  ///< of outbox and rejected
  static constexpr std::string_view kLastSyncedAt = "last_synced_at";
  static constexpr std::string_view kSkippedUnknown =
      "skipped_unknown";  ///< schema version that skipped values

  explicit ClientState(Database& database) : database_(database) {}

  Result<std::int64_t> integer(std::string_view key, std::int64_t fallback = 0);
  Result<std::string> text(std::string_view key);
  Status set(std::string_view key, std::int64_t value);
  Status set(std::string_view key, std::string_view value);

 private:
  Database& database_;
};

/// One line for the person; the oldest beyond 200 go.
Status appendLog(Database& database, std::int64_t at, std::string_view direction,
                 std::string_view text);

}  // namespace pannier::sync
