import { html, type TemplateResult } from 'lit';
import type { CustomField } from '../generated/api.js';
import { showToast } from '../data/toasts.js';
import { strings } from '../ui/strings.js';
import { keyFromName } from './custom-field-key.js';
import { act } from './profile-actions.js';

const s = strings.settings;

async function declare(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '').trim();
  const name = text('name');
  const key = text('key') || keyFromName(name);
  if (!name || !/^[a-z][a-z0-9_]*$/.test(key)) {
    showToast({ text: s.customNeed, tone: 'problem' });
    return;
  }
  const added = await act(s.customAdded(name), 'custom_fields.declare', {
    entity: text('entity'),
    namespace: text('namespace') || 'facts',
    key,
    type: text('type'),
    name,
  });
  if (added) form.reset();
}

function select(name: string, label: string, options: Record<string, string>): TemplateResult {
  return html`<div class="labelled">
    <label for="custom-${name}">${label}</label>
    <select class="select" id="custom-${name}" name=${name}>
      ${Object.entries(options).map(([value, text]) => html`<option value=${value}>${text}</option>`)}
    </select>
  </div>`;
}

function input(name: string, label: string, placeholder = ''): TemplateResult {
  return html`<div class="labelled">
    <label for="custom-${name}">${label}</label>
    <input
      class="input"
      id="custom-${name}"
      name=${name}
      autocomplete="off"
      placeholder=${placeholder}
    />
  </div>`;
}

/** The declared custom fields and a form for one more. */
export function customFieldsPanel(fields: readonly CustomField[]): TemplateResult {
  return html`<div class="panel">
    <div class="panel-body stack">
      <p class="quiet">${s.customText}</p>
      ${
        fields.length === 0
          ? html`<p class="quiet">${s.customNone}</p>`
          : html`<ul class="cards">
              ${fields.map(
                (field) =>
                  html`<li class="card-row">
                    <strong class="grow">${field.name}</strong>
                    <code class="quiet">metafields.${field.namespace}.${field.key}</code>
                    <span class="badge">${s.customTypes[field.type] ?? field.type}</span>
                  </li>`,
              )}
            </ul>`
      }
      <form class="custom-form" @submit=${(event: SubmitEvent) => void declare(event)}>
        ${input('name', s.customName)} ${input('namespace', s.customNamespace, 'facts')}
        ${input('key', s.customKey)} ${select('type', s.customType, s.customTypes)}
        ${select('entity', s.customEntity, s.customEntities)}
        <button class="button" type="submit">${s.customAdd}</button>
      </form>
    </div>
  </div>`;
}
