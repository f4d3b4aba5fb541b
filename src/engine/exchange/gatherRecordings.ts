import { setImmediate } from 'node:timers/promises';
import type { TimeRange } from '../../model/timelineScale.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { ImportResult } from '../../protocol/exchange.ts';
import { MAX_CAPTURES } from '../../protocol/limits.ts';
import type { RecordedFrame } from './captureFrames.ts';
import { checkCancelled, type ExchangeRun } from './exchangeRun.ts';
import { type ExportScope, ExportSource } from './exportSource.ts';
import { tooLarge } from './importError.ts';
import type { PlannedCapture } from './importPlan.ts';
import { FrameSpan, type ImportStage, type StagedFrame } from './importStage.ts';
import { requestsOf, type SourceRequest } from './sourceRequests.ts';
import { makeRecording, READING_SHARE } from './stagedRecording.ts';

/** Frames and requests that are staged without a pause for captures that share the thread. */
const STAGED_AT_ONCE = 2_048;

/** What of a recording is wanted. */
export interface RecordingPart {
  readonly path: string;
  readonly scope: ExportScope;
}

/**
 * Makes one recording of parts of others: their captures side by side, numbered anew, everything in order of arrival. Counts and
 * distributions are those of what is in it; a request that a range cuts keeps its own figures whole, and its capture says
 * that it is cut.
 * @throws InspectorError `recording-unreadable` and its like, `not-found` where a part has nothing, `import-failed` where it is
 * more than one recording holds, `recording-failed`, `cancelled`
 */
export function gatherRecordings(
  parts: readonly RecordingPart[],
  recordingPath: string,
  run: ExchangeRun,
): Promise<ImportResult> {
  return makeRecording(recordingPath, (stage) => new Gathering(stage, parts.length, run).take(parts), run);
}

class Gathering {
  readonly #stage: ImportStage;
  readonly #partCount: number;
  readonly #run: ExchangeRun;
  readonly #planned: PlannedCapture[] = [];
  #entry = 0;
  #staged = 0;

  constructor(stage: ImportStage, partCount: number, run: ExchangeRun) {
    this.#stage = stage;
    this.#partCount = partCount;
    this.#run = run;
  }

  async take(parts: readonly RecordingPart[]): Promise<readonly PlannedCapture[]> {
    for (const [place, { path, scope }] of parts.entries()) {
      const source = new ExportSource(path, scope);
      try {
        await this.#takeSource(source, place);
      } finally {
        source.close();
      }
    }
    if (this.#planned.length > 0) return this.#planned;
    throw new InspectorError(
      'not-found',
      'nothing was captured in that time',
      'choose a range in which a capture was open',
    );
  }

  async #takeSource(source: ExportSource, place: number): Promise<void> {
    const numbers = new Map<number, number>();
    for (const capture of source.captures) {
      if (isWithin(capture, source.range)) numbers.set(capture.captureId, this.#plan(source, capture));
    }
    for (const request of requestsOf(source)) {
      const captureId = numbers.get(request.capture.captureId);
      if (captureId === undefined) continue;
      await this.#takeRequest(request, captureId, () =>
        this.#pause((READING_SHARE * (place + source.share)) / this.#partCount),
      );
    }
  }

  /** @returns the number that a capture has in the recording that is made */
  #plan(source: ExportSource, capture: CaptureSummary): number {
    const captureId = this.#planned.length + 1;
    if (captureId > MAX_CAPTURES) throw tooLarge('the number of captures', String(MAX_CAPTURES));
    const isWhole = source.hasAll && isInside(capture, source.range);
    const known = isWhole ? capture : cutTo(capture, source.range);
    const { feed, startedAtMs } = known;
    this.#planned.push({ captureId, feed, known, isWhole, startedAtMs });
    return captureId;
  }

  async #takeRequest(
    { record, frames }: SourceRequest,
    captureId: number,
    pause: () => Promise<void>,
  ): Promise<void> {
    const span = new FrameSpan();
    for (const frame of frames(toStaged)) {
      this.#stage.addFrame(this.#entry, span, frame);
      this.#staged += 1;
      if (this.#staged % STAGED_AT_ONCE === 0) await pause();
    }
    const source = record.purpose === 'upgrade' ? 'websocket' : record.purpose === 'poll' ? 'poll' : 'sse';
    this.#stage.addEntry(this.#entry, span, { record, captureId, source, pollKey: null });
    this.#entry += 1;
    this.#staged += 1;
    if (this.#staged % STAGED_AT_ONCE === 0) await pause();
  }

  async #pause(share: number): Promise<void> {
    await setImmediate();
    checkCancelled(this.#run.signal, 'the making of a recording');
    this.#run.onProgress(share);
  }
}

function toStaged(frame: RecordedFrame): StagedFrame {
  const { atMs, direction, kind, isBinary, id, event, roundTripMs, payload } = frame;
  return { atMs, direction, kind, isBinary, id, event, roundTripMs, payload };
}

function isWithin({ startedAtMs, endedAtMs }: CaptureSummary, { fromMs, toMs }: TimeRange): boolean {
  return startedAtMs <= toMs && (endedAtMs ?? Infinity) >= fromMs;
}

/** Whether a range leaves nothing of a capture out. */
function isInside({ startedAtMs, endedAtMs }: CaptureSummary, { fromMs, toMs }: TimeRange): boolean {
  return startedAtMs >= fromMs && (endedAtMs ?? Infinity) <= toMs;
}

/** A capture as it would be had it begun and ended with the range. */
function cutTo(capture: CaptureSummary, { fromMs, toMs }: TimeRange): CaptureSummary {
  const { startedAtMs, openedAtMs, endedAtMs, counters } = capture;
  const errors = capture.errors.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const goesOn = endedAtMs === null || endedAtMs > toMs;
  return {
    ...capture,
    startedAtMs: Math.max(startedAtMs, fromMs),
    openedAtMs: openedAtMs === null || openedAtMs > toMs ? null : Math.max(openedAtMs, fromMs),
    ...(goesOn ? { endedAtMs: toMs, state: 'closed', endReason: 'user', failure: null } : {}),
    errors,
    counters: { ...counters, errors: errors.length },
    isCut: true,
  };
}
