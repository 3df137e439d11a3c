#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/campaigns/liquid/filters.h"

namespace pannier::liquid {

constexpr std::size_t kItemsPerStep = 16;

/// What a list filter works on: the elements of an array with arrays inside it flattened, the
/// numbers of a range, an object or any other value as a list of one, nothing for nil.
Result<List> itemsOf(const FilterInput& input);

/// `item[property]`: a member of an object; of a text, the property itself when the text contains
/// it. Nothing for values that cannot be asked. Errors: kParse for a whole number.
Result<std::optional<Value>> propertyOf(const Value& item, std::string_view property);

}  // namespace pannier::liquid
