#include "core/segments/condition_parser.h"

#include <optional>

#include "core/segments/query.h"

namespace pannier::segments {
namespace {

constexpr OperatorSet kNullTests = bit(Operator::kIsNull) | bit(Operator::kIsNotNull);

std::optional<Operator> symbolOperator(std::string_view text) noexcept {
  if (text == "=") return Operator::kEqual;
  if (text == "!=") return Operator::kNotEqual;
  if (text == ">") return Operator::kGreater;
  if (text == ">=") return Operator::kGreaterOrEqual;
  if (text == "<") return Operator::kLess;
  if (text == "<=") return Operator::kLessOrEqual;
  return std::nullopt;
}

Result<Operator> parseOperator(Cursor& cursor) {
  if (cursor.peek().kind == TokenKind::kSymbol) {
    if (const auto op = symbolOperator(cursor.peek().text)) {
      cursor.take();
      return *op;
    }
  }
  if (cursor.takeKeyword("BETWEEN")) return Operator::kBetween;
  if (cursor.takeKeyword("CONTAINS")) return Operator::kContains;
  if (cursor.takeKeyword("IN")) return Operator::kIn;
  if (cursor.atKeyword("NOT") && cursor.atKeyword("CONTAINS", 1)) {
    cursor.take();
    cursor.take();
    return Operator::kNotContains;
  }
  if (cursor.atKeyword("NOT") && cursor.atKeyword("IN", 1)) {
    cursor.take();
    cursor.take();
    return Operator::kNotIn;
  }
  if (cursor.takeKeyword("IS")) {
    const bool negated = cursor.takeKeyword("NOT");
    if (!cursor.takeKeyword("NULL")) return cursor.unexpected("NULL");
    return negated ? Operator::kIsNotNull : Operator::kIsNull;
  }
  return cursor.unexpected("an operator such as =, > or CONTAINS");
}

/// The operator somebody meant who used the wrong one.
std::string useInstead(Operator op, OperatorSet operators) {
  const bool isListType = (operators & bit(Operator::kContains)) != 0;
  if (isListType && op == Operator::kEqual) return " Use CONTAINS.";
  if (isListType && op == Operator::kNotEqual) return " Use NOT CONTAINS.";
  if (op == Operator::kIn || op == Operator::kNotIn) {
    return " Write several conditions joined by OR, each with " +
           operatorListText(operators & (bit(Operator::kEqual) | bit(Operator::kContains))) + ".";
  }
  return " Use " + operatorListText(operators & ~kNullTests) + ".";
}

Status checkOperator(const Cursor& cursor, Span span, Operator op, const ValueSlot& slot,
                     OperatorSet operators) {
  if ((operators & bit(op)) != 0) return {};
  return cursor.fail(span, slot.name + " does not support operator '" +
                               std::string(operatorText(op)) + "'." + useInstead(op, operators));
}

/// `(a, b, c)`
Result<std::vector<Literal>> parseValueList(Cursor& cursor, const ValueSlot& slot) {
  PANNIER_TRY(cursor.expectSymbol("(", "before the list of values"));
  std::vector<Literal> values;
  do {
    if (values.size() == kMaxListValues) {
      return cursor.fail(cursor.peek().span, "A list has at most 500 values.",
                         ErrorCode::kTooLarge);
    }
    PANNIER_ASSIGN(Literal value, parseValue(cursor, slot));
    values.push_back(std::move(value));
  } while (cursor.takeSymbol(","));
  PANNIER_TRY(cursor.expectSymbol(")", "after the list of values"));
  return values;
}

/// Text and truth values of custom fields have no order.
OperatorSet operatorsFor(const Literal& value) noexcept {
  const bool ordered =
      std::holds_alternative<Decimal>(value) || std::holds_alternative<DateValue>(value);
  return ordered ? operatorsOf(ValueType::kCustom) : operatorsOf(ValueType::kText);
}

/// The checks that only the values of a custom field allow.
Status checkCustom(const Cursor& cursor, Span span, const Condition& condition,
                   const ValueSlot& slot) {
  if (slot.type != ValueType::kCustom || condition.values.empty()) return {};
  if (condition.values.front().index() != condition.values.back().index()) {
    return cursor.fail(span, "The two ends of BETWEEN must be of the same kind.");
  }
  return checkOperator(cursor, span, condition.op, slot, operatorsFor(condition.values.front()));
}

}  // namespace

Result<Condition> parseCondition(Cursor& cursor, const ValueSlot& slot, OperatorSet operators) {
  const std::size_t begin = cursor.peek().span.begin;
  Condition condition;
  PANNIER_ASSIGN(condition.op, parseOperator(cursor));
  const Span operatorSpan = cursor.spanFrom(begin);
  PANNIER_TRY(checkOperator(cursor, operatorSpan, condition.op, slot, operators));
  switch (condition.op) {
    case Operator::kIsNull:
    case Operator::kIsNotNull:
      break;
    case Operator::kIn:
    case Operator::kNotIn: {
      PANNIER_ASSIGN(condition.values, parseValueList(cursor, slot));
      break;
    }
    default: {
      PANNIER_ASSIGN(Literal value, parseValue(cursor, slot));
      condition.values.push_back(std::move(value));
    }
  }
  if (condition.op == Operator::kBetween) {
    if (!cursor.takeKeyword("AND")) return cursor.unexpected("AND and the second value of BETWEEN");
    PANNIER_ASSIGN(Literal last, parseValue(cursor, slot));
    condition.values.push_back(std::move(last));
  }
  PANNIER_TRY(checkCustom(cursor, operatorSpan, condition, slot));
  return condition;
}

Result<Condition> parseDeprecatedValue(Cursor& cursor, const ValueSlot& slot, Operator single) {
  Condition condition;
  condition.op = single;
  if (cursor.atSymbol("(")) {
    condition.op = Operator::kIn;
    PANNIER_ASSIGN(condition.values, parseValueList(cursor, slot));
  } else {
    PANNIER_ASSIGN(Literal value, parseValue(cursor, slot));
    condition.values.push_back(std::move(value));
  }
  return condition;
}

}  // namespace pannier::segments
