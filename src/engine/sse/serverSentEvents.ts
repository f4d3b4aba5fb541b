import { EventSource, type FetchLikeResponse } from 'eventsource';
import { ACCEPTED } from '../../model/estimate/clientFields.ts';
import { type ErrorInfo, InspectorError, toErrorInfo } from '../../protocol/errors.ts';
import { Backoff } from '../backoff.ts';
import { isPassingError } from '../errors/networkErrors.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ExchangeRequest } from '../http/exchangeRequest.ts';
import { HttpClient } from '../http/httpClient.ts';
import { feedHeaders, hasHeader, withHeader } from '../http/requestHeaders.ts';
import { cannotSend } from '../oneWay.ts';
import { checkUrl } from '../parseFeed.ts';
import type { Transport, TransportContext } from '../transport.ts';
import { MAX_WAIT_MS, RetryStream, refusal } from './retryStream.ts';
import { judgeAnswer } from './streamAnswer.ts';
import type { StreamFormat } from './streamFormat.ts';
import { createStreamParser } from './streamParsers.ts';

/** How long `eventsource` waits where the stream does not say. */
const RECONNECTION_MS = 3_000;
/** Methods that change nothing (RFC 9110, section 9.2.1). */
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
/** Failed attempts in a row that wait no longer than the stream asked for. */
const UNPUNISHED_FAILURES = 1;
/** What no header value may hold, though an event's id may (RFC 9110, section 5.5). */
const CONTROL_CHARACTER = /(?![\t\u0080-\u009f])\p{Cc}/u;

/** @throws InspectorError `invalid-url` or `invalid-option` where the feed cannot be run at all */
export function createServerSentEvents(context: TransportContext): Transport {
  const url = new URL(checkUrl(context.feed.url, 'sse'));
  return {
    run: async (signal) => {
      if (!signal.aborted) await new EventStreamConnection(context, url, signal).run();
    },
    send: () => cannotSend('Server-Sent Events go from the server to the client only'),
  };
}

/**
 * One run of an event stream. `eventsource` drives it: it says when to ask, opens, waits the reconnection time, and
 * gives up where it should. The requests, their bytes and the events in them are read here.
 */
class EventStreamConnection {
  readonly #context: TransportContext;
  readonly #url: URL;
  readonly #signal: AbortSignal;
  readonly #client: HttpClient;
  readonly #backoff: Backoff;
  #close = (): void => undefined;
  #asking: Promise<unknown> = Promise.resolve();
  #reading: Promise<void> = Promise.resolve();
  #exchange: Exchange | null = null;
  #hasOpened = false;
  #lastEventId: string;
  #reconnectionMs = RECONNECTION_MS;
  /** Attempts in a row that brought no event: failed ones, and streams that ended without any. */
  #failures = 0;
  /** Whether the stream under way has brought an event. */
  #hasBrought = false;
  #retryAfterMs = 0;
  #retryAtMs = 0;
  /** Why the connection or attempt before ended; null where the server ended the stream as it should. */
  #interruption: ErrorInfo | null = null;
  /** Why there is no other attempt; null where none is wanted. */
  #failure: Error | null = null;

  constructor(context: TransportContext, url: URL, signal: AbortSignal) {
    this.#context = context;
    this.#url = url;
    this.#signal = signal;
    this.#client = new HttpClient(context);
    this.#backoff = new Backoff(context.random);
    this.#lastEventId = context.feed.lastEventId ?? '';
  }

  /** @throws InspectorError where the stream could not be opened, or failed for good */
  async run(): Promise<void> {
    const eventSource = new EventSource(this.#url, {
      fetch: () => {
        const answer = this.#ask();
        this.#asking = answer;
        return answer;
      },
    });
    await new Promise<void>((resolve) => {
      this.#close = () => {
        eventSource.close();
        resolve();
      };
      this.#signal.addEventListener('abort', this.#close);
      eventSource.addEventListener('error', () => {
        if (eventSource.readyState === eventSource.CLOSED) resolve();
        else this.#announceReconnection();
      });
    });
    this.#signal.removeEventListener('abort', this.#close);
    await Promise.allSettled([this.#asking, this.#reading]);
    this.#exchange?.end('streamed');
    await this.#client.close();
    if (this.#failure !== null && !this.#signal.aborted) throw this.#failure;
  }

  /** What `eventsource` takes for `fetch`: a rejection makes it try again, a refusal makes it give up. */
  async #ask(): Promise<FetchLikeResponse> {
    const { clock } = this.#context;
    let exchange: Exchange;
    try {
      // `eventsource` has waited the reconnection time; this is what a backoff or `Retry-After` adds to it.
      const waitMs = this.#retryAtMs - clock.nowMs();
      if (waitMs > 0) await clock.sleep(waitMs, this.#signal);
      exchange = await this.#client.request(this.#request(), this.#signal);
    } catch (error) {
      return this.#failAttempt(error, isPassingError(error));
    }
    const answer = await judgeAnswer(exchange, clock.nowMs());
    switch (answer.kind) {
      case 'stream':
        return this.#answerWithStream(exchange, answer.format);
      case 'no-content':
        return refusal(exchange.status);
      case 'refused':
        return this.#failAttempt(answer.error, false);
      case 'passing':
        return this.#failAttempt(answer.error, true, answer.retryAfterMs);
    }
  }

  #request(): ExchangeRequest {
    const { feed } = this.#context;
    let headers = feedHeaders(feed);
    if (!hasHeader(headers, 'Cache-Control')) headers = withHeader(headers, 'Cache-Control', 'no-cache');
    if (this.#canSendLastEventId()) headers = withHeader(headers, 'Last-Event-ID', this.#lastEventId);
    return {
      purpose: 'stream',
      httpMethod: feed.httpMethod,
      url: this.#url,
      accept: ACCEPTED.sse,
      headers,
      body: feed.body,
      isCompressed: feed.isCompressed,
    };
  }

  #canSendLastEventId(): boolean {
    if (!CONTROL_CHARACTER.test(this.#lastEventId)) return this.#lastEventId !== '';
    const { sink, clock } = this.#context;
    const error = new InspectorError(
      'invalid-response',
      'the last event ID has control characters, which no header can carry: events may be missing',
      'use ids of visible characters on the server',
    );
    sink.error(clock.nowMs(), error.info);
    return false;
  }

  /** @throws what was given, where `eventsource` is to try again */
  #failAttempt(error: unknown, isPassing: boolean, retryAfterMs = 0): FetchLikeResponse {
    if (isPassing && this.#hasOpened && !this.#signal.aborted) {
      this.#failures += 1;
      this.#retryAfterMs = retryAfterMs;
      this.#interruption = toErrorInfo(error);
      throw error;
    }
    this.#failure = toError(error);
    return refusal(0);
  }

  #answerWithStream(exchange: Exchange, format: StreamFormat): FetchLikeResponse {
    this.#exchange = exchange;
    const retries = new RetryStream(() => {
      this.#hasOpened = true;
      this.#retryAfterMs = 0;
      exchange.update({ outcome: 'streaming' });
      this.#context.sink.opened(this.#context.clock.nowMs());
      this.#reading = this.#read(exchange, format, retries);
    });
    return retries.response;
  }

  async #read(exchange: Exchange, format: StreamFormat, retries: RetryStream): Promise<void> {
    const { sink, clock, feed } = this.#context;
    const { requestIndex } = exchange;
    // All that one chunk brings arrived with it.
    let atMs = 0;
    this.#hasBrought = false;
    const parser = createStreamParser(
      format,
      {
        onMessage: (payload, isBinary, id, event) => {
          this.#hasBrought = true;
          sink.message(atMs, 'in', payload, isBinary, requestIndex, id, event);
        },
        onComment: (text) => {
          sink.control(atMs, 'in', 'comment', text, requestIndex);
        },
        onRetry: (digits) => {
          sink.control(atMs, 'in', 'retry', digits, requestIndex);
          this.#reconnectionMs = Math.min(MAX_WAIT_MS, Number(Buffer.from(digits).toString()));
          retries.retryAfter(this.#reconnectionMs);
        },
      },
      this.#lastEventId,
      feed.maxMessageBytes,
    );
    try {
      await exchange.readBody((chunk) => {
        atMs = clock.nowMs();
        parser.feed(chunk);
      });
      parser.finish();
      exchange.end('streamed');
      this.#interruption = null;
      if (!this.#isRepeated(format)) this.#close();
    } catch (error) {
      this.#breakOff(exchange, error, this.#isRepeated(format));
    }
    this.#lastEventId = parser.lastEventId;
    this.#countFruitless();
    retries.end();
  }

  /** A stream that ends before it has brought anything is no better than none: asked again at once, it would never stop. */
  #countFruitless(): void {
    if (this.#hasBrought) {
      this.#failures = 0;
      this.#backoff.reset();
    } else {
      this.#failures += 1;
    }
  }

  /**
   * Whether the request is made again when its stream is over. A POST is not, unless the user asks for it (RFC 9110,
   * section 9.2.2); nor is what has no event ids to resume by.
   */
  #isRepeated(format: StreamFormat): boolean {
    const { httpMethod, isReconnected } = this.#context.feed;
    return isReconnected || (format === 'event-stream' && SAFE_METHODS.includes(httpMethod));
  }

  #breakOff(exchange: Exchange, thrown: unknown, isRepeated: boolean): void {
    if (this.#signal.aborted) {
      exchange.end('streamed');
      return;
    }
    const error = exchange.fail(thrown);
    this.#interruption = toErrorInfo(error);
    if (isRepeated && isPassingError(error)) return;
    this.#failure = toError(error);
    this.#close();
  }

  /** Called as `eventsource` begins to wait the reconnection time (WHATWG HTML, section 9.2.3). */
  #announceReconnection(): void {
    const { sink, clock } = this.#context;
    const atMs = clock.nowMs();
    const backoffMs = this.#failures > UNPUNISHED_FAILURES ? this.#backoff.nextMs() : 0;
    const waitMs = Math.max(this.#reconnectionMs + backoffMs, this.#retryAfterMs);
    this.#retryAtMs = atMs + Math.min(MAX_WAIT_MS, waitMs);
    sink.reconnecting(atMs, this.#retryAtMs, this.#interruption);
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
