const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `500ms`, `5s`, `2m`, `1h` in ms; null where it is none of these, or zero. */
export function parseDuration(text: string): number | null {
  const [, digits, unit = ''] = /^\s*(\d+(?:\.\d+)?)(ms|s|m|h)\s*$/.exec(text) ?? [];
  const ms = Number(digits) * (UNITS_MS[unit] ?? Number.NaN);
  return ms > 0 ? ms : null;
}

/** The shortest text that `parseDuration` reads as so many ms. */
export function durationText(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms >= 1_000 ? `${ms / 1_000}s` : `${ms}ms`;
}
