#include "core/segments/values.h"

#include <array>
#include <limits>
#include <utility>

#include "core/base/check.h"
#include "core/base/money.h"

namespace pannier::segments {
namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

constexpr bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }

/// value * 10 ± digit; false when it does not fit. Negative numbers are built downwards, because
/// the smallest one has no positive counterpart.
bool pushDigit(std::int64_t& value, char c, bool negative) noexcept {
  const std::int64_t digit = c - '0';
  if (negative) {
    if (value < (kLeast + digit) / 10) return false;
    value = value * 10 - digit;
  } else {
    if (value > (kMost - digit) / 10) return false;
    value = value * 10 + digit;
  }
  return true;
}

struct DeprecatedDate {
  std::string_view text;
  std::int32_t amount;
  char unit;
};
constexpr std::array kDeprecatedDates{
    DeprecatedDate{"7_days_ago", -7, 'd'}, DeprecatedDate{"30_days_ago", -30, 'd'},
    DeprecatedDate{"90_days_ago", -90, 'd'}, DeprecatedDate{"12_months_ago", -12, 'm'}};

/// "16:00:00" as seconds; -1 when it is no time of day.
std::int32_t parseTimeOfDay(std::string_view text) noexcept {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return -1;
  std::int32_t parts[3] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    const char tens = text[3 * i];
    const char ones = text[3 * i + 1];
    if (!isDigit(tens) || !isDigit(ones)) return -1;
    parts[i] = (tens - '0') * 10 + (ones - '0');
  }
  if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return -1;
  return parts[0] * 3600 + parts[1] * 60 + parts[2];
}

std::optional<DateValue> parseOffset(std::string_view text) noexcept {
  if (text.size() < 3 || text.size() > 8 || (text[0] != '-' && text[0] != '+')) return std::nullopt;
  const char unit = text.back();
  if (unit != 'd' && unit != 'w' && unit != 'm' && unit != 'y') return std::nullopt;
  std::int32_t amount = 0;
  for (const char c : text.substr(1, text.size() - 2)) {
    if (!isDigit(c)) return std::nullopt;
    amount = amount * 10 + (c - '0');
  }
  return DateValue{DateValue::Kind::kOffset, {}, text[0] == '-' ? -amount : amount, unit};
}

/// The least whole multiple of 10^-decimals at or above (`up`) or at or below the value.
std::int64_t scaled(const Decimal& value, int decimals, bool up) noexcept {
  std::int64_t units = value.units;
  for (int i = value.scale; i < decimals; ++i) {
    if (units > kMost / 10) return kMost;
    if (units < kLeast / 10) return kLeast;
    units *= 10;
  }
  std::int64_t divisor = 1;
  for (int i = decimals; i < value.scale; ++i) divisor *= 10;
  const std::int64_t quotient = units / divisor;
  const std::int64_t rest = units % divisor;
  if (up) return rest > 0 ? quotient + 1 : quotient;
  return rest < 0 ? quotient - 1 : quotient;
}

/// Both ends of a value, inclusive. Empty (first > second) when it lies between two whole numbers.
using Ends = std::pair<std::int64_t, std::int64_t>;

std::int64_t before(std::int64_t value) noexcept { return value == kLeast ? kLeast : value - 1; }
std::int64_t after(std::int64_t value) noexcept { return value == kMost ? kMost : value + 1; }

Range rangeOf(Operator op, const Ends& first, const Ends& last) noexcept {
  switch (op) {
    case Operator::kEqual:
      return {first.first, first.second, false};
    case Operator::kNotEqual:
      return {first.first, first.second, true};
    // An empty value (2.5 among whole numbers) has second = first - 1, so "after second" is first.
    case Operator::kGreater:
      return first.second == kMost ? Range{1, 0, false} : Range{after(first.second), kMost, false};
    case Operator::kGreaterOrEqual:
      return {first.first, kMost, false};
    case Operator::kLess:
      return first.first == kLeast ? Range{1, 0, false} : Range{kLeast, before(first.first), false};
    case Operator::kLessOrEqual:
      return {kLeast, first.second, false};
    case Operator::kBetween:
      return {first.first, last.second, false};
    default:
      break;
  }
  PANNIER_CHECK(false && "not a comparison");
  return {};
}

template <class EndsOf>
Range rangeFrom(const Condition& condition, EndsOf endsOf) noexcept {
  PANNIER_CHECK(!condition.values.empty());
  return rangeOf(condition.op, endsOf(condition.values.front()), endsOf(condition.values.back()));
}

std::int64_t startOf(const DateValue& value, const EvaluationTime& time) noexcept {
  if (value.kind == DateValue::Kind::kDateTime) return time.zone.toUtcMs(value.at);
  return time.zone.startOfDayMs(resolveDay(value, time));
}

std::int64_t endOf(const DateValue& value, const EvaluationTime& time) noexcept {
  if (value.kind != DateValue::Kind::kDateTime) {
    return time.zone.startOfDayMs(addDays(resolveDay(value, time), 1));
  }
  CivilDateTime next = value.at;
  if (++next.secondOfDay == 86'400) next = {addDays(next.date, 1), 0};
  return time.zone.toUtcMs(next);
}

}  // namespace

std::optional<Decimal> parseDecimal(std::string_view text) noexcept {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  std::string_view fraction = dot == std::string_view::npos ? "" : text.substr(dot + 1);
  if (whole.empty() || (dot != std::string_view::npos && fraction.empty())) return std::nullopt;
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  if (fraction.size() > static_cast<std::size_t>(kMaxScale)) return std::nullopt;
  Decimal result;
  for (const std::string_view part : {whole, fraction}) {
    for (const char c : part) {
      if (!isDigit(c) || !pushDigit(result.units, c, negative)) return std::nullopt;
    }
  }
  result.scale = static_cast<int>(fraction.size());
  return result;
}

std::string printDecimal(const Decimal& value) { return formatMoney(value.units, value.scale); }

double toDouble(const Decimal& value) noexcept {
  double divisor = 1;
  for (int i = 0; i < value.scale; ++i) divisor *= 10;
  return static_cast<double>(value.units) / divisor;
}

std::optional<DateValue> parseDateValue(std::string_view text) noexcept {
  if (text == "today") return DateValue{DateValue::Kind::kToday, {}, 0, 'd'};
  if (text == "yesterday") return DateValue{DateValue::Kind::kYesterday, {}, 0, 'd'};
  for (const DeprecatedDate& entry : kDeprecatedDates) {
    if (text == entry.text) {
      return DateValue{DateValue::Kind::kOffset, {}, entry.amount, entry.unit};
    }
  }
  if (const auto offset = parseOffset(text)) return offset;
  const auto date = parseDate(text.substr(0, 10));
  if (!date) return std::nullopt;
  if (text.size() == 10) return DateValue{DateValue::Kind::kDate, {*date, 0}, 0, 'd'};
  const std::int32_t second = text[10] == 'T' ? parseTimeOfDay(text.substr(11)) : -1;
  if (second < 0) return std::nullopt;
  return DateValue{DateValue::Kind::kDateTime, {*date, second}, 0, 'd'};
}

std::string printDateValue(const DateValue& value) {
  switch (value.kind) {
    case DateValue::Kind::kToday:
      return "today";
    case DateValue::Kind::kYesterday:
      return "yesterday";
    case DateValue::Kind::kDate:
      return formatDate(value.at.date);
    case DateValue::Kind::kDateTime:
      return formatDateTime(value.at);
    case DateValue::Kind::kOffset:
      break;
  }
  return (value.amount >= 0 ? "+" : "") + std::to_string(value.amount) + value.unit;
}

CivilDate resolveDay(const DateValue& value, const EvaluationTime& time) noexcept {
  if (value.kind == DateValue::Kind::kDate || value.kind == DateValue::Kind::kDateTime) {
    return value.at.date;
  }
  const CivilDate today = time.zone.localDate(time.nowMs);
  if (value.kind == DateValue::Kind::kToday) return today;
  if (value.kind == DateValue::Kind::kYesterday) return addDays(today, -1);
  switch (value.unit) {
    case 'd':
      return addDays(today, value.amount);
    case 'w':
      return addDays(today, std::int64_t{value.amount} * 7);
    case 'm':
      return addMonths(today, value.amount);
    default:
      return addYears(today, value.amount);
  }
}

Range numberRange(const Condition& condition, int decimals) noexcept {
  return rangeFrom(condition, [&](const Literal& literal) {
    const auto& value = std::get<Decimal>(literal);
    return Ends{scaled(value, decimals, true), scaled(value, decimals, false)};
  });
}

Range instantRange(const Condition& condition, const EvaluationTime& time) noexcept {
  return rangeFrom(condition, [&](const Literal& literal) {
    const auto& value = std::get<DateValue>(literal);
    return Ends{startOf(value, time), endOf(value, time) - 1};
  });
}

Range dayRange(const Condition& condition, const EvaluationTime& time) noexcept {
  return rangeFrom(condition, [&](const Literal& literal) {
    const std::int64_t day = daysFromCivil(resolveDay(std::get<DateValue>(literal), time));
    return Ends{day, day};
  });
}

}  // namespace pannier::segments
