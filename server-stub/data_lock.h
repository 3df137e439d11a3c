#pragma once

#include <string>

#include "core/base/result.h"

namespace pannier::server {

/// Holds a data folder for this process alone (flock on DIR/lock, so a killed process leaves no
/// stale lock). Movable; released on destruction.
class DataLock {
 public:
  /// Creates the folder when absent. kConflict, naming the other process, when it is in use.
  static Result<DataLock> acquire(const std::string& dataDir);

  DataLock(DataLock&& other) noexcept;
  DataLock& operator=(DataLock&& other) noexcept;
  DataLock(const DataLock&) = delete;
  DataLock& operator=(const DataLock&) = delete;
  ~DataLock();

 private:
  explicit DataLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

/// Creates the folder and its parents, readable by this user only.
Status makeDataFolder(const std::string& dataDir);

}  // namespace pannier::server
