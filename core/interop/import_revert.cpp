#include "core/interop/import_revert.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "core/storage/undo_log.h"

namespace pannier::interop {
namespace {

using registry::Entity;
using registry::EntityNo;

constexpr std::size_t kReportedRows = 1'000;

constexpr std::string_view kHasWork =
    "SELECT EXISTS(SELECT 1 FROM note WHERE customer_id = ?1 AND _cl % 2 = 1)"
    " OR EXISTS(SELECT 1 FROM task WHERE customer_id = ?1 AND _cl % 2 = 1)";
constexpr std::string_view kOrders =
    "SELECT id FROM sales_order WHERE customer_id = ? AND _cl % 2 = 1";
constexpr std::string_view kRunCounts =
    "rows_read rows_rejected customers_new customers_matched orders_new orders_matched lines_new "
    "status format";

bool isCount(std::string_view name) { return kRunCounts.find(name) != std::string_view::npos; }

/// What a field was when the row was made; null when it was not given.
Value madeValue(const MadeRow& made, std::uint16_t field) {
  for (const FieldChange& change : made.fields) {
    if (change.field == field) return change.value;
  }
  return {};
}

/// Decides which of the rows a transaction of the import made are to stay: those that somebody
/// changed since, and customers that somebody worked with since, with what describes them.
class Keeper {
 public:
  explicit Keeper(api::CommandContext& context) : context_(context) {}

  Result<KeptRows> choose(std::span<const MadeRow> made) {
    std::unordered_set<Id, IdHash> orders;
    for (const MadeRow& each : made) {
      if (each.entity == EntityNo::kSalesOrder) orders.insert(each.row);
    }
    for (const MadeRow& each : made) {
      PANNIER_TRY(keepEdited(each));
      if (each.entity == EntityNo::kCustomer) PANNIER_TRY(keepUsed(each.row, orders));
    }
    for (const MadeRow& each : made) PANNIER_TRY(keepWithCustomer(each));
    return std::exchange(kept_, {});
  }

 private:
  Status keepEdited(const MadeRow& made) {
    if (made.fields.empty()) return {};
    const Entity& entity = registry::entity(made.entity);
    PANNIER_ASSIGN(const std::optional<StoredRow> row, context_.rows().read(entity, made.row));
    if (!row || !row->isLive()) return {};
    const bool edited =
        std::any_of(entity.fields.begin(), entity.fields.end(), [&](const registry::Field& field) {
          return row->field(entity, field.number) != madeValue(made, field.number);
        });
    if (!edited) return {};
    kept_.emplace(made.row, "somebody changed it since");
    if (made.entity == EntityNo::kCustomer) customers_.insert(made.row);
    if (const auto* owner = std::get_if<Id>(&row->field(entity, "customer_id")))
      keepCustomer(*owner);
    return {};
  }

  /// The import's orders are made later than their customers, so they are gone when the customer's
  /// turn comes, or are of the same transaction.
  Status keepUsed(const Id& customer, const std::unordered_set<Id, IdHash>& imported) {
    PANNIER_ASSIGN(const std::int64_t hasWork, context_.database().integer(kHasWork, 0, customer));
    bool used = hasWork != 0;
    Rows orders = context_.database().query(kOrders, customer);
    while (!used && orders.next()) used = !imported.contains(orders.id(0));
    PANNIER_TRY(orders.status());
    if (used) keepCustomer(customer);
    return {};
  }

  void keepCustomer(const Id& customer) {
    kept_.emplace(customer, "it has notes, tasks, orders or changes from elsewhere");
    customers_.insert(customer);
  }

  Status keepWithCustomer(const MadeRow& made) {
    const bool describes =
        made.entity == EntityNo::kCustomerIdentity || made.entity == EntityNo::kAddress ||
        made.entity == EntityNo::kCustomerTag || made.entity == EntityNo::kConsentEvent;
    if (!describes || customers_.empty()) return {};
    const Entity& entity = registry::entity(made.entity);
    PANNIER_ASSIGN(const std::optional<StoredRow> row, context_.rows().read(entity, made.row));
    if (!row) return {};
    const auto* owner = std::get_if<Id>(&row->field(entity, "customer_id"));
    if (owner != nullptr && customers_.contains(*owner))
      kept_.emplace(made.row, "its customer is kept");
    return {};
  }

  api::CommandContext& context_;
  KeptRows kept_;
  std::unordered_set<Id, IdHash> customers_;
};

NamedValues runValues(const StoredRow& run) {
  const Entity& entity = registry::entity(EntityNo::kImportRun);
  NamedValues values;
  for (const registry::Field& field : entity.fields) {
    const bool changeable = field.merge != registry::MergeClass::kImmutable;
    if (changeable && isCount(field.name))
      values.emplace_back(field.name, run.field(entity, field.number));
  }
  return values;
}

Result<StoredRow> readRun(api::CommandContext& context, const Id& run) {
  PANNIER_ASSIGN(std::optional<StoredRow> row,
                 context.rows().read(registry::entity(EntityNo::kImportRun), run));
  if (!row || !row->isLive())
    return makeError(ErrorCode::kNotFound, "There is no import with this id.", "id");
  return *std::move(row);
}

std::string textOf(const StoredRow& row, std::string_view field) {
  const auto* text =
      std::get_if<std::string>(&row.field(registry::entity(EntityNo::kImportRun), field));
  return text == nullptr ? std::string() : *text;
}

std::int64_t numberOf(const StoredRow& row, std::string_view field) {
  const auto* number =
      std::get_if<std::int64_t>(&row.field(registry::entity(EntityNo::kImportRun), field));
  return number == nullptr ? 0 : *number;
}

/// Undoes one transaction. The record of the run changes within the transactions of its group; it
/// is no data of the import and keeps its counts.
Status undoOne(api::CommandContext& context, Keeper& keeper, const Id& run,
               std::int64_t transaction, ImportRevertResult& result) {
  PANNIER_ASSIGN(const StoredRow before, readRun(context, run));
  const auto choose = [&keeper](std::span<const MadeRow> made) { return keeper.choose(made); };
  Writer& writer = context.writer();
  writer.setGroup({});  // taking back is a change of its own, not one more of the import's
  PANNIER_ASSIGN(UndoReport report, undo_log::undo(writer, transaction, choose));
  PANNIER_ASSIGN(const StoredRow after, readRun(context, run));
  const bool runTouched = after.fields != before.fields;
  PANNIER_TRY(writer.patch(EntityNo::kImportRun, run, runValues(before)));
  PANNIER_TRY(context.commit());
  result.rowsRemoved += report.removed;
  result.rowsRestored += report.restored - (runTouched ? 1 : 0);
  for (KeptChange& each : report.kept) {
    if (each.entity == "import_run" || result.kept.size() >= kReportedRows) continue;
    std::string reason =
        each.field.empty() ? std::move(each.reason) : each.field + ": " + each.reason;
    result.kept.push_back({std::move(each.entity), std::move(reason), each.row});
  }
  return {};
}

}  // namespace

Result<ImportRevertResult> takeBack(api::CommandContext& context, const Id& run,
                                    std::size_t maxTransactions) {
  ImportRevertResult result;
  Keeper keeper(context);
  for (std::size_t i = 0; i < maxTransactions; ++i) {
    PANNIER_ASSIGN(const std::optional<std::int64_t> transaction,
                   undo_log::lastOfGroup(context.database(), run));
    if (!transaction) {
      result.done = true;
      return result;
    }
    PANNIER_TRY(undoOne(context, keeper, run, *transaction, result));
  }
  PANNIER_ASSIGN(const bool more, undo_log::hasGroup(context.database(), run));
  result.done = !more;
  return result;
}

Result<ImportRevertResult> revertRun(api::CommandContext& context, const Id& run,
                                     std::size_t maxTransactions) {
  PANNIER_ASSIGN(const StoredRow row, readRun(context, run));
  const std::string status = textOf(row, "status");
  PANNIER_ASSIGN(const bool known, undo_log::hasGroup(context.database(), run));
  if (!known && (status == "reverted" || status == "cancelled")) {
    ImportRevertResult nothing;
    nothing.done = true;
    return nothing;
  }
  const bool madeSomething =
      numberOf(row, "customers_new") + numberOf(row, "orders_new") + numberOf(row, "lines_new") > 0;
  if (!known && madeSomething) {
    return makeError(ErrorCode::kUnsupported,
                     "This import was made on another device, which alone knows what it changed. "
                     "Revert it there.",
                     "id");
  }
  PANNIER_ASSIGN(ImportRevertResult result, takeBack(context, run, maxTransactions));
  if (!result.done) return result;
  PANNIER_TRY(context.writer().patch(
      EntityNo::kImportRun, run,
      {{"status", std::string("reverted")}, {"finished_at", context.nowMs()}}));
  PANNIER_TRY(context.commit());
  return result;
}

}  // namespace pannier::interop
