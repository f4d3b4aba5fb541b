import { html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { formatCount } from '../../model/format.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { iconButton } from '../dom/iconButton.ts';
import { tableStyles } from '../dom/tableStyles.ts';
import { type ChartCard, type ChartStrip, FIGURE_NAMES } from '../statistics/chartCard.ts';
import { copyButtons, renderFigureTable } from './figureTable.ts';
import { cardStyles } from './statisticsCards.styles.ts';

/** A bar that holds anything is seen, however small its share. */
const LEAST_HEIGHT = 0.03;

/** One figure of the shown captures: its quantiles, and its histogram or the same in a table. */
export class ChartCardView extends LitElement {
  static override properties = {
    card: { attribute: false },
    isTable: { attribute: false },
    hovered: { state: true },
  };

  static override styles = [baseStyles, tableStyles, cardStyles];

  declare card: ChartCard;
  declare isTable: boolean;
  declare hovered: number | null;

  constructor() {
    super();
    this.isTable = false;
    this.hovered = null;
  }

  override render(): TemplateResult {
    const { card, isTable } = this;
    const hasFigures = card.strips.length > 0;
    return html`<section aria-label=${card.title}>
      <header>
        <h2>${card.title}</h2>
        <span class="about ellipsis" title=${card.about}>${card.about}</span>
        ${hasFigures && isTable ? copyButtons(this, card.title, card.table) : nothing}
        ${
          hasFigures
            ? iconButton({
                icon: 'table',
                label: `${card.title} as a table`,
                isPressed: isTable,
                onClick: () => {
                  this.dispatchEvent(new CustomEvent('toggle-table'));
                },
              })
            : nothing
        }
      </header>
      ${hasFigures ? this.#renderFigures() : html`<p class="missing">${card.missing}</p>`}
    </section>`;
  }

  #renderFigures(): TemplateResult {
    const { card } = this;
    return html`
      <table class="quantiles" aria-label=${`${card.title}: quantiles`}>
        <thead>
          <tr>
            <td></td>
            ${FIGURE_NAMES.map((name) => html`<th scope="col" class="figure">${name}</th>`)}
            <th scope="col" class="figure">count</th>
          </tr>
        </thead>
        <tbody>
          ${card.strips.map(
            ({ method, label, figures, count }) =>
              html`<tr>
                <th scope="row" title=${label}>
                  <span class="mark ${method}"></span><span class="label">${label}</span>
                </th>
                ${figures.map(({ text }) => html`<td class="figure">${text}</td>`)}
                <td class="figure">${formatCount(count)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${this.isTable ? renderFigureTable(card.table()) : this.#renderChart()}
    `;
  }

  #renderChart(): TemplateResult {
    const { card } = this;
    return html`<div class="chart">
      <div
        class="strips"
        role="img"
        aria-label=${card.summary}
        @pointermove=${(event: PointerEvent) => {
          this.#point(event);
        }}
        @pointerleave=${() => {
          this.hovered = null;
        }}
      >
        ${card.strips.map((strip) => this.#renderStrip(strip))}
      </div>
      <div class="axis" aria-hidden="true">
        ${card.ticks.map(
          ({ share, text }) =>
            html`<span
              class="tick ${share === 0 ? 'first' : share === 1 ? 'last' : ''}"
              .style=${`left:${share * 100}%`}
              >${text}</span
            >`,
        )}
      </div>
      ${this.#renderTip()}
    </div>`;
  }

  #renderStrip({ method, heights, peak }: ChartStrip): TemplateResult {
    const { bars, openFrom } = this.card;
    return html`<div class="strip">
      <svg class=${method} aria-hidden="true" viewBox="0 0 ${bars} 1" preserveAspectRatio="none">
        ${this.hovered === null ? nothing : svg`<rect class="hovered" x=${this.hovered} width="1" height="1"></rect>`}
        <path d=${barsPath(heights, 0, openFrom)}></path>
        ${openFrom < bars ? svg`<path class="open" d=${barsPath(heights, openFrom, bars)}></path>` : nothing}
      </svg>
      <span class="peak">${peak}</span>
    </div>`;
  }

  #renderTip(): TemplateResult | typeof nothing {
    const { card, hovered } = this;
    if (hovered === null || hovered >= card.bars) return nothing;
    const share = (hovered + 0.5) / card.bars;
    // On the side where there is room for it.
    const side = share < 0.5 ? `left:${share * 100}%` : `right:${(1 - share) * 100}%`;
    return html`<div class="tip" aria-hidden="true" .style=${side}>
      <div class="tip-range">${card.rangeOf(hovered)}${hovered >= card.openFrom ? ' (not over)' : ''}</div>
      ${card.strips.map(
        ({ method, tip }) => html`<div><span class="mark ${method}"></span> ${tip(hovered)}</div>`,
      )}
    </div>`;
  }

  #point(event: PointerEvent): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const { left, width } = currentTarget.getBoundingClientRect();
    const bar = Math.floor(((event.clientX - left) / width) * this.card.bars);
    this.hovered = Math.min(Math.max(bar, 0), this.card.bars - 1);
  }
}

/** Bars as one outline: a card redraws one path a second, however many bars it has. */
function barsPath(heights: readonly number[], from: number, to: number): string {
  return heights
    .map((height, bar) => {
      if (bar < from || bar >= to || height === 0) return '';
      return `M${bar} 1V${(1 - Math.max(height, LEAST_HEIGHT)).toFixed(3)}H${bar + 1}V1Z`;
    })
    .join('');
}

customElements.define('ri-chart-card', ChartCardView);
