#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/api/commands.h"
#include "core/interop/csv_reader.h"
#include "core/interop/import_session.h"
#include "core/interop/row_handler.h"

namespace pannier::interop {

/// One file on its way into the database, driven by the bytes it is fed. Each feed processes what
/// it can and commits in transactions of at most kMaxOpsPerCommit ops, all of one undo group; the
/// import_run row carries the counts as of the last commit, so that an import that was killed is
/// seen as running and can be reverted or run again.
class ImportJob {
 public:
  struct Options {
    std::string fileName;
    std::string format;  ///< id of a format; empty = recognise it
    bool dryRun = false;
  };

  /// Makes the import_run row (no dry run does). Errors: kInvalidArgument for an unknown format,
  /// kStorage.
  static Result<std::unique_ptr<ImportJob>> start(api::CommandContext& context, Options options);

  /// The next bytes; `last` when none follow. An error ends the import: what was committed stays
  /// and belongs to a run of status failed. Errors: kInvalidArgument (not a file we know, columns
  /// missing), kTooLarge, kStorage.
  Status feed(api::CommandContext& context, std::span<const std::uint8_t> bytes, bool last);
  /// Takes back what was written and sets the run to cancelled.
  Status cancel(api::CommandContext& context);

  [[nodiscard]] const Id& id() const noexcept { return session_.run(); }
  [[nodiscard]] ImportReport report() const;

 private:
  ImportJob(Id id, Options options) : options_(std::move(options)), session_(id, options_.dryRun) {}

  Status readRows();
  Status header(const csv::Row& row);
  Status dataRow(const csv::Row& row);
  Status finish();
  Status setStatus(api::CommandContext& context, std::string status);
  Error fail(api::CommandContext& context, Error error);

  Options options_;
  ImportSession session_;
  csv::Reader reader_;
  const Format* format_ = nullptr;
  std::optional<ColumnMap> columns_;
  std::unique_ptr<RowHandler> handler_;
  std::vector<std::string> header_;
  std::string status_ = "running";
  std::int64_t bytesRead_ = 0;
};

/// What the beginning of a file says about it.
ImportDetectResult detect(std::string_view head);

}  // namespace pannier::interop
