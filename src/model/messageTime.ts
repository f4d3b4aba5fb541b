/** From these magnitudes on, a number is milliseconds, microseconds, nanoseconds; below the first, seconds (until the year 5138). */
const MILLISECONDS_FROM = 1e11;
const MICROSECONDS_FROM = 1e14;
const NANOSECONDS_FROM = 1e17;

/**
 * A message's own time, as feeds write it: RFC 3339 text, or a Unix time in seconds, milliseconds, microseconds
 * or nanoseconds (told apart by magnitude), as a number or as digits in a string.
 * @returns milliseconds since the Unix epoch, or null where it is no time
 */
export function parseMessageTime(value: unknown): number | null {
  if (typeof value === 'number') return fromUnix(value);
  if (typeof value !== 'string' || value === '') return null;
  const unix = Number(value);
  if (Number.isFinite(unix)) return fromUnix(unix);
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? null : atMs;
}

function fromUnix(value: number): number | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  if (value < MILLISECONDS_FROM) return value * 1e3;
  if (value < MICROSECONDS_FROM) return value;
  if (value < NANOSECONDS_FROM) return value / 1e3;
  return value / 1e6;
}
