import { isUtf8 } from 'node:buffer';
import { EventTally } from '../../model/eventTally.ts';
import type { CaptureFigures } from '../../model/captureFigures.ts';
import { Histogram } from '../../model/histogram.ts';
import type { CaptureCounters, CaptureSummary } from '../../protocol/capture.ts';
import { isPolling } from '../../protocol/method.ts';
import type { RequestRecord, Wire } from '../../protocol/request.ts';
import type { CaptureLog } from '../captureLog.ts';
import { minusWire } from '../http/wire.ts';
import { MessageFieldReader } from '../messageFields.ts';
import { MessageTally } from '../messageTally.ts';
import { NewsFilter, pollOutcome } from '../polling/newsFilter.ts';
import { PollBodyReader } from '../polling/pollBody.ts';
import { RequestLedger } from '../requestLedger.ts';
import type { RequestRecorder, RequestUpdate } from '../transport.ts';
import type { PlannedCapture } from './importPlan.ts';
import type { StagedFrame } from './importStage.ts';

/** A capture that is made from what a file tells of it, counted as one that runs. */
export class ImportedCapture {
  readonly captureId: number;
  readonly #plan: PlannedCapture;
  readonly #log: CaptureLog;
  readonly #ledger: RequestLedger;
  readonly #tally = new MessageTally();
  readonly #roundTrips = new Histogram();
  readonly #events = new EventTally();
  readonly #fields: MessageFieldReader;
  readonly #bodies: PollBodyReader;
  readonly #news: NewsFilter;
  readonly #underWay = new Map<number, OpenImport>();
  #frames = 0;
  #opened = 0;
  #firstMs = Infinity;
  #openedAtMs: number | null = null;
  #lastMs = -Infinity;

  constructor(plan: PlannedCapture, log: CaptureLog) {
    this.captureId = plan.captureId;
    this.#plan = plan;
    this.#log = log;
    this.#ledger = new RequestLedger(plan.captureId, log, plan.feed.method === 'long-polling');
    this.#fields = new MessageFieldReader(plan.feed);
    this.#bodies = new PollBodyReader(plan.feed);
    this.#news = new NewsFilter(this.#bodies.hasIdPath);
  }

  begin(entry: number, record: RequestRecord): void {
    const { purpose, httpMethod, url, startedAtMs, wire, status, phases } = record;
    const recorder = this.#ledger.begin({ purpose, httpMethod, url, startedAtMs });
    recorder.meter(() => wire);
    this.#underWay.set(entry, { recorder, record, outcome: record.outcome });
    this.#see(startedAtMs);
    if (status === null || record.outcome === 'redirected') return;
    this.#opened += 1;
    this.#openedAtMs ??= startedAtMs + Math.max(0, phases.waitMs ?? 0);
  }

  frame(entry: number, frame: StagedFrame): void {
    const open = this.#underWay.get(entry);
    if (open === undefined) return;
    this.#see(frame.atMs);
    if (frame.kind === 'body') {
      open.outcome = this.#takeBody(entry, frame);
      return;
    }
    const { atMs, direction, kind, payload, isBinary, event } = frame;
    let { id } = frame;
    if (frame.roundTripMs !== null) this.#roundTrips.record(frame.roundTripMs);
    // The round trip has the place of an id, of which a pong has none (docs/recording-format.md).
    if (kind === 'pong') id = frame.roundTripMs === null ? null : frame.roundTripMs.toFixed(3);
    const { index } = open.recorder;
    let mark: ReturnType<MessageTally['add']> = null;
    if (kind === 'message') {
      const ownTimeMs =
        direction === 'in' && this.#fields.readsTime ? this.#fields.read(payload).timeMs : null;
      mark = this.#tally.add(atMs, direction, payload.length, id, ownTimeMs);
      if (direction === 'in') this.#ledger.countMessage(index);
    }
    this.#events.record(atMs, direction, kind, isBinary, event, payload.length);
    const seq = this.#frames;
    this.#frames += 1;
    this.#log.append(this.captureId, seq, atMs, direction, kind, payload, isBinary, index, id, event, mark);
  }

  end(entry: number): void {
    const open = this.#underWay.get(entry);
    if (open === undefined) return;
    this.#underWay.delete(entry);
    const { recorder, record, outcome } = open;
    if (record.endedAtMs === null) {
      recorder.update(updateOf(record, outcome));
      return;
    }
    this.#see(record.endedAtMs);
    recorder.end({ ...updateOf(record, outcome), outcome, endedAtMs: record.endedAtMs });
  }

  /** What the recording had that crossed its connections for none of its requests. To be called behind all. */
  finish(): void {
    const { known, isWhole } = this.#plan;
    if (known === null || !isWhole) return;
    const { received, sent } = known.counters.bytes;
    const total: Wire = { receivedBytes: received, sentBytes: sent, parts: known.wireParts };
    this.#ledger.addConnectionWire(minusWire(total, this.#ledger.wire));
  }

  figures(): CaptureFigures {
    return {
      histograms: { ...this.#tally.histograms, roundTrip: this.#roundTrips, wait: this.#ledger.waits },
      events: this.#events,
    };
  }

  summary(): CaptureSummary {
    const { feed, known, startedAtMs } = this.#plan;
    const isSeen = this.#lastMs >= this.#firstMs;
    const firstMs = startedAtMs ?? (isSeen ? this.#firstMs : 0);
    return {
      captureId: this.captureId,
      feed,
      state: known?.state ?? 'closed',
      endReason: known === null ? 'server' : known.endReason,
      detectedBy: known?.detectedBy ?? null,
      startedAtMs: known?.startedAtMs ?? firstMs,
      openedAtMs: known === null ? this.#openedAtMs : known.openedAtMs,
      endedAtMs: known?.endedAtMs ?? (isSeen ? this.#lastMs : firstMs),
      retryAtMs: null,
      counters: this.#counters(),
      messagesPerSecond: 0,
      gaps: this.#tally.gaps,
      sizes: this.#tally.sizes,
      delays: this.#tally.delays,
      delayJitterMs: this.#tally.delayJitterMs,
      roundTrips: this.#roundTrips.toQuantiles(),
      longPolls: this.#ledger.longPolls(this.#tally.received),
      wireParts: this.#ledger.wire.parts,
      slowedMs: known?.slowedMs ?? 0,
      repeating: null,
      countedSends: known?.countedSends ?? 0,
      isCut: known?.isCut ?? false,
      failure: known?.failure ?? null,
      errors: known?.errors ?? [],
    };
  }

  #counters(): CaptureCounters {
    const { known, isWhole, feed } = this.#plan;
    const wire = this.#ledger.wire;
    const counts = this.#ledger.counts;
    const payload = this.#tally.payload;
    const before = isWhole ? known?.counters : undefined;
    const reconnects = isPolling(feed.method) ? 0 : Math.max(0, this.#opened - 1);
    return {
      ...counts,
      polls: { ...counts.polls, skipped: before?.polls.skipped ?? 0 },
      reconnects: before?.reconnects ?? reconnects,
      frames: this.#frames,
      messages: this.#tally.counts,
      bytes: {
        received: wire.receivedBytes,
        sent: wire.sentBytes,
        payloadReceived: payload.receivedBytes,
        payloadSent: payload.sentBytes,
      },
      errors: known?.counters.errors ?? 0,
    };
  }

  /** Takes an answer apart as a poll's: what an earlier one brought is no news. */
  #takeBody(entry: number, { atMs, payload }: StagedFrame): RequestRecord['outcome'] {
    const read = this.#bodies.read(payload);
    const news = this.#news.take(read);
    for (const item of news) {
      this.frame(entry, {
        atMs,
        direction: 'in',
        kind: 'message',
        isBinary: !isUtf8(item.payload),
        id: item.id,
        event: null,
        roundTripMs: null,
        payload: item.payload,
      });
    }
    return pollOutcome(read, news);
  }

  #see(atMs: number): void {
    this.#firstMs = Math.min(this.#firstMs, atMs);
    this.#lastMs = Math.max(this.#lastMs, atMs);
  }
}

interface OpenImport {
  readonly recorder: RequestRecorder;
  readonly record: RequestRecord;
  outcome: RequestRecord['outcome'];
}

function updateOf(record: RequestRecord, outcome: RequestRecord['outcome']): RequestUpdate {
  const { httpVersion, status, statusText, connection, error, failureBody, responseHead } = record;
  return {
    ...(httpVersion === null ? {} : { httpVersion }),
    ...(status === null ? {} : { status }),
    ...(statusText === null ? {} : { statusText }),
    ...(connection === null ? {} : { connection }),
    ...(error === null ? {} : { error }),
    ...(failureBody === null ? {} : { failureBody }),
    ...(responseHead === null ? {} : { responseHead }),
    phases: record.phases,
    isConnectionReused: record.isConnectionReused,
    requestHead: record.requestHead,
    responseTrailers: record.responseTrailers,
    outcome,
  };
}
