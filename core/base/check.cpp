#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace pannier::detail {

void checkFailed(const char* condition, const char* file, int line) noexcept {
  std::fprintf(stderr, "pannier: broken invariant: %s (%s:%d)\n", condition, file, line);
  std::abort();
}

}  // namespace pannier::detail
