import { BEST_SOURCES } from '../model/comparison.ts';
import { isBinary, isMessage, isSent } from '../model/frameFlags.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import { InspectorError } from '../protocol/errors.ts';
import { type Method, METHOD_LABELS } from '../protocol/method.ts';
import { restoreCaptures } from './restoredCaptures.ts';
import { SessionLog } from './sessionLog.ts';

/** A message of a recording, as it came: views, valid until the next one is asked for. */
export interface RecordedMessage {
  readonly atMs: number;
  readonly payload: Uint8Array;
  readonly isBinary: boolean;
  readonly id: Uint8Array | null;
  /** Name of its event. */
  readonly event: string | null;
}

/** Which capture of a recording: by its number, the newest one of a method, or the one that says most of its messages' times. */
export type CaptureChoice = number | Method | 'best';

/** The feed of a recording: that of one of its captures. */
export class RecordedFeed {
  readonly summary: CaptureSummary;
  readonly log: SessionLog;

  /** @throws InspectorError `recording-unavailable`, `recording-unreadable`, or `not-found` where no such capture received a message */
  constructor(path: string, choice: CaptureChoice = 'best') {
    this.log = SessionLog.read(path);
    try {
      this.summary = choose(restoreCaptures(this.log.readCaptures()), choice, path);
    } catch (error) {
      this.log.close();
      throw error;
    }
  }

  /**
   * Its received messages in order. To be read to its end, or until `close`.
   * @param fromMs from when on, in ms since the Unix epoch
   */
  *messages(fromMs = -Infinity): Generator<RecordedMessage, void, undefined> {
    const { frames } = this.log;
    for (const { block } of frames.blocksBetween(fromMs, Infinity, this.summary.captureId)) {
      const { captureId, atMs, flags, event } = block.columns;
      for (let place = 0; place < block.count; place++) {
        const bits = flags[place] ?? 0;
        const cameMs = atMs[place] ?? 0;
        if (captureId[place] !== this.summary.captureId || !isMessage(bits) || isSent(bits)) continue;
        if (cameMs < fromMs) continue;
        yield {
          atMs: cameMs,
          payload: block.payloadOf(place),
          isBinary: isBinary(bits),
          id: block.idOf(place),
          event: frames.eventName(event[place] ?? 0),
        };
      }
    }
  }

  close(): void {
    this.log.close();
  }
}

function choose(captures: readonly CaptureSummary[], choice: CaptureChoice, path: string): CaptureSummary {
  const withMessages = captures.filter(({ counters }) => counters.messages.received > 0);
  const found =
    choice === 'best'
      ? withMessages.toSorted((a, b) => rankOf(a) - rankOf(b))[0]
      : withMessages.findLast(({ captureId, feed }) => captureId === choice || feed.method === choice);
  if (found !== undefined) return found;
  if (withMessages.length === 0) {
    throw new InspectorError(
      'not-found',
      `${path} holds no capture that received a message`,
      'record a feed for as long as it takes to see how often it has news',
    );
  }
  const names = withMessages.map(({ captureId, feed }) => `${captureId} (${METHOD_LABELS[feed.method]})`);
  throw new InspectorError(
    'not-found',
    `${path} holds no capture ${choice} that received a message`,
    `choose one of ${names.join(', ')}`,
  );
}

/** What is pushed tells more than what is asked for. */
function rankOf({ feed }: CaptureSummary): number {
  return BEST_SOURCES.indexOf(feed.method);
}
