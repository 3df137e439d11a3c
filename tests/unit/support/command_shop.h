#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "core/api/core.h"
#include "core/base/json.h"
#include "tests/unit/support/memory_shop.h"

namespace pannier::test {

/// A shop in memory with all commands. Ask with call() what must succeed and with fail() what must
/// not.
struct CommandShop : MemoryShop {
  std::unique_ptr<Core> core;
  std::int64_t lastTransaction = 0;

  CommandShop() {
    api::Caller caller;
    caller.user = "admin@shop.example";
    auto opened = Core::open(database, world.environment, {caller, &sink});
    REQUIRE(opened.ok());
    core = std::move(opened).value();
  }

  json::Value call(std::string_view command, const std::string& parameters = "{}") {
    Core::Outcome outcome = core->call(command, parameters);
    INFO(command << " " << parameters << " -> " << outcome.json);
    REQUIRE(outcome.ok);
    if (outcome.transaction) lastTransaction = *outcome.transaction;
    return parsed(outcome.json);
  }

  /// The error object.
  json::Value fail(std::string_view command, const std::string& parameters = "{}") {
    Core::Outcome outcome = core->call(command, parameters);
    INFO(command << " " << parameters << " -> " << outcome.json);
    REQUIRE_FALSE(outcome.ok);
    return parsed(outcome.json);
  }

  static json::Value parsed(const std::string& text) {
    auto value = json::parse(text);
    REQUIRE(value.ok());
    return std::move(value).value();
  }
};

/// "id":"…" of a result.
inline std::string idOf(const json::Value& result, std::string_view name = "id") {
  return std::string(result.view().find(name).stringOr(""));
}

}  // namespace pannier::test
