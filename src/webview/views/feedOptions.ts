import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textarea/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { HeaderField } from '../../protocol/feed.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { controlStyles, isCheckedOf, valueOf } from '../dom/controls.ts';
import { iconButton } from '../dom/iconButton.ts';
import { View } from '../dom/view.ts';
import { draftErrors } from '../draftErrors.ts';
import { appliesTo, type DraftErrors, type FeedDraft } from '../feedDraft.ts';
import { OPTION_GROUPS, type OptionField, type OptionGroup, type TextField } from '../optionFields.ts';
import { isSecretHeader } from '../../model/secrets.ts';
import type { PanelState } from '../state.ts';
import { feedOptionsStyles } from './feedOptions.styles.ts';

/** The one whose control is a text field of some kind. */
type TypedField = Extract<OptionField, { readonly field: TextField }>;

/** Every option of a feed that does something for its method. All have defaults that need no touch. */
export class FeedOptions extends View {
  static override styles = [baseStyles, controlStyles, feedOptionsStyles];

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.draft, state.isFormTouched, state.areOptionsOpen];
  }

  override render(): TemplateResult {
    if (!this.state.areOptionsOpen) return html``;
    return html`<div class="groups">${OPTION_GROUPS.map((group) => this.#renderGroup(group))}</div>`;
  }

  #renderGroup({ title, fields }: OptionGroup): TemplateResult | typeof nothing {
    const shown = fields.filter(({ field }) => appliesTo(field, this.state.draft));
    if (shown.length === 0) return nothing;
    return html`<fieldset>
      <legend>${title}</legend>
      ${shown.map((option) => this.#renderOption(option))}
    </fieldset>`;
  }

  #renderOption(option: OptionField): TemplateResult {
    switch (option.kind) {
      case 'headers':
        return this.#labelled(option, this.#renderHeaders(this.state.draft.headers));
      case 'check':
        return this.#renderCheckbox(option);
      case 'choice':
        return this.#labelled(option, this.#renderChoice(option));
      case 'area':
        return this.#labelled(option, this.#renderArea(option));
      case 'file':
        return this.#labelled(
          option,
          html`<div class="file">${this.#renderText(option)}${this.#renderPick(option)}</div>`,
        );
      case 'text':
      case 'secret':
        return this.#labelled(option, this.#renderText(option));
    }
  }

  #renderText({ kind, field, label, placeholder }: TypedField): TemplateResult {
    return html`<vscode-textfield
      .label=${label}
      type=${kind === 'secret' ? 'password' : 'text'}
      placeholder=${placeholder ?? ''}
      ?invalid=${this.#errors[field] !== undefined}
      .value=${this.state.draft[field]}
      @input=${(event: Event) => {
        this.#edit({ [field]: valueOf(event) });
      }}
    ></vscode-textfield>`;
  }

  #renderArea({ field, label, placeholder }: TypedField): TemplateResult {
    return html`<vscode-textarea
      .label=${label}
      rows="2"
      monospace
      placeholder=${placeholder ?? ''}
      .value=${this.state.draft[field]}
      @input=${(event: Event) => {
        this.#edit({ [field]: valueOf(event) });
      }}
    ></vscode-textarea>`;
  }

  #renderPick({ field, label }: TypedField): TemplateResult {
    return iconButton({
      icon: 'folder-opened',
      label: `Choose the file: ${label}`,
      onClick: () => void this.#pick(field, label),
    });
  }

  async #pick(field: TextField, title: string): Promise<void> {
    const picked = await this.panel.attempt('host/pickFile', { title });
    if (picked !== undefined && picked.path !== null) this.#edit({ [field]: picked.path });
  }

  #labelled(
    {
      field,
      label,
      hint,
    }: { readonly field: OptionField['field']; readonly label: string; readonly hint?: string },
    control: TemplateResult,
  ): TemplateResult {
    const error = this.#errors[field];
    return html`<div class="field">
      <span class="field-label" aria-hidden="true">${label}</span>
      <div class="field-control">
        ${control}
        ${
          error === undefined
            ? html`<div class="field-hint">${hint ?? nothing}</div>`
            : html`<div class="field-error" role="alert">${error}</div>`
        }
      </div>
    </div>`;
  }

  #renderChoice({ field, label, choices }: Extract<OptionField, { kind: 'choice' }>): TemplateResult {
    const value = this.state.draft[field];
    const isKnown = choices.some(([choice]) => choice === value);
    const all = isKnown ? choices : [[value, value] as const, ...choices];
    return html`<vscode-single-select
      label=${label}
      .value=${value}
      @change=${(event: Event) => {
        this.#edit({ [field]: valueOf(event) });
      }}
    >
      ${all.map(
        ([choice, text]) =>
          html`<vscode-option value=${choice} ?selected=${choice === value}>${text}</vscode-option>`,
      )}
    </vscode-single-select>`;
  }

  #renderHeaders(headers: readonly HeaderField[]): TemplateResult {
    const set = (index: number, field: HeaderField): void => {
      this.#edit({ headers: headers.map((old, place) => (place === index ? field : old)) });
    };
    const rows = headers.map(
      ([name, value], index) =>
        html`<div class="header-row">
          <vscode-textfield
            .label=${`Name of header ${index + 1}`}
            placeholder="Name"
            .value=${name}
            @input=${(event: Event) => {
              set(index, [valueOf(event), value]);
            }}
          ></vscode-textfield>
          <vscode-textfield
            .label=${`Value of header ${index + 1}`}
            placeholder="Value"
            type=${isSecretHeader(name) ? 'password' : 'text'}
            .value=${value}
            @input=${(event: Event) => {
              set(index, [name, valueOf(event)]);
            }}
          ></vscode-textfield>
          ${iconButton({
            icon: 'close',
            label: `Remove header ${name}`,
            onClick: () => {
              this.#edit({ headers: headers.filter((_, place) => place !== index) });
            },
          })}
        </div>`,
    );
    const add = iconButton({
      icon: 'add',
      label: 'Add header',
      text: 'Add header',
      onClick: () => {
        this.#edit({ headers: [...headers, ['', '']] });
      },
    });
    return html`${rows}${add}`;
  }

  #renderCheckbox({
    field,
    label,
    isInverted = false,
  }: Extract<OptionField, { kind: 'check' }>): TemplateResult {
    return html`<div class="field">
      <span></span>
      <vscode-checkbox
        .label=${label}
        ?checked=${this.state.draft[field] !== isInverted}
        @change=${(event: Event) => {
          this.#edit({ [field]: isCheckedOf(event) !== isInverted });
        }}
      ></vscode-checkbox>
    </div>`;
  }

  get #errors(): DraftErrors {
    return this.state.isFormTouched ? draftErrors(this.state.draft) : {};
  }

  #edit(part: Partial<FeedDraft>): void {
    this.panel.store.update((state) => ({ ...state, draft: { ...state.draft, ...part } }));
  }
}

customElements.define('ri-feed-options', FeedOptions);
