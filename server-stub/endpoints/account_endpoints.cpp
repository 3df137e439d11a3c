#include "core/base/text.h"
#include "server-stub/endpoints/endpoints.h"

/// What a signed-in person sees and ends: own sessions, tokens and devices; own password.
namespace pannier::server {
namespace {

constexpr std::uint64_t kSmallBody = 16 * 1024;

Response listSessions(Services& services, const Request& request) {
  const auto sessions = services.accounts.listSessions(request.principal->user);
  if (!sessions) return errorResponse(sessions.error());
  auto list = json::Value::array();
  for (const SessionInfo& session : *sessions) {
    auto item = json::Value::object();
    item.set("id", formatId(session.id)).set("kind", session.kind).set("name", session.name);
    item.set("created_at", session.createdMs).set("last_seen_at", session.lastSeenMs);
    item.set("expires_at", session.expiresMs ? json::Value(*session.expiresMs) : json::Value());
    item.set("current", session.id == request.principal->session);
    list.push(std::move(item));
  }
  return jsonResponse(json::Value::object().set("sessions", std::move(list)));
}

Response revokeSession(Services& services, const Request& request) {
  const auto body = parseJsonBody(request);
  if (!body) return errorResponse(body.error());
  const auto id = parseId(body->view().find("id").stringOr(""));
  if (!id) {
    return errorResponse(
        makeError(ErrorCode::kInvalidArgument, "The id of the session is missing or wrong.", "id"));
  }
  const Status done = services.accounts.revokeSession(request.principal->user, *id);
  if (!done) return errorResponse(done.error());
  services.pokes.closeSession(*id, "session revoked");
  return jsonResponse(json::Value::object());
}

Response listDevices(Services& services, const Request& request) {
  const auto devices = services.accounts.listDevices(request.principal->user);
  if (!devices) return errorResponse(devices.error());
  auto list = json::Value::array();
  for (const DeviceInfo& device : *devices) {
    auto item = json::Value::object();
    item.set("device", static_cast<std::int64_t>(device.device)).set("name", device.name);
    item.set("created_at", device.createdMs).set("last_seen_at", device.lastSeenMs);
    item.set("revoked", device.revoked).set("wipe", device.wipe);
    list.push(std::move(item));
  }
  return jsonResponse(json::Value::object().set("devices", std::move(list)));
}

Response revokeDevice(Services& services, const Request& request) {
  const auto body = parseJsonBody(request);
  if (!body) return errorResponse(body.error());
  const std::int64_t number = body->view().find("device").integerOr(0);
  if (number <= 0 || number > 0xffffffffLL) {
    return errorResponse(makeError(ErrorCode::kInvalidArgument,
                                   "The number of the device is missing or wrong.", "device"));
  }
  const auto device = static_cast<std::uint32_t>(number);
  const Status done = services.accounts.revokeDevice(request.principal->user, device,
                                                     body->view().find("wipe").boolOr(false));
  if (!done) return errorResponse(done.error());
  services.pokes.closeDevice(device, "device revoked");
  return jsonResponse(json::Value::object());
}

/// Sets or changes the own password. Whoever has one must give it, so that a browser left open is
/// not enough to take the account over.
Response changePassword(Services& services, const Request& request) {
  const auto body = parseJsonBody(request);
  if (!body) return errorResponse(body.error());
  const Principal& principal = *request.principal;
  const std::int64_t now = services.environment.nowMs();
  if (services.attemptsByAccount.take(principal.email, now) > 0) {
    return errorResponse(429, ErrorCode::kPermission,
                         "There were too many attempts. Wait a minute.");
  }
  const std::string_view next = body->view().find("password").stringOr("");
  const Status fine = checkNewPassword(next, principal.email, services.config.passwordMinLength);
  if (!fine) return errorResponse(fine.error());
  const auto stored = services.accounts.passwordHash(principal.email);
  if (!stored) return errorResponse(stored.error());
  if (!stored->empty() &&
      !services.passwords.verify(*stored, body->view().find("current").stringOr(""))) {
    return errorResponse(
        makeError(ErrorCode::kPermission, "The current password is wrong.", "current"));
  }
  const auto hash = services.passwords.hash(next);
  if (!hash) return errorResponse(hash.error());
  const Status set = services.accounts.setPasswordHash(principal.user, *hash);
  if (!set) return errorResponse(set.error());
  services.attemptsByAccount.forget(principal.email);
  return jsonResponse(json::Value::object());
}

}  // namespace

void addAccountRoutes(Router& router, Services& services) {
  const auto on = [&services](Response (*run)(Services&, const Request&)) {
    return [&services, run](const Request& request) { return run(services, request); };
  };
  router.add({"auth.sessions", "GET", "/auth/sessions", Lane::kAccounts, Access::kUser, 0,
              on(listSessions)});
  router.add({"auth.sessions.revoke", "POST", "/auth/sessions/revoke", Lane::kAccounts,
              Access::kUser, kSmallBody, on(revokeSession)});
  router.add(
      {"auth.devices", "GET", "/auth/devices", Lane::kAccounts, Access::kUser, 0, on(listDevices)});
  router.add({"auth.devices.revoke", "POST", "/auth/devices/revoke", Lane::kAccounts, Access::kUser,
              kSmallBody, on(revokeDevice)});
  router.add({"auth.change_password", "POST", "/auth/change-password", Lane::kPasswords,
              Access::kUser, kSmallBody, on(changePassword)});
}

}  // namespace pannier::server
