/** Sections of the profile that hold rows of their own: tags, consent, notes, tasks, addresses. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { countryName } from '../data/format.js';
import type { Address, Consent, CustomerProfile, Note } from '../generated/api.js';
import { consentText, when } from '../ui/bits.js';
import { showDialog } from '../ui/dialogs.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import { act, conflictsOf, isUnsynced, saveAddressField, saveNote } from './profile-actions.js';
import { kOpen, taskRow } from './task-row.js';
import './note-composer.js';

// ---- tags --------------------------------------------------------------------------------------

async function addTag(profile: CustomerProfile, input: HTMLInputElement): Promise<void> {
  const tag = input.value.trim();
  if (!tag) return;
  input.value = '';
  if (profile.tags.includes(tag)) return;
  await act(strings.profile.tagAdded(tag), 'tags.add', { customer_id: profile.id, tag });
}

export function tagSection(profile: CustomerProfile): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    const input = event.target as HTMLInputElement;
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      void addTag(profile, input);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      input.value = '';
      input.blur();
    }
  };
  const remove = (tag: string): void =>
    void act(strings.profile.tagRemoved(tag), 'tags.remove', { customer_id: profile.id, tag });
  return html`<section class="section" aria-labelledby="tags-title">
    <header><h3 id="tags-title">${strings.profile.tags}</h3></header>
    <div class="tags">
      ${profile.tags.map(
        (tag) =>
          html`<span class="tag"
            >${tag}<button
              type="button"
              aria-label=${strings.profile.removeTag(tag)}
              @click=${() => remove(tag)}
            >
              ${icon('close')}
            </button></span
          >`,
      )}
      <input
        class="input tag-input"
        id="tag-input"
        type="text"
        autocomplete="off"
        aria-label=${strings.profile.addTag}
        placeholder=${strings.profile.addTag}
        @keydown=${onKey}
        @blur=${(event: Event) => void addTag(profile, event.target as HTMLInputElement)}
      />
    </div>
  </section>`;
}

// ---- consent -----------------------------------------------------------------------------------

const settableStates = ['SUBSCRIBED', 'PENDING', 'NOT_SUBSCRIBED', 'UNSUBSCRIBED'];

function consentRow(
  profile: CustomerProfile,
  channel: string,
  consent: Consent | undefined,
): TemplateResult {
  const state = consent?.state || 'NOT_SUBSCRIBED';
  const label = strings.profile.channels[channel] ?? channel;
  const id = `consent-${channel}`;
  const states = settableStates.includes(state) ? settableStates : [state, ...settableStates];
  const change = (event: Event): void => {
    const next = (event.target as HTMLSelectElement).value;
    void act(strings.profile.consentChanged(label, consentText(next)), 'consent.record', {
      customer_id: profile.id,
      channel,
      state: next,
      source: 'staff',
    });
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="row tight">
      <div class="control grow">
        <select id=${id} .value=${live(state)} @change=${change}>
          ${states.map(
            (one) =>
              html`<option value=${one} ?selected=${one === state}>${consentText(one)}</option>`,
          )}
        </select>
      </div>
      <span class="quiet small truncate"
        >${consent?.source ?? ''} ${when(consent?.occurred_at)}</span
      >
    </div>
  </div>`;
}

export function consentSection(profile: CustomerProfile): TemplateResult {
  const channels = [...new Set(['email', 'sms', ...profile.consents.map((one) => one.channel)])];
  return html`<section class="section" aria-labelledby="consent-title">
    <header><h3 id="consent-title">${strings.profile.consent}</h3></header>
    ${channels.map((channel) =>
      consentRow(
        profile,
        channel,
        profile.consents.find((one) => one.channel === channel),
      ),
    )}
  </section>`;
}

// ---- notes -------------------------------------------------------------------------------------

function noteRow(profile: CustomerProfile, note: Note): TemplateResult {
  return html`<li class="note">
    <p-field
      look="bare"
      .multiline=${true}
      .label=${strings.profile.note}
      .value=${note.body}
      .version=${note.version}
      .unsynced=${isUnsynced(profile, 'note', note.id, 'body')}
      .conflicts=${conflictsOf(profile, 'note', note.id, 'body')}
      .save=${saveNote(profile.id, note.id)}
    ></p-field>
    <div class="meta">
      <span class="grow"
        >${note.author ? html`${note.author} · ` : nothing}${when(note.created_at)}</span
      >
      <button
        class="button plain small square"
        type="button"
        aria-label="${strings.actions.remove}: ${strings.profile.note}"
        @click=${() => void act(strings.profile.noteRemoved, 'notes.remove', { id: note.id })}
      >
        ${icon('trash')}
      </button>
    </div>
  </li>`;
}

export function noteSection(
  profile: CustomerProfile,
  host: ReactiveControllerHost & HTMLElement,
): TemplateResult {
  const composing = host.querySelector('note-composer')?.noteId;
  const notes = profile.notes.filter((note) => note.id !== composing);
  return html`<section class="section" aria-labelledby="notes-title">
    <header><h3 id="notes-title">${strings.profile.notes}</h3></header>
    <note-composer
      .customerId=${profile.id}
      @composing=${() => host.requestUpdate()}
    ></note-composer>
    <ul>
      ${repeat(
        notes,
        (note) => note.id,
        (note) => noteRow(profile, note),
      )}
    </ul>
  </section>`;
}

// ---- tasks -------------------------------------------------------------------------------------

async function addTask(profile: CustomerProfile, event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const title = String(new FormData(form).get('title') ?? '').trim();
  if (!title) return;
  const added = await act(strings.tasks.added(title), 'tasks.save', {
    customer_id: profile.id,
    fields: { title, status: kOpen },
  });
  if (added) form.reset();
}

export function taskSection(profile: CustomerProfile): TemplateResult {
  return html`<section class="section" aria-labelledby="tasks-title">
    <header><h3 id="tasks-title">${strings.profile.tasks}</h3></header>
    ${repeat(
      profile.tasks,
      (task) => task.id,
      (task) =>
        taskRow(task, { conflicts: profile.conflicts.filter((one) => one.row_id === task.id) }),
    )}
    <form class="row tight" @submit=${(event: SubmitEvent) => void addTask(profile, event)}>
      <input
        class="input"
        name="title"
        type="text"
        autocomplete="off"
        aria-label=${strings.profile.addTask}
        placeholder=${strings.profile.addTask}
      />
      <button class="button" type="submit">${strings.actions.add}</button>
    </form>
  </section>`;
}

// ---- addresses ---------------------------------------------------------------------------------

const addressFields = [
  'name',
  'line1',
  'line2',
  'postal_code',
  'city',
  'region',
  'country',
  'phone',
] as const;

function addressRow(profile: CustomerProfile, address: Address): TemplateResult {
  const makeDefault = (): void =>
    void act(
      strings.profile.changed(strings.profile.address['is_default'] ?? ''),
      'addresses.save',
      {
        customer_id: profile.id,
        id: address.id,
        fields: { is_default: true },
      },
    );
  return html`<div class="address">
    <div class="row">
      <span class="grow quiet small">${icon('pin')} ${countryName(address.country)}</span>
      ${
        address.is_default
          ? html`<span class="badge good">${strings.profile.defaultBadge}</span>`
          : html`<button class="button plain small" type="button" @click=${makeDefault}>
              ${strings.profile.makeDefault}
            </button>`
      }
      <button
        class="button plain small square"
        type="button"
        aria-label="${strings.actions.remove}: ${address.line1 || address.city}"
        @click=${() => void act(strings.profile.addressRemoved, 'addresses.remove', { id: address.id })}
      >
        ${icon('trash')}
      </button>
    </div>
    ${addressFields.map(
      (name) =>
        html`<p-field
          .label=${strings.profile.address[name] ?? name}
          .type=${name === 'phone' ? 'tel' : 'text'}
          .value=${address[name]}
          .version=${address.version}
          .unsynced=${isUnsynced(profile, 'address', address.id, name)}
          .conflicts=${conflictsOf(profile, 'address', address.id, name)}
          .save=${saveAddressField(profile.id, address.id, name)}
        ></p-field>`,
    )}
  </div>`;
}

async function addAddress(profile: CustomerProfile): Promise<void> {
  const fields = await showDialog({
    title: strings.profile.addAddress,
    confirm: strings.profile.addAddress,
    body: html`${addressFields.map(
      (name) =>
        html`<div class="labelled">
          <label for="address-${name}">${strings.profile.address[name]}</label>
          <input
            class="input"
            id="address-${name}"
            name=${name}
            maxlength=${name === 'country' ? 2 : nothing}
            .value=${name === 'name' ? profile.name : ''}
          />
        </div>`,
    )}`,
    result: (form) => {
      const data = new FormData(form);
      const entered: Record<string, string> = {};
      for (const name of addressFields) {
        const value = String(data.get(name) ?? '').trim();
        if (value) entered[name] = name === 'country' ? value.toUpperCase() : value;
      }
      return Object.keys(entered).length > 0 ? entered : undefined;
    },
  });
  if (fields) {
    await act(strings.profile.addressAdded, 'addresses.save', { customer_id: profile.id, fields });
  }
}

export function addressSection(profile: CustomerProfile): TemplateResult {
  return html`<section class="section" aria-labelledby="addresses-title">
    <header>
      <h3 id="addresses-title">${strings.profile.addresses}</h3>
      <button class="button plain small" type="button" @click=${() => void addAddress(profile)}>
        ${icon('plus')}${strings.profile.addAddress}
      </button>
    </header>
    ${
      profile.addresses.length === 0
        ? html`<p class="quiet">${strings.profile.noAddress}</p>`
        : repeat(
            profile.addresses,
            (address) => address.id,
            (address) => addressRow(profile, address),
          )
    }
  </section>`;
}
