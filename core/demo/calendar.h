#pragma once

#include <cstdint>
#include <vector>

#include "core/base/time_zone.h"
#include "core/demo/random.h"

namespace pannier::demo {

/// The days the demo shop has been open: three years up to today, with more business in growing
/// years, before Christmas and at weekends. Days are numbered from 0; the last one is today.
class Calendar {
 public:
  Calendar(const TimeZone& zone, std::int64_t nowMs);

  [[nodiscard]] std::size_t days() const noexcept { return starts_.size(); }
  [[nodiscard]] std::size_t today() const noexcept { return starts_.size() - 1; }
  [[nodiscard]] CivilDate date(std::size_t day) const {
    return addDays(firstDay_, static_cast<std::int64_t>(day));
  }
  [[nodiscard]] std::int64_t startMs(std::size_t day) const { return starts_[day]; }

  /// A day on which people buy, from `begin` on and before `end`.
  [[nodiscard]] std::size_t drawDay(Random& random, std::size_t begin, std::size_t end) const {
    return business_.draw(random, begin, end);
  }
  /// A moment of the day, mostly in the evening; today's lie between midnight and now.
  [[nodiscard]] std::int64_t drawMoment(Random& random, std::size_t day) const;

 private:
  CivilDate firstDay_;
  std::int64_t nowMs_;
  std::vector<std::int64_t> starts_;
  Weighted business_;
};

}  // namespace pannier::demo
