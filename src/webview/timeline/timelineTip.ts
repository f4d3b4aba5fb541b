import { countOf, formatCount, formatDuration } from '../../model/format.ts';
import { visibleLine } from '../../model/visibleText.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import type { RequestOutcome } from '../../protocol/request.ts';
import type { Timeline, TimelineBar, TimelineLane } from '../../protocol/timeline.ts';
import { spanMs } from '../../model/timelineScale.ts';
import { feedLabel } from '../captureText.ts';
import { errorOf } from './laneMarks.ts';
import type { LanePlace } from './lanesCanvas.ts';

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

/** Told where the pointer is on no lane. */
export const POINTER_HINTS: readonly string[] = [
  'Drag a lane to zoom into a span, the axis to move',
  'Shift+drag or wheel moves, Ctrl+wheel zooms',
  'Click selects, double click follows what is new',
];

/** Columns to either side of the pointer that it speaks of: nobody points at two px. */
const REACH = 2;
const MAX_MARKS = 4;

/** What is under the pointer, in a few short lines. */
export function timelineTip(
  timeline: Timeline,
  { box, bar, marks }: LanePlace,
  atMs: number,
): readonly string[] {
  const { capture, lane } = box;
  const lines: string[] = [`${METHOD_LABELS[capture.feed.method]} ${feedLabel(capture)}`];
  for (const mark of marks.slice(0, MAX_MARKS)) lines.push(mark.text);
  if (marks.length > MAX_MARKS) lines.push(`and ${formatCount(marks.length - MAX_MARKS)} more`);
  if (bar !== null) lines.push(...barLines(capture, bar, marks.length > 0));
  if (bar?.purpose === 'poll' || lane === null) return lines;
  const column = Math.floor(((atMs - timeline.fromMs) / spanMs(timeline)) * timeline.columns);
  lines.push(...outcomeLines(lane, column));
  if (lane.outcomes === null || bar !== null) lines.push(...frameLines(lane, column));
  return lines;
}

function frameLines(lane: TimelineLane, column: number): readonly string[] {
  const lines: string[] = [];
  const [received, sent, control] = [
    near(lane.received, column),
    near(lane.sent, column),
    near(lane.control, column),
  ];
  if (received > 0) lines.push(`${countOf(received, 'message')} in`);
  if (sent > 0) lines.push(`${countOf(sent, 'message')} out`);
  if (control > 0) lines.push(countOf(control, 'control frame'));
  return lines;
}

/** Of requests too many to be drawn one by one. */
function outcomeLines({ outcomes, received }: TimelineLane, column: number): readonly string[] {
  if (outcomes === null) return [];
  const parts: string[] = [];
  const add = (counts: readonly number[], word: string): number => {
    const count = near(counts, column);
    if (count > 0) parts.push(`${formatCount(count)} ${word}`);
    return count;
  };
  const total =
    add(outcomes.answered, 'answered') +
    add(outcomes.empty, 'empty') +
    add(outcomes.unchanged, 'unchanged') +
    add(outcomes.failed, 'failed');
  if (total === 0) return [];
  const messages = near(received, column);
  const lines = [`${countOf(total, 'request')}: ${parts.join(', ')}`];
  if (messages > 0) lines.push(`${countOf(messages, 'message')} in`);
  return lines;
}

function near(counts: readonly number[], column: number): number {
  let total = 0;
  for (let place = column - REACH; place <= column + REACH; place++) total += counts[place] ?? 0;
  return total;
}

/** @param isErrorTold a mark has said it */
function barLines(capture: CaptureSummary, bar: TimelineBar, isErrorTold: boolean): readonly string[] {
  const what = bar.outcome === 'messages' ? countOf(bar.messageCount, 'message') : OUTCOME_WORDS[bar.outcome];
  const took = bar.endedAtMs === null ? '' : ` after ${formatDuration(bar.endedAtMs - bar.startedAtMs)}`;
  const lines = [`Request ${bar.requestIndex + 1}: ${what}${took}`];
  // A long connection is lost at its end, where a mark says so.
  const isBrief = bar.purpose === 'poll' || bar.messageCount === 0;
  const error = bar.outcome === 'failed' && isBrief && !isErrorTold ? errorOf(capture, bar) : null;
  if (error !== null) lines.push(visibleLine(error.message));
  return lines;
}
