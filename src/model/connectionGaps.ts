import type { CaptureSummary } from '../protocol/capture.ts';
import type { TimelineLane } from '../protocol/timeline.ts';
import type { TimeRange } from './timelineScale.ts';

/**
 * When a stream or WebSocket was without a connection between two of them, in order. Where some of its connections are
 * hidden nothing is known of what lies between the others.
 */
export function connectionGaps(
  lane: TimelineLane,
  state: CaptureSummary['state'],
  nowMs: number,
): readonly TimeRange[] {
  if (lane.hiddenBars > 0) return [];
  const gaps: TimeRange[] = [];
  let lostAtMs: number | null = null;
  for (const { startedAtMs, endedAtMs, outcome } of lane.bars) {
    if (lostAtMs !== null) gaps.push({ fromMs: lostAtMs, toMs: Math.max(lostAtMs, startedAtMs) });
    lostAtMs = outcome === 'redirected' ? null : endedAtMs;
  }
  if (lostAtMs !== null && state === 'reconnecting') gaps.push({ fromMs: lostAtMs, toMs: nowMs });
  return gaps;
}
