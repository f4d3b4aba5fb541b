import { visibleLine } from '../../model/visibleText.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import type { ErrorInfo, TimedError } from '../../protocol/errors.ts';
import { isPolling } from '../../protocol/method.ts';
import type { Timeline, TimelineBar, TimelineLane } from '../../protocol/timeline.ts';
import { spanMs } from '../../model/timelineScale.ts';

/** `close`: a close frame, or a stream that ended; `failed`: a connection that was not made or was lost; `error`: any other. */
export type MarkKind = 'close' | 'failed' | 'error';

/** Something that happened on a lane at a moment. */
export interface LaneMark {
  readonly kind: MarkKind;
  readonly atMs: number;
  readonly text: string;
  readonly error: ErrorInfo | null;
  /** The request that it came of, where that is known. */
  readonly requestIndex: number | null;
}

/** A request ends, and then its failure is told: never longer after it than this. */
const FAILURE_DELAY_MS = 250;

export function laneMarks(
  timeline: Timeline,
  lane: TimelineLane,
  capture: CaptureSummary,
): readonly LaneMark[] {
  const isPoll = isPolling(capture.feed.method);
  const told = new Set<TimedError>();
  const marks: LaneMark[] = closeMarks(timeline, lane);
  for (const bar of lane.bars) {
    if (bar.endedAtMs === null) continue;
    if (bar.outcome === 'failed') {
      const error = errorOf(capture, bar);
      if (error !== null) told.add(error);
      // A poll that failed is red itself.
      if (!isPoll) marks.push(markOf('failed', bar.endedAtMs, error, bar.requestIndex));
    } else if (bar.outcome === 'streamed' && capture.feed.method === 'sse') {
      marks.push({
        kind: 'close',
        atMs: bar.endedAtMs,
        text: 'Stream ended',
        error: null,
        requestIndex: bar.requestIndex,
      });
    }
  }
  for (const error of capture.errors) {
    if (told.has(error) || error.atMs < timeline.fromMs || error.atMs >= timeline.toMs) continue;
    if (hasFailureNear(timeline, lane, error.atMs)) continue;
    marks.push(markOf('error', error.atMs, error, requestAt(lane, error.atMs)));
  }
  return marks;
}

/** What is told of a request that failed, as far as the capture remembers it. */
export function errorOf(capture: CaptureSummary, bar: TimelineBar): TimedError | null {
  const endedAtMs = bar.endedAtMs;
  if (endedAtMs === null) return null;
  return (
    capture.errors.find(({ atMs }) => atMs >= endedAtMs - 1 && atMs <= endedAtMs + FAILURE_DELAY_MS) ?? null
  );
}

/** What is remembered of the close frames; where one is not, its column. */
function closeMarks(timeline: Timeline, lane: TimelineLane): LaneMark[] {
  const columnMs = spanMs(timeline) / timeline.columns;
  const columnOf = (atMs: number): number => Math.floor((atMs - timeline.fromMs) / columnMs);
  const marks = lane.closeNotes.map(({ atMs, direction, text }): LaneMark => {
    const who = direction === 'in' ? 'Close in' : 'Close out';
    return { kind: 'close', atMs, text: `${who}: ${visibleLine(text)}`, error: null, requestIndex: null };
  });
  const known = new Set(lane.closeNotes.map(({ atMs }) => columnOf(atMs)));
  for (const [column, count] of lane.closes.entries()) {
    // Buckets place a frame to within one column.
    if (count === 0 || known.has(column) || known.has(column - 1) || known.has(column + 1)) continue;
    const atMs = timeline.fromMs + (column + 0.5) * columnMs;
    marks.push({ kind: 'close', atMs, text: 'Close', error: null, requestIndex: null });
  }
  return marks;
}

function markOf(
  kind: MarkKind,
  atMs: number,
  error: ErrorInfo | null,
  requestIndex: number | null,
): LaneMark {
  const text = error === null ? 'Connection failed' : visibleLine(error.message);
  return { kind, atMs, text, error, requestIndex };
}

/** Whether the lane's columns are red there already. */
function hasFailureNear(timeline: Timeline, { outcomes }: TimelineLane, atMs: number): boolean {
  if (outcomes === null) return false;
  const column = Math.floor(((atMs - timeline.fromMs) / spanMs(timeline)) * timeline.columns);
  return [column - 1, column, column + 1].some((place) => (outcomes.failed[place] ?? 0) > 0);
}

/** The request that had just ended then, else one that was under way. */
function requestAt({ bars }: TimelineLane, atMs: number): number | null {
  const ended = bars.findLast(
    ({ endedAtMs }) => endedAtMs !== null && endedAtMs <= atMs && atMs - endedAtMs <= FAILURE_DELAY_MS,
  );
  const underWay = bars.findLast(
    ({ startedAtMs, endedAtMs }) => startedAtMs <= atMs && (endedAtMs ?? Infinity) >= atMs,
  );
  return (ended ?? underWay)?.requestIndex ?? null;
}
