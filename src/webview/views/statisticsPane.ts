import { css, html, nothing, type TemplateResult } from 'lit';
import { MAX_STATISTICS_CAPTURES } from '../../protocol/limits.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import { FIGURES, type Statistics } from '../../protocol/statistics.ts';
import { captureLabel } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { iconButton } from '../dom/iconButton.ts';
import { SessionRead } from '../dom/sessionRead.ts';
import { View } from '../dom/view.ts';
import type { PanelState } from '../state.ts';
import type { ChartCard } from '../statistics/chartCard.ts';
import { distributionCard } from '../statistics/distributionCard.ts';
import { type EventRow, eventRows } from '../statistics/eventRows.ts';
import { rateCard } from '../statistics/rateCard.ts';
import {
  chosenCaptures,
  type EventColumn,
  sortedBy,
  type StatisticsView,
  withToggled,
} from '../statistics/statisticsView.ts';
import './chartCard.ts';
import './eventTypes.ts';
import type { CopyEvent } from './figureTable.ts';

/** What captures had, in figures: how often, how large, how late, and of what type. */
export class StatisticsPane extends View {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .toolbar {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        max-height: 96px;
        padding: 6px 12px 0;
        overflow: auto;
      }
      .choice {
        max-width: 280px;
        padding: 0 6px;
      }
      .space {
        flex: 1;
      }
      .scroll {
        flex: 1;
        overflow: auto;
        padding: 8px 12px 16px;
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 392px), 1fr));
        gap: 10px;
      }
      ri-event-types {
        grid-column: 1 / -1;
      }
      .note {
        margin: 0;
        padding: 4px 0 12px;
        color: var(--ri-dim);
      }
    `,
  ];

  readonly #read = new SessionRead(this, {
    shown: () => this.state.shown,
    read: ({ captures }) => {
      const chosen = chosenCaptures(this.state.statistics, captures);
      return this.panel.call('statistics/read', { captureIds: chosen.map(({ captureId }) => captureId) });
    },
  });

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.shown, state.statistics];
  }

  override render(): TemplateResult {
    const captures = this.state.shown?.captures ?? [];
    const statistics = this.#read.value;
    return html`
      ${this.#renderToolbar(captures)}
      <div class="scroll" tabindex="0" role="group" aria-label="Statistics of the captures">
        ${
          this.#read.error === null
            ? nothing
            : html`<p class="note" role="alert">
                No statistics: ${this.#read.error.message}; ${this.#read.error.action}.
              </p>`
        }
        ${statistics === null ? html`<p class="note">Counting…</p>` : this.#renderCards(statistics, captures)}
      </div>
    `;
  }

  #renderToolbar(captures: readonly CaptureSummary[]): TemplateResult {
    const view = this.state.statistics;
    const chosen = chosenCaptures(view, captures);
    const ids = chosen.map(({ captureId }) => captureId);
    const cards: StatisticsView['tables'] = ['rate', ...FIGURES];
    const areTables = cards.every((card) => view.tables.includes(card));
    return html`<div class="toolbar" role="group" aria-label="What the statistics show">
      ${
        captures.length < 2
          ? nothing
          : captures.map(({ captureId, feed }, place) => {
              const isChosen = ids.includes(captureId);
              const isLast = isChosen && ids.length === 1;
              const isFull = !isChosen && ids.length >= MAX_STATISTICS_CAPTURES;
              const label = labelIn(captures, captureId);
              return html`<button
                type="button"
                class="icon-button choice"
                aria-pressed=${isChosen}
                title=${isFull ? `${MAX_STATISTICS_CAPTURES} captures at most: leave one out first` : `${place + 1}: ${label}`}
                ?disabled=${isLast || isFull}
                @click=${() => {
                  this.#look({ captureIds: withToggled(ids, captureId) });
                  this.#read.again();
                }}
              >
                <span class="mark ${feed.method}"></span><span class="ellipsis">${label}</span>
              </button>`;
            })
      }
      <span class="space"></span>
      ${iconButton({
        icon: 'table',
        text: 'Tables',
        label: 'All charts as tables',
        isPressed: areTables,
        onClick: () => {
          this.#look({ tables: areTables ? [] : cards });
        },
      })}
    </div>`;
  }

  #renderCards(statistics: Statistics, captures: readonly CaptureSummary[]): TemplateResult {
    const ids = statistics.rate.series.map(({ captureId }) => captureId);
    const shown = captures.filter(({ captureId }) => ids.includes(captureId));
    const labelOf = (captureId: number): string => labelIn(shown, captureId);
    const { sort } = this.state.statistics;
    const cards = [
      rateCard(statistics, shown, labelOf),
      ...FIGURES.map((figure) => distributionCard(figure, statistics, shown, labelOf)),
    ];
    const onCopy = ({ detail }: CopyEvent): void => {
      void this.panel.copy(detail);
    };
    return html`
      ${renderNotRecorded(statistics, labelOf)}
      <div class="cards">
        ${cards
          // Few feeds send: a card that says so would be in the way.
          .filter(({ id, strips }) => id !== 'sentSize' || strips.length > 0)
          .map((card) => this.#renderCard(card, onCopy))}
        <ri-event-types
          .rows=${eventRows(statistics, shown, labelOf, sort)}
          .sort=${sort}
          @copy-text=${onCopy}
          @show-type=${({ detail }: CustomEvent<EventRow>) => {
            this.#show(detail);
          }}
          @sort-by=${({ detail }: CustomEvent<EventColumn>) => {
            this.#look({ sort: sortedBy(sort, detail) });
          }}
        ></ri-event-types>
      </div>
    `;
  }

  #renderCard(card: ChartCard, onCopy: (event: CopyEvent) => void): TemplateResult {
    const { tables } = this.state.statistics;
    return html`<ri-chart-card
      data-chart=${card.id}
      .card=${card}
      .isTable=${tables.includes(card.id)}
      @copy-text=${onCopy}
      @toggle-table=${() => {
        this.#look({ tables: withToggled(tables, card.id) });
      }}
    ></ri-chart-card>`;
  }

  #show({ filter, captureId }: EventRow): void {
    if (filter === null) return;
    this.panel.filterBy(filter);
    this.panel.store.update((state) => ({ ...state, query: { ...state.query, captureIds: [captureId] } }));
  }

  #look(part: Partial<StatisticsView>): void {
    this.panel.store.update((state) => ({ ...state, statistics: { ...state.statistics, ...part } }));
  }
}

function renderNotRecorded(
  { notRecorded }: Statistics,
  labelOf: (captureId: number) => string,
): TemplateResult | typeof nothing {
  if (notRecorded.length === 0) return nothing;
  const names = notRecorded.map(labelOf).join(', ');
  return html`<p class="note">
    ${names}: the recording is of an earlier version, which kept the rate but no distributions and no event
    types.
  </p>`;
}

/** What a capture is called beside others: its method, and where it goes to where the method would not tell it from them. */
function labelIn(captures: readonly CaptureSummary[], captureId: number): string {
  const capture = captures.find((candidate) => candidate.captureId === captureId);
  if (capture === undefined) return '';
  const { method } = capture.feed;
  const isAlone = captures.filter(({ feed }) => feed.method === method).length === 1;
  if (isAlone) return METHOD_LABELS[method];
  const label = captureLabel(capture);
  const alike = captures.filter((other) => captureLabel(other) === label);
  return alike.length === 1 ? label : `${label} #${alike.indexOf(capture) + 1}`;
}

customElements.define('ri-statistics-pane', StatisticsPane);
