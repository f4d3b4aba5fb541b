import { formatDuration } from '../../model/format.ts';
import { type ErrorInfo, InspectorError, toErrorInfo } from '../../protocol/errors.ts';
import type { RequestOutcome } from '../../protocol/request.ts';
import type { Clock } from '../clock.ts';
import { fromNetworkError } from '../errors/networkErrors.ts';
import { Http2Chosen } from '../net/agents.ts';
import type { CaptureSink, RequestEnd, RequestRecorder, RequestUpdate } from '../transport.ts';
import { BodyReader } from './bodyReader.ts';
import type { ExchangeRequest } from './exchangeRequest.ts';
import { Http1Call } from './http1Call.ts';
import { Http2Call } from './http2Call.ts';
import type { CallObserver, HttpAnswer, HttpCall } from './httpCall.ts';
import { PhaseTimer } from './phaseTimer.ts';
import type { Route, Routes } from './routes.ts';

export interface ExchangeContext {
  readonly sink: Pick<CaptureSink, 'beginRequest'>;
  readonly clock: Clock;
  readonly routes: Routes;
}

/**
 * The reason to abort an exchange with when it was given as long as its user wanted: that ends it as `empty`, or as
 * failed where there was no connection to ask on.
 */
export class HoldTimeout extends Error {
  override readonly name = 'HoldTimeout';
}

/** The reason to abort an exchange with when its user waits no longer: that ends it as failed. */
export class AnswerTimeout extends Error {
  override readonly name = 'AnswerTimeout';
  readonly code = 'ETIMEDOUT';

  constructor(timeoutMs: number) {
    super(`no answer within ${formatDuration(timeoutMs)}`);
  }
}

/**
 * One HTTP request and its response, reported to the capture as it happens: the heads as they crossed the wire, the
 * phases, and every byte. Whoever started it says in the end what came of it; only one that gets no answer ends
 * itself.
 */
export class Exchange {
  readonly request: ExchangeRequest;
  readonly #recorder: RequestRecorder;
  readonly #signal: AbortSignal;
  readonly #routes: Routes;
  readonly #route: Route;
  readonly #observer: CallObserver;
  #call: HttpCall;
  #answer: HttpAnswer | null = null;
  #isEnded = false;

  /**
   * Reports a new request; `send` sends it.
   * @throws InspectorError `invalid-option` where there is no way to it
   */
  constructor(context: ExchangeContext, request: ExchangeRequest, signal: AbortSignal) {
    const { sink, clock, routes } = context;
    this.request = request;
    this.#signal = signal;
    this.#routes = routes;
    this.#route = routes.to(request.url);
    const timer = new PhaseTimer(clock);
    const recorder = sink.beginRequest({
      purpose: request.purpose,
      httpMethod: request.httpMethod,
      url: request.url.href,
      startedAtMs: timer.startedAtMs,
    });
    this.#recorder = recorder;
    this.#observer = {
      timer,
      update: (update) => {
        recorder.update(update);
      },
    };
    const http2 = routes.http2To(request.url);
    this.#call =
      http2 === null
        ? new Http1Call(request, this.#route, this.#observer)
        : new Http2Call(request, http2, this.#observer);
    recorder.meter(() => this.#call.wire);
  }

  /**
   * Resolves when the head of the answer is here. Aborting the signal ends the exchange in its protocol's own way,
   * then and later.
   * @throws InspectorError where no answer came, or the signal's reason where it aborted; the exchange has ended
   */
  async send(): Promise<void> {
    this.#signal.addEventListener('abort', this.#leave, { once: true });
    try {
      this.#answer = await this.#send();
    } catch (error) {
      throw this.fail(error);
    }
    const { httpVersion, status, statusText, head } = this.#answer;
    this.#recorder.update({
      httpVersion,
      status,
      statusText,
      responseHead: head,
      phases: this.#observer.timer.phases,
    });
  }

  get requestIndex(): number {
    return this.#recorder.index;
  }

  get status(): number {
    return this.#answer?.status ?? 0;
  }

  get statusText(): string {
    return this.#answer?.statusText ?? '';
  }

  get setCookies(): readonly string[] {
    return this.#answer?.setCookies ?? [];
  }

  get startedAtMs(): number {
    return this.#observer.timer.startedAtMs;
  }

  /** Whether it may be asked again, for its connection was closing before it was looked at. */
  get isOnStaleConnection(): boolean {
    return this.#call.isOnStaleConnection;
  }

  /** @returns the value of a response field, repeats joined; null where it did not come */
  header(name: string): string | null {
    return this.#answer?.header(name) ?? null;
  }

  update(update: RequestUpdate): void {
    this.#recorder.update(update);
  }

  /**
   * Reads the body, its content coding undone, as it arrives. What `onChunk` throws ends the exchange.
   * @returns when the last byte arrived
   * @throws InspectorError where the body breaks off or cannot be decoded, after all that could be decoded was given
   */
  async readBody(onChunk: (chunk: Uint8Array) => void): Promise<number> {
    if (this.#answer === null) throw new Error('the exchange has no answer');
    const call = this.#call;
    const reader = new BodyReader(this.#answer, {
      onWire: (sizeBytes) => {
        call.countBody(sizeBytes);
      },
      onChunk: (chunk) => {
        call.countDecoded(chunk.byteLength);
        onChunk(chunk);
      },
      onLastByte: () => this.#close(),
    });
    try {
      await reader.read();
    } catch (error) {
      // A body that breaks off says that it did; the request may know why.
      throw this.#translate(error instanceof InspectorError ? error : (call.failure ?? error));
    }
    if (call.failure !== null) throw this.#translate(call.failure);
    return this.#close();
  }

  /** Takes the request down, and its connection where it cannot live without: a body that is being read breaks off. */
  breakOff(): void {
    this.#call.destroy();
  }

  /** The last report. A body that was not read to its end is given up. */
  end(outcome: RequestOutcome, details: { error?: ErrorInfo; failureBody?: string } = {}): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    // A whole answer that nobody read is read away, so that its connection can be used again.
    if (this.#answer?.isComplete() === true) this.#answer.body.resume();
    else this.breakOff();
    const endedAtMs = this.#close();
    const responseTrailers = this.#answer?.trailers() ?? null;
    const { phases } = this.#observer.timer;
    const end: RequestEnd = { ...details, endedAtMs, outcome, phases, responseTrailers };
    this.#recorder.end(end);
  }

  /**
   * The last report of one that failed or was aborted, which is told from the signal.
   * @returns what is to be thrown: an InspectorError, or the signal's reason
   */
  fail(thrown: unknown, failureBody?: string): unknown {
    const reason: unknown = this.#signal.reason;
    // What was never asked is not held: there was no connection in all that time.
    const isHeld = reason instanceof HoldTimeout && this.#call.wire.sentBytes > 0;
    const isLate = reason instanceof AnswerTimeout || (reason instanceof HoldTimeout && !isHeld);
    if (this.#signal.aborted && !isLate) {
      this.end(isHeld ? 'empty' : 'cancelled');
      return reason;
    }
    const error = this.#translate(isLate ? timedOut(reason) : thrown);
    this.end('failed', {
      error: toErrorInfo(error),
      ...(failureBody === undefined ? {} : { failureBody }),
    });
    return error;
  }

  /** By HTTP/1.1 until the connection turns out to speak HTTP/2. */
  async #send(): Promise<HttpAnswer> {
    try {
      return await this.#call.send();
    } catch (error) {
      if (!(error instanceof Http2Chosen)) throw error;
      if (this.#signal.aborted) {
        error.socket.destroy();
        throw error;
      }
      const connection = this.#routes.beginHttp2(this.request.url, error.socket, this.#route);
      this.#call = new Http2Call(this.request, connection, this.#observer);
      return this.#call.send();
    }
  }

  /** Nothing more crosses the wire for this exchange. @returns when that was */
  #close(): number {
    this.#signal.removeEventListener('abort', this.#leave);
    this.#call.freeze();
    return this.#observer.timer.end();
  }

  readonly #leave = (): void => {
    this.#call.leave();
  };

  #translate(error: unknown): InspectorError {
    return fromNetworkError(error, this.request.url, this.#route.proxy);
  }
}

function timedOut(reason: unknown): Error {
  if (reason instanceof AnswerTimeout) return reason;
  return Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' });
}
