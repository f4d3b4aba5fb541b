import type { ClockUncertainty } from '../protocol/comparison.ts';

/** An answer that says what its server's clock showed. */
export interface DatedAnswer {
  /** When it was asked, and when its first byte came, in ms since the Unix epoch. */
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
  /** The value of its `Date` field. */
  readonly date: string;
}

const NOTHING: ClockUncertainty = { basis: 'unknown', aheadMs: null };
const SAME: ClockUncertainty = { basis: 'same machine', aheadMs: { low: 0, high: 0 } };
/** A `Date` leaves out what there is beyond its second (RFC 9110, section 5.6.7). */
const DATE_UNIT_MS = 1_000;

/**
 * By how much a server's clock is ahead of this one. An answer was dated between the moment it was asked for and the moment
 * it came, in the second that its date names; each answer bounds the difference anew, and a few polls within a second
 * bound it to their round trip. Cached answers and drifting clocks can contradict each other: then nothing is known.
 * @param isLocal whether the server is reached at an address of this machine
 */
export function clockBounds(answers: readonly DatedAnswer[], isLocal: boolean): ClockUncertainty {
  const bounds = answers.flatMap(({ askedAtMs, answeredAtMs, date }) => {
    const datedMs = Date.parse(date);
    if (Number.isNaN(datedMs)) return [];
    return [{ low: datedMs - answeredAtMs, high: datedMs + DATE_UNIT_MS - askedAtMs }];
  });
  const low = Math.max(...bounds.map((bound) => bound.low));
  const high = Math.min(...bounds.map((bound) => bound.high));
  // A port of this machine may be forwarded to another one, whose clock then tells.
  if (isLocal && (bounds.length === 0 || (low <= 0 && high >= 0))) return SAME;
  return bounds.length === 0 || low > high ? NOTHING : { basis: 'Date field', aheadMs: { low, high } };
}
