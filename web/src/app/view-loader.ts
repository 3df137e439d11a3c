/** The element for a route. Customers come with the first load, everything else when first opened. */
import { html, nothing, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import type { EnginePhase } from '../engine/types.js';
import type { Route } from '../data/router.js';
import { emptyState } from '../ui/bits.js';
import { strings } from '../ui/strings.js';
import '../views/customers-view.js';

const loaders: Record<string, () => Promise<unknown>> = {
  segments: () => import('../views/segments-view.js'),
  campaigns: () => import('../views/campaigns-view.js'),
  import: () => import('../views/import-view.js'),
  tasks: () => import('../views/tasks-view.js'),
  sync: () => import('../views/sync-view.js'),
  settings: () => import('../views/settings-view.js'),
  'embed-customer': () => import('../views/embed-view.js'),
};

/** An element may be drawn before its definition arrives: it upgrades by itself. */
function load(view: string): unknown {
  const loader = loaders[view];
  if (!loader) return nothing;
  return until(
    loader().then(
      () => nothing,
      () => emptyState('alert', strings.errors.unknown, strings.errors.view),
    ),
    nothing,
  );
}

export function viewFor(route: Route, phase: EnginePhase): TemplateResult {
  const loaded = load(route.view);
  switch (route.view) {
    case 'segments':
      return html`${loaded}<segments-view .route=${route}></segments-view>`;
    case 'campaigns':
      return html`${loaded}<campaigns-view .route=${route}></campaigns-view>`;
    case 'import':
      return html`${loaded}<import-view></import-view>`;
    case 'tasks':
      return html`${loaded}<tasks-view .route=${route}></tasks-view>`;
    case 'sync':
      return html`${loaded}<sync-view></sync-view>`;
    case 'settings':
      return html`${loaded}<settings-view></settings-view>`;
    case 'embed-customer':
      return html`${loaded}<embed-view .route=${route} .phase=${phase}></embed-view>`;
    default:
      return html`<customers-view .route=${route}></customers-view>`;
  }
}
