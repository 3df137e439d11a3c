#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/campaigns/liquid/liquid.h"

namespace pannier::liquid {

/// Counts the work of one rendering and refuses when there is too much of it.
class Budget {
 public:
  static constexpr std::size_t kBytesPerStep = 256;

  explicit Budget(const Limits& limits) : limits_(limits) {}

  /// Takes `steps` from what is left. Errors: kTooLarge.
  Status spend(std::size_t steps) {
    if (steps > limits_.maxSteps - used_) {
      used_ = limits_.maxSteps;
      return makeError(ErrorCode::kTooLarge, "The template needs more than " +
                                                 std::to_string(limits_.maxSteps) +
                                                 " steps, so it was stopped here.");
    }
    used_ += steps;
    return {};
  }

  /// As spend, for counts that may be larger than a size_t.
  Status spendCount(std::uint64_t count) {
    return spend(static_cast<std::size_t>(std::min<std::uint64_t>(count, limits_.maxSteps + 1)));
  }

  /// Takes the steps for reading or writing so many bytes. Errors: kTooLarge.
  Status spendBytes(std::size_t bytes) { return spend(bytes / kBytesPerStep); }

  /// Refuses a text that would be longer than a message may be. Errors: kTooLarge.
  [[nodiscard]] Status checkTextSize(std::size_t bytes) const {
    if (bytes <= limits_.maxOutputBytes) return {};
    return makeError(ErrorCode::kTooLarge, "A text here is over the limit of " +
                                               std::to_string(limits_.maxOutputBytes) + " bytes.");
  }

  [[nodiscard]] const Limits& limits() const noexcept { return limits_; }

 private:
  const Limits limits_;
  std::size_t used_ = 0;
};

}  // namespace pannier::liquid
