import {
  css,
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { createRef, ref, type Ref } from 'lit/directives/ref.js';
import {
  clampOffset,
  isAtEnd,
  isScaled,
  maxOffsetPx,
  offsetCentering,
  offsetFromScroll,
  offsetShowing,
  scrollFromOffset,
  scrollRangePx,
  type VirtualLayout,
  type VirtualWindow,
  windowAt,
} from '../../model/virtualWindow.ts';

const ROW_HEIGHT_PX = 22;
const OVERSCAN_ROWS = 8;

export const virtualRowsStyles = css`
  .rows {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    contain: strict;
  }
  .rows-range {
    position: relative;
  }
  .rows-view {
    position: sticky;
    top: 0;
    overflow: hidden;
  }
`;

/** What the scrolled element is to keyboards and screen readers: it, and nothing around it, takes the focus. */
export interface RowsWidget {
  readonly role: 'grid' | 'table' | 'tree';
  readonly label: string;
  /** Of all rows, a header included. */
  readonly rowCount?: number;
  /** Id of the row that keys act on. */
  readonly activeId?: string | null;
  /** Id of the header, which stands outside so that it stays where it is. */
  readonly headerId?: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * A list of which only the rows in view exist. The rows sit in a layer that sticks to the viewport, so the scrolled
 * range may be scaled down where the browser's own limit would cut off the last of ten million rows.
 */
export class VirtualRows implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: Ref<HTMLElement> = createRef();
  readonly #resize = new ResizeObserver(() => {
    this.#measure();
  });
  #observed: HTMLElement | null = null;
  #rowCount = 0;
  #viewportPx = 0;
  #offsetPx = 0;
  #isFollowing: boolean;
  /** A row to be centred as soon as there is a height to centre it in. */
  #toCenter: number | null = null;

  /** @param isFollowing whether it starts at its end and stays there as it grows */
  constructor(host: ReactiveControllerHost, isFollowing: boolean) {
    this.#host = host;
    this.#isFollowing = isFollowing;
    host.addController(this);
  }

  get #layout(): VirtualLayout {
    return { rowCount: this.#rowCount, rowHeightPx: ROW_HEIGHT_PX, viewportPx: this.#viewportPx };
  }

  get window(): VirtualWindow {
    return windowAt(this.#layout, this.#offsetPx, OVERSCAN_ROWS);
  }

  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  /** Rows that a page key moves by. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.#viewportPx / ROW_HEIGHT_PX) - 1);
  }

  /** To be called before the host draws. */
  setRowCount(rowCount: number): void {
    this.#rowCount = rowCount;
    this.#offsetPx = this.#isFollowing
      ? maxOffsetPx(this.#layout)
      : clampOffset(this.#layout, this.#offsetPx);
  }

  /** Rows were taken away at the front: what is seen stays where it is. To be called before the new count is set. */
  dropFirst(count: number): void {
    if (!this.#isFollowing) this.#offsetPx -= count * ROW_HEIGHT_PX;
  }

  show(row: number): void {
    this.#moveTo(offsetShowing(this.#layout, this.#offsetPx, row));
  }

  center(row: number): void {
    if (this.#viewportPx === 0) {
      this.#toCenter = row;
      return;
    }
    const { first, end } = windowAt(this.#layout, this.#offsetPx, -1);
    if (row < first || row >= end) this.#moveTo(offsetCentering(this.#layout, row));
  }

  toEnd(): void {
    this.#moveTo(maxOffsetPx(this.#layout));
  }

  hostUpdated(): void {
    const scroller = this.#scroller.value ?? null;
    if (scroller !== this.#observed) this.#observe(scroller);
    if (scroller === null) return;
    const scrollTop = scrollFromOffset(this.#layout, this.#offsetPx);
    if (Math.abs(scroller.scrollTop - scrollTop) >= 1) scroller.scrollTop = scrollTop;
  }

  hostDisconnected(): void {
    this.#observe(null);
  }

  /** @param row draws a row */
  render(widget: RowsWidget, row: (index: number) => TemplateResult): TemplateResult {
    const { first, end, topPx } = this.window;
    const indexes = Array.from({ length: end - first }, (_, place) => first + place);
    // `.style` assigns through the CSSOM, which the page's policy allows; a style attribute it would refuse.
    return html`<div
      class="rows"
      role=${widget.role}
      tabindex="0"
      aria-label=${widget.label}
      aria-rowcount=${widget.rowCount ?? nothing}
      aria-activedescendant=${widget.activeId ?? nothing}
      aria-owns=${widget.headerId ?? nothing}
      ${ref(this.#scroller)}
      @keydown=${widget.onKeyDown}
      @scroll=${this.#onScroll}
      @wheel=${this.#onWheel}
    >
      <div class="rows-range" role="presentation" .style=${`height:${scrollRangePx(this.#layout)}px`}>
        <div class="rows-view" role="presentation" .style=${`height:${this.#viewHeightPx()}px`}>
          <div
            role=${widget.role === 'tree' ? 'presentation' : 'rowgroup'}
            .style=${`transform:translateY(${topPx}px)`}
          >
            ${indexes.map(row)}
          </div>
        </div>
      </div>
    </div>`;
  }

  /** For rows that are only read: what holds them has the keys, and these scroll them. */
  readonly scrollByKey = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const offsetPx = ctrlKey || metaKey || altKey ? null : this.#offsetByKey(key);
    if (offsetPx === null) return;
    event.preventDefault();
    this.#moveTo(offsetPx);
  };

  #offsetByKey(key: string): number | null {
    switch (key) {
      case 'ArrowDown':
        return this.#offsetPx + ROW_HEIGHT_PX;
      case 'ArrowUp':
        return this.#offsetPx - ROW_HEIGHT_PX;
      case 'PageDown':
        return this.#offsetPx + this.pageRows * ROW_HEIGHT_PX;
      case 'PageUp':
        return this.#offsetPx - this.pageRows * ROW_HEIGHT_PX;
      case 'Home':
        return 0;
      case 'End':
        return maxOffsetPx(this.#layout);
      default:
        return null;
    }
  }

  #viewHeightPx(): number {
    return Math.min(this.#viewportPx, scrollRangePx(this.#layout));
  }

  #onScroll = (): void => {
    const scroller = this.#scroller.value;
    if (scroller === undefined) return;
    // A list that has become taller is scrolled by the browser, before its observer tells: nobody has left its end.
    if (scroller.clientHeight !== this.#viewportPx) {
      this.#measure();
      return;
    }
    // Our own setting of scrollTop comes back here, rounded: it must not move the rows.
    if (Math.abs(scroller.scrollTop - scrollFromOffset(this.#layout, this.#offsetPx)) < 1) return;
    this.#setOffset(offsetFromScroll(this.#layout, scroller.scrollTop));
  };

  /** Where a px of the scroll bar is many rows, the wheel still moves row by row. */
  #onWheel = (event: WheelEvent): void => {
    if (!isScaled(this.#layout) || event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? ROW_HEIGHT_PX : 1;
    this.#moveTo(this.#offsetPx + event.deltaY * unit);
  };

  #moveTo(offsetPx: number): void {
    this.#setOffset(clampOffset(this.#layout, offsetPx));
  }

  #setOffset(offsetPx: number): void {
    this.#offsetPx = offsetPx;
    this.#isFollowing = isAtEnd(this.#layout, offsetPx);
    this.#host.requestUpdate();
  }

  #observe(scroller: HTMLElement | null): void {
    this.#resize.disconnect();
    this.#observed = scroller;
    if (scroller !== null) this.#resize.observe(scroller);
  }

  #measure(): void {
    const viewportPx = this.#observed?.clientHeight ?? 0;
    if (viewportPx === 0 || viewportPx === this.#viewportPx) return;
    this.#viewportPx = viewportPx;
    this.setRowCount(this.#rowCount);
    if (this.#toCenter !== null) this.center(this.#toCenter);
    this.#toCenter = null;
    this.#host.requestUpdate();
  }
}
