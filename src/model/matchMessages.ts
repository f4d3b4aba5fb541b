import type { Quantiles } from '../protocol/capture.ts';
import type { MatchBasis } from '../protocol/comparison.ts';
import { Histogram } from './histogram.ts';
import { JitterMeter } from './jitter.ts';
import { KeyTable } from './keyTable.ts';
import type { MessageIndex } from './messageIndex.ts';

/**
 * How much later than another capture one may have a message, in ms, where only time tells whether it must have it:
 * shorter, and a message under way would count as missing.
 */
const LATEST_ARRIVAL_MS = 2_000;
const ABSENT = -1;

/** A capture to be matched with others. */
export interface MatchInput {
  readonly index: MessageIndex;
  /** From when it was open, in ms since the Unix epoch. */
  readonly coveredFromMs: number;
  /** Until when it would have received what there was, in ms since the Unix epoch. */
  readonly coveredToMs: number;
}

/** What matching says of one capture. */
export interface MatchedCapture {
  /** Messages that others had while it was covered too. Null: there is no other capture. */
  readonly missing: number | null;
  /** Arrival minus the earliest arrival among the captures that have the message. Null: none is shared. */
  readonly delays: Quantiles | null;
  /** By how much one of these differs from the one before, on average. */
  readonly jitterMs: number | null;
}

export interface Match {
  readonly basis: MatchBasis;
  /** Distinct messages over all captures. */
  readonly distinct: number;
  /** Contents that came more than once in one capture: these messages cannot be told apart, so they are not matched. */
  readonly repeated: number;
  /** In the order of the input. */
  readonly captures: readonly MatchedCapture[];
}

interface Numbered {
  readonly input: MatchInput;
  /** Number of each of its messages. */
  readonly numbers: Int32Array;
  /** Its first message of each number; ABSENT where it has none. */
  readonly firstOf: Int32Array;
}

/**
 * Finds out which messages of several captures are the same ones: by id where every message of every capture has one
 * and some are shared, else by content. Missing is what lies, in another capture, between messages that both have,
 * whatever the clocks say; and after the last of these, or where none is shared, what came while both were open.
 */
export function matchMessages(inputs: readonly MatchInput[]): Match {
  const filled = inputs.filter(({ index }) => index.count > 0);
  if (filled.length > 0 && filled.every(({ index }) => index.hasIds)) {
    const match = matchBy(inputs, 'message id');
    if (filled.length === 1 || match.captures.some(({ delays }) => delays !== null)) return match;
  }
  return matchBy(inputs, 'content');
}

function matchBy(inputs: readonly MatchInput[], basis: 'message id' | 'content'): Match {
  const table = new KeyTable();
  const numbers = inputs.map(({ index }) => numberMessages(index, basis, table));
  const captures = inputs.map((input, place): Numbered => ({
    input,
    ...locate(numbers[place] ?? new Int32Array(), table.count),
  }));
  // The same id twice is the same message twice; the same content twice may be two messages.
  const repeats = basis === 'content' ? mostRepeats(captures, table.count) : new Uint32Array(table.count);
  const isMatched = (number: number): boolean => (repeats[number] ?? 0) <= 1;
  const earliestMs = earliestArrivals(captures, table.count);
  const matched = captures.map((capture) => ({
    missing: missingFrom(capture, captures, table.count, isMatched),
    ...delaysOf(capture, captures, earliestMs, isMatched),
  }));
  const isAnyShared = matched.some(({ delays }) => delays !== null);
  return {
    basis: isAnyShared ? basis : 'none',
    distinct: repeats.reduce((total, count) => total + Math.max(1, count), 0),
    repeated: repeats.reduce((total, count) => total + (count > 1 ? 1 : 0), 0),
    captures: matched,
  };
}

function numberMessages(index: MessageIndex, basis: 'message id' | 'content', table: KeyTable): Int32Array {
  const numbers = new Int32Array(index.count);
  for (let message = 0; message < numbers.length; message++) {
    numbers[message] = table.numberOf(basis === 'content' ? index.contentKey(message) : index.idKey(message));
  }
  return numbers;
}

function locate(numbers: Int32Array, distinct: number): Omit<Numbered, 'input'> {
  const firstOf = new Int32Array(distinct).fill(ABSENT);
  for (let message = numbers.length - 1; message >= 0; message--) firstOf[numbers[message] ?? 0] = message;
  return { numbers, firstOf };
}

/** How often each number came in the capture where it came most often. */
function mostRepeats(captures: readonly Numbered[], distinct: number): Uint32Array {
  const most = new Uint32Array(distinct);
  for (const { numbers } of captures) {
    const counts = new Uint32Array(distinct);
    for (const number of numbers) {
      const count = (counts[number] ?? 0) + 1;
      counts[number] = count;
      if (count > (most[number] ?? 0)) most[number] = count;
    }
  }
  return most;
}

function earliestArrivals(captures: readonly Numbered[], distinct: number): Float64Array {
  const earliestMs = new Float64Array(distinct).fill(Infinity);
  for (const { input, firstOf } of captures) {
    for (let number = 0; number < distinct; number++) {
      const first = firstOf[number] ?? ABSENT;
      if (first === ABSENT) continue;
      earliestMs[number] = Math.min(earliestMs[number] ?? Infinity, input.index.atMs(first));
    }
  }
  return earliestMs;
}

function delaysOf(
  capture: Numbered,
  captures: readonly Numbered[],
  earliestMs: Float64Array,
  isMatched: (number: number) => boolean,
): Pick<MatchedCapture, 'delays' | 'jitterMs'> {
  const delays = new Histogram();
  const jitter = new JitterMeter();
  const others = captures.filter((other) => other !== capture);
  // In order of arrival, as jitter goes from one message to the next.
  for (const [message, number] of capture.numbers.entries()) {
    if (capture.firstOf[number] !== message || !isMatched(number)) continue;
    if (!others.some((other) => other.firstOf[number] !== ABSENT)) continue;
    const delayMs = capture.input.index.atMs(message) - (earliestMs[number] ?? 0);
    delays.record(delayMs);
    jitter.record(delayMs);
  }
  return { delays: delays.toQuantiles(), jitterMs: jitter.meanMs };
}

function missingFrom(
  capture: Numbered,
  captures: readonly Numbered[],
  distinct: number,
  isMatched: (number: number) => boolean,
): number | null {
  if (captures.length < 2) return null;
  const { coveredFromMs, coveredToMs } = capture.input;
  const isMissing = new Uint8Array(distinct);
  const isShared = (number: number): boolean => capture.firstOf[number] !== ABSENT && isMatched(number);
  for (const other of captures) {
    if (other === capture) continue;
    const { numbers } = other;
    const first = numbers.findIndex(isShared);
    const last = numbers.findLastIndex(isShared);
    const isCovered = (message: number): boolean => {
      if (first >= 0 && message < first) return false;
      if (message < last) return true;
      const atMs = other.input.index.atMs(message);
      const isLateEnough = first >= 0 || atMs > coveredFromMs + LATEST_ARRIVAL_MS;
      return isLateEnough && atMs < coveredToMs - LATEST_ARRIVAL_MS;
    };
    for (const [message, number] of numbers.entries()) {
      if (capture.firstOf[number] === ABSENT && isMatched(number) && isCovered(message))
        isMissing[number] = 1;
    }
  }
  return isMissing.reduce((total, flag) => total + flag, 0);
}
