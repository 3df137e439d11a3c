#pragma once

#include <cstdint>
#include <span>

#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/storage/rows.h"
#include "sync/authority.h"

namespace pannier::sync {

/// Bounds of one request.
inline constexpr std::size_t kMaxPushedTransactions = 250;
/// Answers kept per device; a push never has more transactions, so no answer is lost with its
/// response.
inline constexpr std::int64_t kKeptResults = 256;
/// A stamp may run ahead of the server's clock by this much; beyond, it is replaced.
inline constexpr std::int64_t kMaxAheadMs = 120'000;

/// The server's answer to one POST: HELLO [PUSH] [PULL] in, WELCOME [ACK] [PAGE] or ERROR out.
Result<Exchange> answerExchange(RowStore& rows, const Environment& environment,
                                std::span<const std::uint8_t> bytes, const SyncCaller& caller);

}  // namespace pannier::sync
