#include "core/campaigns/liquid/filters.h"

#include <algorithm>
#include <map>

namespace pannier::liquid {
namespace {

/// Numbers, booleans and nil can never be HTML; lists and objects hold whatever the data holds.
bool isHarmless(const Value& value) {
  if (value.isText()) return value.asText().isLiteral();
  return !value.isArray() && !value.isObject();
}

std::map<std::string_view, const FilterSpec*> allFilters() {
  std::map<std::string_view, const FilterSpec*> all;
  for (const auto* kind : {&textFilters(), &htmlFilters(), &encodingFilters(), &numberFilters(),
                           &listFilters(), &searchFilters(), &generalFilters()}) {
    for (const FilterSpec& spec : *kind) all.emplace(spec.name, &spec);
  }
  return all;
}

}  // namespace

const Value& FilterInput::argument(std::size_t index) const {
  static const Value kNil;
  return has(index) ? arguments[index] : kNil;
}

Value FilterInput::made(std::string bytes) const {
  const bool literal =
      isHarmless(value) && std::all_of(arguments.begin(), arguments.end(), isHarmless);
  return Value(Text::owned(std::move(bytes), literal));
}

Result<std::int64_t> FilterInput::wholeNumber(std::size_t index) const {
  if (const auto number = toWholeNumber(argument(index))) return *number;
  return filterError("This filter needs a whole number as its argument.");
}

const FilterSpec* findFilter(std::string_view name) {
  static const auto kAll = allFilters();
  const auto found = kAll.find(name);
  return found == kAll.end() ? nullptr : found->second;
}

Error filterError(std::string sentence) {
  return makeError(ErrorCode::kParse, std::move(sentence));
}

}  // namespace pannier::liquid
