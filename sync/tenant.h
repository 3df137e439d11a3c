#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/storage/database.h"
#include "sync/hybrid_clock.h"

namespace pannier::sync {

/// The server's one order, loaded at the start of a transaction and stored before its COMMIT.
struct Tenant {
  std::int64_t seq = 0;
  HybridClock clock;
  std::string epoch;

  static Result<Tenant> load(Database& database);
  Status store(Database& database) const;
};

/// What the server knows of one device.
struct Device {
  std::uint32_t number = 0;
  std::string user;
  std::string name;
  std::int64_t lastClientSeq = 0;
  Stamp lastStamp = 0;
  std::int64_t lastSeen = 0;
  bool clockSuspect = false;

  /// number 0 when there is none.
  static Result<Device> load(Database& database, std::uint32_t number);
  Status store(Database& database) const;
};

/// For conflicts: who that was. Device 0 is the server.
Result<std::string> userOfDevice(Database& database, std::uint32_t number);

}  // namespace pannier::sync
