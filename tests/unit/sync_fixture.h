#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/storage/schema.h"
#include "core/storage/writer.h"
#include "sync/authority.h"
#include "sync/client_schema.h"
#include "sync/client_session.h"
#include "sync/client_state.h"
#include "sync/frame.h"

/// A server and its devices in memory, for tests of sync: no network, a clock that stands still
/// unless told.
namespace pannier::sync_test {

using registry::EntityNo;

struct Place {
  std::int64_t nowMs = 1'800'000'000'000;
  std::uint8_t seed = 0;
  Environment environment{[this] { return nowMs; },
                          [this](std::span<std::uint8_t> bytes) {
                            for (auto& byte : bytes) byte = ++seed;
                          }};
  IdSource ids{environment};
  std::unique_ptr<Database> database = open();
  RowStore rows{*database, {}};

  Place() = default;
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  static std::unique_ptr<Database> open() {
    OpenOptions options;
    options.exclusive = true;
    auto opened = Database::open(":memory:", options);
    REQUIRE(opened.ok());
    auto database = std::make_unique<Database>(std::move(opened).value());
    REQUIRE(schema::migrate(*database).ok());
    REQUIRE(sync::createClientSchema(*database).ok());
    return database;
  }
  std::int64_t count(const std::string& sql) {
    auto result = database->integer(sql, -1);
    REQUIRE(result.ok());
    return *result;
  }
  std::string text(const std::string& sql) {
    Rows found = database->query(sql);
    std::string value = found.next() ? std::string(found.text(0)) : std::string("(no row)");
    REQUIRE(found.status().ok());
    return value;
  }
  StoredRow row(EntityNo entity, const Id& id) {
    auto found = rows.read(registry::entity(entity), id);
    REQUIRE(found.ok());
    REQUIRE(found->has_value());
    return **found;
  }
  std::string field(EntityNo entity, const Id& id, std::string_view name) {
    const StoredRow stored = row(entity, id);
    const Value& value = stored.field(registry::entity(entity), name);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
    return "";
  }
};

struct Server : Place {
  sync::Authority authority{*database, environment};
  Server() { REQUIRE(authority.open(rows).ok()); }
  Status patch(EntityNo entity, const Id& id, const NamedValues& values) {
    Writer writer(rows, authority, ids, environment);
    PANNIER_TRY(writer.patch(entity, id, values));
    auto committed = writer.commit();
    return committed ? Status{} : Status(committed.error());
  }
  Id create(EntityNo entity, const NamedValues& values) {
    Writer writer(rows, authority, ids, environment);
    auto id = writer.create(entity, values);
    REQUIRE(id.ok());
    REQUIRE(writer.commit().ok());
    return *id;
  }
};

struct Device : Place {
  Server& server;
  sync::Outbox outbox{environment};
  sync::ClientSession session{rows, outbox, environment};
  sync::SyncCaller caller;
  std::vector<sync::Instruction> seen;

  explicit Device(Server& at, std::string user = "anna@shop", bool isAdmin = true) : server(at) {
    seed = static_cast<std::uint8_t>(user[0]);
    auto number = server.authority.enrolDevice(user, "test");
    REQUIRE(number.ok());
    caller = {*number, std::move(user), isAdmin};
    sync::ClientState state(*database);
    const auto epoch = server.authority.epoch();
    REQUIRE(state.set(sync::ClientState::kEpoch, std::string_view(*epoch)).ok());
    REQUIRE(session.attachSnapshot(*number, *epoch).ok());
  }

  Id create(EntityNo entity, const NamedValues& values) {
    Writer writer(rows, outbox, ids, environment);
    auto id = writer.create(entity, values);
    REQUIRE(id.ok());
    REQUIRE(writer.commit().ok());
    return *id;
  }
  void patch(EntityNo entity, const Id& id, const NamedValues& values,
             std::optional<std::int64_t> base = {}, bool coalesce = false) {
    Writer writer(rows, outbox, ids, environment);
    writer.setCoalesce(coalesce);
    REQUIRE(writer.patch(entity, id, values, base).ok());
    REQUIRE(writer.commit().ok());
  }
  void remove(EntityNo entity, const Id& id) {
    Writer writer(rows, outbox, ids, environment);
    REQUIRE(writer.remove(entity, id).ok());
    REQUIRE(writer.commit().ok());
  }
  void restore(EntityNo entity, const Id& id) {
    Writer writer(rows, outbox, ids, environment);
    REQUIRE(writer.restore(entity, id).ok());
    REQUIRE(writer.commit().ok());
  }

  /// Answers every Post of the session at once until it rests.
  void sync() { pump(session.start()); }
  void pump(sync::Instructions instructions) {
    for (int rounds = 0; rounds < 200; ++rounds) {
      std::optional<std::vector<std::uint8_t>> post;
      for (auto& each : instructions) {
        if (auto* out = std::get_if<sync::Post>(&each))
          post = std::move(out->bytes);
        else
          seen.push_back(each);
      }
      if (!post) return;
      auto answer = server.authority.exchange(*post, caller);
      REQUIRE(answer.ok());
      instructions = session.response(answer->frames);
    }
    FAIL("the session does not come to rest");
  }
  std::vector<std::uint8_t> firstPost() {
    for (auto& each : session.start()) {
      if (auto* out = std::get_if<sync::Post>(&each)) return out->bytes;
    }
    FAIL("nothing was posted");
    return {};
  }
  template <class T>
  bool saw() const {
    for (const auto& each : seen) {
      if (std::holds_alternative<T>(each)) return true;
    }
    return false;
  }
};

inline Value text(std::string value) { return Value{std::move(value)}; }
inline Value integer(std::int64_t value) { return Value{value}; }

}  // namespace pannier::sync_test
