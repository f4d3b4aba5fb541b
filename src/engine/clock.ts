/** Where the engine gets the time. Tests pass one that they move by hand. */
export interface Clock {
  /** Milliseconds since the Unix epoch, fractional, never going back. */
  nowMs(): number;
  /** Resolves after `delayMs`; rejects with the signal's reason when it aborts first. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
}

/**
 * The machine's monotonic clock, anchored to wall time when the process started: durations stay right when
 * the wall clock is set, and times of one process compare exactly.
 */
export const systemClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  sleep: (delayMs, signal) =>
    new Promise((resolve, reject) => {
      const fail = (): void => {
        clearTimeout(timer);
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', fail);
        resolve();
      }, delayMs);
      if (signal.aborted) fail();
      else signal.addEventListener('abort', fail, { once: true });
    }),
};
