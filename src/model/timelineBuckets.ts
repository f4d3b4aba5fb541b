import type { Direction, FrameKind } from '../protocol/frame.ts';
import { BucketLevels } from './bucketLevels.ts';

/** Places of the series. */
const RECEIVED = 0;
const SENT = 1;
const CONTROL = 2;
const CLOSES = 3;

/** Frames per column of a window of time. */
export interface ColumnCounts {
  readonly received: number[];
  readonly sent: number[];
  /** Frames that are neither messages nor closes. */
  readonly control: number[];
  readonly closes: number[];
  /** Width of the buckets the counts were taken from: how finely frames are placed. */
  readonly bucketMs: number;
}

/**
 * Frame counts of one capture over time (BucketLevels says how exact they are). Where buckets are wider than columns,
 * zoom in on the log itself.
 */
export class TimelineBuckets {
  readonly #levels = new BucketLevels(4);

  record(atMs: number, direction: Direction, kind: FrameKind): void {
    this.#levels.record(atMs, seriesOf(direction, kind));
  }

  /** Counts for `columns` equal parts of the window `fromMs` (included) to `toMs` (not included). */
  read(fromMs: number, toMs: number, columns: number): ColumnCounts {
    const { series, bucketMs } = this.#levels.read(fromMs, toMs, columns);
    const [received = [], sent = [], control = [], closes = []] = series;
    return { received, sent, control, closes, bucketMs };
  }
}

function seriesOf(direction: Direction, kind: FrameKind): number {
  if (kind === 'message') return direction === 'out' ? SENT : RECEIVED;
  return kind === 'close' ? CLOSES : CONTROL;
}
