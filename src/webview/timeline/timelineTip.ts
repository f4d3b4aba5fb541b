import { countOf, formatDuration } from '../../model/format.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import type { RequestOutcome } from '../../protocol/request.ts';
import type { Timeline, TimelineBar } from '../../protocol/timeline.ts';
import { spanMs } from '../../model/timelineScale.ts';

export const OUTCOME_WORDS: Readonly<Record<RequestOutcome, string>> = {
  pending: 'waiting',
  streaming: 'open',
  streamed: 'ended',
  messages: 'messages',
  empty: 'empty',
  unchanged: 'unchanged',
  redirected: 'redirected',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Columns to either side of the pointer that it speaks of: nobody points at two px. */
const REACH = 2;

/** What is under the pointer, in a few short lines. */
export function timelineTip(
  timeline: Timeline,
  capture: CaptureSummary | null,
  bar: TimelineBar | null,
  atMs: number,
): readonly string[] {
  if (capture === null) return [];
  const lines: string[] = [METHOD_LABELS[capture.feed.method]];
  if (bar !== null) lines.push(barText(bar));
  if (bar?.purpose === 'poll') return lines;
  const lane = timeline.lanes.find((candidate) => candidate.captureId === capture.captureId);
  if (lane === undefined) return lines;
  const column = Math.floor(((atMs - timeline.fromMs) / spanMs(timeline)) * timeline.columns);
  const near = (counts: readonly number[]): number =>
    counts.slice(Math.max(0, column - REACH), column + REACH + 1).reduce((sum, count) => sum + count, 0);
  const [received, sent, control] = [near(lane.received), near(lane.sent), near(lane.control)];
  if (received > 0) lines.push(`${countOf(received, 'message')} in`);
  if (sent > 0) lines.push(`${countOf(sent, 'message')} out`);
  if (control > 0) lines.push(countOf(control, 'control frame'));
  return lines;
}

function barText(bar: TimelineBar): string {
  const what = bar.outcome === 'messages' ? countOf(bar.messageCount, 'message') : OUTCOME_WORDS[bar.outcome];
  const took = bar.endedAtMs === null ? '' : ` after ${formatDuration(bar.endedAtMs - bar.startedAtMs)}`;
  return `Request ${bar.requestIndex + 1}: ${what}${took}`;
}
