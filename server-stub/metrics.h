#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace pannier::server {

/// Counters for Prometheus. Every member may be used from any thread. Labels come from our own
/// route names, never from a request, so that the number of series is bounded.
class Metrics {
 public:
  std::atomic<std::int64_t> connections{0};  ///< open TCP connections
  std::atomic<std::int64_t> websockets{0};   ///< open, signed-in WebSockets
  std::atomic<std::int64_t> headSequence{0};
  std::atomic<std::uint64_t> connectionsRefused{0};
  std::atomic<std::uint64_t> signInsAccepted{0};
  std::atomic<std::uint64_t> signInsRefused{0};
  std::atomic<std::uint64_t> pokesSent{0};

  void countRequest(std::string_view route, int status, double seconds, std::uint64_t bytes);

  /// The exposition format, version 0.0.4.
  [[nodiscard]] std::string text() const;

 private:
  static constexpr double kBounds[] = {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10};
  static constexpr std::size_t kBoundCount = sizeof kBounds / sizeof kBounds[0];
  struct Route {
    std::map<int, std::uint64_t> byStatus;
    std::uint64_t buckets[kBoundCount] = {};
    std::uint64_t count = 0;
    double seconds = 0;
    std::uint64_t bytes = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Route, std::less<>> routes_;
};

}  // namespace pannier::server
