// The one place that names Boost.Asio and Beast, for the .cpp files of this folder only: it is no
// header for others, who see server.h. Bodies of the libraries are compiled once, in
// asio_bodies.cpp.
#pragma once

#define BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_BEAST_SEPARATE_COMPILATION

#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <unordered_set>

#include "server-stub/net/router.h"
#include "server-stub/services.h"

namespace pannier::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;
/// Errors come back as values: `auto [error, n] = co_await …(kAwait)`.
inline constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

/// The threads behind Lane, one each, with bounded queues.
class LaneThreads {
 public:
  static constexpr std::size_t kLaneCount = 5;

  /// Runs `handler(request)` on the lane. 503 when the lane has too much to do already, 500 when
  /// the handler threw. `request` and `handler` must outlive the answer; they do, as the caller
  /// waits.
  asio::awaitable<Response> run(Lane lane, const Handler& handler, const Request& request);
  /// Runs a task that gives no answer.
  template <class Task>
  void post(Lane lane, Task task) {
    asio::post(pools_[static_cast<std::size_t>(lane)], std::move(task));
  }
  /// Lets queued work finish and ends the threads.
  void join();

 private:
  // Lane::kIo has a pool here too, never used, to keep the numbers alike; its thread sleeps.
  std::array<asio::thread_pool, kLaneCount> pools_ = {asio::thread_pool(1), asio::thread_pool(1),
                                                      asio::thread_pool(1), asio::thread_pool(1),
                                                      asio::thread_pool(1)};
  std::array<std::atomic<int>, kLaneCount> waiting_{};
};

/// A connection that the server can ask to end. Any thread.
class Stoppable {
 public:
  virtual ~Stoppable() = default;
  /// End when the running request is answered; at once when none is running.
  virtual void finish() = 0;
};

/// State that all connections share.
struct ServerCore {
  ServerCore(Services& s, const Router& r) : services(s), router(r) {}

  Services& services;
  const Router& router;
  std::mutex mutex;
  std::unordered_set<Stoppable*> open;  ///< guarded by `mutex`
  LaneThreads lanes;
  asio::io_context io{2};  ///< last: the connections that go with it use everything above
};

/// Registers a connection for as long as it lives, and counts it.
class OpenConnection {
 public:
  OpenConnection(ServerCore& core, Stoppable& connection) : core_(core), connection_(connection) {
    const std::lock_guard lock(core_.mutex);
    core_.open.insert(&connection_);
    ++core_.services.metrics.connections;
  }
  ~OpenConnection() {
    const std::lock_guard lock(core_.mutex);
    core_.open.erase(&connection_);
    --core_.services.metrics.connections;
  }
  OpenConnection(const OpenConnection&) = delete;
  OpenConnection& operator=(const OpenConnection&) = delete;

 private:
  ServerCore& core_;
  Stoppable& connection_;
};

/// Completion of a spawned coroutine: an exception (no memory, or a defect of ours) costs one
/// connection and a log line, not the server.
inline auto reportFailure(ServerCore& core, const char* event) {
  return [&core, event](std::exception_ptr failure) {
    if (!failure) return;
    LogLine line(LogLevel::kError, event);
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      line.set("message", error.what());
    } catch (...) {
      line.set("message", "unknown");
    }
    core.services.log.write(line);
  };
}

using Stream = beast::tcp_stream;
using HeadParser = http::request_parser<http::buffer_body>;

/// Serves HTTP on a fresh connection until it ends. (http_session.cpp)
void startHttpSession(ServerCore& core, tcp::socket socket);

/// Takes a connection over whose request asks for /sync/socket. (websocket_session.cpp)
void startWebSocket(ServerCore& core, Stream stream, http::request<http::empty_body> upgrade,
                    std::string remote);

}  // namespace pannier::server
