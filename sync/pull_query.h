#pragma once

#include <cstdint>

#include "core/base/result.h"
#include "core/storage/database.h"
#include "sync/messages.h"

namespace pannier::sync {

inline constexpr std::uint32_t kMaxPageRows = 2'000;
inline constexpr std::size_t kMaxPageBytes = 1u << 20;

/// The state query: what a device with this cursor lacks, in order of version, of each row only the
/// fields written after the cursor. No log is kept, so a page is as large as the difference, not as
/// the history.
Result<Page> readPage(Database& database, std::int64_t cursor, std::uint32_t maxRows,
                      std::int64_t head);

}  // namespace pannier::sync
