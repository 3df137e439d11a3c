/** `<import-view>`: drop files, see what would happen, import, take back. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { engine } from '../data/engine.js';
import { bytes, count } from '../data/format.js';
import { Live } from '../data/live.js';
import { showProblem, showToast } from '../data/toasts.js';
import type { ImportReport, ImportsListResult } from '../generated/api.js';
import { callout, failedState, when } from '../ui/bits.js';
import { confirmDialog } from '../ui/dialogs.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import { ImportQueue, type ImportJob } from './import-jobs.js';

const s = strings.import;
type PastImport = ImportsListResult['imports'][number];

// The queue belongs to the page, not to the view: files go on while the person looks elsewhere.
let redraw = (): void => undefined;
const queue = new ImportQueue(() => redraw());

export class ImportView extends PannierElement {
  #history = new Live(this, 'import.list');
  #over = false;
  #reverting = new Set<string>();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#history.update({});
    redraw = () => this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    redraw = () => undefined;
  }

  #onDrag(event: DragEvent, over: boolean): void {
    event.preventDefault();
    if (this.#over === over) return;
    this.#over = over;
    this.requestUpdate();
  }

  #onDrop(event: DragEvent): void {
    this.#onDrag(event, false);
    queue.add(event.dataTransfer?.files ?? []);
  }

  #onPick(event: Event): void {
    const input = event.target as HTMLInputElement;
    queue.add([...(input.files ?? [])]);
    input.value = '';
  }

  async #revert(past: PastImport): Promise<void> {
    if (!(await confirmDialog(s.revertTitle, s.revertText(past.file_name), s.revert))) return;
    this.#reverting.add(past.id);
    this.requestUpdate();
    try {
      let removed = 0;
      let restored = 0;
      let kept = 0;
      // A large import is taken back in steps; each answer says whether it was the last.
      for (;;) {
        const step = await engine().call('import.revert', { id: past.id });
        removed += step.rows_removed;
        restored += step.rows_restored;
        kept += step.kept.length;
        if (step.done) break;
      }
      showToast({
        text: `${s.reverted(removed, restored)}${kept > 0 ? `; ${s.keptBack(kept)}` : ''}`,
      });
    } catch (error) {
      showProblem(error);
    }
    this.#reverting.delete(past.id);
    this.requestUpdate();
  }

  // ---- one file ---------------------------------------------------------------------------------

  #figures(report: ImportReport): TemplateResult {
    const figures: [string, number, boolean][] = [
      [s.rows, report.rows_read, true],
      [s.newCustomers, report.customers_new, true],
      [s.matched, report.customers_matched, true],
      [s.changed, report.customers_changed, false],
      [s.newOrders, report.orders_new, false],
      [s.matchedOrders, report.orders_matched, false],
      [s.newLines, report.lines_new, false],
      [s.matchedLines, report.lines_matched, false],
      [s.rejected, report.rows_rejected, true],
    ];
    return html`<dl class="job-figures" aria-label=${s.table}>
      ${figures
        .filter(([, value, always]) => always || value > 0)
        .map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd class=${label === s.rejected && value > 0 ? 'error-text' : ''}>
                ${count(value)}
              </dd>
            </div>`,
        )}
    </dl>`;
  }

  #rejected(report: ImportReport): TemplateResult | typeof nothing {
    if (report.rejected.length === 0) return nothing;
    return html`<details ?open=${report.rejected.length <= 20}>
      <summary>${s.rejectedTitle} (${count(report.rows_rejected)})</summary>
      <div class="rejected-box" tabindex="0" role="region" aria-label=${s.rejectedTitle}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col" class="number">${s.line}</th>
              <th scope="col">${s.column}</th>
              <th scope="col">${s.reason}</th>
            </tr>
          </thead>
          <tbody>
            ${report.rejected.map(
              (row) =>
                html`<tr>
                  <td class="number">${count(row.line)}</td>
                  <td>${row.column}</td>
                  <td>${row.reason}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${report.rejected_more > 0 ? html`<p class="quiet small">${s.moreRejected(report.rejected_more)}</p>` : nothing}
    </details>`;
  }

  #phaseText(job: ImportJob): string {
    const texts: Record<ImportJob['phase'], string> = {
      queued: s.queued,
      detecting: s.detecting,
      'dry-run': s.dryRun,
      ready: s.ready,
      waiting: s.queued,
      running: s.running,
      done: s.done,
      cancelled: s.cancelled,
      failed: s.failed,
    };
    return texts[job.phase];
  }

  #buttons(job: ImportJob): TemplateResult {
    const working = job.phase === 'running' || job.phase === 'dry-run';
    const rejected = job.report?.rows_rejected ?? 0;
    return html`${
      job.phase === 'ready'
        ? html`<button class="button primary" type="button" @click=${() => queue.confirm(job)}>
            ${rejected > 0 ? s.startAnyway : s.start}
          </button>`
        : nothing
    }
    ${job.phase === 'done' ? html`<a class="button" href="/customers">${s.openCustomers}</a>` : nothing}
    ${
      job.phase === 'failed' || job.phase === 'cancelled'
        ? html`<button class="button" type="button" @click=${() => queue.retry(job)}>
            ${strings.actions.retry}
          </button>`
        : nothing
    }
    ${
      working
        ? html`<button class="button" type="button" @click=${() => queue.cancel(job)}>
            ${strings.actions.cancel}
          </button>`
        : html`<button
            class="button plain square"
            type="button"
            aria-label="${s.remove}: ${job.file.name}"
            @click=${() => queue.remove(job)}
          >
            ${icon('close')}
          </button>`
    }`;
  }

  #problems(job: ImportJob): TemplateResult | typeof nothing {
    const { detected, error } = job;
    if (job.phase !== 'failed') return nothing;
    const missing = detected?.missing ?? [];
    return html`<div role="alert">
      ${callout(
        'bad',
        html`${error ? html`<p>${error}</p>` : nothing}
        ${!error && detected && detected.format === '' ? html`<p>${s.unknownFormat}</p>` : nothing}
        ${missing.length > 0 ? html`<p>${s.missing(missing.join(', '))}</p>` : nothing}`,
      )}
    </div>`;
  }

  #job(job: ImportJob): TemplateResult {
    const { report, detected } = job;
    const working = job.phase === 'running' || job.phase === 'dry-run';
    const tone =
      job.phase === 'done'
        ? 'good'
        : job.phase === 'failed'
          ? 'bad'
          : job.phase === 'ready'
            ? 'info'
            : '';
    return html`<section class="panel job" aria-label=${job.file.name}>
      <div class="panel-head">
        ${icon('file')}
        <div class="grow">
          <strong class="truncate">${job.file.name}</strong>
          <span class="quiet small">
            ${bytes(job.file.size)}${detected?.label ? html` · ${s.recognised(detected.label)}` : nothing}
          </span>
        </div>
        <span class="badge ${tone}" role="status">${this.#phaseText(job)}</span>
        ${this.#buttons(job)}
      </div>
      <div class="panel-body stack">
        ${
          working
            ? html`<progress
                aria-label=${s.progress(job.file.name)}
                max="1"
                .value=${job.fraction}
              ></progress>`
            : nothing
        }
        ${this.#problems(job)} ${report ? this.#figures(report) : nothing}
        ${
          report && report.warnings.length > 0
            ? callout(
                'warn',
                html`<strong>${s.warnings}</strong>
                  <ul>
                    ${report.warnings.map((warning) => html`<li>${warning}</li>`)}
                  </ul>`,
              )
            : nothing
        }
        ${report && !working ? this.#rejected(report) : nothing}
      </div>
    </section>`;
  }

  // ---- history ----------------------------------------------------------------------------------

  #past(past: PastImport): TemplateResult {
    const reverting = this.#reverting.has(past.id);
    const parts = [
      `${count(past.customers_new)} ${s.newCustomers.toLowerCase()}`,
      `${count(past.customers_matched)} ${s.matched.toLowerCase()}`,
      past.orders_new > 0 ? `${count(past.orders_new)} ${s.newOrders.toLowerCase()}` : '',
      past.lines_new > 0 ? `${count(past.lines_new)} ${s.newLines.toLowerCase()}` : '',
      past.rows_rejected > 0 ? `${count(past.rows_rejected)} ${s.rejected.toLowerCase()}` : '',
    ];
    return html`<li class="card-row">
      <div class="grow">
        <strong>${past.file_name}</strong>
        <p class="quiet small">${parts.filter(Boolean).join(' · ')}</p>
      </div>
      <span class="quiet small">${when(past.started_at)}</span>
      <span class="badge">${s.statuses[past.status] ?? past.status}</span>
      ${
        past.can_revert
          ? html`<button
              class="button small"
              type="button"
              ?disabled=${reverting}
              aria-label="${s.revert}: ${past.file_name}"
              @click=${() => void this.#revert(past)}
            >
              ${reverting ? s.reverting : s.revert}
            </button>`
          : nothing
      }
    </li>`;
  }

  protected override render(): TemplateResult {
    const history = this.#history.value?.imports ?? [];
    return html`<div
      class="page"
      @dragover=${(event: DragEvent) => this.#onDrag(event, true)}
      @dragleave=${(event: DragEvent) => this.#onDrag(event, false)}
      @drop=${this.#onDrop}
    >
      <div class="page-inner">
        <h1>${s.title}</h1>
        <div class="drop ${this.#over ? 'over' : ''}">
          <span class="mark">${icon('upload')}</span>
          <h2>${s.drop}</h2>
          <label class="button" for="import-files">${s.pick}</label>
          <input
            class="visually-hidden"
            id="import-files"
            type="file"
            multiple
            accept=".csv,.tsv,.txt,text/csv"
            @change=${this.#onPick}
          />
          <p class="quiet">${s.hint}</p>
        </div>
        ${repeat(
          queue.jobs,
          (job) => job.id,
          (job) => this.#job(job),
        )}
        <section class="stack" aria-labelledby="history-title">
          <h2 id="history-title">${s.history}</h2>
          ${
            this.#history.error
              ? failedState(this.#history.error, () => this.#history.refresh())
              : history.length === 0
                ? html`<p class="quiet">${s.historyEmpty}</p>`
                : html`<ul class="cards">
                    ${history.map((past) => this.#past(past))}
                  </ul>`
          }
        </section>
      </div>
    </div>`;
  }
}
define('import-view', ImportView);
