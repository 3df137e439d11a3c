#pragma once

#include <string>
#include <string_view>

#include "core/interop/import_jobs.h"
#include "core/interop/import_revert.h"
#include "tests/unit/support/memory_shop.h"

namespace pannier::test {

/// A shop in memory with imports.
struct ImportShop : MemoryShop {
  api::CommandContext context{rows, sink, ids, world.environment, {"tester", true, false}};
  interop::ImportJobs jobs;

  void setting(const std::string& key, const std::string& value) {
    write([&](Writer& writer) {
      REQUIRE(
          writer.create(registry::EntityNo::kShopSetting, {{"key", key}, {"value", value}}).ok());
    });
  }

  Result<interop::ImportReport> tryImport(std::string_view text, bool dryRun = false,
                                          std::size_t piece = SIZE_MAX) {
    auto started = jobs.start(context, {"file.csv", "", dryRun});
    REQUIRE(started.ok());
    for (std::size_t at = 0;; at += piece) {
      const std::string_view part = text.substr(at, piece);
      const bool last = piece >= text.size() - at;
      auto report =
          jobs.feed(context, started->job,
                    {reinterpret_cast<const std::uint8_t*>(part.data()), part.size()}, last);
      if (last || !report) return report;
    }
  }

  interop::ImportReport import(std::string_view text, bool dryRun = false,
                               std::size_t piece = SIZE_MAX) {
    auto report = tryImport(text, dryRun, piece);
    if (!report) FAIL(report.error().message + " " + report.error().detail);
    return *report;
  }

  interop::ImportRevertResult revert(const Id& run) {
    auto result = interop::revertRun(context, run, SIZE_MAX);
    if (!result) FAIL(result.error().message + " " + result.error().detail);
    return *result;
  }

  std::int64_t live(const std::string& table, const std::string& where = "1") {
    return number("SELECT count(*) FROM " + table + " WHERE _cl % 2 = 1 AND " + where);
  }
};

}  // namespace pannier::test
