#pragma once

/// A broken invariant is a bug of ours, never a user's mistake: the process stops, in release
/// builds too, because going on would write wrong data. Expected failures are values (see
/// result.h).
namespace pannier::detail {
[[noreturn]] void checkFailed(const char* condition, const char* file, int line) noexcept;
}

#define PANNIER_CHECK(condition)                                      \
  do {                                                                \
    if (!(condition)) [[unlikely]]                                    \
      ::pannier::detail::checkFailed(#condition, __FILE__, __LINE__); \
  } while (false)
