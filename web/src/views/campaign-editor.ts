/** `<campaign-editor>`: a draft, saved with every keystroke, beside the e-mail a real customer would get. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { engine } from '../data/engine.js';
import { count } from '../data/format.js';
import { Live } from '../data/live.js';
import { navigate } from '../data/router.js';
import { lineColumnOffset } from '../data/text-offsets.js';
import { showProblem, showUndo } from '../data/toasts.js';
import type {
  Campaign,
  CampaignsPreviewParams,
  CampaignVariant,
  LiquidProblem,
} from '../generated/api.js';
import { emptyState, failedState } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import type { FieldSave, PannierField } from '../ui/field.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import '../ui/field.js';
import './campaign-preview.js';

const s = strings.campaigns;
const texts = s as unknown as Record<string, string>;
type VariantField = 'subject' | 'preheader' | 'body';

export class CampaignEditor extends PannierElement {
  static override properties = { campaignId: {} };
  declare campaignId: string;

  #campaign = new Live(this, 'campaigns.get');
  #segments = new Live(this, 'segments.list');
  #audience = new Live(this, 'campaigns.audience');
  /** Typed but perhaps not stored yet; the preview does not wait for the store. */
  #typed: Partial<Record<VariantField, string>> = {};
  #problems: readonly LiquidProblem[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#segments.update({});
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('campaignId')) this.#typed = {};
    this.#campaign.update({ id: this.campaignId });
    const campaign = this.#campaign.value;
    this.#audience.update(campaign?.segment_id ? { id: this.campaignId } : undefined);
  }

  // ---- storing ----------------------------------------------------------------------------------

  #saveField(name: string): FieldSave {
    const id = this.campaignId;
    return async (value, base) => {
      const outcome = await engine().callFull('campaigns.save_draft', {
        id,
        fields: { [name]: name.endsWith('_id') && value === '' ? null : value },
        base_version: base,
      });
      return outcome.transaction;
    };
  }

  #saveVariant(variant: CampaignVariant, name: VariantField): FieldSave {
    const id = this.campaignId;
    return async (value, base) => {
      const outcome = await engine().callFull('campaigns.save_draft', {
        id,
        variant_id: variant.id,
        variant: { [name]: value },
        variant_base_version: base,
      });
      return outcome.transaction;
    };
  }

  async #remove(campaign: Campaign): Promise<void> {
    try {
      const outcome = await engine().callFull('campaigns.remove', { id: campaign.id });
      showUndo(s.removed(campaign.name), [outcome.transaction]);
      navigate('/campaigns');
    } catch (error) {
      showProblem(error);
    }
  }

  #fieldElement(name: VariantField): PannierField | null {
    return this.querySelector<PannierField>(`p-field[data-field="${name}"]`);
  }

  /** Inserts at the caret of the text last edited; the body when none was. */
  #insert(text: string): void {
    const field = this.#fieldElement(this.#lastField) ?? this.#fieldElement('body');
    const control = field?.control;
    if (!field || !control) return;
    const start = control.selectionStart ?? control.value.length;
    const end = control.selectionEnd ?? start;
    control.focus();
    field.typeText(control.value.slice(0, start) + text + control.value.slice(end));
    void field.updateComplete.then(() =>
      control.setSelectionRange(start + text.length, start + text.length),
    );
  }

  #lastField: VariantField = 'body';

  #showProblem(problem: LiquidProblem): void {
    const control = this.#fieldElement(problem.part as VariantField)?.control;
    if (!control) return;
    const at = lineColumnOffset(control.value, problem.line, problem.column);
    control.focus();
    control.setSelectionRange(at, Math.min(at + 1, control.value.length));
  }

  // ---- drawing ----------------------------------------------------------------------------------

  #field(campaign: Campaign, name: 'goal' | 'from_name' | 'from_email', hint = ''): TemplateResult {
    return html`<p-field
      look="boxed"
      placeholder=""
      .label=${texts[name] ?? name}
      .hint=${hint}
      .type=${name === 'from_email' ? 'email' : 'text'}
      .value=${campaign[name]}
      .version=${campaign.version}
      .save=${this.#saveField(name)}
    ></p-field>`;
  }

  #segmentChoice(campaign: Campaign, name: 'segment_id' | 'excluded_segment_id'): TemplateResult {
    const first = name === 'segment_id';
    const options: [string, string][] = [
      ['', first ? s.everyone : s.nobody],
      ...(this.#segments.value?.segments ?? []).map((one): [string, string] => [
        one.id,
        `${one.name} (${count(one.count)})`,
      ]),
    ];
    return html`<p-field
      look="boxed"
      .label=${first ? s.segment : s.excluded}
      .options=${options}
      .value=${campaign[name] ?? ''}
      .version=${campaign.version}
      .save=${this.#saveField(name)}
    ></p-field>`;
  }

  #variantField(variant: CampaignVariant, name: VariantField): TemplateResult {
    return html`<p-field
      look="boxed"
      placeholder=""
      data-field=${name}
      .label=${texts[name] ?? name}
      .hint=${name === 'body' ? s.bodyHint : ''}
      .multiline=${name === 'body'}
      .code=${name === 'body'}
      .value=${variant[name]}
      .version=${variant.version}
      .save=${this.#saveVariant(variant, name)}
      @focusin=${() => (this.#lastField = name)}
      @draft=${(event: CustomEvent<string>) => {
        this.#typed = { ...this.#typed, [name]: event.detail };
        this.requestUpdate();
      }}
    ></p-field>`;
  }

  #variableMenu(): TemplateResult {
    const choose = (event: CustomEvent<{ item: { value: string } }>): void =>
      this.#insert(event.detail.item.value);
    return html`<wa-dropdown @wa-select=${choose}>
      <button class="button small" slot="trigger" type="button">
        ${icon('code')}${s.insert}${icon('down')}
      </button>
      ${s.variables.map(
        (one) => html`<wa-dropdown-item value=${one.text}>${one.label}</wa-dropdown-item>`,
      )}
    </wa-dropdown>`;
  }

  #audienceBox(): TemplateResult {
    const audience = this.#audience.value;
    const line = (label: string, value: number, sign = ''): TemplateResult =>
      html`<div>
        <dt>${label}</dt>
        <dd class="number">${value > 0 ? sign : ''}${count(value)}</dd>
      </div>`;
    return html`<section aria-labelledby="audience-title">
      <h2 id="audience-title">${s.audience}</h2>
      ${
        this.#audience.error
          ? html`<p class="error-text">${this.#audience.error.message}</p>`
          : audience
            ? html`<dl class="audience" aria-live="polite">
                ${line(s.inSegment, audience.segment)}
                ${audience.excluded > 0 ? line(s.minusExcluded, audience.excluded, '−') : nothing}
                ${line(s.minusConsent, audience.without_consent, '−')}
                ${line(s.minusAddress, audience.without_address, '−')}
                <div class="sum">
                  <dt>${s.reached}</dt>
                  <dd class="number" data-testid="audience-count">${count(audience.audience)}</dd>
                </div>
              </dl>`
            : html`<p class="quiet">${s.chooseSegment}</p>`
      }
    </section>`;
  }

  #problemList(): TemplateResult {
    return html`<section class="stack" aria-labelledby="problems-title" aria-live="polite">
      <h2 id="problems-title">${s.problems}</h2>
      ${
        this.#problems.length === 0
          ? html`<p class="quiet">${icon('check')} ${s.noProblems}</p>`
          : this.#problems.map(
              (problem) =>
                html`<button
                  class="problem"
                  type="button"
                  @click=${() => this.#showProblem(problem)}
                >
                  ${icon('alert')}
                  <span
                    >${problem.message}<br /><span class="small"
                      >${s.problemAt(s.parts[problem.part] ?? problem.part, problem.line, problem.column)}</span
                    ></span
                  >
                </button>`,
            )
      }
    </section>`;
  }

  #previewParams(campaign: Campaign, variant: CampaignVariant): CampaignsPreviewParams {
    return {
      id: campaign.id,
      variant_id: variant.id,
      subject: this.#typed.subject ?? variant.subject,
      preheader: this.#typed.preheader ?? variant.preheader,
      body: this.#typed.body ?? variant.body,
    };
  }

  protected override render(): TemplateResult {
    const { value: campaign, error } = this.#campaign;
    if (error?.code === 'not_found') {
      return emptyState('mail', strings.errors.notFound, strings.errors.notFoundHint, nothing, 1);
    }
    if (error) return failedState(error, () => this.#campaign.refresh());
    const variant = campaign?.variants[0];
    if (!campaign || !variant) return html`<div aria-busy="true"></div>`;
    return html`${keyed(campaign.id, this.#editor(campaign, variant))}`;
  }

  #editor(campaign: Campaign, variant: CampaignVariant): TemplateResult {
    return html`<div class="campaign">
      <div class="work">
        <div class="page-head">
          <a class="button plain square" href="/campaigns" aria-label=${strings.actions.back}
            >${icon('back')}</a
          >
          <h1 class="grow truncate">${campaign.name || s.untitled}</h1>
          <span class="badge">${s.statuses[campaign.status] ?? campaign.status}</span>
          <button
            class="button plain square"
            type="button"
            aria-label=${strings.actions.remove}
            @click=${() => void this.#remove(campaign)}
          >
            ${icon('trash')}
          </button>
        </div>
        <p class="quiet small">${s.saved}</p>
        <p-field
          look="boxed"
          .label=${s.name}
          .placeholder=${s.untitled}
          .value=${campaign.name}
          .version=${campaign.version}
          .save=${this.#saveField('name')}
        ></p-field>
        ${this.#field(campaign, 'goal', s.goalHint)}
        <div class="pair">
          ${this.#segmentChoice(campaign, 'segment_id')}
          ${this.#segmentChoice(campaign, 'excluded_segment_id')}
        </div>
        ${this.#audienceBox()}
        <div class="pair">
          ${this.#field(campaign, 'from_name')} ${this.#field(campaign, 'from_email')}
        </div>
        <div class="row">
          <h2 class="grow">${s.message}</h2>
          ${this.#variableMenu()}
        </div>
        ${this.#variantField(variant, 'subject')} ${this.#variantField(variant, 'preheader')}
        ${this.#variantField(variant, 'body')} ${this.#problemList()}
      </div>
      <campaign-preview
        class="stage"
        .params=${this.#previewParams(campaign, variant)}
        .people=${this.#audience.value?.customers ?? []}
        .segmentId=${campaign.segment_id}
        @problems=${(event: CustomEvent<readonly LiquidProblem[]>) => {
          this.#problems = event.detail;
          this.requestUpdate();
        }}
      ></campaign-preview>
    </div>`;
  }
}
define('campaign-editor', CampaignEditor);
