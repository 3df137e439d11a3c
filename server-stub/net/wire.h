#pragma once

#include <string>
#include <string_view>

#include "server-stub/net/message.h"

namespace pannier::server {

/// "HTTP/1.1 200 OK\r\n…\r\n\r\n": status line and headers with Content-Length, Date and
/// Connection. Header names and values with control characters are left out, so that no text can
/// start a header.
std::string formatHead(const Response& response, bool keepAlive, std::int64_t nowMs);

/// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string formatHttpDate(std::int64_t ms);

std::string_view reasonPhrase(int status) noexcept;

/// The client's address: the peer, or the last entry of X-Forwarded-For when a proxy is trusted.
std::string clientAddress(std::string_view peer, std::string_view forwardedFor,
                          bool trustForwarded);

}  // namespace pannier::server
