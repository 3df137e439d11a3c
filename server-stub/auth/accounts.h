#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/storage/database.h"
#include "server-stub/auth/secrets.h"
#include "server-stub/net/message.h"

namespace pannier::server {

struct User {
  Id id;
  std::string email;  ///< normalised
  std::string name;
  std::string role;  ///< "admin" or "staff"
  bool hasPassword = false;
  std::int64_t createdMs = 0;
};

struct SessionInfo {
  Id id;
  std::string kind;  ///< "browser" or "token"
  std::string name;  ///< of a token; the browser's own description otherwise
  std::int64_t createdMs = 0;
  std::int64_t lastSeenMs = 0;
  std::optional<std::int64_t> expiresMs;
};

struct DeviceInfo {
  std::uint32_t device = 0;
  std::string name;
  std::int64_t createdMs = 0;
  std::int64_t lastSeenMs = 0;
  bool revoked = false;
  bool wipe = false;  ///< the browser is to delete what it holds when it comes next
};

/// Users, sessions, sign-in links and devices, in the file DIR/server.db. Secrets are stored as
/// hashes only. Any thread; the command line may work on the same file beside a running server.
class Accounts {
 public:
  /// `environment` outlives the object. kUnsupported for a file of a newer version.
  static Result<std::unique_ptr<Accounts>> open(const std::string& dataDir,
                                                const Environment& environment);

  // Users
  Result<User> addUser(std::string_view email, std::string_view name, std::string_view role);
  Result<std::vector<User>> listUsers();
  Result<User> findUser(std::string_view email);  ///< kNotFound
  Status setPasswordHash(const Id& user, std::string_view hash);
  /// The stored hash; "" when there is no such user or no password.
  Result<std::string> passwordHash(std::string_view email);
  /// The first admin; makes `email` one when there is no user at all.
  Result<User> ensureOwner(std::string_view email);

  // Sessions and tokens: the returned text is shown once and never stored.
  Result<std::string> startSession(const Id& user, std::string_view description,
                                   std::int64_t lifeMs);
  Result<std::string> addToken(const Id& user, std::string_view name);
  /// Who a session or token belongs to; nullopt when it is unknown, ended or revoked. Extends a
  /// browser session by `lifeMs`, at most once an hour.
  Result<std::optional<Principal>> authenticate(const Secret& secret, std::int64_t lifeMs);
  Result<std::vector<SessionInfo>> listSessions(const Id& user);
  Status revokeSession(const Id& user, const Id& session);  ///< kNotFound

  // Sign-in links
  Result<std::string> addLink(const Id& user, std::int64_t lifeMs);
  /// Uses the link up; kUnauthenticated when it is unknown, used or too old.
  Result<User> redeemLink(std::string_view text);

  // Devices
  Status addDevice(std::uint32_t device, const Id& user, const Id& session, std::string_view name);
  /// The device, if it belongs to this user; kPermission otherwise. Notes that it was seen.
  Result<DeviceInfo> useDevice(std::uint32_t device, const Id& user);
  Result<std::vector<DeviceInfo>> listDevices(const Id& user);
  /// The newest device enrolled in this session that is not revoked; 0 when none.
  Result<std::uint32_t> deviceOfSession(const Id& session);
  Status revokeDevice(const Id& user, std::uint32_t device, bool wipe);  ///< kNotFound

  /// Deletes what ended more than 30 days ago.
  Status sweep();
  /// Writes a consistent copy to `file`, which must not exist.
  Status backupTo(const std::string& file);
  /// SQLite's integrity check.
  Status examine();

 private:
  Accounts(Database database, const Environment& environment);
  Result<std::string> insertSession(SecretKind kind, const Id& user, std::string_view name,
                                    std::optional<std::int64_t> expiresMs);
  Result<User> findUserLocked(std::string_view email);

  std::mutex mutex_;
  Database database_;
  const Environment& environment_;
  IdSource ids_;
};

}  // namespace pannier::server
