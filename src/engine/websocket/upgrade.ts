import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorInfo } from '../../protocol/errors.ts';
import { MAX_FAILURE_BODY_BYTES } from '../../protocol/limits.ts';
import type { RequestOutcome, Wire, WireBytes } from '../../protocol/request.ts';
import type { Clock } from '../clock.ts';
import { proxyFailed } from '../errors/networkErrors.ts';
import type { ExchangeRequest } from '../http/exchangeRequest.ts';
import { HeadTap } from '../http/headTap.ts';
import { PhaseTimer } from '../http/phaseTimer.ts';
import { minus } from '../http/wire.ts';
import { connectionInfo } from '../http/connectionInfo.ts';
import { WireCounter } from '../http/wireCounter.ts';
import type { RequestRecorder, TransportContext } from '../transport.ts';
import { webSocketUrl } from './upgradeRequest.ts';

/** A server that refuses must not hold its client up: what has come until then is enough to explain it. */
const LONGEST_WAIT_MS = 2_000;

/** The messages of a connection, in bytes. */
export interface MessagePayload {
  readonly payload: WireBytes;
  readonly decoded: WireBytes;
}

/** The request of one WebSocket connection, reported to the capture: its heads, its phases and every byte. */
export class Upgrade {
  readonly #recorder: RequestRecorder;
  readonly #way: { readonly proxy: URL | null; readonly socketPath: string | null };
  readonly #timer: PhaseTimer;
  readonly #wire = new WireCounter();
  readonly #head = new HeadTap(() => {
    this.#timer.firstByte();
  });
  #messages: (() => MessagePayload) | null = null;
  #isAnswered = false;
  #isEnded = false;

  /** @param way what it goes through */
  constructor(
    context: TransportContext,
    request: ExchangeRequest,
    way: { readonly proxy: URL | null; readonly socketPath: string | null },
  ) {
    this.#way = way;
    this.#timer = new PhaseTimer(context.clock);
    this.#recorder = context.sink.beginRequest({
      purpose: request.purpose,
      httpMethod: request.httpMethod,
      url: webSocketUrl(request).href,
      startedAtMs: this.#timer.startedAtMs,
    });
    this.#recorder.meter(() => this.#withMessages(this.#wire.current));
  }

  get index(): number {
    return this.#recorder.index;
  }

  /** Whether what goes wrong from now on is the server's answer, not the way to it. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Follows the request that `ws` is about to send. */
  follow(request: ClientRequest): void {
    request.on('socket', (socket: Socket) => {
      this.#wire.attach(socket, !socket.connecting);
      this.#head.attach(socket);
      this.#timer.attach(socket, () => {
        this.#wire.ready();
        this.#recorder.update({ connection: connectionInfo(socket, this.#way) });
      });
    });
    request.on('finish', () => {
      this.#timer.written();
    });
    request.on('information', () => {
      this.#head.skipInterim();
    });
    request.on('proxyConnect', (connect: { readonly statusCode?: number }) => {
      const { proxy } = this.#way;
      if (proxy === null || (connect.statusCode ?? 200) === 200) return;
      request.destroy(proxyFailed(proxy, `it answered ${String(connect.statusCode)}`));
    });
    request.end();
    // node:http has no public way to see the head it sends, and this one has been there since its first versions.
    const head: unknown = Reflect.get(request, '_header');
    const requestHead = typeof head === 'string' ? head : '';
    this.#wire.sentHead(requestHead.length);
    this.#recorder.update({ requestHead });
  }

  /** The head of the answer is here. */
  answered(response: IncomingMessage): void {
    this.#isAnswered = true;
    const responseHead = this.#head.finish();
    this.#wire.receivedHeads(this.#head.sizeBytes);
    this.#recorder.update({
      httpVersion: response.httpVersion,
      status: response.statusCode ?? 0,
      statusText: response.statusMessage ?? '',
      responseHead,
      phases: this.#timer.phases,
    });
  }

  readonly countBody = (sizeBytes: number): void => {
    this.#wire.receivedPayload(sizeBytes);
    this.#wire.receivedDecoded(sizeBytes);
  };

  /** @param messages reads the payload of its messages so far, as it crossed the wire and decompressed */
  streaming(messages: () => MessagePayload): void {
    this.#messages = messages;
    this.#recorder.update({ outcome: 'streaming' });
  }

  #withMessages(wire: Wire): Wire {
    if (this.#messages === null) return wire;
    const { payload, decoded } = this.#messages();
    const { heads } = wire.parts;
    return { ...wire, parts: { heads, payload, decoded, framing: minus(minus(wire, heads), payload) } };
  }

  /** The last report: nothing more crosses the wire for it. */
  end(outcome: RequestOutcome, details: { error?: ErrorInfo; failureBody?: string } = {}): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#head.detach();
    this.#wire.freeze();
    const endedAtMs = this.#timer.end();
    this.#recorder.end({ ...details, endedAtMs, outcome, phases: this.#timer.phases });
  }
}

/** What the body of a refusal begins with, as text. */
export async function readRefusal(
  response: IncomingMessage,
  clock: Clock,
  signal: AbortSignal,
  onBytes: (sizeBytes: number) => void,
): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  const whole = new Promise<void>((resolve) => {
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      onBytes(chunk.length);
      sizeBytes += chunk.length;
      if (sizeBytes >= MAX_FAILURE_BODY_BYTES) resolve();
    });
    for (const event of ['end', 'error', 'close']) response.on(event, resolve);
  });
  const stop = new AbortController();
  const late = clock.sleep(LONGEST_WAIT_MS, AbortSignal.any([signal, stop.signal])).catch(() => undefined);
  await Promise.race([whole, late]);
  stop.abort();
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MAX_FAILURE_BODY_BYTES));
}
