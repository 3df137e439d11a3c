#pragma once

#include <cstdint>

namespace pannier::segments {

/// The other case of a letter beyond ASCII: é for É and É for é. The same code point when it has
/// none. Knows Latin-1, Latin Extended-A, Greek and Cyrillic, one to one (Unicode simple case
/// mapping).
std::uint32_t otherCase(std::uint32_t letter) noexcept;

}  // namespace pannier::segments
