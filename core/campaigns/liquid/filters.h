#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/campaigns/liquid/budget.h"
#include "core/campaigns/liquid/liquid.h"
#include "core/campaigns/liquid/value.h"

namespace pannier::liquid {

/// One use of a filter: what stands left of the pipe, its arguments, and what it may know.
struct FilterInput {
  const Value& value;
  const std::vector<Value>& arguments;
  const Value& named;  ///< of FilterSpec::namedArgument; nil when not given
  const RenderOptions& options;
  Budget& budget;

  [[nodiscard]] const Value& argument(std::size_t index) const;  ///< nil when not given
  [[nodiscard]] bool has(std::size_t index) const { return index < arguments.size(); }
  [[nodiscard]] Text text() const { return plainText(value); }
  [[nodiscard]] Text textArgument(std::size_t index) const { return plainText(argument(index)); }

  /// A new text made from all that was read: literal only if the value and all arguments are.
  [[nodiscard]] Value made(std::string bytes) const;
  /// The argument as a whole number, or an error that names the filter's need.
  [[nodiscard]] Result<std::int64_t> wholeNumber(std::size_t index) const;
};

using FilterFunction = Result<Value> (*)(const FilterInput& input);

struct FilterSpec {
  std::string_view name;
  std::uint8_t minArguments;
  std::uint8_t maxArguments;
  FilterFunction function;
  std::string_view namedArgument = {};  ///< the one named argument it takes, if any
};

/// Null when there is no filter of that name.
const FilterSpec* findFilter(std::string_view name);

/// A filter's own failure; the renderer adds the place.
Error filterError(std::string sentence);

/// The filters of each kind, for findFilter.
const std::vector<FilterSpec>& textFilters();
const std::vector<FilterSpec>& htmlFilters();
const std::vector<FilterSpec>& encodingFilters();
const std::vector<FilterSpec>& numberFilters();
const std::vector<FilterSpec>& listFilters();
const std::vector<FilterSpec>& searchFilters();
const std::vector<FilterSpec>& generalFilters();

}  // namespace pannier::liquid
