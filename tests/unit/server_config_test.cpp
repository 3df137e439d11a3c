#include <catch2/catch.hpp>
#include <map>

#include "server-stub/config.h"

using namespace pannier;
using namespace pannier::server;

namespace {

EnvironmentReader variables(std::map<std::string, std::string> values = {}) {
  return [values = std::move(values)](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  };
}

std::string messageOf(std::string_view toml) {
  const auto config = parseConfig(toml, "test.toml", variables());
  return config ? "" : config.error().message;
}

}  // namespace

TEST_CASE("no configuration at all serves ./data on the local address") {
  const auto config = parseConfig("", "none", variables());
  REQUIRE(config.ok());
  CHECK(config->baseUrl() == "http://127.0.0.1:8787");
  CHECK(config->data == "data");
  CHECK_FALSE(config->secure());
  CHECK(config->widgetOrigins ==
        std::vector<std::string>{"http://localhost:*", "http://127.0.0.1:*"});
}

TEST_CASE("the environment overrides the file") {
  const auto config = parseConfig(
      "[server]\nport = 9000\ndata = 'shop'\npublic_url = "
      "'https://CRM.example/'\n[log]\nlevel='warn'\n",
      "test.toml",
      variables({{"PANNIER_PORT", "9001"},
                 {"PANNIER_WIDGET_ORIGINS", "https://a.example http://b.example:*"}}));
  REQUIRE(config.ok());
  CHECK(config->port == 9001);
  CHECK(config->data == "shop");
  CHECK(config->publicUrl == "https://crm.example");
  CHECK(config->secure());
  CHECK(config->logLevel == LogLevel::kWarn);
  CHECK(config->widgetOrigins ==
        std::vector<std::string>{"https://a.example", "http://b.example:*"});
}

TEST_CASE("a mistake in the configuration is named with its line") {
  CHECK(messageOf("[server]\n\nprot = 1\n") ==
        "test.toml line 3: server.prot is not a setting of this server.");
  CHECK(messageOf("[serve]\nport = 1\n") ==
        "test.toml line 2: serve.port is not a setting of this server.");
  CHECK_THAT(messageOf("[server]\nport = -1\n"),
             Catch::Contains("line 2: server.port must be a whole number"));
  CHECK_THAT(messageOf("[server]\nport = 1.5\n"),
             Catch::Contains("has a type that no setting takes"));
  CHECK_THAT(messageOf("[server]\nport = [1]\n"), Catch::Contains("must be one value, not a list"));
  CHECK_THAT(messageOf("[widget]\nallowed_origins = [1]\n"),
             Catch::Contains("must be a list of texts"));
  CHECK_THAT(messageOf("[widget]\nallowed_origins = ['*']\n"), Catch::Contains("not an origin"));
  CHECK_THAT(messageOf("port = 1\n"), Catch::Contains("outside of a [section]"));
  CHECK_THAT(messageOf("[server\n"), Catch::Contains("test.toml line 1"));
  CHECK_THAT(messageOf("[server]\nhost = 'a b'\n"),
             Catch::Contains("server.host must be an address"));
  CHECK_THAT(messageOf("[server]\npublic_url = 'crm.example'\n"),
             Catch::Contains("must begin with http"));
  CHECK_THAT(messageOf("[log]\nlevel = 'loud'\n"),
             Catch::Contains("must be debug, info, warn or error"));
}

TEST_CASE("a wrong environment variable is named") {
  const auto config = parseConfig("", "none", variables({{"PANNIER_PORT", "80x"}}));
  REQUIRE_FALSE(config.ok());
  CHECK_THAT(config.error().message, Catch::StartsWith("PANNIER_PORT must be a whole number"));
}
