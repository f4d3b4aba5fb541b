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
import { appliesTo, type DraftErrors, draftErrors, type DraftField, type FeedDraft } from '../feedDraft.ts';
import { isSecretHeader } from '../secrets.ts';
import type { PanelState } from '../state.ts';
import { feedOptionsStyles } from './feedOptions.styles.ts';

/** Fields of the draft that are text. */
type TextField = {
  [Field in DraftField]: FeedDraft[Field] extends string ? Field : never;
}[DraftField];

interface FieldWords {
  readonly label: string;
  readonly placeholder?: string;
  readonly hint?: string;
}

const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

/** Every option of a feed that does something for its method. All have defaults that need no touch. */
export class FeedOptions extends View {
  static override styles = [baseStyles, controlStyles, feedOptionsStyles];

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.draft, state.isFormTouched, state.areOptionsOpen];
  }

  override render(): TemplateResult {
    const { draft, areOptionsOpen } = this.state;
    if (!areOptionsOpen) return html``;
    return html`<div class="groups">
      ${this.#group('Request', ['headers', 'httpMethod', 'body'], () => [
        this.#renderHeaders(draft.headers),
        this.#renderHttpMethod(),
        this.#area('body', { label: 'Body', placeholder: '{"subscribe": "ticks"}' }),
      ])}
      ${this.#group('Polling', ['interval', 'timeout', 'cursor', 'split'], () => [
        this.#text('interval', {
          label: 'Interval',
          placeholder: '5s',
          hint: 'From one request to the next',
        }),
        this.#text('timeout', {
          label: 'Timeout',
          placeholder: '60s',
          hint: 'How long to wait for an answer',
        }),
        this.#text('cursor', {
          label: 'Cursor',
          placeholder: '$.next -> query:after',
          hint: 'Where an answer tells the position, and where the next request carries it',
        }),
        this.#text('split', {
          label: 'Messages in a body',
          placeholder: '$.items[*]',
          hint: 'Empty: each item of an array, else the whole body',
        }),
      ])}
      ${this.#group('WebSocket', ['subprotocols', 'sends'], () => [
        this.#text('subprotocols', { label: 'Sub-protocols', placeholder: 'graphql-transport-ws' }),
        this.#area('sends', { label: 'Send on open', placeholder: 'One text message a line' }),
        this.#checkbox('Connect again when it is lost', draft.isReconnected, (isReconnected) => {
          this.#edit({ isReconnected });
        }),
      ])}
      ${this.#group('Messages', ['id', 'time'], () => [
        this.#text('lastEventId', { label: 'Last-Event-ID', hint: 'Where an event stream is resumed' }),
        this.#text('id', {
          label: 'Identity',
          placeholder: '$.id',
          hint: 'Tells the same message over several methods',
        }),
        this.#text('time', { label: 'Own time', placeholder: '$.time', hint: 'Measures the delivery delay' }),
      ])}
      ${this.#group('Connection', ['isTlsVerified'], () => [
        this.#text('proxyUrl', { label: 'Proxy', placeholder: 'http://proxy.example:8080' }),
        this.#checkbox('Do not check the server’s certificate', !draft.isTlsVerified, (isUnchecked) => {
          this.#edit({ isTlsVerified: !isUnchecked });
        }),
      ])}
    </div>`;
  }

  #group(
    title: string,
    fields: readonly DraftField[],
    content: () => readonly (TemplateResult | typeof nothing)[],
  ): TemplateResult | typeof nothing {
    const { method } = this.state.draft;
    if (!fields.some((field) => appliesTo(field, method))) return nothing;
    return html`<fieldset>
      <legend>${title}</legend>
      ${content()}
    </fieldset>`;
  }

  #text(field: TextField, words: FieldWords): TemplateResult | typeof nothing {
    if (!appliesTo(field, this.state.draft.method)) return nothing;
    return this.#labelled(
      field,
      words,
      html`<vscode-textfield
        .label=${words.label}
        placeholder=${words.placeholder ?? ''}
        ?invalid=${this.#errors[field] !== undefined}
        .value=${this.state.draft[field]}
        @input=${(event: Event) => {
          this.#edit({ [field]: valueOf(event) });
        }}
      ></vscode-textfield>`,
    );
  }

  #area(field: TextField, words: FieldWords): TemplateResult | typeof nothing {
    if (!appliesTo(field, this.state.draft.method)) return nothing;
    return this.#labelled(
      field,
      words,
      html`<vscode-textarea
        .label=${words.label}
        rows="2"
        monospace
        placeholder=${words.placeholder ?? ''}
        .value=${this.state.draft[field]}
        @input=${(event: Event) => {
          this.#edit({ [field]: valueOf(event) });
        }}
      ></vscode-textarea>`,
    );
  }

  #labelled(field: DraftField, words: FieldWords, control: TemplateResult): TemplateResult {
    const error = this.#errors[field];
    return html`<div class="field">
      <span class="field-label" aria-hidden="true">${words.label}</span>
      <div class="field-control">
        ${control}
        ${
          error === undefined
            ? html`<div class="field-hint">${words.hint ?? nothing}</div>`
            : html`<div class="field-error" role="alert">${error}</div>`
        }
      </div>
    </div>`;
  }

  #renderHttpMethod(): TemplateResult | typeof nothing {
    const { httpMethod, method } = this.state.draft;
    if (!appliesTo('httpMethod', method)) return nothing;
    const choices = HTTP_METHODS.includes(httpMethod) ? HTTP_METHODS : [httpMethod, ...HTTP_METHODS];
    return this.#labelled(
      'httpMethod',
      { label: 'HTTP method' },
      html`<vscode-single-select
        label="HTTP method"
        .value=${httpMethod}
        @change=${(event: Event) => {
          this.#edit({ httpMethod: valueOf(event) });
        }}
      >
        ${choices.map(
          (choice) =>
            html`<vscode-option value=${choice} ?selected=${choice === httpMethod}>${choice}</vscode-option>`,
        )}
      </vscode-single-select>`,
    );
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
    return this.#labelled('headers', { label: 'Headers' }, html`${rows}${add}`);
  }

  #checkbox(label: string, isChecked: boolean, onChange: (isChecked: boolean) => void): TemplateResult {
    return html`<div class="field">
      <span></span>
      <vscode-checkbox
        .label=${label}
        ?checked=${isChecked}
        @change=${(event: Event) => {
          onChange(isCheckedOf(event));
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
