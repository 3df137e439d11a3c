/** `<segment-editor>`: query text with a live answer, the catalogue of filters beside it. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { registerActions } from '../data/actions.js';
import { engine } from '../data/engine.js';
import { count, money, share } from '../data/format.js';
import { Live } from '../data/live.js';
import { navigate, routePath } from '../data/router.js';
import { utf16Range } from '../data/text-offsets.js';
import { showProblem, showToast, showUndo } from '../data/toasts.js';
import type { Segment, SegmentsPreviewResult } from '../generated/api.js';
import type { PannierError } from '../engine/types.js';
import { avatar, emptyState, failedState } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import './filter-help.js';

const s = strings.segments;
const kPreviewDelay = 60; // milliseconds after the last keystroke

interface SegmentText {
  name: string;
  query: string;
  description: string;
}

export class SegmentEditor extends PannierElement {
  static override properties = { segmentId: {}, preset: { attribute: false } };
  /** Undefined = a segment that does not exist yet. */
  declare segmentId: string | undefined;
  declare preset: Readonly<Record<string, string>> | undefined;

  #segments = new Live(this, 'segments.list');
  #preview = new Live(this, 'segments.preview');
  /** What the person has typed over the stored segment; also kept in the tab until saved. */
  #draft: Partial<SegmentText> = {};
  #previewTimer: ReturnType<typeof setTimeout> | undefined;
  #asked = '';
  #saving = false;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#segments.update({});
    this.#stop = registerActions([
      {
        id: 'save-segment',
        group: strings.palette.groups.view,
        label: s.save,
        key: 'mod+s',
        whileTyping: true,
        run: () => void this.#save(),
      },
    ]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#previewTimer);
    this.#stop?.();
  }

  get #stored(): Segment | undefined {
    return this.#segments.value?.segments.find((one) => one.id === this.segmentId);
  }

  get #text(): SegmentText {
    const stored = this.#stored;
    return {
      name: this.#draft.name ?? stored?.name ?? this.preset?.['name'] ?? '',
      query: this.#draft.query ?? stored?.query ?? this.preset?.['query'] ?? '',
      description: this.#draft.description ?? stored?.description ?? '',
    };
  }

  get #changed(): boolean {
    const stored = this.#stored;
    const text = this.#text;
    if (!stored) return text.query !== '' || text.name !== '';
    return (
      text.name !== stored.name ||
      text.query !== stored.query ||
      text.description !== stored.description
    );
  }

  get #draftKey(): string {
    return `pannier.segment.${this.segmentId ?? 'new'}`;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || changed.has('segmentId')) this.#restoreDraft();
    const { query } = this.#text;
    if (query === this.#asked) return;
    clearTimeout(this.#previewTimer);
    const first = this.#asked === '';
    this.#asked = query;
    const ask = (): void => {
      this.#preview.update(query.trim() ? { query, sample: 6 } : undefined);
      this.requestUpdate();
    };
    if (first) ask();
    else this.#previewTimer = setTimeout(ask, kPreviewDelay);
  }

  // ---- the draft --------------------------------------------------------------------------------

  /** Typed text survives a reload or a crash although the segment itself is saved by a button. */
  #restoreDraft(): void {
    this.#draft = {};
    if (this.preset?.['query']) return;
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#draftKey) ?? 'null');
      if (kept && typeof kept === 'object') this.#draft = kept as Partial<SegmentText>;
    } catch {
      // Unreadable drafts are left aside.
    }
  }

  #edit(change: Partial<SegmentText>): void {
    this.#draft = { ...this.#draft, ...change };
    this.requestUpdate();
    try {
      localStorage.setItem(this.#draftKey, JSON.stringify(this.#draft));
    } catch {
      // Without storage the draft lives as long as the tab.
    }
  }

  #forgetDraft(): void {
    this.#draft = {};
    try {
      localStorage.removeItem(this.#draftKey);
    } catch {
      // Nothing was stored.
    }
  }

  // ---- acts -------------------------------------------------------------------------------------

  async #save(): Promise<void> {
    if (this.#saving) return;
    const text = this.#text;
    const problem = !text.name.trim()
      ? s.needName
      : !text.query.trim() || this.#queryError()
        ? s.needQuery
        : '';
    if (problem) {
      showToast({ text: problem, tone: 'problem' });
      this.querySelector<HTMLElement>(
        text.name.trim() ? '#segment-query' : '#segment-name',
      )?.focus();
      return;
    }
    this.#saving = true;
    try {
      const stored = this.#stored;
      const outcome = await engine().callFull('segments.save', {
        ...(stored ? { id: stored.id, base_version: stored.version } : {}),
        name: text.name.trim(),
        query: text.query,
        description: text.description,
      });
      showUndo(s.saved(text.name.trim()), [outcome.transaction]);
      this.#forgetDraft();
      if (!stored) navigate(routePath('segments', outcome.result.id), { replace: true });
    } catch (error) {
      showProblem(error);
    }
    this.#saving = false;
    this.requestUpdate();
  }

  async #remove(): Promise<void> {
    const stored = this.#stored;
    if (!stored) return;
    try {
      const outcome = await engine().callFull('segments.remove', { id: stored.id });
      this.#forgetDraft();
      showUndo(s.removed(stored.name), [outcome.transaction]);
      navigate('/segments');
    } catch (error) {
      showProblem(error);
    }
  }

  #openCustomers(): void {
    const stored = this.#stored;
    if (stored && !this.#changed)
      navigate(routePath('customers', undefined, { segment: stored.id }));
    else navigate(routePath('customers', undefined, { filter: this.#text.query }));
  }

  #insert(example: string): void {
    const area = this.querySelector<HTMLTextAreaElement>('#segment-query');
    if (!area) return;
    const before = area.value.slice(0, area.selectionStart);
    const after = area.value.slice(area.selectionEnd);
    const joiner =
      before.trim() && !/(\(|AND|OR|NOT)\s*$/i.test(before)
        ? `${/\s$/.test(before) ? '' : ' '}AND `
        : '';
    const inserted = `${before}${joiner}${example}`;
    this.#edit({ query: inserted + after });
    void this.updateComplete.then(() => {
      area.focus();
      area.setSelectionRange(inserted.length, inserted.length);
    });
  }

  // ---- drawing ----------------------------------------------------------------------------------

  #queryError(): PannierError | undefined {
    return this.#text.query.trim() ? this.#preview.error : undefined;
  }

  #errorRange(error: PannierError | undefined): { start: number; end: number } | undefined {
    if (error?.position === undefined) return undefined;
    return utf16Range(this.#text.query, error.position, error.length ?? 1);
  }

  #queryBox(error: PannierError | undefined): TemplateResult {
    const { query } = this.#text;
    const range = this.#errorRange(error);
    const underlay = range
      ? html`${query.slice(0, range.start)}<mark>${query.slice(range.start, range.end)}</mark>${query.slice(range.end)}`
      : nothing;
    return html`<div class="labelled">
      <label for="segment-query">${s.query}</label>
      <div class="code-box ${error ? 'invalid' : ''}">
        <div class="underlay" aria-hidden="true">${underlay}</div>
        <textarea
          id="segment-query"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          rows="3"
          aria-invalid=${error ? 'true' : nothing}
          aria-describedby="segment-query-note"
          placeholder=${strings.customers.filterPlaceholder}
          .value=${live(query)}
          @input=${(event: Event) => this.#edit({ query: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
      </div>
      <div id="segment-query-note" aria-live="polite">
        ${error ? this.#problem(error, range) : html`<p class="hint">${s.queryHint}</p>`}
      </div>
    </div>`;
  }

  #problem(error: PannierError, range: { start: number; end: number } | undefined): TemplateResult {
    const show = (): void => {
      const area = this.querySelector<HTMLTextAreaElement>('#segment-query');
      area?.focus();
      if (range) area?.setSelectionRange(range.start, range.end);
    };
    return html`<p class="row">
      <span class="error-text">${error.message}</span>
      ${
        range
          ? html`<button class="button plain small" type="button" @click=${show}>
              ${s.showProblem}
            </button>`
          : nothing
      }
    </p>`;
  }

  #answer(error: PannierError | undefined): TemplateResult | typeof nothing {
    const { query } = this.#text;
    const value = this.#preview.value;
    if (!query.trim()) return html`<p class="quiet">${s.emptyQuery}</p>`;
    if (!value) return nothing;
    const stale = error !== undefined || this.#preview.waiting;
    return html`<section class="stack" aria-label=${s.live}>
      ${this.#stats(value, stale)}
      ${value.canonical && value.canonical !== query.trim() && !stale ? this.#canonical(value.canonical) : nothing}
      ${value.sample.length > 0 && !error ? this.#sample(value) : nothing}
    </section>`;
  }

  #stats(value: SegmentsPreviewResult, stale: boolean): TemplateResult {
    return html`<dl class="stats ${stale ? 'stale' : ''}" aria-live="polite">
      <div>
        <dt>${strings.customers.title}</dt>
        <dd data-testid="segment-count">${count(value.count)}</dd>
      </div>
      <div>
        <dt>${s.ofBase('').trim()}</dt>
        <dd>${share(value.count, value.base)}</dd>
      </div>
      <div>
        <dt>${s.total}</dt>
        <dd>${money(value.total_spent, value.currency, { whole: true })}</dd>
      </div>
      <div>
        <dt>${s.average}</dt>
        <dd>${money(value.average_spent, value.currency)}</dd>
      </div>
    </dl>`;
  }

  #canonical(canonical: string): TemplateResult {
    return html`<p class="small">
      <span class="quiet">${s.canonical}</span> <code>${canonical}</code>
      <button
        class="button plain small"
        type="button"
        @click=${() => this.#edit({ query: canonical })}
      >
        ${s.useCanonical}
      </button>
    </p>`;
  }

  #sample(value: SegmentsPreviewResult): TemplateResult {
    return html`<div class="stack">
      <h2>${s.sample}</h2>
      <ul class="cards">
        ${value.sample.map(
          (row) =>
            html`<li>
              <a class="card-row" href="/customers/${row.id}">
                ${avatar(row.name || row.email, true)}
                <span class="grow truncate"
                  >${row.name || row.email || strings.customers.unnamed}</span
                >
                <span class="quiet truncate">${row.city}</span>
                <span class="figure">${money(row.total_spent, value.currency)}</span>
              </a>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  protected override render(): TemplateResult {
    if (this.#segments.error)
      return failedState(this.#segments.error, () => this.#segments.refresh());
    if (this.segmentId && this.#segments.value && !this.#stored) {
      return emptyState(
        'segment',
        strings.errors.notFound,
        strings.errors.notFoundHint,
        nothing,
        1,
      );
    }
    if (this.segmentId && !this.#segments.value) return html`<div aria-busy="true"></div>`;
    const text = this.#text;
    const error = this.#queryError();
    return html`<div class="editor">
      <div class="work">
        <div class="page-head">
          <a class="button plain square" href="/segments" aria-label=${strings.actions.back}
            >${icon('back')}</a
          >
          <h1 class="visually-hidden">${text.name || s.new}</h1>
          <div class="grow">
            <input
              class="title-input"
              id="segment-name"
              type="text"
              autocomplete="off"
              aria-label=${s.name}
              placeholder=${s.newName}
              .value=${live(text.name)}
              @input=${(event: Event) => this.#edit({ name: (event.target as HTMLInputElement).value })}
            />
          </div>
          ${this.#changed ? html`<span class="quiet small">${s.unsaved}</span>` : nothing}
          ${
            this.segmentId
              ? html`<button
                  class="button plain square"
                  type="button"
                  aria-label=${strings.actions.remove}
                  @click=${() => void this.#remove()}
                >
                  ${icon('trash')}
                </button>`
              : nothing
          }
          <button
            class="button"
            type="button"
            ?disabled=${error !== undefined || !text.query.trim()}
            @click=${() => this.#openCustomers()}
          >
            ${s.open}
          </button>
          <button
            class="button primary"
            type="button"
            ?disabled=${!this.#changed}
            @click=${() => void this.#save()}
          >
            ${s.save}
          </button>
        </div>
        ${this.#queryBox(error)} ${this.#answer(error)}
        <div class="labelled">
          <label for="segment-description">${s.description}</label>
          <textarea
            class="textarea"
            id="segment-description"
            rows="2"
            .value=${live(text.description)}
            @input=${(event: Event) => this.#edit({ description: (event.target as HTMLTextAreaElement).value })}
          ></textarea>
        </div>
      </div>
      <aside class="aside" aria-label=${s.help}>
        <filter-help
          @insert=${(event: CustomEvent<string>) => this.#insert(event.detail)}
        ></filter-help>
      </aside>
    </div>`;
  }
}
define('segment-editor', SegmentEditor);
