#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "core/base/id.h"

namespace pannier {

/// What the core asks of the world. It has no clock and no randomness of its own, so that tests and
/// the simulator decide both. Owned by the host; outlives everything that holds a reference.
struct Environment {
  /// Wall clock, milliseconds since 1970-01-01T00:00:00Z. May jump; never trusted for order.
  std::function<std::int64_t()> nowMs;
  /// Fills the span with random bytes.
  std::function<void(std::span<std::uint8_t>)> fillRandom;
};

/// Makes version 7 UUIDs: 48 bits of milliseconds, then a 12 bit counter that keeps ids of one
/// millisecond in order (RFC 9562, method 1), then 62 random bits. Not thread safe.
class IdSource {
 public:
  explicit IdSource(const Environment& environment) : environment_(environment) {}
  Id next();

 private:
  const Environment& environment_;
  std::int64_t lastMs_ = 0;
  std::uint32_t counter_ = 0;
};

}  // namespace pannier
