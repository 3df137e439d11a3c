#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/base/civil.h"

/// A segment query as a typed tree. Built by the parser only, so every tree that exists is valid:
/// names are known, operators fit types, values are of their type and within bounds. Text, visual
/// builder and API are views of this tree.
namespace pannier::segments {

struct AttributeInfo;  // catalogue.h
struct FunctionInfo;
struct ParameterInfo;

/// A stretch of the query text, in bytes.
struct Span {
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// A decimal number without floating point: units / 10^scale, without trailing zeros in the
/// fraction.
struct Decimal {
  std::int64_t units = 0;
  int scale = 0;  ///< 0..kMaxScale
  friend bool operator==(const Decimal&, const Decimal&) = default;
};
inline constexpr int kMaxScale = 6;

/// A day or a second, absolute or relative to the day the query is run.
struct DateValue {
  enum class Kind { kDate, kDateTime, kOffset, kToday, kYesterday };
  Kind kind = Kind::kToday;
  CivilDateTime at;         ///< kDate (time 0) and kDateTime, local time of the shop
  std::int32_t amount = 0;  ///< kOffset: how many units from today
  char unit = 'd';          ///< kOffset: d, w, m or y
  friend bool operator==(const DateValue&, const DateValue&) = default;
};

/// Texts, enum values and ids are strings.
using Literal = std::variant<Decimal, std::string, DateValue, bool>;

enum class Operator {
  kEqual,
  kNotEqual,
  kGreater,
  kGreaterOrEqual,
  kLess,
  kLessOrEqual,
  kBetween,
  kContains,
  kNotContains,
  kIn,
  kNotIn,
  kIsNull,
  kIsNotNull,
};

/// What is asked of a value. Two values for BETWEEN, 1..500 for IN, none for null tests, else one.
struct Condition {
  Operator op = Operator::kEqual;
  std::vector<Literal> values;
  friend bool operator==(const Condition&, const Condition&) = default;
};

/// `number_of_orders >= 3`, `customer_tags CONTAINS 'vip'`, `metafields.loyalty.points > 100`
struct AttributeClause {
  const AttributeInfo* attribute = nullptr;  ///< never null; points into the catalogue
  std::string customNamespace;               ///< of a custom field, else empty
  std::string customKey;
  Condition condition;
};

struct FunctionParameter {
  const ParameterInfo* parameter = nullptr;  ///< never null
  Condition condition;
};

/// `orders_placed MATCHES (date > -90d, sum_amount > 100)`
struct FunctionClause {
  const FunctionInfo* function = nullptr;     ///< never null
  bool negated = false;                       ///< NOT MATCHES
  std::vector<FunctionParameter> parameters;  ///< each parameter at most once, in the order written
};

struct Node;

/// Two or more children, none of them an AllOf itself.
struct AllOf {
  std::vector<Node> children;
};
/// Two or more children, none of them an AnyOf itself.
struct AnyOf {
  std::vector<Node> children;
};
/// Exactly one child.
struct Negation {
  std::vector<Node> child;
};

struct Node {
  std::variant<AttributeClause, FunctionClause, AllOf, AnyOf, Negation> what;
  Span span;  ///< where it stands in the text; not part of equality
};

struct Query {
  Node root;
};

/// Same meaning clause by clause in the same order, wherever it stood in the text.
bool operator==(const Node& a, const Node& b);
inline bool operator==(const Query& a, const Query& b) { return a.root == b.root; }

}  // namespace pannier::segments
