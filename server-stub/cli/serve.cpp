#include <csignal>

#include "server-stub/cli/cli.h"
#include "server-stub/data_lock.h"
#include "server-stub/endpoints/endpoints.h"
#include "server-stub/environment.h"
#include "server-stub/net/server.h"

namespace pannier::server {

Status serve(const Config& config) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader of our log that goes away must not end the server
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
  server->run();
  services.log.write(LogLine(LogLevel::kInfo, "stopped"));
  return {};
}

}  // namespace pannier::server
