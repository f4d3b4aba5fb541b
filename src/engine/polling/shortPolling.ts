import type { Transport, TransportContext } from '../transport.ts';
import { cannotSend } from '../oneWay.ts';
import { checkUrl } from '../parseFeed.ts';
import { AnswerTimeout } from '../http/exchange.ts';
import { Poller } from './poller.ts';
import { PollFailures } from './pollFailures.ts';
import { pollWithin, sleepUntil } from './pollLoop.ts';

const NO_CONTENT = 204;

/**
 * Asks again and again, from the start of one request to the start of the next by the feed's interval. Never two
 * requests at once: a tick that passes while one is under way is skipped, and counted.
 * @throws InspectorError `invalid-url` or `invalid-option` where the feed cannot be run at all
 */
export function createShortPolling(context: TransportContext): Transport {
  const url = new URL(checkUrl(context.feed.url, 'short-polling'));
  const poller = new Poller(context, url, { emptyStatuses: [NO_CONTENT] });
  return {
    run: async (signal) => {
      try {
        await pollByTheClock(context, poller, signal);
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

async function pollByTheClock(
  context: TransportContext,
  poller: Poller,
  signal: AbortSignal,
): Promise<never> {
  const { clock, feed, sink, random } = context;
  const failures = new PollFailures(context);
  // From the first tick on, not from the last request: the clock does not drift.
  let tickMs = clock.nowMs();
  const tickFrom = (earliestAtMs: number): number =>
    tickMs + Math.max(0, Math.ceil((earliestAtMs - tickMs) / feed.intervalMs)) * feed.intervalMs;
  const skipTicks = (): void => {
    tickMs += feed.intervalMs;
    for (const nowMs = clock.nowMs(); tickMs <= nowMs; tickMs += feed.intervalMs) sink.skippedTick();
  };
  for (;;) {
    // Ticks have passed also where the capture is stopped.
    // A poll that takes longer has failed: a server that is gone would hold up all others.
    const late = new AnswerTimeout(feed.timeoutMs);
    const result = await pollWithin(context, poller, signal, late).finally(skipTicks);
    if (result.kind === 'failed') {
      tickMs = failures.failed(result.error, result.retryAfterMs, tickFrom);
    } else {
      failures.succeeded();
    }
    // From its own tick: what chance adds does not add up.
    await sleepUntil(tickMs + random() * feed.jitterShare * feed.intervalMs, clock, signal);
  }
}
