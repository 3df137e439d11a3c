#include "core/api/core.h"

#include "core/api/modules.h"
#include "core/customers/rollup.h"
#include "core/interop/import_jobs.h"
#include "core/storage/schema.h"

namespace pannier {
namespace {

/// Parameters of one command, as text.
constexpr json::Limits kParameterLimits{8u << 20, 32};

class NoSink : public ChangeSink {
 public:
  Status record(Database&, const ChangeSet&) override { return {}; }
};

Core::Outcome failed(const Error& error) {
  Core::Outcome outcome;
  outcome.json = errorToJson(error).dump();
  return outcome;
}

}  // namespace

struct Core::Parts {
  Parts(Database& database, const Environment& world, Options options)
      : environment(world),
        caller(std::move(options.caller)),
        sink(options.sink == nullptr ? static_cast<ChangeSink&>(noSink) : *options.sink),
        ids(world),
        rows(database, {&rollups}) {}

  const Environment& environment;
  api::Caller caller;
  NoSink noSink;
  ChangeSink& sink;
  IdSource ids;
  RollupKeeper rollups;
  RowStore rows;
  interop::ImportJobs imports;
  api::CommandRegistry registry;
};

Core::Core(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Core::~Core() = default;

Result<std::unique_ptr<Core>> Core::open(Database& database, const Environment& environment,
                                         Options options) {
  PANNIER_TRY(schema::migrate(database));
  auto parts = std::make_unique<Parts>(database, environment, std::move(options));
  api::registerAllCommands(parts->registry, parts->imports);
  return std::unique_ptr<Core>(new Core(std::move(parts)));
}

RowStore& Core::rows() noexcept { return parts_->rows; }
Database& Core::database() noexcept { return parts_->rows.database(); }
IdSource& Core::ids() noexcept { return parts_->ids; }
const Environment& Core::environment() const noexcept { return parts_->environment; }
const api::CommandRegistry& Core::commands() const noexcept { return parts_->registry; }
api::CommandRegistry& Core::commandsMutable() noexcept { return parts_->registry; }

namespace {

/// Runs `work` with a command's context, commits what it wrote when it succeeds, rolls back
/// otherwise.
template <class Work>
Core::Outcome runCommand(api::CommandContext& context, const Work& work) {
  Result<json::Value> result = work(context);
  if (!result) {
    context.rollback();
    Core::Outcome outcome = failed(result.error());
    // A long command may have committed steps before it failed.
    outcome.changed = context.rows().takeChangedEntities();
    return outcome;
  }
  auto transaction = context.commit();
  if (!transaction) {
    context.rollback();
    return failed(transaction.error());
  }
  Core::Outcome outcome;
  outcome.ok = true;
  outcome.json = result->dump();
  outcome.changed = context.rows().takeChangedEntities();
  outcome.transaction = *transaction;
  return outcome;
}

}  // namespace

Core::Outcome Core::call(std::string_view command, std::string_view parametersJson) {
  return callAs(parts_->caller, command, parametersJson);
}

Core::Outcome Core::callAs(const api::Caller& caller, std::string_view command,
                           std::string_view parametersJson) {
  const api::CommandRegistry::Entry* entry = parts_->registry.find(command);
  if (entry == nullptr) {
    return failed(makeError(ErrorCode::kNotFound,
                            "There is no command '" + std::string(command.substr(0, 100)) + "'."));
  }
  auto parameters = json::parse(parametersJson.empty() ? "{}" : parametersJson, kParameterLimits);
  if (!parameters) return failed(parameters.error());
  api::CommandContext context(parts_->rows, parts_->sink, parts_->ids, parts_->environment, caller);
  return runCommand(
      context, [&](api::CommandContext& each) { return entry->invoke(each, parameters->view()); });
}

std::string Core::callEnvelope(std::string_view command, std::string_view parametersJson) {
  return envelopeOf(call(command, parametersJson));
}

std::string Core::feedEnvelope(std::int64_t job, std::span<const std::uint8_t> bytes, bool last) {
  api::CommandContext context(parts_->rows, parts_->sink, parts_->ids, parts_->environment,
                              parts_->caller);
  return envelopeOf(runCommand(context, [&](api::CommandContext& each) -> Result<json::Value> {
    auto report = parts_->imports.feed(each, job, bytes, last);
    if (!report) return std::move(report).error();
    return api::writeJson(*report);
  }));
}

json::Value errorToJson(const Error& error) {
  json::Value value = json::Value::object();
  value.set("code", errorCodeName(error.code)).set("message", error.message);
  if (!error.field.empty()) value.set("field", error.field);
  if (error.position) value.set("position", static_cast<std::int64_t>(*error.position));
  if (error.length) value.set("length", static_cast<std::int64_t>(*error.length));
  if (!error.detail.empty()) value.set("detail", error.detail);
  return value;
}

std::string envelopeOf(const Core::Outcome& outcome) {
  std::string changed;
  for (const registry::EntityNo entity : outcome.changed) {
    if (!changed.empty()) changed += ',';
    changed.append("\"").append(registry::entity(entity).name).append("\"");
  }
  const std::string tail = ",\"changed\":[" + changed + "],\"transaction\":" +
                           (outcome.transaction ? std::to_string(*outcome.transaction) : "null") +
                           "}";
  return (outcome.ok ? "{\"result\":" : "{\"error\":") + outcome.json + tail;
}

}  // namespace pannier
