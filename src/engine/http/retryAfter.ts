/** The longest a server can make its client wait by `Retry-After`, in ms: beyond it a feed would look dead. */
export const MAX_RETRY_AFTER_MS = 10 * 60_000;

/** `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3). @returns ms from now; 0 where it says nothing */
export function retryAfterMs(value: string | null, nowMs: number): number {
  if (value === null) return 0;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1_000;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? 0 : Math.max(0, dateMs - nowMs);
}
