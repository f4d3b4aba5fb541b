import { InspectorError } from '../../protocol/errors.ts';
import type { Clock } from '../clock.ts';

export async function sleepUntil(atMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const delayMs = atMs - clock.nowMs();
  if (delayMs > 0) await clock.sleep(delayMs, signal);
}

export function cannotSend(): Promise<never> {
  return Promise.reject(
    new InspectorError(
      'not-open',
      'polling asks the server and sends it nothing else',
      'use WebSocket to talk in both directions',
    ),
  );
}
