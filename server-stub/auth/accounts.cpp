#include "server-stub/auth/accounts.h"

#include <algorithm>

#include "core/base/text.h"
#include "server-stub/auth/accounts_schema.h"

namespace pannier::server {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kKeepEndedMs = 30 * 24 * kHourMs;
constexpr std::size_t kMaxNameBytes = 200;

constexpr std::string_view kUserColumns =
    "SELECT id, email, name, role, password_hash <> '', created_at FROM user "
    "WHERE disabled_at IS NULL ";

User readUser(const Rows& rows) {
  return User{rows.id(0),
              std::string(rows.text(1)),
              std::string(rows.text(2)),
              std::string(rows.text(3)),
              rows.integer(4) != 0,
              rows.integer(5)};
}

/// Names come from people and browsers: valid UTF-8, bounded, one line.
std::string cleanName(std::string_view text) {
  std::string name = repairUtf8(trim(text).substr(0, kMaxNameBytes));
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return name;
}

Error noSuchLink() {
  return makeError(ErrorCode::kUnauthenticated,
                   "This sign-in link is not valid: it was used already, or it is too old. Ask for "
                   "a new one.");
}

}  // namespace

Accounts::Accounts(Database database, const Environment& environment)
    : database_(std::move(database)), environment_(environment), ids_(environment) {}

Result<std::unique_ptr<Accounts>> Accounts::open(const std::string& dataDir,
                                                 const Environment& environment) {
  PANNIER_ASSIGN(Database database, Database::open(dataDir + "/server.db"));
  PANNIER_TRY(prepareAccountsSchema(database));
  return std::unique_ptr<Accounts>(new Accounts(std::move(database), environment));
}

// ---- users -------------------------------------------------------------------------------------

Result<User> Accounts::addUser(std::string_view email, std::string_view name,
                               std::string_view role) {
  const std::string address = normaliseEmail(email);
  if (address.empty()) {
    return makeError(ErrorCode::kInvalidArgument,
                     "\"" + repairUtf8(email.substr(0, 254)) + "\" is not an e-mail address.",
                     "email");
  }
  if (role != "admin" && role != "staff") {
    return makeError(ErrorCode::kInvalidArgument, "The role must be admin or staff.", "role");
  }
  const std::lock_guard lock(mutex_);
  if (findUserLocked(address).ok()) {
    return makeError(ErrorCode::kConflict, "There is already a user " + address + ".", "email");
  }
  User user{ids_.next(), address, cleanName(name), std::string(role), false, environment_.nowMs()};
  if (user.name.empty()) user.name = address.substr(0, address.find('@'));
  PANNIER_TRY(
      database_.run("INSERT INTO user(id, email, name, role, created_at) VALUES (?,?,?,?,?)",
                    user.id, user.email, user.name, user.role, user.createdMs));
  return user;
}

Result<std::vector<User>> Accounts::listUsers() {
  const std::lock_guard lock(mutex_);
  std::vector<User> users;
  Rows rows = database_.query(std::string(kUserColumns) + "ORDER BY email");
  while (rows.next()) users.push_back(readUser(rows));
  PANNIER_TRY(rows.status());
  return users;
}

Result<User> Accounts::findUserLocked(std::string_view email) {
  const std::string address = normaliseEmail(email);
  Rows rows = database_.query(std::string(kUserColumns) + "AND email = ?", address);
  if (rows.next()) return readUser(rows);
  PANNIER_TRY(rows.status());
  return makeError(ErrorCode::kNotFound,
                   "There is no user " + repairUtf8(email.substr(0, 254)) + ".", "email");
}

Result<User> Accounts::findUser(std::string_view email) {
  const std::lock_guard lock(mutex_);
  return findUserLocked(email);
}

Status Accounts::setPasswordHash(const Id& user, std::string_view hash) {
  const std::lock_guard lock(mutex_);
  return database_.run("UPDATE user SET password_hash = ? WHERE id = ?", hash, user);
}

Result<std::string> Accounts::passwordHash(std::string_view email) {
  const std::lock_guard lock(mutex_);
  const std::string address = normaliseEmail(email);
  Rows rows = database_.query(
      "SELECT password_hash FROM user WHERE email = ? AND disabled_at IS NULL", address);
  std::string hash;
  if (rows.next()) hash = rows.text(0);
  PANNIER_TRY(rows.status());
  return hash;
}

Result<User> Accounts::ensureOwner(std::string_view email) {
  {
    const std::lock_guard lock(mutex_);
    Rows rows = database_.query(std::string(kUserColumns) +
                                "AND role = 'admin' ORDER BY created_at, id LIMIT 1");
    if (rows.next()) return readUser(rows);
    PANNIER_TRY(rows.status());
  }
  return addUser(email, "", "admin");
}

// ---- sessions and tokens -----------------------------------------------------------------------

Result<std::string> Accounts::insertSession(SecretKind kind, const Id& user, std::string_view name,
                                            std::optional<std::int64_t> expiresMs) {
  const std::lock_guard lock(mutex_);
  const Secret secret = makeSecret(kind, ids_, environment_);
  const SecretHash hash = secret.hash();
  const std::int64_t now = environment_.nowMs();
  const Value expires = expiresMs ? Value(*expiresMs) : Value();
  PANNIER_TRY(database_.run(
      "INSERT INTO session(id, user_id, kind, name, secret_hash, created_at, last_seen_at, "
      "expires_at) VALUES (?,?,?,?,?,?,?,?)",
      secret.id, user, kind == SecretKind::kApiToken ? "token" : "browser", cleanName(name),
      std::span<const std::uint8_t>(hash), now, now, expires));
  return secret.text();
}

Result<std::string> Accounts::startSession(const Id& user, std::string_view description,
                                           std::int64_t lifeMs) {
  return insertSession(SecretKind::kSession, user, description, environment_.nowMs() + lifeMs);
}

Result<std::string> Accounts::addToken(const Id& user, std::string_view name) {
  return insertSession(SecretKind::kApiToken, user, name, std::nullopt);
}

Result<std::optional<Principal>> Accounts::authenticate(const Secret& secret, std::int64_t lifeMs) {
  const std::lock_guard lock(mutex_);
  const std::int64_t now = environment_.nowMs();
  const bool bearer = secret.kind == SecretKind::kApiToken;
  std::optional<Principal> principal;
  std::int64_t lastSeen = 0;
  {
    Rows rows = database_.query(
        "SELECT s.secret_hash, s.last_seen_at, u.id, u.email, u.name, u.role FROM session s "
        "JOIN user u ON u.id = s.user_id WHERE s.id = ? AND s.kind = ? AND s.revoked_at IS NULL "
        "AND (s.expires_at IS NULL OR s.expires_at > ?) AND u.disabled_at IS NULL",
        secret.id, bearer ? "token" : "browser", now);
    if (rows.next() && hashMatches(secret.hash(), rows.blob(0))) {
      lastSeen = rows.integer(1);
      principal = Principal{secret.id,
                            rows.id(2),
                            std::string(rows.text(3)),
                            std::string(rows.text(4)),
                            std::string(rows.text(5)),
                            bearer};
    }
    PANNIER_TRY(rows.status());
  }
  if (principal && now - lastSeen > kHourMs) {
    PANNIER_TRY(
        database_.run("UPDATE session SET last_seen_at = ?, "
                      "expires_at = CASE WHEN expires_at IS NULL THEN NULL ELSE ? END WHERE id = ?",
                      now, now + lifeMs, secret.id));
  }
  return principal;
}

Result<std::vector<SessionInfo>> Accounts::listSessions(const Id& user) {
  const std::lock_guard lock(mutex_);
  std::vector<SessionInfo> sessions;
  Rows rows = database_.query(
      "SELECT id, kind, name, created_at, last_seen_at, expires_at FROM session WHERE user_id = ? "
      "AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) "
      "ORDER BY last_seen_at DESC, id LIMIT 500",
      user, environment_.nowMs());
  while (rows.next()) {
    SessionInfo info{rows.id(0),      std::string(rows.text(1)), std::string(rows.text(2)),
                     rows.integer(3), rows.integer(4),           std::nullopt};
    if (!rows.isNull(5)) info.expiresMs = rows.integer(5);
    sessions.push_back(std::move(info));
  }
  PANNIER_TRY(rows.status());
  return sessions;
}

Status Accounts::revokeSession(const Id& user, const Id& session) {
  const std::lock_guard lock(mutex_);
  PANNIER_TRY(database_.run(
      "UPDATE session SET revoked_at = ? WHERE id = ? AND user_id = ? AND revoked_at IS NULL",
      environment_.nowMs(), session, user));
  if (database_.changes() == 0) {
    return makeError(ErrorCode::kNotFound, "There is no such session, or it ended already.", "id");
  }
  return {};
}

// ---- sign-in links -----------------------------------------------------------------------------

Result<std::string> Accounts::addLink(const Id& user, std::int64_t lifeMs) {
  const std::lock_guard lock(mutex_);
  const Secret secret = makeSecret(SecretKind::kLink, ids_, environment_);
  const SecretHash hash = secret.hash();
  const std::int64_t now = environment_.nowMs();
  PANNIER_TRY(database_.run(
      "INSERT INTO link(id, user_id, secret_hash, created_at, expires_at) VALUES (?,?,?,?,?)",
      secret.id, user, std::span<const std::uint8_t>(hash), now, now + lifeMs));
  return secret.text();
}

Result<User> Accounts::redeemLink(std::string_view text) {
  const auto secret = parseSecret(SecretKind::kLink, text);
  if (!secret) return noSuchLink();
  const std::lock_guard lock(mutex_);
  const std::int64_t now = environment_.nowMs();
  PANNIER_ASSIGN(Transaction transaction, Transaction::begin(database_));
  Id userId;
  {
    Rows rows = database_.query(
        "SELECT secret_hash, user_id FROM link WHERE id = ? AND used_at IS NULL AND expires_at > ?",
        secret->id, now);
    if (rows.next() && hashMatches(secret->hash(), rows.blob(0))) userId = rows.id(1);
    PANNIER_TRY(rows.status());
  }
  if (userId.isNone()) return noSuchLink();
  std::optional<User> user;
  {
    Rows rows = database_.query(std::string(kUserColumns) + "AND id = ?", userId);
    if (rows.next()) user = readUser(rows);
    PANNIER_TRY(rows.status());
  }
  if (!user) return noSuchLink();
  PANNIER_TRY(database_.run("UPDATE link SET used_at = ? WHERE id = ?", now, secret->id));
  PANNIER_TRY(transaction.commit());
  return std::move(*user);
}

// ---- devices -----------------------------------------------------------------------------------

Status Accounts::addDevice(std::uint32_t device, const Id& user, const Id& session,
                           std::string_view name) {
  const std::lock_guard lock(mutex_);
  const std::int64_t now = environment_.nowMs();
  return database_.run(
      "INSERT INTO device(device, user_id, session_id, name, created_at, last_seen_at) "
      "VALUES (?,?,?,?,?,?)",
      static_cast<std::int64_t>(device), user, session, cleanName(name), now, now);
}

Result<DeviceInfo> Accounts::useDevice(std::uint32_t device, const Id& user) {
  const std::lock_guard lock(mutex_);
  const auto number = static_cast<std::int64_t>(device);
  const std::int64_t now = environment_.nowMs();
  std::optional<DeviceInfo> info;
  {
    Rows rows = database_.query(
        "SELECT name, created_at, last_seen_at, revoked_at IS NOT NULL, wipe FROM device "
        "WHERE device = ? AND user_id = ?",
        number, user);
    if (rows.next()) {
      info = DeviceInfo{device,          std::string(rows.text(0)), rows.integer(1),
                        rows.integer(2), rows.integer(3) != 0,      rows.integer(4) != 0};
    }
    PANNIER_TRY(rows.status());
  }
  if (!info) {
    return makeError(ErrorCode::kPermission,
                     "Device " + std::to_string(device) + " does not belong to the signed-in user.",
                     "device");
  }
  if (now - info->lastSeenMs > kHourMs) {
    PANNIER_TRY(database_.run("UPDATE device SET last_seen_at = ? WHERE device = ?", now, number));
  }
  return std::move(*info);
}

Result<std::vector<DeviceInfo>> Accounts::listDevices(const Id& user) {
  const std::lock_guard lock(mutex_);
  std::vector<DeviceInfo> devices;
  Rows rows = database_.query(
      "SELECT device, name, created_at, last_seen_at, revoked_at IS NOT NULL, wipe FROM device "
      "WHERE user_id = ? ORDER BY last_seen_at DESC, device LIMIT 500",
      user);
  while (rows.next()) {
    devices.push_back({static_cast<std::uint32_t>(rows.integer(0)), std::string(rows.text(1)),
                       rows.integer(2), rows.integer(3), rows.integer(4) != 0,
                       rows.integer(5) != 0});
  }
  PANNIER_TRY(rows.status());
  return devices;
}

Result<std::uint32_t> Accounts::deviceOfSession(const Id& session) {
  const std::lock_guard lock(mutex_);
  PANNIER_ASSIGN(const std::int64_t device,
                 database_.integer("SELECT max(device) FROM device WHERE session_id = ? "
                                   "AND revoked_at IS NULL",
                                   0, session));
  return static_cast<std::uint32_t>(device);
}

Status Accounts::revokeDevice(const Id& user, std::uint32_t device, bool wipe) {
  const std::lock_guard lock(mutex_);
  PANNIER_TRY(
      database_.run("UPDATE device SET revoked_at = coalesce(revoked_at, ?), wipe = ? "
                    "WHERE device = ? AND user_id = ?",
                    environment_.nowMs(), wipe, static_cast<std::int64_t>(device), user));
  if (database_.changes() == 0) {
    return makeError(ErrorCode::kNotFound, "There is no such device.", "device");
  }
  return {};
}

// ---- upkeep ------------------------------------------------------------------------------------

Status Accounts::sweep() {
  const std::lock_guard lock(mutex_);
  const std::int64_t before = environment_.nowMs() - kKeepEndedMs;
  PANNIER_TRY(database_.run("DELETE FROM link WHERE expires_at < ?", before));
  return database_.run("DELETE FROM session WHERE expires_at < ? OR revoked_at < ?", before,
                       before);
}

Status Accounts::backupTo(const std::string& file) {
  const std::lock_guard lock(mutex_);
  return database_.run("VACUUM INTO ?", file);
}

Status Accounts::examine() {
  const std::lock_guard lock(mutex_);
  Rows rows = database_.query("PRAGMA integrity_check(10)");
  std::string problems;
  while (rows.next()) {
    if (rows.text(0) != "ok") problems += std::string(rows.text(0)) + " ";
  }
  PANNIER_TRY(rows.status());
  if (problems.empty()) return {};
  return makeError(ErrorCode::kStorage, "The file server.db is damaged: " + problems);
}

}  // namespace pannier::server
