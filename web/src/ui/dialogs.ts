/** One dialog at a time: a question, or a short form. Promises, so that callers read top to bottom. */
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import { strings } from './strings.js';

interface DialogOptions<T> {
  title: string;
  body: TemplateResult | string;
  confirm: string;
  danger?: boolean;
  /** Reads the form; undefined keeps the dialog open (the form shows what is missing). */
  result: (form: HTMLFormElement) => T | undefined;
}

type DialogElement = HTMLElement & { open: boolean; updateComplete: Promise<unknown> };

/** Shows a dialog; resolves with the form's result or undefined when it was closed. */
export function showDialog<T>(options: DialogOptions<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const host = document.createElement('div');
    document.body.append(host);
    let answer: T | undefined;
    const dialog = (): DialogElement | null => host.querySelector('wa-dialog');
    const close = (): void => {
      const element = dialog();
      if (element) element.open = false;
    };
    const submit = (event: SubmitEvent): void => {
      event.preventDefault();
      answer = options.result(event.target as HTMLFormElement);
      if (answer !== undefined) close();
    };
    const hidden = (event: Event): void => {
      if (event.target !== dialog()) return;
      render(nothing, host);
      host.remove();
      resolve(answer);
    };
    render(
      html`<wa-dialog without-header light-dismiss label=${options.title} @wa-after-hide=${hidden}>
        <form class="dialog-body" novalidate @submit=${submit}>
          <h2>${options.title}</h2>
          ${typeof options.body === 'string' ? html`<p>${options.body}</p>` : options.body}
          <div class="dialog-actions">
            <button class="button" type="button" @click=${close}>${strings.actions.cancel}</button>
            <button class="button ${options.danger ? 'danger' : 'primary'}" type="submit">
              ${options.confirm}
            </button>
          </div>
        </form>
      </wa-dialog>`,
      host,
    );
    const element = dialog();
    void element?.updateComplete.then(() => (element.open = true));
    element?.addEventListener('wa-after-show', () => {
      const first = host.querySelector<HTMLElement>(
        'input, select, textarea, button[type="submit"]',
      );
      first?.focus();
    });
  });
}

export async function confirmDialog(
  title: string,
  text: TemplateResult | string,
  confirm: string,
  danger = true,
): Promise<boolean> {
  const answer = await showDialog({ title, body: text, confirm, danger, result: () => true });
  return answer ?? false;
}
