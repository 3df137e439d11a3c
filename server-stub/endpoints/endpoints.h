#pragma once

#include <optional>

#include "server-stub/net/router.h"
#include "server-stub/services.h"

namespace pannier::server {

/// All routes of the server. `services` outlives the router.
Router makeRouter(Services& services);

void addAuthRoutes(Router& router, Services& services);  ///< /auth/…: signing in and out, devices
void addAccountRoutes(Router& router, Services& services);  ///< /auth/…: lists, revoking, password
void addSyncRoutes(Router& router, Services& services);     ///< /sync…
void addApiRoutes(Router& router, Services& services);      ///< /api/COMMAND
void addOperationRoutes(Router& router, Services& services);  ///< health, metrics, configuration

/// Finds out who sent a request, from the Authorization header or the session cookie, and sets
/// request.principal. Returns a refusal, or nothing when the request may go on. On the accounts
/// lane.
std::optional<Response> authenticateRequest(const Route& route, Request& request,
                                            Services& services);

/// The backend's caller for a signed-in request. The device comes from the X-Pannier-Device header
/// and must belong to the user. Without the header the device is 0, or an error if `needsDevice`.
Result<Caller> callerOf(const Request& request, Services& services, bool needsDevice);

/// The answer to an error of callerOf: for a revoked device 403, with Clear-Site-Data when it is to
/// be wiped.
Response refusal(const Error& error);

/// The life of a browser session in milliseconds.
std::int64_t sessionLifeMs(const Config& config);

/// The user part of answers: {id, email, name, role}.
json::Value userToJson(const Principal& principal);

}  // namespace pannier::server
