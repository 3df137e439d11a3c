#include "wasm/request_log.h"

#include <set>

#include "core/base/id.h"
#include "core/base/json.h"
#include "core/registry/registry.h"

namespace pannier::wasm {
namespace {

/// Enough for everything that all open tabs can have on its way when a leader closes.
constexpr std::int64_t kRequestsKept = 500;

constexpr const char* kCreate =
    "CREATE TABLE IF NOT EXISTS engine_request("
    "number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, envelope TEXT NOT NULL)";
constexpr const char* kInsert = "INSERT OR IGNORE INTO engine_request(id, envelope) VALUES(?, ?)";
constexpr const char* kForget =
    "DELETE FROM engine_request WHERE number <= (SELECT max(number) FROM engine_request) - ?";
constexpr const char* kFind = "SELECT envelope FROM engine_request WHERE id = ?";

/// Results of commands that make a row are {"id":…}; campaigns.save_draft adds the variant.
json::Value madeRows(const ChangeSet& changes) {
  json::Value result = json::Value::object();
  bool named = false;
  bool namedVariant = false;
  for (const Op& op : changes.ops) {
    if (op.entity == registry::EntityNo::kCampaignVariant) {
      if (!namedVariant) result.set("variant_id", formatId(op.row));
      namedVariant = true;
    } else if (!named) {
      result.set("id", formatId(op.row));
      named = true;
    }
  }
  return result;
}

std::string envelope(const ChangeSet& changes) {
  std::set<registry::EntityNo> entities;
  for (const Op& op : changes.ops) entities.insert(op.entity);
  json::Value names = json::Value::array();
  for (const registry::EntityNo number : entities) names.push(registry::entity(number).name);
  json::Value value = json::Value::object();
  value.set("result", madeRows(changes)).set("changed", std::move(names)).set("transaction", {});
  return value.dump();
}

}  // namespace

Status RequestLog::prepare(Database& database) { return database.execute(kCreate); }

Status RequestLog::record(Database& database, const ChangeSet& changes) {
  if (!requestId_.empty()) {
    PANNIER_TRY(database.run(kInsert, requestId_, envelope(changes)));
    PANNIER_TRY(database.run(kForget, kRequestsKept));
  }
  return next_.record(database, changes);
}

Result<std::optional<std::string>> RequestLog::envelopeOf(Database& database,
                                                          std::string_view requestId) {
  Rows rows = database.query(kFind, requestId);
  std::optional<std::string> found;
  if (rows.next()) found = std::string(rows.text(0));
  PANNIER_TRY(rows.status());
  return found;
}

}  // namespace pannier::wasm
