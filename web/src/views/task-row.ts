/** One task, as it stands in the day list and on a profile. */
import { html, nothing, type TemplateResult } from 'lit';
import { daysBetween, localToday } from '../data/format.js';
import type { FieldConflict, ProfileTask } from '../generated/api.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import '../ui/field.js';
import { act, saveTaskField } from './profile-actions.js';

const kDone = 'done';
export const kOpen = 'open';

export function isDone(task: ProfileTask): boolean {
  return task.completed_at !== null || task.status.toLowerCase() === kDone;
}

function toggle(task: ProfileTask): void {
  const done = !isDone(task);
  const text = done ? strings.tasks.completed(task.title) : strings.tasks.reopened(task.title);
  void act(text, 'tasks.save', { id: task.id, fields: { status: done ? kDone : kOpen } });
}

export function taskRow(
  task: ProfileTask,
  options: {
    customer?: { id: string; name: string } | undefined;
    conflicts?: readonly FieldConflict[];
  } = {},
): TemplateResult {
  const done = isDone(task);
  const late = !done && task.due_on !== '' && daysBetween(localToday(), task.due_on) < 0;
  return html`<div class="task ${done ? 'done' : ''} ${late ? 'late' : ''}">
    <button
      class="tick"
      type="button"
      role="checkbox"
      aria-checked=${done}
      aria-label=${strings.tasks.complete(task.title)}
      @click=${() => toggle(task)}
    >
      ${icon(done ? 'task' : 'circle')}
    </button>
    <p-field
      look="bare"
      .label=${strings.tasks.task}
      .value=${task.title}
      .version=${task.version}
      .conflicts=${(options.conflicts ?? []).filter((one) => one.field === 'title')}
      .save=${saveTaskField(task.id, 'title')}
    ></p-field>
    ${
      options.customer
        ? html`<a class="whom truncate" href="/customers/${options.customer.id}"
            >${options.customer.name}</a
          >`
        : nothing
    }
    <div class="row tight due">
      <p-field
        look="bare"
        type="date"
        .label=${strings.tasks.due}
        .value=${task.due_on}
        .version=${task.version}
        .conflicts=${(options.conflicts ?? []).filter((one) => one.field === 'due_on')}
        .save=${saveTaskField(task.id, 'due_on')}
      ></p-field>
      <button
        class="button plain small square"
        type="button"
        aria-label=${strings.tasks.remove(task.title)}
        @click=${() => void act(strings.tasks.removed(task.title), 'tasks.remove', { id: task.id })}
      >
        ${icon('trash')}
      </button>
    </div>
  </div>`;
}
