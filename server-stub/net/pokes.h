#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "core/base/id.h"

namespace pannier::server {

/// Somebody who wants to know that the shop moved on: an open WebSocket. Called from any thread;
/// must return at once.
class PokeListener {
 public:
  virtual ~PokeListener() = default;
  virtual void headMoved(std::int64_t head) = 0;
  /// The sign-in behind this listener ended, or the server stops.
  virtual void close(std::string_view reason) = 0;
};

/// Tells every open WebSocket about new heads. Any thread.
class Pokes {
 public:
  /// `device` 0 = none.
  void subscribe(const Id& session, std::uint32_t device, std::weak_ptr<PokeListener> listener);

  void headMoved(std::int64_t head);
  void closeSession(const Id& session, std::string_view reason);
  void closeDevice(std::uint32_t device, std::string_view reason);
  void closeAll(std::string_view reason);

 private:
  struct Entry {
    Id session;
    std::uint32_t device;
    std::weak_ptr<PokeListener> listener;
  };
  template <class Wanted>
  std::vector<std::shared_ptr<PokeListener>> living(Wanted wanted);

  std::mutex mutex_;
  std::vector<Entry> entries_;
};

}  // namespace pannier::server
