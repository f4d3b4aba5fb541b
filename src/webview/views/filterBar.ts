import { css, html, nothing, type TemplateResult } from 'lit';
import { filterProblem } from '../../model/filter/filterProblem.ts';
import { countOf, formatCount, formatShare } from '../../model/format.ts';
import { type Direction, FRAME_KINDS } from '../../protocol/frame.ts';
import { EVERY_ROW, type RowQuery } from '../../protocol/panel.ts';
import { captureLabel } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { choiceButton, choiceButtonStyles } from '../dom/choiceButton.ts';
import { iconButton } from '../dom/iconButton.ts';
import type { IconName } from '../dom/icons.ts';
import { View } from '../dom/view.ts';
import { isEveryRow, type PanelState, withRecentFilter } from '../state.ts';
import './filterField.ts';
import './filterHelp.ts';
import { KIND_WORDS } from './kindWords.ts';
import './savedFilters.ts';

const DIRECTIONS: readonly (readonly [Direction, IconName, string])[] = [
  ['in', 'arrow-down', 'Only what came in'],
  ['out', 'arrow-up', 'Only what went out'],
];

/** Which messages are listed, and how many that is. */
export class FilterBar extends View {
  static override styles = [
    baseStyles,
    choiceButtonStyles,
    css`
      :host {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 6px;
        padding: 4px 8px;
        position: relative;
        z-index: 3;
      }
      ri-filter-field {
        flex: 1 1 240px;
        max-width: 640px;
      }
      .buttons {
        display: flex;
        flex: none;
        gap: 2px;
      }
      .shown {
        margin-left: auto;
        color: var(--ri-dim);
      }
    `,
  ];

  /** What is written where that is no filter, and the filter that it was written over, which is still in force. */
  #draft: { readonly text: string; readonly over: string } | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    const { query, shown, matches } = state;
    return [query, shown?.captures.length, shown?.rowCount, shown?.droppedRows, matches];
  }

  override render(): TemplateResult {
    const { query } = this.state;
    const text = this.#text();
    return html`
      <ri-filter-field
        .panel=${this.panel}
        .text=${text}
        .problem=${filterProblem(text)}
        @write=${(event: CustomEvent<string>) => {
          this.#write(event.detail);
        }}
        @commit=${this.#commit}
      ></ri-filter-field>
      <div class="buttons">
        <ri-saved-filters
          .panel=${this.panel}
          @apply=${(event: CustomEvent<RowQuery>) => {
            this.#apply(event.detail);
          }}
        ></ri-saved-filters>
        <ri-filter-help
          @try=${(event: CustomEvent<string>) => {
            this.#apply({ ...query, text: event.detail });
          }}
        ></ri-filter-help>
      </div>
      ${this.#renderDirections()} ${this.#renderKinds()} ${this.#renderCaptures()} ${this.#renderClear()}
      <span class="shown number">${this.#shownText()}</span>
    `;
  }

  #renderDirections(): TemplateResult {
    const { query } = this.state;
    return html`<div class="buttons">
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
    </div>`;
  }

  #renderKinds(): TemplateResult {
    return choiceButton({
      label: 'Kinds',
      all: 'All kinds',
      choices: FRAME_KINDS.map((kind) => ({ id: kind, label: KIND_WORDS[kind] })),
      chosen: () => this.state.query.kinds,
      onChoose: (chosen) => {
        this.#edit({ kinds: chosen === null ? null : FRAME_KINDS.filter((kind) => chosen.includes(kind)) });
      },
    });
  }

  #renderCaptures(): TemplateResult | typeof nothing {
    const captures = this.state.shown?.captures ?? [];
    if (captures.length < 2) return nothing;
    return choiceButton({
      label: 'Captures',
      all: 'All captures',
      choices: captures.map((capture) => ({ id: String(capture.captureId), label: captureLabel(capture) })),
      chosen: () => this.state.query.captureIds?.map(String) ?? null,
      onChoose: (chosen) => {
        this.#edit({ captureIds: chosen?.map(Number) ?? null });
      },
    });
  }

  #renderClear(): TemplateResult | typeof nothing {
    if (isEveryRow(this.state.query) && this.#text() === '') return nothing;
    return iconButton({
      icon: 'close',
      label: 'Clear the filter',
      onClick: () => {
        this.#apply(EVERY_ROW);
      },
    });
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

  /** A draft is of the filter over which it was written: another one, from wherever it comes, ends it. */
  #text(): string {
    const { text } = this.state.query;
    return this.#draft?.over === text ? this.#draft.text : text;
  }

  /** What is wrong is told, and changes nothing: the list keeps the filter before. */
  #write(text: string): void {
    const isWrong = filterProblem(text) !== null;
    this.#draft = isWrong ? { text, over: this.state.query.text } : null;
    if (!isWrong) this.#edit({ text });
    this.requestUpdate();
  }

  #commit = (): void => {
    this.panel.store.update((state) => withRecentFilter(state, state.query.text));
  };

  #apply({ text, ...rest }: RowQuery): void {
    this.#edit(rest);
    this.#write(text);
    this.#commit();
  }

  #edit(part: Partial<RowQuery>): void {
    this.panel.store.update((state) => ({ ...state, query: { ...state.query, ...part } }));
  }
}

customElements.define('ri-filter-bar', FilterBar);
