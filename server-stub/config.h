#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace pannier::server {

enum class LogLevel { kDebug, kInfo, kWarn, kError };

/// Everything an operator can set. The defaults serve a shop from ./data on 127.0.0.1:8787.
struct Config {
  // [server]
  std::string host = "127.0.0.1";
  std::uint16_t port = 8787;  ///< 0 = any free port; the log line "listening" names it
  std::string data = "data";  ///< folder of the shop
  std::string web;            ///< folder of the built web app; empty = look beside the binary
  std::string publicUrl;      ///< how browsers reach the server; empty = http://host:port
  std::uint32_t maxConnections = 6000;
  bool trustForwardedFor =
      false;                      ///< take the client address from X-Forwarded-For (behind a proxy)
  std::uint32_t stopSeconds = 4;  ///< how long running requests may finish after SIGTERM

  // [auth]
  std::uint32_t sessionDays = 30;  ///< a browser session ends after this long without a request
  std::uint32_t linkMinutes = 60;  ///< life of a sign-in link
  std::uint32_t passwordMinLength = 10;

  // [widget]
  std::vector<std::string> widgetOrigins = {"http://localhost:*", "http://127.0.0.1:*"};

  // [limits], bytes
  std::uint64_t apiBodyBytes = 8u << 20;
  std::uint64_t syncBodyBytes = 4u << 20;

  // [log]
  LogLevel logLevel = LogLevel::kInfo;

  /// True when browsers come over HTTPS, so that cookies must be Secure.
  [[nodiscard]] bool secure() const noexcept { return publicUrl.rfind("https://", 0) == 0; }
  /// publicUrl, or http://host:port when none is set.
  [[nodiscard]] std::string baseUrl() const;
};

/// Reads an environment variable; nullopt when unset.
using EnvironmentReader = std::function<std::optional<std::string>(const std::string& name)>;

/// The process's own environment.
EnvironmentReader processEnvironment();

/// Defaults, then the TOML text, then PANNIER_* variables. An unknown key, a wrong type or a value
/// out of bounds is an error that names the place. `sourceName` is used in messages.
Result<Config> parseConfig(std::string_view toml, std::string_view sourceName,
                           const EnvironmentReader& environment);

/// Like parseConfig with the text of `path`; an empty path means no file.
Result<Config> loadConfig(const std::string& path, const EnvironmentReader& environment);

/// Checks what a command line option may have changed afterwards.
Status checkConfig(Config& config);

}  // namespace pannier::server
