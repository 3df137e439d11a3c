/** `<tasks-view>`: the day list. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { daysBetween, localToday } from '../data/format.js';
import { Live } from '../data/live.js';
import { navigate, type Route } from '../data/router.js';
import type { Task } from '../generated/api.js';
import { emptyState, failedState } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { strings } from '../ui/strings.js';
import { act } from './profile-actions.js';
import { groupTasks } from './task-groups.js';
import { kOpen, taskRow } from './task-row.js';

const kLimit = 500;

function customerOf(task: Task): { id: string; name: string } | undefined {
  return task.customer_id === null ? undefined : { id: task.customer_id, name: task.customer_name };
}

export class TasksView extends PannierElement {
  static override properties = { route: { attribute: false } };
  declare route: Route;

  #tasks = new Live(this, 'tasks.list');

  get #showDone(): boolean {
    return this.route.query['show'] === 'done';
  }

  protected override willUpdate(): void {
    this.#tasks.update({ status: this.#showDone ? 'done' : kOpen, limit: kLimit });
  }

  protected override updated(): void {
    if (!this.route.query['new']) return;
    this.querySelector<HTMLElement>('#task-title')?.focus();
    navigate('/tasks', { replace: true });
  }

  async #add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const title = String(data.get('title') ?? '').trim();
    const due = String(data.get('due') ?? '');
    if (!title) return;
    const fields: Record<string, string> = { title, status: kOpen };
    if (due) fields['due_on'] = due;
    const added = await act(strings.tasks.added(title), 'tasks.save', { fields });
    if (added) form.reset();
  }

  #group(name: string, tasks: readonly Task[]): TemplateResult {
    const title = (strings.tasks as unknown as Record<string, string>)[name] ?? name;
    return html`<section class="task-group ${name}" aria-label=${title}>
      <h2>${title} <span class="quiet small">${tasks.length}</span></h2>
      <ul class="cards">
        ${repeat(
          tasks,
          (task) => task.id,
          (task) => html`<li>${taskRow(task, { customer: customerOf(task) })}</li>`,
        )}
      </ul>
    </section>`;
  }

  #list(): TemplateResult | TemplateResult[] | typeof nothing {
    const { value, error } = this.#tasks;
    if (error) return failedState(error, () => this.#tasks.refresh());
    if (!value) return nothing;
    if (value.tasks.length === 0) {
      return this.#showDone
        ? emptyState('task', strings.tasks.done, strings.tasks.doneEmpty)
        : emptyState('task', strings.tasks.emptyTitle, strings.tasks.emptyText);
    }
    if (this.#showDone) return this.#group('done', value.tasks);
    const today = localToday();
    const groups = groupTasks(value.tasks, (date) => daysBetween(today, date));
    return groups.map(([name, tasks]) => this.#group(name, tasks));
  }

  protected override render(): TemplateResult {
    const show = (done: boolean): TemplateResult =>
      html`<button
        type="button"
        aria-pressed=${this.#showDone === done}
        @click=${() => navigate(done ? '/tasks?show=done' : '/tasks', { replace: true })}
      >
        ${done ? strings.tasks.done : strings.tasks.open}
      </button>`;
    return html`<div class="page">
      <div class="page-inner">
        <div class="page-head">
          <h1 class="grow">${strings.tasks.title}</h1>
          <div class="segmented" role="group" aria-label=${strings.tasks.show}>
            ${show(false)}${show(true)}
          </div>
        </div>
        <form class="task-new" @submit=${this.#add}>
          <input
            class="input"
            id="task-title"
            name="title"
            type="text"
            autocomplete="off"
            aria-label=${strings.tasks.new}
            placeholder=${strings.tasks.placeholder}
          />
          <span class="labelled-date">
            <input class="input" name="due" type="date" aria-label=${strings.tasks.due} />
          </span>
          <button class="button primary" type="submit">${strings.actions.add}</button>
        </form>
        ${this.#list()}
      </div>
    </div>`;
  }
}
define('tasks-view', TasksView);
