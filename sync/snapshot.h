#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/storage/database.h"

namespace pannier::sync {

struct SnapshotInfo {
  std::int64_t cursor = 0;  ///< the sequence the image stands at
  std::string epoch;
};

/// Writes a database file a new device can start from: the shop's tables with their indexes,
/// rollups and search index, the device's sync tables with cursor and epoch set, and nothing that
/// is only the server's. One file, no journal beside it, page size 4096.
///
/// `source` is a server database (any connection to it, no transaction open); the image is one
/// consistent state of it. `path` must not exist. Nothing but SQLite touches the file; on failure
/// the caller removes what is there.
Result<SnapshotInfo> buildSnapshot(Database& source, const std::string& path);

}  // namespace pannier::sync
