import type { Transport, TransportContext } from '../transport.ts';
import { checkUrl } from '../parseFeed.ts';
import { Poller } from './poller.ts';
import { PollFailures } from './pollFailures.ts';
import { cannotSend, sleepUntil } from './pollLoop.ts';

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
        poller.close();
      }
    },
    send: cannotSend,
  };
}

async function pollByTheClock(
  context: TransportContext,
  poller: Poller,
  signal: AbortSignal,
): Promise<never> {
  const { clock, feed, sink } = context;
  const failures = new PollFailures(context);
  let tickMs = clock.nowMs();
  for (;;) {
    const result = await poller.poll(signal);
    const passed = Math.floor((clock.nowMs() - tickMs) / feed.intervalMs);
    for (let tick = 0; tick < passed; tick++) sink.skippedTick();
    // From the first tick on, not from the last request: the clock does not drift.
    tickMs += (passed + 1) * feed.intervalMs;
    if (result.kind === 'failed') {
      tickMs = failures.failed(result.error, result.retryAfterMs, tickMs);
    } else {
      failures.succeeded();
    }
    await sleepUntil(tickMs, clock, signal);
  }
}
