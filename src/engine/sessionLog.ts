import { directionOf, kindOf } from '../model/frameFlags.ts';
import type { ColumnCounts } from '../model/timelineBuckets.ts';
import { type ErrorInfo, InspectorError, toErrorInfo } from '../protocol/errors.ts';
import type { Direction, FrameKind, OrderMark } from '../protocol/frame.ts';
import { DEFAULT_RECORDING_BUDGET_BYTES } from '../protocol/limits.ts';
import type { RequestRecord } from '../protocol/request.ts';
import type { TimelineLane } from '../protocol/timeline.ts';
import type { CaptureLog } from './captureLog.ts';
import { CaptureTimeline } from './captureTimeline.ts';
import { allBlocks } from './log/allBlocks.ts';
import { FrameLog } from './log/frameLog.ts';
import { RequestLog } from './log/requestLog.ts';
import { openRecording } from './recording/openRecording.ts';
import type { Recording } from './recording/recording.ts';
import type { SaveOptions } from './recording/saveRecording.ts';

const NO_PAYLOAD = new Uint8Array(0);

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
  readonly #timelines = new Map<number, CaptureTimeline>();
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

  /** Keeps what there is room for in memory (`MEMORY_LOG_BYTES`), and no recording. */
  static inMemory(): SessionLog {
    return new SessionLog(null, null);
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
    this.#timelineOf(captureId).countFrame(atMs, direction, kind, payload);
    this.#changes += 1;
  }

  putRequest(request: RequestRecord): void {
    const { captureId, endedAtMs, outcome } = request;
    const hasEnded = this.requests.putRequest(request);
    if (hasEnded && endedAtMs !== null) this.#timelineOf(captureId).countRequest(endedAtMs, outcome);
    this.#changes += 1;
  }

  /** A capture over a window cut into columns, with at most `maxBars` requests. */
  lane(captureId: number, fromMs: number, toMs: number, columns: number, maxBars: number): TimelineLane {
    return this.#timelineOf(captureId).lane(fromMs, toMs, columns, maxBars);
  }

  /** A capture's messages over a window cut into columns. */
  messageCounts(captureId: number, fromMs: number, toMs: number, columns: number): ColumnCounts {
    return this.#timelineOf(captureId).messageCounts(fromMs, toMs, columns);
  }

  readCaptures(): string | null {
    return this.#recording?.readCaptures() ?? null;
  }

  /** What the recording has of a capture's figures; null: nothing. */
  readFigures(captureId: number): string | null {
    return this.#recording?.figures.read(captureId) ?? null;
  }

  /**
   * Brings everything to the disk, together with what is known of the captures.
   * @param figures those that have changed, by capture
   */
  flush(capturesJson: string, figures: ReadonlyMap<number, string> = new Map()): void {
    const write = (): void => {
      this.frames.flush();
      this.requests.flush();
      for (const [captureId, json] of figures) this.#recording?.figures.write(captureId, json);
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
    this.#recording?.figures.clear();
    this.#timelines.clear();
    this.#changes += 1;
  }

  close(): void {
    this.#recording?.close();
  }

  #timelineOf(captureId: number): CaptureTimeline {
    let timeline = this.#timelines.get(captureId);
    if (timeline === undefined) {
      timeline = new CaptureTimeline(captureId, this.frames, this.requests);
      this.#timelines.set(captureId, timeline);
    }
    return timeline;
  }

  /** Timelines are not recorded: they are counted again from the log, about 50 ms for a million frames. */
  #countRestored(): void {
    for (const { block } of allBlocks(this.frames)) {
      const { captureId, atMs, flags } = block.columns;
      for (let index = 0; index < block.count; index++) {
        const bits = flags[index] ?? 0;
        const kind = kindOf(bits);
        const payload = kind === 'close' ? block.payloadOf(index) : NO_PAYLOAD;
        const timeline = this.#timelineOf(captureId[index] ?? 0);
        timeline.countFrame(atMs[index] ?? 0, directionOf(bits), kind, payload);
      }
    }
    for (const { captureId, endedAtMs, outcome } of this.requests.endedRequests()) {
      this.#timelineOf(captureId).countRequest(endedAtMs, outcome);
    }
  }
}
