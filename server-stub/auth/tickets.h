#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/id.h"
#include "server-stub/auth/secrets.h"

namespace pannier::server {

/// Single-use tickets that open a WebSocket within 30 seconds (a browser cannot set headers there).
/// In memory only: a restart voids them and clients ask for a new one. Any thread.
class Tickets {
 public:
  static constexpr std::int64_t kLifeMs = 30'000;
  static constexpr std::size_t kMaxOpen = 10'000;

  /// What a ticket stands for.
  struct Grant {
    Id session;
    Id user;
    std::uint32_t device = 0;
  };

  explicit Tickets(const Environment& environment) : environment_(environment), ids_(environment) {}

  /// nullopt when too many tickets are open.
  std::optional<std::string> issue(const Grant& grant);
  /// nullopt when the ticket is unknown, used or too old; any answer uses it up.
  std::optional<Grant> redeem(std::string_view text);

 private:
  struct Open {
    Grant grant;
    SecretHash hash;
    std::int64_t expiresMs;
  };
  void dropExpired(std::int64_t nowMs);

  const Environment& environment_;
  std::mutex mutex_;
  IdSource ids_;
  std::unordered_map<Id, Open, IdHash> open_;
};

}  // namespace pannier::server
