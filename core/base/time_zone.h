#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/civil.h"
#include "core/base/result.h"

namespace pannier {

/// A place's clock: its IANA name and every change of its offset to UTC. The table is part of the
/// shop settings (`time_zone`, `time_zone_transitions`), so that browser and server agree to the
/// bit whatever time zone data their systems have. Immutable, cheap to move, safe to share.
class TimeZone {
 public:
  /// From `utcMs` on the local clock shows UTC plus `offsetSeconds`.
  struct Transition {
    std::int64_t utcMs = 0;
    std::int32_t offsetSeconds = 0;
    friend bool operator==(const Transition&, const Transition&) = default;
  };

  static constexpr std::size_t kMaxTransitions = 4096;
  static constexpr std::int32_t kMaxOffsetSeconds = 26 * 3600;

  TimeZone();  ///< UTC

  /// `transitions` ascending by time; before the first one its offset holds too. None means UTC.
  /// Errors: kInvalidArgument when out of order, too many, or an offset beyond 26 hours.
  static Result<TimeZone> make(std::string name, std::vector<Transition> transitions);
  /// From the text of the shop setting: a JSON array of [utc_ms, offset_seconds] pairs. An empty
  /// text is UTC. Errors: kParse, kTooLarge, kInvalidArgument.
  static Result<TimeZone> fromJson(std::string name, std::string_view text);
  /// What fromJson reads.
  [[nodiscard]] std::string toJson() const;

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::vector<Transition>& transitions() const noexcept { return transitions_; }

  [[nodiscard]] std::int32_t offsetSecondsAt(std::int64_t utcMs) const noexcept;
  /// The day the local clock shows.
  [[nodiscard]] CivilDate localDate(std::int64_t utcMs) const noexcept;
  /// The day and time the local clock shows, whole seconds.
  [[nodiscard]] CivilDateTime localDateTime(std::int64_t utcMs) const noexcept;

  /// The first instant at which the local clock shows `local` or later. So a time that daylight
  /// saving skips is the moment of the jump, and one that happens twice is its first occurrence.
  [[nodiscard]] std::int64_t toUtcMs(const CivilDateTime& local) const noexcept;
  /// Where the local day begins; its end is where the next day begins. A day can have 23 or 25
  /// hours, and none at all where a country crossed the date line.
  [[nodiscard]] std::int64_t startOfDayMs(const CivilDate& date) const noexcept;

 private:
  std::string name_;
  std::vector<Transition> transitions_;  // never empty
};

}  // namespace pannier
