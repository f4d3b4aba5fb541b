import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import {
  ASSUMPTION_FIELDS,
  type AssumptionField,
  BASIS_WORDS,
  type ChoiceField,
  fieldText,
  type NumberField,
  readAssumption,
} from '../../compare/assumptionFields.ts';
import { type CompareView, type GivenNumber, withoutAssumption } from '../../compare/compareView.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { controlStyles, valueOf } from '../../dom/controls.ts';
import { iconButton } from '../../dom/iconButton.ts';
import type { PanelState } from '../../state.ts';
import { ComparisonPart } from './comparisonPart.ts';

/** Every assumption, where it comes from, and a way back to what was found. What is wrong leaves the figures as they are. */
export class AssumptionsForm extends ComparisonPart {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(180px, 100%), 1fr));
        gap: 8px 20px;
        max-width: 1040px;
        padding: 0 12px 12px;
      }
      .label {
        display: flex;
        align-items: center;
        height: 22px;
      }
      .basis {
        margin-left: auto;
        font-size: 11px;
        color: var(--ri-dim);
      }
      .basis.given {
        color: var(--vscode-textLink-foreground);
      }
    `,
  ];

  /** What the fields hold while they are being written in. */
  #typed: Partial<Record<GivenNumber, string>> = {};

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.compare.assumptions];
  }

  override render(): TemplateResult {
    return html`<div class="fields" role="group" aria-label="Assumptions of the estimates">
      ${ASSUMPTION_FIELDS.map((field) => this.#renderField(field))}
    </div>`;
  }

  #renderField(field: AssumptionField): TemplateResult {
    const { name, label, hint } = field;
    const typed = field.kind === 'choice' ? undefined : this.#typed[field.name];
    const read = field.kind === 'choice' || typed === undefined ? 0 : readAssumption(field, typed);
    const isGiven = this.state.compare.assumptions[name] !== undefined;
    const basis = isGiven ? 'given' : this.comparison.assumptionBases[name];
    return html`<div class="field">
      <div class="label">
        <span aria-hidden="true">${label}</span>
        <span class="basis ${basis}">${BASIS_WORDS[basis]}</span>
        ${
          isGiven || typed !== undefined
            ? iconButton({
                icon: 'discard',
                label: `${label}: back to what was found`,
                onClick: () => {
                  this.#reset(field);
                },
              })
            : nothing
        }
      </div>
      ${field.kind === 'choice' ? this.#renderChoice(field) : this.#renderNumber(field, typed, typeof read !== 'number')}
      ${
        typeof read === 'number'
          ? html`<div class="field-hint">${hint}</div>`
          : html`<div class="field-error" role="alert">${read.error}</div>`
      }
    </div>`;
  }

  #renderNumber(field: NumberField, typed: string | undefined, isWrong: boolean): TemplateResult {
    const value = this.state.compare.assumptions[field.name] ?? this.comparison.assumptions[field.name];
    return html`<vscode-textfield
      .label=${`${field.label}: ${field.hint}`}
      ?invalid=${isWrong}
      .value=${typed ?? fieldText(field, value)}
      @input=${(event: Event) => {
        this.#type(field, valueOf(event));
      }}
    ></vscode-textfield>`;
  }

  #renderChoice({ name, label, choices }: ChoiceField): TemplateResult {
    const value = this.state.compare.assumptions[name] ?? this.comparison.assumptions[name];
    return html`<vscode-single-select
      label=${label}
      .value=${value}
      @change=${(event: Event) => {
        this.#assume({ [name]: valueOf(event) });
      }}
    >
      ${choices.map(
        ([choice, text]) =>
          html`<vscode-option value=${choice} ?selected=${choice === value}>${text}</vscode-option>`,
      )}
    </vscode-single-select>`;
  }

  #type(field: NumberField, text: string): void {
    this.#typed = { ...this.#typed, [field.name]: text };
    const value = readAssumption(field, text);
    if (typeof value === 'number') this.#assume({ [field.name]: value });
    this.requestUpdate();
  }

  #assume(part: CompareView['assumptions']): void {
    this.panel.setCompare({ assumptions: { ...this.state.compare.assumptions, ...part } });
  }

  #reset({ name }: AssumptionField): void {
    this.#typed = { ...this.#typed, [name]: undefined };
    this.panel.setCompare({ assumptions: withoutAssumption(this.state.compare.assumptions, name) });
    this.requestUpdate();
  }
}

customElements.define('ri-assumptions-form', AssumptionsForm);
