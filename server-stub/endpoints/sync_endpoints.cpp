#include "core/base/text.h"
#include "server-stub/endpoints/endpoints.h"

/// The doors of sync: frames by POST, the first-sync image, and tickets for the WebSocket.
namespace pannier::server {
namespace {

constexpr std::string_view kFrames = "application/octet-stream";

Response exchangeFrames(Services& services, const Request& request) {
  const std::string_view type = request.header("Content-Type");
  if (!equalsIgnoringAsciiCase(trim(type.substr(0, type.find(';'))), kFrames)) {
    return errorResponse(415, ErrorCode::kUnsupported,
                         "Sync frames are sent with Content-Type: application/octet-stream.");
  }
  const auto caller = callerOf(request, services, true);
  if (!caller) return refusal(caller.error());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(request.body.data());
  const auto answer = services.backend.exchange({bytes, request.body.size()}, *caller);
  Response response;
  if (answer) {
    response.body.assign(answer->begin(), answer->end());
    response.set("Content-Type", kFrames).set("Cache-Control", "no-store");
  } else {
    response = errorResponse(answer.error());
  }
  response.device = caller->device;
  return response;
}

Response sendSnapshot(Services& services, const Request& request) {
  const auto caller = callerOf(request, services, true);
  if (!caller) return refusal(caller.error());
  const auto snapshot = services.backend.snapshot(*caller);
  if (!snapshot) return errorResponse(snapshot.error());
  Response response;
  response.device = caller->device;
  const std::string etag = "\"" + snapshot->id + "\"";
  response.set("ETag", etag).set("Cache-Control", "private, no-cache, no-transform");
  if (etagMatches(request.header("If-None-Match"), etag)) {
    response.status = 304;
    return response;
  }
  const auto file = OpenFile::open(snapshot->path);
  if (!file) return errorResponse(file.error());
  response.file = *file;
  response.set("Content-Type", "application/vnd.sqlite3").set("Content-Encoding", "gzip");
  response.set("X-Pannier-Uncompressed-Length", std::to_string(snapshot->rawBytes));
  response.set("X-Pannier-Snapshot", snapshot->id);
  return response;
}

Response issueTicket(Services& services, const Request& request) {
  const auto caller = callerOf(request, services, false);
  if (!caller) return refusal(caller.error());
  const auto ticket =
      services.tickets.issue({request.principal->session, request.principal->user, caller->device});
  if (!ticket) {
    return errorResponse(503, ErrorCode::kTooLarge,
                         "Too many connections are being opened. Try again soon.");
  }
  auto body = json::Value::object();
  body.set("ticket", *ticket).set("expires_in_ms", Tickets::kLifeMs);
  Response response = jsonResponse(body);
  response.device = caller->device;
  return response;
}

}  // namespace

void addSyncRoutes(Router& router, Services& services) {
  const auto on = [&services](Response (*run)(Services&, const Request&)) {
    return [&services, run](const Request& request) { return run(services, request); };
  };
  router.add({"sync", "POST", "/sync", Lane::kStorage, Access::kUser, services.config.syncBodyBytes,
              on(exchangeFrames)});
  router.add({"sync.snapshot", "GET", "/sync/snapshot", Lane::kStorage, Access::kUser, 0,
              on(sendSnapshot)});
  router.add({"sync.ticket", "POST", "/sync/ticket", Lane::kAccounts, Access::kUser, 1024,
              on(issueTicket)});
  Route socket;
  socket.name = "sync.socket";
  socket.method = "GET";
  socket.path = "/sync/socket";
  socket.websocket = true;
  router.add(std::move(socket));
}

}  // namespace pannier::server
