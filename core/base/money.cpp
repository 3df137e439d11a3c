#include "core/base/money.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/base/check.h"
#include "core/base/text.h"

namespace pannier {
namespace {

// ISO 4217, list one: currencies whose minor unit is not a hundredth.
constexpr std::array<std::string_view, 17> kNoDecimals{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                       "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                                       "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::array<std::string_view, 7> kThreeDecimals{"BHD", "IQD", "JOD", "KWD",
                                                         "LYD", "OMR", "TND"};
constexpr std::array<std::string_view, 2> kFourDecimals{"CLF", "UYW"};
constexpr std::array<std::string_view, 4> kSigns{"$", "\xe2\x82\xac", "\xc2\xa3", "\xc2\xa5"};
constexpr int kMaxDecimals = 6;
constexpr std::size_t kMaxBytes = 64;

template <std::size_t kSize>
bool contains(const std::array<std::string_view, kSize>& list, std::string_view code) noexcept {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view entry) { return equalsIgnoringAsciiCase(entry, code); });
}

Error notAnAmount(std::string_view text, std::string_view reason) {
  std::string shown = repairUtf8(text.substr(0, kMaxBytes));
  return makeError(ErrorCode::kInvalidArgument,
                   "'" + shown + "' is not an amount of money: " + std::string(reason));
}

constexpr bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Takes one currency sign off the front or the back.
std::string_view withoutCurrencySign(std::string_view text) noexcept {
  for (const std::string_view sign : kSigns) {
    if (text.substr(0, sign.size()) == sign) return trim(text.substr(sign.size()));
    if (text.size() >= sign.size() && text.substr(text.size() - sign.size()) == sign) {
      return trim(text.substr(0, text.size() - sign.size()));
    }
  }
  return text;
}

/// Takes the sign off; true when the amount is negative.
bool takeMinus(std::string_view& text) noexcept {
  if (text.empty() || (text.front() != '-' && text.front() != '+')) return false;
  const bool minus = text.front() == '-';
  text = trim(text.substr(1));
  return minus;
}

/// "1,234,567": groups of three after the first one, which has one to three digits.
bool isGrouped(std::string_view whole, char separator) noexcept {
  const std::size_t first = whole.find(separator);
  if (first == 0 || first > 3) return false;
  if ((whole.size() - first) % 4 != 0) return false;
  for (std::size_t i = first; i < whole.size(); ++i) {
    if ((whole[i] == separator) != ((i - first) % 4 == 0)) return false;
  }
  return true;
}

struct Parts {
  std::string_view whole;
  std::string_view fraction;
  char separator = '\0';  ///< of thousands within `whole`; none when 0
  bool ok = false;
};

Parts splitAt(std::string_view text, std::size_t mark, char separator) noexcept {
  return {text.substr(0, mark), text.substr(mark + 1), separator, true};
}

/// Decides which mark is the decimal one (the rule of parseMoney).
Parts split(std::string_view text) noexcept {
  const std::size_t dot = text.rfind('.');
  const std::size_t comma = text.rfind(',');
  constexpr std::size_t npos = std::string_view::npos;
  if (dot == npos && comma == npos) return {text, {}, '\0', true};
  if (dot != npos && comma != npos) {
    const std::size_t mark = std::max(dot, comma);
    if (text.find(text[mark]) != mark) return {};
    return splitAt(text, mark, dot < comma ? '.' : ',');
  }
  const std::size_t mark = dot != npos ? dot : comma;
  const bool once = text.find(text[mark]) == mark;
  if (once && (dot != npos || !isGrouped(text, ','))) return splitAt(text, mark, '\0');
  return {text, {}, text[mark], true};
}

/// value * 10 + digit; false when it does not fit.
bool pushDigit(std::int64_t& value, char c) noexcept {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  const int digit = c - '0';
  if (value > (kMax - digit) / 10) return false;
  value = value * 10 + digit;
  return true;
}

}  // namespace

int currencyDecimals(std::string_view iso4217) noexcept {
  if (contains(kNoDecimals, iso4217)) return 0;
  if (contains(kThreeDecimals, iso4217)) return 3;
  if (contains(kFourDecimals, iso4217)) return 4;
  return 2;
}

Result<std::int64_t> parseMoney(std::string_view text, int decimals) {
  PANNIER_CHECK(decimals >= 0 && decimals <= kMaxDecimals);
  if (text.size() > kMaxBytes) return notAnAmount(text, "it is longer than 64 characters.");
  std::string_view rest = trim(text);
  bool negative = takeMinus(rest);
  const std::string_view bare = withoutCurrencySign(rest);
  const bool hadSign = bare.size() != rest.size();
  rest = bare;
  if (hadSign && !negative) negative = takeMinus(rest);
  const Parts parts = split(rest);
  if (!parts.ok) return notAnAmount(text, "its '.' and ',' cannot be read as one number.");
  if (parts.separator != '\0' && parts.whole.find(parts.separator) != std::string_view::npos &&
      !isGrouped(parts.whole, parts.separator)) {
    return notAnAmount(text, "its thousands separators are not three digits apart.");
  }
  if (parts.whole.empty() && parts.fraction.empty()) return notAnAmount(text, "it has no digits.");

  std::int64_t value = 0;
  bool fits = true;
  for (const char c : parts.whole) {
    if (c == parts.separator && c != '\0') continue;
    if (!isDigit(c)) return notAnAmount(text, "only digits, '.' and ',' are possible.");
    fits = fits && pushDigit(value, c);
  }
  for (const char c : parts.fraction) {
    if (!isDigit(c)) return notAnAmount(text, "only digits, '.' and ',' are possible.");
  }
  const auto kept = static_cast<std::size_t>(decimals);
  for (std::size_t i = 0; i < kept; ++i) {
    fits = fits && pushDigit(value, i < parts.fraction.size() ? parts.fraction[i] : '0');
  }
  if (parts.fraction.size() > kept && parts.fraction[kept] >= '5') {
    if (value == std::numeric_limits<std::int64_t>::max())
      fits = false;
    else
      ++value;
  }
  if (!fits) return notAnAmount(text, "it is too large.");
  return negative ? -value : value;
}

std::string formatMoney(std::int64_t minorUnits, int decimals) {
  PANNIER_CHECK(decimals >= 0 && decimals <= kMaxDecimals);
  // Through unsigned, because the smallest number has no positive counterpart.
  const auto bits = static_cast<std::uint64_t>(minorUnits);
  std::string digits = std::to_string(minorUnits < 0 ? 0 - bits : bits);
  const auto width = static_cast<std::size_t>(decimals);
  if (digits.size() <= width) digits.insert(0, width + 1 - digits.size(), '0');
  if (width > 0) digits.insert(digits.size() - width, 1, '.');
  return minorUnits < 0 ? '-' + digits : digits;
}

}  // namespace pannier
