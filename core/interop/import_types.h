#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/api/describe.h"

/// What the import commands take and give, as JSON names it.
namespace pannier::interop {

struct ImportDetectParams {
  static constexpr std::string_view kName = "ImportDetectParams";
  std::string fileName;
  std::string head;
  template <class V>
  static void describe(V& v) {
    v.required("file_name", &ImportDetectParams::fileName);
    v.required("head", &ImportDetectParams::head, "the first 64 kB of the file, as text");
  }
};

struct ImportDetectResult {
  static constexpr std::string_view kName = "ImportDetectResult";
  std::string format, label, delimiter;
  std::vector<std::string> columns, missing;
  template <class V>
  static void describe(V& v) {
    v.field("format", &ImportDetectResult::format, "empty when no known format fits");
    v.field("label", &ImportDetectResult::label);
    v.field("delimiter", &ImportDetectResult::delimiter);
    v.field("columns", &ImportDetectResult::columns, "the headers of the file");
    v.field("missing", &ImportDetectResult::missing, "columns the format needs and the file lacks");
  }
};

struct ImportRunParams {
  static constexpr std::string_view kName = "ImportRunParams";
  std::string text, path, fileName, format;
  bool dryRun = false;
  template <class V>
  static void describe(V& v) {
    v.optional("text", &ImportRunParams::text, "the whole file, inline");
    v.optional("path", &ImportRunParams::path, "a file of the server's machine (server only)");
    v.optional("file_name", &ImportRunParams::fileName);
    v.optional("dry_run", &ImportRunParams::dryRun, "read and match everything, store nothing");
    v.optional("format", &ImportRunParams::format,
               "a format of import.detect; absent = recognise it");
  }
};

struct ImportStartParams {
  static constexpr std::string_view kName = "ImportStartParams";
  std::string fileName, format;
  std::int64_t size = 0;
  bool dryRun = false;
  template <class V>
  static void describe(V& v) {
    v.required("file_name", &ImportStartParams::fileName);
    v.required("size", &ImportStartParams::size, "bytes");
    v.required("dry_run", &ImportStartParams::dryRun);
    v.optional("format", &ImportStartParams::format);
  }
};

struct ImportStartResult {
  static constexpr std::string_view kName = "ImportStartResult";
  Id id;
  std::int64_t job = 0;
  template <class V>
  static void describe(V& v) {
    v.field("id", &ImportStartResult::id, "of the import run; a dry run leaves none behind");
    v.field("job", &ImportStartResult::job);
  }
};

struct ImportRejectedRow {
  static constexpr std::string_view kName = "ImportRejectedRow";
  std::int64_t line = 0;
  std::string column, reason;
  template <class V>
  static void describe(V& v) {
    v.field("line", &ImportRejectedRow::line, "physical line on which the row begins, from 1");
    v.field("column", &ImportRejectedRow::column);
    v.field("reason", &ImportRejectedRow::reason);
  }
};

/// What an import counts as it goes.
struct ImportCounts {
  std::int64_t rowsRead = 0, rowsRejected = 0;
  std::int64_t customersNew = 0, customersMatched = 0, customersChanged = 0;
  std::int64_t ordersNew = 0, ordersMatched = 0;
  std::int64_t linesNew = 0, linesMatched = 0;
  friend bool operator==(const ImportCounts&, const ImportCounts&) = default;
};

struct ImportReport {
  static constexpr std::string_view kName = "ImportReport";
  Id id;
  std::string fileName, format, label, status;
  bool dryRun = false;
  std::int64_t rowsRead = 0, rowsRejected = 0;
  std::int64_t customersNew = 0, customersMatched = 0, customersChanged = 0;
  std::int64_t ordersNew = 0, ordersMatched = 0, linesNew = 0, linesMatched = 0;
  std::vector<ImportRejectedRow> rejected;
  std::int64_t rejectedMore = 0;
  std::vector<std::string> warnings;
  std::int64_t bytesRead = 0;
  template <class V>
  static void describe(V& v) {
    using R = ImportReport;
    v.field("id", &R::id);
    v.field("file_name", &R::fileName);
    v.field("format", &R::format);
    v.field("label", &R::label);
    v.field("dry_run", &R::dryRun);
    v.field("status", &R::status, "running, done, cancelled or failed");
    v.field("rows_read", &R::rowsRead, "rows below the header, rejected ones included");
    v.field("rows_rejected", &R::rowsRejected);
    v.field("customers_new", &R::customersNew);
    v.field("customers_matched", &R::customersMatched, "customers that were there before");
    v.field("customers_changed", &R::customersChanged,
            "matched customers that got something they lacked");
    v.field("orders_new", &R::ordersNew);
    v.field("orders_matched", &R::ordersMatched);
    v.field("lines_new", &R::linesNew);
    v.field("lines_matched", &R::linesMatched);
    v.field("rejected", &R::rejected, "the first 1,000");
    v.field("rejected_more", &R::rejectedMore, "rejected rows beyond those");
    v.field("warnings", &R::warnings);
    v.field("bytes_read", &R::bytesRead);
  }
};

struct ImportFeedParams {
  static constexpr std::string_view kName = "ImportFeedParams";
  std::int64_t job = 0;
  bool last = false;
  template <class V>
  static void describe(V& v) {
    v.required("job", &ImportFeedParams::job);
    v.required("last", &ImportFeedParams::last);
  }
};

struct ImportJobParams {
  static constexpr std::string_view kName = "ImportJobParams";
  std::int64_t job = 0;
  template <class V>
  static void describe(V& v) {
    v.required("job", &ImportJobParams::job);
  }
};

struct ImportListEntry {
  static constexpr std::string_view kName = "ImportListEntry";
  Id id;
  std::string fileName, format, status;
  std::int64_t startedAt = 0, rowsRead = 0, rowsRejected = 0, customersNew = 0,
               customersMatched = 0;
  std::int64_t ordersNew = 0, linesNew = 0;
  bool canRevert = false;
  template <class V>
  static void describe(V& v) {
    using E = ImportListEntry;
    v.field("id", &E::id);
    v.field("file_name", &E::fileName);
    v.field("format", &E::format);
    v.field("status", &E::status);
    v.field("started_at", &E::startedAt);
    v.field("rows_read", &E::rowsRead);
    v.field("rows_rejected", &E::rowsRejected);
    v.field("customers_new", &E::customersNew);
    v.field("customers_matched", &E::customersMatched);
    v.field("orders_new", &E::ordersNew);
    v.field("lines_new", &E::linesNew);
    v.field("can_revert", &E::canRevert, "this device made it and it is not reverted");
  }
};

struct ImportsListResult {
  static constexpr std::string_view kName = "ImportsListResult";
  std::vector<ImportListEntry> imports;
  template <class V>
  static void describe(V& v) {
    v.field("imports", &ImportsListResult::imports, "the latest 200, newest first");
  }
};

struct ImportRevertParams {
  static constexpr std::string_view kName = "ImportRevertParams";
  Id id;
  template <class V>
  static void describe(V& v) {
    v.required("id", &ImportRevertParams::id);
  }
};

struct ImportKeptRow {
  static constexpr std::string_view kName = "ImportKeptRow";
  std::string entity, reason;
  Id rowId;
  template <class V>
  static void describe(V& v) {
    v.field("entity", &ImportKeptRow::entity);
    v.field("row_id", &ImportKeptRow::rowId);
    v.field("reason", &ImportKeptRow::reason);
  }
};

struct ImportRevertResult {
  static constexpr std::string_view kName = "ImportRevertResult";
  bool done = false;
  std::int64_t rowsRemoved = 0, rowsRestored = 0;
  std::vector<ImportKeptRow> kept;
  template <class V>
  static void describe(V& v) {
    v.field("done", &ImportRevertResult::done, "false: call again for the next step");
    v.field("rows_removed", &ImportRevertResult::rowsRemoved);
    v.field("rows_restored", &ImportRevertResult::rowsRestored);
    v.field("kept", &ImportRevertResult::kept,
            "what somebody changed since; the first 1,000 of this step");
  }
};

}  // namespace pannier::interop
