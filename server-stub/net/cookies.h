#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pannier::server {

/// The value of the named cookie in a Cookie header; empty when absent. When a name comes twice the
/// first one counts (RFC 6265: the more specific path is sent first).
std::string_view findCookie(std::string_view header, std::string_view name) noexcept;

struct CookieOptions {
  std::int64_t maxAgeSeconds = 0;  ///< 0 deletes the cookie
  bool secure = false;             ///< only over HTTPS
};

/// A Set-Cookie value for a secret: HttpOnly, SameSite=Strict, Path=/. `value` must be made of
/// cookie-safe characters (ours are base64url).
std::string setCookie(std::string_view name, std::string_view value, const CookieOptions& options);

/// Name of the session cookie. With HTTPS the "__Host-" prefix makes the browser insist on Secure,
/// Path=/ and no Domain.
std::string_view sessionCookieName(bool secure) noexcept;

}  // namespace pannier::server
