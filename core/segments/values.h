#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time_zone.h"
#include "core/segments/ast.h"

/// Numbers and dates of the language: spelling, and what they mean at a moment.
namespace pannier::segments {

/// When, where and in which money a query is evaluated. The zone must outlive the evaluation.
struct EvaluationTime {
  std::int64_t nowMs = 0;
  const TimeZone& zone;
  std::string currency =
      {};  ///< ISO 4217 of the shop; empty: amounts have two decimals, of any currency
};

/// "-12.50", "+3". nullopt for anything that is not a number, has more than kMaxScale decimals, or
/// does not fit 64 bits.
std::optional<Decimal> parseDecimal(std::string_view text) noexcept;
std::string printDecimal(const Decimal& value);
double toDouble(const Decimal& value) noexcept;

/// "2020-05-30", "2020-05-30T16:00:00", "-7d", "+1m", "today", "yesterday", and the deprecated
/// "7_days_ago", "30_days_ago", "90_days_ago", "12_months_ago". nullopt for anything else.
std::optional<DateValue> parseDateValue(std::string_view text) noexcept;
std::string printDateValue(const DateValue& value);

/// The day meant (of a date-time: its day).
CivilDate resolveDay(const DateValue& value, const EvaluationTime& time) noexcept;

/// Every comparison of numbers and instants comes down to this: within [least, most], or outside
/// it. Nothing is within an empty range (least > most).
struct Range {
  std::int64_t least = 0;
  std::int64_t most = 0;
  bool outside = false;

  [[nodiscard]] bool contains(std::int64_t value) const noexcept {
    return (value >= least && value <= most) != outside;
  }
  /// The answer when it is the same for every value.
  [[nodiscard]] std::optional<bool> constant() const noexcept {
    if (least > most) return outside;
    if (!hasLeast() && !hasMost()) return !outside;
    return std::nullopt;
  }
  [[nodiscard]] bool hasLeast() const noexcept { return least != INT64_MIN; }
  [[nodiscard]] bool hasMost() const noexcept { return most != INT64_MAX; }
};

/// For a number with `decimals` digits after the point kept as a whole number (2 for cents, 0 for
/// counts). `condition` has a comparison or BETWEEN.
Range numberRange(const Condition& condition, int decimals) noexcept;
/// For an instant in milliseconds UTC: a day is from its local midnight to just before the next, a
/// date-time is one second.
Range instantRange(const Condition& condition, const EvaluationTime& time) noexcept;
/// For a day without a zone, counted from 1970-01-01.
Range dayRange(const Condition& condition, const EvaluationTime& time) noexcept;

}  // namespace pannier::segments
