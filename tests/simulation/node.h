#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/environment.h"
#include "core/storage/rows.h"
#include "core/storage/writer.h"
#include "sync/authority.h"
#include "sync/client_session.h"
#include "tests/simulation/random.h"

namespace pannier::simulation {

/// What a database holds of the shop, byte for byte comparable between places.
std::string dump(Database& database);

/// Makes the next statements on a database fail once, somewhere: a full disk, a torn write, a
/// killed tab. The transaction they belong to rolls back.
class StorageFault {
 public:
  StorageFault(Database& database, std::int64_t afterInstructions);
  ~StorageFault();
  StorageFault(const StorageFault&) = delete;
  StorageFault& operator=(const StorageFault&) = delete;

 private:
  static int step(void* self);
  Database& database_;
  std::int64_t left_;
};

/// A browser: a database that outlives the program, and the program.
class DeviceNode {
 public:
  DeviceNode(int name, const Environment& environment) : name_(name), environment_(environment) {}

  /// An empty shop, or the image at `path`.
  void install(const std::string& path, std::uint32_t device, const std::string& epoch);
  /// The program dies; the database stays as committed.
  void crash();

  [[nodiscard]] Database& database() { return *database_; }
  [[nodiscard]] RowStore& rows() { return *rows_; }
  [[nodiscard]] sync::ClientSession& session() { return *session_; }
  [[nodiscard]] sync::Outbox& outbox() { return *outbox_; }
  [[nodiscard]] IdSource& ids() { return ids_; }
  [[nodiscard]] int name() const { return name_; }
  [[nodiscard]] const Environment& environment() const { return environment_; }

  std::uint32_t device = 0;
  bool online = true;
  std::int64_t skewMs = 0;
  std::uint64_t post = 0;  ///< the request being waited for; 0 = none
  std::optional<std::int64_t> timerAt;
  std::map<std::int64_t, std::vector<std::uint8_t>> journal;
  std::int64_t lastNumber = 0;

 private:
  void boot();

  int name_;
  const Environment& environment_;
  IdSource ids_{environment_};
  std::unique_ptr<Database> database_;
  std::unique_ptr<RowStore> rows_;
  std::unique_ptr<sync::Outbox> outbox_;
  std::unique_ptr<sync::ClientSession> session_;
};

}  // namespace pannier::simulation
