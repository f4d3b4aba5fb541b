import { type ErrorInfo, toErrorInfo } from '../../protocol/errors.ts';
import { Backoff } from '../backoff.ts';
import { MAX_RETRY_AFTER_MS } from '../http/retryAfter.ts';
import type { TransportContext } from '../transport.ts';

/** Errors do not stop a feed that has worked: says when to ask again, and tells the capture. */
export class PollFailures {
  readonly #context: TransportContext;
  readonly #backoff: Backoff;
  #hasSucceeded = false;

  constructor(context: TransportContext) {
    this.#context = context;
    this.#backoff = new Backoff(context.random);
  }

  succeeded(): void {
    this.#hasSucceeded = true;
    this.#backoff.reset();
  }

  /**
   * @param tickFrom when the feed asks next, from a moment on
   * @returns when to ask again
   * @throws the error itself where nothing has worked yet: then the feed is wrong
   */
  failed(error: unknown, retryAfterMs: number, tickFrom: (earliestAtMs: number) => number): number {
    if (!this.#hasSucceeded) throw error;
    const nowMs = this.#context.clock.nowMs();
    const askedMs = Math.min(retryAfterMs, MAX_RETRY_AFTER_MS);
    const retryAtMs = tickFrom(nowMs + Math.max(this.#backoff.nextMs(), askedMs));
    this.#context.sink.reconnecting(nowMs, retryAtMs, withWait(toErrorInfo(error), retryAfterMs));
    return retryAtMs;
  }
}

function withWait(error: ErrorInfo, retryAfterMs: number): ErrorInfo {
  if (retryAfterMs === 0) return error;
  const seconds = Math.round(Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) / 1_000);
  const capped = retryAfterMs > MAX_RETRY_AFTER_MS ? `, of which it gets ${seconds} s` : '';
  return {
    ...error,
    message: `${error.message}, and asks to wait ${Math.round(retryAfterMs / 1_000)} s${capped}`,
  };
}
