#pragma once

#include <memory>
#include <string>

#include "core/api/core.h"
#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/storage/database.h"
#include "sync/authority.h"

namespace pannier::server {

/// The shop's database in a data folder.
std::string shopPath(const std::string& dataDir);

/// An open shop: the database, the core on it, and the authority that gives every change its place
/// in the one order. Made on the heap and never moved, because the parts point at each other.
class ShopFile {
 public:
  /// Creates the file when absent, with the settings a shop cannot be without (name, currency, time
  /// zone with its transitions). Errors: kUnsupported for a file of a newer version, kStorage.
  static Result<std::unique_ptr<ShopFile>> open(const std::string& dataDir,
                                                const Environment& environment);

  Database& database() noexcept { return database_; }
  Core& core() noexcept { return *core_; }
  sync::Authority& authority() noexcept { return *authority_; }

 private:
  explicit ShopFile(Database database) : database_(std::move(database)) {}
  Status start(const Environment& environment);
  Status ensureSettings();

  Database database_;
  std::unique_ptr<sync::Authority> authority_;
  std::unique_ptr<Core> core_;
};

}  // namespace pannier::server
