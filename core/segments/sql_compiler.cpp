#include "core/segments/sql_compiler.h"

#include <algorithm>
#include <string_view>

#include "core/base/check.h"
#include "core/base/money.h"
#include "core/base/text.h"
#include "core/segments/catalogue.h"
#include "core/segments/sql_custom_field.h"
#include "core/segments/sql_functions.h"
#include "core/segments/sql_writer.h"

namespace pannier::segments {
namespace {

/// How an attribute stands in customer_rollup. The '+' before a number keeps SQLite from walking an
/// index of that column: conditions usually hold for many customers, and then fetching their rows
/// one by one costs several times what reading all rows in order does.
struct Column {
  std::string_view name;
  bool nullable;
};

Column columnOf(Attribute attribute) {
  switch (attribute) {
    case Attribute::kAmountSpent:
      return {"+r.total_spent", false};
    case Attribute::kAverageOrderValue:
      return {"+r.average_order_value", false};
    case Attribute::kNumberOfOrders:
      return {"+r.orders_count", false};
    case Attribute::kFirstOrderDate:
      return {"+r.first_order_at", true};
    case Attribute::kLastOrderDate:
      return {"+r.last_order_at", true};
    case Attribute::kCustomerAddedDate:
      return {"+r.created_at", true};
    case Attribute::kCustomerEmailDomain:
      return {"r.email_domain", false};
    case Attribute::kCustomerLanguage:
      return {"r.language", true};
    case Attribute::kCustomerAccountStatus:
      return {"r.account_status", true};
    case Attribute::kEmailSubscriptionStatus:
      return {"r.email_consent", false};
    case Attribute::kSmsSubscriptionStatus:
      return {"r.sms_consent", false};
    case Attribute::kCustomerTags:
      return {"r.tags", false};
    case Attribute::kCustomerCities:
    case Attribute::kCustomerCountries:
    case Attribute::kCustomerRegions:
    case Attribute::kCustomField:
      break;
  }
  PANNIER_CHECK(false && "the attribute is no column of the rollup");
  return {};
}

bool isNullTest(Operator op) noexcept {
  return op == Operator::kIsNull || op == Operator::kIsNotNull;
}

/// Numbers and dates. Counts and amounts of the rollup are never missing.
void writeNumeric(SqlWriter& out, const AttributeClause& clause, const EvaluationTime& time) {
  const Column column = columnOf(clause.attribute->id);
  const Condition& condition = clause.condition;
  if (isNullTest(condition.op)) {
    const bool wantsNull = condition.op == Operator::kIsNull;
    if (!column.nullable)
      out.text(wantsNull ? "0" : "1");
    else
      out.text(column.name).text(wantsNull ? " IS NULL" : " IS NOT NULL");
    return;
  }
  if (clause.attribute->type == ValueType::kDate) {
    writeRange(out, column.name, instantRange(condition, time), column.nullable);
    return;
  }
  const bool money = clause.attribute->type == ValueType::kMoney;
  const int decimals = money ? currencyDecimals(time.currency) : 0;
  writeRange(out, column.name, numberRange(condition, decimals), column.nullable);
}

/// Texts and enums. An empty text is a missing one, and a missing one satisfies neither = nor !=.
void writeText(SqlWriter& out, const AttributeClause& clause) {
  const Column column = columnOf(clause.attribute->id);
  const Condition& condition = clause.condition;
  std::string present =
      column.nullable ? "coalesce(" + std::string(column.name) + ", '')" : std::string(column.name);
  if (isNullTest(condition.op)) {
    out.text(present).text(condition.op == Operator::kIsNull ? " = ''" : " <> ''");
    return;
  }
  std::string value = std::get<std::string>(condition.values.front());
  if (clause.attribute->id == Attribute::kCustomerEmailDomain) value = asciiLower(value);
  if (condition.op == Operator::kNotEqual) {
    out.text(present).text(" NOT IN ('', ").bind(std::move(value)).text(")");
  } else if (value.empty()) {
    out.text("0");
  } else {
    out.text(column.name).text(column.nullable ? " IS " : " = ").bind(std::move(value));
  }
}

void writeTags(SqlWriter& out, const Condition& condition) {
  if (isNullTest(condition.op)) {
    out.text("r.tags ").text(condition.op == Operator::kIsNull ? "= ''" : "<> ''");
    return;
  }
  if (condition.op == Operator::kNotContains) out.text("NOT ");
  writeListContains(out, "r.tags", '\n', std::get<std::string>(condition.values.front()));
}

std::string withoutBlanks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

constexpr std::string_view kCity = "replace(coalesce(a.city, ''), ' ', '')";
constexpr std::string_view kRegion = "replace(coalesce(a.region, ''), ' ', '')";

/// The test of one address `a` against a value of a list attribute.
void writePlace(SqlWriter& out, Attribute attribute, const std::string& value) {
  const std::string place = withoutBlanks(value);
  switch (attribute) {
    case Attribute::kCustomerCountries:
      out.text("a.country = ").bind(value);
      return;
    case Attribute::kCustomerRegions:
      out.text(kRegion).text(" <> '' AND ").bind(place).text(" IN (").text(kRegion);
      out.text(", coalesce(a.country, '') || '-' || ").text(kRegion).text(")");
      return;
    default:
      // "US-CA-LosAngeles", without region "US-LosAngeles", or the city alone.
      out.text(kCity).text(" <> '' AND ").bind(place).text(" IN (").text(kCity);
      out.text(", coalesce(a.country, '') || '-' || ").text(kCity);
      out.text(", coalesce(a.country, '') || '-' || ").text(kRegion);
      out.text(" || '-' || ").text(kCity).text(")");
  }
}

std::string_view placeColumn(Attribute attribute) noexcept {
  switch (attribute) {
    case Attribute::kCustomerCountries:
      return "a.country";
    case Attribute::kCustomerRegions:
      return "a.region";
    default:
      return "a.city";
  }
}

/// Countries, regions and cities of any address of the customer.
void writePlaces(SqlWriter& out, const AttributeClause& clause) {
  const Attribute attribute = clause.attribute->id;
  const Condition& condition = clause.condition;
  const bool negated = condition.op == Operator::kNotContains || condition.op == Operator::kIsNull;
  const std::string value =
      condition.values.empty() ? std::string() : std::get<std::string>(condition.values.front());
  if (!isNullTest(condition.op) && withoutBlanks(value).empty()) {
    out.text(negated ? "1" : "0");
    return;
  }
  out.text(negated ? "NOT (" : "(");
  // Most customers have one address, and its country stands in the rollup.
  const bool country = attribute == Attribute::kCustomerCountries && !isNullTest(condition.op);
  if (country) out.text("+r.country = ").bind(value).text(" OR ");
  // Computed once for all customers: cheaper than one look-up for each.
  out.text(
      "r.customer_id IN (SELECT a.customer_id FROM address a WHERE a.customer_id IS NOT NULL AND ");
  out.text("a._cl % 2 = 1 AND ");
  if (isNullTest(condition.op))
    out.text("coalesce(").text(placeColumn(attribute)).text(", '') <> ''");
  else
    writePlace(out, attribute, value);
  out.text("))");
}

void writeAttribute(SqlWriter& out, const AttributeClause& clause, const EvaluationTime& time) {
  switch (clause.attribute->type) {
    case ValueType::kInteger:
    case ValueType::kMoney:
    case ValueType::kDate:
      writeNumeric(out, clause, time);
      return;
    case ValueType::kText:
    case ValueType::kEnum:
      writeText(out, clause);
      return;
    case ValueType::kTextList:
      writeTags(out, clause.condition);
      return;
    case ValueType::kEnumList:
      writePlaces(out, clause);
      return;
    case ValueType::kCustom:
      writeCustomField(out, clause, time);
      return;
    case ValueType::kId:
      break;
  }
  PANNIER_CHECK(false && "no attribute is an id");
}

/// A rough price for one customer, so that cheap conditions come first and spare the dear ones.
int costOf(const Node& node) {
  if (const auto* clause = std::get_if<AttributeClause>(&node.what)) {
    switch (clause->attribute->type) {
      case ValueType::kTextList:
        return 4;
      case ValueType::kEnumList:
      case ValueType::kCustom:
        return 20;
      default:
        return 1;
    }
  }
  if (const auto* clause = std::get_if<FunctionClause>(&node.what)) return functionCost(*clause);
  if (const auto* negation = std::get_if<Negation>(&node.what))
    return costOf(negation->child.front());
  const auto* all = std::get_if<AllOf>(&node.what);
  int sum = 0;
  for (const Node& child : all != nullptr ? all->children : std::get<AnyOf>(node.what).children) {
    sum += costOf(child);
  }
  return sum;
}

void write(SqlWriter& out, const Node& node, const EvaluationTime& time);

void writeGroup(SqlWriter& out, const std::vector<Node>& children, std::string_view join,
                const EvaluationTime& time) {
  std::vector<std::pair<int, const Node*>> sorted;
  sorted.reserve(children.size());
  for (const Node& child : children) sorted.emplace_back(costOf(child), &child);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  out.text("(");
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0) out.text(join);
    write(out, *sorted[i].second, time);
  }
  out.text(")");
}

void write(SqlWriter& out, const Node& node, const EvaluationTime& time) {
  if (const auto* attribute = std::get_if<AttributeClause>(&node.what)) {
    writeAttribute(out, *attribute, time);
  } else if (const auto* function = std::get_if<FunctionClause>(&node.what)) {
    writeFunction(out, *function, time);
  } else if (const auto* all = std::get_if<AllOf>(&node.what)) {
    writeGroup(out, all->children, " AND ", time);
  } else if (const auto* any = std::get_if<AnyOf>(&node.what)) {
    writeGroup(out, any->children, " OR ", time);
  } else {
    out.text("(NOT ");
    write(out, std::get<Negation>(node.what).child.front(), time);
    out.text(")");
  }
}

}  // namespace

CompiledQuery compile(const Query& query, const EvaluationTime& time) {
  SqlWriter out;
  write(out, query.root, time);
  CompiledQuery compiled;
  compiled.sql = out.takeSql();
  compiled.parameters = out.takeParameters();
  return compiled;
}

}  // namespace pannier::segments
