#include <sys/resource.h>

#include <csignal>
#include <iostream>

#include "server-stub/cli/cli.h"
#include "server-stub/data_lock.h"
#include "server-stub/endpoints/endpoints.h"
#include "server-stub/environment.h"
#include "server-stub/net/server.h"

namespace pannier::server {
namespace {

/// Every connection is a file descriptor; the usual soft limit of 1,024 is far below the hard one.
void raiseFileLimit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

Status showSignInLink(Accounts& accounts, const User& owner, const Config& config) {
  const std::int64_t life = static_cast<std::int64_t>(config.linkMinutes) * 60'000;
  PANNIER_ASSIGN(const std::string token, accounts.addLink(owner.id, life));
  std::cerr << "Pannier is ready. Open (works once, for " << config.linkMinutes
            << " minutes):\n\n  " << signInUrl(config, token) << "\n\n"
            << "Another link: pannier-server link --data " << config.data << std::endl;
  return {};
}

}  // namespace

std::string signInUrl(const Config& config, const std::string& linkToken) {
  return config.baseUrl() + "/#signin=" + linkToken;
}

Status serve(const Config& config, bool showLink) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader of our log that goes away must not end the server
  raiseFileLimit();
  PANNIER_ASSIGN(const DataLock lock, DataLock::acquire(config.data));
  const Environment environment = systemEnvironment();
  PANNIER_ASSIGN(const std::unique_ptr<Accounts> accounts,
                 Accounts::open(config.data, environment));
  PANNIER_ASSIGN(const User owner, accounts->ensureOwner(kDefaultOwner));
  PANNIER_ASSIGN(const std::unique_ptr<Backend> backend, openBackend(config.data, environment));

  Services services(config, environment, *accounts, *backend);
  services.metrics.headSequence = backend->headSequence();
  const Router router = makeRouter(services);
  PANNIER_ASSIGN(const std::unique_ptr<Server> server, Server::bind(services, router));
  Config shown = config;
  shown.port = server->port();
  services.log.write(LogLine(LogLevel::kInfo, "listening")
                         .set("host", config.host)
                         .set("port", static_cast<int>(server->port()))
                         .set("url", shown.baseUrl())
                         .set("data", config.data)
                         .set("web", config.web)
                         .set("owner", owner.email));
  if (showLink) PANNIER_TRY(showSignInLink(*accounts, owner, shown));
  server->run();
  services.log.write(LogLine(LogLevel::kInfo, "stopped"));
  return {};
}

}  // namespace pannier::server
