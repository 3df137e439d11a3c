#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "server-stub/net/router.h"
#include "server-stub/services.h"

namespace pannier::server {

struct ServerCore;

/// The network side: listener, connections, lanes, and the graceful stop.
class Server {
 public:
  /// Binds config.host:port. kStorage-free errors: kConflict when the port is taken. `services` and
  /// `router` outlive the server.
  static Result<std::unique_ptr<Server>> bind(Services& services, const Router& router);
  ~Server();

  /// The bound port (config.port may be 0).
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

  /// Serves until SIGTERM or SIGINT, then stops taking connections, lets running requests finish
  /// for at most config.stopSeconds, and returns.
  void run();

 private:
  explicit Server(std::unique_ptr<ServerCore> core);
  struct Listener;
  std::unique_ptr<ServerCore> core_;
  std::unique_ptr<Listener> listener_;
  std::uint16_t port_ = 0;
};

}  // namespace pannier::server
