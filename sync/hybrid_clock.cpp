#include "sync/hybrid_clock.h"

#include <algorithm>

namespace pannier::sync {
namespace {

/// Wall clocks outside 1970 … 8921 are broken; the limit keeps the arithmetic inside an int64.
constexpr std::int64_t kMaxMs = (std::int64_t{1} << 47) - 2;

}  // namespace

Stamp HybridClock::tick(std::int64_t wallMs) noexcept {
  const Stamp wall = stampOf(std::clamp<std::int64_t>(wallMs, 0, kMaxMs));
  last_ = std::max(wall, last_ + 1);
  return last_;
}

void HybridClock::receive(Stamp seen) noexcept {
  last_ = std::max(last_, std::min(seen, stampOf(kMaxMs)));
}

}  // namespace pannier::sync
