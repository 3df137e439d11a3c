#pragma once

#include <string>

#include "core/base/result.h"
#include "core/storage/database.h"
#include "server-stub/backend.h"

namespace pannier::server {

/// The prepared first-sync images of a data folder (DIR/snapshots). One image serves every device
/// until the shop has moved on so far that a new one is cheaper than the pages a device would fetch
/// after it.
class Snapshots {
 public:
  explicit Snapshots(std::string dataDir) : directory_(std::move(dataDir) + "/snapshots") {}

  /// The image to hand out now; made when there is none or it is too old. `head` is the newest
  /// sequence.
  Result<SnapshotFile> current(Database& shop, std::int64_t head, const std::string& epoch);

 private:
  Result<SnapshotFile> build(Database& shop);

  std::string directory_;
  SnapshotFile present_;
  std::int64_t cursor_ = 0;
  std::string epoch_;
};

}  // namespace pannier::server
