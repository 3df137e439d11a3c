#include <algorithm>
#include <set>
#include <string>

#include "core/campaigns/liquid/list_items.h"

namespace pannier::liquid {
namespace {

Result<Value> join(const FilterInput& in) {
  PANNIER_ASSIGN(const List items, itemsOf(in));
  const Text glue = in.has(0) ? in.textArgument(0) : Text::borrowed(" ", true);
  TextBuilder out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out.append(glue);
    out.append(displayText(items[i]));
    PANNIER_TRY(in.budget.checkTextSize(out.size()));
  }
  return Value(out.take());
}

Result<Value> reverse(const FilterInput& in) {
  PANNIER_ASSIGN(List items, itemsOf(in));
  std::reverse(items.begin(), items.end());
  return Value(std::move(items));
}

Result<Value> concat(const FilterInput& in) {
  const Value& other = in.argument(0);
  if (!other.isArray() && !other.isRange() && !other.isObject()) {
    return filterError("The filter \"concat\" needs a list as its argument.");
  }
  PANNIER_ASSIGN(List items, itemsOf(in));
  PANNIER_TRY(in.budget.spendCount(other.count()));
  for (std::uint64_t i = 0; i < other.count(); ++i) items.push_back(other.element(i));
  return Value(std::move(items));
}

Result<Value> map(const FilterInput& in) {
  PANNIER_ASSIGN(List items, itemsOf(in));
  const Text property = in.textArgument(0);
  for (Value& item : items) {
    PANNIER_ASSIGN(const auto found, propertyOf(item, property.view()));
    item = found.value_or(Value());
  }
  return Value(std::move(items));
}

/// What a filter with an optional property looks at: the items, or that property of each. Nothing
/// when an item cannot have properties.
Result<std::optional<List>> keysOf(const FilterInput& in, const List& items) {
  if (in.argument(0).isNil()) return std::optional(items);
  const Text property = in.textArgument(0);
  List keys;
  for (const Value& item : items) {
    PANNIER_ASSIGN(auto key, propertyOf(item, property.view()));
    if (!key) return std::optional<List>();
    keys.push_back(std::move(*key));
  }
  return std::optional(std::move(keys));
}

Result<Value> compact(const FilterInput& in) {
  PANNIER_ASSIGN(const List items, itemsOf(in));
  PANNIER_ASSIGN(const auto keys, keysOf(in, items));
  if (!keys) return Value();
  List kept;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!(*keys)[i].isNil()) kept.push_back(items[i]);
  }
  return Value(std::move(kept));
}

/// Texts and numbers are compared by their written form, so that long lists stay quick.
std::optional<std::string> signature(const Value& value) {
  if (value.isText()) return "t" + std::string(value.asText().view());
  if (value.isNumber()) return "n" + formatReal(value.asNumber().asReal());
  return std::nullopt;
}

Result<Value> uniq(const FilterInput& in) {
  PANNIER_ASSIGN(const List items, itemsOf(in));
  PANNIER_ASSIGN(const auto keys, keysOf(in, items));
  if (!keys) return Value();
  std::set<std::string> seen;
  List others;
  List kept;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value& key = (*keys)[i];
    if (auto known = signature(key)) {
      if (seen.insert(std::move(*known)).second) kept.push_back(items[i]);
      continue;
    }
    std::size_t cost = 0;
    const bool repeated = std::any_of(others.begin(), others.end(), [&](const Value& other) {
      return areEqual(key, other, cost);
    });
    PANNIER_TRY(in.budget.spend(cost / kItemsPerStep));
    if (repeated) continue;
    others.push_back(key);
    kept.push_back(items[i]);
  }
  return Value(std::move(kept));
}

/// Items in the order of their keys; items whose keys are equal keep their order.
template <class Before>
List inOrder(const List& items, const List& keys, Before before) {
  std::vector<std::size_t> order(items.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return before(keys[a], keys[b]); });
  List sorted;
  for (const std::size_t i : order) sorted.push_back(items[i]);
  return sorted;
}

/// All numbers, all texts, or all lists of such; nil anywhere. Checked before sorting, because a
/// sort needs an order that holds between any two items.
bool canBeSorted(const List& keys) {
  const Value* known = nullptr;
  for (const Value& key : keys) {
    if (key.isNil()) continue;
    if (known != nullptr && !orderOf(*known, key)) return false;
    if (!orderOf(key, key)) return false;
    known = &key;
  }
  return true;
}

Result<Value> sort(const FilterInput& in) {
  PANNIER_ASSIGN(const List items, itemsOf(in));
  PANNIER_ASSIGN(const auto keys, keysOf(in, items));
  if (!keys) return Value();
  if (items.size() > 1 && !canBeSorted(*keys)) {
    return filterError("Values of different kinds cannot be sorted.");
  }
  return Value(inOrder(items, *keys, [](const Value& a, const Value& b) {
    if (a.isNil() || b.isNil()) return !a.isNil() && b.isNil();
    return orderOf(a, b).value_or(0) < 0;
  }));
}

char foldedAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Without regard to the case of ASCII letters; nil last.
Result<Value> sortNatural(const FilterInput& in) {
  PANNIER_ASSIGN(const List items, itemsOf(in));
  PANNIER_ASSIGN(auto keys, keysOf(in, items));
  if (!keys) return Value();
  for (Value& key : *keys) {
    if (key.isNil()) continue;
    const Text text = plainText(key);
    std::string folded(text.view());
    std::transform(folded.begin(), folded.end(), folded.begin(), foldedAscii);
    key = Value(Text::owned(std::move(folded), false));
  }
  return Value(inOrder(items, *keys, [](const Value& a, const Value& b) {
    if (a.isNil() || b.isNil()) return !a.isNil() && b.isNil();
    return a.asText().view() < b.asText().view();
  }));
}

Result<Value> sum(const FilterInput& in) {
  PANNIER_ASSIGN(const List items, itemsOf(in));
  const Text property = in.textArgument(0);
  Number total;
  for (const Value& item : items) {
    Value term = item;
    if (!in.argument(0).isNil()) {
      PANNIER_ASSIGN(const auto found, propertyOf(item, property.view()));
      term = found.value_or(Value());
    }
    total = add(total, toNumber(term));
  }
  return Value(total);
}

Result<Value> first(const FilterInput& in) { return firstOf(in.value); }
Result<Value> last(const FilterInput& in) { return lastOf(in.value); }

}  // namespace

const std::vector<FilterSpec>& listFilters() {
  static const std::vector<FilterSpec> kFilters = {
      {"join", 0, 1, join},       {"reverse", 0, 0, reverse},
      {"concat", 1, 1, concat},   {"map", 1, 1, map},
      {"compact", 0, 1, compact}, {"uniq", 0, 1, uniq},
      {"sort", 0, 1, sort},       {"sort_natural", 0, 1, sortNatural},
      {"sum", 0, 1, sum},         {"first", 0, 0, first},
      {"last", 0, 0, last},
  };
  return kFilters;
}

}  // namespace pannier::liquid
