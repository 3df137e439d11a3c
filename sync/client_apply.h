#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/storage/rows.h"
#include "sync/messages.h"

namespace pannier::sync {

/// A server's answer, decoded and checked against itself.
struct Received {
  std::optional<ErrorMessage> error;  ///< then nothing else
  Welcome welcome;
  Ack ack;
  std::optional<Page> page;
};

/// Errors: kProtocol, kUnsupported, kTooLarge: the answer is not one of ours, or damaged.
Result<Received> readAnswer(std::span<const std::uint8_t> bytes);

struct Applied {
  std::set<registry::EntityNo> changed;
  std::vector<std::int64_t>
      touched;  ///< local numbers that were acknowledged, refused or taken away
  std::int64_t acknowledged = 0;
  std::int64_t rows = 0;
  std::int64_t cursor = 0;
};

struct ApplyClock {
  std::int64_t nowMs = 0;                ///< this device's wall clock
  std::optional<std::int64_t> offsetMs;  ///< measured with this answer: server minus wall
};

/// Puts an answer into the database in one transaction: acknowledgements, rows (under the dirty
/// fields), cursor, clock; then takes away the overlay of transactions the cursor has passed.
/// Errors: kStorage; kProtocol when the page does not fit this database (a row it should have is
/// missing), so that only an image helps.
Result<Applied> applyAnswer(RowStore& rows, const Received& answer, const ApplyClock& clock);

}  // namespace pannier::sync
