#include "core/base/json.h"
#include "server-stub/auth/origin_check.h"
#include "server-stub/net/asio.ipp"
#include "server-stub/net/wire.h"

namespace pannier::server {
namespace {

namespace websocket = beast::websocket;
using std::chrono::seconds;

constexpr std::size_t kMaxMessageBytes = 64 * 1024;
constexpr auto kTicketLimit = seconds(10);
constexpr auto kPingEvery = seconds(25);  ///< Beast pings at half of the idle timeout
constexpr int kMaxMessagesPerMinute = 120;

Request asRequest(const http::request<http::empty_body>& upgrade, const std::string& remote) {
  Request request;
  request.method = "GET";
  request.remote = remote;
  for (const auto& field : upgrade) {
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  return request;
}

/// One WebSocket: a ticket in, then pokes out. Only the newest head waits to be sent, so a slow
/// client costs no memory. All members run on the connection's strand except those of PokeListener.
class WebSocketSession : public std::enable_shared_from_this<WebSocketSession>,
                         public PokeListener,
                         public Stoppable {
 public:
  WebSocketSession(ServerCore& core, Stream stream)
      : core_(core), socket_(std::move(stream)), open_(core, *this) {}

  ~WebSocketSession() override {
    if (signedIn_) --core_.services.metrics.websockets;
  }

  asio::awaitable<void> run(http::request<http::empty_body> upgrade);

  void headMoved(std::int64_t head) override {
    onStrand([head](WebSocketSession& self) {
      self.wanted_ = head;
      self.wake();
    });
  }
  void close(std::string_view reason) override {
    onStrand([text = std::string(reason)](WebSocketSession& self) {
      self.closeReason_ = text;
      // Before the ticket came there is nobody to say goodbye to.
      if (!self.ready_) beast::get_lowest_layer(self.socket_).cancel();
      self.wake();
    });
  }
  void finish() override { close("server stops"); }

 private:
  template <class Action>
  void onStrand(Action action) {
    asio::post(socket_.get_executor(), [weak = weak_from_this(), action = std::move(action)] {
      if (const auto self = weak.lock()) action(*self);
    });
  }
  asio::awaitable<bool> signIn();
  asio::awaitable<void> readUntilClosed();
  asio::awaitable<void> writePending();
  asio::awaitable<void> refuse(const char* reason);
  void wake();

  ServerCore& core_;
  websocket::stream<Stream> socket_;
  OpenConnection open_;
  beast::flat_buffer buffer_{kMaxMessageBytes};
  std::int64_t wanted_ = 0;
  std::int64_t sent_ = -1;
  std::string closeReason_;
  bool writing_ = false;
  bool ready_ = false;
  bool signedIn_ = false;
};

/// Starts the writer unless it is at work; it takes the newest state when it gets to it.
void WebSocketSession::wake() {
  if (writing_ || !ready_) return;
  writing_ = true;
  asio::co_spawn(
      socket_.get_executor(), [self = shared_from_this()] { return self->writePending(); },
      reportFailure(core_, "websocket_failed"));
}

asio::awaitable<void> WebSocketSession::writePending() {
  while (closeReason_.empty() && signedIn_ && wanted_ != sent_) {
    const std::int64_t head = wanted_;
    const std::string text = "{\"type\":\"poke\",\"head\":" + std::to_string(head) + "}";
    const auto [error, size] = co_await socket_.async_write(asio::buffer(text), kAwait);
    if (error) co_return;  // the reader sees the end, too; nothing may be written any more
    sent_ = head;
    ++core_.services.metrics.pokesSent;
  }
  if (!closeReason_.empty()) {
    websocket::close_reason reason(closeReason_ == "server stops"
                                       ? websocket::close_code::going_away
                                       : websocket::close_code::policy_error,
                                   closeReason_);
    co_await socket_.async_close(reason, kAwait);
    co_return;
  }
  writing_ = false;
}

asio::awaitable<void> WebSocketSession::refuse(const char* reason) {
  co_await socket_.async_close(websocket::close_reason(websocket::close_code::policy_error, reason),
                               kAwait);
}

asio::awaitable<void> WebSocketSession::run(http::request<http::empty_body> upgrade) {
  beast::get_lowest_layer(socket_).expires_never();  // the WebSocket has timers of its own
  websocket::stream_base::timeout limits{};
  limits.handshake_timeout = seconds(10);
  limits.idle_timeout = 2 * kPingEvery;
  limits.keep_alive_pings = true;
  socket_.set_option(limits);
  socket_.read_message_max(kMaxMessageBytes);
  const auto [error] = co_await socket_.async_accept(upgrade, kAwait);
  if (error) co_return;
  const bool admitted = co_await signIn();
  if (admitted) co_await readUntilClosed();
}

asio::awaitable<bool> WebSocketSession::signIn() {
  // A client that never sends its ticket is closed; the timer goes when the message comes.
  asio::steady_timer limit(socket_.get_executor(), kTicketLimit);
  limit.async_wait([weak = weak_from_this()](const beast::error_code& error) {
    const auto self = weak.lock();
    if (!error && self) beast::get_lowest_layer(self->socket_).cancel();
  });
  const auto [error, size] = co_await socket_.async_read(buffer_, kAwait);
  limit.cancel();
  if (error) co_return false;
  const std::string text = beast::buffers_to_string(buffer_.data());
  buffer_.consume(buffer_.size());
  json::Limits bounds;
  bounds.maxBytes = 1024;
  bounds.maxDepth = 4;
  const auto message = json::parse(text, bounds);
  const auto ticket = message && message->view().isObject()
                          ? message->view().find("ticket").stringOr("")
                          : std::string_view();
  const auto grant = core_.services.tickets.redeem(ticket);
  if (!grant) {
    co_await refuse("the ticket is not valid");
    co_return false;
  }
  signedIn_ = true;
  ready_ = true;
  ++core_.services.metrics.websockets;
  socket_.text(true);
  core_.services.pokes.subscribe(grant->session, grant->device, weak_from_this());
  // Where the shop stands now, so that the client knows whether it missed something.
  wanted_ = std::max(wanted_, core_.services.metrics.headSequence.load());
  wake();
  co_return true;
}

/// The client has nothing to say, but reading is what answers pings and sees the end. Its messages
/// only count as signs of life, and not too many of them.
asio::awaitable<void> WebSocketSession::readUntilClosed() {
  auto windowEnds = Clock::now() + seconds(60);
  int messages = 0;
  for (;;) {
    const auto [error, size] = co_await socket_.async_read(buffer_, kAwait);
    if (error) co_return;
    buffer_.consume(buffer_.size());
    if (Clock::now() > windowEnds) {
      windowEnds = Clock::now() + seconds(60);
      messages = 0;
    }
    if (++messages > kMaxMessagesPerMinute) {
      closeReason_ = "too many messages";
      wake();
    }
  }
}

asio::awaitable<void> runWebSocket(ServerCore& core, Stream stream,
                                   http::request<http::empty_body> upgrade, std::string remote) {
  const Request request = asRequest(upgrade, remote);
  // Browsers always send Origin with a WebSocket; without it a script is at work, which needs a
  // ticket all the same.
  if (originOfRequest(request, core.services.config.publicUrl) == RequestOrigin::kOtherPage) {
    const Response forbidden =
        errorResponse(403, ErrorCode::kPermission, "Another site's page may not connect here.");
    const std::string refusal =
        formatHead(forbidden, false, core.services.environment.nowMs()) + forbidden.body;
    stream.expires_after(seconds(5));
    co_await stream.async_write_some(asio::buffer(refusal), kAwait);
    co_return;
  }
  const auto session = std::make_shared<WebSocketSession>(core, std::move(stream));
  const auto begin = Clock::now();
  co_await session->run(std::move(upgrade));
  const auto lasted = std::chrono::duration_cast<seconds>(Clock::now() - begin).count();
  core.services.log.write(LogLine(LogLevel::kInfo, "websocket_closed")
                              .set("remote", remote)
                              .set("seconds", static_cast<std::int64_t>(lasted)));
}

}  // namespace

void startWebSocket(ServerCore& core, Stream stream, http::request<http::empty_body> upgrade,
                    std::string remote) {
  const auto executor = stream.get_executor();
  asio::co_spawn(executor,
                 runWebSocket(core, std::move(stream), std::move(upgrade), std::move(remote)),
                 reportFailure(core, "websocket_failed"));
}

}  // namespace pannier::server
