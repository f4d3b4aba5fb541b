/**
 * Figures as people read them, the same in the panel and on a terminal. English, as the rest of the words are; made to
 * stand in columns: within a unit a figure keeps its three digits, and rounding never adds one (`1000 ms`).
 */

/** Made once: making one costs far more than using it. */
const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;
const BIT_RATE_UNITS = ['kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'] as const;
const SECOND_MS = 1000;
const MINUTE_S = 60;
const HOUR_S = 3600;

/** `1,204`. */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** `1 request`, `1,204 requests`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** Decimal units (IEC 80000-13, `k` is 1000): `999 B`, `1.20 kB`, `18.2 kB`, `182 kB`. */
export function formatBytes(bytes: number): string {
  return withUnit(bytes, 'B', BYTE_UNITS);
}

/** `640 bit/s`, `1.20 Mbit/s`. */
export function formatBitRate(bitsPerSecond: number): string {
  return withUnit(bitsPerSecond, 'bit/s', BIT_RATE_UNITS);
}

/** `0.25 ms`, `4.2 ms`, `182 ms`, `4.20 s`, `42.0 s`, `2 min`, `2 min 5 s`, `1 h 2 min`. Durations are not negative. */
export function formatDuration(ms: number): string {
  if (ms > 0 && ms < 0.005) return '< 0.01 ms';
  if (ms === 0) return '0 ms';
  if (ms < 0.995) return `${ms.toFixed(2)} ms`;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 9_995) return `${(ms / SECOND_MS).toFixed(2)} s`;
  if (ms < 59_950) return `${(ms / SECOND_MS).toFixed(1)} s`;
  const seconds = Math.round(ms / SECOND_MS);
  if (seconds < HOUR_S) return joined(Math.floor(seconds / MINUTE_S), 'min', seconds % MINUTE_S, 's');
  const minutes = Math.round(seconds / MINUTE_S);
  return joined(Math.floor(minutes / MINUTE_S), 'h', minutes % MINUTE_S, 'min');
}

/** How long something has run, as a stopwatch shows it: `00:42`, `12:05`, `1:00:00`. */
export function formatClock(ms: number): string {
  const seconds = Math.floor(ms / SECOND_MS);
  const minutes = Math.floor(seconds / MINUTE_S);
  const tail = `${twoDigits(minutes % MINUTE_S)}:${twoDigits(seconds % MINUTE_S)}`;
  return seconds < HOUR_S ? tail : `${Math.floor(seconds / HOUR_S)}:${tail}`;
}

/** `0.02/s`, `28.6/s`, `1,204/s`. */
export function formatRate(perSecond: number): string {
  if (perSecond > 0 && perSecond < 0.005) return '< 0.01/s';
  if (perSecond > 0 && perSecond < 0.095) return `${perSecond.toFixed(2)}/s`;
  if (perSecond < 99.95) return `${perSecond.toFixed(1)}/s`;
  return `${formatCount(perSecond)}/s`;
}

/** A share from 0 to 1: `0 %`, `2.0 %`, `42 %`. Only nothing is `0 %`, only all is `100 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) return '< 0.1 %';
  if (percent > 99.5 && percent < 100) return `${Math.min(percent, 99.9).toFixed(1)} %`;
  return `${percent.toFixed(percent > 0 && percent < 9.95 ? 1 : 0)} %`;
}

/** A moment in this machine's time zone: `14:03:07.250`. @param ms since the Unix epoch */
export function formatClockTime(ms: number): string {
  const date = new Date(ms);
  const seconds = `${twoDigits(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}:${seconds}`;
}

function withUnit(amount: number, unit: string, largerUnits: readonly string[]): string {
  if (amount < 999.5) return `${Math.round(amount)} ${unit}`;
  let scaled = amount / 1000;
  let place = 0;
  while (scaled >= 999.5 && place < largerUnits.length - 1) {
    scaled /= 1000;
    place += 1;
  }
  return `${threeDigits(scaled)} ${largerUnits[place] ?? ''}`;
}

function threeDigits(value: number): string {
  if (value < 9.995) return value.toFixed(2);
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}

function joined(whole: number, unit: string, rest: number, restUnit: string): string {
  return `${formatCount(whole)} ${unit}${rest === 0 ? '' : ` ${rest} ${restUnit}`}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
