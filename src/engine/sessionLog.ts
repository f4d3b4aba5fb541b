import { isMessage, isSent } from '../model/frameFlags.ts';
import { TimelineBuckets } from '../model/timelineBuckets.ts';
import { type ErrorInfo, InspectorError, toErrorInfo } from '../protocol/errors.ts';
import type { Direction, FrameKind, OrderMark } from '../protocol/frame.ts';
import { DEFAULT_RECORDING_BUDGET_BYTES } from '../protocol/limits.ts';
import type { RequestRecord } from '../protocol/request.ts';
import type { TimelineLane } from '../protocol/timeline.ts';
import type { CaptureLog } from './captureLog.ts';
import { allBlocks } from './log/allBlocks.ts';
import { countExactly } from './log/exactTimeline.ts';
import { FrameLog } from './log/frameLog.ts';
import { RequestLog } from './log/requestLog.ts';
import { openRecording } from './recording/openRecording.ts';
import type { Recording } from './recording/recording.ts';
import type { SaveOptions } from './recording/saveRecording.ts';

/** A timeline is counted frame by frame where it shows at most this many: 10 ms of work; else from buckets. */
const EXACT_TIMELINE_FRAMES = 500_000;

const NOT_RECORDED: ErrorInfo = {
  code: 'recording-unavailable',
  message: 'this session is not recorded',
  action: 'open another panel and capture again',
};

/** Frames and requests of a session's captures, in memory and in a recording, and their timeline. */
export class SessionLog implements CaptureLog {
  readonly frames: FrameLog;
  readonly requests: RequestLog;
  readonly #recording: Recording | null;
  readonly #openError: ErrorInfo | null;
  readonly #buckets = new Map<number, TimelineBuckets>();
  #changes = 0;

  private constructor(recording: Recording | null, openError: ErrorInfo | null) {
    this.#recording = recording;
    this.#openError = openError;
    this.frames = recording === null ? new FrameLog() : new FrameLog(recording.blocks);
    this.requests = recording === null ? new RequestLog() : new RequestLog(recording.requests);
    this.#countRestored();
  }

  /** Where the recording cannot be opened the session runs in memory, and `recordingError` says why. */
  static open(path: string, budgetBytes = DEFAULT_RECORDING_BUDGET_BYTES): SessionLog {
    try {
      return SessionLog.record(path, budgetBytes);
    } catch (error) {
      return new SessionLog(null, toErrorInfo(error));
    }
  }

  /** @throws InspectorError `recording-unavailable` or `recording-unreadable` */
  static record(path: string, budgetBytes = DEFAULT_RECORDING_BUDGET_BYTES): SessionLog {
    return new SessionLog(openRecording(path, { create: true, budgetBytes }), null);
  }

  /** Takes up a recording to be looked at. @throws InspectorError likewise */
  static read(path: string): SessionLog {
    return new SessionLog(openRecording(path, { create: false, isReadOnly: true }), null);
  }

  get recordingError(): ErrorInfo | null {
    return this.#openError ?? this.frames.storeFailure ?? this.requests.storeFailure;
  }

  get recordingBytes(): number {
    return this.#recording?.sizeBytes ?? 0;
  }

  /** Grows with everything that was put in: who remembers it sees whether there is news. */
  get changes(): number {
    return this.#changes;
  }

  append(
    captureId: number,
    seq: number,
    atMs: number,
    direction: Direction,
    kind: FrameKind,
    payload: Uint8Array,
    isBinary: boolean,
    requestIndex: number,
    id: string | null,
    event: string | null,
    mark: OrderMark | null,
  ): void {
    this.frames.append(
      captureId,
      seq,
      atMs,
      direction,
      kind,
      payload,
      isBinary,
      requestIndex,
      id,
      event,
      mark,
    );
    this.#bucketsOf(captureId).record(atMs, direction === 'out', kind === 'message');
    this.#changes += 1;
  }

  putRequest(request: RequestRecord): void {
    this.requests.putRequest(request);
    this.#changes += 1;
  }

  /** A capture over a window cut into columns, with at most `maxBars` requests. */
  lane(captureId: number, fromMs: number, toMs: number, columns: number, maxBars: number): TimelineLane {
    const coarse = this.#bucketsOf(captureId).read(fromMs, toMs, columns);
    const isTooCoarse = coarse.bucketMs > (toMs - fromMs) / columns;
    const isShort = sum(coarse.received) + sum(coarse.sent) + sum(coarse.control) <= EXACT_TIMELINE_FRAMES;
    const { received, sent, control } =
      isTooCoarse && isShort ? countExactly(this.frames, captureId, fromMs, toMs, columns) : coarse;
    return {
      captureId,
      received,
      sent,
      control,
      ...this.requests.inWindow(captureId, fromMs, toMs, maxBars),
    };
  }

  readCaptures(): string | null {
    return this.#recording?.readCaptures() ?? null;
  }

  /** Brings everything to the disk, together with what is known of the captures. */
  flush(capturesJson: string): void {
    const write = (): void => {
      this.frames.flush();
      this.requests.flush();
      this.#recording?.writeCaptures(capturesJson);
    };
    if (this.#recording === null) write();
    else this.#recording.flush(write);
  }

  /** Writes a copy of the recording to another file. @throws InspectorError why it cannot be */
  async save(path: string, options: SaveOptions): Promise<void> {
    if (this.#recording === null) {
      const { code, message, action } = this.recordingError ?? NOT_RECORDED;
      throw new InspectorError(code, message, action);
    }
    await this.#recording.save(path, options);
  }

  clear(): void {
    this.frames.clear();
    this.requests.clear();
    this.#buckets.clear();
    this.#changes += 1;
  }

  close(): void {
    this.#recording?.close();
  }

  #bucketsOf(captureId: number): TimelineBuckets {
    let buckets = this.#buckets.get(captureId);
    if (buckets === undefined) {
      buckets = new TimelineBuckets();
      this.#buckets.set(captureId, buckets);
    }
    return buckets;
  }

  /** Buckets are not recorded: they are counted again from the frames' times, about 50 ms a million. */
  #countRestored(): void {
    for (const { block } of allBlocks(this.frames)) {
      const { captureId, atMs, flags } = block.columns;
      for (let index = 0; index < block.count; index++) {
        const bits = flags[index] ?? 0;
        this.#bucketsOf(captureId[index] ?? 0).record(atMs[index] ?? 0, isSent(bits), isMessage(bits));
      }
    }
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
