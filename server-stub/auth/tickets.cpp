#include "server-stub/auth/tickets.h"

namespace pannier::server {

void Tickets::dropExpired(std::int64_t nowMs) {
  std::erase_if(open_, [&](const auto& entry) { return entry.second.expiresMs <= nowMs; });
}

std::optional<std::string> Tickets::issue(const Grant& grant) {
  const std::lock_guard lock(mutex_);
  const std::int64_t now = environment_.nowMs();
  if (open_.size() >= kMaxOpen) dropExpired(now);
  if (open_.size() >= kMaxOpen) return std::nullopt;
  const Secret secret = makeSecret(SecretKind::kTicket, ids_, environment_);
  open_.emplace(secret.id, Open{grant, secret.hash(), now + kLifeMs});
  return secret.text();
}

std::optional<Tickets::Grant> Tickets::redeem(std::string_view text) {
  const auto secret = parseSecret(SecretKind::kTicket, text);
  if (!secret) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(secret->id);
  if (found == open_.end()) return std::nullopt;
  const Open entry = found->second;
  open_.erase(found);
  if (!hashMatches(secret->hash(), entry.hash) || entry.expiresMs <= environment_.nowMs()) {
    return std::nullopt;
  }
  return entry.grant;
}

}  // namespace pannier::server
