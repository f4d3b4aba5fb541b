import type { CaptureSummary } from '../protocol/capture.ts';
import { isPolling } from '../protocol/method.ts';
import type { Timeline } from '../protocol/timeline.ts';
import { connectionGaps } from './connectionGaps.ts';
import { spanMs, type TimeRange } from './timelineScale.ts';

/** A session in one strip: all captures together. */
export interface OverviewStrip extends TimeRange {
  /** Messages in and out per column. */
  readonly messages: readonly number[];
  readonly mostMessages: number;
  /** Failed requests and other errors per column. */
  readonly failures: readonly number[];
  readonly gaps: readonly TimeRange[];
}

export function overviewStrip(
  timeline: Timeline,
  captures: readonly CaptureSummary[],
  nowMs: number,
): OverviewStrip {
  const { fromMs, toMs, columns, lanes } = timeline;
  const messages = new Array<number>(columns).fill(0);
  const failures = new Array<number>(columns).fill(0);
  const gaps: TimeRange[] = [];
  const columnMs = spanMs(timeline) / columns;
  const fail = (atMs: number): void => {
    const column = Math.floor((atMs - fromMs) / columnMs);
    if (column >= 0 && column < columns) failures[column] = (failures[column] ?? 0) + 1;
  };
  for (const lane of lanes) {
    for (let column = 0; column < columns; column++) {
      const count = (lane.received[column] ?? 0) + (lane.sent[column] ?? 0);
      messages[column] = (messages[column] ?? 0) + count;
      failures[column] = (failures[column] ?? 0) + (lane.outcomes?.failed[column] ?? 0);
    }
    if (lane.outcomes === null) {
      for (const { outcome, endedAtMs } of lane.bars) {
        if (outcome === 'failed' && endedAtMs !== null) fail(endedAtMs);
      }
    }
    const capture = captures.find(({ captureId }) => captureId === lane.captureId);
    if (capture === undefined) continue;
    for (const { atMs } of capture.errors) fail(atMs);
    if (!isPolling(capture.feed.method)) gaps.push(...connectionGaps(lane, capture.state, nowMs));
  }
  const mostMessages = messages.reduce((most, count) => Math.max(most, count), 0);
  return { fromMs, toMs, messages, mostMessages, failures, gaps };
}
