#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/api/describe.h"
#include "core/api/type_model.h"
#include "core/base/environment.h"
#include "core/base/result.h"
#include "core/registry/registry.h"
#include "core/storage/rows.h"
#include "core/storage/writer.h"

namespace pannier::api {

/// Who is asking. On a device always the person signed in there.
struct Caller {
  std::string user;       ///< e-mail or "server"
  bool isAdmin = true;    ///< may change shop settings and revert imports of others
  bool isServer = false;  ///< a native process with a file system (import.run by path)
};

/// What a command works with. Reads go to database(); the first use of writer() opens the command's
/// one transaction, which the dispatcher commits when the command succeeds and rolls back
/// otherwise.
class CommandContext {
 public:
  CommandContext(RowStore& rows, ChangeSink& sink, IdSource& ids, const Environment& environment,
                 Caller caller);
  [[nodiscard]] Database& database() noexcept { return rows_.database(); }
  [[nodiscard]] const Environment& environment() const noexcept { return environment_; }
  [[nodiscard]] std::int64_t nowMs() const { return environment_.nowMs(); }
  [[nodiscard]] const Caller& caller() const noexcept { return caller_; }
  [[nodiscard]] IdSource& ids() noexcept { return ids_; }
  [[nodiscard]] RowStore& rows() noexcept { return rows_; }
  [[nodiscard]] ChangeSink& sink() noexcept { return sink_; }
  Writer& writer();
  /// Commits what writer() did so far and lets the command go on with a new transaction (long
  /// commands).
  Result<std::optional<std::int64_t>> commit();
  void rollback() { writer_.reset(); }

 private:
  RowStore& rows_;
  ChangeSink& sink_;
  IdSource& ids_;
  const Environment& environment_;
  Caller caller_;
  std::optional<Writer> writer_;
};

struct CommandInfo {
  std::string name;
  std::string summary;  ///< one sentence
  std::vector<registry::EntityNo>
      reads;  ///< a live query re-runs when one of these changed; empty = none
  bool writes = false;
};

/// Every command by name. With PANNIER_WITHOUT_SCHEMAS (the browser's build, where nobody asks for
/// them and every kilobyte is downloaded) the names of types are left out. Business folders add
/// theirs (`registerCustomerCommands(registry)`).
class CommandRegistry {
 public:
  using Invoke = std::function<Result<json::Value>(CommandContext&, json::View)>;
  struct Entry {
    CommandInfo info;
    std::string parametersType;
    std::string resultType;
    Invoke invoke;
  };

  /// `handler` is callable as Result<R>(CommandContext&, const P&).
  template <class P, class R, class Handler>
  void add(CommandInfo info, Handler handler) {
    Entry entry;
#ifndef PANNIER_WITHOUT_SCHEMAS
    entry.parametersType = types_.nameOf<P>();
    entry.resultType = types_.nameOf<R>();
#endif
    entry.invoke = [handler = std::move(handler)](CommandContext& context,
                                                  json::View parameters) -> Result<json::Value> {
      PANNIER_ASSIGN(P read, readJson<P>(parameters, ""));
      Result<R> result = handler(context, read);
      if (!result) return std::move(result).error();
      return writeJson(*result);
    };
    insert(std::move(info), std::move(entry));
  }

  [[nodiscard]] const Entry* find(std::string_view name) const noexcept;
  [[nodiscard]] const std::map<std::string, Entry, std::less<>>& entries() const noexcept {
    return entries_;
  }
  [[nodiscard]] const TypeCollector& types() const noexcept { return types_; }

 private:
  void insert(CommandInfo info, Entry entry);

  std::map<std::string, Entry, std::less<>> entries_;
  TypeCollector types_;
};

/// What `pannier-server commands` prints: every command with the JSON schema of its parameters.
json::Value describeCommands(const CommandRegistry& registry);
/// web/src/generated/api.ts
std::string printTypescript(const CommandRegistry& registry);

}  // namespace pannier::api
