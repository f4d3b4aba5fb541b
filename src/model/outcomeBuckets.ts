import type { RequestOutcome } from '../protocol/request.ts';
import type { OutcomeColumns } from '../protocol/timeline.ts';
import { BucketLevels } from './bucketLevels.ts';

/** Places of the series; what is not here is not counted. */
const SERIES: Readonly<Partial<Record<RequestOutcome, number>>> = {
  messages: 0,
  streamed: 0,
  empty: 1,
  unchanged: 2,
  failed: 3,
};

/** How many requests of one capture ended over time, by what came of them (BucketLevels says how exact that is). */
export class OutcomeBuckets {
  readonly #levels = new BucketLevels(4);

  record(endedAtMs: number, outcome: RequestOutcome): void {
    const series = SERIES[outcome];
    if (series !== undefined) this.#levels.record(endedAtMs, series);
  }

  /** @returns null where columns are narrower than the buckets that reach back so far */
  read(fromMs: number, toMs: number, columns: number): OutcomeColumns | null {
    const { series, bucketMs } = this.#levels.read(fromMs, toMs, columns);
    if (bucketMs > (toMs - fromMs) / columns) return null;
    const [answered = [], empty = [], unchanged = [], failed = []] = series;
    return { answered, empty, unchanged, failed };
  }
}
