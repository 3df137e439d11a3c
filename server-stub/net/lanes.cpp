#include <exception>

#include "server-stub/net/asio.ipp"

namespace pannier::server {
namespace {

/// How many requests may wait for a lane. A password takes a good part of a second, so few.
constexpr int maxWaiting(Lane lane) noexcept { return lane == Lane::kPasswords ? 16 : 512; }

Response busy() {
  Response response = errorResponse(503, ErrorCode::kTooLarge,
                                    "The server has too much to do at the moment. Try again soon.");
  response.set("Retry-After", "2");
  return response;
}

/// A handler that throws is a defect of ours (or no memory); the connection gets an answer anyway.
Response guarded(const Handler& handler, const Request& request) noexcept {
  try {
    return handler(request);
  } catch (const std::exception& error) {
    Error internal = makeError(ErrorCode::kInternal, "The server failed to answer this request.");
    internal.detail = error.what();
    return errorResponse(internal);
  }
}

}  // namespace

asio::awaitable<Response> LaneThreads::run(Lane lane, const Handler& handler,
                                           const Request& request) {
  if (lane == Lane::kIo) co_return guarded(handler, request);
  const auto index = static_cast<std::size_t>(lane);
  std::atomic<int>& waiting = waiting_[index];
  if (waiting.fetch_add(1) >= maxWaiting(lane)) {
    waiting.fetch_sub(1);
    co_return busy();
  }
  // The job runs on the lane's thread, then this coroutine goes on where it was.
  auto job = [&handler, &request, &waiting]() -> asio::awaitable<Response> {
    Response response = guarded(handler, request);
    waiting.fetch_sub(1);
    co_return response;
  };
  Response response =
      co_await asio::co_spawn(pools_[index].get_executor(), std::move(job), asio::use_awaitable);
  co_return response;
}

void LaneThreads::join() {
  for (asio::thread_pool& pool : pools_) pool.join();
}

}  // namespace pannier::server
