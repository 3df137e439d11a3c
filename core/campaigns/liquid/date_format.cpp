#include "core/campaigns/liquid/date_format.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "core/campaigns/liquid/characters.h"

namespace pannier::liquid {
namespace {

constexpr std::size_t kMaxWidth = 1024;
constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

/// "%-5d": what stands between the percent sign and the letter.
struct Conversion {
  bool upper = false;    // ^
  bool swapped = false;  // #
  char padding = 0;      // - for none, 0, _ for blanks; 0 for the usual one
  std::size_t width = 0;
  std::size_t colons = 0;
  char letter = 0;
};

struct IsoWeek {
  std::int64_t year;
  int week;
};

class Formatter {
 public:
  explicit Formatter(const Moment& moment) : moment_(moment) {
    const std::int64_t local = moment.seconds + moment.offsetSeconds;
    second_ = static_cast<int>(((local % 86400) + 86400) % 86400);
    days_ = (local - second_) / 86400;
    day_ = civilFromDays(days_);
    weekday_ = static_cast<int>((((days_ + 4) % 7) + 7) % 7);
    dayOfYear_ = static_cast<int>(days_ - daysFromCivil({day_.year, 1, 1}));
  }

  Result<std::string> run(std::string_view format, const Budget& budget) {
    for (std::size_t at = 0; at < format.size();) {
      const std::size_t percent = std::min(format.find('%', at), format.size());
      out_.append(format.substr(at, percent - at));
      at = percent;
      if (at == format.size()) break;
      const std::size_t length = convert(format.substr(at));
      if (length == 0) out_ += format[at];
      at += std::max<std::size_t>(length, 1);
      PANNIER_TRY(budget.checkTextSize(out_.size()));
    }
    return std::move(out_);
  }

 private:
  /// Writes the conversion at the start of `text`; returns its length, 0 when it is not known.
  std::size_t convert(std::string_view text) {
    Conversion c;
    std::size_t at = 1;
    for (; at < text.size(); ++at) {
      if (text[at] == '^') {
        c.upper = true;
      } else if (text[at] == '#') {
        c.swapped = true;
      } else if (text[at] == '-' || text[at] == '_' || text[at] == '0') {
        c.padding = text[at];
      } else {
        break;
      }
    }
    for (; at < text.size() && isDigit(text[at]); ++at) {
      c.width = std::min(kMaxWidth, c.width * 10 + static_cast<std::size_t>(text[at] - '0'));
    }
    for (; at < text.size() && text[at] == ':' && c.colons < 3; ++at) ++c.colons;
    if (at >= text.size()) return 0;
    c.letter = text[at];
    if (c.colons > 0 && c.letter != 'z') return 0;
    return write(c) ? at + 1 : 0;
  }

  bool write(const Conversion& c) {
    return writeDate(c) || writeTime(c) || writeName(c) || writeComposite(c);
  }

  bool writeDate(const Conversion& c) {
    switch (c.letter) {
      case 'Y':
        return number(c, day_.year, 1, '0');
      case 'C':
        return number(c, floorDivide(day_.year, 100), 2, '0');
      case 'y':
        return number(c, day_.year - floorDivide(day_.year, 100) * 100, 2, '0');
      case 'm':
        return number(c, day_.month, 2, '0');
      case 'd':
        return number(c, day_.day, 2, '0');
      case 'e':
        return number(c, day_.day, 2, '_');
      case 'j':
        return number(c, dayOfYear_ + 1, 3, '0');
      case 'u':
        return number(c, weekday_ == 0 ? 7 : weekday_, 1, '0');
      case 'w':
        return number(c, weekday_, 1, '0');
      case 'U':
        return number(c, (dayOfYear_ + 7 - weekday_) / 7, 2, '0');
      case 'W':
        return number(c, (dayOfYear_ + 7 - (weekday_ + 6) % 7) / 7, 2, '0');
      case 'V':
        return number(c, isoWeek().week, 2, '0');
      case 'G':
        return number(c, isoWeek().year, 1, '0');
      case 'g':
        return number(c, isoWeek().year - floorDivide(isoWeek().year, 100) * 100, 2, '0');
      default:
        return false;
    }
  }

  bool writeTime(const Conversion& c) {
    const int hour = second_ / 3600;
    const int hour12 = hour % 12 == 0 ? 12 : hour % 12;
    switch (c.letter) {
      case 'H':
        return number(c, hour, 2, '0');
      case 'k':
        return number(c, hour, 2, '_');
      case 'I':
        return number(c, hour12, 2, '0');
      case 'l':
        return number(c, hour12, 2, '_');
      case 'M':
        return number(c, second_ / 60 % 60, 2, '0');
      case 'S':
        return number(c, second_ % 60, 2, '0');
      case 's':
        return number(c, moment_.seconds, 1, '0');
      case 'L':
        return fraction(c.width == 0 ? 3 : c.width);
      case 'N':
        return fraction(c.width == 0 ? 9 : c.width);
      case 'p':
        if (!c.swapped) return text(c, hour < 12 ? "AM" : "PM");
        return text(c, hour < 12 ? "am" : "pm");
      case 'P':
        return text(c, hour < 12 ? "am" : "pm");
      case 'z':
        return zone(c);
      case 'Z':
        return text(c, moment_.offsetSeconds == 0 ? "UTC" : "");
      default:
        return false;
    }
  }

  bool writeName(const Conversion& c) {
    const std::string_view month = kMonths[static_cast<std::size_t>(day_.month - 1)];
    const std::string_view weekday = kWeekdays[static_cast<std::size_t>(weekday_)];
    switch (c.letter) {
      case 'B':
        return text(c, month);
      case 'b':
      case 'h':
        return text(c, month.substr(0, 3));
      case 'A':
        return text(c, weekday);
      case 'a':
        return text(c, weekday.substr(0, 3));
      case '%':
        return text(c, "%");
      case 'n':
        return text(c, "\n");
      case 't':
        return text(c, "\t");
      default:
        return false;
    }
  }

  bool writeComposite(const Conversion& c) {
    switch (c.letter) {
      case 'c':
        return composite(c, "%a %b %e %H:%M:%S %Y");
      case 'D':
      case 'x':
        return composite(c, "%m/%d/%y");
      case 'F':
        return composite(c, "%Y-%m-%d");
      case 'T':
      case 'X':
        return composite(c, "%H:%M:%S");
      case 'R':
        return composite(c, "%H:%M");
      case 'r':
        return composite(c, "%I:%M:%S %p");
      case 'v':
        return composite(c, "%e-%^b-%Y");
      case '+':
        return composite(c, "%a %b %e %H:%M:%S %Z %Y");
      default:
        return false;
    }
  }

  bool number(const Conversion& c, std::int64_t value, std::size_t usualWidth, char usualPadding) {
    const char padding = c.padding == 0 ? usualPadding : c.padding;
    const std::size_t width = c.width > 0 ? c.width : usualWidth;
    const std::string digits = std::to_string(value < 0 ? -value : value);
    const std::string sign = value < 0 ? "-" : "";
    const std::size_t used = digits.size() + sign.size();
    const std::size_t missing = padding == '-' || used >= width ? 0 : width - used;
    if (padding == '_') {
      out_.append(missing, ' ').append(sign).append(digits);
    } else {
      out_.append(sign).append(missing, '0').append(digits);
    }
    return true;
  }

  bool text(const Conversion& c, std::string_view value) {
    const bool upper = c.upper || (c.swapped && c.letter != 'p');
    const std::string shown = upper ? toUpper(value) : std::string(value);
    if (c.width > shown.size() && c.padding != '-') {
      out_.append(c.width - shown.size(), c.padding == '0' ? '0' : ' ');
    }
    out_.append(shown);
    return true;
  }

  bool fraction(std::size_t digits) {
    std::string all = std::to_string(1000 + moment_.milliseconds).substr(1);
    all.resize(digits, '0');
    out_.append(all);
    return true;
  }

  bool zone(const Conversion& c) {
    const int minutes = std::abs(moment_.offsetSeconds) / 60;
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    out_ += moment_.offsetSeconds < 0 ? '-' : '+';
    out_.append(two(minutes / 60)).append(c.colons > 0 ? ":" : "").append(two(minutes % 60));
    if (c.colons == 2) out_.append(":00");
    return true;
  }

  bool composite(const Conversion& c, std::string_view format) {
    Formatter inner(moment_);
    for (std::size_t at = 0; at < format.size();) {
      const std::size_t length = format[at] == '%' ? inner.convert(format.substr(at)) : 0;
      if (length == 0) inner.out_ += format[at];
      at += std::max<std::size_t>(length, 1);
    }
    return text(c, inner.out_);
  }

  /// ISO 8601: the week belongs to the year its Thursday lies in.
  [[nodiscard]] IsoWeek isoWeek() const {
    const std::int64_t thursday = days_ - (weekday_ + 6) % 7 + 3;
    const std::int32_t year = civilFromDays(thursday).year;
    return {year, static_cast<int>((thursday - daysFromCivil({year, 1, 1})) / 7) + 1};
  }

  static std::int64_t floorDivide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
  }

  Moment moment_;
  CivilDate day_;
  std::int64_t days_ = 0;
  int second_ = 0;
  int weekday_ = 0;
  int dayOfYear_ = 0;
  std::string out_;
};

}  // namespace

Result<std::string> formatMoment(const Moment& moment, std::string_view format,
                                 const Budget& budget) {
  return Formatter(moment).run(format, budget);
}

}  // namespace pannier::liquid
