import { html } from 'lit';
import { engine } from '../data/engine.js';
import { showProblem } from '../data/toasts.js';
import { showDialog } from '../ui/dialogs.js';
import { strings } from '../ui/strings.js';

/** Asks for e-mail and password while the shop stays open: the old token is no longer accepted. */
export async function signInDialog(email = ''): Promise<void> {
  const body = await showDialog({
    title: strings.state.signInAgain,
    confirm: strings.signIn.submit,
    body: html`<div class="labelled">
        <label for="again-email">${strings.signIn.email}</label>
        <input
          class="input"
          id="again-email"
          name="email"
          type="email"
          autocomplete="username"
          .value=${email}
        />
      </div>
      <div class="labelled">
        <label for="again-password">${strings.signIn.password}</label>
        <input
          class="input"
          id="again-password"
          name="password"
          type="password"
          autocomplete="current-password"
        />
      </div>
      <p class="hint">${strings.signIn.linkHint}</p>`,
    result: (form) => {
      const data = new FormData(form);
      const entered = {
        email: String(data.get('email') ?? '').trim(),
        password: String(data.get('password') ?? ''),
      };
      return entered.email && entered.password ? entered : undefined;
    },
  });
  if (body) await engine().signIn(body).catch(showProblem);
}
