#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/environment.h"
#include "core/base/result.h"
#include "server-stub/backend.h"

/// The doors from the command line to the shop. Declared here so that `cli/` and `net/` know
/// nothing of core or sync; implemented in store/.
namespace pannier::server {

/// Opens (creating it when absent) the shop in `dataDir`. The caller holds the folder's DataLock.
/// `environment` outlives the backend.
Result<std::unique_ptr<Backend>> openBackend(const std::string& dataDir,
                                             const Environment& environment);

/// Every command with its parameter schema, as JSON text; needs no shop.
std::string describeCommands();

struct DemoOptions {
  std::int64_t customers = 2000;
  std::int64_t orders = 8000;
  std::uint64_t seed = 1;
};

/// Fills the shop in `dataDir` with generated customers and orders. `progress` gets sentences.
/// kConflict when the shop already has customers. The caller holds the folder's DataLock.
Status fillDemo(const std::string& dataDir, const DemoOptions& options,
                const Environment& environment,
                const std::function<void(const std::string&)>& progress);

/// Writes a consistent copy of the shop's database to `file`, which must not exist. Works beside a
/// running server.
Status backupShop(const std::string& dataDir, const std::string& file);

/// Examines the shop's files without changing them and returns a report for a person; an error when
/// something is wrong. Works beside a running server.
Result<std::string> examineShop(const std::string& dataDir);

}  // namespace pannier::server
