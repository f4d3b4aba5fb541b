import type { FeedDefaults } from '../../../src/protocol/feed.ts';
import {
  type CaptureState,
  type CaptureSummary,
  EMPTY_COUNTERS,
  type EndReason,
  type Repeating,
} from '../../../src/protocol/capture.ts';
import type {
  Comparison,
  EstimateAssumptions,
  MessagePair,
  PairPlace,
} from '../../../src/protocol/comparison.ts';
import type { ErrorInfo } from '../../../src/protocol/errors.ts';
import { completeFeed } from '../../../src/protocol/feed.ts';
import type { FrameBody, FrameRow, PreviousFrame } from '../../../src/protocol/frame.ts';
import type { Method } from '../../../src/protocol/method.ts';
import { isPolling } from '../../../src/protocol/method.ts';
import { EVERY_ROW, type RequestPage, type RowPage, type RowQuery } from '../../../src/protocol/panel.ts';
import { NO_WIRE, type RequestOutcome, type RequestRecord } from '../../../src/protocol/request.ts';
import type { SessionSnapshot } from '../../../src/protocol/session.ts';
import type { Statistics } from '../../../src/protocol/statistics.ts';
import type { Timeline } from '../../../src/protocol/timeline.ts';
import { fakeComparison } from './fakeComparison.ts';
import { makeRequest } from './fakeRequest.ts';
import { fakeStatistics } from './fakeStatistics.ts';
import { requestsAndCloses } from './fakeTimeline.ts';

/** A capture as a test writes it: what it says differs from an open one. */
export interface FakeCapture {
  readonly method: Method;
  readonly url: string;
  readonly state?: CaptureState;
  readonly endReason?: EndReason;
  readonly failure?: ErrorInfo;
  readonly retryInMs?: number;
  readonly repeating?: Repeating | null;
  /** When errors happened that ended nothing, in ms from the start. */
  readonly errorsAfterMs?: readonly number[];
  /** When close frames came, likewise. */
  readonly closesAfterMs?: readonly number[];
  /** Short polling: between a poll and the next. */
  readonly pollMs?: number;
  readonly slowedMs?: number;
}

export interface FakeOptions {
  readonly captures: readonly FakeCapture[];
  readonly rowCount: number;
  readonly droppedRows?: number;
  readonly recordingBudgetBytes?: number;
  readonly recordingError?: ErrorInfo;
  /** Payloads in place of the made-up ones, by row. */
  readonly payloads?: Readonly<Record<number, string>>;
  /** Rows whose payload is binary. */
  readonly binaryRows?: readonly number[];
  readonly nowMs?: number;
  /** What the settings say of new feeds. */
  readonly feedDefaults?: Partial<FeedDefaults>;
  /** What VS Code calls the machine of the workspace. */
  readonly remoteName?: string;
}

const START_MS = 1_767_225_600_000;
/** Between a message and the next, over all captures together. */
const ROW_MS = 60;
const POLL_MS = 2_000;
const BAD_BODY: ErrorInfo = {
  code: 'invalid-body',
  message: 'the answer is no JSON',
  action: 'look at the body of the answer',
};
const SYMBOLS = ['ACME', 'GLOBEX', 'INITECH', 'UMBRELLA'];

/** A session in memory that answers as the engine does. Rows are made up when they are read, so ten million cost nothing. */
export class FakeSession {
  readonly options: FakeOptions;
  readonly generation: number;
  rowCount: number;
  nowMs: number;

  constructor(options: FakeOptions, generation = 1) {
    this.options = options;
    this.generation = generation;
    this.rowCount = options.rowCount;
    this.nowMs = options.nowMs ?? START_MS + Math.max(12_000, options.rowCount * ROW_MS);
  }

  snapshot(): SessionSnapshot {
    return {
      generation: this.generation,
      nowMs: this.nowMs,
      rowCount: this.rowCount,
      droppedRows: this.options.droppedRows ?? 0,
      requestCount: this.requests().length,
      captures: this.options.captures.map((_, index) => this.#capture(index)),
      recordingBytes: this.rowCount * 200,
      recordingBudgetBytes: this.options.recordingBudgetBytes ?? 2 * 1024 ** 3,
      recordingError: this.options.recordingError ?? null,
    };
  }

  row(row: number): FrameRow {
    const captureIndex = row % this.options.captures.length;
    const text = this.payload(row);
    const isControl = row % 97 === 5 && this.#methodOf(captureIndex) === 'websocket';
    return {
      row,
      captureId: captureIndex + 1,
      seq: Math.floor(row / this.options.captures.length),
      atMs: START_MS + row * ROW_MS + ((row * 7919) % 40),
      direction: row % 23 === 7 ? 'out' : 'in',
      kind: isControl ? 'ping' : 'message',
      isBinary: this.options.binaryRows?.includes(row) ?? false,
      sizeBytes: new TextEncoder().encode(text).length,
      requestIndex: 0,
      id: String(1000 + Math.floor(row / this.options.captures.length)),
      event: this.#methodOf(captureIndex) === 'sse' ? 'tick' : null,
      mark: row % 211 === 100 ? 'duplicate' : null,
      roundTripMs: null,
      preview: text.slice(0, 256),
    };
  }

  payload(row: number): string {
    const fixed = this.options.payloads?.[row];
    if (fixed !== undefined) return fixed;
    const index = Math.floor(row / this.options.captures.length);
    return JSON.stringify({
      id: 1000 + index,
      symbol: SYMBOLS[index % SYMBOLS.length],
      price: 100 + ((index * 37) % 500) / 100,
      volume: (index * 13) % 900,
      bid: { price: 100 + ((index * 31) % 500) / 100, size: 5 },
      tags: index % 3 === 0 ? ['open', 'nasdaq'] : [],
      halted: index % 5 === 0,
      note: null,
    });
  }

  body(row: number): FrameBody {
    return { row: this.row(row), payload: new TextEncoder().encode(this.payload(row)) };
  }

  previous(row: number): PreviousFrame {
    const { captureId, direction, kind, event } = this.row(row);
    for (let before = row - 1; before >= 0; before -= 1) {
      const other = this.row(before);
      const isSameKind = other.direction === direction && other.kind === kind && other.event === event;
      if (isSameKind && other.captureId === captureId) return { row: before, isCutShort: false };
    }
    return { row: null, isCutShort: false };
  }

  /** As the engine: places among the matching rows that are still there. */
  readRows(query: RowQuery, from: number, to: number, highlights: readonly string[] = []): RowPage {
    const page = this.#page(query, from, to);
    const masks =
      highlights.length === 0 ? [] : page.rows.map(({ row }) => this.#highlightMask(row, highlights));
    return { ...page, highlights: masks };
  }

  place(query: RowQuery, row: number): number {
    const dropped = this.options.droppedRows ?? 0;
    if (isEvery(query)) return Math.min(Math.max(row - dropped, 0), this.rowCount - dropped - 1);
    const rows = this.#matching(query);
    const places = [...rows.keys()].sort(
      (a, b) => Math.abs((rows[a]?.row ?? 0) - row) - Math.abs((rows[b]?.row ?? 0) - row),
    );
    return places[0] ?? -1;
  }

  #page(query: RowQuery, from: number, to: number): Omit<RowPage, 'highlights'> {
    const dropped = this.options.droppedRows ?? 0;
    if (isEvery(query)) {
      const end = Math.min(this.rowCount - dropped, to);
      const rows = Array.from({ length: Math.max(0, end - from) }, (_, place) =>
        this.row(dropped + from + place),
      );
      return {
        generation: this.generation,
        matchCount: this.rowCount - dropped,
        rowCount: this.rowCount,
        progress: 1,
        rows,
      };
    }
    const matching = this.#matching(query);
    return {
      generation: this.generation,
      matchCount: matching.length,
      rowCount: this.rowCount,
      progress: 1,
      rows: matching.slice(from, to),
    };
  }

  locate(query: RowQuery, captureId: number, atMs: number): number {
    const rows = isEvery(query)
      ? Array.from({ length: this.rowCount }, (_, row) => this.row(row))
      : this.#matching(query);
    let best = -1;
    let bestMs = Infinity;
    for (const [position, row] of rows.entries()) {
      const awayMs = Math.abs(row.atMs - atMs);
      if (row.captureId === captureId && awayMs < bestMs) [best, bestMs] = [position, awayMs];
    }
    return best;
  }

  requests(): RequestRecord[] {
    const all = this.options.captures.flatMap((capture, index) => this.#requestsOf(capture, index));
    return all.sort((a, b) => a.startedAtMs - b.startedAtMs);
  }

  readRequests(from: number, to: number): RequestPage {
    const all = this.requests();
    return {
      total: all.length,
      requests: all.slice(from, to).map((request) => ({ ...request, requestHead: '', responseHead: null })),
    };
  }

  readRequest(captureId: number, index: number): RequestRecord | undefined {
    return this.requests().find((request) => request.captureId === captureId && request.index === index);
  }

  timeline(fromMs: number, toMs: number, columns: number): Timeline {
    const columnMs = (toMs - fromMs) / columns;
    const lanes = this.options.captures.map((capture, index) => {
      const received = new Array<number>(columns).fill(0);
      const sent = new Array<number>(columns).fill(0);
      const control = new Array<number>(columns).fill(0);
      const firstRow = Math.max(0, Math.floor((fromMs - START_MS) / ROW_MS) - 2);
      const lastRow = Math.min(this.rowCount, Math.ceil((toMs - START_MS) / ROW_MS), firstRow + 50_000);
      for (let number = firstRow; number < lastRow; number += 1) {
        if (number % this.options.captures.length !== index) continue;
        const row = this.row(number);
        const column = Math.floor((row.atMs - fromMs) / columnMs);
        if (column < 0 || column >= columns) continue;
        const counts = row.kind !== 'message' ? control : row.direction === 'in' ? received : sent;
        counts[column] = (counts[column] ?? 0) + 1;
      }
      const closesMs = (capture.closesAfterMs ?? []).map((afterMs) => START_MS + afterMs);
      const requests = this.#requestsOf(capture, index);
      return {
        captureId: index + 1,
        received,
        sent,
        control,
        ...requestsAndCloses({ fromMs, toMs, columns }, requests, closesMs),
      };
    });
    return { fromMs, toMs, columns, lanes };
  }

  compare(given: Partial<EstimateAssumptions>): Comparison {
    return fakeComparison({
      methods: this.options.captures.map((capture) => capture.method),
      messages: Math.floor(this.rowCount / Math.max(1, this.options.captures.length)),
      spanMs: this.nowMs - START_MS,
      given,
    });
  }

  /** Messages a second apart, which each capture has a little later than the one before it; the last one misses every fifth. */
  pair(from: PairPlace | null, step: number): MessagePair | null {
    const { captures } = this.options;
    const count = Math.floor(this.rowCount / Math.max(1, captures.length));
    if (captures.length < 2 || count === 0) return null;
    const ordinal = Math.min(count - 1, Math.max(0, (from?.ordinal ?? count - 1) + step));
    const arrivals = captures.map(({ method }, index) => {
      const isThere = index < captures.length - 1 || ordinal % 5 !== 4;
      const atMs = START_MS + 1_000 * ordinal + 40 * index ** 3;
      const row = ordinal * captures.length + index;
      return { captureId: index + 1, method, atMs: isThere ? atMs : null, row: isThere ? row : null };
    });
    return {
      place: { captureId: 1, ordinal },
      hasBefore: ordinal > 0,
      hasAfter: ordinal < count - 1,
      arrivals,
    };
  }

  statistics(captureIds: readonly number[]): Statistics {
    const captures = this.snapshot().captures.filter(({ captureId }) => captureIds.includes(captureId));
    return fakeStatistics(captures, this.generation, this.nowMs);
  }

  #capture(index: number): CaptureSummary {
    const fake = this.options.captures[index] ?? { method: 'sse', url: '' };
    const state = fake.state ?? 'open';
    const hasEnded = state === 'closed' || state === 'failed';
    const requests = this.#requestsOf(fake, index);
    const outcomes = (outcome: RequestOutcome): number =>
      requests.filter((request) => request.outcome === outcome).length;
    const received =
      state === 'failed' && this.rowCount === 0
        ? 0
        : Math.floor(this.rowCount / this.options.captures.length);
    return {
      captureId: index + 1,
      feed: completeFeed({ url: fake.url, method: fake.method }),
      state,
      endReason: fake.endReason ?? (state === 'failed' ? 'failure' : state === 'closed' ? 'user' : null),
      startedAtMs: START_MS,
      openedAtMs: state === 'connecting' ? null : START_MS + 20,
      endedAtMs: hasEnded ? this.nowMs : null,
      retryAtMs: fake.retryInMs === undefined ? null : this.nowMs + fake.retryInMs,
      counters: {
        ...EMPTY_COUNTERS,
        errors: fake.errorsAfterMs?.length ?? 0,
        requests: requests.length,
        connections: 1,
        frames: received,
        polls: isPolling(fake.method)
          ? {
              ...EMPTY_COUNTERS.polls,
              total: requests.length,
              withMessages: outcomes('messages'),
              empty: outcomes('empty'),
              unchanged: outcomes('unchanged'),
              failed: outcomes('failed'),
            }
          : EMPTY_COUNTERS.polls,
        messages: { received, sent: 0, duplicates: 0, outOfOrder: 0 },
        bytes: {
          received: received * 160 + requests.length * 240,
          sent: requests.length * 310,
          payloadReceived: received * 140,
          payloadSent: 0,
        },
      },
      messagesPerSecond: hasEnded ? 0 : 1000 / ROW_MS / this.options.captures.length,
      gaps: null,
      sizes: null,
      delays: null,
      delayJitterMs: null,
      detectedBy: null,
      roundTrips: null,
      longPolls: null,
      wireParts: NO_WIRE.parts,
      slowedMs: fake.slowedMs ?? 0,
      repeating: fake.repeating ?? null,
      countedSends: 0,
      isCut: false,
      failure: fake.failure ?? null,
      errors: (fake.errorsAfterMs ?? []).map((afterMs) => ({ ...BAD_BODY, atMs: START_MS + afterMs })),
    };
  }

  #highlightMask(row: number, highlights: readonly string[]): number {
    const text = this.payload(row).toLowerCase();
    return highlights.reduce(
      (mask, highlight, bit) => mask | (text.includes(highlight.toLowerCase()) ? 1 << bit : 0),
      0,
    );
  }

  #matching(query: RowQuery): FrameRow[] {
    const text = query.text.toLowerCase();
    const rows: FrameRow[] = [];
    for (let number = this.options.droppedRows ?? 0; number < this.rowCount; number += 1) {
      const row = this.row(number);
      if (query.direction !== null && row.direction !== query.direction) continue;
      if (query.kinds !== null && !query.kinds.includes(row.kind)) continue;
      if (query.captureIds !== null && !query.captureIds.includes(row.captureId)) continue;
      if (text !== '' && !this.payload(number).toLowerCase().includes(text)) continue;
      rows.push(row);
    }
    return rows;
  }

  #methodOf(captureIndex: number): Method | undefined {
    return this.options.captures[captureIndex]?.method;
  }

  #requestsOf(capture: FakeCapture, index: number): RequestRecord[] {
    const lastMs = Math.min(this.nowMs, START_MS + 3_600_000);
    const isOver = capture.state === 'closed' || capture.state === 'failed';
    const make = (
      place: number,
      startMs: number,
      endMs: number | null,
      outcome: RequestOutcome,
    ): RequestRecord => makeRequest(capture, index + 1, place, startMs, endMs, outcome);
    if (capture.failure !== undefined) return [make(0, START_MS, START_MS + 34, 'failed')];
    switch (capture.method) {
      case 'websocket':
        return [make(0, START_MS, isOver ? this.nowMs : null, isOver ? 'streamed' : 'streaming')];
      case 'sse':
        return [
          make(0, START_MS + 5, START_MS + 6_200, 'streamed'),
          make(1, START_MS + 7_700, isOver ? this.nowMs : null, isOver ? 'streamed' : 'streaming'),
        ];
      case 'long-polling': {
        const requests: RequestRecord[] = [];
        for (let at = START_MS + 10, place = 0; at < lastMs; place += 1) {
          const held = 300 + ((place * 733) % 1700);
          const isPending = at + held > this.nowMs && !isOver;
          requests.push(
            make(
              place,
              at,
              isPending ? null : at + held,
              isPending ? 'pending' : place % 7 === 6 ? 'empty' : 'messages',
            ),
          );
          at += held + 15;
        }
        return requests;
      }
      case 'short-polling': {
        const outcomes: RequestOutcome[] = [
          'messages',
          'empty',
          'messages',
          'unchanged',
          'empty',
          'messages',
          'failed',
        ];
        const requests: RequestRecord[] = [];
        for (let at = START_MS + 15, place = 0; at < lastMs; at += capture.pollMs ?? POLL_MS, place += 1) {
          requests.push(make(place, at, at + 24, outcomes[place % outcomes.length] ?? 'empty'));
        }
        return requests;
      }
    }
  }
}

function isEvery(query: RowQuery): boolean {
  return JSON.stringify(query) === JSON.stringify(EVERY_ROW);
}
