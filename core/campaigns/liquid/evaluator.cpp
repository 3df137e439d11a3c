#include <algorithm>

#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/filters.h"
#include "core/campaigns/liquid/place.h"
#include "core/campaigns/liquid/renderer.h"

namespace pannier::liquid {
namespace {

constexpr std::size_t kMaxMissing = 100;
constexpr std::size_t kElementsPerStep = 16;
constexpr int kMaxDepth = 64;

/// Grows `weight` by the elements and 256-byte pieces in a value; stops looking above `most`.
void weigh(const Value& value, std::size_t most, int depth, std::size_t& weight) {
  ++weight;
  if (value.isText())
    weight += value.asText().view().size() * kElementsPerStep / Budget::kBytesPerStep;
  if ((!value.isArray() && !value.isObject()) || depth > kMaxDepth) return;
  for (std::uint64_t i = 0; i < value.count() && weight <= most; ++i) {
    weigh(value.element(i), most, depth + 1, weight);
  }
}

}  // namespace

Result<Value> Renderer::evaluate(const Expression& expression) {
  if (const auto* literal = std::get_if<Literal>(&expression.form)) return literal->value;
  if (const auto* path = std::get_if<Path>(&expression.form)) return evaluate(*path);
  return evaluate(std::get<RangeExpression>(expression.form));
}

Result<Value> Renderer::evaluate(const Path& path) {
  PANNIER_TRY(budget_.spend(path.steps.size() / kElementsPerStep));
  Value value;
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    const PathStep& step = path.steps[i];
    if (value.isText()) PANNIER_TRY(budget_.spendBytes(value.asText().view().size()));
    if (step.index == nullptr) {
      value = i == 0 ? frame_.find(step.name, data_) : memberOf(value, step.name);
      continue;
    }
    PANNIER_ASSIGN(const Value key, evaluate(*step.index));
    if (i == 0) {
      value = frame_.find(displayText(key).view(), data_);
    } else {
      value = indexedBy(value, key);
    }
  }
  return value;
}

Result<Value> Renderer::evaluate(const RangeExpression& range) {
  PANNIER_ASSIGN(const Value first, evaluate(*range.first));
  PANNIER_ASSIGN(const Value last, evaluate(*range.last));
  return Value(Range{toWholeNumber(first).value_or(0), toWholeNumber(last).value_or(0)});
}

Result<Value> Renderer::evaluate(const Pipeline& pipeline) {
  if (!pipeline.value) return Value();
  PANNIER_ASSIGN(Value value, evaluate(*pipeline.value));
  return applyFilters(std::move(value), pipeline.filters);
}

Result<Value> Renderer::applyFilters(Value value, const std::vector<FilterCall>& filters) {
  for (const FilterCall& call : filters) {
    auto result = applyFilter(value, call);
    if (!result.ok()) {
      return locate(std::move(result).error(), source_, call.origin.offset, call.origin.length);
    }
    value = std::move(result).value();
  }
  return value;
}

Result<Value> Renderer::applyFilter(const Value& value, const FilterCall& call) {
  PANNIER_TRY(spendOn(value));
  std::vector<Value> arguments;
  for (const Expression& expression : call.arguments) {
    PANNIER_ASSIGN(Value argument, evaluate(expression));
    PANNIER_TRY(spendOn(argument));
    arguments.push_back(std::move(argument));
  }
  Value named;
  for (const NamedArgument& argument : call.named) {
    PANNIER_ASSIGN(named, evaluate(argument.value));
    PANNIER_TRY(budget_.spend(1));
  }
  PANNIER_ASSIGN(Value result, call.spec->function({value, arguments, named, options_, budget_}));
  if (result.isText()) {
    PANNIER_TRY(budget_.checkTextSize(result.asText().view().size()));
    PANNIER_TRY(budget_.spendBytes(result.asText().view().size()));
  }
  return result;
}

Status Renderer::spendOn(const Value& value) {
  std::size_t weight = 0;
  weigh(value, budget_.limits().maxSteps * kElementsPerStep, 0, weight);
  return budget_.spend(1 + weight / kElementsPerStep);
}

Result<bool> Renderer::holds(const Condition& condition) {
  for (std::size_t i = 0;; ++i) {
    PANNIER_ASSIGN(const bool holdsHere, holds(condition[i]));
    // Right associative: what follows an `and` or `or` is one operand, so this decides or goes on.
    if (i + 1 == condition.size() || holdsHere != condition[i].joinedByAnd) return holdsHere;
  }
}

Result<bool> Renderer::holds(const Comparison& comparison) {
  PANNIER_TRY(budget_.spend(1));
  PANNIER_ASSIGN(const Value left, evaluate(comparison.left));
  if (comparison.op == Operator::kTruthy) return left.isTruthy();
  PANNIER_ASSIGN(const Value right, evaluate(*comparison.right));
  switch (comparison.op) {
    case Operator::kEqual:
      return equal(left, right);
    case Operator::kNotEqual: {
      PANNIER_ASSIGN(const bool same, equal(left, right));
      return !same;
    }
    case Operator::kContains:
      return contains(left, right);
    default:
      break;
  }
  auto result = compareOrder(left, comparison.op, right);
  if (result.ok()) return result;
  const Origin& origin = comparison.left.origin;
  return locate(std::move(result).error(), source_, origin.offset, origin.length);
}

Result<bool> Renderer::equal(const Value& left, const Value& right) {
  std::size_t cost = 0;
  const bool same = areEqual(left, right, cost);
  PANNIER_TRY(budget_.spend(1 + cost / kElementsPerStep));
  return same;
}

Result<bool> Renderer::compareOrder(const Value& left, Operator op, const Value& right) {
  const auto isOrdered = [](const Value& value) { return value.isNumber() || value.isText(); };
  if (!isOrdered(left) || !isOrdered(right)) return false;
  const auto order = orderOf(left, right);
  if (!order) {
    return makeError(ErrorCode::kParse, "A text and a number cannot be compared by size.");
  }
  if (left.isText()) PANNIER_TRY(budget_.spendBytes(left.asText().view().size()));
  switch (op) {
    case Operator::kLess:
      return *order < 0;
    case Operator::kGreater:
      return *order > 0;
    case Operator::kLessOrEqual:
      return *order <= 0;
    default:
      return *order >= 0;
  }
}

Result<bool> Renderer::contains(const Value& left, const Value& right) {
  if (!right.isTruthy()) return false;
  if (left.isText()) {
    PANNIER_TRY(spendOn(left));
    PANNIER_TRY(spendOn(right));
    return findText(left.asText().view(), plainText(right).view()) != std::string_view::npos;
  }
  if (left.isObject()) return right.isText() && left.hasMember(right.asText().view());
  if (left.isRange()) {
    return right.isInteger() && right.asInteger() >= left.asRange().first &&
           right.asInteger() <= left.asRange().last;
  }
  for (std::uint64_t i = 0; i < left.count(); ++i) {
    PANNIER_ASSIGN(const bool same, equal(left.element(i), right));
    if (same) return true;
  }
  return false;
}

/// A path that was shown without a `default` filter and is nil or an empty text.
void Renderer::noteMissing(const Pipeline& pipeline, const Value& value) {
  auto* missing = options_.missingVariables;
  if (missing == nullptr || missing->size() >= kMaxMissing) return;
  if (!value.isNil() && !(value.isText() && value.asText().empty())) return;
  if (!pipeline.value || !std::holds_alternative<Path>(pipeline.value->form)) return;
  const bool hasDefault =
      std::any_of(pipeline.filters.begin(), pipeline.filters.end(),
                  [](const FilterCall& call) { return call.spec->name == "default"; });
  if (hasDefault) return;
  const Origin& origin = pipeline.value->origin;
  std::string name(source_.substr(origin.offset, origin.length));
  if (std::find(missing->begin(), missing->end(), name) == missing->end()) {
    missing->push_back(std::move(name));
  }
}

}  // namespace pannier::liquid
