#include "server-stub/auth/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace pannier::server {

std::int64_t RateLimiter::take(std::string_view key, std::int64_t nowMs) {
  const std::lock_guard lock(mutex_);
  const std::string name(key);
  auto found = buckets_.find(name);
  if (found == buckets_.end()) {
    if (buckets_.size() >= maxKeys_) {
      buckets_.erase(order_.back().key);
      order_.pop_back();
    }
    order_.push_front({name, burst_, nowMs});
    found = buckets_.emplace(name, order_.begin()).first;
  } else {
    order_.splice(order_.begin(), order_, found->second);
  }
  Bucket& bucket = *found->second;
  // A clock that went back gives nothing and takes nothing.
  const std::int64_t passed = std::max<std::int64_t>(0, nowMs - bucket.atMs);
  const double gained = static_cast<double>(passed) / static_cast<double>(refillMs_);
  bucket.tokens = std::min(burst_, bucket.tokens + gained);
  bucket.atMs = nowMs;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  const double wait = (1 - bucket.tokens) * static_cast<double>(refillMs_);
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(wait)));
}

void RateLimiter::forget(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(std::string(key));
  if (found == buckets_.end()) return;
  order_.erase(found->second);
  buckets_.erase(found);
}

std::size_t RateLimiter::size() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

}  // namespace pannier::server
