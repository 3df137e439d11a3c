#include "server-stub/endpoints/endpoints.h"

/// For operators and load balancers, and the page's public configuration.
namespace pannier::server {
namespace {

bool isLoopback(std::string_view address) noexcept {
  return address.rfind("127.", 0) == 0 || address == "::1" || address.rfind("::ffff:127.", 0) == 0;
}

Response showMetrics(Services& services, const Request& request) {
  if (!isLoopback(request.remote) && !request.principal) {
    return errorResponse(403, ErrorCode::kPermission,
                         "Metrics are shown to this machine, and to others with an API token.");
  }
  Response response = textResponse(services.metrics.text());
  response.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  return response;
}

/// Ready means: not stopping, and the storage lane answers.
Response showReadiness(Services& services, const Request&) {
  if (services.stopping) return textResponse("stopping\n", 503);
  services.metrics.headSequence = services.backend.headSequence();
  return textResponse("ready\n");
}

Response showConfiguration(Services& services, const Request&) {
  auto origins = json::Value::array();
  for (const std::string& origin : services.config.widgetOrigins) origins.push(origin);
  auto body = json::Value::object();
  body.set("widget_origins", std::move(origins));
  body.set("server_time", services.environment.nowMs());
  return jsonResponse(body);
}

}  // namespace

void addOperationRoutes(Router& router, Services& services) {
  const auto on = [&services](Response (*run)(Services&, const Request&)) {
    return [&services, run](const Request& request) { return run(services, request); };
  };
  router.add({"healthz", "GET", "/healthz", Lane::kIo, Access::kPublic, 0,
              [](const Request&) { return textResponse("ok\n"); }});
  router.add({"readyz", "GET", "/readyz", Lane::kStorage, Access::kPublic, 0, on(showReadiness)});
  router.add({"metrics", "GET", "/metrics", Lane::kIo, Access::kOptional, 0, on(showMetrics)});
  router.add(
      {"config", "GET", "/config.json", Lane::kIo, Access::kPublic, 0, on(showConfiguration)});
}

}  // namespace pannier::server
