#include "core/storage/field_check.h"

#include <string>

#include "core/base/text.h"

namespace pannier {
namespace {

using registry::Entity;
using registry::Field;
using registry::FieldType;

Error refuse(const Entity& entity, const Field& field, const std::string& why) {
  return makeError(ErrorCode::kInvalidArgument,
                   std::string(entity.name) + "." + std::string(field.name) + " " + why,
                   std::string(field.name));
}

bool isListed(std::string_view values, std::string_view wanted) {
  while (!values.empty()) {
    const std::size_t bar = values.find('|');
    if (values.substr(0, bar) == wanted) return true;
    if (bar == std::string_view::npos) return false;
    values.remove_prefix(bar + 1);
  }
  return false;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isCalendarDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (!isDigit(text[i])) return false;
  }
  const int year =
      (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
  const int month = (text[5] - '0') * 10 + (text[6] - '0');
  const int day = (text[8] - '0') * 10 + (text[9] - '0');
  if (month < 1 || month > 12 || day < 1) return false;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

Status checkText(const Entity& entity, const Field& field, const std::string& text) {
  const bool isLong = field.type == FieldType::kLongText || field.type == FieldType::kJson;
  const std::size_t limit = isLong ? kMaxLongTextBytes : kMaxTextBytes;
  if (text.size() > limit) {
    Error error = refuse(entity, field, "is longer than " + std::to_string(limit) + " bytes.");
    error.code = ErrorCode::kTooLarge;
    return error;
  }
  if (!isUtf8(text)) return refuse(entity, field, "is not valid UTF-8 text.");
  if (text.find('\0') != std::string::npos)
    return refuse(entity, field, "contains a NUL character.");
  if (field.type == FieldType::kEnum && !isListed(field.reference, text)) {
    std::string allowed(field.reference);
    for (char& c : allowed) {
      if (c == '|') c = ' ';
    }
    return refuse(entity, field, "must be one of: " + allowed + ".");
  }
  if (field.type == FieldType::kDate && !text.empty() && !isCalendarDate(text)) {
    return refuse(entity, field, "must be a date like 2026-03-31.");
  }
  return {};
}

}  // namespace

Status checkField(const Entity& entity, const Field& field, const Value& value) {
  const bool required = (field.flags & registry::kRequired) != 0;
  if (isNull(value)) {
    if (required) return refuse(entity, field, "must not be empty.");
    return {};
  }
  switch (field.type) {
    case FieldType::kText:
    case FieldType::kLongText:
    case FieldType::kDate:
    case FieldType::kEnum:
    case FieldType::kJson: {
      const auto* text = std::get_if<std::string>(&value);
      if (text == nullptr) return refuse(entity, field, "must be text.");
      if (required && trim(*text).empty()) return refuse(entity, field, "must not be empty.");
      return checkText(entity, field, *text);
    }
    case FieldType::kInteger:
    case FieldType::kMoney:
    case FieldType::kTimestamp:
      if (!std::holds_alternative<std::int64_t>(value))
        return refuse(entity, field, "must be a whole number.");
      return {};
    case FieldType::kBoolean: {
      const auto* integer = std::get_if<std::int64_t>(&value);
      if (integer == nullptr || (*integer != 0 && *integer != 1))
        return refuse(entity, field, "must be true or false.");
      return {};
    }
    case FieldType::kReal:
      if (!std::holds_alternative<double>(value)) return refuse(entity, field, "must be a number.");
      return {};
    case FieldType::kId:
      if (!std::holds_alternative<Id>(value)) return refuse(entity, field, "must be an id.");
      return {};
  }
  return refuse(entity, field, "has a type this version does not know.");
}

}  // namespace pannier
