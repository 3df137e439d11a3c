#pragma once

#include <cstdint>

namespace pannier::sync {

/// A hybrid logical timestamp: 48 bits of milliseconds since 1970, then a 16 bit counter, in one
/// int64. Later is greater. Zero means "never" (rows the server made in bulk).
using Stamp = std::int64_t;

constexpr int kCounterBits = 16;

constexpr std::int64_t stampMs(Stamp stamp) noexcept { return stamp >> kCounterBits; }
constexpr Stamp stampOf(std::int64_t ms, std::uint16_t counter = 0) noexcept {
  return (ms << kCounterBits) | counter;
}

/// Gives every transaction of one place a stamp above all it has made or seen, close to the wall
/// clock (Kulkarni et al., "Logical Physical Clocks", 2014). The wall clock may stand still or go
/// back.
///
/// A value, not a service: its one number is stored in the transaction that used it, so a rollback
/// takes the clock back too.
class HybridClock {
 public:
  HybridClock() = default;
  explicit HybridClock(Stamp last) : last_(last) {}

  /// The stamp of a new transaction. When the counter is full, the addition carries into the
  /// milliseconds: a frozen clock never blocks and never repeats.
  Stamp tick(std::int64_t wallMs) noexcept;
  /// Everything up to `seen` happened before what this place does next. One call for a whole batch,
  /// with its greatest stamp.
  void receive(Stamp seen) noexcept;

  [[nodiscard]] Stamp last() const noexcept { return last_; }

 private:
  Stamp last_ = 0;
};

}  // namespace pannier::sync
