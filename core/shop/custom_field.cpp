#include "core/shop/custom_field.h"

#include <algorithm>

#include "core/base/civil.h"
#include "core/base/text.h"

namespace pannier::custom_fields {
namespace {

constexpr std::size_t kMaxIdentifierBytes = 64;
constexpr std::size_t kMaxNumberBytes = 40;

bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Empty when the text is no decimal number.
std::string canonicalNumber(std::string_view text) {
  if (text.size() > kMaxNumberBytes) return {};
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
  const bool hasFraction = point != std::string_view::npos;
  if (whole.empty() || (hasFraction && fraction.empty())) return {};
  if (!std::all_of(whole.begin(), whole.end(), isDigit)) return {};
  if (!std::all_of(fraction.begin(), fraction.end(), isDigit)) return {};
  while (whole.size() > 1 && whole.front() == '0') whole.remove_prefix(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  std::string number(whole);
  if (!fraction.empty()) number.append(".").append(fraction);
  return negative && number != "0" ? "-" + number : number;
}

Error refuse(const CustomField& field, std::string_view expected) {
  const std::string& shown = field.name.empty() ? field.key : field.name;
  return makeError(ErrorCode::kInvalidArgument,
                   "'" + shown + "' must be " + std::string(expected) + ".", "value");
}

}  // namespace

Id fieldId(std::string_view entity, std::string_view nameSpace, std::string_view key) noexcept {
  return deriveId({"custom_field", entity, nameSpace, key});
}

Id valueId(const Id& owner, const Id& field) noexcept {
  return deriveId({"custom_field_value", formatId(owner), formatId(field)});
}

bool isIdentifier(std::string_view text) noexcept {
  if (text.empty() || text.size() > kMaxIdentifierBytes) return false;
  if (text.front() < 'a' || text.front() > 'z') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || isDigit(c) || c == '_'; });
}

Result<std::string> canonicalValue(const CustomField& field, std::string_view text) {
  if (field.type == "text") return std::string(text);
  const std::string_view value = trim(text);
  if (field.type == "number") {
    std::string number = canonicalNumber(value);
    if (number.empty()) return refuse(field, "a number like 12 or -3.5");
    return number;
  }
  if (field.type == "date") {
    const auto date = parseDate(value);
    if (!date) return refuse(field, "a date like 2026-03-31");
    return formatDate(*date);
  }
  if (field.type == "boolean") {
    if (value != "true" && value != "false") return refuse(field, "true or false");
    return std::string(value);
  }
  return refuse(field, "of a type this version knows");
}

}  // namespace pannier::custom_fields
