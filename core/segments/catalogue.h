#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/segments/ast.h"

/// Every filter of the language: name, type, operators, allowed values, words for people. The
/// parser, the command segments.catalogue and the builder all read this one table.
namespace pannier::segments {

enum class ValueType {
  kInteger,   ///< whole number
  kMoney,     ///< decimal number in the shop's currency
  kDate,      ///< whole days in the shop's time zone
  kText,      ///< compared exactly
  kEnum,      ///< one of `values`, compared exactly
  kTextList,  ///< elements compared without regard to case
  kEnumList,  ///< elements compared exactly
  kId,        ///< product id: digits, or in quotes our id or the shop system's
  kCustom,    ///< custom field: the value written says the type
};

/// A set of operators, one bit each.
using OperatorSet = unsigned;
constexpr OperatorSet bit(Operator op) noexcept { return 1U << static_cast<unsigned>(op); }

enum class Attribute {
  kAmountSpent,
  kAverageOrderValue,
  kNumberOfOrders,
  kFirstOrderDate,
  kLastOrderDate,
  kCustomerAddedDate,
  kCustomerEmailDomain,
  kCustomerLanguage,
  kCustomerAccountStatus,
  kEmailSubscriptionStatus,
  kSmsSubscriptionStatus,
  kCustomerTags,
  kCustomerCities,
  kCustomerCountries,
  kCustomerRegions,
  kCustomField,
};

struct AttributeInfo {
  Attribute id;
  std::string_view name;
  ValueType type;
  std::string_view values;  ///< of enums, joined by '|'
  std::string_view description;
  std::string_view example;
};

enum class Function { kOrdersPlaced, kProductsPurchased };

enum class ParameterId {
  kDate,
  kAmount,
  kSumAmount,
  kCount,
  kId,
  kTag,
  kCategory,
  kQuantity,
  kSumQuantity
};

struct ParameterInfo {
  ParameterId id;
  std::string_view name;
  ValueType type;
  OperatorSet operators;
  std::string_view description;
};

struct FunctionInfo {
  Function id;
  std::string_view name;
  std::span<const ParameterInfo> parameters;
  std::string_view description;
  std::string_view example;
};

std::span<const AttributeInfo> attributes() noexcept;
std::span<const FunctionInfo> functions() noexcept;

/// Names compare without regard to case. nullptr when there is none. The attribute of a custom
/// field is found by the name "metafields".
const AttributeInfo* findAttribute(std::string_view name) noexcept;
const FunctionInfo* findFunction(std::string_view name) noexcept;
const ParameterInfo* findParameter(const FunctionInfo& function, std::string_view name) noexcept;

/// For names of the language that this shop has no data for: what is missing, as the end of the
/// sentence "… is known, but ". Empty for all other names.
std::string_view missingDataFor(std::string_view name) noexcept;
/// The same for a parameter of a function.
std::string_view missingDataFor(const FunctionInfo& function, std::string_view parameter) noexcept;

OperatorSet operatorsOf(ValueType type) noexcept;
/// "=", "NOT CONTAINS", "IS NULL", …
std::string_view operatorText(Operator op) noexcept;
/// "=, != or CONTAINS"
std::string operatorListText(OperatorSet operators);
/// "integer", "float", "date", "string", "enum", "id": as the API names types.
std::string_view typeName(ValueType type) noexcept;
bool isList(ValueType type) noexcept;

}  // namespace pannier::segments
