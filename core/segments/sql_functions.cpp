#include "core/segments/sql_functions.h"

#include <optional>
#include <utility>

#include "core/base/id.h"
#include "core/base/money.h"
#include "core/segments/catalogue.h"

namespace pannier::segments {
namespace {

/// The orders that count, the same ones as in the rollup (core/customers/rollup.h).
constexpr std::string_view kCountedOrder =
    "o._cl % 2 = 1 AND coalesce(o.is_test, 0) = 0 AND o.cancelled_at IS NULL AND "
    "coalesce(o.total, 0) >= 0";
constexpr std::string_view kCountedLine = "l._cl % 2 = 1 AND coalesce(l.quantity, 1) > 0";

/// Parameters of either function, resolved. Those that are not given are empty.
struct Filters {
  std::optional<Range> date, amount, quantity;         ///< choose orders and lines
  std::optional<Range> count, sumAmount, sumQuantity;  ///< test what was chosen
  const Condition* id = nullptr;
  const Condition* tag = nullptr;
  const Condition* category = nullptr;

  [[nodiscard]] bool hasAggregate() const { return count || sumAmount || sumQuantity; }
  [[nodiscard]] bool hasProduct() const {
    return id != nullptr || tag != nullptr || category != nullptr;
  }
  [[nodiscard]] bool needsLines() const { return hasProduct() || quantity || sumQuantity; }
  /// Whether somebody without any matching order satisfies the aggregates.
  [[nodiscard]] bool holdsForNothing() const {
    if (!hasAggregate()) return false;
    return (!count || count->contains(0)) && (!sumAmount || sumAmount->contains(0)) &&
           (!sumQuantity || sumQuantity->contains(0));
  }
};

Filters filtersOf(const FunctionClause& clause, const EvaluationTime& time) {
  const int decimals = currencyDecimals(time.currency);
  Filters filters;
  for (const FunctionParameter& parameter : clause.parameters) {
    const Condition& condition = parameter.condition;
    switch (parameter.parameter->id) {
      case ParameterId::kDate:
        filters.date = instantRange(condition, time);
        break;
      case ParameterId::kAmount:
        filters.amount = numberRange(condition, decimals);
        break;
      case ParameterId::kSumAmount:
        filters.sumAmount = numberRange(condition, decimals);
        break;
      case ParameterId::kCount:
        filters.count = numberRange(condition, 0);
        break;
      case ParameterId::kQuantity:
        filters.quantity = numberRange(condition, 0);
        break;
      case ParameterId::kSumQuantity:
        filters.sumQuantity = numberRange(condition, 0);
        break;
      case ParameterId::kId:
        filters.id = &condition;
        break;
      case ParameterId::kTag:
        filters.tag = &condition;
        break;
      case ParameterId::kCategory:
        filters.category = &condition;
        break;
    }
  }
  return filters;
}

/// Conditions on one order `o`, beginning with " AND".
void writeOrderFilters(SqlWriter& out, const Filters& filters, const EvaluationTime& time) {
  out.text(" AND ").text(kCountedOrder);
  if (filters.date) {
    out.text(" AND ");
    writeRange(out, "o.placed_at", *filters.date, true);
  }
  // Amounts of other currencies cannot be compared, so such orders are out as soon as money is
  // asked for.
  const bool money = filters.amount || filters.sumAmount;
  if (money && !time.currency.empty()) out.text(" AND o.currency = ").bind(time.currency);
  if (filters.amount) {
    out.text(" AND ");
    writeRange(out, "coalesce(o.total, 0)", *filters.amount, false);
  }
}

/// `('a', 'b')` of one column, for = and IN; negated for NOT IN.
void writeOneOf(SqlWriter& out, std::string_view column, const Condition& condition) {
  out.text(column).text(condition.op == Operator::kNotIn ? " NOT IN (" : " IN (");
  for (std::size_t i = 0; i < condition.values.size(); ++i) {
    if (i > 0) out.text(", ");
    out.bind(std::get<std::string>(condition.values[i]));
  }
  out.text(")");
}

/// Our ids look like UUIDs, those of the shop system do not.
void writeProductIds(SqlWriter& out, const Condition& condition) {
  std::vector<Value> ours;
  std::vector<Value> theirs;
  for (const Literal& literal : condition.values) {
    const auto& text = std::get<std::string>(literal);
    if (const auto id = parseId(text))
      ours.emplace_back(*id);
    else
      theirs.emplace_back(text);
  }
  const auto list = [&out](std::string_view column, std::vector<Value>& values) {
    out.text(column).text(" IN (");
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out.text(", ");
      out.bind(std::move(values[i]));
    }
    out.text(")");
  };
  const bool negated = condition.op == Operator::kNotIn;
  out.text(negated ? "NOT (" : "(");
  if (!ours.empty()) list("p.id", ours);
  if (!ours.empty() && !theirs.empty()) out.text(" OR ");
  // A bare column can use its index, but under NOT it must not be NULL.
  if (!theirs.empty()) list(negated ? "coalesce(p.external_id, '')" : "p.external_id", theirs);
  out.text(")");
}

/// Conditions on one order line `l`, beginning with " AND".
void writeLineFilters(SqlWriter& out, const Filters& filters) {
  out.text(" AND ").text(kCountedLine);
  if (filters.quantity) {
    out.text(" AND ");
    writeRange(out, "coalesce(l.quantity, 1)", *filters.quantity, false);
  }
  if (!filters.hasProduct()) return;
  out.text(" AND l.product_id IN (SELECT p.id FROM product p WHERE 1");
  if (filters.id != nullptr) {
    out.text(" AND ");
    writeProductIds(out, *filters.id);
  }
  if (filters.tag != nullptr) {
    // Shop systems export tags as "a, b": the blank after a comma is not part of the tag.
    out.text(" AND ");
    writeListContains(out, "replace(coalesce(p.tags, ''), ', ', ',')", ',',
                      std::get<std::string>(filters.tag->values.front()));
  }
  if (filters.category != nullptr) {
    out.text(" AND coalesce(p.category, '') <> '' AND ");
    writeOneOf(out, "p.category", *filters.category);
  }
  out.text(")");
}

/// The tests of the aggregates over matching orders `o` (and lines `l`), joined by AND.
void writeAggregates(SqlWriter& out, const Filters& filters) {
  std::string_view join;
  const auto test = [&](const std::optional<Range>& range, std::string_view aggregate) {
    if (!range) return;
    out.text(join);
    join = " AND ";
    // A constant must not stand alone: SQLite folds "count(*) > 1 AND 0" to 0, and a SELECT that
    // has lost its aggregate has no row for a customer without orders.
    if (const auto constant = range->constant())
      out.text(*constant ? "count(*) >= 0" : "count(*) < 0");
    else
      writeRange(out, aggregate, *range, false);
  };
  test(filters.count, filters.needsLines() ? "count(DISTINCT o.pk)" : "count(*)");
  test(filters.sumAmount, "coalesce(sum(o.total), 0)");
  test(filters.sumQuantity, "coalesce(sum(coalesce(l.quantity, 1)), 0)");
}

/// What the rollup says about orders in the time asked for: false means there is none.
void writeMayHaveOrders(SqlWriter& out, const Filters& filters) {
  out.text("+r.last_order_at IS NOT NULL");
  if (filters.date && !filters.date->outside) {
    if (filters.date->hasLeast()) out.text(" AND +r.last_order_at >= ").bind(filters.date->least);
    if (filters.date->hasMost()) out.text(" AND +r.first_order_at <= ").bind(filters.date->most);
  }
  const bool needsSeveral = filters.count && !filters.count->outside && filters.count->least > 1;
  if (needsSeveral) out.text(" AND +r.orders_count >= ").bind(filters.count->least);
}

/// Only whether there is an order in one stretch of time: first and last order nearly always say
/// so.
bool endsNearlyAnswer(const Filters& filters) {
  return !filters.hasAggregate() && !filters.needsLines() && !filters.amount && filters.date &&
         !filters.date->outside;
}

/// Orders of the customer of this row, looked up through the index on (customer_id, placed_at).
void writeOrderLookup(SqlWriter& out, const Filters& filters, const EvaluationTime& time) {
  if (filters.hasAggregate()) {
    out.text("(SELECT ");
    writeAggregates(out, filters);
  } else {
    out.text("EXISTS (SELECT 1");
  }
  out.text(" FROM sales_order o");
  if (filters.needsLines()) out.text(" CROSS JOIN order_line l ON l.order_id = o.id");
  out.text(" WHERE o.customer_id = r.customer_id");
  writeOrderFilters(out, filters, time);
  if (filters.needsLines()) writeLineFilters(out, filters);
  out.text(")");
}

void writeCorrelated(SqlWriter& out, const Filters& filters, const EvaluationTime& time) {
  const bool forNothing = filters.holdsForNothing();
  out.text(forNothing ? "(NOT (" : "(");
  writeMayHaveOrders(out, filters);
  if (endsNearlyAnswer(filters)) {
    const Range& date = *filters.date;
    if (date.hasLeast() && date.hasMost()) {
      out.text(" AND (r.last_order_at <= ").bind(date.most);
      out.text(" OR r.first_order_at >= ").bind(date.least).text(" OR ");
      writeOrderLookup(out, filters, time);
      out.text(")");
    }
    out.text(")");
    return;
  }
  out.text(forNothing ? ") OR " : " AND ");
  writeOrderLookup(out, filters, time);
  out.text(")");
}

/// The buyers of chosen products, found from the products and computed once for all customers.
void writeBuyers(SqlWriter& out, const Filters& filters, const EvaluationTime& time) {
  const bool forNothing = filters.holdsForNothing();
  out.text(forNothing ? "r.customer_id NOT IN (" : "r.customer_id IN (");
  out.text(
      "SELECT o.customer_id FROM order_line l CROSS JOIN sales_order o ON o.id = l.order_id "
      "WHERE o.customer_id IS NOT NULL");
  writeLineFilters(out, filters);
  writeOrderFilters(out, filters, time);
  if (filters.hasAggregate()) {
    // Whoever satisfies the tests; or, when having bought nothing satisfies them, whoever does not.
    out.text(" GROUP BY o.customer_id HAVING ").text(forNothing ? "NOT (" : "(");
    writeAggregates(out, filters);
    out.text(")");
  }
  out.text(")");
}

/// Only a count of all orders, or whether there is any: the rollup knows.
bool rollupAnswers(const Filters& filters) {
  return !filters.date && !filters.amount && !filters.sumAmount && !filters.needsLines();
}

bool startsFromProducts(const FunctionClause& clause) noexcept {
  for (const FunctionParameter& parameter : clause.parameters) {
    const bool product = parameter.parameter->id == ParameterId::kId ||
                         parameter.parameter->id == ParameterId::kTag ||
                         parameter.parameter->id == ParameterId::kCategory;
    if (product && parameter.condition.op != Operator::kNotIn) return true;
  }
  return false;
}

}  // namespace

void writeFunction(SqlWriter& out, const FunctionClause& clause, const EvaluationTime& time) {
  const Filters filters = filtersOf(clause, time);
  out.text(clause.negated ? "(NOT " : "(");
  if (rollupAnswers(filters)) {
    writeRange(out, "+r.orders_count", filters.count.value_or(Range{1, INT64_MAX, false}), false);
  } else if (startsFromProducts(clause)) {
    writeBuyers(out, filters, time);
  } else {
    writeCorrelated(out, filters, time);
  }
  out.text(")");
}

int functionCost(const FunctionClause& clause) noexcept {
  if (clause.parameters.empty()) return 1;
  const bool rollup = clause.parameters.size() == 1 &&
                      clause.parameters.front().parameter->id == ParameterId::kCount;
  if (rollup) return 1;
  return startsFromProducts(clause) ? 40 : 60;
}

}  // namespace pannier::segments
