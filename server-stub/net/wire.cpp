#include "server-stub/net/wire.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "core/base/text.h"

namespace pannier::server {
namespace {

bool isHeaderSafe(std::string_view text) noexcept {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

void line(std::string& head, std::string_view name, std::string_view value) {
  if (isHeaderSafe(name) && isHeaderSafe(value)) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}

/// These never have a body, and then no Content-Length either (RFC 9110 8.6).
bool hasNoBody(int status) noexcept { return status == 204 || status == 304 || status < 200; }

}  // namespace

std::string_view reasonPhrase(int status) noexcept {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 426:
      return "Upgrade Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 507:
      return "Insufficient Storage";
    default:
      return "Status";
  }
}

std::string formatHttpDate(std::int64_t ms) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = static_cast<std::time_t>(ms / 1000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];
  const int length = std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                   kDays[utc.tm_wday], utc.tm_mday, kMonths[utc.tm_mon],
                                   utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
  return std::string(text, static_cast<std::size_t>(length));
}

std::string formatHead(const Response& response, bool keepAlive, std::int64_t nowMs) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head.append(reasonPhrase(response.status)).append("\r\n");
  line(head, "Date", formatHttpDate(nowMs));
  for (const auto& [name, value] : response.headers) line(head, name, value);
  if (!hasNoBody(response.status)) {
    line(head, "Content-Length", std::to_string(response.bodySize()));
  }
  line(head, "Connection", keepAlive ? "keep-alive" : "close");
  head += "\r\n";
  return head;
}

std::string clientAddress(std::string_view peer, std::string_view forwardedFor,
                          bool trustForwarded) {
  if (trustForwarded && !forwardedFor.empty()) {
    const auto comma = forwardedFor.rfind(',');
    const std::string_view last =
        trim(comma == std::string_view::npos ? forwardedFor : forwardedFor.substr(comma + 1));
    if (!last.empty() && last.size() <= 64) return repairUtf8(last);
  }
  return std::string(peer);
}

}  // namespace pannier::server
