/** `<segments-view>`: the list of segments, or the editor of one. */
import { html, nothing, type TemplateResult } from 'lit';
import { count, share } from '../data/format.js';
import { Live } from '../data/live.js';
import { navigate, routePath, type Route } from '../data/router.js';
import type { Segment } from '../generated/api.js';
import { emptyState, failedState } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import './segment-editor.js';

export class SegmentsView extends PannierElement {
  static override properties = { route: { attribute: false } };
  declare route: Route;

  #segments = new Live(this, 'segments.list');

  protected override willUpdate(): void {
    this.#segments.update(this.route.id ? undefined : {});
  }

  #card(segment: Segment, base: number): TemplateResult {
    return html`<li>
      <a class="card-row" href="/segments/${segment.id}">
        <div class="grow">
          <strong>${segment.name}</strong>
          ${segment.description ? html`<p class="quiet truncate">${segment.description}</p>` : nothing}
          <p class="quiet small mono truncate">${segment.query}</p>
          ${segment.problem ? html`<p class="error-text small">${segment.problem}</p>` : nothing}
        </div>
        <div class="figure">
          <strong>${count(segment.count)}</strong>
          <div class="quiet small">${share(segment.count, base)}</div>
        </div>
      </a>
    </li>`;
  }

  #examples(): TemplateResult {
    return html`<div class="stack">
      ${strings.segments.examples.map(
        (example) =>
          html`<button
            class="example-query"
            type="button"
            @click=${() =>
              navigate(routePath('segments', 'new', { name: example.name, query: example.query }))}
          >
            <strong>${example.name}</strong><br /><span class="quiet small mono"
              >${example.query}</span
            >
          </button>`,
      )}
    </div>`;
  }

  #list(): TemplateResult | typeof nothing {
    const { value, error } = this.#segments;
    if (error) return failedState(error, () => this.#segments.refresh());
    if (!value) return nothing;
    if (value.segments.length === 0) {
      return emptyState(
        'segment',
        strings.segments.emptyTitle,
        strings.segments.emptyText,
        this.#examples(),
      );
    }
    return html`<ul class="cards">
      ${value.segments.map((segment) => this.#card(segment, value.base))}
    </ul>`;
  }

  protected override render(): TemplateResult {
    const { id, query } = this.route;
    if (id) {
      return html`<segment-editor
        .segmentId=${id === 'new' ? undefined : id}
        .preset=${id === 'new' ? query : undefined}
      ></segment-editor>`;
    }
    const base = this.#segments.value?.base;
    return html`<div class="page">
      <div class="page-inner">
        <div class="page-head">
          <h1>${strings.segments.title}</h1>
          <span class="quiet grow">${base === undefined ? '' : strings.segments.base(base)}</span>
          <a class="button primary" href="/segments/new">${icon('plus')}${strings.segments.new}</a>
        </div>
        ${this.#list()}
      </div>
    </div>`;
  }
}
define('segments-view', SegmentsView);
