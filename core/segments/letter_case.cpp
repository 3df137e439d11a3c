#include "core/segments/letter_case.h"

#include <array>
#include <utility>

namespace pannier::segments {
namespace {

/// Letters whose two cases do not lie a fixed distance apart.
constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 9> kPairs{{{0xff, 0x178},
                                                                         {0x386, 0x3ac},
                                                                         {0x388, 0x3ad},
                                                                         {0x389, 0x3ae},
                                                                         {0x38a, 0x3af},
                                                                         {0x38c, 0x3cc},
                                                                         {0x38e, 0x3cd},
                                                                         {0x38f, 0x3ce},
                                                                         {0xdf, 0x1e9e}}};

constexpr bool within(std::uint32_t c, std::uint32_t first, std::uint32_t last) noexcept {
  return c >= first && c <= last;
}

/// Neighbouring upper and lower case: even and odd, or odd and even.
constexpr std::uint32_t neighbour(std::uint32_t c, bool upperIsEven) noexcept {
  return upperIsEven == (c % 2 == 0) ? c + 1 : c - 1;
}

}  // namespace

std::uint32_t otherCase(std::uint32_t c) noexcept {
  for (const auto& [a, b] : kPairs) {
    if (c == a) return b;
    if (c == b) return a;
  }
  if (within(c, 0xc0, 0xde) && c != 0xd7) return c + 32;
  if (within(c, 0xe0, 0xfe) && c != 0xf7) return c - 32;
  if (within(c, 0x100, 0x12f) || within(c, 0x132, 0x137) || within(c, 0x14a, 0x177)) {
    return neighbour(c, true);
  }
  if (within(c, 0x139, 0x148) || within(c, 0x179, 0x17e)) return neighbour(c, false);
  if (within(c, 0x391, 0x3ab) && c != 0x3a2) return c + 32;
  if (within(c, 0x3b1, 0x3cb) && c != 0x3c2) return c - 32;
  if (within(c, 0x410, 0x42f)) return c + 32;
  if (within(c, 0x430, 0x44f)) return c - 32;
  if (within(c, 0x400, 0x40f)) return c + 80;
  if (within(c, 0x450, 0x45f)) return c - 80;
  return c;
}

}  // namespace pannier::segments
