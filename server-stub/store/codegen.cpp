#include "server-stub/store/codegen.h"

#include "core/api/core.h"
#include "server-stub/tools.h"
#include "sync/authority.h"
#include "sync/sync_commands.h"

namespace pannier::server {
namespace {

/// Every command, on a database in memory that nothing is ever written to.
template <class Use>
Result<std::string> withCommands(const Use& use) {
  const Environment environment{[] { return std::int64_t{0}; }, [](std::span<std::uint8_t>) {}};
  PANNIER_ASSIGN(Database database, Database::open(":memory:"));
  sync::Authority authority(database, environment);
  PANNIER_ASSIGN(const std::unique_ptr<Core> core,
                 Core::open(database, environment, {{}, &authority}));
  sync::registerSyncCommands(core->commandsMutable(), authority);
  return use(core->commands());
}

}  // namespace

Result<std::string> typescript() {
  return withCommands(
      [](const api::CommandRegistry& commands) { return api::printTypescript(commands); });
}

std::string describeCommands() {
  auto text = withCommands([](const api::CommandRegistry& commands) {
    return api::describeCommands(commands).pretty();
  });
  return text ? *text : "[]";
}

}  // namespace pannier::server
