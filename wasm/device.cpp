#include "wasm/device.h"

#include <utility>

#include "sync/client_schema.h"
#include "sync/sync_commands.h"

namespace pannier::wasm {
namespace {

constexpr const char* kTableAt =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY rootpage "
    "LIMIT 1 OFFSET ?";

}  // namespace

Device::Device(Database database, const Environment& environment)
    : database_(std::move(database)), outbox_(environment), log_(outbox_) {}

Result<std::unique_ptr<Device>> Device::open(const std::string& path, std::string user,
                                             const Environment& environment) {
  PANNIER_ASSIGN(Database database, Database::open(path, {.exclusive = true}));
  std::unique_ptr<Device> device(new Device(std::move(database), environment));
  PANNIER_TRY(device->start(std::move(user), environment));
  return device;
}

Status Device::start(std::string user, const Environment& environment) {
  Core::Options options;
  options.caller.user = std::move(user);
  options.sink = &log_;
  PANNIER_ASSIGN(core_, Core::open(database_, environment, std::move(options)));
  PANNIER_TRY(sync::createClientSchema(database_));
  PANNIER_TRY(RequestLog::prepare(database_));
  session_ = std::make_unique<sync::ClientSession>(core_->rows(), outbox_, environment);
  sync::registerSyncCommands(core_->commandsMutable(), *session_);
  return {};
}

Core::Outcome Device::call(std::string_view requestId, std::string_view command,
                           std::string_view parameters) {
  log_.begin(requestId);
  Core::Outcome outcome = core_->call(command, parameters);
  log_.begin({});
  return outcome;
}

std::string Device::feed(std::int64_t job, std::span<const std::uint8_t> bytes, bool last) {
  return core_->feedEnvelope(job, bytes, last);
}

Result<std::string> Device::repeat(std::string_view requestId) {
  PANNIER_ASSIGN(auto found, RequestLog::envelopeOf(database_, requestId));
  return found.value_or(std::string());
}

Result<bool> Device::check(std::int64_t step) {
  std::string table;
  {
    Rows tables = database_.query(kTableAt, step);
    if (!tables.next()) {
      PANNIER_TRY(tables.status());
      return false;
    }
    table = tables.text(0);
  }
  std::string quoted;
  for (const char c : table) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  Rows rows = database_.query("PRAGMA quick_check('" + quoted + "')");
  if (rows.next() && rows.text(0) != "ok") {
    Error damaged = makeError(ErrorCode::kStorage, "The database file is damaged.");
    damaged.detail = "SQLite 11: quick_check of " + table + ": " + std::string(rows.text(0));
    return damaged;
  }
  PANNIER_TRY(rows.status());
  return true;
}

}  // namespace pannier::wasm
