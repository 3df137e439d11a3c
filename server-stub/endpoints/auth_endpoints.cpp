#include <algorithm>

#include "core/base/text.h"
#include "server-stub/auth/origin_check.h"
#include "server-stub/endpoints/endpoints.h"
#include "server-stub/net/cookies.h"

/// Signing in and out, the current session, and enrolling this browser as a device.
namespace pannier::server {
namespace {

constexpr std::uint64_t kSmallBody = 16 * 1024;

Response tooManyAttempts(std::int64_t waitMs) {
  const std::int64_t seconds = (waitMs + 999) / 1000;
  Response response = errorResponse(429, ErrorCode::kPermission,
                                    "There were too many sign-in attempts. Try again in " +
                                        std::to_string(seconds) + " seconds.");
  response.set("Retry-After", std::to_string(seconds));
  return response;
}

json::Value userJson(const User& user) {
  return userToJson(Principal{{}, user.id, user.email, user.name, user.role, false});
}

Response beginSession(Services& services, const Request& request, const User& user) {
  const std::int64_t life = sessionLifeMs(services.config);
  const auto secret = services.accounts.startSession(user.id, request.header("User-Agent"), life);
  if (!secret) return errorResponse(secret.error());
  ++services.metrics.signInsAccepted;
  auto body = json::Value::object();
  body.set("user", userJson(user)).set("server_time", services.environment.nowMs());
  Response response = jsonResponse(body);
  const bool secure = services.config.secure();
  response.set("Set-Cookie", setCookie(sessionCookieName(secure), *secret, {life / 1000, secure}));
  return response;
}

Response refuseSignIn(Services& services, const Error& error) {
  ++services.metrics.signInsRefused;
  return errorResponse(error);
}

Response signInByLink(Services& services, const Request& request) {
  if (const Status own = checkSignInRequest(request, services.config.publicUrl); !own) {
    return errorResponse(own.error());
  }
  const std::int64_t now = services.environment.nowMs();
  if (const auto wait = services.attemptsByAddress.take(request.remote, now); wait > 0) {
    return tooManyAttempts(wait);
  }
  const auto body = parseJsonBody(request);
  if (!body) return errorResponse(body.error());
  const auto user = services.accounts.redeemLink(body->view().find("token").stringOr(""));
  if (!user) return refuseSignIn(services, user.error());
  return beginSession(services, request, *user);
}

Response signInByPassword(Services& services, const Request& request) {
  if (const Status own = checkSignInRequest(request, services.config.publicUrl); !own) {
    return errorResponse(own.error());
  }
  const auto body = parseJsonBody(request);
  if (!body) return errorResponse(body.error());
  const std::string email = normaliseEmail(body->view().find("email").stringOr(""));
  const std::string_view password = body->view().find("password").stringOr("");
  const std::int64_t now = services.environment.nowMs();
  const auto wait = std::max(services.attemptsByAddress.take(request.remote, now),
                             services.attemptsByAccount.take(email, now));
  if (wait > 0) return tooManyAttempts(wait);

  const auto stored = services.accounts.passwordHash(email);
  if (!stored) return errorResponse(stored.error());
  // verify() does the same work for an unknown user; the answers are the same, too.
  if (!services.passwords.verify(*stored, password)) {
    return refuseSignIn(services, makeError(ErrorCode::kUnauthenticated,
                                            "The e-mail address or the password is wrong."));
  }
  const auto user = services.accounts.findUser(email);
  if (!user) return refuseSignIn(services, user.error());
  services.attemptsByAccount.forget(email);
  return beginSession(services, request, *user);
}

json::Value originsJson(const Config& config) {
  auto origins = json::Value::array();
  for (const std::string& origin : config.widgetOrigins) origins.push(origin);
  return origins;
}

/// 200 also when nobody is signed in (user is null): asking is not an error.
Response currentSession(Services& services, const Request& request) {
  auto body = json::Value::object();
  body.set("user", json::Value()).set("device", json::Value());
  if (request.principal) {
    body.set("user", userToJson(*request.principal));
    const auto device = services.accounts.deviceOfSession(request.principal->session);
    if (!device) return errorResponse(device.error());
    if (*device != 0) body.set("device", static_cast<std::int64_t>(*device));
  }
  body.set("server_time", services.environment.nowMs());
  body.set("widget_origins", originsJson(services.config));
  return jsonResponse(body);
}

Response signOut(Services& services, const Request& request) {
  const Principal& principal = *request.principal;
  if (const Status done = services.accounts.revokeSession(principal.user, principal.session);
      !done) {
    return errorResponse(done.error());
  }
  services.pokes.closeSession(principal.session, "signed out");
  Response response = jsonResponse(json::Value::object());
  const bool secure = services.config.secure();
  response.set("Set-Cookie", setCookie(sessionCookieName(secure), "", {0, secure}));
  return response;
}

Response enrolDevice(Services& services, const Request& request) {
  const auto body = parseJsonBody(request);
  if (!body) return errorResponse(body.error());
  const std::string_view name = body->view().find("name").stringOr("");
  if (trim(name).empty() || name.size() > 200) {
    return errorResponse(makeError(ErrorCode::kInvalidArgument,
                                   "A device needs a name of at most 200 bytes.", "name"));
  }
  const Principal& principal = *request.principal;
  const auto device = services.backend.enrolDevice(principal.email, trim(name));
  if (!device) return errorResponse(device.error());
  const Status added =
      services.accounts.addDevice(*device, principal.user, principal.session, name);
  if (!added) return errorResponse(added.error());
  auto answer = json::Value::object();
  answer.set("device", static_cast<std::int64_t>(*device)).set("epoch", services.backend.epoch());
  Response response = jsonResponse(answer);
  response.device = *device;
  return response;
}

}  // namespace

void addAuthRoutes(Router& router, Services& services) {
  const auto on = [&services](Response (*run)(Services&, const Request&)) {
    return [&services, run](const Request& request) { return run(services, request); };
  };
  router.add({"auth.link", "POST", "/auth/link", Lane::kAccounts, Access::kPublic, kSmallBody,
              on(signInByLink)});
  router.add({"auth.password", "POST", "/auth/password", Lane::kPasswords, Access::kPublic,
              kSmallBody, on(signInByPassword)});
  router.add({"auth.session", "GET", "/auth/session", Lane::kAccounts, Access::kOptional, 0,
              on(currentSession)});
  router.add({"auth.signout", "POST", "/auth/signout", Lane::kAccounts, Access::kUser, kSmallBody,
              on(signOut)});
  router.add({"auth.device", "POST", "/auth/device", Lane::kStorage, Access::kUser, kSmallBody,
              on(enrolDevice)});
}

}  // namespace pannier::server
