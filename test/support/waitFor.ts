import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for a loaded machine; a condition that holds is seen within POLL_MS. */
const LIMIT_MS = 20_000;
const POLL_MS = 5;

/** Waits until the condition gives something other than false, null or undefined, and returns it. */
export async function waitFor<T>(
  what: string,
  condition: () => T | Promise<T>,
  limitMs = LIMIT_MS,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value !== false && value !== null && value !== undefined) {
      return value as NonNullable<Exclude<T, false>>;
    }
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    await sleep(POLL_MS);
  }
}
