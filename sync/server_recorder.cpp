#include "sync/server_recorder.h"

#include <algorithm>
#include <set>
#include <string>

#include "sync/conflict_book.h"
#include "sync/row_meta.h"
#include "sync/tenant.h"
#include "sync/tx.h"

namespace pannier::sync {
namespace {

using registry::Entity;
using registry::Field;

class Recorder {
 public:
  Recorder(Database& database, RowStore* rows, Tenant& tenant, std::int64_t nowMs)
      : database_(database),
        rows_(rows),
        tenant_(tenant),
        nowMs_(nowMs),
        stamp_(tenant.clock.tick(nowMs)) {}

  Status record(const Op& op, const OpBefore& before) {
    const Entity& entity = registry::entity(op.entity);
    // New rows need no entry: without one a row is the server's, whole, at its version.
    if (op.kind == OpKind::kPut && !before.existed)
      return setVersion(entity, op.row, ++tenant_.seq);
    const auto entityNo = static_cast<std::uint16_t>(op.entity);
    PANNIER_ASSIGN(const std::int64_t version,
                   database_.integer("SELECT _v FROM " + std::string(entity.name) + " WHERE id = ?",
                                     0, op.row));
    PANNIER_ASSIGN(RowMeta meta, loadRowMeta(database_, entityNo, op.row, version));
    const std::int64_t seq = ++tenant_.seq;
    PANNIER_TRY(op.kind == OpKind::kPatch || op.kind == OpKind::kPut
                    ? keepUnseen(entity, op, before, meta)
                    : keepUnseenEdits(entity, op, meta));
    std::vector<std::uint16_t> written;
    if (op.kind == OpKind::kDelete || op.kind == OpKind::kRestore ||
        (op.kind == OpKind::kPut && !before.wasLive)) {
      written.push_back(0);
    }
    for (const FieldChange& change : op.fields) {
      const Field* field = registry::findField(entity, change.field);
      if (field == nullptr) continue;
      for (const Field* member : registerOf(entity, *field)) written.push_back(member->number);
    }
    for (const std::uint16_t field : written) {
      meta.set(field, {std::max(stamp_, meta.of(field).stamp + 1), 0, seq});
    }
    PANNIER_TRY(saveRowMeta(database_, entityNo, op.row, meta));
    return setVersion(entity, op.row, seq);
  }

 private:
  Status setVersion(const Entity& entity, const Id& row, std::int64_t seq) {
    return database_.run("UPDATE " + std::string(entity.name) + " SET _v = ? WHERE id = ?", seq,
                         row);
  }

  [[nodiscard]] static Incoming author(const Op& op, Stamp stamp) {
    return {stamp, 0, op.baseVersion};
  }

  Status keepUnseen(const Entity& entity, const Op& op, const OpBefore& before,
                    const RowMeta& meta) {
    if (rows_ == nullptr || (entity.flags & registry::kServerMade) != 0) return {};
    ConflictBook conflicts(*rows_, tenant_, nowMs_);
    PANNIER_ASSIGN(const std::optional<StoredRow> row, rows_->read(entity, op.row));
    if (!row) return {};
    std::set<std::uint16_t> done;
    for (const FieldChange& change : op.fields) {
      const Field* field = registry::findField(entity, change.field);
      if (field == nullptr || !keepsLosers(field->merge)) continue;
      const std::vector<const Field*> fields = registerOf(entity, *field);
      if (!done.insert(fields[0]->number).second) continue;
      const Register& writer = meta.of(fields[0]->number);
      if (isSequential(writer, author(op, stamp_))) {
        PANNIER_TRY(conflicts.settle(entity, op.row, *fields[0], tenant_.seq));
        continue;
      }
      std::vector<Value> present;
      present.reserve(fields.size());
      for (const Field* member : fields) present.push_back(row->field(entity, member->number));
      std::vector<Value> earlier = present;
      for (std::size_t i = 0; i < op.fields.size() && i < before.values.size(); ++i) {
        for (std::size_t f = 0; f < fields.size(); ++f) {
          if (fields[f]->number == op.fields[i].field) earlier[f] = before.values[i];
        }
      }
      const bool nothingLost =
          std::all_of(earlier.begin(), earlier.end(), [](const Value& v) { return isNull(v); });
      if (nothingLost && !meta.has(fields[0]->number)) continue;
      PANNIER_TRY(conflicts.keep({&entity, &*row, fields, Side{present, 0, stamp_},
                                  Side{earlier, writer.device, writer.stamp}, false}));
    }
    return {};
  }

  Status keepUnseenEdits(const Entity& entity, const Op& op, const RowMeta& meta) {
    constexpr std::uint32_t kNoEdits =
        registry::kSetMember | registry::kAppendOnly | registry::kServerMade;
    if (rows_ == nullptr || op.kind != OpKind::kDelete || (entity.flags & kNoEdits) != 0) return {};
    PANNIER_ASSIGN(const std::optional<StoredRow> row, rows_->read(entity, op.row));
    if (!row) return {};
    ConflictBook conflicts(*rows_, tenant_, nowMs_);
    std::set<std::uint16_t> done;
    for (const auto& [number, writer] : meta.over()) {
      const Field* field = registry::findField(entity, number);
      if (field == nullptr || !keepsLosers(field->merge) ||
          isSequential(writer, author(op, stamp_)))
        continue;
      const std::vector<const Field*> fields = registerOf(entity, *field);
      if (!done.insert(fields[0]->number).second) continue;
      std::vector<Value> values;
      values.reserve(fields.size());
      for (const Field* member : fields) values.push_back(row->field(entity, member->number));
      PANNIER_TRY(conflicts.keep({&entity, &*row, fields, Side{{}, 0, stamp_},
                                  Side{values, writer.device, writer.stamp}, true}));
    }
    return {};
  }

  Database& database_;
  RowStore* rows_;
  Tenant& tenant_;
  std::int64_t nowMs_;
  Stamp stamp_;
};

}  // namespace

Status recordServerChanges(Database& database, RowStore* rows, const Environment& environment,
                           const ChangeSet& changes) {
  PANNIER_ASSIGN(Tenant tenant, Tenant::load(database));
  Recorder recorder(database, rows, tenant, environment.nowMs());
  for (std::size_t i = 0; i < changes.ops.size(); ++i) {
    PANNIER_TRY(recorder.record(changes.ops[i], changes.before[i]));
  }
  return tenant.store(database);
}

}  // namespace pannier::sync
