import type { TimeRange } from '../../model/timelineScale.ts';
import { redactCapture, redactRequest } from '../../model/redaction.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { RequestRecord } from '../../protocol/request.ts';
import { restoreCaptures } from '../restoredCaptures.ts';
import { SessionLog } from '../sessionLog.ts';
import { FrameCursor } from './captureFrames.ts';

/** What of a recording goes out. */
export interface ExportScope {
  /** By their numbers; null: all. */
  readonly captureIds: readonly number[] | null;
  /** Since the beginning of the first of them, in ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether credentials, values of secret headers and secret query parameters go out as they are. */
  readonly keepsSecrets: boolean;
}

export const WHOLE_RECORDING: ExportScope = {
  captureIds: null,
  fromMs: 0,
  toMs: Infinity,
  keepsSecrets: false,
};

/** Requests read from a recording at once. */
const REQUESTS_AT_ONCE = 256;

/** The part of a recording that goes out: its captures, requests and frames, without secrets unless they are kept. */
export class ExportSource {
  readonly captures: readonly CaptureSummary[];
  /** Whether nothing of these captures is left out, so that their totals are those of what goes out. */
  readonly isWhole: boolean;
  /** Whether the recording has dropped nothing to keep its size. */
  readonly hasAll: boolean;
  readonly #log: SessionLog;
  readonly #keepsSecrets: boolean;
  /** What goes out, in ms since the Unix epoch: from -Infinity to Infinity where no range was asked for. */
  readonly range: TimeRange;
  #framesPassed = 0;
  #requestsPassed = 0;

  /**
   * @throws InspectorError `recording-unavailable`, `recording-unreadable`, or `not-found` where it has no such capture
   */
  constructor(path: string, scope: ExportScope) {
    this.#log = SessionLog.read(path);
    try {
      const captures = chooseCaptures(restoreCaptures(this.#log.readCaptures()), scope.captureIds, path);
      this.captures = scope.keepsSecrets ? captures : captures.map(redactCapture);
    } catch (error) {
      this.#log.close();
      throw error;
    }
    const startedAtMs = Math.min(...this.captures.map((capture) => capture.startedAtMs));
    const isAll = scope.fromMs <= 0 && scope.toMs === Infinity;
    this.range = {
      fromMs: isAll ? -Infinity : startedAtMs + scope.fromMs,
      toMs: startedAtMs + scope.toMs,
    };
    this.#keepsSecrets = scope.keepsSecrets;
    this.hasAll = this.#log.frames.droppedRows === 0 && this.#log.requests.droppedCount === 0;
    this.isWhole = isAll && this.hasAll;
  }

  /** Frames and requests read so far. */
  get passed(): { readonly frames: number; readonly requests: number } {
    return { frames: this.#framesPassed, requests: this.#requestsPassed };
  }

  /** About how much of the recording has been read, from 0 to 1. */
  get share(): number {
    const total = this.#log.frames.rowCount + this.#log.requests.count;
    return total === 0 ? 0 : Math.min(1, (this.#framesPassed + this.#requestsPassed) / total);
  }

  /** Frames in order of arrival. @param captureId of this capture only */
  frames(captureId: number | null = null): FrameCursor {
    const captureIds = captureId === null ? this.captures.map((capture) => capture.captureId) : [captureId];
    const range = { captureIds: new Set(captureIds), ...this.range };
    return new FrameCursor(this.#log.frames, range, () => {
      this.#framesPassed += 1;
    });
  }

  /** Requests that were under way at some moment of the range, in order of start. */
  *requests(): Generator<RequestRecord, void, undefined> {
    const { requests } = this.#log;
    const { fromMs, toMs } = this.range;
    const known = new Set(this.captures.map(({ captureId }) => captureId));
    for (let from = 0; from < requests.count; from += REQUESTS_AT_ONCE) {
      for (const record of requests.wholePage(from, from + REQUESTS_AT_ONCE)) {
        const isWithin = record.startedAtMs <= toMs && (record.endedAtMs ?? Infinity) >= fromMs;
        if (!known.has(record.captureId) || !isWithin) continue;
        this.#requestsPassed += 1;
        yield this.#keepsSecrets ? record : redactRequest(record);
      }
    }
  }

  close(): void {
    this.#log.close();
  }
}

function chooseCaptures(
  captures: readonly CaptureSummary[],
  captureIds: readonly number[] | null,
  path: string,
): readonly CaptureSummary[] {
  if (captures.length === 0) {
    throw new InspectorError(
      'not-found',
      `${path} holds no capture`,
      'record a feed first, or choose another recording',
    );
  }
  if (captureIds === null) return captures;
  const missing = captureIds.find((wanted) => captures.every(({ captureId }) => captureId !== wanted));
  if (missing === undefined) return captures.filter(({ captureId }) => captureIds.includes(captureId));
  throw new InspectorError(
    'not-found',
    `${path} holds no capture ${missing}`,
    `choose one of ${captures.map(({ captureId }) => captureId).join(', ')}`,
  );
}
