/** Small pieces of markup that many views share. */
import { html, nothing, type TemplateResult } from 'lit';
import { calendarDay, exactTime, initials, relativeTime } from '../data/format.js';
import { errorText } from '../data/engine.js';
import { icon, type IconName } from './icons.js';
import { strings } from './strings.js';

/** A relative date with the exact moment on hover and for machines. */
export function when(at: number | null | undefined, fallback = ''): TemplateResult | string {
  if (at === null || at === undefined) return fallback;
  return html`<time datetime=${new Date(at).toISOString()} title=${exactTime(at)}
    >${relativeTime(at)}</time
  >`;
}

export function day(date: string): TemplateResult | string {
  const text = calendarDay(date);
  return text ? html`<time datetime=${date}>${text}</time>` : '';
}

export function avatar(name: string, small = false): TemplateResult {
  return html`<span class="avatar ${small ? 'small' : ''}" aria-hidden="true"
    >${initials(name)}</span
  >`;
}

const goodStates = new Set(['SUBSCRIBED']);
const badStates = new Set(['UNSUBSCRIBED', 'INVALID', 'REDACTED']);

export function consentText(state: string): string {
  return strings.profile.consentStates[state] ?? state;
}

export function consentBadge(state: string): TemplateResult | typeof nothing {
  if (!state) return nothing;
  const tone = goodStates.has(state) ? 'good' : badStates.has(state) ? 'bad' : '';
  return html`<span class="badge ${tone}">${consentText(state)}</span>`;
}

export function emptyState(
  name: IconName,
  title: string,
  text: string,
  action: unknown = nothing,
  level: 1 | 2 = 2,
): TemplateResult {
  return html`<div class="empty">
    <span class="mark">${icon(name)}</span>
    ${level === 1 ? html`<h1>${title}</h1>` : html`<h2>${title}</h2>`}
    <p>${text}</p>
    ${action}
  </div>`;
}

/** A failed read, with a way to try again. */
export function failedState(error: unknown, retry: () => void): TemplateResult {
  return html`<div class="empty" role="alert">
    <span class="mark">${icon('alert')}</span>
    <h2>${strings.errors.load}</h2>
    <p>${errorText(error)}</p>
    <button class="button" type="button" @click=${retry}>${strings.actions.retry}</button>
  </div>`;
}

export function callout(
  tone: 'warn' | 'bad' | '',
  text: unknown,
  name: IconName = 'alert',
): TemplateResult {
  return html`<div class="callout ${tone}">
    ${icon(name)}
    <div class="grow">${text}</div>
  </div>`;
}
