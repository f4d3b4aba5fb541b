import { BEST_SOURCES } from '../model/comparison.ts';
import { isBinary, isMessage, isSent } from '../model/frameFlags.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import { InspectorError } from '../protocol/errors.ts';
import { allBlocks } from './log/allBlocks.ts';
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

/** The feed of a recording: that of the capture which says most of when its messages were there. */
export class RecordedFeed {
  readonly summary: CaptureSummary;
  readonly log: SessionLog;

  /** @throws InspectorError `recording-unavailable`, `recording-unreadable`, or `not-found` where it holds no message */
  constructor(path: string) {
    this.log = SessionLog.read(path);
    try {
      this.summary = bestOf(restoreCaptures(this.log.readCaptures()), path);
    } catch (error) {
      this.log.close();
      throw error;
    }
  }

  /** Its received messages in order. To be read to its end, or until `close`. */
  *messages(): Generator<RecordedMessage, void, undefined> {
    for (const { block } of allBlocks(this.log.frames)) {
      const { captureId, atMs, flags, event } = block.columns;
      for (let place = 0; place < block.count; place++) {
        const bits = flags[place] ?? 0;
        if (captureId[place] !== this.summary.captureId || !isMessage(bits) || isSent(bits)) continue;
        yield {
          atMs: atMs[place] ?? 0,
          payload: block.payloadOf(place),
          isBinary: isBinary(bits),
          id: block.idOf(place),
          event: this.log.frames.eventName(event[place] ?? 0),
        };
      }
    }
  }

  close(): void {
    this.log.close();
  }
}

function bestOf(captures: readonly CaptureSummary[], path: string): CaptureSummary {
  const [best] = captures
    .filter(({ counters }) => counters.messages.received > 0)
    .sort((a, b) => BEST_SOURCES.indexOf(a.feed.method) - BEST_SOURCES.indexOf(b.feed.method));
  if (best !== undefined) return best;
  throw new InspectorError(
    'not-found',
    `${path} holds no capture that received a message`,
    'record a feed for as long as it takes to see how often it has news',
  );
}
