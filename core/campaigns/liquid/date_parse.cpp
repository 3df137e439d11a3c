#include "core/campaigns/liquid/date_parse.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/number.h"

namespace pannier::liquid {
namespace {

constexpr std::size_t kMaxLength = 128;  // as Ruby's date parser
constexpr std::int64_t kFirstMilliseconds = 100'000'000'000;
// Within the years 1 to 9999, with a day to spare for zones.
constexpr std::int64_t kEarliestMs = -62'135'510'400'000;
constexpr std::int64_t kLatestMs = 253'402'214'400'000;

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};

/// Which of the names `word` is or abbreviates to at least three letters.
template <std::size_t kCount>
std::optional<int> nameIndex(const std::array<std::string_view, kCount>& names,
                             std::string_view word) {
  for (std::size_t i = 0; i < kCount && word.size() >= 3; ++i) {
    if (names[i].substr(0, word.size()) == word) return static_cast<int>(i);
  }
  return std::nullopt;
}

class DateReader {
 public:
  DateReader(std::string lowered, const DateContext& context)
      : text_(std::move(lowered)), context_(context) {}

  std::optional<Moment> read() {
    while (at_ < text_.size()) {
      if (isSpace(text_[at_]) || text_[at_] == ',') {
        ++at_;
      } else if (!(isDigit(text_[at_])         ? readDigits()
                   : isAsciiLetter(text_[at_]) ? readWord()
                                               : readSign())) {
        return std::nullopt;
      }
    }
    return moment();
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  [[nodiscard]] std::size_t digitsAhead(std::size_t ahead = 0) const {
    std::size_t count = 0;
    while (isDigit(peek(ahead + count))) ++count;
    return count;
  }

  int takeNumber(std::size_t count) {
    int value = 0;
    for (; count > 0; --count) value = value * 10 + (text_[at_++] - '0');
    return value;
  }

  std::string_view takeWord() {
    const std::size_t begin = at_;
    while (isAsciiLetter(peek())) ++at_;
    return std::string_view(text_).substr(begin, at_ - begin);
  }

  bool readDigits() {
    const std::size_t count = digitsAhead();
    const char after = peek(count);
    if (after == ':' && count <= 2) return readTime(count);
    if (count == 8 || count == 14) return readCompact(count);
    if (count > 4) return false;
    const bool isJoined = after == '-' || after == '/' || after == '.';
    if (isJoined && !hasDate()) return readJoined(count, after);
    const int number = takeNumber(count);
    if (count > 2) return set(year_, number);
    const std::string_view suffix = takeWord();
    if (suffix == "am" || suffix == "pm") return set(hour_, number) && setHalf(suffix);
    const bool isOrdinal = suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th";
    if (!suffix.empty() && !isOrdinal) at_ -= suffix.size();
    if (!day_) return set(day_, number);
    return set(year_, fullYear(number, count));
  }

  /// Y-M-D, Y/M/D, D-M-Y, D/M/Y, D.M.Y; the month may be a name; Y-M alone is its first day.
  bool readJoined(std::size_t count, char joint) {
    const int first = takeNumber(count);
    ++at_;
    if (isAsciiLetter(peek())) {
      const auto named = nameIndex(kMonths, takeWord());
      if (!named || !set(month_, *named + 1)) return false;
    } else {
      const std::size_t second = digitsAhead();
      if (second == 0 || second > 2 || !set(month_, takeNumber(second))) return false;
    }
    const bool yearFirst = count > 2;
    if (peek() != joint) return yearFirst && set(year_, first);
    ++at_;
    const std::size_t last = digitsAhead();
    if (last == 0 || last > 4) return false;
    const int third = takeNumber(last);
    const bool done = yearFirst ? set(year_, first) && set(day_, third)
                                : set(day_, first) && set(year_, fullYear(third, last));
    if (done && peek() == 't' && isDigit(peek(1))) ++at_;
    return done;
  }

  bool readCompact(std::size_t count) {
    if (hasDate()) return false;
    year_ = takeNumber(4);
    month_ = takeNumber(2);
    day_ = takeNumber(2);
    if (count == 14) {
      hour_ = takeNumber(2);
      minute_ = takeNumber(2);
      second_ = takeNumber(2);
    } else if (peek() == 't' && isDigit(peek(1))) {
      ++at_;
    }
    return true;
  }

  bool readTime(std::size_t count) {
    if (hour_) return false;
    hour_ = takeNumber(count);
    ++at_;
    if (digitsAhead() != 2) return false;
    minute_ = takeNumber(2);
    if (peek() != ':') return true;
    ++at_;
    if (digitsAhead() != 2) return false;
    second_ = takeNumber(2);
    if (peek() == '.' && digitsAhead(1) > 0) readFraction();
    return true;
  }

  void readFraction() {
    ++at_;
    int unit = 100;
    for (; isDigit(peek()); ++at_, unit /= 10) milliseconds_ += (peek() - '0') * unit;
  }

  bool readWord() {
    const std::string_view word = takeWord();
    if (peek() == '.') ++at_;  // "Mar. 14"
    if (const auto month = nameIndex(kMonths, word)) return set(month_, *month + 1);
    if (word == "am" || word == "pm") return hour_ && setHalf(word);
    if (word == "z" || word == "utc" || word == "gmt") return setZone(0);
    if (word == "t" || word == "at" || word == "of") return true;
    return nameIndex(kWeekdays, word).has_value();
  }

  /// "+02:00", "-0500", "+1" after a time.
  bool readSign() {
    const int sign = peek() == '+' ? 1 : peek() == '-' ? -1 : 0;
    ++at_;
    const std::size_t count = digitsAhead();
    if (sign == 0 || !hour_ || count == 0 || count == 3 || count > 4) return false;
    const int hours = takeNumber(std::min<std::size_t>(count, 2));
    int minutes = 0;
    if (count == 4) {
      minutes = takeNumber(2);
    } else if (peek() == ':' && digitsAhead(1) == 2) {
      ++at_;
      minutes = takeNumber(2);
    }
    if (hours > 14 || minutes > 59) return false;
    zone_.reset();
    return setZone(sign * (hours * 60 + minutes));
  }

  static bool set(std::optional<int>& field, int value) {
    if (field) return false;
    field = value;
    return true;
  }
  bool setZone(int minutes) { return set(zone_, minutes); }

  bool setHalf(std::string_view half) {
    if (*hour_ < 1 || *hour_ > 12) return false;
    hour_ = *hour_ % 12 + (half == "pm" ? 12 : 0);
    return true;
  }

  static int fullYear(int number, std::size_t digits) {
    if (digits > 2) return number;
    return number + (number < 69 ? 2000 : 1900);  // as POSIX and Ruby
  }

  [[nodiscard]] bool hasDate() const { return year_ || month_ || day_; }

  /// Fields that are missing are those of today, or the first of what was named.
  [[nodiscard]] std::optional<Moment> moment() const {
    if (!month_ && !hour_) return std::nullopt;
    const CivilDate today = localToday();
    const CivilDate date{year_.value_or(today.year), month_.value_or(today.month),
                         day_.value_or(month_ || year_ ? 1 : today.day)};
    const int hour = hour_.value_or(0);
    const int minute = minute_.value_or(0);
    const int second = second_.value_or(0);
    if (!isValid(date) || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    const std::int32_t secondOfDay = hour * 3600 + minute * 60 + second;
    const std::int64_t local = daysFromCivil(date) * 86400 + secondOfDay;
    if (zone_ || context_.zone == nullptr) {
      const std::int32_t offset = zone_.value_or(0) * 60;
      return Moment{local - offset, milliseconds_, offset};
    }
    const std::int64_t utcMs = context_.zone->toUtcMs({date, secondOfDay});
    return Moment{utcMs / 1000, milliseconds_, context_.offsetAt(utcMs)};
  }

  [[nodiscard]] CivilDate localToday() const {
    const std::int64_t now = std::clamp(context_.nowMs, kEarliestMs, kLatestMs);
    const std::int64_t offset = zone_ ? *zone_ * 60 : context_.offsetAt(now);
    const std::int64_t localMs = now + offset * 1000;
    return civilFromDays(localMs / kMsPerDay - (localMs % kMsPerDay < 0 ? 1 : 0));
  }

  std::string text_;
  DateContext context_;
  std::size_t at_ = 0;
  std::optional<int> year_, month_, day_, hour_, minute_, second_, zone_;
  int milliseconds_ = 0;
};

std::optional<Moment> momentOfMs(std::int64_t ms, const DateContext& context) {
  if (ms < kEarliestMs || ms > kLatestMs) return std::nullopt;
  const auto rest = static_cast<std::int32_t>(((ms % 1000) + 1000) % 1000);
  return Moment{(ms - rest) / 1000, rest, context.offsetAt(ms)};
}

}  // namespace

std::optional<Moment> momentOfNumber(std::int64_t number, const DateContext& context) {
  const bool isMs = number >= kFirstMilliseconds || number <= -kFirstMilliseconds;
  return momentOfMs(isMs ? number : number * 1000, context);
}

std::optional<Moment> parseMoment(std::string_view text, const DateContext& context) {
  const std::string_view trimmed = stripSpace(text);
  if (trimmed.empty() || trimmed.size() > kMaxLength) return std::nullopt;
  std::string lowered = toLower(trimmed);
  if (lowered == "now" || lowered == "today") return momentOfMs(context.nowMs, context);
  if (std::all_of(lowered.begin(), lowered.end(), isDigit)) {
    const auto number = parseNumber(lowered);
    if (!number || number->isReal) return std::nullopt;
    return momentOfNumber(number->integer, context);
  }
  return DateReader(std::move(lowered), context).read();
}

}  // namespace pannier::liquid
