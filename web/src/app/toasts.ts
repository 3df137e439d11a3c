import { html, nothing, type TemplateResult } from 'lit';
import {
  currentToasts,
  dismissToast,
  holdToast,
  onToasts,
  releaseToast,
  type Toast,
} from '../data/toasts.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';

/** Draws the toasts; a polite live region, so that they are also heard. */
export class PannierToasts extends PannierElement {
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onToasts(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  #toast(toast: Toast): TemplateResult {
    return html`<div
      class="toast ${toast.tone}"
      @pointerenter=${() => holdToast(toast.id)}
      @pointerleave=${() => releaseToast(toast.id)}
      @focusin=${() => holdToast(toast.id)}
      @focusout=${() => releaseToast(toast.id)}
    >
      <span class="grow">${toast.text}</span>
      ${
        toast.action
          ? html`<button type="button" @click=${toast.action.run}>${toast.action.label}</button>`
          : nothing
      }
      <button
        type="button"
        class="square"
        aria-label=${strings.actions.dismiss}
        @click=${() => dismissToast(toast.id)}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="toasts" role="status" aria-live="polite">
      ${currentToasts().map((toast) => this.#toast(toast))}
    </div>`;
  }
}
define('pannier-toasts', PannierToasts);
