#include "server-stub/net/cookies.h"

#include <algorithm>

#include "core/base/text.h"

namespace pannier::server {

std::string_view findCookie(std::string_view header, std::string_view name) noexcept {
  std::size_t begin = 0;
  while (begin < header.size()) {
    const std::size_t end = std::min(header.find(';', begin), header.size());
    const std::string_view pair = trim(header.substr(begin, end - begin));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return pair.substr(equals + 1);
    }
    begin = end + 1;
  }
  return {};
}

std::string setCookie(std::string_view name, std::string_view value, const CookieOptions& options) {
  std::string text(name);
  text += '=';
  text += value;
  text += "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";
  text += std::to_string(options.maxAgeSeconds);
  if (options.secure) text += "; Secure";
  return text;
}

std::string_view sessionCookieName(bool secure) noexcept {
  return secure ? "__Host-pannier_session" : "pannier_session";
}

}  // namespace pannier::server
