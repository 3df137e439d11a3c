#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pannier::server {

/// A request target split at '?'; both parts as they were sent (still percent-encoded).
struct Target {
  std::string_view path;
  std::string_view query;
};
Target splitTarget(std::string_view target) noexcept;

/// Decodes %XX. nullopt for a broken escape, a NUL, a control character or invalid UTF-8.
std::optional<std::string> percentDecode(std::string_view text);

/// Turns the path of a URL into a path relative to a folder: "/a/b.js" → "a/b.js". nullopt when it
/// could leave the folder or name something hidden: segments "..", ".", "" (except a last one),
/// names that begin with '.', backslashes, or more than 1,024 bytes.
std::optional<std::string> safeRelativePath(std::string_view urlPath);

/// The origin a URL or an Origin header names, in lower case and without a default port:
/// "https://Shop.example:443/x" → "https://shop.example". nullopt when it is not http(s).
std::optional<std::string> originOf(std::string_view url);

/// True for "host" or "host:port" made of letters, digits, '.', '-', '_' or a bracketed IPv6
/// address.
bool isHostHeader(std::string_view text) noexcept;

/// True when `origin` (as from originOf) is covered by `pattern`: an origin, or an origin whose
/// port is '*' ("http://localhost:*", any port and none).
bool originMatches(std::string_view origin, std::string_view pattern);

}  // namespace pannier::server
