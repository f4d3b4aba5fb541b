import { overviewStrip, type OverviewStrip } from '../../model/overviewStrip.ts';
import { spanMs } from '../../model/timelineScale.ts';
import { toErrorInfo } from '../../protocol/errors.ts';
import type { SessionSnapshot } from '../../protocol/session.ts';
import type { Timeline } from '../../protocol/timeline.ts';
import { pageVisibility } from '../dom/pageVisibility.ts';
import type { Panel } from '../panel.ts';
import { columnsOf } from './laneLayout.ts';
import { TimelineFeed, type TimelineWish } from './timelineFeed.ts';
import type { TimelineView } from './timelineView.ts';

/**
 * How far what is shown of a running capture is behind: what has happened by then has been read, so a moving picture
 * shows it as it comes in at the edge, not later.
 */
export const SHOWN_LAG_MS = 150;
const LANES_INTERVAL_MS = 100;
/** The overview changes little from one second to the next, however busy the feed. */
const OVERVIEW_INTERVAL_MS = 1_000;
const OVERVIEW_COLUMN_PX = 3;
const MAX_OVERVIEW_COLUMNS = 400;

export interface TimelineReadsOptions {
  readonly panel: () => Panel;
  readonly view: TimelineView;
  /** How wide the lanes are drawn; 0: they are not. */
  readonly widthPx: () => number;
  readonly onChange: () => void;
}

/** What the timeline has read of the engine: what its lanes show, and the whole session in few columns. */
export class TimelineReads {
  readonly #options: TimelineReadsOptions;
  readonly #lanesFeed: TimelineFeed;
  readonly #overviewFeed: TimelineFeed;
  #lanes: Timeline | null = null;
  #overview: Timeline | null = null;
  #strip: OverviewStrip | null = null;

  constructor(options: TimelineReadsOptions) {
    this.#options = options;
    this.#lanesFeed = this.#feed(
      LANES_INTERVAL_MS,
      () => this.#lanesWish(),
      (timeline) => {
        this.#lanes = timeline;
      },
    );
    this.#overviewFeed = this.#feed(
      OVERVIEW_INTERVAL_MS,
      () => this.#overviewWish(),
      (timeline) => {
        this.#overview = timeline;
        const shown = this.#shown();
        this.#strip = shown === null ? null : overviewStrip(timeline, shown.captures, shown.nowMs);
      },
    );
  }

  get lanes(): Timeline | null {
    return this.#lanes;
  }

  get overview(): Timeline | null {
    return this.#overview;
  }

  get strip(): OverviewStrip | null {
    return this.#strip;
  }

  /** To be called whenever what is wanted may have changed. */
  refresh(): void {
    this.#lanesFeed.refresh();
    this.#overviewFeed.refresh();
  }

  stop(): void {
    this.#lanesFeed.stop();
    this.#overviewFeed.stop();
  }

  #feed(
    intervalMs: number,
    wish: () => TimelineWish | null,
    take: (timeline: Timeline) => void,
  ): TimelineFeed {
    const { panel, onChange } = this.#options;
    return new TimelineFeed({
      intervalMs,
      wish,
      read: ({ range, columns }) => panel().call('timeline/read', { ...range, columns }),
      onTimeline: (timeline) => {
        take(timeline);
        onChange();
      },
      onError: (error) => {
        panel().tell(toErrorInfo(error));
      },
    });
  }

  #shown(): SessionSnapshot | null {
    return this.#options.panel().store.state.shown;
  }

  #lanesWish(): TimelineWish | null {
    const shown = this.#shown();
    const { view } = this.#options;
    const widthPx = this.#options.widthPx();
    if (shown === null || widthPx === 0 || !pageVisibility.isVisible) return null;
    const shownColumns = columnsOf(widthPx);
    const { fromMs, toMs } = view.range(shownColumns);
    // What comes until the next read is read now, as far as it is there.
    const columnMs = (toMs - fromMs) / shownColumns;
    const ahead = view.isMoving ? Math.min(shownColumns, Math.ceil((2 * SHOWN_LAG_MS) / columnMs)) : 0;
    const range = { fromMs, toMs: toMs + ahead * columnMs };
    return { range, columns: shownColumns + ahead, version: versionOf(shown, range.toMs) };
  }

  #overviewWish(): TimelineWish | null {
    const shown = this.#shown();
    const widthPx = this.#options.widthPx();
    if (shown === null || widthPx === 0 || !pageVisibility.isVisible) return null;
    const range = this.#options.view.session;
    const columns = Math.max(1, Math.min(MAX_OVERVIEW_COLUMNS, Math.floor(widthPx / OVERVIEW_COLUMN_PX)));
    // Its last frame lies at its end, and a window does not include that.
    const toMs = range.toMs + Math.max(1, spanMs(range) / columns);
    return { range: { fromMs: range.fromMs, toMs }, columns, version: versionOf(shown, toMs) };
  }
}

/** What is wholly in the past does not change any more, however much comes now. */
function versionOf(
  { generation, rowCount, requestCount, captures, nowMs }: SessionSnapshot,
  toMs: number,
): string {
  if (toMs < nowMs - 1_000) return `${generation}`;
  return `${generation} ${rowCount} ${requestCount} ${captures.map(({ state }) => state).join()}`;
}
