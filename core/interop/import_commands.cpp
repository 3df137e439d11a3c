#include "core/interop/import_commands.h"

#include <fstream>
#include <vector>

#include "core/interop/import_revert.h"

namespace pannier {
namespace {

using namespace interop;
using registry::EntityNo;

constexpr std::size_t kPathPiece = 1u << 20;
/// Transactions of at most 2,000 ops that one step of a revert undoes on a device, whose worker has
/// to answer others meanwhile.
constexpr std::size_t kRevertStep = 2;

constexpr std::string_view kList =
    "SELECT id, file_name, format, status, started_at, rows_read, rows_rejected, customers_new, "
    "customers_matched, "
    "orders_new, lines_new, EXISTS(SELECT 1 FROM undo_log u WHERE u.group_id = r.id AND u.undone = "
    "0) "
    "FROM import_run r WHERE _cl % 2 = 1 ORDER BY started_at DESC, id DESC LIMIT 200";

std::span<const std::uint8_t> bytesOf(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Result<ImportReport> feedFile(api::CommandContext& context, ImportJobs& jobs, std::int64_t job,
                              std::ifstream& file) {
  std::vector<char> piece(kPathPiece);
  for (;;) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto size = static_cast<std::size_t>(file.gcount());
    if (file.bad()) {
      PANNIER_TRY(jobs.cancel(context, job));
      return makeError(ErrorCode::kStorage,
                       "The file could not be read to its end; nothing of it was kept.", "path");
    }
    const bool last = file.eof();
    PANNIER_ASSIGN(ImportReport report,
                   jobs.feed(context, job, bytesOf({piece.data(), size}), last));
    if (last) return report;
  }
}

Result<ImportReport> run(api::CommandContext& context, ImportJobs& jobs,
                         const ImportRunParams& params) {
  const bool byPath = !params.path.empty();
  if (byPath && !context.caller().isServer) {
    return makeError(ErrorCode::kPermission, "Only the server can import a file by its path.",
                     "path");
  }
  if (byPath == !params.text.empty()) {
    return makeError(ErrorCode::kInvalidArgument, "Give either text or path.",
                     byPath ? "path" : "text");
  }
  const ImportJob::Options options{params.fileName.empty() ? params.path : params.fileName,
                                   params.format, params.dryRun};
  std::ifstream file;
  if (byPath) {
    file.open(params.path, std::ios::binary);
    if (!file)
      return makeError(ErrorCode::kNotFound, "The file " + params.path + " cannot be opened.",
                       "path");
  }
  PANNIER_ASSIGN(const ImportStartResult started, jobs.start(context, options));
  if (byPath) return feedFile(context, jobs, started.job, file);
  return jobs.feed(context, started.job, bytesOf(params.text), true);
}

Result<ImportsListResult> list(api::CommandContext& context, const ImportJobs& jobs) {
  ImportsListResult result;
  Rows rows = context.database().query(kList);
  while (rows.next()) {
    ImportListEntry entry;
    entry.id = rows.id(0);
    entry.fileName = rows.text(1);
    entry.format = rows.text(2);
    entry.status = rows.text(3);
    entry.startedAt = rows.integer(4);
    entry.rowsRead = rows.integer(5);
    entry.rowsRejected = rows.integer(6);
    entry.customersNew = rows.integer(7);
    entry.customersMatched = rows.integer(8);
    entry.ordersNew = rows.integer(9);
    entry.linesNew = rows.integer(10);
    entry.canRevert = rows.integer(11) != 0 && !jobs.isRunning(entry.id);
    result.imports.push_back(std::move(entry));
  }
  PANNIER_TRY(rows.status());
  return result;
}

Result<ImportRevertResult> revert(api::CommandContext& context, const ImportJobs& jobs,
                                  const ImportRevertParams& params) {
  if (jobs.isRunning(params.id)) {
    return makeError(ErrorCode::kConflict, "This import is still running. Cancel it first.", "id");
  }
  return revertRun(context, params.id, context.caller().isServer ? SIZE_MAX : kRevertStep);
}

}  // namespace

void registerImportCommands(api::CommandRegistry& registry, ImportJobs& jobs) {
  registry.add<ImportDetectParams, ImportDetectResult>(
      {"import.detect", "Recognises a file by its first bytes.", {}, false},
      [](api::CommandContext&, const ImportDetectParams& params) -> Result<ImportDetectResult> {
        return detect(params.head);
      });
  registry.add<ImportRunParams, ImportReport>(
      {"import.run", "Imports a whole file.", {}, true},
      [&jobs](api::CommandContext& context, const ImportRunParams& params) {
        return run(context, jobs, params);
      });
  registry.add<ImportStartParams, ImportStartResult>(
      {"import.start", "Begins an import that is fed piece by piece.", {}, true},
      [&jobs](api::CommandContext& context, const ImportStartParams& params) {
        return jobs.start(context, {params.fileName, params.format, params.dryRun});
      });
  registry.add<ImportFeedParams, ImportReport>(
      {"import.feed",
       "Where an import stands; with last, ends it. The bytes come through the binary door.",
       {},
       true},
      [&jobs](api::CommandContext& context, const ImportFeedParams& params) {
        return jobs.feed(context, params.job, {}, params.last);
      });
  registry.add<ImportJobParams, ImportReport>(
      {"import.cancel", "Stops an import and takes back what it wrote.", {}, true},
      [&jobs](api::CommandContext& context, const ImportJobParams& params) {
        return jobs.cancel(context, params.job);
      });
  registry.add<api::Empty, ImportsListResult>(
      {"import.list", "The latest imports.", {EntityNo::kImportRun}, false},
      [&jobs](api::CommandContext& context, const api::Empty&) { return list(context, jobs); });
  registry.add<ImportRevertParams, ImportRevertResult>(
      {"import.revert", "Takes back everything an import changed, in steps.", {}, true},
      [&jobs](api::CommandContext& context, const ImportRevertParams& params) {
        return revert(context, jobs, params);
      });
}

}  // namespace pannier
