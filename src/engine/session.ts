import { redactCapture, redactRequest } from '../model/redaction.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import type { Comparison, EstimateAssumptions, MessagePair, PairPlace } from '../protocol/comparison.ts';
import { InspectorError } from '../protocol/errors.ts';
import type { FrameBody, FrameDocument, PreviousFrame } from '../protocol/frame.ts';
import {
  DEFAULT_RECORDING_BUDGET_BYTES,
  FLUSH_INTERVAL_MS,
  MAX_CAPTURES,
  SNAPSHOT_INTERVAL_MS,
} from '../protocol/limits.ts';
import type { RequestPage, RowPage, RowQuery } from '../protocol/panel.ts';
import type { ReplayFigures, ReplayStretch } from '../protocol/replay.ts';
import type { RequestRecord } from '../protocol/request.ts';
import type { SessionSnapshot } from '../protocol/session.ts';
import type { Statistics } from '../protocol/statistics.ts';
import type { Timeline } from '../protocol/timeline.ts';
import { Capture } from './capture.ts';
import type { CaptureSends } from './captureSends.ts';
import { systemClock } from './clock.ts';
import { decideMethod } from './detect.ts';
import type { SecretRequest } from './feeds/secretFeed.ts';
import { documentOf } from './frameDocument.ts';
import { findPrevious } from './log/previousFrame.ts';
import type { ProxySetting } from './net/proxies.ts';
import type { FeedRequest } from './parseFeed.ts';
import { readStretch } from './replayStretch.ts';
import { restoreCaptures, serializeCaptures } from './restoredCaptures.ts';
import { RowQueries } from './rowQueries.ts';
import { SessionComparison } from './sessionComparison.ts';
import { SessionLog } from './sessionLog.ts';
import { SessionStatistics } from './sessionStatistics.ts';
import { SlowdownMeter } from './slowdownMeter.ts';
import { serializeFigures } from './storedFigures.ts';

/** The most columns a timeline is cut into: an 8K screen's pixels. */
const MAX_TIMELINE_COLUMNS = 8_192;
/** The most bars a timeline shows per column: more could not be told apart. */
const BARS_PER_COLUMN = 1;

/** What one panel shows: captures that share a log, a time axis and a recording. */
export class Session {
  readonly #log: SessionLog;
  readonly #budgetBytes: number;
  readonly #onSnapshot: (snapshot: SessionSnapshot) => void;
  readonly #live = new Map<number, Capture>();
  readonly #ended = new Map<number, CaptureSummary | Capture>();
  readonly #queries: RowQueries;
  readonly #comparison: SessionComparison;
  readonly #statistics: SessionStatistics;
  #generation = 1;
  #lastCaptureId = 0;
  #saveCount = 0;
  #isWatched = false;
  #postedChanges = -1;
  #postedLive = 0;
  #flushedAtMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #slowdown = new SlowdownMeter();

  private constructor(log: SessionLog, budgetBytes: number, onSnapshot: (snapshot: SessionSnapshot) => void) {
    this.#log = log;
    this.#budgetBytes = budgetBytes;
    this.#onSnapshot = onSnapshot;
    this.#queries = new RowQueries(log.frames);
    this.#comparison = new SessionComparison(log);
    this.#statistics = new SessionStatistics(log);
    for (const summary of restoreCaptures(log.readCaptures())) {
      this.#ended.set(summary.captureId, summary);
      this.#lastCaptureId = Math.max(this.#lastCaptureId, summary.captureId);
    }
  }

  /**
   * Takes up what the recording has, or begins one.
   * @param budgetBytes what it may have on disk; then its oldest frames go first
   */
  static open(
    path: string,
    onSnapshot: (snapshot: SessionSnapshot) => void,
    budgetBytes = DEFAULT_RECORDING_BUDGET_BYTES,
  ): Session {
    return new Session(SessionLog.open(path, budgetBytes), budgetBytes, onSnapshot);
  }

  snapshot(): SessionSnapshot {
    return {
      generation: this.#generation,
      nowMs: systemClock.nowMs(),
      rowCount: this.#log.frames.rowCount,
      droppedRows: this.#log.frames.droppedRows,
      requestCount: this.#log.requests.count,
      captures: this.#summaries(),
      recordingBytes: this.#log.recordingBytes,
      recordingBudgetBytes: this.#budgetBytes,
      recordingError: this.#log.recordingError,
    };
  }

  /** Whether every news is wanted, as a snapshot at most ten times a second; else only when a capture begins or ends. */
  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    this.#postedChanges = -1;
    if (isWatched) this.#postNews();
  }

  /** @throws InspectorError `detection-failed`, or `invalid-option` where the session is full */
  async startCapture(
    request: FeedRequest,
    proxySetting: ProxySetting | null,
    secret: SecretRequest | null = null,
  ): Promise<number> {
    if (this.#live.size + this.#ended.size >= MAX_CAPTURES) {
      throw new InspectorError(
        'invalid-option',
        `there are already ${MAX_CAPTURES} captures here`,
        'clear the panel or open another one',
      );
    }
    const decided = await decideMethod(secret?.request ?? request, proxySetting).catch((error: unknown) => {
      throw secret === null ? error : secret.mask.error(error);
    });
    const { feed: used, detectedBy } = decided;
    this.#lastCaptureId += 1;
    const capture = new Capture({
      captureId: this.#lastCaptureId,
      feed: { ...request, method: used.method },
      detectedBy,
      proxySetting,
      secret: secret === null ? null : { feed: used, mask: secret.mask },
      log: this.#log,
      onStateChange: () => {
        this.#postedChanges = -1;
      },
    });
    this.#live.set(capture.captureId, capture);
    void capture.ended.then(() => {
      // While it still counts as one whose figures change.
      this.#flush();
      this.#live.delete(capture.captureId);
      this.#ended.set(capture.captureId, capture);
    });
    capture.start();
    if (this.#timer === null) {
      this.#slowdown = new SlowdownMeter();
      this.#timer = setInterval(() => {
        this.#tick();
      }, SNAPSHOT_INTERVAL_MS);
    }
    return capture.captureId;
  }

  /** Stopping one that has ended does nothing. */
  async stopCapture(captureId: number): Promise<void> {
    await this.#live.get(captureId)?.stop('user');
  }

  /** @throws InspectorError `not-open` where it has ended */
  sendsOf(captureId: number): CaptureSends {
    const capture = this.#live.get(captureId);
    if (capture !== undefined) return capture.sends;
    throw new InspectorError('not-open', 'this capture has ended', 'connect again before sending');
  }

  /** Stopping where nothing is repeated does nothing. */
  stopRepeat(captureId: number): void {
    this.#live.get(captureId)?.sends.stopRepeat();
  }

  /** Forgets frames, requests and ended captures; those that run count from zero. */
  clear(): SessionSnapshot {
    this.#generation += 1;
    this.#ended.clear();
    this.#log.clear();
    this.#queries.clear();
    this.#comparison.clear();
    this.#statistics.clear();
    for (const capture of this.#live.values()) capture.reset();
    this.#flush();
    this.#postNews();
    return this.snapshot();
  }

  readRows(query: RowQuery, from: number, to: number, highlights: readonly string[] = []): RowPage {
    return { generation: this.#generation, ...this.#queries.read(query, from, to, highlights) };
  }

  /** The place of a row among those that match, or of the one nearest to it; -1 where there is none. */
  placeRow(query: RowQuery, row: number): number {
    return this.#queries.positionNear(query, row);
  }

  locateRow(query: RowQuery, captureId: number, atMs: number): number {
    const row = this.#log.frames.rowNear(captureId, atMs);
    return row < 0 ? -1 : this.#queries.positionNear(query, row);
  }

  readFrame(row: number, maxBytes?: number): FrameBody {
    return this.#log.frames.readBody(row, maxBytes);
  }

  frameDocument(row: number): FrameDocument {
    return documentOf(this.#log.frames, this.#log.requests, row);
  }

  previousFrame(row: number): PreviousFrame {
    return findPrevious(this.#log.frames, row);
  }

  readRequests(from: number, to: number): RequestPage {
    return { total: this.#log.requests.count, requests: this.#log.requests.page(from, to) };
  }

  readRequest(captureId: number, index: number): RequestRecord {
    return this.#log.requests.get(captureId, index);
  }

  /** @throws InspectorError `invalid-option` where the window is none */
  readTimeline(fromMs: number, toMs: number, columns: number): Timeline {
    const count = Math.trunc(columns);
    if (!(toMs > fromMs) || count < 1 || count > MAX_TIMELINE_COLUMNS) {
      throw new InspectorError(
        'invalid-option',
        `a timeline from ${fromMs} to ${toMs} cannot have ${columns} columns`,
        `ask for 1 to ${MAX_TIMELINE_COLUMNS} columns of a window that ends after it begins`,
      );
    }
    const lanes = this.#summaries().map(({ captureId }) =>
      this.#log.lane(captureId, fromMs, toMs, count, count * BARS_PER_COLUMN),
    );
    return { fromMs, toMs, columns: count, lanes };
  }

  compare(assumptions: Partial<EstimateAssumptions>): Comparison {
    return this.#comparison.read(this.#summaries(), assumptions);
  }

  /** @returns null where no message came by more than one capture */
  pair(from: PairPlace | null, step: number): MessagePair | null {
    return this.#comparison.pair(this.#summaries(), from, step);
  }

  /** @param captureIds of which captures; those that are not there are left out */
  readStatistics(captureIds: readonly number[]): Statistics {
    const captures = this.#summaries().filter(({ captureId }) => captureIds.includes(captureId));
    const withFigures = captures.map((summary) => {
      const capture = this.#live.get(summary.captureId) ?? this.#ended.get(summary.captureId);
      return { summary, figures: capture instanceof Capture ? capture.figures() : null };
    });
    return this.#statistics.read(withFigures, this.#generation);
  }

  /**
   * Writes a copy of the recording to another file, while captures go on; a later call gives up the one before it.
   * @param keepsSecrets whether credentials and values of secret headers are in it
   * @throws InspectorError `recording-failed`; `cancelled` where it was given up
   */
  async save(path: string, keepsSecrets: boolean): Promise<void> {
    const generation = this.#generation;
    this.#saveCount += 1;
    const save = this.#saveCount;
    await this.#log.save(path, {
      change: keepsSecrets ? null : redactRequest,
      check: () => {
        if (save === this.#saveCount && generation === this.#generation) return;
        throw new InspectorError('cancelled', `${path} was not saved`, 'save it again');
      },
      flush: () => {
        this.#flush();
        const captures = this.#summaries();
        const saved = keepsSecrets ? captures : captures.map(redactCapture);
        return serializeCaptures(saved, this.#flushedAtMs);
      },
    });
  }

  cancelSave(): void {
    this.#saveCount += 1;
  }

  /** What a capture received last, to be replayed. @throws InspectorError `not-found` */
  readStretch(captureId: number, maxDurationMs: number): ReplayStretch {
    const summary = this.#summaries().find((known) => known.captureId === captureId);
    if (summary === undefined) {
      throw new InspectorError('not-found', `there is no capture ${captureId}`, 'choose one that is listed');
    }
    return readStretch(this.#log.frames, summary, maxDurationMs, systemClock.nowMs());
  }

  /** Where the captures are those of a replay: what they say of an estimate. */
  checkReplay(assumptions: Partial<EstimateAssumptions>): ReplayFigures {
    return this.#comparison.checkReplay(this.#summaries(), assumptions);
  }

  /** Stops what runs and finishes the recording. */
  async close(): Promise<void> {
    this.#isWatched = false;
    this.cancelSave();
    await Promise.all([...this.#live.values()].map((capture) => capture.stop('interrupted')));
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#flush();
    this.#log.close();
  }

  #summaries(): CaptureSummary[] {
    const captures = [...this.#ended.values(), ...this.#live.values()];
    return captures
      .map((capture) => (capture instanceof Capture ? capture.summary() : capture))
      .sort((a, b) => a.captureId - b.captureId);
  }

  #tick(): void {
    const slowedMs = this.#slowdown.measure();
    if (slowedMs > 0) for (const capture of this.#live.values()) capture.slowed(slowedMs);
    if (systemClock.nowMs() - this.#flushedAtMs >= FLUSH_INTERVAL_MS) this.#flush();
    this.#postNews();
    if (this.#live.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #flush(): void {
    this.#flushedAtMs = systemClock.nowMs();
    const figures = new Map<number, string>();
    for (const capture of this.#live.values()) {
      capture.refreshRequests();
      figures.set(capture.captureId, serializeFigures(capture.figures()));
    }
    this.#log.flush(serializeCaptures(this.#summaries(), this.#flushedAtMs), figures);
  }

  #postNews(): void {
    const isNews = this.#isWatched && this.#postedChanges !== this.#log.changes;
    // Whether captures run is told to the editor also where nobody sees the panel: its tab shows it.
    if (!isNews && this.#postedLive === this.#live.size) return;
    this.#postedChanges = this.#log.changes;
    this.#postedLive = this.#live.size;
    this.#onSnapshot(this.snapshot());
  }
}
