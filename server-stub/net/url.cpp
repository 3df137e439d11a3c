#include "server-stub/net/url.h"

#include <algorithm>

#include "core/base/text.h"

namespace pannier::server {
namespace {

constexpr std::size_t kMaxPathBytes = 1024;

int hexValue(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool isAlnum(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isPort(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isIpv6Literal(std::string_view text) noexcept {
  return text.size() >= 2 && std::all_of(text.begin(), text.end(), [](char c) {
           return hexValue(c) >= 0 || c == ':' || c == '.';
         });
}

}  // namespace

Target splitTarget(std::string_view target) noexcept {
  const auto question = target.find('?');
  if (question == std::string_view::npos) return {target, {}};
  return {target.substr(0, question), target.substr(question + 1)};
}

std::optional<std::string> percentDecode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hexValue(text[i + 1]);
      const int low = hexValue(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) return std::nullopt;
    out += c;
  }
  if (!isUtf8(out)) return std::nullopt;
  return out;
}

std::optional<std::string> safeRelativePath(std::string_view urlPath) {
  if (urlPath.empty() || urlPath.front() != '/' || urlPath.size() > kMaxPathBytes) {
    return std::nullopt;
  }
  auto decoded = percentDecode(urlPath.substr(1));
  if (!decoded || decoded->find('\\') != std::string::npos) return std::nullopt;
  const std::string_view path = *decoded;
  std::size_t begin = 0;
  while (begin < path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    if (segment.empty() || segment.front() == '.') return std::nullopt;
    begin = end + 1;
  }
  return decoded;
}

bool isHostHeader(std::string_view text) noexcept {
  if (text.empty() || text.size() > 255) return false;
  if (text.front() == '[') {
    const auto close = text.find(']');
    if (close == std::string_view::npos || !isIpv6Literal(text.substr(1, close - 1))) return false;
    const std::string_view rest = text.substr(close + 1);
    return rest.empty() || (rest.front() == ':' && isPort(rest.substr(1)));
  }
  const auto colon = text.find(':');
  const std::string_view host = text.substr(0, colon);
  if (colon != std::string_view::npos && !isPort(text.substr(colon + 1))) return false;
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return isAlnum(c) || c == '.' || c == '-' || c == '_';
  });
}

std::optional<std::string> originOf(std::string_view url) {
  std::string text = asciiLower(trim(url));
  const bool secure = text.rfind("https://", 0) == 0;
  if (!secure && text.rfind("http://", 0) != 0) return std::nullopt;
  const std::size_t hostBegin = secure ? 8 : 7;
  const std::size_t hostEnd = std::min(text.find_first_of("/?#", hostBegin), text.size());
  std::string host = text.substr(hostBegin, hostEnd - hostBegin);
  if (!isHostHeader(host)) return std::nullopt;
  const std::string_view defaultPort = secure ? ":443" : ":80";
  if (host.size() > defaultPort.size() &&
      std::string_view(host).substr(host.size() - defaultPort.size()) == defaultPort) {
    host.resize(host.size() - defaultPort.size());
  }
  return (secure ? "https://" : "http://") + host;
}

bool originMatches(std::string_view origin, std::string_view pattern) {
  if (pattern.size() < 2 || pattern.substr(pattern.size() - 2) != ":*") return origin == pattern;
  const std::string_view stem = pattern.substr(0, pattern.size() - 2);
  if (origin.substr(0, stem.size()) != stem) return false;
  const std::string_view rest = origin.substr(stem.size());
  return rest.empty() || (rest.front() == ':' && isPort(rest.substr(1)));
}

}  // namespace pannier::server
