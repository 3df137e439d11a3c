#include <cstdio>

#include "server-stub/endpoints/endpoints.h"
#include "server-stub/net/asio.ipp"
#include "server-stub/net/url.h"
#include "server-stub/net/wire.h"
#include "server-stub/static/security_headers.h"

namespace pannier::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint32_t kMaxHeaderBytes = 16 * 1024;
constexpr std::size_t kReadChunk = 16 * 1024;
constexpr std::size_t kFileChunk = 256 * 1024;
constexpr auto kIdleLimit = seconds(75);    ///< between requests
constexpr auto kHeaderLimit = seconds(10);  ///< from the first byte to the end of the header
constexpr auto kStepLimit = seconds(20);    ///< one read or write must get something done
constexpr auto kBaseTransfer = seconds(60);
constexpr std::uint64_t kMinBytesPerSecond = 2048;

/// How long a transfer of `bytes` may take in all: a slow phone may, a stalling attacker may not.
Clock::time_point transferDeadline(std::uint64_t bytes) {
  return Clock::now() + kBaseTransfer + seconds(bytes / kMinBytesPerSecond);
}

std::string makeRequestId() {
  static const auto start = static_cast<unsigned>(Clock::now().time_since_epoch().count());
  static std::atomic<std::uint64_t> counter{0};
  char text[40];
  const int length = std::snprintf(text, sizeof text, "%08x-%llx", start,
                                   static_cast<unsigned long long>(++counter));
  return std::string(text, static_cast<std::size_t>(length));
}

/// True for mistakes in the client's HTTP, false for failures of the connection.
bool isHttpError(const beast::error_code& error) {
  return error.category() == http::make_error_code(http::error::bad_target).category();
}

Response badHeader(const beast::error_code& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return errorResponse(431, ErrorCode::kTooLarge, "The header of the request is over 16 kB.");
  }
  return errorResponse(400, ErrorCode::kProtocol,
                       "The request is not valid HTTP: " + error.message() + ".");
}

/// What is left to say about an answer once it was sent.
struct Outcome {
  int status = 0;
  std::uint64_t bytes = 0;
  std::uint32_t device = 0;
};

/// One connection: request after request, until it ends or turns into a WebSocket.
class HttpSession : public std::enable_shared_from_this<HttpSession>, public Stoppable {
 public:
  HttpSession(ServerCore& core, tcp::socket socket)
      : core_(core),
        stream_(std::move(socket)),
        executor_(stream_.get_executor()),
        open_(core, *this) {
    beast::error_code error;
    stream_.socket().set_option(tcp::no_delay(true), error);
    const auto peer = stream_.socket().remote_endpoint(error);
    if (!error) peer_ = peer.address().to_string();
  }

  void start() {
    asio::co_spawn(
        executor_, [self = shared_from_this()] { return self->serve(); },
        reportFailure(core_, "http_session_failed"));
  }

  void finish() override {
    asio::post(executor_, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (!self) return;
      self->finishing_ = true;
      if (self->idle_) self->stream_.cancel();
    });
  }

 private:
  asio::awaitable<void> serve();
  asio::awaitable<bool> awaitRequest();
  asio::awaitable<void> serveOne(HeadParser& parser);
  asio::awaitable<Response> answer(const Route* route, const Router::Match& match,
                                   HeadParser& parser);
  asio::awaitable<std::optional<Response>> readBody(HeadParser& parser, std::uint64_t limit);
  asio::awaitable<void> send(Response response, bool keepAlive);
  asio::awaitable<bool> write(const char* data, std::size_t size);
  asio::awaitable<bool> writeFile(const OpenFile& file);
  asio::awaitable<void> linger();
  void readHead(const HeadParser& parser);
  void record(const Route* route, const Outcome& outcome, Clock::time_point begin);
  void logRequest(const Route* route, const Outcome& outcome, std::int64_t microseconds);
  [[nodiscard]] bool wantsWebSocket(const Route* route, const HeadParser& parser) const;

  ServerCore& core_;
  Stream stream_;
  asio::any_io_executor executor_;  ///< the connection's strand; outlives a handed-over stream_
  OpenConnection open_;
  beast::flat_buffer buffer_{kMaxHeaderBytes + kReadChunk};
  std::string peer_;
  Request request_;
  Clock::time_point writeDeadline_;
  bool idle_ = false;
  bool finishing_ = false;
  bool unread_ = false;  ///< part of the request's body is still on its way
  bool alive_ = true;
  bool handedOver_ = false;  ///< stream_ went to a WebSocket
};

asio::awaitable<void> HttpSession::serve() {
  while (alive_) {
    const bool another = co_await awaitRequest();
    if (!another) break;
    HeadParser parser;
    parser.header_limit(kMaxHeaderBytes);
    parser.body_limit(boost::none);  // bounded by readBody, with the route's limit
    stream_.expires_after(kHeaderLimit);
    const auto [error, size] = co_await http::async_read_header(stream_, buffer_, parser, kAwait);
    if (error == beast::error::timeout || error == http::error::end_of_stream) break;
    if (error) {
      if (!isHttpError(error)) break;
      request_ = Request{};
      request_.id = makeRequestId();
      unread_ = true;
      // A variable, not an argument: g++ 12 destroys temporaries of `?:` in a co_await twice.
      Response refusal = badHeader(error);
      co_await send(std::move(refusal), false);
      break;
    }
    co_await serveOne(parser);
  }
  if (handedOver_) co_return;
  beast::error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

/// Waits for the first byte of a request; false when the connection is over.
asio::awaitable<bool> HttpSession::awaitRequest() {
  if (finishing_ || core_.services.stopping) co_return false;
  if (buffer_.size() > 0) co_return true;
  idle_ = true;
  stream_.expires_after(kIdleLimit);
  const auto [error, size] = co_await stream_.async_read_some(buffer_.prepare(kReadChunk), kAwait);
  idle_ = false;
  buffer_.commit(size);
  co_return !error && !finishing_;
}

void HttpSession::readHead(const HeadParser& parser) {
  const auto& message = parser.get();
  const auto text = [](beast::string_view view) { return std::string(view.data(), view.size()); };
  request_ = Request{};
  request_.id = makeRequestId();
  request_.method = text(message.method_string());
  const std::string target = text(message.target());
  const Target parts = splitTarget(target);
  request_.path = parts.path;
  request_.query = parts.query;
  for (const auto& field : message) {
    request_.headers.emplace_back(text(field.name_string()), text(field.value()));
  }
  request_.remote = clientAddress(peer_, request_.header("X-Forwarded-For"),
                                  core_.services.config.trustForwardedFor);
}

bool HttpSession::wantsWebSocket(const Route* route, const HeadParser& parser) const {
  return route != nullptr && route->websocket && beast::websocket::is_upgrade(parser.get());
}

asio::awaitable<void> HttpSession::serveOne(HeadParser& parser) {
  const auto begin = Clock::now();
  readHead(parser);
  const Router::Match match = core_.router.match(request_.method, request_.path);
  const Route* route = match.route;
  if (wantsWebSocket(route, parser)) {
    alive_ = false;
    handedOver_ = true;
    http::request<http::empty_body> upgrade;
    upgrade.base() = parser.get().base();
    startWebSocket(core_, std::move(stream_), std::move(upgrade), request_.remote);
    co_return;
  }
  unread_ = !parser.is_done();
  Response response = co_await answer(route, match, parser);
  const bool keepAlive =
      parser.get().keep_alive() && !unread_ && !finishing_ && !core_.services.stopping;
  addSecurityHeaders(response);
  response.set("X-Request-Id", request_.id);
  const Outcome outcome{response.status, response.bodySize(), response.device};
  co_await send(std::move(response), keepAlive);
  record(route, outcome, begin);
}

asio::awaitable<Response> HttpSession::answer(const Route* route, const Router::Match& match,
                                              HeadParser& parser) {
  if (route == nullptr) {
    if (match.allow.empty()) {
      co_return errorResponse(404, ErrorCode::kNotFound, "There is nothing at this address.");
    }
    Response response =
        errorResponse(405, ErrorCode::kUnsupported, "This address takes only " + match.allow + ".");
    co_return response.set("Allow", match.allow);
  }
  if (route->websocket) {
    Response response =
        errorResponse(426, ErrorCode::kUnsupported, "This address is for WebSockets.");
    co_return response.set("Upgrade", "websocket");
  }
  // First who, then what: nobody unknown makes the server read a large body.
  if (route->access != Access::kPublic) {
    std::optional<Response> refused;
    const Handler check = [&](const Request&) {
      refused = authenticateRequest(*route, request_, core_.services);
      return Response{};
    };
    const Response checked = co_await core_.lanes.run(Lane::kAccounts, check, request_);
    if (checked.status != 200) co_return checked;
    if (refused) co_return std::move(*refused);
  }
  if (auto refused = co_await readBody(parser, route->bodyLimit)) co_return std::move(*refused);
  co_return co_await core_.lanes.run(route->lane, route->handler, request_);
}

/// Reads the body into request_.body; an answer when it may not be read. Sets alive_ when cut off.
asio::awaitable<std::optional<Response>> HttpSession::readBody(HeadParser& parser,
                                                               std::uint64_t limit) {
  if (parser.is_done()) co_return std::nullopt;
  const auto tooLarge = [&] {
    return errorResponse(
        413, ErrorCode::kTooLarge,
        "The body of this request may have at most " + std::to_string(limit) + " bytes.");
  };
  const std::uint64_t announced = parser.content_length().value_or(0);
  if (announced > limit) co_return tooLarge();
  if (request_.header("Expect") == "100-continue") {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    writeDeadline_ = Clock::now() + kStepLimit;
    if (!co_await write(kContinue.data(), kContinue.size())) alive_ = false;
  }
  request_.body.reserve(static_cast<std::size_t>(announced));
  const auto deadline = transferDeadline(limit);
  std::array<char, kReadChunk> chunk;
  while (alive_ && !parser.is_done()) {
    parser.get().body().data = chunk.data();
    parser.get().body().size = chunk.size();
    stream_.expires_after(kStepLimit);
    auto [error, size] = co_await http::async_read_some(stream_, buffer_, parser, kAwait);
    const std::size_t got = chunk.size() - parser.get().body().size;
    request_.body.append(chunk.data(), got);
    if (request_.body.size() > limit) co_return tooLarge();
    if (error == http::error::need_buffer) error = {};
    if (error == beast::error::timeout || Clock::now() > deadline) {
      co_return errorResponse(408, ErrorCode::kTooLarge,
                              "The body of the request came too slowly.");
    }
    if (error && isHttpError(error)) {
      co_return errorResponse(400, ErrorCode::kProtocol,
                              "The body of the request is not valid: " + error.message() + ".");
    }
    if (error) alive_ = false;
  }
  unread_ = !parser.is_done();
  if (!alive_) co_return errorResponse(400, ErrorCode::kProtocol, "The request was cut off.");
  co_return std::nullopt;
}

asio::awaitable<void> HttpSession::send(Response response, bool keepAlive) {
  std::string head = formatHead(response, keepAlive, core_.services.environment.nowMs());
  writeDeadline_ = transferDeadline(response.bodySize());
  const bool bodyless =
      request_.method == "HEAD" || response.status == 304 || response.status == 204;
  bool sent = false;
  if (bodyless) {
    sent = co_await write(head.data(), head.size());
  } else if (response.file) {
    sent = co_await write(head.data(), head.size());
    if (sent) sent = co_await writeFile(*response.file);
  } else {
    const std::string& body = response.shared ? *response.shared : response.body;
    // Small answers go out in one packet with their head.
    if (body.size() <= kReadChunk) {
      head += body;
      sent = co_await write(head.data(), head.size());
    } else {
      sent = co_await write(head.data(), head.size());
      if (sent) sent = co_await write(body.data(), body.size());
    }
  }
  if (!sent || !keepAlive) alive_ = false;
  if (sent && unread_) co_await linger();
}

/// Writes all; false when the client is gone, gets nothing done, or is too slow in all.
asio::awaitable<bool> HttpSession::write(const char* data, std::size_t size) {
  while (size > 0) {
    stream_.expires_after(kStepLimit);
    const auto [error, sent] = co_await stream_.async_write_some(asio::buffer(data, size), kAwait);
    if (error || Clock::now() > writeDeadline_) co_return false;
    data += sent;
    size -= sent;
  }
  co_return true;
}

asio::awaitable<bool> HttpSession::writeFile(const OpenFile& file) {
  std::string chunk;
  for (std::uint64_t offset = 0; offset < file.size();) {
    chunk.resize(kFileChunk);
    std::int64_t got = 0;
    const Handler read = [&](const Request&) {
      got = file.read(offset, chunk.data(), chunk.size());
      return Response{};
    };
    const Response done = co_await core_.lanes.run(Lane::kFiles, read, request_);
    if (done.status != 200 || got <= 0) co_return false;
    // A file that grew meanwhile must not exceed the announced length.
    const auto size =
        std::min<std::uint64_t>(static_cast<std::uint64_t>(got), file.size() - offset);
    if (!co_await write(chunk.data(), static_cast<std::size_t>(size))) co_return false;
    offset += size;
  }
  co_return true;
}

/// After an answer that came before the end of the request: reads on for a moment, because closing
/// with unread bytes would reset the connection and the client would never see the answer.
asio::awaitable<void> HttpSession::linger() {
  beast::error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  std::array<char, kReadChunk> scrap;
  const auto deadline = Clock::now() + seconds(2);
  for (std::size_t total = 0; total < (8u << 20) && Clock::now() < deadline;) {
    stream_.expires_at(deadline);
    const auto [error, size] = co_await stream_.async_read_some(asio::buffer(scrap), kAwait);
    if (error) break;
    total += size;
  }
}

void HttpSession::record(const Route* route, const Outcome& outcome, Clock::time_point begin) {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
  core_.services.metrics.countRequest(route != nullptr ? route->name : "none", outcome.status,
                                      static_cast<double>(took.count()) / 1e6, outcome.bytes);
  logRequest(route, outcome, took.count());
}

void HttpSession::logRequest(const Route* route, const Outcome& outcome,
                             std::int64_t microseconds) {
  const bool quiet = route != nullptr && (route->name == "healthz" || route->name == "readyz" ||
                                          route->name == "metrics");
  const LogLevel level = outcome.status >= 500 ? LogLevel::kError
                         : quiet               ? LogLevel::kDebug
                                               : LogLevel::kInfo;
  if (!core_.services.log.wants(level)) return;
  LogLine line(level, "request");
  line.set("request", request_.id).set("method", request_.method);
  line.set("path", request_.path.substr(0, 512)).set("status", outcome.status);
  line.set("ms", static_cast<double>(microseconds) / 1000.0);
  line.set("bytes", static_cast<std::int64_t>(outcome.bytes)).set("remote", request_.remote);
  if (outcome.device != 0) line.set("device", static_cast<std::int64_t>(outcome.device));
  if (request_.principal) line.set("user", formatId(request_.principal->user));
  core_.services.log.write(line);
}

}  // namespace

void startHttpSession(ServerCore& core, tcp::socket socket) {
  std::make_shared<HttpSession>(core, std::move(socket))->start();
}

}  // namespace pannier::server
