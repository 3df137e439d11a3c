/**
 * `<p-field>`: a value edited where it stands. Every keystroke is saved (data/autosave.ts); Enter and
 * leaving the field save at once; Escape brings back the value from before. Conflicts are shown here.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { Autosave, type SaveState } from '../data/autosave.js';
import { engine, errorText } from '../data/engine.js';
import { showProblem, showToast, showUndo } from '../data/toasts.js';
import type { FieldConflict } from '../generated/api.js';
import { personText, valueText } from '../data/json-value.js';
import { when } from './bits.js';
import { define, PannierElement } from './element.js';
import { icon } from './icons.js';
import { strings } from './strings.js';

/**
 * Stores one value; resolves with the transaction number. `base` is the row's version when editing
 * began, `again` is true when the same visit to the field has stored before: such changes join.
 */
export type FieldSave = (value: string, base: number, again: boolean) => Promise<number | null>;

export type FieldLook = 'row' | 'stacked' | 'bare' | 'boxed';

let nextFieldId = 1;

export class PannierField extends PannierElement {
  static override properties = {
    label: {},
    value: {},
    type: {},
    look: {},
    placeholder: {},
    version: { type: Number },
    unsynced: { type: Boolean },
    multiline: { type: Boolean },
    code: { type: Boolean },
    readonly: { type: Boolean },
    options: { attribute: false },
    conflicts: { attribute: false },
    save: { attribute: false },
    hint: {},
  };
  declare label: string;
  /** The stored value. While the person edits, the field keeps its own. */
  declare value: string;
  declare type: string;
  declare look: FieldLook;
  declare placeholder: string;
  declare version: number;
  /** This device has not sent the value yet. */
  declare unsynced: boolean;
  declare multiline: boolean;
  declare code: boolean;
  declare readonly: boolean;
  declare options: readonly (readonly [string, string])[] | undefined;
  declare conflicts: readonly FieldConflict[];
  declare save: FieldSave | undefined;
  declare hint: string;

  #id = `field-${nextFieldId++}`;
  #draft: string | undefined;
  #before = '';
  #base = 0;
  #transactions: (number | null)[] = [];
  #session = 0;
  #state: SaveState = 'idle';
  #autosave: Autosave<{ value: string; session: number; base: number; save: FieldSave }>;

  constructor() {
    super();
    this.label = '';
    this.value = '';
    this.type = 'text';
    this.look = 'row';
    this.placeholder = strings.profile.emptyField;
    this.version = 0;
    this.unsynced = false;
    this.multiline = false;
    this.code = false;
    this.readonly = false;
    this.conflicts = [];
    this.hint = '';
    this.#autosave = new Autosave(
      async ({ value, session, base, save }) => {
        const again = session === this.#session && this.#transactions.length > 0;
        const transaction = await save(value, base, again);
        if (session === this.#session) this.#transactions.push(transaction);
      },
      (state) => {
        this.#state = state;
        this.requestUpdate();
      },
    );
  }

  /** The text area or input, for views that insert text or place the caret. */
  get control(): HTMLInputElement | HTMLTextAreaElement | null {
    return this.querySelector(`#${this.#id}`);
  }

  /** What the person sees, stored or not yet. */
  get shown(): string {
    return this.#draft ?? this.value;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#autosave.flush();
  }

  protected override willUpdate(changed: PropertyValues): void {
    // After editing ended, the draft stays on show until the stored value has caught up with it.
    if (changed.has('value') && this.#session === 0 && !this.#autosave.busy)
      this.#draft = undefined;
  }

  #begin(): void {
    if (this.#session !== 0) return;
    this.#session = Date.now();
    this.#before = this.shown;
    this.#base = this.version;
    this.#transactions = [];
  }

  /** Replaces the text from outside the keyboard (an inserted variable) as if it had been typed. */
  typeText(value: string): void {
    this.#begin();
    this.#change(value);
  }

  #change(value: string): void {
    const save = this.save;
    if (!save) return;
    this.#begin();
    // Another device may have changed the value between the click and the first keystroke.
    if (this.#draft === undefined) this.#base = this.version;
    this.#draft = value;
    this.#autosave.schedule({ value, session: this.#session, base: this.#base, save });
    this.dispatchEvent(new CustomEvent('draft', { detail: value, bubbles: true }));
    this.requestUpdate();
  }

  async #finish(): Promise<void> {
    const session = this.#session;
    if (session === 0) return;
    await this.#autosave.flush();
    if (this.#session !== session) return;
    this.#session = 0;
    const changed = this.shown !== this.#before;
    if (this.#state !== 'failed' && changed && this.#transactions.length > 0) {
      showUndo(strings.profile.changed(this.label), this.#transactions);
    }
    if (!this.#autosave.busy && this.#draft === this.value) this.#draft = undefined;
    this.requestUpdate();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      this.#escape();
    } else if (event.key === 'Enter' && (!this.multiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.control?.blur();
    }
  }

  #escape(): void {
    const before = this.#before;
    if (this.#session !== 0 && this.shown !== before) {
      this.#autosave.cancel();
      this.#draft = before;
      if (this.#transactions.length > 0 || this.#autosave.busy) this.#change(before);
      else this.#draft = undefined;
    }
    this.requestUpdate();
    this.control?.blur();
  }

  #control(): TemplateResult {
    const shared = {
      input: (event: Event) => this.#change((event.target as HTMLInputElement).value),
      focus: () => this.#begin(),
      blur: () => void this.#finish(),
    };
    const invalid = this.#state === 'failed' ? 'true' : nothing;
    const describedBy = invalid === 'true' ? `${this.#id}-error` : nothing;
    if (this.options) {
      const known = this.options.some(([value]) => value === this.shown);
      return html`<select
        id=${this.#id}
        ?disabled=${this.readonly}
        @focus=${shared.focus}
        @blur=${shared.blur}
        @change=${shared.input}
      >
        ${known ? nothing : html`<option value=${this.shown} selected>${this.shown}</option>`}
        ${this.options.map(
          ([value, text]) =>
            html`<option value=${value} .selected=${value === this.shown}>${text}</option>`,
        )}
      </select>`;
    }
    if (this.multiline) {
      return html`<textarea
        id=${this.#id}
        rows="1"
        spellcheck=${this.code ? 'false' : 'true'}
        placeholder=${this.placeholder}
        ?readonly=${this.readonly}
        aria-invalid=${invalid}
        aria-describedby=${describedBy}
        .value=${live(this.shown)}
        @input=${shared.input}
        @focus=${shared.focus}
        @blur=${shared.blur}
        @keydown=${this.#onKey}
      ></textarea>`;
    }
    return html`<input
      id=${this.#id}
      type=${this.type}
      autocomplete="off"
      placeholder=${this.placeholder}
      ?readonly=${this.readonly}
      aria-invalid=${invalid}
      aria-describedby=${describedBy}
      class=${this.shown === '' ? 'unset' : ''}
      .value=${live(this.shown)}
      @input=${shared.input}
      @focus=${shared.focus}
      @blur=${shared.blur}
      @keydown=${this.#onKey}
    />`;
  }

  #stateText(): TemplateResult | typeof nothing {
    if (this.#state === 'failed') {
      return html`<span class="state failed"
        ><span class="text">${strings.state.notSaved}</span></span
      >`;
    }
    const fresh = this.#state === 'saved' && (this.#session !== 0 || this.unsynced);
    if (!fresh) return nothing;
    return html`<span class="state"><span class="text">${strings.state.saved}</span></span>`;
  }

  protected override render(): TemplateResult {
    const hideLabel = this.look === 'bare';
    return html`<div
      class="field ${this.look === 'row' ? '' : this.look === 'boxed' ? 'stacked boxed' : this.look} ${this.code ? 'code' : ''}"
    >
      <label class=${hideLabel ? 'visually-hidden' : ''} for=${this.#id}>${this.label}</label>
      <div class="grow">
        <div class="control">${this.#control()} ${this.#stateText()}</div>
        ${
          this.#state === 'failed'
            ? html`<p class="error-text" id="${this.#id}-error" role="alert">
                ${errorText(this.#autosave.error)}
              </p>`
            : nothing
        }
        ${this.hint ? html`<p class="hint">${this.hint}</p>` : nothing}
        ${this.conflicts.map((conflict) => conflictNote(conflict))}
      </div>
      <span class="visually-hidden" role="status"
        >${this.#state === 'saved' && this.#session !== 0 ? strings.state.saved : ''}</span
      >
    </div>`;
  }
}
define('p-field', PannierField);

/** The losing value of a conflict with the two ways out of it. */
export function conflictNote(conflict: FieldConflict): TemplateResult {
  const device = strings.profile.device(conflict.loser_device);
  const by = strings.profile.conflictBy(personText(conflict.loser_user), device);
  return html`<div class="conflict" role="group" aria-label=${strings.profile.conflict}>
    <div class="row">
      <span class="badge warn">${icon('alert')}${strings.profile.conflict}</span>
      <span class="quiet">${by}, ${when(conflict.loser_at)}</span>
    </div>
    <div class="lost">${strings.profile.conflictLost(valueText(conflict.loser_value))}</div>
    <div class="row">
      <button
        class="button small"
        type="button"
        @click=${() => resolveConflict(conflict, 'restore')}
      >
        ${strings.profile.restore}
      </button>
      <button
        class="button small plain"
        type="button"
        @click=${() => resolveConflict(conflict, 'keep')}
      >
        ${strings.profile.keep}
      </button>
    </div>
  </div>`;
}

export async function resolveConflict(
  conflict: FieldConflict,
  action: 'restore' | 'keep',
): Promise<void> {
  try {
    await engine().call('conflicts.resolve', { id: conflict.id, action });
    showToast({ text: action === 'restore' ? strings.profile.restored : strings.profile.kept });
  } catch (error) {
    showProblem(error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'p-field': PannierField;
  }
}
