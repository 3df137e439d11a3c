#include "server-stub/environment.h"

#include <sodium.h>

#include <chrono>

#include "core/base/check.h"

namespace pannier::server {

void initCrypto() { PANNIER_CHECK(sodium_init() >= 0); }

Environment systemEnvironment() {
  return Environment{
      [] {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return static_cast<std::int64_t>(
            std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
      },
      [](std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); }};
}

}  // namespace pannier::server
