import type { TimelineOrder } from '../state.ts';
import type { TimelineView } from './timelineView.ts';

/** Does once what a command asks of the timeline. */
export class TimelineOrders {
  readonly #view: TimelineView;
  /** Undefined until the first look: what was asked of an earlier timeline is over. */
  #taken: TimelineOrder | null | undefined;

  constructor(view: TimelineView) {
    this.#view = view;
  }

  /** @returns whether the table is to take the place of the chart, or the chart that of the table */
  take(order: TimelineOrder | null): boolean {
    const isNews = this.#taken !== undefined && order !== this.#taken;
    this.#taken = order;
    if (!isNews || order === null) return false;
    if (order.what === 'follow') this.#view.goLive();
    if (order.what === 'fit') this.#view.fit();
    return order.what === 'table';
  }
}
