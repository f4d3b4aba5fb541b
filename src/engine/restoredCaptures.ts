import type { CaptureSummary } from '../protocol/capture.ts';
import { EMPTY_COUNTERS } from '../protocol/capture.ts';
import { NO_WIRE } from '../protocol/request.ts';
import { fieldsOf } from './fields.ts';
import { parseFeed } from './parseFeed.ts';

const VERSION = 1;

/** What an earlier version did not write, as a capture has it before there is any. */
const NOT_YET_KNOWN = {
  detectedBy: null,
  sizes: null,
  delayJitterMs: null,
  roundTrips: null,
  longPolls: null,
  wireParts: NO_WIRE.parts,
  slowedMs: 0,
  repeating: null,
  countedSends: 0,
  isCut: false,
} satisfies Partial<CaptureSummary>;

/** The captures of a session as its recording keeps them. */
export function serializeCaptures(captures: readonly CaptureSummary[], savedAtMs: number): string {
  return JSON.stringify({ version: VERSION, savedAtMs, captures });
}

/**
 * The captures of a recording. One that was running when the editor or the process ended is closed now, for it was
 * interrupted. What another version wrote, or what is damaged, is left out: its frames can still be read.
 */
export function restoreCaptures(json: string | null): CaptureSummary[] {
  const fields = fieldsOf(parseJson(json));
  const captures = fields.get('captures');
  const savedAtMs = fields.get('savedAtMs');
  if (fields.get('version') !== VERSION || !Array.isArray(captures) || typeof savedAtMs !== 'number')
    return [];
  return captures
    .filter(isSummary)
    .map((capture) => closeInterrupted({ ...NOT_YET_KNOWN, ...capture }, savedAtMs));
}

function parseJson(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
}

function closeInterrupted(capture: CaptureSummary, savedAtMs: number): CaptureSummary {
  if (capture.endedAtMs !== null) return capture;
  return {
    ...capture,
    state: 'closed',
    endReason: 'interrupted',
    endedAtMs: savedAtMs,
    retryAtMs: null,
    messagesPerSecond: 0,
    repeating: null,
  };
}

/** Whether the parts that everything else relies on are there; figures that are missing would show as zero. */
function isSummary(value: unknown): value is CaptureSummary {
  const fields = fieldsOf(value);
  const counters = fieldsOf(fields.get('counters'));
  return (
    isFeed(fields.get('feed')) &&
    typeof fields.get('captureId') === 'number' &&
    typeof fields.get('startedAtMs') === 'number' &&
    Object.keys(EMPTY_COUNTERS).every((name) => counters.has(name))
  );
}

function isFeed(value: unknown): boolean {
  try {
    return parseFeed(value).method !== 'auto';
  } catch {
    return false;
  }
}
