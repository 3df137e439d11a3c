#include "core/campaigns/liquid/list_items.h"

#include "core/campaigns/liquid/characters.h"

namespace pannier::liquid {
namespace {

constexpr int kMaxDepth = 64;

void flatten(const Value& array, int depth, List& out) {
  for (std::uint64_t i = 0; i < array.count(); ++i) {
    Value element = array.element(i);
    if (element.isArray() && depth < kMaxDepth) {
      flatten(element, depth + 1, out);
    } else {
      out.push_back(std::move(element));
    }
  }
}

}  // namespace

Result<List> itemsOf(const FilterInput& input) {
  List items;
  const Value& value = input.value;
  if (value.isArray()) {
    flatten(value, 0, items);
  } else if (value.isRange()) {
    PANNIER_TRY(input.budget.spendCount(value.count()));
    for (std::uint64_t i = 0; i < value.count(); ++i) items.push_back(value.element(i));
  } else if (value.isMarker()) {
    // `empty` and `blank` are lists of nothing
  } else if (!value.isNil()) {
    items.push_back(value);
  }
  return items;
}

Result<std::optional<Value>> propertyOf(const Value& item, std::string_view property) {
  if (item.isObject()) return std::optional(item.member(property));
  if (item.isLoop()) return std::optional(memberOf(item, property));
  if (item.isText()) {
    const std::size_t found = findText(item.asText().view(), property);
    if (found == std::string_view::npos) return std::optional(Value());
    return std::optional(Value(item.asText().cut(found, found + property.size())));
  }
  if (item.isInteger()) {
    return filterError("A number has no property \"" + std::string(property) + "\".");
  }
  return std::optional<Value>();
}

}  // namespace pannier::liquid
