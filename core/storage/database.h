#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/value.h"

struct sqlite3;
struct sqlite3_stmt;

namespace pannier {

class Database;

namespace detail {
struct CachedStatement {
  sqlite3_stmt* handle = nullptr;
  bool leased = false;
};
}  // namespace detail

/// The rows of one running query. Leases a prepared statement from its Database and gives it back
/// when destroyed. Errors are sticky: loop with next(), then look at status() once.
///
///     Rows rows = db.query("SELECT id, name FROM segment WHERE _cl % 2 = 1");
///     while (rows.next()) use(rows.id(0), rows.text(1));
///     PANNIER_TRY(rows.status());
///
/// text() and blob() point into SQLite's memory and are valid until the next next().
class Rows {
 public:
  Rows(Rows&& other) noexcept;
  Rows& operator=(Rows&&) = delete;
  Rows(const Rows&) = delete;
  ~Rows();

  bool next();
  [[nodiscard]] Status status() const;

  [[nodiscard]] int columnCount() const;
  [[nodiscard]] bool isNull(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string_view text(int column) const;  ///< empty for NULL
  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const;
  [[nodiscard]] Id id(int column) const;        ///< none for NULL or anything not 16 bytes
  [[nodiscard]] Value value(int column) const;  ///< by its SQLite type; 16-byte blobs become ids

 private:
  friend class Database;
  Rows(Database* database, detail::CachedStatement* statement);
  explicit Rows(Error error);

  Database* database_ = nullptr;
  detail::CachedStatement* statement_ = nullptr;
  std::unique_ptr<Error> error_;
  bool finished_ = false;
};

/// What a parameter of a query may be; binds by its C++ type.
class Parameter {
 public:
  Parameter(std::nullptr_t) : kind_(Kind::kNull) {}                          // NOLINT
  Parameter(bool value) : kind_(Kind::kInteger), integer_(value ? 1 : 0) {}  // NOLINT
  Parameter(int value) : kind_(Kind::kInteger), integer_(value) {}           // NOLINT
  Parameter(std::int64_t value) : kind_(Kind::kInteger), integer_(value) {}  // NOLINT
  Parameter(double value) : kind_(Kind::kReal), real_(value) {}              // NOLINT
  Parameter(std::string_view value)
      : kind_(Kind::kText), bytes_(value.data()), size_(value.size()) {}       // NOLINT
  Parameter(const std::string& value) : Parameter(std::string_view(value)) {}  // NOLINT
  Parameter(const char* value) : Parameter(std::string_view(value)) {}         // NOLINT
  Parameter(std::span<const std::uint8_t> value)                               // NOLINT
      : kind_(Kind::kBlob), bytes_(value.data()), size_(value.size()) {}
  Parameter(const Id& value) : Parameter(value.span()) {}  // NOLINT
  Parameter(const Value& value);                           // NOLINT

  /// Binds to position `index` (from 1). Bound text is borrowed until the statement finishes.
  [[nodiscard]] int bind(sqlite3_stmt* statement, int index) const;

 private:
  enum class Kind { kNull, kInteger, kReal, kText, kBlob };
  Kind kind_ = Kind::kNull;
  std::int64_t integer_ = 0;
  double real_ = 0;
  const void* bytes_ = nullptr;
  std::size_t size_ = 0;
};

struct OpenOptions {
  bool readOnly = false;
  /// The browser's mode: locking_mode=EXCLUSIVE and a truncated rollback journal. Native servers
  /// use WAL.
  bool exclusive = false;
};

/// One connection to a SQLite file. Not thread safe; movable. Statements are prepared once and
/// kept. synchronous=FULL always: what a commit returned from is on the disk.
class Database {
 public:
  static Result<Database> open(const std::string& path, const OpenOptions& options = {});
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  Database(const Database&) = delete;
  ~Database();

  /// Several statements without parameters.
  Status execute(const std::string& script);
  /// A query with its parameters bound. Parameters must outlive the returned Rows. Never fails by
  /// itself: look at Rows::status().
  template <class... Parameters>
  Rows query(std::string_view sql, const Parameters&... parameters) {
    const Parameter list[] = {Parameter(nullptr), Parameter(parameters)...};
    return queryWith(sql, std::span(list).subspan(1));
  }
  Rows queryWith(std::string_view sql, std::span<const Parameter> parameters);
  /// Runs a statement to its end, ignoring rows.
  template <class... Parameters>
  Status run(std::string_view sql, const Parameters&... parameters) {
    const Parameter list[] = {Parameter(nullptr), Parameter(parameters)...};
    return runWith(sql, std::span(list).subspan(1));
  }
  Status runWith(std::string_view sql, std::span<const Parameter> parameters);
  /// First column of the first row as an integer; `fallback` when there is no row or it is NULL.
  template <class... Parameters>
  Result<std::int64_t> integer(std::string_view sql, std::int64_t fallback,
                               const Parameters&... parameters) {
    Rows rows = query(sql, parameters...);
    std::int64_t value = fallback;
    if (rows.next() && !rows.isNull(0)) value = rows.integer(0);
    PANNIER_TRY(rows.status());
    return value;
  }

  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] std::int64_t lastInsertRowid() const;
  [[nodiscard]] bool inTransaction() const;
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }
  /// The error SQLite reported last, as ours: kStorage, with the reason in words.
  [[nodiscard]] Error lastError(std::string_view doing) const;

 private:
  friend class Rows;
  explicit Database(sqlite3* handle);
  Result<detail::CachedStatement*> lease(std::string_view sql);
  void giveBack(detail::CachedStatement* statement);
  void closeAll() noexcept;

  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string, std::list<detail::CachedStatement>> statements_;
};

/// BEGIN IMMEDIATE … COMMIT; rolls back when destroyed without commit().
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

/// SAVEPOINT inside a transaction; undone when destroyed without release().
class Savepoint {
 public:
  static Result<Savepoint> begin(Database& database);
  Savepoint(Savepoint&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Savepoint& operator=(Savepoint&&) = delete;
  Savepoint(const Savepoint&) = delete;
  ~Savepoint();
  Status release();

 private:
  explicit Savepoint(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace pannier
