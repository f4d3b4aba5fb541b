import { MAX_REPEAT_INTERVAL_MS, MIN_REPEAT_INTERVAL_MS } from '../../protocol/limits.ts';
import { durationMs } from '../feedDraft.ts';

/** An interval as it is written, in ms; null where it is none, or too short or long. */
export function parseInterval(text: string): number | null {
  const ms = durationMs(text);
  return ms === null || ms < MIN_REPEAT_INTERVAL_MS || ms > MAX_REPEAT_INTERVAL_MS ? null : ms;
}

/** How often, null: until it is stopped; undefined where it is no count. */
export function parseCount(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const count = Number(text);
  return Number.isSafeInteger(count) && count > 0 ? count : undefined;
}

/** @returns null where either is written wrong */
export function parseRepetition(
  interval: string,
  count: string,
): { readonly intervalMs: number; readonly count: number | null } | null {
  const intervalMs = parseInterval(interval);
  const times = parseCount(count);
  return intervalMs === null || times === undefined ? null : { intervalMs, count: times };
}
