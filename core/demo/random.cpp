#include "core/demo/random.h"

#include <algorithm>

namespace pannier::demo {

std::size_t Weighted::draw(Random& random, std::size_t begin, std::size_t end) const {
  if (end <= begin + 1) return begin;
  const double low = begin == 0 ? 0 : ends_[begin - 1];
  const double wanted = low + random.unit() * (ends_[end - 1] - low);
  const auto first = ends_.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto last = ends_.begin() + static_cast<std::ptrdiff_t>(end);
  const auto at = std::upper_bound(first, last, wanted);
  return std::min(static_cast<std::size_t>(at - ends_.begin()), end - 1);
}

}  // namespace pannier::demo
