/**
 * `<note-composer>`: the box for a new note. The first keystroke already creates the note, later ones
 * change it, so that a note being written survives a crash; leaving the box starts the next one.
 */
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { Autosave } from '../data/autosave.js';
import { engine, errorText } from '../data/engine.js';
import { showUndo } from '../data/toasts.js';
import { define, PannierElement } from '../ui/element.js';
import { strings } from '../ui/strings.js';

interface Draft {
  customerId: string;
  body: string;
  noteId: string | undefined;
  transactions: (number | null)[];
}

export class NoteComposer extends PannierElement {
  static override properties = { customerId: {} };
  declare customerId: string;

  #draft: Draft | undefined;
  #autosave = new Autosave<Draft>(
    (draft) => this.#store(draft),
    () => this.requestUpdate(),
  );

  /** The note being written here; the list leaves it out until it is finished. */
  get noteId(): string | undefined {
    return this.#draft?.noteId;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#autosave.flush();
  }

  async #store(draft: Draft): Promise<void> {
    if (draft.body.trim() === '' && draft.noteId === undefined) return;
    const outcome = await engine().callFull('notes.save', {
      customer_id: draft.customerId,
      body: draft.body,
      ...(draft.noteId === undefined ? {} : { id: draft.noteId, coalesce: true }),
    });
    draft.noteId ??= outcome.result.id;
    draft.transactions.push(outcome.transaction);
    this.dispatchEvent(new CustomEvent('composing', { bubbles: true }));
  }

  #onInput(event: Event): void {
    const body = (event.target as HTMLTextAreaElement).value;
    this.#draft ??= { customerId: this.customerId, body, noteId: undefined, transactions: [] };
    this.#draft.body = body;
    this.#autosave.schedule(this.#draft);
    this.requestUpdate();
  }

  async #finish(): Promise<void> {
    const draft = this.#draft;
    if (!draft) return;
    await this.#autosave.flush();
    if (this.#autosave.state === 'failed' || this.#draft !== draft) return;
    this.#draft = undefined;
    if (draft.noteId !== undefined && draft.body.trim() === '') {
      await engine().call('notes.remove', { id: draft.noteId });
    } else if (draft.noteId !== undefined) {
      showUndo(strings.profile.noteAdded, draft.transactions);
    }
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('composing', { bubbles: true }));
  }

  #onKey(event: KeyboardEvent): void {
    const done = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!done && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    (event.target as HTMLElement).blur();
  }

  protected override render(): TemplateResult {
    const { state } = this.#autosave;
    return html`<div class="field boxed stacked">
      <label class="visually-hidden" for="note-composer">${strings.profile.newNote}</label>
      <div class="control">
        <textarea
          id="note-composer"
          rows="2"
          placeholder=${strings.profile.notePlaceholder}
          .value=${live(this.#draft?.body ?? '')}
          @input=${this.#onInput}
          @blur=${() => void this.#finish()}
          @keydown=${this.#onKey}
        ></textarea>
        ${
          this.#draft && (state === 'saved' || state === 'failed')
            ? html`<span class="state ${state}"
                ><span class="text"
                  >${state === 'failed' ? strings.state.notSaved : strings.state.saved}</span
                ></span
              >`
            : ''
        }
      </div>
      ${
        state === 'failed'
          ? html`<p class="error-text" role="alert">${errorText(this.#autosave.error)}</p>`
          : ''
      }
    </div>`;
  }
}
define('note-composer', NoteComposer);

declare global {
  interface HTMLElementTagNameMap {
    'note-composer': NoteComposer;
  }
}
