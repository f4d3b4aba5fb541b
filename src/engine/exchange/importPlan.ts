import type { CaptureSummary } from '../../protocol/capture.ts';
import { completeFeed, type Feed } from '../../protocol/feed.ts';
import { MAX_CAPTURES } from '../../protocol/limits.ts';
import type { EntryOutline, ImportStage } from './importStage.ts';
import { importError, tooLarge } from './importError.ts';

/** A capture that an import makes. */
export interface PlannedCapture {
  readonly captureId: number;
  readonly feed: Feed;
  /** As the recording had it that was exported; null: the file does not say. */
  readonly known: CaptureSummary | null;
  /** Whether all its requests are in the file, so that the totals of `known` hold. */
  readonly isWhole: boolean;
  readonly startedAtMs: number | null;
}

/** So many requests to one address make it clear that it is polled … */
const LEAST_POLLS = 4;
/** … where so many of the gaps between their starts are alike … */
const REGULAR_SHARE = 0.6;
const ALIKE_FACTOR = 1.5;
/** … and none is longer than this, in ms; or where a request is held at a server for most of the time, each so long. */
const LONGEST_INTERVAL_MS = 10 * 60_000;
const HELD_SHARE = 0.6;
const LEAST_HOLD_MS = 500;

/** Finds out what captures the entries of a file are of that does not say it, and adds them to those that it does. */
export function planCaptures(stage: ImportStage, told: readonly PlannedCapture[]): readonly PlannedCapture[] {
  const planned = [...told];
  const add = (feed: Feed): number => {
    const captureId = planned.reduce((highest, capture) => Math.max(highest, capture.captureId), 0) + 1;
    if (planned.length >= MAX_CAPTURES) throw tooLarge('the number of feeds', String(MAX_CAPTURES));
    planned.push({ captureId, feed, known: null, isWhole: false, startedAtMs: null });
    return captureId;
  };
  planStreams(stage, add);
  for (const pollKey of stage.pollKeys(LEAST_POLLS)) planPolls(stage, pollKey, add);
  if (planned.length > 0) return planned;
  throw importError(
    'there is no live feed in it: no WebSocket, no event stream, and no address that is polled',
    'export it again with the feed open, its messages included; nothing was imported',
  );
}

/** A connection made again to the same address is of one capture; one that is open beside another is not. */
function planStreams(stage: ImportStage, add: (feed: Feed) => number): void {
  const lastOf = new Map<string, { captureId: number; endedAtMs: number }[]>();
  for (const outline of stage.outlines(null)) {
    const method = outline.source === 'websocket' ? 'websocket' : 'sse';
    const key = `${method} ${withoutQuery(outline.url)}`;
    const known = lastOf.get(key) ?? [];
    lastOf.set(key, known);
    const before = known.find(({ endedAtMs }) => endedAtMs <= outline.startedAtMs);
    if (before === undefined) {
      const captureId = add(completeFeed({ method, url: outline.url }));
      known.push({ captureId, endedAtMs: outline.endedAtMs });
      stage.assign(outline.entry, captureId);
    } else {
      before.endedAtMs = outline.endedAtMs;
      stage.assign(outline.entry, before.captureId);
    }
  }
}

function planPolls(stage: ImportStage, pollKey: string, add: (feed: Feed) => number): void {
  const polls = [...stage.outlines(pollKey)];
  const polling = pollingOf(polls);
  const [first] = polls;
  if (polling === null || first === undefined) return;
  const [httpMethod = 'GET'] = pollKey.split(' ', 1);
  const captureId = add(completeFeed({ url: first.url, httpMethod, ...polling }));
  for (const { entry } of polls) stage.assign(entry, captureId);
}

/** How requests to one address, in order, are polled; null: that they are is not clear. */
function pollingOf(
  polls: readonly Pick<EntryOutline, 'startedAtMs' | 'endedAtMs' | 'waitMs'>[],
): Pick<Feed, 'method' | 'intervalMs'> | null {
  const [first, last] = [polls[0], polls.at(-1)];
  if (polls.length < LEAST_POLLS || first === undefined || last === undefined) return null;
  const gaps = polls.slice(1).map((poll, at) => poll.startedAtMs - (polls[at]?.startedAtMs ?? 0));
  const overlaps = polls.slice(1).some((poll, at) => poll.startedAtMs < (polls[at]?.endedAtMs ?? 0) - 1);
  if (overlaps || gaps.some((gapMs) => gapMs > LONGEST_INTERVAL_MS)) return null;
  const gapMs = medianOf(gaps);
  const heldMs = polls.reduce((sum, { waitMs }) => sum + waitMs, 0);
  const isHeld = heldMs >= HELD_SHARE * (last.endedAtMs - first.startedAtMs);
  if (isHeld && medianOf(polls.map(({ waitMs }) => waitMs)) >= LEAST_HOLD_MS)
    return {
      method: 'long-polling',
      intervalMs: completeFeed({ url: '', method: 'long-polling' }).intervalMs,
    };
  const alike = gaps.filter((gap) => gap >= gapMs / ALIKE_FACTOR && gap <= gapMs * ALIKE_FACTOR);
  if (gapMs <= 0 || alike.length < REGULAR_SHARE * gaps.length) return null;
  return { method: 'short-polling', intervalMs: Math.max(1, Math.round(gapMs)) };
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
