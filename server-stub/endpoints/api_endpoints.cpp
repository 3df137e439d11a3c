#include <algorithm>

#include "core/base/text.h"
#include "server-stub/endpoints/endpoints.h"

/// Every command of the API for scripts and integrators: POST /api/COMMAND with a JSON object.
namespace pannier::server {
namespace {

constexpr std::string_view kPrefix = "/api/";

bool isCommandName(std::string_view name) noexcept {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
  });
}

Response runCommand(Services& services, const Request& request) {
  const std::string_view name = std::string_view(request.path).substr(kPrefix.size());
  if (!isCommandName(name)) {
    return errorResponse(404, ErrorCode::kNotFound,
                         "A command's name is made of small letters, digits, '.' and '_'.");
  }
  const auto caller = callerOf(request, services, false);
  if (!caller) return refusal(caller.error());
  const bool empty = trim(request.body).empty();
  auto result = services.backend.call(name, empty ? std::string_view("{}") : request.body, *caller);
  Response response =
      result ? jsonTextResponse(std::move(result).value()) : errorResponse(result.error());
  response.device = caller->device;
  return response;
}

}  // namespace

void addApiRoutes(Router& router, Services& services) {
  router.add({"api", "POST", "/api/*", Lane::kStorage, Access::kUser, services.config.apiBodyBytes,
              [&services](const Request& request) { return runCommand(services, request); }});
  router.add(
      {"api.commands", "GET", "/api", Lane::kStorage, Access::kUser, 0,
       [&services](const Request&) { return jsonTextResponse(services.backend.commandsJson()); }});
}

}  // namespace pannier::server
