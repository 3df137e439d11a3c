#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pannier::segments {

/// Fewest insertions, deletions, replacements and swaps of neighbours that turn one text into the
/// other (optimal string alignment distance), without regard to ASCII case. For texts up to 100
/// bytes; longer ones count as entirely different.
std::size_t editDistance(std::string_view a, std::string_view b);

/// The candidate somebody who wrote `written` most probably meant; empty when none is near.
std::string_view nearest(std::string_view written, std::span<const std::string_view> candidates);

/// The filter meant by an unknown name: also knows names other systems and our own tables use.
std::string_view suggestFilter(std::string_view written);

/// " Did you mean X?" or nothing.
std::string didYouMean(std::string_view suggestion);

}  // namespace pannier::segments
