import { isMessage, isSent, kindOf } from '../../model/frameFlags.ts';
import type { FrameLog } from './frameLog.ts';

/** Frames of one capture per column of a window, counted one by one. */
export interface ExactCounts {
  readonly received: number[];
  readonly sent: number[];
  readonly control: number[];
  readonly closes: number[];
}

/**
 * Counts each frame in the column its time is in, for windows in which timeline buckets are too wide. Costs a pass over
 * the columns of every block in the window (about 20 µs for 16,384 frames once decoded), so keep the window short.
 * @param fromMs included
 * @param toMs not included
 */
export function countExactly(
  log: FrameLog,
  captureId: number,
  fromMs: number,
  toMs: number,
  columns: number,
): ExactCounts {
  const counts: ExactCounts = {
    received: zeros(columns),
    sent: zeros(columns),
    control: zeros(columns),
    closes: zeros(columns),
  };
  const columnsPerMs = columns / (toMs - fromMs);
  for (const { block } of log.blocksBetween(fromMs, toMs, captureId)) {
    const { captureId: captureIds, atMs: times, flags } = block.columns;
    for (let index = 0; index < block.count; index++) {
      const atMs = times[index] ?? 0;
      if (captureIds[index] !== captureId || atMs < fromMs || atMs >= toMs) continue;
      const column = Math.min(Math.floor((atMs - fromMs) * columnsPerMs), columns - 1);
      const series = seriesOf(counts, flags[index] ?? 0);
      series[column] = (series[column] ?? 0) + 1;
    }
  }
  return counts;
}

function seriesOf(counts: ExactCounts, flags: number): number[] {
  if (isMessage(flags)) return isSent(flags) ? counts.sent : counts.received;
  return kindOf(flags) === 'close' ? counts.closes : counts.control;
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}
