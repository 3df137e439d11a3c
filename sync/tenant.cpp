#include "sync/tenant.h"

namespace pannier::sync {
namespace {

constexpr std::string_view kLoadTenant = "SELECT seq, clock, epoch FROM sync_tenant WHERE id = 1";
constexpr std::string_view kStoreTenant = "UPDATE sync_tenant SET seq = ?, clock = ? WHERE id = 1";
constexpr std::string_view kLoadDevice =
    "SELECT dev, user, name, last_client_seq, last_stamp, last_seen, clock_suspect FROM "
    "sync_device WHERE dev = ?";
constexpr std::string_view kStoreDevice =
    "UPDATE sync_device SET last_client_seq = ?, last_stamp = ?, last_seen = ?, clock_suspect = ? "
    "WHERE dev = ?";

}  // namespace

Result<Tenant> Tenant::load(Database& database) {
  Rows rows = database.query(kLoadTenant);
  if (!rows.next()) {
    PANNIER_TRY(rows.status());
    return makeError(ErrorCode::kStorage, "The sync tables of the server are not set up.");
  }
  return Tenant{rows.integer(0), HybridClock(rows.integer(1)), std::string(rows.text(2))};
}

Status Tenant::store(Database& database) const {
  return database.run(kStoreTenant, seq, clock.last());
}

Result<Device> Device::load(Database& database, std::uint32_t number) {
  Rows rows = database.query(kLoadDevice, static_cast<std::int64_t>(number));
  Device device;
  if (rows.next()) {
    device.number = static_cast<std::uint32_t>(rows.integer(0));
    device.user = rows.text(1);
    device.name = rows.text(2);
    device.lastClientSeq = rows.integer(3);
    device.lastStamp = rows.integer(4);
    device.lastSeen = rows.integer(5);
    device.clockSuspect = rows.integer(6) != 0;
  }
  PANNIER_TRY(rows.status());
  return device;
}

Status Device::store(Database& database) const {
  return database.run(kStoreDevice, lastClientSeq, lastStamp, lastSeen, clockSuspect,
                      static_cast<std::int64_t>(number));
}

Result<std::string> userOfDevice(Database& database, std::uint32_t number) {
  if (number == 0) return std::string("server");
  PANNIER_ASSIGN(Device device, Device::load(database, number));
  return std::move(device.user);
}

}  // namespace pannier::sync
