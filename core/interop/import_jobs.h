#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>

#include "core/interop/import_job.h"

namespace pannier::interop {

/// The imports that are under way. Lives as long as the module; what is in it when the program ends
/// stays behind as import runs of status running.
class ImportJobs {
 public:
  /// More files than this at a time: the one that got no bytes for longest is cancelled.
  static constexpr std::size_t kMaxJobs = 4;

  Result<ImportStartResult> start(api::CommandContext& context, ImportJob::Options options);
  /// The next bytes of a job; after `last`, or an error, the job is gone. Errors: kNotFound and
  /// those of ImportJob::feed.
  Result<ImportReport> feed(api::CommandContext& context, std::int64_t job,
                            std::span<const std::uint8_t> bytes, bool last);
  Result<ImportReport> cancel(api::CommandContext& context, std::int64_t job);
  /// Is this import run under way here?
  [[nodiscard]] bool isRunning(const Id& run) const noexcept;

 private:
  struct Entry {
    std::unique_ptr<ImportJob> job;
    std::int64_t lastUse = 0;
  };

  std::map<std::int64_t, Entry> jobs_;
  std::int64_t nextJob_ = 1;
  std::int64_t uses_ = 0;
};

}  // namespace pannier::interop

namespace pannier {
using interop::ImportJobs;
}
