#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/api/core.h"
#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/storage/database.h"
#include "sync/client_session.h"
#include "sync/outbox.h"
#include "wasm/request_log.h"

namespace pannier::wasm {

/// One shop on this device: database, core and the device's half of sync, put together. Closing is
/// destroying.
class Device {
 public:
  /// Opens the file, brings its tables up to date. `user` is the e-mail of the person signed in;
  /// `environment` is borrowed.
  static Result<std::unique_ptr<Device>> open(const std::string& path, std::string user,
                                              const Environment& environment);

  /// Runs a command; `requestId` may be empty.
  Core::Outcome call(std::string_view requestId, std::string_view command,
                     std::string_view parameters);
  /// The next bytes of a running import, as an envelope.
  std::string feed(std::int64_t job, std::span<const std::uint8_t> bytes, bool last);
  /// The envelope of a request that wrote before its answer was lost; empty when it never ran.
  Result<std::string> repeat(std::string_view requestId);

  [[nodiscard]] sync::ClientSession& session() noexcept { return *session_; }

  /// One step of PRAGMA quick_check: the `step`-th table. True while there is another; kStorage
  /// with what is wrong when the table is damaged.
  Result<bool> check(std::int64_t step);

 private:
  Device(Database database, const Environment& environment);
  Status start(std::string user, const Environment& environment);

  Database database_;
  sync::Outbox outbox_;
  RequestLog log_;
  std::unique_ptr<Core> core_;
  std::unique_ptr<sync::ClientSession> session_;  // made by start()
};

}  // namespace pannier::wasm
