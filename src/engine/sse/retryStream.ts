import type { FetchLikeResponse } from 'eventsource';
import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';

/** The longest that a timer of Node can wait: a longer one fires at once. */
export const MAX_WAIT_MS = 2 ** 31 - 1;

/**
 * A body that tells `eventsource` how long to wait before it reconnects, and when the stream has ended. Events are
 * no part of it: they are read from the bytes of the exchange, at the full rate.
 */
export class RetryStream {
  readonly #stream: ReadableStream<Uint8Array>;
  readonly #onRead: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  /** @param onRead called when `eventsource` has opened and begins to read */
  constructor(onRead: () => void) {
    this.#onRead = onRead;
    this.#stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
  }

  get response(): FetchLikeResponse {
    const body = {
      getReader: () => {
        this.#onRead();
        return this.#stream.getReader();
      },
    };
    return responseOf(200, 'text/event-stream', body);
  }

  retryAfter(delayMs: number): void {
    this.#controller?.enqueue(Buffer.from(`retry: ${delayMs}\n`));
  }

  end(): void {
    this.#controller?.close();
    this.#controller = null;
  }
}

/** An answer without a stream: `eventsource` gives up on it. */
export function refusal(status: number): FetchLikeResponse {
  return responseOf(status, '', null);
}

function responseOf(status: number, contentType: string, body: FetchLikeResponse['body']): FetchLikeResponse {
  const headers = { get: (name: string) => (name === 'content-type' ? contentType : null) };
  return { status, headers, body, url: '', redirected: false };
}
