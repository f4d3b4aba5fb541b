import type { SeededRandom } from '../../src/demo/seededRandom.ts';

/** A message that a feed is to publish. */
export interface PlannedMessage {
  /** Since the feed began. */
  readonly atMs: number;
  readonly sizeBytes: number;
}

/** A feed of the check: what it publishes, and how it is asked for and answered. */
export interface CheckedFeed {
  readonly name: string;
  /** Of short polling. */
  readonly intervalMs: number;
  /** Added to the heads of requests, as cookies and tokens do, and to those of answers, as policies do. */
  readonly requestHeadBytes?: number;
  readonly answerHeadBytes?: number;
  readonly plan: (random: SeededRandom) => PlannedMessage[];
}

/** How long each feed is captured: not a multiple of an interval, so that no poll falls on its very end. */
export const CAPTURED_MS = 30_250;
/** Messages come in between: streams have opened by then, and the last poll is after the last of them. */
const FIRST_MS = 600;
const LAST_MS = 27_600;

export const CHECKED_FEEDS: readonly CheckedFeed[] = [
  { name: 'steady, 2 a second', intervalMs: 1_000, plan: every(500, 250) },
  { name: 'steady, 20 a second', intervalMs: 500, plan: every(50, 200) },
  { name: 'random, 3 a second', intervalMs: 1_000, plan: random(333, () => 300) },
  { name: 'bursts of 10 at once', intervalMs: 2_000, plan: bursts(3_000, 10, 0, 250) },
  { name: 'bursts of 12, 40 ms apart', intervalMs: 1_000, plan: bursts(2_500, 12, 40, 250) },
  { name: 'sparse, 1 in 6 s', intervalMs: 2_000, plan: every(6_000, 400) },
  { name: 'a single message', intervalMs: 5_000, plan: () => [{ atMs: 26_500, sizeBytes: 300 }] },
  { name: 'heavy, 64 kB', intervalMs: 1_000, plan: every(800, 65_536) },
  { name: 'very heavy, 128 kB', intervalMs: 5_000, plan: every(2_500, 131_072) },
  { name: 'tiny, 5 a second', intervalMs: 1_000, plan: every(200, 60) },
  { name: 'tiny and sparse', intervalMs: 1_000, plan: every(4_000, 60) },
  {
    name: 'sizes from 100 B to 20 kB',
    intervalMs: 2_000,
    plan: random(400, (chance) => Math.round(100 * 200 ** chance.next())),
  },
  { name: 'large request heads', intervalMs: 1_000, requestHeadBytes: 2_000, plan: random(700, () => 200) },
  { name: 'large answer heads', intervalMs: 1_000, answerHeadBytes: 3_000, plan: random(700, () => 200) },
  {
    name: 'large heads, sparse',
    intervalMs: 3_000,
    requestHeadBytes: 1_500,
    answerHeadBytes: 1_500,
    plan: every(5_000, 150),
  },
  { name: 'polled 10 times a second', intervalMs: 100, plan: random(900, () => 400) },
];

function every(gapMs: number, sizeBytes: number): CheckedFeed['plan'] {
  // Not in step with any interval: a message at the very moment of a poll may be in it or not.
  return (chance) =>
    timesFrom(FIRST_MS + gapMs / 2, () => gapMs * (0.9 + 0.2 * chance.next())).map((atMs) => ({
      atMs,
      sizeBytes,
    }));
}

function random(meanGapMs: number, sizeOf: (chance: SeededRandom) => number): CheckedFeed['plan'] {
  return (chance) =>
    timesFrom(FIRST_MS, () => meanGapMs * chance.exponential()).map((atMs) => ({
      atMs,
      sizeBytes: sizeOf(chance),
    }));
}

function bursts(periodMs: number, count: number, gapMs: number, sizeBytes: number): CheckedFeed['plan'] {
  return (chance) =>
    timesFrom(FIRST_MS + 400, () => periodMs * (0.8 + 0.4 * chance.next())).flatMap((beginMs) =>
      Array.from({ length: count }, (_, place) => ({ atMs: beginMs + place * gapMs, sizeBytes })),
    );
}

function timesFrom(firstMs: number, nextGapMs: () => number): number[] {
  const times: number[] = [];
  for (let atMs = firstMs; atMs <= LAST_MS; atMs += nextGapMs()) times.push(atMs);
  return times;
}
