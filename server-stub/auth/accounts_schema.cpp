#include "server-stub/auth/accounts_schema.h"

#include <string>

namespace pannier::server {
namespace {

constexpr std::int64_t kVersion = 1;

/// Times are milliseconds since 1970 UTC; NULL in a *_at column means "not happened".
constexpr const char* kTables = R"sql(
CREATE TABLE user (
  id BLOB PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL,
  password_hash TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL, disabled_at INTEGER
) WITHOUT ROWID;
CREATE TABLE session (
  id BLOB PRIMARY KEY, user_id BLOB NOT NULL REFERENCES user(id), kind TEXT NOT NULL,
  name TEXT NOT NULL, secret_hash BLOB NOT NULL, created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER
) WITHOUT ROWID;
CREATE INDEX session_user ON session(user_id);
CREATE TABLE link (
  id BLOB PRIMARY KEY, user_id BLOB NOT NULL REFERENCES user(id), secret_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER
) WITHOUT ROWID;
CREATE TABLE device (
  device INTEGER PRIMARY KEY, user_id BLOB NOT NULL REFERENCES user(id), session_id BLOB NOT NULL,
  name TEXT NOT NULL, created_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
  revoked_at INTEGER, wipe INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX device_session ON device(session_id);
)sql";

}  // namespace

Status prepareAccountsSchema(Database& database) {
  PANNIER_ASSIGN(Transaction transaction, Transaction::begin(database));
  PANNIER_ASSIGN(const std::int64_t version, database.integer("PRAGMA user_version", 0));
  if (version > kVersion) {
    return makeError(ErrorCode::kUnsupported,
                     "The file server.db was written by a newer pannier-server (version " +
                         std::to_string(version) + ", this program knows " +
                         std::to_string(kVersion) + "). Install the newer program.");
  }
  if (version == 0) {
    PANNIER_TRY(database.execute(kTables));
    PANNIER_TRY(database.execute("PRAGMA user_version=" + std::to_string(kVersion)));
  }
  return transaction.commit();
}

}  // namespace pannier::server
