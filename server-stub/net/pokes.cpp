#include "server-stub/net/pokes.h"

namespace pannier::server {

/// The living listeners that `wanted` accepts; forgets the dead. Listeners are called outside of
/// the lock, because closing one may subscribe or drop another.
template <class Wanted>
std::vector<std::shared_ptr<PokeListener>> Pokes::living(Wanted wanted) {
  std::vector<std::shared_ptr<PokeListener>> found;
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [&](const Entry& entry) {
    auto listener = entry.listener.lock();
    if (!listener) return true;
    if (wanted(entry)) found.push_back(std::move(listener));
    return false;
  });
  return found;
}

void Pokes::subscribe(const Id& session, std::uint32_t device,
                      std::weak_ptr<PokeListener> listener) {
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [](const Entry& entry) { return entry.listener.expired(); });
  entries_.push_back({session, device, std::move(listener)});
}

void Pokes::headMoved(std::int64_t head) {
  for (const auto& listener : living([](const Entry&) { return true; })) listener->headMoved(head);
}

void Pokes::closeSession(const Id& session, std::string_view reason) {
  const auto matching = living([&](const Entry& entry) { return entry.session == session; });
  for (const auto& listener : matching) listener->close(reason);
}

void Pokes::closeDevice(std::uint32_t device, std::string_view reason) {
  const auto matching = living([&](const Entry& entry) { return entry.device == device; });
  for (const auto& listener : matching) listener->close(reason);
}

void Pokes::closeAll(std::string_view reason) {
  for (const auto& listener : living([](const Entry&) { return true; })) listener->close(reason);
}

}  // namespace pannier::server
