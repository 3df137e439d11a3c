#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/storage/database.h"
#include "core/storage/rows.h"
#include "sync/messages.h"
#include "sync/outbox.h"

namespace pannier::sync {

/// One transaction as it stands in the second copy.
struct JournalRecord {
  std::uint8_t format = 1;
  std::int64_t number = 0;
  std::int64_t clientSeq = 0;
  bool rejected = false;
  std::string code;     ///< rejected only
  std::string message;  ///< rejected only
  std::int64_t at = 0;  ///< rejected only
  std::vector<std::uint8_t> body;
  template <class A>
  void serialize(A& a) {
    a(format, number, clientSeq, rejected, code, message, at, body);
  }
};

Result<JournalRecord> decodeJournal(std::span<const std::uint8_t> blob);
/// nullopt when the transaction is neither waiting nor refused any more.
Result<std::optional<JournalEntry>> readJournalEntry(Database& database, std::int64_t number);
Result<std::vector<JournalEntry>> readJournal(Database& database, std::int64_t afterNumber);
/// Puts one transaction back: its changes on top of the rows, itself into the outbox (or
/// `rejected`). One that is there already is left alone.
Status putBack(RowStore& rows, const JournalRecord& record, std::int64_t nowMs);

}  // namespace pannier::sync
