#include "tests/simulation/node.h"

#include <sqlite3.h>

#include "core/base/check.h"
#include "core/storage/schema.h"
#include "sync/client_schema.h"
#include "sync/client_state.h"

namespace pannier::simulation {

std::string dump(Database& database) {
  std::string text;
  for (const registry::Entity& entity : registry::entities()) {
    std::string sql = "SELECT hex(id), _v, _cl";
    for (const registry::Field& field : entity.fields)
      sql.append(", quote(").append(field.name).append(")");
    sql.append(" FROM ").append(entity.name).append(" ORDER BY id");
    Rows rows = database.query(sql);
    while (rows.next()) {
      text.append(entity.name);
      for (int i = 0; i < rows.columnCount(); ++i) text.append(" ").append(rows.text(i));
      text += '\n';
    }
    PANNIER_CHECK(rows.status().ok());
  }
  return text;
}

StorageFault::StorageFault(Database& database, std::int64_t afterInstructions)
    : database_(database), left_(afterInstructions) {
  sqlite3_progress_handler(database.handle(), 20, &StorageFault::step, this);
}

StorageFault::~StorageFault() { sqlite3_progress_handler(database_.handle(), 0, nullptr, nullptr); }

int StorageFault::step(void* self) {
  auto& fault = *static_cast<StorageFault*>(self);
  if (fault.left_ < 0) return 0;
  fault.left_ -= 20;
  return fault.left_ < 0 ? 1 : 0;
}

void DeviceNode::boot() {
  session_.reset();
  outbox_.reset();
  rows_ = std::make_unique<RowStore>(*database_, std::vector<DerivedData*>{});
  outbox_ = std::make_unique<sync::Outbox>(environment_);
  session_ = std::make_unique<sync::ClientSession>(*rows_, *outbox_, environment_);
  post = 0;
  timerAt.reset();
}

void DeviceNode::install(const std::string& path, std::uint32_t number, const std::string& epoch) {
  session_.reset();
  outbox_.reset();
  rows_.reset();
  database_.reset();
  OpenOptions options;
  options.exclusive = true;
  auto opened = Database::open(path.empty() ? ":memory:" : path, options);
  PANNIER_CHECK(opened.ok());
  database_ = std::make_unique<Database>(std::move(opened).value());
  PANNIER_CHECK(database_->execute("PRAGMA synchronous=OFF").ok());
  PANNIER_CHECK(schema::migrate(*database_).ok());
  PANNIER_CHECK(sync::createClientSchema(*database_).ok());
  sync::ClientState state(*database_);
  if (path.empty())
    PANNIER_CHECK(state.set(sync::ClientState::kEpoch, std::string_view(epoch)).ok());
  boot();
  device = number;
  PANNIER_CHECK(session_->attachSnapshot(number, epoch).ok());
}

void DeviceNode::crash() {
  boot();
  // As the browser does on every start: the second copy follows the database.
  auto entries = session_->journalEntries(0);
  PANNIER_CHECK(entries.ok());
  journal.clear();
  for (sync::JournalEntry& entry : *entries) journal[entry.number] = std::move(entry.blob);
}

}  // namespace pannier::simulation
