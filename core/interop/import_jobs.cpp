#include "core/interop/import_jobs.h"

#include <algorithm>

namespace pannier::interop {
namespace {

Error noSuchJob(std::int64_t job) {
  return makeError(
      ErrorCode::kNotFound,
      "Import " + std::to_string(job) + " is not under way; it ended or the page was loaded anew.",
      "job");
}

}  // namespace

Result<ImportStartResult> ImportJobs::start(api::CommandContext& context,
                                            ImportJob::Options options) {
  if (jobs_.size() >= kMaxJobs) {
    const auto oldest = std::min_element(
        jobs_.begin(), jobs_.end(),
        [](const auto& a, const auto& b) { return a.second.lastUse < b.second.lastUse; });
    PANNIER_TRY(cancel(context, oldest->first));
  }
  PANNIER_ASSIGN(std::unique_ptr<ImportJob> job, ImportJob::start(context, std::move(options)));
  const std::int64_t number = nextJob_++;
  ImportStartResult result;
  result.id = job->id();
  result.job = number;
  jobs_.emplace(number, Entry{std::move(job), ++uses_});
  return result;
}

Result<ImportReport> ImportJobs::feed(api::CommandContext& context, std::int64_t job,
                                      std::span<const std::uint8_t> bytes, bool last) {
  const auto found = jobs_.find(job);
  if (found == jobs_.end()) return noSuchJob(job);
  found->second.lastUse = ++uses_;
  if (Status fed = found->second.job->feed(context, bytes, last); !fed) {
    jobs_.erase(found);
    return std::move(fed).error();
  }
  ImportReport report = found->second.job->report();
  if (last) jobs_.erase(found);
  return report;
}

Result<ImportReport> ImportJobs::cancel(api::CommandContext& context, std::int64_t job) {
  const auto found = jobs_.find(job);
  if (found == jobs_.end()) return noSuchJob(job);
  PANNIER_TRY(found->second.job->cancel(context));
  ImportReport report = found->second.job->report();
  jobs_.erase(found);
  return report;
}

bool ImportJobs::isRunning(const Id& run) const noexcept {
  return std::any_of(jobs_.begin(), jobs_.end(),
                     [&](const auto& each) { return each.second.job->id() == run; });
}

}  // namespace pannier::interop
