#include "core/storage/database.h"

#include <sqlite3.h>

#include <utility>

namespace pannier {

Parameter::Parameter(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    *this = Parameter(*integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    *this = Parameter(*real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    *this = Parameter(std::string_view(*text));
  } else if (const auto* id = std::get_if<Id>(&value)) {
    *this = Parameter(*id);
  }
}

int Parameter::bind(sqlite3_stmt* statement, int index) const {
  switch (kind_) {
    case Kind::kNull:
      return sqlite3_bind_null(statement, index);
    case Kind::kInteger:
      return sqlite3_bind_int64(statement, index, integer_);
    case Kind::kReal:
      return sqlite3_bind_double(statement, index, real_);
    case Kind::kText:
      // An empty view may have a null pointer, which SQLite would read as NULL.
      return sqlite3_bind_text(statement, index, size_ == 0 ? "" : static_cast<const char*>(bytes_),
                               static_cast<int>(size_), SQLITE_TRANSIENT);
    case Kind::kBlob:
      return sqlite3_bind_blob(statement, index, size_ == 0 ? "" : bytes_, static_cast<int>(size_),
                               SQLITE_TRANSIENT);
  }
  return SQLITE_MISUSE;
}

Rows::Rows(Database* database, detail::CachedStatement* statement)
    : database_(database), statement_(statement) {}
Rows::Rows(Error error) : error_(std::make_unique<Error>(std::move(error))), finished_(true) {}
Rows::Rows(Rows&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)),
      statement_(std::exchange(other.statement_, nullptr)),
      error_(std::move(other.error_)),
      finished_(other.finished_) {}
Rows::~Rows() {
  if (statement_ != nullptr) database_->giveBack(statement_);
}

bool Rows::next() {
  if (finished_) return false;
  const int code = sqlite3_step(statement_->handle);
  if (code == SQLITE_ROW) return true;
  finished_ = true;
  if (code != SQLITE_DONE) error_ = std::make_unique<Error>(database_->lastError("run a query"));
  return false;
}

Status Rows::status() const {
  if (error_) return *error_;
  return {};
}

int Rows::columnCount() const { return sqlite3_column_count(statement_->handle); }
bool Rows::isNull(int column) const {
  return sqlite3_column_type(statement_->handle, column) == SQLITE_NULL;
}
std::int64_t Rows::integer(int column) const {
  return sqlite3_column_int64(statement_->handle, column);
}
double Rows::real(int column) const { return sqlite3_column_double(statement_->handle, column); }

std::string_view Rows::text(int column) const {
  const auto* bytes =
      reinterpret_cast<const char*>(sqlite3_column_text(statement_->handle, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_->handle, column))};
}

std::span<const std::uint8_t> Rows::blob(int column) const {
  const auto* bytes =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_->handle, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_->handle, column))};
}

Id Rows::id(int column) const { return idFromBytes(blob(column)).value_or(Id{}); }

Value Rows::value(int column) const {
  switch (sqlite3_column_type(statement_->handle, column)) {
    case SQLITE_INTEGER:
      return integer(column);
    case SQLITE_FLOAT:
      return real(column);
    case SQLITE_TEXT:
      return std::string(text(column));
    case SQLITE_BLOB:
      return id(column);
    default:
      return {};
  }
}

Database::Database(sqlite3* handle) : handle_(handle) {}
Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), statements_(std::move(other.statements_)) {}
Database& Database::operator=(Database&& other) noexcept {
  if (this != &other) {
    closeAll();
    handle_ = std::exchange(other.handle_, nullptr);
    statements_ = std::move(other.statements_);
  }
  return *this;
}
Database::~Database() { closeAll(); }

void Database::closeAll() noexcept {
  for (auto& [sql, list] : statements_) {
    for (detail::CachedStatement& statement : list) sqlite3_finalize(statement.handle);
  }
  statements_.clear();
  if (handle_ != nullptr) sqlite3_close_v2(handle_);
  handle_ = nullptr;
}

Result<Database> Database::open(const std::string& path, const OpenOptions& options) {
  sqlite3* handle = nullptr;
  const int flags =
      options.readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  Database database(handle);
  if (code != SQLITE_OK) return database.lastError("open the database file " + path);
  std::string pragmas =
      "PRAGMA busy_timeout=5000;PRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY;"
      "PRAGMA cache_size=-32768;PRAGMA trusted_schema=OFF;";
  if (options.exclusive)
    pragmas += "PRAGMA locking_mode=EXCLUSIVE;PRAGMA journal_mode=TRUNCATE;";
  else if (!options.readOnly)
    pragmas += "PRAGMA journal_mode=WAL;";
  PANNIER_TRY(database.execute(pragmas));
  return database;
}

Error Database::lastError(std::string_view doing) const {
  const char* reason = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_);
  const int code = handle_ == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(handle_);
  std::string message = "Could not " + std::string(doing) + ": ";
  switch (code & 0xff) {
    case SQLITE_FULL:
      message += "the disk is full.";
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      message += "the database file is damaged.";
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      message += "another process is using the database file.";
      break;
    case SQLITE_READONLY:
      message += "the database file is read-only.";
      break;
    case SQLITE_CANTOPEN:
      message += "the file cannot be opened.";
      break;
    default:
      message += std::string(reason) + ".";
      break;
  }
  Error error = makeError(ErrorCode::kStorage, std::move(message));
  error.detail = "SQLite " + std::to_string(code) + ": " + reason;
  return error;
}

Status Database::execute(const std::string& script) {
  if (sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return lastError("run a database script");
  }
  return {};
}

Result<detail::CachedStatement*> Database::lease(std::string_view sql) {
  auto& list = statements_[std::string(sql)];
  for (detail::CachedStatement& statement : list) {
    if (!statement.leased) {
      statement.leased = true;
      return &statement;
    }
  }
  sqlite3_stmt* handle = nullptr;
  if (sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &handle, nullptr) !=
      SQLITE_OK) {
    Error error = lastError("prepare a query");
    error.detail += " in: " + std::string(sql.substr(0, 2000));
    return error;
  }
  list.push_back({handle, true});
  return &list.back();
}

void Database::giveBack(detail::CachedStatement* statement) {
  sqlite3_reset(statement->handle);
  statement->leased = false;
}

Rows Database::queryWith(std::string_view sql, std::span<const Parameter> parameters) {
  auto statement = lease(sql);
  if (!statement) return Rows(std::move(statement).error());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].bind((*statement)->handle, static_cast<int>(i) + 1) != SQLITE_OK) {
      Error error = lastError("bind a parameter");
      giveBack(*statement);
      return Rows(std::move(error));
    }
  }
  return Rows(this, *statement);
}

Status Database::runWith(std::string_view sql, std::span<const Parameter> parameters) {
  Rows rows = queryWith(sql, parameters);
  while (rows.next()) {
  }
  return rows.status();
}

std::int64_t Database::changes() const { return sqlite3_changes(handle_); }
std::int64_t Database::lastInsertRowid() const { return sqlite3_last_insert_rowid(handle_); }
bool Database::inTransaction() const { return sqlite3_get_autocommit(handle_) == 0; }

Result<Transaction> Transaction::begin(Database& database) {
  PANNIER_TRY(database.run("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::~Transaction() {
  // A failed COMMIT or a full disk may already have rolled back.
  if (database_ != nullptr && database_->inTransaction()) (void)database_->run("ROLLBACK");
}

Status Transaction::commit() {
  PANNIER_TRY(database_->run("COMMIT"));
  database_ = nullptr;
  return {};
}

Result<Savepoint> Savepoint::begin(Database& database) {
  PANNIER_TRY(database.run("SAVEPOINT pannier"));
  return Savepoint(database);
}

Savepoint::~Savepoint() {
  if (database_ == nullptr || !database_->inTransaction()) return;
  (void)database_->run("ROLLBACK TO pannier");
  (void)database_->run("RELEASE pannier");
}

Status Savepoint::release() {
  PANNIER_TRY(database_->run("RELEASE pannier"));
  database_ = nullptr;
  return {};
}

}  // namespace pannier
