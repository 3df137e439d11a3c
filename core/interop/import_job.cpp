#include "core/interop/import_job.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/interop/cell_values.h"
#include "core/interop/import_revert.h"
#include "core/storage/field_check.h"

namespace pannier::interop {
namespace {

using registry::EntityNo;

/// Bytes given to the reader at once: memory stays small however much one feed brings.
constexpr std::size_t kPiece = 256u << 10;
constexpr std::size_t kMaxFileNameBytes = 255;
constexpr std::size_t kShownColumns = 40;
constexpr std::size_t kMaxHeaderBytes = 200;

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (std::size_t i = 0; i < list.size() && i < kShownColumns; ++i) {
    text += (i == 0 ? "" : ", ") + repairUtf8(list[i].substr(0, kMaxHeaderBytes));
  }
  if (list.size() > kShownColumns) text += ", …";
  return text;
}

std::string knownFormats() {
  std::string text;
  for (const Format* format : formats()) {
    if (!text.empty()) text += ", ";
    text += format->label;
  }
  return text;
}

std::string missingColumns(const Format& format, const std::vector<std::string>& missing,
                           const std::vector<std::string>& found) {
  return "The file looks like " + std::string(format.label) + ", but lacks the " +
         (missing.size() == 1 ? "column " : "columns ") + joined(missing) +
         ". It has: " + joined(found) + ".";
}

std::string unknownFile(const std::vector<std::string>& found) {
  return "The columns of this file are not known: " + joined(found) +
         ". Files that can be imported: " + knownFormats() + ".";
}

/// The name without folders, of bounded length.
std::string plainFileName(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  return repairUtf8(name.substr(0, kMaxFileNameBytes));
}

}  // namespace

Result<std::unique_ptr<ImportJob>> ImportJob::start(api::CommandContext& context, Options options) {
  if (!options.format.empty() && findFormat(options.format) == nullptr) {
    return makeError(ErrorCode::kInvalidArgument,
                     "There is no import format '" + repairUtf8(options.format) + "'.", "format");
  }
  options.fileName = plainFileName(options.fileName);
  std::unique_ptr<ImportJob> job(new ImportJob(context.ids().next(), std::move(options)));
  job->session_.bind(context);
  PANNIER_TRY(job->session_.readShop());
  if (job->options_.dryRun) return job;
  NamedValues values{{"status", std::string("running")}, {"started_at", job->session_.startedAt()}};
  if (!job->options_.fileName.empty()) values.emplace_back("file_name", job->options_.fileName);
  // A transaction of its own, outside the group: reverting takes back the data, not the record of
  // the import.
  PANNIER_TRY(context.writer().put(EntityNo::kImportRun, job->id(), values));
  PANNIER_TRY(context.commit());
  return job;
}

Status ImportJob::feed(api::CommandContext& context, std::span<const std::uint8_t> bytes,
                       bool last) {
  session_.bind(context);
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(bytes.size(), kPiece));
    bytes = bytes.subspan(piece.size());
    bytesRead_ += static_cast<std::int64_t>(piece.size());
    reader_.feed(piece);
    if (Status read = readRows(); !read) return fail(context, std::move(read).error());
  }
  Status done = last ? finish() : session_.commit();
  if (!done) return fail(context, std::move(done).error());
  return {};
}

Status ImportJob::readRows() {
  for (;;) {
    switch (reader_.next()) {
      case csv::Step::kRow:
        if (handler_ == nullptr)
          PANNIER_TRY(header(reader_.row()));
        else
          PANNIER_TRY(dataRow(reader_.row()));
        break;
      case csv::Step::kBadRow: {
        const csv::BadRow& bad = reader_.badRow();
        if (handler_ == nullptr) {
          return makeError(ErrorCode::kInvalidArgument,
                           "The header on line " + std::to_string(bad.line) +
                               " of the file cannot be read. " + bad.reason);
        }
        ++session_.counts.rowsRead;
        session_.reject(bad.line, bad.column < header_.size() ? header_[bad.column] : "",
                        bad.reason);
        break;
      }
      case csv::Step::kNeedMore:
      case csv::Step::kEnd:
        return {};
    }
  }
}

Status ImportJob::header(const csv::Row& row) {
  for (const std::string_view name : row.cells) header_.emplace_back(trim(name));
  if (options_.format.empty()) {
    const Recognised recognised = recognise(row.cells);
    format_ = recognised.format;
    if (format_ == nullptr)
      return makeError(ErrorCode::kInvalidArgument, unknownFile(header_), "format");
  } else {
    format_ = findFormat(options_.format);
  }
  columns_.emplace(*format_, row.cells);
  if (!columns_->missing().empty()) {
    return makeError(ErrorCode::kInvalidArgument,
                     missingColumns(*format_, columns_->missing(), header_), "format");
  }
  if (!columns_->repeated().empty()) {
    session_.warn("Columns that stand in the file twice; the first was taken: " +
                  joined(columns_->repeated()) + ".");
  }
  if (format_ == &genericCustomers() && !columns_->ignored().empty()) {
    session_.warn("Columns nothing was taken from: " + joined(columns_->ignored()) + ".");
  }
  handler_ = makeHandler(*format_, session_, *columns_);
  if (options_.dryRun) return {};
  PANNIER_TRY(session_.context().writer().patch(EntityNo::kImportRun, id(),
                                                {{"format", std::string(format_->id)}}));
  PANNIER_TRY(session_.context().commit());
  return {};
}

Status ImportJob::dataRow(const csv::Row& row) {
  ++session_.counts.rowsRead;
  for (const std::size_t index : columns_->used()) {
    const std::string_view cell = row.cells[index];
    if (cell.empty()) continue;
    if (cell.size() > kMaxTextBytes) {
      session_.reject(row.line, header_[index],
                      "The cell is longer than " + std::to_string(kMaxTextBytes >> 10) + " kB.");
      return {};
    }
    if (looksLikeFormula(cell)) session_.note(Notice::kFormulaCell, row.line);
  }
  return handler_->row(row);
}

Status ImportJob::finish() {
  reader_.finish();
  PANNIER_TRY(readRows());
  if (handler_ == nullptr) return makeError(ErrorCode::kInvalidArgument, "The file is empty.");
  PANNIER_TRY(handler_->end());
  if (reader_.encoding() != csv::Encoding::kUtf8) {
    session_.warn("The file is not UTF-8: it was read as " +
                  std::string(csv::encodingName(reader_.encoding())) + ".");
  }
  PANNIER_TRY(session_.commit());
  return setStatus(session_.context(), "done");
}

Status ImportJob::setStatus(api::CommandContext& context, std::string status) {
  status_ = std::move(status);
  if (options_.dryRun) return {};
  NamedValues values = runCounts(session_.counts);
  values.emplace_back("status", status_);
  values.emplace_back("finished_at", context.nowMs());
  context.writer().setGroup({});
  PANNIER_TRY(context.writer().patch(EntityNo::kImportRun, id(), values));
  PANNIER_TRY(context.commit());
  return {};
}

/// Marks the run as failed when that can still be written; the first error is what is told.
Error ImportJob::fail(api::CommandContext& context, Error error) {
  context.rollback();
  if (!options_.dryRun) session_.counts = session_.committed();
  if (!setStatus(context, "failed")) context.rollback();
  return error;
}

Status ImportJob::cancel(api::CommandContext& context) {
  session_.bind(context);
  if (!options_.dryRun) {
    PANNIER_TRY(session_.commit());
    PANNIER_TRY(takeBack(context, id(), SIZE_MAX));
  }
  return setStatus(context, "cancelled");
}

ImportReport ImportJob::report() const {
  const ImportCounts& counts = session_.counts;
  ImportReport report;
  report.id = id();
  report.fileName = options_.fileName;
  report.format = format_ == nullptr ? "" : std::string(format_->id);
  report.label = format_ == nullptr ? "" : std::string(format_->label);
  report.status = status_;
  report.dryRun = options_.dryRun;
  report.rowsRead = counts.rowsRead;
  report.rowsRejected = counts.rowsRejected;
  report.customersNew = counts.customersNew;
  report.customersMatched = counts.customersMatched;
  report.customersChanged = counts.customersChanged;
  report.ordersNew = counts.ordersNew;
  report.ordersMatched = counts.ordersMatched;
  report.linesNew = counts.linesNew;
  report.linesMatched = counts.linesMatched;
  report.rejected = session_.rejected();
  report.rejectedMore = counts.rowsRejected - static_cast<std::int64_t>(report.rejected.size());
  report.warnings = session_.warnings();
  report.bytesRead = bytesRead_;
  return report;
}

ImportDetectResult detect(std::string_view head) {
  csv::Reader reader;
  reader.feed({reinterpret_cast<const std::uint8_t*>(head.data()), head.size()});
  reader.finish();
  ImportDetectResult result;
  if (reader.next() != csv::Step::kRow) return result;
  result.delimiter = std::string(1, reader.delimiter());
  for (const std::string_view name : reader.row().cells) result.columns.emplace_back(trim(name));
  const Recognised recognised = recognise(reader.row().cells);
  if (recognised.format == nullptr) return result;
  result.format = recognised.format->id;
  result.label = recognised.format->label;
  result.missing = recognised.missing;
  return result;
}

}  // namespace pannier::interop
