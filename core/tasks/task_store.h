#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/storage/database.h"
#include "core/tasks/task.h"

namespace pannier::tasks {

/// How many tasks have this status; all when `status` is empty.
Result<std::int64_t> count(Database& database, std::string_view status);

/// Open tasks before done ones; open ones by due date (those without a date last), done ones by
/// when they were completed, latest first.
Result<std::vector<Task>> list(Database& database, std::string_view status, std::int64_t limit,
                               std::int64_t offset);

}  // namespace pannier::tasks
