import type { Clock } from '../clock.ts';

export async function sleepUntil(atMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const delayMs = atMs - clock.nowMs();
  if (delayMs > 0) await clock.sleep(delayMs, signal);
}
