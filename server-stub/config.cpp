#include "server-stub/config.h"

#include <toml++/toml.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/base/text.h"
#include "server-stub/net/url.h"

namespace pannier::server {
namespace {

constexpr std::size_t kMaxConfigBytes = 256 * 1024;

Error wrong(std::string_view place, const std::string& reason) {
  return makeError(ErrorCode::kInvalidArgument, std::string(place) + " " + reason + ".",
                   std::string(place));
}

/// One settable value: its place in the file, its environment variable and how text changes Config.
struct Setting {
  std::string_view section;
  std::string_view key;
  std::string_view variable;
  Status (*apply)(Config&, std::string_view text, std::string_view place);
};

template <class Number>
Status setNumber(Number& into, std::string_view text, std::string_view place, std::uint64_t low,
                 std::uint64_t high) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high) {
    return wrong(place, "must be a whole number from " + std::to_string(low) + " to " +
                            std::to_string(high) + ", not \"" + std::string(text.substr(0, 40)) +
                            "\"");
  }
  into = static_cast<Number>(value);
  return {};
}

Status setText(std::string& into, std::string_view text, std::string_view place) {
  if (text.size() > 4096) return wrong(place, "is longer than 4,096 bytes");
  into = text;
  return {};
}

Status setFlag(bool& into, std::string_view text, std::string_view place) {
  if (text != "true" && text != "false") return wrong(place, "must be true or false");
  into = text == "true";
  return {};
}

Status setLevel(LogLevel& into, std::string_view text, std::string_view place) {
  if (text == "debug")
    into = LogLevel::kDebug;
  else if (text == "info")
    into = LogLevel::kInfo;
  else if (text == "warn")
    into = LogLevel::kWarn;
  else if (text == "error")
    into = LogLevel::kError;
  else
    return wrong(place, "must be debug, info, warn or error");
  return {};
}

/// Blank-separated origins; from the file they come as an array that was joined by blanks.
Status setOrigins(std::vector<std::string>& into, std::string_view text) {
  into.clear();
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) into.push_back(word);
  return {};
}

constexpr Setting kSettings[] = {
    {"server", "host", "PANNIER_HOST",
     [](Config& c, std::string_view t, std::string_view p) { return setText(c.host, t, p); }},
    {"server", "port", "PANNIER_PORT",
     [](Config& c, std::string_view t, std::string_view p) {
       return setNumber(c.port, t, p, 0, 65535);
     }},
    {"server", "data", "PANNIER_DATA_DIR",
     [](Config& c, std::string_view t, std::string_view p) { return setText(c.data, t, p); }},
    {"server", "web", "PANNIER_WEB",
     [](Config& c, std::string_view t, std::string_view p) { return setText(c.web, t, p); }},
    {"server", "public_url", "PANNIER_PUBLIC_URL",
     [](Config& c, std::string_view t, std::string_view p) { return setText(c.publicUrl, t, p); }},
    {"server", "max_connections", "PANNIER_MAX_CONNECTIONS",
     [](Config& c, std::string_view t, std::string_view p) {
       return setNumber(c.maxConnections, t, p, 1, 100'000);
     }},
    {"server", "trust_forwarded_for", "PANNIER_TRUST_FORWARDED_FOR",
     [](Config& c, std::string_view t, std::string_view p) {
       return setFlag(c.trustForwardedFor, t, p);
     }},
    {"server", "stop_seconds", "PANNIER_STOP_SECONDS",
     [](Config& c, std::string_view t, std::string_view p) {
       return setNumber(c.stopSeconds, t, p, 0, 300);
     }},
    {"auth", "session_days", "PANNIER_SESSION_DAYS",
     [](Config& c, std::string_view t, std::string_view p) {
       return setNumber(c.sessionDays, t, p, 1, 3650);
     }},
    {"auth", "link_minutes", "PANNIER_LINK_MINUTES",
     [](Config& c, std::string_view t, std::string_view p) {
       return setNumber(c.linkMinutes, t, p, 1, 60 * 24 * 30);
     }},
    {"auth", "password_min_length", "PANNIER_PASSWORD_MIN_LENGTH",
     [](Config& c, std::string_view t, std::string_view p) {
       return setNumber(c.passwordMinLength, t, p, 8, 128);
     }},
    {"widget", "allowed_origins", "PANNIER_WIDGET_ORIGINS",
     [](Config& c, std::string_view t, std::string_view) {
       return setOrigins(c.widgetOrigins, t);
     }},
    {"limits", "api_body_bytes", "PANNIER_API_BODY_BYTES",
     [](Config& c, std::string_view t, std::string_view p) {
       return setNumber(c.apiBodyBytes, t, p, 1024, 256u << 20);
     }},
    {"limits", "sync_body_bytes", "PANNIER_SYNC_BODY_BYTES",
     [](Config& c, std::string_view t, std::string_view p) {
       return setNumber(c.syncBodyBytes, t, p, 65536, 64u << 20);
     }},
    {"log", "level", "PANNIER_LOG_LEVEL",
     [](Config& c, std::string_view t, std::string_view p) { return setLevel(c.logLevel, t, p); }},
};

std::string placeOf(std::string_view source, const toml::node& node, std::string_view path) {
  return std::string(source) + " line " + std::to_string(node.source().begin.line) + ": " +
         std::string(path);
}

/// A TOML value as the text the setters take.
Result<std::string> textOf(const toml::node& node, std::string_view place) {
  if (const auto* text = node.as_string()) return std::string(text->get());
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* flag = node.as_boolean()) return std::string(flag->get() ? "true" : "false");
  if (const auto* list = node.as_array()) {
    std::string joined;
    for (const auto& element : *list) {
      const auto* text = element.as_string();
      if (text == nullptr) return wrong(place, "must be a list of texts");
      joined += text->get() + " ";
    }
    return joined;
  }
  return wrong(place, "has a type that no setting takes");
}

Status applySection(Config& config, const std::string& section, const toml::table& table,
                    std::string_view source) {
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    const std::string place = placeOf(source, node, section + "." + name);
    const Setting* found = nullptr;
    for (const Setting& setting : kSettings) {
      if (setting.section == section && setting.key == name) found = &setting;
    }
    if (found == nullptr) return wrong(place, "is not a setting of this server");
    const bool wantsList = found->key == "allowed_origins";
    if (wantsList != node.is_array()) {
      return wrong(place, wantsList ? "must be a list of texts" : "must be one value, not a list");
    }
    PANNIER_ASSIGN(const std::string text, textOf(node, place));
    PANNIER_TRY(found->apply(config, text, place));
  }
  return {};
}

Result<toml::table> parseToml(std::string_view text, std::string_view source) {
  try {
    return toml::parse(text, source);
  } catch (const toml::parse_error& error) {
    return makeError(ErrorCode::kParse, std::string(source) + " line " +
                                            std::to_string(error.source().begin.line) + " column " +
                                            std::to_string(error.source().begin.column) + ": " +
                                            std::string(error.description()) + ".");
  }
}

}  // namespace

std::string Config::baseUrl() const {
  if (!publicUrl.empty()) return publicUrl;
  std::string shown = host;
  if (shown == "0.0.0.0" || shown == "::") shown = "localhost";
  if (shown.find(':') != std::string::npos) shown = "[" + shown + "]";
  return "http://" + shown + ":" + std::to_string(port);
}

EnvironmentReader processEnvironment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
}

Result<Config> parseConfig(std::string_view toml, std::string_view sourceName,
                           const EnvironmentReader& environment) {
  Config config;
  PANNIER_ASSIGN(const toml::table root, parseToml(toml, sourceName));
  for (const auto& [key, node] : root) {
    const std::string section(key.str());
    const auto* table = node.as_table();
    if (table == nullptr) {
      return wrong(placeOf(sourceName, node, section), "stands outside of a [section]");
    }
    PANNIER_TRY(applySection(config, section, *table, sourceName));
  }
  for (const Setting& setting : kSettings) {
    const std::string name(setting.variable);
    if (const auto value = environment(name)) PANNIER_TRY(setting.apply(config, *value, name));
  }
  PANNIER_TRY(checkConfig(config));
  return config;
}

Result<Config> loadConfig(const std::string& path, const EnvironmentReader& environment) {
  if (path.empty()) return parseConfig("", "configuration", environment);
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return makeError(ErrorCode::kNotFound, "The configuration file " + path + " cannot be read.");
  }
  std::string text(kMaxConfigBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMaxConfigBytes) {
    return makeError(ErrorCode::kTooLarge, "The configuration file " + path + " is over 256 kB.");
  }
  return parseConfig(text, path, environment);
}

Status checkConfig(Config& config) {
  if (!isHostHeader(config.host) && config.host.find(':') == std::string::npos) {
    return wrong("server.host", "must be an address, not \"" + config.host + "\"");
  }
  if (config.data.empty()) return wrong("server.data", "must name a folder");
  if (!config.publicUrl.empty()) {
    const auto origin = originOf(config.publicUrl);
    if (!origin)
      return wrong("server.public_url", "must begin with http:// or https:// and a host");
    config.publicUrl = *origin;
  }
  for (std::string& origin : config.widgetOrigins) {
    const bool anyPort = origin.size() > 2 && origin.substr(origin.size() - 2) == ":*";
    const auto parsed = originOf(anyPort ? origin.substr(0, origin.size() - 2) : origin);
    if (!parsed) {
      return wrong("widget.allowed_origins",
                   "holds \"" + origin + "\", which is not an origin such as https://shop.example");
    }
    origin = *parsed + (anyPort ? ":*" : "");
  }
  return {};
}

}  // namespace pannier::server
