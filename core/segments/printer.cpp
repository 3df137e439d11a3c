#include "core/segments/catalogue.h"
#include "core/segments/query.h"
#include "core/segments/values.h"

namespace pannier::segments {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

/// Ids of the shop system are numbers and stand without quotes; all others need them.
bool isBareId(std::string_view text) {
  constexpr std::string_view kLargest = "18446744073709551615";
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return false;
  if (text.size() > 1 && text.front() == '0') return false;
  return text.size() < kLargest.size() || (text.size() == kLargest.size() && text <= kLargest);
}

std::string printLiteral(const Literal& literal, ValueType type) {
  if (const auto* number = std::get_if<Decimal>(&literal)) return printDecimal(*number);
  if (const auto* date = std::get_if<DateValue>(&literal)) return printDateValue(*date);
  if (const auto* truth = std::get_if<bool>(&literal)) return *truth ? "true" : "false";
  const auto& text = std::get<std::string>(literal);
  return type == ValueType::kId && isBareId(text) ? text : quoted(text);
}

std::string printCondition(const Condition& condition, ValueType type) {
  std::string out(operatorText(condition.op));
  switch (condition.op) {
    case Operator::kIsNull:
    case Operator::kIsNotNull:
      return out;
    case Operator::kBetween:
      return out + " " + printLiteral(condition.values[0], type) + " AND " +
             printLiteral(condition.values[1], type);
    case Operator::kIn:
    case Operator::kNotIn: {
      out += " (";
      for (std::size_t i = 0; i < condition.values.size(); ++i) {
        if (i > 0) out += ", ";
        out += printLiteral(condition.values[i], type);
      }
      return out + ")";
    }
    default:
      return out + " " + printLiteral(condition.values[0], type);
  }
}

std::string print(const Node& node);

std::string bracketed(const Node& node) { return "(" + print(node) + ")"; }

std::string print(const AttributeClause& clause) {
  std::string name(clause.attribute->name);
  if (!clause.customKey.empty()) name += "." + clause.customNamespace + "." + clause.customKey;
  return name + " " + printCondition(clause.condition, clause.attribute->type);
}

std::string print(const FunctionClause& clause) {
  std::string out(clause.function->name);
  out += clause.negated ? " NOT MATCHES (" : " MATCHES (";
  for (std::size_t i = 0; i < clause.parameters.size(); ++i) {
    const FunctionParameter& parameter = clause.parameters[i];
    if (i > 0) out += ", ";
    out += std::string(parameter.parameter->name) + " " +
           printCondition(parameter.condition, parameter.parameter->type);
  }
  return out + ")";
}

std::string print(const AllOf& group) {
  std::string out;
  for (const Node& child : group.children) {
    if (!out.empty()) out += " AND ";
    out += std::holds_alternative<AnyOf>(child.what) ? bracketed(child) : print(child);
  }
  return out;
}

std::string print(const AnyOf& group) {
  std::string out;
  for (const Node& child : group.children) {
    if (!out.empty()) out += " OR ";
    out += print(child);
  }
  return out;
}

std::string print(const Negation& negation) { return "NOT " + bracketed(negation.child.front()); }

std::string print(const Node& node) {
  return std::visit([](const auto& what) { return print(what); }, node.what);
}

}  // namespace

std::string printQuery(const Query& query) { return print(query.root); }

}  // namespace pannier::segments
