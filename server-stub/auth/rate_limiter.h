#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pannier::server {

/// Token buckets by key (an address, an account). Time is passed in. Holds a bounded number of
/// keys: the one not used for longest is forgotten first. Any thread.
class RateLimiter {
 public:
  /// `burst` attempts at once, then one more each `refillMs`.
  RateLimiter(double burst, std::int64_t refillMs, std::size_t maxKeys = 10'000)
      : burst_(burst), refillMs_(refillMs), maxKeys_(maxKeys) {}

  /// Takes one attempt. 0 when allowed, else milliseconds until the next one is.
  std::int64_t take(std::string_view key, std::int64_t nowMs);

  /// Gives the attempts of a key back, after a success.
  void forget(std::string_view key);

  [[nodiscard]] std::size_t size() const;

 private:
  struct Bucket {
    std::string key;
    double tokens;
    std::int64_t atMs;
  };
  using Order = std::list<Bucket>;  ///< most recently used first

  double burst_;
  std::int64_t refillMs_;
  std::size_t maxKeys_;
  mutable std::mutex mutex_;
  Order order_;
  std::unordered_map<std::string, Order::iterator> buckets_;
};

}  // namespace pannier::server
