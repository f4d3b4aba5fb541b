import type { CaptureFigures } from '../model/captureFigures.ts';
import { EventTally } from '../model/eventTally.ts';
import { MessageIndex } from '../model/messageIndex.ts';
import type { CaptureCounters, CaptureSummary, EndReason } from '../protocol/capture.ts';
import { type ErrorInfo, InspectorError, toErrorInfo } from '../protocol/errors.ts';
import type { Feed } from '../protocol/feed.ts';
import { Histogram } from '../model/histogram.ts';
import type { Direction, FrameKind } from '../protocol/frame.ts';
import { isPolling } from '../protocol/method.ts';
import type { Outgoing } from '../protocol/outgoing.ts';
import type { Wire } from '../protocol/request.ts';
import type { CaptureLog } from './captureLog.ts';
import { CaptureSends } from './captureSends.ts';
import { CaptureStatus } from './captureStatus.ts';
import { type Clock, systemClock } from './clock.ts';
import { createTransport } from './createTransport.ts';
import { ErrorLog } from './errorLog.ts';
import { MessageFieldReader } from './messageFields.ts';
import { MessageTally } from './messageTally.ts';
import type { ProxySetting } from './net/proxies.ts';
import { PathMisses } from './pathMisses.ts';
import { maskedError, maskedSink } from './feeds/maskedSink.ts';
import type { SecretFeed } from './feeds/secretFeed.ts';
import { RequestLedger } from './requestLedger.ts';
import type { CaptureSink, RequestRecorder, RequestStart, Transport } from './transport.ts';

export interface CaptureOptions {
  readonly captureId: number;
  readonly feed: Feed;
  readonly log: CaptureLog;
  readonly clock?: Clock;
  /** Between 0 and 1, for jitter. */
  readonly random?: () => number;
  /** Whether to remember each message's arrival and identity, so that a comparison can match them. */
  readonly indexMessages?: boolean;
  /** Ends the capture with the message that makes it so many; none after it is counted. */
  readonly maxMessages?: number;
  readonly onStateChange?: () => void;
  /** What told the feed's method; null, the default: the user. */
  readonly detectedBy?: string | null;
  /** The editor's proxy; null, the default: as the environment says. */
  readonly proxySetting?: ProxySetting | null;
  /** What is connected to in place of the feed, where that refers to secrets. It is in nothing that is kept or shown. */
  readonly secret?: SecretFeed | null;
}

/** One run of a feed: connects, counts all that crosses the wire, passes it to the log, and says how it ended. */
export class Capture implements CaptureSink {
  readonly captureId: number;
  readonly feed: Feed;
  /** What the user sends on it, with variables and repetitions. */
  readonly sends: CaptureSends;
  /** Resolves, and never rejects, when it has closed or failed. */
  readonly ended: Promise<void>;
  readonly #clock: Clock;
  readonly #options: CaptureOptions;
  readonly #log: CaptureLog;
  readonly #maxMessages: number;
  readonly #requests: RequestLedger;
  readonly #pathMisses: PathMisses;
  #tally = new MessageTally();
  #roundTrips = new Histogram();
  #events = new EventTally();
  #errors = new ErrorLog();
  #messageIndex: MessageIndex | null;
  readonly #abort = new AbortController();
  readonly #settleEnded: () => void;
  #fields: MessageFieldReader | null = null;
  #transport: Transport | null = null;
  readonly #status: CaptureStatus;
  #frames = 0;
  #reconnects = 0;
  /** Whether a close frame has crossed the connection under way. */
  #isCloseSeen = false;
  #slowedMs = 0;

  constructor(options: CaptureOptions) {
    this.captureId = options.captureId;
    this.feed = options.feed;
    this.#log = options.log;
    this.#clock = options.clock ?? systemClock;
    this.#options = options;
    this.#pathMisses = new PathMisses(options.feed);
    this.#maxMessages = options.maxMessages ?? Infinity;
    this.#requests = new RequestLedger(
      options.captureId,
      options.log,
      options.feed.method === 'long-polling',
    );
    this.#messageIndex = options.indexMessages === true ? new MessageIndex() : null;
    const onChange = options.onStateChange ?? ((): void => undefined);
    this.#status = new CaptureStatus(this.#clock.nowMs(), onChange);
    this.sends = new CaptureSends({
      clock: this.#clock,
      random: options.random ?? Math.random,
      isOpen: () => this.#status.state === 'open',
      deliver: (outgoing) => this.send(outgoing),
      onError: (atMs, error) => {
        this.error(atMs, error);
      },
      onChange,
    });
    let settle = (): void => undefined;
    this.ended = new Promise((resolve) => {
      settle = resolve;
    });
    this.#settleEnded = settle;
  }

  /** Arrival and identity of the messages received; null where the capture was not asked to index them. */
  get messageIndex(): MessageIndex | null {
    return this.#messageIndex;
  }

  /** Connects. Whatever goes wrong becomes the capture's state and error; this never throws. */
  start(): void {
    this.#status.restart(this.#clock.nowMs());
    void this.#run();
  }

  /** Closes in the protocol's own way; resolves when it has ended. */
  async stop(reason: Exclude<EndReason, 'server' | 'failure'>): Promise<void> {
    this.#status.ending(reason);
    this.#abort.abort();
    await this.ended;
  }

  /** Sends it as it is. @throws InspectorError `not-open` where nothing is open or the method cannot send */
  async send(outgoing: Outgoing): Promise<void> {
    if (this.#transport === null) {
      throw new InspectorError('not-open', 'the capture has not started', 'connect before sending');
    }
    await this.#transport.send(outgoing);
  }

  summary(): CaptureSummary {
    return {
      captureId: this.captureId,
      feed: this.feed,
      ...this.#status.fields,
      detectedBy: this.#options.detectedBy ?? null,
      counters: this.#counters(),
      messagesPerSecond: this.#status.isLive ? this.#tally.messagesPerSecond(this.#clock.nowMs()) : 0,
      gaps: this.#tally.gaps,
      sizes: this.#tally.sizes,
      delays: this.#tally.delays,
      delayJitterMs: this.#tally.delayJitterMs,
      roundTrips: this.#roundTrips.toQuantiles(),
      longPolls: this.#requests.longPolls(this.#tally.received),
      wireParts: this.#requests.wire.parts,
      slowedMs: this.#slowedMs,
      repeating: this.sends.repeating,
      countedSends: this.sends.counted,
      isCut: false,
      errors: this.#errors.kept,
    };
  }

  /** What its statistics are made from: the very tallies, which go on counting. */
  figures(): CaptureFigures {
    return {
      histograms: {
        ...this.#tally.histograms,
        roundTrip: this.#roundTrips,
        wait: this.#requests.waits,
      },
      events: this.#events,
    };
  }

  /** The thread it runs in could not keep up for so long. */
  slowed(durationMs: number): void {
    this.#slowedMs += durationMs;
  }

  /** Puts the requests under way into the log as they now stand. */
  refreshRequests(): void {
    this.#requests.refreshOpen();
  }

  /** Counts from zero again, from now: what is under way stays, with the bytes that it still brings. */
  reset(): void {
    this.#status.restart(this.#clock.nowMs());
    this.#requests.reset();
    this.#tally = new MessageTally();
    this.#roundTrips = new Histogram();
    this.#events = new EventTally();
    this.#errors = new ErrorLog();
    if (this.#messageIndex !== null) this.#messageIndex = new MessageIndex();
    this.#frames = 0;
    this.#reconnects = 0;
    this.#slowedMs = 0;
  }

  beginRequest(start: RequestStart): RequestRecorder {
    return this.#requests.begin(start);
  }

  message(
    atMs: number,
    direction: Direction,
    payload: Uint8Array,
    isBinary: boolean,
    requestIndex: number,
    protocolId: string | null,
    event: string | null,
  ): void {
    // What the same chunk brings beyond the limit.
    if (direction === 'in' && this.#tally.received >= this.#maxMessages) return;
    let id = protocolId;
    let ownTimeMs: number | null = null;
    const fields = this.#fields;
    if (fields !== null && direction === 'in' && (fields.readsId || fields.readsTime)) {
      const found = fields.read(payload);
      ownTimeMs = found.timeMs;
      if (fields.readsId) id = found.id;
      const miss = this.#pathMisses.check(fields, found.id, found.timeMs);
      if (miss !== null) this.#errors.add(atMs, miss);
    }
    const mark = this.#tally.add(atMs, direction, payload.byteLength, id, ownTimeMs);
    if (direction === 'in') {
      this.#requests.countMessage(requestIndex);
      this.#messageIndex?.add(atMs, payload, id);
    }
    this.#append(atMs, direction, 'message', payload, isBinary, requestIndex, id, event, mark);
    if (this.#tally.received === this.#maxMessages) void this.stop('limit');
  }

  control(
    atMs: number,
    direction: Direction,
    kind: Exclude<FrameKind, 'message'>,
    payload: Uint8Array,
    requestIndex: number,
    roundTripMs: number | null = null,
  ): void {
    if (roundTripMs !== null) this.#roundTrips.record(roundTripMs);
    if (kind === 'close') {
      // Whoever says goodbye first has ended it.
      if (!this.#isCloseSeen && direction === 'out') this.#status.ending('user');
      this.#isCloseSeen = true;
    }
    // The round trip has the place of an id, of which a pong has none (docs/recording-format.md).
    const note = roundTripMs === null ? null : roundTripMs.toFixed(3);
    this.#append(atMs, direction, kind, payload, false, requestIndex, note, null, null);
  }

  connectionWire(wire: Wire): void {
    this.#requests.addConnectionWire(wire);
  }

  opened(atMs: number): void {
    if (this.#status.state === 'reconnecting' && !isPolling(this.feed.method)) this.#reconnects += 1;
    this.#isCloseSeen = false;
    this.#status.opened(atMs);
  }

  reconnecting(atMs: number, retryAtMs: number, error: ErrorInfo | null): void {
    if (error !== null) this.#errors.add(atMs, error);
    this.#status.reconnecting(retryAtMs);
  }

  skippedTick(): void {
    this.#requests.countSkippedTick();
  }

  error(atMs: number, error: ErrorInfo): void {
    this.#errors.add(atMs, error);
  }

  async #run(): Promise<void> {
    const secret = this.#options.secret ?? null;
    try {
      this.#fields = new MessageFieldReader(this.feed);
      this.#transport = createTransport({
        feed: secret?.feed ?? this.feed,
        sink: secret === null ? this : maskedSink(this, secret.mask),
        clock: this.#clock,
        random: this.#options.random ?? Math.random,
        proxySetting: this.#options.proxySetting ?? null,
      });
      await this.#transport.run(this.#abort.signal);
      this.#status.closed(this.#clock.nowMs());
    } catch (error) {
      const failure = maskedError(toErrorInfo(error), secret?.mask ?? null);
      const atMs = this.#clock.nowMs();
      this.#errors.add(atMs, failure);
      this.#status.failed(atMs, failure);
    }
    this.sends.end();
    this.#settleEnded();
  }

  #append(
    atMs: number,
    direction: Direction,
    kind: FrameKind,
    payload: Uint8Array,
    isBinary: boolean,
    requestIndex: number,
    id: string | null,
    event: string | null,
    mark: ReturnType<MessageTally['add']>,
  ): void {
    const seq = this.#frames;
    this.#frames += 1;
    this.#events.record(atMs, direction, kind, isBinary, event, payload.byteLength);
    this.#log.append(
      this.captureId,
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
  }

  #counters(): CaptureCounters {
    const wire = this.#requests.wire;
    const payload = this.#tally.payload;
    return {
      ...this.#requests.counts,
      reconnects: this.#reconnects,
      frames: this.#frames,
      messages: this.#tally.counts,
      bytes: {
        received: wire.receivedBytes,
        sent: wire.sentBytes,
        payloadReceived: payload.receivedBytes,
        payloadSent: payload.sentBytes,
      },
      errors: this.#errors.count,
    };
  }
}
