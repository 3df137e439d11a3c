#pragma once

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "core/api/commands.h"
#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/storage/database.h"

namespace pannier {

/// The CRM on one database: dispatches commands. Not thread safe; `environment`, `database` and
/// `sink` outlive it.
class Core {
 public:
  struct Options {
    api::Caller caller;
    ChangeSink* sink =
        nullptr;  ///< where captured changes go; null: nowhere (a database without sync)
  };

  /// Brings the schema up to date (storage/schema.h) and registers all commands. Errors:
  /// kUnsupported for a file of a newer version, kStorage.
  static Result<std::unique_ptr<Core>> open(Database& database, const Environment& environment,
                                            Options options);
  ~Core();

  struct Outcome {
    bool ok = false;
    std::string json;  ///< the result, or the error object, as JSON text
    std::set<registry::EntityNo> changed;
    std::optional<std::int64_t> transaction;
  };

  Outcome call(std::string_view command, std::string_view parametersJson);
  Outcome callAs(const api::Caller& caller, std::string_view command,
                 std::string_view parametersJson);
  /// The same as one JSON text: {"result":…,"changed":["customer"],"transaction":12} or
  /// {"error":{"code":…,"message":…}}.
  std::string callEnvelope(std::string_view command, std::string_view parametersJson);
  /// The next bytes of a running import (import.start … import.feed). Same envelope.
  std::string feedEnvelope(std::int64_t job, std::span<const std::uint8_t> bytes, bool last);

  [[nodiscard]] RowStore& rows() noexcept;
  [[nodiscard]] Database& database() noexcept;
  [[nodiscard]] IdSource& ids() noexcept;
  [[nodiscard]] const Environment& environment() const noexcept;
  [[nodiscard]] const api::CommandRegistry& commands() const noexcept;
  /// For modules above core (sync) to add theirs.
  [[nodiscard]] api::CommandRegistry& commandsMutable() noexcept;

 private:
  struct Parts;
  explicit Core(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// {"code":…,"message":…,"field":…,"position":…,"length":…,"detail":…}; absent members are left
/// out.
json::Value errorToJson(const Error& error);
std::string envelopeOf(const Core::Outcome& outcome);

}  // namespace pannier
