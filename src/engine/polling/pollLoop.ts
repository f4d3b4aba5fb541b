import type { Clock } from '../clock.ts';
import type { TransportContext } from '../transport.ts';
import type { Poller, PollResult } from './poller.ts';

export async function sleepUntil(atMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const delayMs = atMs - clock.nowMs();
  if (delayMs > 0) await clock.sleep(delayMs, signal);
}

/**
 * Polls for as long as the feed's timeout, then aborts with a reason.
 * @throws the signal's reason where it aborted
 */
export async function pollWithin(
  { clock, feed }: TransportContext,
  poller: Poller,
  signal: AbortSignal,
  reason: Error,
): Promise<PollResult> {
  const late = new AbortController();
  const answered = new AbortController();
  const timeout = clock.sleep(feed.timeoutMs, answered.signal).then(
    () => {
      late.abort(reason);
    },
    () => undefined,
  );
  try {
    return await poller.poll(AbortSignal.any([signal, late.signal]));
  } finally {
    answered.abort();
    await timeout;
  }
}
