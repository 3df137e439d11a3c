#include "core/campaigns/liquid/list_items.h"

namespace pannier::liquid {
namespace {

/// Which items have the wanted property: the indexes of all, or only of the first. Nothing when an
/// item cannot have properties.
struct Search {
  List items;
  std::optional<std::vector<bool>> hits;
};

/// `property` alone asks whether it is truthy, `property, value` whether it is equal.
Result<Search> search(const FilterInput& in) {
  Search out;
  PANNIER_ASSIGN(out.items, itemsOf(in));
  const Text property = in.textArgument(0);
  const Value& wanted = in.argument(1);
  std::vector<bool> hits;
  for (const Value& item : out.items) {
    PANNIER_ASSIGN(const auto found, propertyOf(item, property.view()));
    if (!found) return out;
    std::size_t cost = 0;
    hits.push_back(wanted.isNil() ? found->isTruthy() : areEqual(*found, wanted, cost));
    PANNIER_TRY(in.budget.spend(cost / kItemsPerStep));
  }
  out.hits = std::move(hits);
  return out;
}

Result<Value> select(const FilterInput& in, bool wantsHits) {
  PANNIER_ASSIGN(Search found, search(in));
  if (!found.hits) return Value();
  List kept;
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    if ((*found.hits)[i] == wantsHits) kept.push_back(std::move(found.items[i]));
  }
  return Value(std::move(kept));
}

Result<Value> where(const FilterInput& in) { return select(in, true); }
Result<Value> reject(const FilterInput& in) { return select(in, false); }

/// Index of the first hit; nothing when there is none.
Result<std::optional<std::size_t>> firstHit(const FilterInput& in, List& items) {
  PANNIER_ASSIGN(Search found, search(in));
  items = std::move(found.items);
  for (std::size_t i = 0; found.hits && i < items.size(); ++i) {
    if ((*found.hits)[i]) return std::optional(i);
  }
  return std::optional<std::size_t>();
}

Result<Value> find(const FilterInput& in) {
  List items;
  PANNIER_ASSIGN(const auto hit, firstHit(in, items));
  return hit ? items[*hit] : Value();
}

Result<Value> findIndex(const FilterInput& in) {
  List items;
  PANNIER_ASSIGN(const auto hit, firstHit(in, items));
  return hit ? Value(static_cast<std::int64_t>(*hit)) : Value();
}

Result<Value> has(const FilterInput& in) {
  List items;
  PANNIER_ASSIGN(const auto hit, firstHit(in, items));
  return Value(hit.has_value());
}

}  // namespace

const std::vector<FilterSpec>& searchFilters() {
  static const std::vector<FilterSpec> kFilters = {
      {"where", 1, 2, where},          {"reject", 1, 2, reject}, {"find", 1, 2, find},
      {"find_index", 1, 2, findIndex}, {"has", 1, 2, has},
  };
  return kFilters;
}

}  // namespace pannier::liquid
