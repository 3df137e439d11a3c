#include "core/base/time_zone.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/json.h"

namespace pannier {
namespace {

constexpr std::int64_t kMsPerSecond = 1000;
/// Instants are kept to years 1..9999 (and a day around), so that adding an offset cannot overflow.
constexpr std::int64_t kMinInstant = -62'135'683'200'000;
constexpr std::int64_t kMaxInstant = 253'402'387'200'000;
constexpr std::size_t kMaxJsonBytes = 256u << 10;

std::int64_t floorDivide(std::int64_t value, std::int64_t by) noexcept {
  return value >= 0 ? value / by : -((-value + by - 1) / by);
}

Error badTable(const std::string& name, const std::string& reason) {
  return makeError(ErrorCode::kInvalidArgument,
                   "The transition table of time zone '" + name + "' is not usable: " + reason,
                   "time_zone_transitions");
}

}  // namespace

TimeZone::TimeZone() : name_("UTC"), transitions_{{kMinInstant, 0}} {}

Result<TimeZone> TimeZone::make(std::string name, std::vector<Transition> transitions) {
  TimeZone zone;
  if (transitions.size() > kMaxTransitions) {
    return badTable(name, "it has more than 4096 entries.");
  }
  for (std::size_t i = 0; i < transitions.size(); ++i) {
    const Transition& entry = transitions[i];
    if (i > 0 && entry.utcMs <= transitions[i - 1].utcMs) {
      return badTable(name,
                      "entry " + std::to_string(i + 1) + " is not later than the one before.");
    }
    if (entry.utcMs < kMinInstant || entry.utcMs > kMaxInstant) {
      return badTable(name, "entry " + std::to_string(i + 1) + " is outside the years 1 to 9999.");
    }
    if (entry.offsetSeconds < -kMaxOffsetSeconds || entry.offsetSeconds > kMaxOffsetSeconds) {
      return badTable(name, "entry " + std::to_string(i + 1) + " is more than 26 hours from UTC.");
    }
  }
  if (!transitions.empty()) zone.transitions_ = std::move(transitions);
  zone.name_ = std::move(name);
  return zone;
}

Result<TimeZone> TimeZone::fromJson(std::string name, std::string_view text) {
  if (text.empty()) return make(std::move(name), {});
  PANNIER_ASSIGN(const json::Value parsed, json::parse(text, {kMaxJsonBytes, 4}));
  const json::View list = parsed.view();
  if (!list.isArray()) return badTable(name, "it is not a JSON array.");
  std::vector<Transition> transitions;
  transitions.reserve(std::min(list.size(), kMaxTransitions));
  for (std::size_t i = 0; i < list.size(); ++i) {
    const json::View pair = list.at(i);
    if (!pair.isArray() || pair.size() != 2 || pair.at(0).kind() != json::Kind::kInteger ||
        pair.at(1).kind() != json::Kind::kInteger) {
      return badTable(name, "entry " + std::to_string(i + 1) +
                                " is not a pair [milliseconds, offset in seconds].");
    }
    const std::int64_t offset = pair.at(1).asInteger();
    if (offset < -kMaxOffsetSeconds || offset > kMaxOffsetSeconds) {
      return badTable(name, "entry " + std::to_string(i + 1) + " is more than 26 hours from UTC.");
    }
    transitions.push_back({pair.at(0).asInteger(), static_cast<std::int32_t>(offset)});
  }
  return make(std::move(name), std::move(transitions));
}

std::string TimeZone::toJson() const {
  std::string out = "[";
  for (const Transition& entry : transitions_) {
    if (out.size() > 1) out += ',';
    out += '[' + std::to_string(entry.utcMs) + ',' + std::to_string(entry.offsetSeconds) + ']';
  }
  return out + ']';
}

std::int32_t TimeZone::offsetSecondsAt(std::int64_t utcMs) const noexcept {
  const auto later =
      std::upper_bound(transitions_.begin(), transitions_.end(), utcMs,
                       [](std::int64_t at, const Transition& entry) { return at < entry.utcMs; });
  return later == transitions_.begin() ? later->offsetSeconds : std::prev(later)->offsetSeconds;
}

CivilDate TimeZone::localDate(std::int64_t utcMs) const noexcept {
  return localDateTime(utcMs).date;
}

CivilDateTime TimeZone::localDateTime(std::int64_t utcMs) const noexcept {
  utcMs = std::clamp(utcMs, kMinInstant, kMaxInstant);
  const std::int64_t localMs = utcMs + offsetSecondsAt(utcMs) * kMsPerSecond;
  const std::int64_t days = floorDivide(localMs, kMsPerDay);
  return {civilFromDays(days),
          static_cast<std::int32_t>((localMs - days * kMsPerDay) / kMsPerSecond)};
}

std::int64_t TimeZone::toUtcMs(const CivilDateTime& local) const noexcept {
  const std::int64_t localMs =
      daysFromCivil(local.date) * kMsPerDay + local.secondOfDay * kMsPerSecond;
  // Offsets are below 26 hours, so whatever held two days and more before cannot matter. From there
  // on, the first stretch of constant offset that reaches `local` before it ends has the answer.
  const std::int64_t from = localMs - 2 * kMsPerDay;
  auto entry =
      std::upper_bound(transitions_.begin(), transitions_.end(), from,
                       [](std::int64_t at, const Transition& next) { return at < next.utcMs; });
  std::int64_t stretchBegin = std::numeric_limits<std::int64_t>::min();
  std::int32_t offset = transitions_.front().offsetSeconds;
  if (entry != transitions_.begin()) {
    stretchBegin = std::prev(entry)->utcMs;
    offset = std::prev(entry)->offsetSeconds;
  }
  for (;; ++entry) {
    const std::int64_t candidate = std::max(stretchBegin, localMs - offset * kMsPerSecond);
    if (entry == transitions_.end() || candidate < entry->utcMs) return candidate;
    stretchBegin = entry->utcMs;
    offset = entry->offsetSeconds;
  }
}

std::int64_t TimeZone::startOfDayMs(const CivilDate& date) const noexcept {
  return toUtcMs({date, 0});
}

}  // namespace pannier
