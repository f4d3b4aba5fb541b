import { HoldTimeout } from '../http/exchange.ts';
import { cannotSend } from '../oneWay.ts';
import { checkUrl } from '../parseFeed.ts';
import type { Transport, TransportContext } from '../transport.ts';
import { Poller, type PollResult } from './poller.ts';
import { PollFailures } from './pollFailures.ts';
import { pollWithin, sleepUntil } from './pollLoop.ts';

/** How a server says that nothing came while it held the request (RFC 6202, section 5.5). */
const TIMED_OUT_STATUSES = [204, 304, 408, 504];
/** An answer without news that comes sooner, in ms, was not held. */
const SHORTEST_HOLD_MS = 100;
/** Such answers in a row before the user is told. The first is how some servers give a position. */
const UNHELD_BEFORE_TOLD = 5;

/**
 * Asks, waits until the server has news or gives up, and asks again at once (RFC 6202, section 2.1).
 * @throws InspectorError `invalid-url` or `invalid-option` where the feed cannot be run at all
 */
export function createLongPolling(context: TransportContext): Transport {
  const url = new URL(checkUrl(context.feed.url, 'long-polling'));
  const poller = new Poller(context, url, { emptyStatuses: TIMED_OUT_STATUSES });
  return {
    run: async (signal) => {
      try {
        await new LongPollLoop(context, poller, signal).run();
      } catch (error) {
        // What fails because the capture is being stopped is no failure.
        if (!signal.aborted) throw error;
      } finally {
        await poller.close();
      }
    },
    send: () => cannotSend('polling asks the server and sends it nothing else'),
  };
}

class LongPollLoop {
  readonly #context: TransportContext;
  readonly #poller: Poller;
  readonly #signal: AbortSignal;
  readonly #failures: PollFailures;
  #unheld = 0;

  constructor(context: TransportContext, poller: Poller, signal: AbortSignal) {
    this.#context = context;
    this.#poller = poller;
    this.#signal = signal;
    this.#failures = new PollFailures(context);
  }

  async run(): Promise<never> {
    for (;;) {
      const result = await pollWithin(this.#context, this.#poller, this.#signal, new HoldTimeout());
      if (result.kind === 'failed') {
        const atOnce = (earliestAtMs: number): number => earliestAtMs;
        await this.#sleepUntil(this.#failures.failed(result.error, result.retryAfterMs, atOnce));
        continue;
      }
      this.#failures.succeeded();
      await this.#guardAgainstUnheld(result);
    }
  }

  /** A server that answers at once with nothing new, or with the same again, would be asked as fast as the network goes. */
  async #guardAgainstUnheld(result: PollResult & { readonly startedAtMs: number }): Promise<void> {
    const { clock, sink } = this.#context;
    const heldMs = clock.nowMs() - result.startedAtMs;
    if (result.kind === 'messages' || heldMs >= SHORTEST_HOLD_MS) {
      this.#unheld = 0;
      return;
    }
    this.#unheld += 1;
    if (this.#unheld === UNHELD_BEFORE_TOLD) {
      sink.error(clock.nowMs(), {
        code: 'invalid-response',
        message: `the server answers at once though ${whatIsMissing(result.kind)}; it is asked every ${SHORTEST_HOLD_MS} ms at most`,
        action: 'use short polling, or tell the server your position by a cursor that it understands',
      });
    }
    if (this.#unheld > 1) await this.#sleepUntil(result.startedAtMs + SHORTEST_HOLD_MS);
  }

  async #sleepUntil(atMs: number): Promise<void> {
    await sleepUntil(atMs, this.#context.clock, this.#signal);
  }
}

function whatIsMissing(kind: PollResult['kind']): string {
  return kind === 'standstill' ? 'its cursor does not move' : 'it has nothing new';
}
