import { isUtf8 } from 'node:buffer';
import { ACCEPTED } from '../../model/estimate/clientFields.ts';
import { formatBytes } from '../../model/format.ts';
import { InspectorError } from '../../protocol/errors.ts';
import { readBeginning, readBeginningAsText } from '../http/bodyBeginning.ts';
import { fromNetworkError } from '../errors/networkErrors.ts';
import { AnswerTimeout, type Exchange, HoldTimeout } from '../http/exchange.ts';
import { HttpClient } from '../http/httpClient.ts';
import { feedHeaders } from '../http/requestHeaders.ts';
import { retryAfterMs } from '../http/retryAfter.ts';
import { statusError } from '../http/statusError.ts';
import type { TransportContext } from '../transport.ts';
import { NewsFilter, pollOutcome } from './newsFilter.ts';
import { PollBodyReader, type PollItem } from './pollBody.ts';
import { PollPosition } from './pollPosition.ts';

const NOT_MODIFIED = 304;

/** What came of one poll. */
export type PollResult =
  /** `standstill`: messages, but the cursor did not move: the next answer may bring the same ones. */
  | { readonly kind: 'messages' | 'standstill' | 'nothing'; readonly startedAtMs: number }
  /** @property retryAfterMs what the server asks to wait at least; 0 where it does not say */
  | { readonly kind: 'failed'; readonly error: unknown; readonly retryAfterMs: number };

export interface PollerOptions {
  /** Statuses by which this kind of server says that nothing came in time. */
  readonly emptyStatuses: readonly number[];
}

/** Makes one poll after another: asks from where the client stands, takes the answer apart and reports what is new. */
export class Poller {
  readonly #context: TransportContext;
  readonly #options: PollerOptions;
  readonly #url: URL;
  readonly #client: HttpClient;
  readonly #reader: PollBodyReader;
  readonly #news: NewsFilter;
  readonly #position: PollPosition;
  #hasReportedEmptySplit = false;

  /** @throws InspectorError `invalid-option` */
  constructor(context: TransportContext, url: URL, options: PollerOptions) {
    const { feed } = context;
    this.#context = context;
    this.#options = options;
    this.#url = url;
    this.#client = new HttpClient(context);
    this.#reader = new PollBodyReader(feed);
    this.#news = new NewsFilter(this.#reader.hasIdPath);
    this.#position = new PollPosition(feed.cursor);
  }

  /** @throws the signal's reason where it aborted, but for a HoldTimeout, which brings nothing */
  async poll(signal: AbortSignal): Promise<PollResult> {
    const { clock, feed } = this.#context;
    const askedAtMs = clock.nowMs();
    let exchange: Exchange;
    try {
      exchange = await this.#client.request(
        {
          purpose: 'poll',
          httpMethod: feed.httpMethod,
          url: this.#position.urlFor(this.#url),
          accept: ACCEPTED[feed.method],
          headers: this.#position.headersFor(feedHeaders(feed)),
          body: feed.body,
          isCompressed: feed.isCompressed,
        },
        signal,
      );
    } catch (error) {
      return failOrHold(error, askedAtMs, this.#url);
    }
    try {
      return await this.#answer(exchange);
    } catch (error) {
      const failure = exchange.fail(error);
      return failOrHold(failure, exchange.startedAtMs, this.#url);
    }
  }

  /** Closes the connections. */
  close(): Promise<void> {
    return this.#client.close();
  }

  async #answer(exchange: Exchange): Promise<PollResult> {
    const { status, startedAtMs } = exchange;
    const { clock, sink, feed } = this.#context;
    const isEmpty = this.#options.emptyStatuses.includes(status);
    if (isEmpty || status === NOT_MODIFIED) {
      sink.opened(clock.nowMs());
      await readBeginning(exchange);
      this.#position.advanceWithoutBody(exchange);
      exchange.end(isEmpty ? 'empty' : 'unchanged');
      return { kind: 'nothing', startedAtMs };
    }
    if (status < 200 || status >= 300) {
      const failureBody = await readBeginningAsText(exchange);
      const error = exchange.fail(statusError(exchange), failureBody);
      return {
        kind: 'failed',
        error,
        retryAfterMs: retryAfterMs(exchange.header('retry-after'), clock.nowMs()),
      };
    }
    sink.opened(clock.nowMs());
    const { body, endedAtMs } = await readWhole(exchange, feed.maxMessageBytes);
    const read = this.#reader.read(body);
    const { hasCursor } = this.#position;
    const isMoved = this.#position.advance(exchange, read);
    const news = hasCursor ? read.items : this.#news.take(read);
    this.#report(exchange, news, endedAtMs);
    if (read.isSplitInVain) this.#reportEmptySplit();
    exchange.end(pollOutcome(read, news));
    if (news.length === 0) return { kind: 'nothing', startedAtMs };
    return { kind: hasCursor && !isMoved ? 'standstill' : 'messages', startedAtMs };
  }

  #report(exchange: Exchange, news: readonly PollItem[], atMs: number): void {
    for (const { payload, id } of news) {
      this.#context.sink.message(atMs, 'in', payload, !isUtf8(payload), exchange.requestIndex, id, null);
    }
  }

  /** A body in which the path finds nothing may be a wrong path, which is said once. */
  #reportEmptySplit(): void {
    if (this.#hasReportedEmptySplit) return;
    const { feed, clock, sink } = this.#context;
    this.#hasReportedEmptySplit = true;
    sink.error(clock.nowMs(), {
      code: 'path-found-nothing',
      message: `split ${feed.split ?? ''} found no message in a body`,
      action: 'check the path against the body, unless it is empty there',
    });
  }
}

/** @throws what is neither: the reason of a stop */
function failOrHold(error: unknown, startedAtMs: number, url: URL): PollResult {
  if (error instanceof HoldTimeout) return { kind: 'nothing', startedAtMs };
  if (error instanceof InspectorError) return { kind: 'failed', error, retryAfterMs: 0 };
  if (error instanceof AnswerTimeout) {
    return { kind: 'failed', error: fromNetworkError(error, url), retryAfterMs: 0 };
  }
  throw error;
}

/** @throws InspectorError `body-too-large`, or why it broke off */
async function readWhole(
  exchange: Exchange,
  maxBytes: number,
): Promise<{ readonly body: Uint8Array; readonly endedAtMs: number }> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const endedAtMs = await exchange.readBody((chunk) => {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) {
      throw new InspectorError(
        'body-too-large',
        `the body is larger than ${formatBytes(maxBytes)}`,
        'take larger ones (--max-message), or ask for less at a time',
      );
    }
    chunks.push(chunk);
  });
  return { body: chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks), endedAtMs };
}
