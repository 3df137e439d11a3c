#pragma once

#include <atomic>

#include "core/base/environment.h"
#include "server-stub/auth/accounts.h"
#include "server-stub/auth/passwords.h"
#include "server-stub/auth/rate_limiter.h"
#include "server-stub/auth/tickets.h"
#include "server-stub/backend.h"
#include "server-stub/config.h"
#include "server-stub/log.h"
#include "server-stub/metrics.h"
#include "server-stub/net/pokes.h"
#include "server-stub/static/assets.h"

namespace pannier::server {

/// Everything the endpoints work with; lives as long as the running server.
struct Services {
  Services(const Config& settings, const Environment& world, Accounts& users, Backend& shop)
      : config(settings),
        environment(world),
        accounts(users),
        backend(shop),
        log(settings.logLevel),
        assets(settings.web, settings.widgetOrigins),
        tickets(world) {}

  const Config& config;
  const Environment& environment;
  Accounts& accounts;
  Backend& backend;  ///< only on the storage lane
  Log log;
  Metrics metrics;
  Passwords passwords;
  Assets assets;
  Tickets tickets;
  Pokes pokes;
  /// Sign-in attempts: per client address 30 at once and one more each 10 s; per account 10 at once
  /// and one more each 30 s.
  RateLimiter attemptsByAddress{30, 10'000};
  RateLimiter attemptsByAccount{10, 30'000};
  std::atomic<bool> stopping{false};
};

}  // namespace pannier::server
