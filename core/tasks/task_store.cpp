#include "core/tasks/task_store.h"

namespace pannier::tasks {
namespace {

Task readTask(const Rows& rows) {
  Task task;
  task.id = rows.id(0);
  if (!rows.isNull(1)) task.customerId = rows.id(1);
  task.customerName = rows.text(2);
  task.title = rows.text(3);
  task.dueOn = rows.text(4);
  task.status = rows.text(5);
  task.assignee = rows.text(6);
  task.priority = rows.text(7);
  task.createdAt = rows.integer(8);
  if (!rows.isNull(9)) task.completedAt = rows.integer(9);
  task.version = rows.integer(10);
  return task;
}

}  // namespace

constexpr std::string_view kCount =
    "SELECT count(*) FROM task WHERE _cl % 2 = 1 AND (?1 = '' OR coalesce(status, 'open') = ?1)";

Result<std::int64_t> count(Database& database, std::string_view status) {
  return database.integer(kCount, 0, status);
}

constexpr std::string_view kList =
    "SELECT t.id, t.customer_id, r.name, t.title, t.due_on, coalesce(t.status, 'open'), "
    "t.assignee, coalesce(t.priority, 'normal'), t.created_at, t.completed_at, t._v FROM task t "
    "LEFT JOIN customer c ON c.id = t.customer_id "
    "LEFT JOIN customer_rollup r ON r.customer_pk = c.pk "
    "WHERE t._cl % 2 = 1 AND (?1 = '' OR coalesce(t.status, 'open') = ?1) "
    "ORDER BY coalesce(t.status, 'open') = 'done', "
    "CASE WHEN t.status = 'done' THEN -coalesce(t.completed_at, 0) END, "
    "t.due_on IS NULL, t.due_on, t.priority = 'low', t.priority <> 'high', t.created_at, t.pk "
    "LIMIT ?2 OFFSET ?3";

Result<std::vector<Task>> list(Database& database, std::string_view status, std::int64_t limit,
                               std::int64_t offset) {
  std::vector<Task> list;
  Rows rows = database.query(kList, status, limit, offset);
  while (rows.next()) list.push_back(readTask(rows));
  PANNIER_TRY(rows.status());
  return list;
}

}  // namespace pannier::tasks
