#include "core/base/posix_tz.h"

#include <algorithm>

namespace pannier {
namespace {

constexpr std::int32_t kDefaultSwitchTime = 2 * 3600;

/// When a switch happens each year.
struct SwitchDay {
  enum class Kind { kMonthWeekDay, kJulian, kZeroBased };
  Kind kind = Kind::kMonthWeekDay;
  std::int32_t month = 1;  ///< 1..12
  std::int32_t week = 1;   ///< 1..5, 5 = last
  std::int32_t day = 0;    ///< weekday 0..6 from Sunday, or the day of the year
  std::int32_t secondOfDay = kDefaultSwitchTime;
};

struct Rule {
  std::int32_t standardOffset = 0;
  std::int32_t daylightOffset = 0;
  bool hasDaylight = false;
  SwitchDay toDaylight;
  SwitchDay toStandard;
};

class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : text_(text) {}

  Result<Rule> read() {
    Rule rule;
    PANNIER_TRY(skipName());
    PANNIER_ASSIGN(const std::int32_t west, readTime(24));
    rule.standardOffset = -west;
    if (atEnd()) return rule;
    rule.hasDaylight = true;
    PANNIER_TRY(skipName());
    rule.daylightOffset = rule.standardOffset + 3600;
    if (!atEnd() && peek() != ',') {
      PANNIER_ASSIGN(const std::int32_t daylightWest, readTime(24));
      rule.daylightOffset = -daylightWest;
    }
    PANNIER_TRY(expect(','));
    PANNIER_ASSIGN(rule.toDaylight, readSwitchDay());
    PANNIER_TRY(expect(','));
    PANNIER_ASSIGN(rule.toStandard, readSwitchDay());
    if (!atEnd()) return error("has text after its end");
    return rule;
  }

 private:
  [[nodiscard]] bool atEnd() const noexcept { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const noexcept { return atEnd() ? '\0' : text_[at_]; }

  [[nodiscard]] Error error(const std::string& reason) const {
    Error result = makeError(ErrorCode::kParse, "The time zone rule " + reason + ".");
    result.position = at_;
    return result;
  }

  Status expect(char c) {
    if (peek() != c) return error(std::string("lacks a '") + c + "'");
    ++at_;
    return {};
  }

  Status skipName() {
    const std::size_t begin = at_;
    if (peek() == '<') {
      while (!atEnd() && peek() != '>') ++at_;
      return expect('>');
    }
    while ((peek() >= 'A' && peek() <= 'Z') || (peek() >= 'a' && peek() <= 'z')) ++at_;
    if (at_ - begin < 3) return error("lacks a zone name");
    return {};
  }

  Result<std::int32_t> readNumber(std::int32_t least, std::int32_t most) {
    std::int32_t value = 0;
    const std::size_t begin = at_;
    while (peek() >= '0' && peek() <= '9' && value <= most)
      value = value * 10 + (text_[at_++] - '0');
    if (at_ == begin || value < least || value > most) return error("has a number out of range");
    return value;
  }

  /// [+-]hh[:mm[:ss]] in seconds.
  Result<std::int32_t> readTime(std::int32_t maxHours) {
    std::int32_t sign = 1;
    if (peek() == '-') sign = -1;
    if (peek() == '-' || peek() == '+') ++at_;
    PANNIER_ASSIGN(std::int32_t seconds, readNumber(0, maxHours));
    seconds *= 3600;
    std::int32_t unit = 60;
    for (int part = 0; part < 2 && peek() == ':'; ++part, unit = 1) {
      ++at_;
      PANNIER_ASSIGN(const std::int32_t value, readNumber(0, 59));
      seconds += value * unit;
    }
    return sign * seconds;
  }

  Result<SwitchDay> readSwitchDay() {
    SwitchDay result;
    if (peek() == 'M') {
      ++at_;
      PANNIER_ASSIGN(result.month, readNumber(1, 12));
      PANNIER_TRY(expect('.'));
      PANNIER_ASSIGN(result.week, readNumber(1, 5));
      PANNIER_TRY(expect('.'));
      PANNIER_ASSIGN(result.day, readNumber(0, 6));
    } else if (peek() == 'J') {
      ++at_;
      result.kind = SwitchDay::Kind::kJulian;
      PANNIER_ASSIGN(result.day, readNumber(1, 365));
    } else {
      result.kind = SwitchDay::Kind::kZeroBased;
      PANNIER_ASSIGN(result.day, readNumber(0, 365));
    }
    if (peek() == '/') {
      ++at_;
      PANNIER_ASSIGN(result.secondOfDay, readTime(167));
    }
    return result;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Days since 1970 of the switch in `year`.
std::int64_t dayOf(const SwitchDay& when, std::int32_t year) noexcept {
  const std::int64_t newYear = daysFromCivil({year, 1, 1});
  switch (when.kind) {
    case SwitchDay::Kind::kZeroBased:
      return newYear + when.day;
    case SwitchDay::Kind::kJulian:  // 29 February is never counted
      return newYear + when.day - 1 + (isLeapYear(year) && when.day >= 60 ? 1 : 0);
    case SwitchDay::Kind::kMonthWeekDay:
      break;
  }
  const std::int64_t first = daysFromCivil({year, when.month, 1});
  const std::int64_t weekday = ((first + 4) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  std::int64_t day = (when.day - weekday + 7) % 7 + std::int64_t{when.week - 1} * 7;
  if (day >= daysInMonth(year, when.month)) day -= 7;
  return first + day;
}

std::int64_t instantOf(const SwitchDay& when, std::int32_t year, std::int32_t offsetBefore) {
  return dayOf(when, year) * kMsPerDay + std::int64_t{when.secondOfDay - offsetBefore} * 1000;
}

}  // namespace

Result<std::vector<TimeZone::Transition>> expandPosixTz(std::string_view text,
                                                        std::int32_t firstYear,
                                                        std::int32_t lastYear) {
  PANNIER_ASSIGN(const Rule rule, RuleReader(text).read());
  std::vector<TimeZone::Transition> result;
  if (!rule.hasDaylight) {
    result.push_back(
        {instantOf({SwitchDay::Kind::kZeroBased, 1, 1, 0, 0}, firstYear, rule.standardOffset),
         rule.standardOffset});
    return result;
  }
  for (std::int32_t year = firstYear; year <= lastYear; ++year) {
    result.push_back({instantOf(rule.toDaylight, year, rule.standardOffset), rule.daylightOffset});
    result.push_back({instantOf(rule.toStandard, year, rule.daylightOffset), rule.standardOffset});
  }
  std::sort(result.begin(), result.end(),
            [](const auto& a, const auto& b) { return a.utcMs < b.utcMs; });
  return result;
}

}  // namespace pannier
