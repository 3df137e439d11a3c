#include "core/tasks/task_commands.h"

#include <algorithm>
#include <array>

#include "core/tasks/task_store.h"

namespace pannier {
namespace {

using registry::EntityNo;

constexpr std::int64_t kDefaultLimit = 100;
constexpr std::int64_t kMaxLimit = 1'000;
constexpr std::array<std::string_view, 5> kEditable{"title", "due_on", "status", "assignee",
                                                    "priority"};

struct TasksSaveParams {
  static constexpr std::string_view kName = "TasksSaveParams";
  std::optional<Id> id;
  std::optional<Id> customerId;
  api::FieldMap fields;
  std::optional<std::int64_t> baseVersion;

  template <class V>
  static void describe(V& v) {
    v.optional("id", &TasksSaveParams::id, "none = a new task");
    v.optional("customer_id", &TasksSaveParams::customerId);
    v.required("fields", &TasksSaveParams::fields, "title due_on status assignee priority");
    v.optional("base_version", &TasksSaveParams::baseVersion,
               "the task's version when it was shown");
  }
};

struct TasksListParams {
  static constexpr std::string_view kName = "TasksListParams";
  std::string status;
  std::int64_t limit = kDefaultLimit;
  std::int64_t offset = 0;

  template <class V>
  static void describe(V& v) {
    v.optional("status", &TasksListParams::status, "open or done; none = all");
    v.optional("limit", &TasksListParams::limit, "1..1000, default 100");
    v.optional("offset", &TasksListParams::offset);
  }
};

struct TasksListResult {
  static constexpr std::string_view kName = "TasksListResult";
  std::int64_t total = 0;
  std::vector<Task> tasks;

  template <class V>
  static void describe(V& v) {
    v.field("total", &TasksListResult::total);
    v.field("tasks", &TasksListResult::tasks, "open ones first, by due date");
  }
};

constexpr std::string_view kIsCustomer = "SELECT 1 FROM customer WHERE id = ? AND _cl % 2 = 1";

/// The caller's fields as the registry's, with what follows from them: the time of completion.
Result<NamedValues> valuesOf(api::CommandContext& context, const TasksSaveParams& params) {
  NamedValues values;
  for (const auto& [name, value] : params.fields) {
    if (std::find(kEditable.begin(), kEditable.end(), name) == kEditable.end()) {
      return makeError(ErrorCode::kInvalidArgument,
                       "A task has no field '" + name +
                           "' that can be set; it has title, due_on, status, assignee, priority.",
                       "fields." + name);
    }
    values.emplace_back(name, value);
    if (name != "status") continue;
    const bool isDone = value == Value{std::string("done")};
    values.emplace_back("completed_at", isDone ? Value{context.nowMs()} : Value{});
  }
  if (params.customerId) {
    PANNIER_ASSIGN(const std::int64_t known,
                   context.database().integer(kIsCustomer, 0, *params.customerId));
    if (known == 0) {
      return makeError(ErrorCode::kNotFound,
                       "There is no customer with id " + formatId(*params.customerId) + ".",
                       "customer_id");
    }
    values.emplace_back("customer_id", *params.customerId);
  }
  return values;
}

bool gives(const NamedValues& values, std::string_view name) {
  return std::any_of(values.begin(), values.end(),
                     [name](const auto& pair) { return pair.first == name; });
}

Result<api::IdResult> save(api::CommandContext& context, const TasksSaveParams& params) {
  PANNIER_ASSIGN(NamedValues values, valuesOf(context, params));
  if (params.id) {
    PANNIER_TRY(context.writer().patch(EntityNo::kTask, *params.id, values, params.baseVersion));
    return api::IdResult{*params.id};
  }
  if (!gives(values, "status")) values.emplace_back("status", std::string("open"));
  if (!gives(values, "priority")) values.emplace_back("priority", std::string("normal"));
  values.emplace_back("created_at", context.nowMs());
  PANNIER_ASSIGN(const Id id, context.writer().create(EntityNo::kTask, values));
  return api::IdResult{id};
}

Result<api::Empty> remove(api::CommandContext& context, const api::IdParams& params) {
  PANNIER_TRY(context.writer().remove(EntityNo::kTask, params.id));
  return api::Empty{};
}

Result<TasksListResult> list(api::CommandContext& context, const TasksListParams& params) {
  if (!params.status.empty() && params.status != "open" && params.status != "done") {
    return makeError(ErrorCode::kInvalidArgument, "status must be open or done.", "status");
  }
  if (params.limit < 1 || params.limit > kMaxLimit) {
    return makeError(ErrorCode::kInvalidArgument, "limit must be from 1 to 1,000.", "limit");
  }
  if (params.offset < 0) {
    return makeError(ErrorCode::kInvalidArgument, "offset must not be negative.", "offset");
  }
  TasksListResult result;
  PANNIER_ASSIGN(result.total, tasks::count(context.database(), params.status));
  PANNIER_ASSIGN(result.tasks,
                 tasks::list(context.database(), params.status, params.limit, params.offset));
  return result;
}

}  // namespace

void registerTaskCommands(api::CommandRegistry& registry) {
  registry.add<TasksSaveParams, api::IdResult>(
      {"tasks.save", "Makes a task or changes fields of one.", {}, true}, save);
  registry.add<api::IdParams, api::Empty>({"tasks.remove", "Puts a task into the bin.", {}, true},
                                          remove);
  registry.add<TasksListParams, TasksListResult>({"tasks.list",
                                                  "Tasks, open ones first, by due date.",
                                                  {EntityNo::kTask, EntityNo::kCustomer},
                                                  false},
                                                 list);
}

}  // namespace pannier
