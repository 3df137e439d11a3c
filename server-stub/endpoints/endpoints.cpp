#include "server-stub/endpoints/endpoints.h"

#include <charconv>

#include "core/base/text.h"
#include "server-stub/auth/origin_check.h"
#include "server-stub/net/cookies.h"

namespace pannier::server {
namespace {

/// Error detail of a revoked device that is to delete what it holds.
constexpr const char* kWipe = "wipe";

/// The token of "Authorization: Bearer …"; empty when there is no such header.
std::string_view bearerToken(const Request& request) {
  const std::string_view header = request.header("Authorization");
  constexpr std::string_view kScheme = "bearer ";
  if (header.size() <= kScheme.size() ||
      !equalsIgnoringAsciiCase(header.substr(0, kScheme.size()), kScheme)) {
    return {};
  }
  return trim(header.substr(kScheme.size()));
}

bool changesSomething(const Request& request) {
  return request.method != "GET" && request.method != "HEAD";
}

Response signInNeeded(bool bearer) {
  Response response =
      errorResponse(401, ErrorCode::kUnauthenticated,
                    bearer ? "The API token is not valid: it is unknown or was revoked."
                           : "Nobody is signed in, or the session ended. Sign in again.");
  response.set("WWW-Authenticate", "Bearer realm=\"pannier\"");
  return response;
}

}  // namespace

Router makeRouter(Services& services) {
  Router router;
  addAuthRoutes(router, services);
  addAccountRoutes(router, services);
  addSyncRoutes(router, services);
  addApiRoutes(router, services);
  addOperationRoutes(router, services);
  const Handler page = [&services](const Request& request) {
    return services.assets.serve(request);
  };
  router.add({"static", "GET", "/*", Lane::kFiles, Access::kPublic, 0, page});
  // The app has a view of this name; the frames of sync are POSTed to the same path.
  router.add({"static", "GET", "/sync", Lane::kFiles, Access::kPublic, 0, page});
  return router;
}

std::int64_t sessionLifeMs(const Config& config) {
  return static_cast<std::int64_t>(config.sessionDays) * 24 * 3'600'000;
}

json::Value userToJson(const Principal& principal) {
  auto value = json::Value::object();
  value.set("id", formatId(principal.user)).set("email", principal.email);
  value.set("name", principal.name).set("role", principal.role);
  return value;
}

std::optional<Response> authenticateRequest(const Route& route, Request& request,
                                            Services& services) {
  if (route.access == Access::kPublic) return std::nullopt;
  const std::string_view bearer = bearerToken(request);
  const std::string_view cookie =
      findCookie(request.header("Cookie"), sessionCookieName(services.config.secure()));
  const auto secret = bearer.empty() ? parseSecret(SecretKind::kSession, cookie)
                                     : parseSecret(SecretKind::kApiToken, bearer);
  if (secret) {
    auto found = services.accounts.authenticate(*secret, sessionLifeMs(services.config));
    if (!found) return errorResponse(found.error());
    request.principal = std::move(found).value();
  }
  if (!request.principal) {
    if (route.access == Access::kOptional) return std::nullopt;
    return signInNeeded(!bearer.empty());
  }
  if (!request.principal->bearer && changesSomething(request)) {
    const Status own = checkCookieRequest(request, services.config.publicUrl);
    if (!own) return errorResponse(own.error());
  }
  return std::nullopt;
}

Response refusal(const Error& error) {
  Response response = errorResponse(error);
  if (error.field == "device" && error.detail == kWipe) {
    response.set("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
  }
  return response;
}

Result<Caller> callerOf(const Request& request, Services& services, bool needsDevice) {
  Caller caller;
  caller.user = request.principal->user;
  caller.userEmail = request.principal->email;
  caller.role = request.principal->role;
  const std::string_view text = trim(request.header("X-Pannier-Device"));
  if (text.empty()) {
    if (!needsDevice) return caller;
    return makeError(ErrorCode::kInvalidArgument,
                     "The header X-Pannier-Device with the device's number is missing.", "device");
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), caller.device);
  if (error != std::errc{} || end != text.data() + text.size() || caller.device == 0) {
    return makeError(ErrorCode::kInvalidArgument,
                     "The header X-Pannier-Device must be the number that enrolment gave.",
                     "device");
  }
  PANNIER_ASSIGN(const DeviceInfo info,
                 services.accounts.useDevice(caller.device, request.principal->user));
  if (info.revoked) {
    Error revoked = makeError(ErrorCode::kPermission,
                              "This device was revoked and may no longer exchange data.", "device");
    revoked.detail = info.wipe ? kWipe : "revoked";
    return revoked;
  }
  return caller;
}

}  // namespace pannier::server
