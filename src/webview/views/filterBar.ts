import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { countOf, formatCount, formatShare } from '../../model/format.ts';
import { filterProblem } from '../../model/filter/filterProblem.ts';
import { type Direction, FRAME_KINDS } from '../../protocol/frame.ts';
import { EVERY_ROW, type RowQuery } from '../../protocol/panel.ts';
import { captureLabel } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { controlStyles, valueOf } from '../dom/controls.ts';
import { iconButton } from '../dom/iconButton.ts';
import { icon, type IconName } from '../dom/icons.ts';
import { View } from '../dom/view.ts';
import { isEveryRow, type PanelState } from '../state.ts';
import { KIND_WORDS } from './kindWords.ts';

const DIRECTIONS: readonly (readonly [Direction, IconName, string])[] = [
  ['in', 'arrow-down', 'Only what came in'],
  ['out', 'arrow-up', 'Only what went out'],
];

/** The filter's language in short; parseFilter.ts has all of it. */
const HELP = [
  'word, "some words": in the payload, the id or the event name',
  '/pattern/i: by a regular expression',
  "$.type == 'trade', $.price > 100, $.error: what a JSONPath finds",
  'size>2kb, event:tick, id:42, kind:ping, is:in, is:out, mark:duplicate',
  '-term: what does not match it',
].join('\n');

/** Which messages are listed, and how many that is. */
export class FilterBar extends View {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        padding: 4px 8px;
        position: relative;
        z-index: 3;
      }
      vscode-textfield {
        flex: 1 1 140px;
        width: auto;
        max-width: 420px;
      }
      vscode-single-select {
        flex: none;
        width: 116px;
      }
      vscode-single-select.capture {
        width: 160px;
      }
      .directions {
        display: flex;
        gap: 2px;
      }
      .shown {
        margin-left: auto;
        color: var(--ri-dim);
        white-space: nowrap;
      }
      .problem {
        flex: 1 1 100%;
        color: var(--vscode-errorForeground);
      }
      .codicon.search {
        display: block;
        margin: 0 -2px 0 4px;
        color: var(--ri-dim);
      }
    `,
  ];

  /** What is written, where that is no filter yet: the list keeps the one before. */
  #draft: string | null = null;
  #problem: string | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    const { query, shown, matches } = state;
    return [query, shown?.captures.length, shown?.rowCount, shown?.droppedRows, matches];
  }

  override render(): TemplateResult {
    const { query } = this.state;
    return html`
      <vscode-textfield
        .label=${'Filter'}
        placeholder="Filter: text, /pattern/i, $.type == 'trade', size>2kb"
        title=${HELP}
        ?invalid=${this.#problem !== null}
        .value=${this.#draft ?? query.text}
        @input=${(event: Event) => {
          this.#write(valueOf(event));
        }}
        >${html`<span slot="content-before">${icon('search', 'search')}</span>`}</vscode-textfield
      >
      <div class="directions">
        ${DIRECTIONS.map(([direction, iconName, label]) =>
          iconButton({
            icon: iconName,
            label,
            isPressed: query.direction === direction,
            onClick: () => {
              this.#edit({ direction: query.direction === direction ? null : direction });
            },
          }),
        )}
      </div>
      ${this.#renderKinds()} ${this.#renderCaptures()}
      ${
        isEveryRow(query)
          ? nothing
          : iconButton({
              icon: 'close',
              label: 'Clear the filter',
              onClick: () => {
                this.#draft = null;
                this.#problem = null;
                this.panel.store.set({ query: EVERY_ROW });
              },
            })
      }
      <span class="shown number">${this.#shownText()}</span>
      ${this.#problem === null ? nothing : html`<div class="problem" role="alert">${this.#problem}</div>`}
    `;
  }

  /** A filter that is wrong is told, and changes nothing. */
  #write(text: string): void {
    this.#problem = filterProblem(text)?.problem ?? null;
    this.#draft = this.#problem === null ? null : text;
    if (this.#problem === null) this.#edit({ text });
    this.requestUpdate();
  }

  #renderKinds(): TemplateResult {
    const selected = this.state.query.kinds?.[0] ?? '';
    return html`<vscode-single-select
      label="Kind"
      .value=${selected}
      @change=${(event: Event) => {
        const kind = FRAME_KINDS.find((candidate) => candidate === valueOf(event));
        this.#edit({ kinds: kind === undefined ? null : [kind] });
      }}
    >
      <vscode-option value="" ?selected=${selected === ''}>All kinds</vscode-option>
      ${FRAME_KINDS.map(
        (kind) =>
          html`<vscode-option value=${kind} ?selected=${kind === selected}
            >${KIND_WORDS[kind]}</vscode-option
          >`,
      )}
    </vscode-single-select>`;
  }

  #renderCaptures(): TemplateResult | typeof nothing {
    const captures = this.state.shown?.captures ?? [];
    if (captures.length < 2) return nothing;
    const selected = this.state.query.captureIds?.[0];
    return html`<vscode-single-select
      class="capture"
      label="Capture"
      .value=${selected === undefined ? '' : String(selected)}
      @change=${(event: Event) => {
        const value = valueOf(event);
        this.#edit({ captureIds: value === '' ? null : [Number(value)] });
      }}
    >
      <vscode-option value="" ?selected=${selected === undefined}>All captures</vscode-option>
      ${captures.map(
        (capture) =>
          html`<vscode-option value=${capture.captureId} ?selected=${capture.captureId === selected}
            >${captureLabel(capture)}</vscode-option
          >`,
      )}
    </vscode-single-select>`;
  }

  #shownText(): string {
    const { query, matches, shown } = this.state;
    const dropped = shown?.droppedRows ?? 0;
    const kept = (shown?.rowCount ?? 0) - dropped;
    const gone = dropped === 0 ? '' : `, the oldest ${formatCount(dropped)} given up`;
    if (isEveryRow(query)) return countOf(kept, 'frame') + gone;
    const searching = matches.progress < 1 ? `, ${formatShare(matches.progress)} searched` : '';
    return `${formatCount(matches.count)} of ${formatCount(kept)} shown${searching}${gone}`;
  }

  #edit(part: Partial<RowQuery>): void {
    this.panel.store.update((state) => ({ ...state, query: { ...state.query, ...part } }));
  }
}

customElements.define('ri-filter-bar', FilterBar);
