#include "core/interop/cell_values.h"

#include "core/base/text.h"

namespace pannier::interop {
namespace {

constexpr std::int64_t kMaxWhole = 1'000'000'000'000'000;
constexpr std::int64_t kPriceParts = 100;

constexpr bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool isLetter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Reads a text from the left.
class Scanner {
 public:
  explicit Scanner(std::string_view text) noexcept : text_(text) {}

  [[nodiscard]] bool atEnd() const noexcept { return at_ == text_.size(); }
  [[nodiscard]] std::size_t digitsAhead() const noexcept {
    std::size_t count = 0;
    while (at_ + count < text_.size() && isDigit(text_[at_ + count])) ++count;
    return count;
  }
  bool take(char c) noexcept {
    if (atEnd() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) noexcept {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  /// A number of `least` to `most` digits.
  std::optional<std::int32_t> number(std::size_t least, std::size_t most) noexcept {
    const std::size_t count = digitsAhead();
    if (count < least || count > most) return std::nullopt;
    std::int32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text_[at_++] - '0');
    return value;
  }
  void skipDigits() noexcept { at_ += digitsAhead(); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<CivilDate> takeDate(Scanner& in) noexcept {
  CivilDate date;
  if (in.digitsAhead() == 4) {
    const auto year = in.number(4, 4);
    if (!in.take('-')) return std::nullopt;
    const auto month = in.number(1, 2);
    if (!month || !in.take('-')) return std::nullopt;
    const auto day = in.number(1, 2);
    if (!day) return std::nullopt;
    date = {*year, *month, *day};
  } else {
    const auto month = in.number(1, 2);
    if (!month || !in.take('/')) return std::nullopt;
    const auto day = in.number(1, 2);
    if (!day || !in.take('/')) return std::nullopt;
    const auto year = in.number(4, 4);
    if (!year) return std::nullopt;
    date = {*year, *month, *day};
  }
  if (!isValid(date)) return std::nullopt;
  return date;
}

std::optional<std::int32_t> takeClock(Scanner& in) noexcept {
  const auto hour = in.number(1, 2);
  if (!hour || *hour > 23 || !in.take(':')) return std::nullopt;
  const auto minute = in.number(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  std::int32_t second = 0;
  if (in.take(':')) {
    const auto read = in.number(2, 2);
    if (!read || *read > 60) return std::nullopt;
    second = *read == 60 ? 59 : *read;  // a leap second counts as the second before it
    if (in.take('.')) in.skipDigits();
  }
  return *hour * 3600 + *minute * 60 + second;
}

enum class Offset { kNone, kGiven, kWrong };

Offset takeOffset(Scanner& in, std::int32_t& seconds) noexcept {
  if (in.atEnd()) return Offset::kNone;
  in.take(' ');
  if (in.take('Z') || in.take(std::string_view("UTC")) || in.take(std::string_view("GMT"))) {
    return in.atEnd() ? Offset::kGiven : Offset::kWrong;
  }
  const bool minus = in.take('-');
  if (!minus && !in.take('+')) return Offset::kWrong;
  const bool together = in.digitsAhead() == 4;
  std::optional<std::int32_t> hours;
  std::optional<std::int32_t> minutes;
  if (together) {
    const auto both = in.number(4, 4);
    hours = *both / 100;
    minutes = *both % 100;
  } else {
    hours = in.number(2, 2);
    if (!hours || !in.take(':')) return Offset::kWrong;
    minutes = in.number(2, 2);
  }
  if (!hours || !minutes || *hours > 15 || *minutes > 59 || !in.atEnd()) return Offset::kWrong;
  seconds = (*hours * 3600 + *minutes * 60) * (minus ? -1 : 1);
  return Offset::kGiven;
}

}  // namespace

std::string_view plainCell(std::string_view cell) noexcept {
  cell = trim(cell);
  if (!cell.empty() && cell.front() == '\'') cell = trim(cell.substr(1));
  return cell;
}

std::optional<std::int64_t> parseWholeNumber(std::string_view cell) noexcept {
  cell = plainCell(cell);
  bool minus = false;
  if (!cell.empty() && (cell.front() == '-' || cell.front() == '+')) {
    minus = cell.front() == '-';
    cell.remove_prefix(1);
  }
  if (cell.empty() || !isDigit(cell.front())) return std::nullopt;
  std::int64_t value = 0;
  std::size_t at = 0;
  for (; at < cell.size() && isDigit(cell[at]); ++at) {
    value = value * 10 + (cell[at] - '0');
    if (value > kMaxWhole) return std::nullopt;
  }
  if (at < cell.size()) {
    if (cell[at] != '.' || at + 1 == cell.size()) return std::nullopt;
    if (cell.find_first_not_of('0', at + 1) != std::string_view::npos) return std::nullopt;
  }
  return minus ? -value : value;
}

std::string_view externalIdOf(std::string_view cell) noexcept {
  cell = plainCell(cell);
  if (cell.size() < 3 || cell.substr(cell.size() - 2) != ".0") return cell;
  const std::string_view whole = cell.substr(0, cell.size() - 2);
  for (const char c : whole) {
    if (!isDigit(c)) return cell;
  }
  return whole;
}

std::optional<bool> parseYesNo(std::string_view cell) {
  const std::string word = asciiLower(plainCell(cell));
  for (const std::string_view yes : {"yes", "true", "y", "1", "subscribed"}) {
    if (word == yes) return true;
  }
  for (const std::string_view no : {"no", "false", "n", "0", "unsubscribed"}) {
    if (word == no) return false;
  }
  return std::nullopt;
}

std::optional<std::int64_t> parseTime(std::string_view cell, const TimeZone& zone) noexcept {
  Scanner in(plainCell(cell));
  const auto date = takeDate(in);
  if (!date) return std::nullopt;
  CivilDateTime local{*date, 0};
  if (!in.atEnd()) {
    if (!in.take('T') && !in.take(' ')) return std::nullopt;
    const auto clock = takeClock(in);
    if (!clock) return std::nullopt;
    local.secondOfDay = *clock;
  }
  std::int32_t offset = 0;
  switch (takeOffset(in, offset)) {
    case Offset::kWrong:
      return std::nullopt;
    case Offset::kNone:
      return zone.toUtcMs(local);
    case Offset::kGiven:
      break;
  }
  return daysFromCivil(local.date) * kMsPerDay + (std::int64_t{local.secondOfDay} - offset) * 1000;
}

std::string parseDay(std::string_view cell) {
  cell = plainCell(cell).substr(0, 10);
  const auto date = parseDate(cell);
  return date ? formatDate(*date) : std::string();
}

bool looksLikeFormula(std::string_view cell) noexcept {
  if (cell.size() < 2) return false;
  switch (cell.front()) {
    case '=':
      return true;
    case '+':
    case '-':
      return isLetter(cell[1]) || cell[1] == '(';
    case '@':
      return cell.find('(') != std::string_view::npos;
    default:
      return false;
  }
}

std::int64_t roundedPrice(std::int64_t unitPrice) noexcept {
  const std::int64_t half = unitPrice < 0 ? -kPriceParts / 2 : kPriceParts / 2;
  return (unitPrice + half) / kPriceParts;
}

std::optional<std::int64_t> lineAmount(std::int64_t unitPrice, std::int64_t quantity) noexcept {
  std::int64_t exact = 0;
  std::int64_t rounded = 0;
  if (__builtin_mul_overflow(unitPrice, quantity, &exact)) return std::nullopt;
  if (__builtin_add_overflow(exact, exact < 0 ? -kPriceParts / 2 : kPriceParts / 2, &rounded))
    return std::nullopt;
  return rounded / kPriceParts;
}

}  // namespace pannier::interop
