import { html } from 'lit';
import { engine } from '../data/engine.js';
import { showProblem, showUndo } from '../data/toasts.js';
import { showDialog } from '../ui/dialogs.js';
import { strings } from '../ui/strings.js';

const fields = ['first_name', 'last_name', 'email', 'phone'] as const;
const types: Record<string, string> = { email: 'email', phone: 'tel' };

/** Asks for the few things a new customer needs; resolves with the new id, or undefined. */
export async function newCustomerDialog(
  preset: { email?: string } = {},
): Promise<string | undefined> {
  const values = await showDialog({
    title: strings.customers.new,
    confirm: strings.customers.new,
    body: html`<p class="quiet" id="new-customer-hint">${strings.customers.newHint}</p>
      ${fields.map(
        (name) =>
          html`<div class="labelled">
            <label for="new-${name}">${strings.profile.fields[name]}</label>
            <input
              class="input"
              id="new-${name}"
              name=${name}
              type=${types[name] ?? 'text'}
              autocomplete="off"
              .value=${name === 'email' ? (preset.email ?? '') : ''}
            />
          </div>`,
      )}
      <p class="error-text" role="alert" hidden>${strings.customers.needOne}</p>`,
    result: (form) => {
      const data = new FormData(form);
      const entered = Object.fromEntries(
        fields
          .map((name) => [name, String(data.get(name) ?? '').trim()] as const)
          .filter(([, value]) => value !== ''),
      );
      const problem = form.querySelector<HTMLElement>('[role="alert"]');
      if (problem) problem.hidden = Object.keys(entered).length > 0;
      return Object.keys(entered).length > 0 ? entered : undefined;
    },
  });
  if (!values) return undefined;
  try {
    const outcome = await engine().callFull('customers.create', { fields: values });
    const name = [values['first_name'], values['last_name']].filter(Boolean).join(' ');
    showUndo(strings.customers.created(name || (values['email'] ?? '')), [outcome.transaction]);
    return outcome.result.id;
  } catch (error) {
    showProblem(error);
    return undefined;
  }
}
