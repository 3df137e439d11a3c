import type { Task } from '../generated/api.js';

export const taskGroupNames = ['overdue', 'today', 'tomorrow', 'week', 'later', 'someday'] as const;
export type TaskGroup = (typeof taskGroupNames)[number];

/** Sorts tasks under the days they are due; empty groups are left out. `daysUntil` counts from today. */
export function groupTasks(
  tasks: readonly Task[],
  daysUntil: (date: string) => number,
): [TaskGroup, Task[]][] {
  const groups = new Map<TaskGroup, Task[]>();
  for (const task of tasks) {
    const name = groupOf(task.due_on === '' ? NaN : daysUntil(task.due_on));
    groups.set(name, [...(groups.get(name) ?? []), task]);
  }
  const found: [TaskGroup, Task[]][] = [];
  for (const name of taskGroupNames) {
    const members = groups.get(name);
    if (!members) continue;
    members.sort((a, b) => a.due_on.localeCompare(b.due_on) || a.created_at - b.created_at);
    found.push([name, members]);
  }
  return found;
}

function groupOf(days: number): TaskGroup {
  if (Number.isNaN(days)) return 'someday';
  if (days < 0) return 'overdue';
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days < 7 ? 'week' : 'later';
}
