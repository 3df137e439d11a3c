#include "server-stub/net/server.h"

#include <csignal>
#include <thread>

#include "server-stub/net/asio.ipp"

namespace pannier::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Waits until no connection is open or the time is over, then ends the network threads.
asio::awaitable<void> drain(ServerCore& core) {
  const auto deadline = Clock::now() + seconds(core.services.config.stopSeconds);
  asio::steady_timer timer(core.io);
  while (core.services.metrics.connections > 0 && Clock::now() < deadline) {
    timer.expires_after(milliseconds(20));
    co_await timer.async_wait(kAwait);
  }
  core.io.stop();
}

void askConnectionsToFinish(ServerCore& core) {
  core.services.pokes.closeAll("server stops");
  const std::lock_guard lock(core.mutex);
  for (Stoppable* connection : core.open) connection->finish();
}

/// Once an hour: forget sessions and links that ended long ago.
asio::awaitable<void> sweepAccounts(ServerCore& core) {
  asio::steady_timer timer(core.io);
  for (;;) {
    core.lanes.post(Lane::kAccounts, [&services = core.services] {
      const Status swept = services.accounts.sweep();
      if (!swept) {
        services.log.write(
            LogLine(LogLevel::kWarn, "sweep_failed").set("message", swept.error().message));
      }
    });
    timer.expires_after(std::chrono::hours(1));
    const auto [error] = co_await timer.async_wait(kAwait);
    if (error) co_return;
  }
}

}  // namespace

struct Server::Listener {
  explicit Listener(ServerCore& shared)
      : core(shared), acceptor(shared.io), signals(shared.io, SIGTERM, SIGINT) {}

  asio::awaitable<void> accept();
  asio::awaitable<void> awaitSignal();

  ServerCore& core;
  tcp::acceptor acceptor;
  asio::signal_set signals;
};

asio::awaitable<void> Server::Listener::accept() {
  asio::steady_timer pause(core.io);
  while (acceptor.is_open()) {
    auto [error, socket] = co_await acceptor.async_accept(asio::make_strand(core.io), kAwait);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      // Out of file descriptors, mostly: wait a moment instead of spinning.
      core.services.log.write(
          LogLine(LogLevel::kWarn, "accept_failed").set("message", error.message()));
      pause.expires_after(milliseconds(100));
      co_await pause.async_wait(kAwait);
      continue;
    }
    if (core.services.metrics.connections >= core.services.config.maxConnections) {
      ++core.services.metrics.connectionsRefused;
      continue;  // closes the socket
    }
    startHttpSession(core, std::move(socket));
  }
}

asio::awaitable<void> Server::Listener::awaitSignal() {
  const auto [error, signal] = co_await signals.async_wait(kAwait);
  if (error) co_return;
  core.services.stopping = true;
  core.services.log.write(
      LogLine(LogLevel::kInfo, "stopping").set("signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"));
  beast::error_code ignored;
  acceptor.close(ignored);
  askConnectionsToFinish(core);
  co_await drain(core);
}

Server::Server(std::unique_ptr<ServerCore> core)
    : core_(std::move(core)), listener_(std::make_unique<Listener>(*core_)) {}

Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::bind(Services& services, const Router& router) {
  const Config& config = services.config;
  std::unique_ptr<Server> server(new Server(std::make_unique<ServerCore>(services, router)));
  const std::string place = config.host + ":" + std::to_string(config.port);
  const auto refuse = [&](const beast::error_code& error) {
    const bool taken = error == asio::error::address_in_use;
    return makeError(taken ? ErrorCode::kConflict : ErrorCode::kInvalidArgument,
                     "The server cannot listen on " + place + ": " + error.message() + "." +
                         (taken ? " Another program uses this port; choose one with --port." : ""));
  };
  beast::error_code error;
  tcp::resolver resolver(server->core_->io);
  const auto found =
      resolver.resolve(config.host, std::to_string(config.port),
                       tcp::resolver::passive | tcp::resolver::numeric_service, error);
  if (error || found.empty()) return refuse(error);
  const tcp::endpoint endpoint = found.begin()->endpoint();
  tcp::acceptor& acceptor = server->listener_->acceptor;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return refuse(error);
  server->port_ = acceptor.local_endpoint().port();
  return server;
}

void Server::run() {
  ServerCore& core = *core_;
  core.services.backend.onHeadMoved([&core](std::int64_t head) {
    core.services.metrics.headSequence = head;
    core.services.pokes.headMoved(head);
  });
  asio::co_spawn(core.io, listener_->accept(), asio::detached);
  asio::co_spawn(core.io, listener_->awaitSignal(), asio::detached);
  asio::co_spawn(core.io, sweepAccounts(core), asio::detached);
  std::thread second([&core] { core.io.run(); });
  core.io.run();
  second.join();
  // Jobs may refer to requests that live in coroutines, so they end before the coroutines go.
  core.lanes.join();
  core.services.backend.onHeadMoved({});
}

}  // namespace pannier::server
