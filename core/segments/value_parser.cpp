#include "core/segments/value_parser.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/id.h"
#include "core/base/text.h"
#include "core/segments/suggestion.h"
#include "core/segments/values.h"

namespace pannier::segments {
namespace {

/// Amounts up to 900 trillion: with four more digits for minor units they still fit 64 bits.
constexpr double kMaxAmount = 9e14;

bool isDigits(std::string_view text) noexcept {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Canonical digits of an unsigned 64-bit id; empty when it is none.
std::string idDigits(std::string_view text) {
  if (!isDigits(text)) return {};
  while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
  constexpr std::string_view kLargest = "18446744073709551615";
  if (text.size() > kLargest.size() || (text.size() == kLargest.size() && text > kLargest))
    return {};
  return std::string(text);
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

Result<Literal> parseNumber(Cursor& cursor, const ValueSlot& slot) {
  const Token& token = cursor.peek();
  if (token.kind == TokenKind::kString && parseDecimal(token.value)) {
    return cursor.fail(token.span, "Numbers are written without quotes: " + token.value + ".");
  }
  if (token.kind != TokenKind::kWord) return cursor.unexpected("a number");
  const auto value = parseDecimal(token.text);
  if (!value) {
    const std::size_t dot = token.text.find('.');
    const bool number = token.text.find_first_not_of("+-0123456789.") == std::string_view::npos &&
                        token.text.find_last_of("+-") + 1 <= 1 && dot == token.text.rfind('.') &&
                        dot != token.text.size() - 1;
    return cursor.fail(token.span,
                       quoted(token.text) + (number ? " is too large or has more than six decimals."
                                                    : " is not a number."));
  }
  if (slot.type == ValueType::kInteger && value->scale > 0) {
    return cursor.fail(token.span, slot.name + " needs a whole number; " + std::string(token.text) +
                                       " has decimals.");
  }
  if (slot.type == ValueType::kMoney && std::abs(toDouble(*value)) > kMaxAmount) {
    return cursor.fail(token.span, std::string(token.text) + " is too large for an amount.");
  }
  cursor.take();
  return Literal(*value);
}

/// Why a word is not a date, in the most helpful way.
std::string whyNoDate(std::string_view text) {
  const std::size_t time = text.find('T');
  if (time != std::string_view::npos) {
    const auto day = parseDateValue(text.substr(0, time));
    if (day && day->kind == DateValue::Kind::kOffset) {
      return "An offset such as " + std::string(text.substr(0, time)) +
             " means whole days and cannot carry a time.";
    }
    if (day)
      return quoted(text) + " has a time that cannot be read. Write it as in 2020-05-30T16:00:00.";
  }
  const bool shapedLikeDate = text.size() == 10 && text[4] == '-' && text[7] == '-';
  if (shapedLikeDate) return quoted(text) + " is not a day of the calendar.";
  const bool timeOnly =
      text.find(':') != std::string_view::npos || text.ends_with("am") || text.ends_with("pm");
  if (timeOnly)
    return quoted(text) + " is a time without a day. Write it as in 2020-05-30T16:00:00.";
  return quoted(text) + " is not a date. Write a date as 2020-05-30, -7d, -3m, today or yesterday.";
}

Result<Literal> parseDateLiteral(Cursor& cursor) {
  const Token& token = cursor.peek();
  if (token.kind == TokenKind::kString && parseDateValue(token.value)) {
    return cursor.fail(token.span, "Dates are written without quotes: " + token.value + ".");
  }
  if (token.kind != TokenKind::kWord && token.kind != TokenKind::kName) {
    return cursor.unexpected("a date such as 2020-05-30, -7d or today");
  }
  const auto value = token.kind == TokenKind::kName ? parseDateValue(asciiLower(token.text))
                                                    : parseDateValue(token.text);
  if (!value) return cursor.fail(token.span, whyNoDate(token.text));
  cursor.take();
  return Literal(*value);
}

std::vector<std::string_view> splitValues(std::string_view values) {
  std::vector<std::string_view> list;
  while (!values.empty()) {
    const std::size_t end = std::min(values.find('|'), values.size());
    list.push_back(values.substr(0, end));
    values.remove_prefix(std::min(end + 1, values.size()));
  }
  return list;
}

std::string joinValues(const std::vector<std::string_view>& list) {
  std::string out;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += i + 1 == list.size() ? " or " : ", ";
    out += list[i];
  }
  return out;
}

Status checkEnumValue(const Cursor& cursor, const Token& token, const ValueSlot& slot) {
  const std::vector<std::string_view> allowed = splitValues(slot.values);
  if (std::find(allowed.begin(), allowed.end(), token.value) != allowed.end()) return {};
  const std::string_view near = nearest(token.value, allowed);
  return cursor.fail(token.span, quoted(token.value) + " is not a value of " + slot.name + "." +
                                     (near.empty() ? " Use " + joinValues(allowed) + "."
                                                   : didYouMean(quoted(near))));
}

Status checkCountry(const Cursor& cursor, const Token& token) {
  const bool lowerCase = token.value.size() == 2 && token.value != [&] {
    std::string upper = token.value;
    for (char& c : upper) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return upper;
  }();
  if (!lowerCase) return {};
  return cursor.fail(token.span, "Countries are written with two capital letters, such as 'DE'.");
}

Result<Literal> parseText(Cursor& cursor, const ValueSlot& slot) {
  const Token& token = cursor.peek();
  if (token.kind == TokenKind::kName || token.kind == TokenKind::kWord) {
    return cursor.fail(token.span, "Text is written in single quotes: " + quoted(token.text) + ".");
  }
  if (token.kind != TokenKind::kString) return cursor.unexpected("a text in single quotes");
  if (!slot.values.empty()) PANNIER_TRY(checkEnumValue(cursor, token, slot));
  if (slot.attribute == Attribute::kCustomerCountries) PANNIER_TRY(checkCountry(cursor, token));
  return Literal(cursor.take().value);
}

Result<Literal> parseProductId(Cursor& cursor) {
  const Token& token = cursor.peek();
  if (token.kind == TokenKind::kWord) {
    std::string digits = idDigits(token.text);
    if (digits.empty())
      return cursor.fail(
          token.span,
          quoted(token.text) + " is not an id. Ids are whole numbers, or text in quotes.");
    cursor.take();
    return Literal(std::move(digits));
  }
  if (token.kind != TokenKind::kString) return cursor.unexpected("an id");
  if (token.value.empty()) return cursor.fail(token.span, "An id cannot be empty.");
  const auto ours = parseId(token.value);
  cursor.take();
  return Literal(ours ? formatId(*ours) : token.value);
}

/// The value of a custom field says by its spelling what type it has.
Result<Literal> parseCustom(Cursor& cursor, const ValueSlot& slot) {
  const Token& token = cursor.peek();
  if (token.kind == TokenKind::kString) return Literal(cursor.take().value);
  if (cursor.takeKeyword("true")) return Literal(true);
  if (cursor.takeKeyword("false")) return Literal(false);
  if (token.kind == TokenKind::kWord && parseDecimal(token.text)) return parseNumber(cursor, slot);
  if (token.kind != TokenKind::kName && token.kind != TokenKind::kWord) {
    return cursor.unexpected("a number, a date, true, false or a text in single quotes");
  }
  const auto date = parseDateValue(token.kind == TokenKind::kName ? asciiLower(token.text)
                                                                  : std::string(token.text));
  if (!date && token.kind == TokenKind::kName) {
    return cursor.fail(token.span, "Text is written in single quotes: " + quoted(token.text) + ".");
  }
  if (!date)
    return cursor.fail(token.span, quoted(token.text) + " is neither a number nor a date.");
  if (date->kind == DateValue::Kind::kDateTime) {
    return cursor.fail(token.span, "Custom fields have days without a time.");
  }
  cursor.take();
  return Literal(*date);
}

}  // namespace

Result<Literal> parseValue(Cursor& cursor, const ValueSlot& slot) {
  switch (slot.type) {
    case ValueType::kInteger:
    case ValueType::kMoney:
      return parseNumber(cursor, slot);
    case ValueType::kDate:
      return parseDateLiteral(cursor);
    case ValueType::kText:
    case ValueType::kEnum:
    case ValueType::kTextList:
    case ValueType::kEnumList:
      return parseText(cursor, slot);
    case ValueType::kId:
      return parseProductId(cursor);
    case ValueType::kCustom:
      return parseCustom(cursor, slot);
  }
  return cursor.unexpected("a value");
}

}  // namespace pannier::segments
