/** `<campaigns-view>`: the list of campaigns, or the editor of one. */
import { html, nothing, type TemplateResult } from 'lit';
import { engine } from '../data/engine.js';
import { Live } from '../data/live.js';
import { navigate, routePath, type Route } from '../data/router.js';
import { showProblem } from '../data/toasts.js';
import type { Campaign } from '../generated/api.js';
import { emptyState, failedState, when } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import './campaign-editor.js';

const s = strings.campaigns;

export class CampaignsView extends PannierElement {
  static override properties = { route: { attribute: false } };
  declare route: Route;

  #campaigns = new Live(this, 'campaigns.list');
  #creating = false;

  protected override willUpdate(): void {
    this.#campaigns.update(this.route.id ? undefined : {});
    if (this.route.id === 'new' && !this.#creating) void this.#create();
  }

  /** A draft exists from its first moment, so that nothing typed into it can be lost. */
  async #create(): Promise<void> {
    this.#creating = true;
    try {
      const { segment } = this.route.query;
      const draft = await engine().call('campaigns.save_draft', {
        fields: segment ? { segment_id: segment } : {},
      });
      navigate(routePath('campaigns', draft.id), { replace: true });
    } catch (error) {
      showProblem(error);
      navigate('/campaigns', { replace: true });
    }
    this.#creating = false;
  }

  #card(campaign: Campaign): TemplateResult {
    const subject = campaign.variants[0]?.subject;
    return html`<li>
      <a class="card-row" href="/campaigns/${campaign.id}">
        <div class="grow">
          <strong>${campaign.name || s.untitled}</strong>
          <p class="quiet truncate">${subject ? subject : s.noSubject}</p>
        </div>
        <span class="quiet small truncate">${campaign.segment_name}</span>
        <span class="badge">${s.statuses[campaign.status] ?? campaign.status}</span>
        <span class="quiet small figure">${when(campaign.created_at)}</span>
      </a>
    </li>`;
  }

  #list(): TemplateResult | typeof nothing {
    const { value, error } = this.#campaigns;
    if (error) return failedState(error, () => this.#campaigns.refresh());
    if (!value) return nothing;
    if (value.campaigns.length === 0) {
      return emptyState(
        'mail',
        s.emptyTitle,
        s.emptyText,
        html`<a class="button primary" href="/campaigns/new">${icon('plus')}${s.new}</a>`,
      );
    }
    return html`<ul class="cards">
      ${value.campaigns.map((campaign) => this.#card(campaign))}
    </ul>`;
  }

  protected override render(): TemplateResult {
    const { id } = this.route;
    if (id === 'new') return html`<div aria-busy="true"></div>`;
    if (id) return html`<campaign-editor .campaignId=${id}></campaign-editor>`;
    return html`<div class="page">
      <div class="page-inner">
        <div class="page-head">
          <h1 class="grow">${s.title}</h1>
          <a class="button primary" href="/campaigns/new">${icon('plus')}${s.new}</a>
        </div>
        ${this.#list()}
      </div>
    </div>`;
  }
}
define('campaigns-view', CampaignsView);
