import { Histogram } from '../model/histogram.ts';
import type { CaptureCounters, LongPollFigures, PollCounts } from '../protocol/capture.ts';
import { EMPTY_COUNTERS } from '../protocol/capture.ts';
import {
  NO_WIRE,
  type RequestOutcome,
  type RequestPhases,
  type RequestRecord,
  type Wire,
} from '../protocol/request.ts';
import type { CaptureLog } from './captureLog.ts';
import { LongPollMeter } from './longPollMeter.ts';
import { minusWire, plusWire } from './http/wire.ts';
import type { RequestEnd, RequestRecorder, RequestStart, RequestUpdate } from './transport.ts';

const NO_PHASES: RequestPhases = {
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  waitMs: null,
  transferMs: null,
};

interface OpenRequest {
  record: RequestRecord;
  meter: () => Wire;
  /** Counted apart from the record: it changes with every message. */
  messageCount: number;
  isConnectionCounted: boolean;
}

/** Keeps a capture's requests and what is counted of them: each request, poll, connection and wire byte once. */
export class RequestLedger {
  readonly #captureId: number;
  readonly #log: CaptureLog;
  readonly #isLongPolling: boolean;
  readonly #open = new Map<number, OpenRequest>();
  #polls = { ...EMPTY_COUNTERS.polls };
  #nextIndex = 0;
  #requests = 0;
  #connections = 0;
  /** Of the requests that have ended, and of what crossed their connections besides. */
  #endedWire = NO_WIRE;
  #lastEndedAtMs: number | null = null;
  #waits = new Histogram();
  #longPolls: LongPollMeter | null = null;

  /** @param isLongPolling whether to measure how its polls are held */
  constructor(captureId: number, log: CaptureLog, isLongPolling = false) {
    this.#captureId = captureId;
    this.#log = log;
    this.#isLongPolling = isLongPolling;
    this.#longPolls = isLongPolling ? new LongPollMeter() : null;
  }

  get counts(): Pick<CaptureCounters, 'requests' | 'connections'> & { readonly polls: PollCounts } {
    return { requests: this.#requests, connections: this.#connections, polls: { ...this.#polls } };
  }

  /** Wire bytes of all requests so far, those under way included. */
  get wire(): Wire {
    return [...this.#open.values()].reduce((wire, { meter }) => plusWire(wire, meter()), this.#endedWire);
  }

  /** Of polls that were answered: from the request written to the first byte of the answer, in ms. */
  get waits(): Histogram {
    return this.#waits;
  }

  addConnectionWire(wire: Wire): void {
    this.#endedWire = plusWire(this.#endedWire, wire);
  }

  begin(start: RequestStart): RequestRecorder {
    const index = this.#nextIndex;
    this.#nextIndex += 1;
    this.#requests += 1;
    if (start.purpose === 'poll') this.#polls.total += 1;
    const open: OpenRequest = {
      record: {
        captureId: this.#captureId,
        index,
        ...start,
        httpVersion: null,
        status: null,
        statusText: null,
        endedAtMs: null,
        phases: NO_PHASES,
        isConnectionReused: false,
        requestHead: '',
        responseHead: null,
        responseTrailers: null,
        connection: null,
        idleBeforeMs: this.#lastEndedAtMs === null ? null : start.startedAtMs - this.#lastEndedAtMs,
        wire: NO_WIRE,
        outcome: 'pending',
        messageCount: 0,
        error: null,
        failureBody: null,
      },
      meter: () => NO_WIRE,
      messageCount: 0,
      isConnectionCounted: false,
    };
    this.#open.set(index, open);
    this.#log.putRequest(open.record);
    return {
      index,
      meter: (read) => {
        open.meter = read;
      },
      update: (update) => {
        this.#update(open, update);
        this.#log.putRequest(open.record);
      },
      end: (end) => {
        this.#end(open, end);
      },
    };
  }

  /** @param received messages @returns null where no poll was held and answered */
  longPolls(received: number): LongPollFigures | null {
    return this.#longPolls?.figures(this.#waits.toQuantiles(), received) ?? null;
  }

  countMessage(requestIndex: number): void {
    const open = this.#open.get(requestIndex);
    if (open !== undefined) open.messageCount += 1;
  }

  countSkippedTick(): void {
    this.#polls.skipped += 1;
  }

  /** Counts from zero again. Requests under way are counted, with the bytes and messages that they still bring. */
  reset(): void {
    const open = [...this.#open.values()];
    this.#endedWire = open.reduce((wire, { meter }) => minusWire(wire, meter()), NO_WIRE);
    this.#requests = open.length;
    this.#connections = open.filter(({ isConnectionCounted }) => isConnectionCounted).length;
    const polls = open.filter(({ record }) => record.purpose === 'poll').length;
    this.#polls = { ...EMPTY_COUNTERS.polls, total: polls };
    this.#waits = new Histogram();
    this.#longPolls = this.#isLongPolling ? new LongPollMeter() : null;
    for (const request of open) request.messageCount = 0;
    this.refreshOpen();
  }

  /** Puts the requests under way into the log again, with their bytes as of now. */
  refreshOpen(): void {
    for (const open of this.#open.values()) {
      open.record = { ...open.record, wire: open.meter(), messageCount: open.messageCount };
      this.#log.putRequest(open.record);
    }
  }

  #update(open: OpenRequest, update: RequestUpdate): void {
    open.record = { ...open.record, ...update };
    // What is known of a connection, or an answer, proves that it stood; a refused one was never made.
    const stood = open.record.connection !== null || open.record.status !== null;
    if (stood && !open.record.isConnectionReused && !open.isConnectionCounted) {
      open.isConnectionCounted = true;
      this.#connections += 1;
    }
  }

  #end(open: OpenRequest, end: RequestEnd): void {
    if (!this.#open.delete(open.record.index)) return;
    this.#update(open, end);
    const wire = open.meter();
    this.#endedWire = plusWire(this.#endedWire, wire);
    this.#lastEndedAtMs = end.endedAtMs;
    open.record = { ...open.record, wire, messageCount: open.messageCount };
    if (open.record.purpose === 'poll') this.#countPoll(open.record);
    this.#log.putRequest(open.record);
  }

  #countPoll(record: RequestRecord): void {
    this.#countOutcome(record.outcome);
    if (record.outcome === 'redirected') return;
    if (record.phases.waitMs !== null) this.#waits.record(record.phases.waitMs);
    this.#longPolls?.add(record);
  }

  #countOutcome(outcome: RequestOutcome): void {
    switch (outcome) {
      case 'messages':
        this.#polls.withMessages += 1;
        return;
      case 'empty':
        this.#polls.empty += 1;
        return;
      case 'unchanged':
        this.#polls.unchanged += 1;
        return;
      case 'failed':
        this.#polls.failed += 1;
        return;
      case 'cancelled':
        this.#polls.cancelled += 1;
        return;
      case 'redirected':
        this.#polls.total -= 1;
        return;
      case 'pending':
      case 'streaming':
      case 'streamed':
        // A poll ends in one of the outcomes above.
        return;
    }
  }
}
