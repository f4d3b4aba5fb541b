import type { CaptureSummary } from '../protocol/capture.ts';
import type { ClockUncertainty } from '../protocol/comparison.ts';
import { METHOD_LABELS } from '../protocol/method.ts';
import { countOf, formatDuration } from './format.ts';
import type { Match } from './matchMessages.ts';
import type { MessageIndex } from './messageIndex.ts';

/** A capture as it is compared, and over how long. */
export interface NotedCapture {
  readonly summary: CaptureSummary;
  readonly index: MessageIndex;
  readonly spanMs: number;
  readonly clock: ClockUncertainty;
  readonly hasLostFrames: boolean;
}

/** A capture shorter than this share of another one is said to be. */
const MUCH_SHORTER_SHARE = 0.5;
/** A delay beyond this, in ms, says more of clocks than of the way. */
const DOUBTFUL_DELAY_MS = 600_000;

/** What of a comparison holds for all of it, in words. @param openedCount captures there are, older ones included */
export function comparisonNotes(
  captures: readonly NotedCapture[],
  openedCount: number,
  { basis, repeated }: Match,
): string[] {
  const withMessages = captures.filter(({ index }) => index.count > 0);
  return [
    ...(openedCount > captures.length ? ['Of each method, the newest capture is compared.'] : []),
    ...(captures.length > 0 && withMessages.length === 0
      ? ['No message has come: what is compared is what it costs to wait for one.']
      : []),
    ...(withMessages.length > 1 && basis === 'none'
      ? ['No message is in two captures: they may not be of the same source, or not at the same time.']
      : []),
    ...(repeated > 0
      ? [`${countOf(repeated, 'content')} came more than once; without ids these messages cannot be matched.`]
      : []),
    ...captures
      .filter(({ index }) => index.forgotten > 0)
      .map(
        ({ summary, index }) =>
          `${METHOD_LABELS[summary.feed.method]}: the most recent ${index.count} messages are matched.`,
      ),
  ];
}

/** What limits the figures of one capture, in words. */
export function captureCaveats(capture: NotedCapture, all: readonly NotedCapture[]): string[] {
  const { summary, spanMs, hasLostFrames } = capture;
  const longestMs = Math.max(...all.map((other) => other.spanMs));
  const missedPath = summary.errors.find(({ code }) => code === 'path-found-nothing');
  return [
    ...(spanMs < MUCH_SHORTER_SHARE * longestMs
      ? [
          `It was open for ${formatDuration(spanMs)} where another was for ${formatDuration(longestMs)}: totals cannot be compared, rates and delays can.`,
        ]
      : []),
    ...(hasLostFrames
      ? ['Its oldest messages were dropped to stay within a limit: they are counted, but not matched.']
      : []),
    ...(missedPath === undefined ? [] : [`${missedPath.message}: what it was to find is not compared.`]),
    ...clockCaveats(capture),
  ];
}

function clockCaveats({ summary, clock }: NotedCapture): string[] {
  const { delays } = summary;
  if (delays === null) return [];
  const { aheadMs } = clock;
  if (clock.basis === 'Date field' && aheadMs !== null && (aheadMs.low > 0 || aheadMs.high < 0)) {
    const [word, leastMs] = aheadMs.low > 0 ? ['ahead of', aheadMs.low] : ['behind', -aheadMs.high];
    return [
      `The server's clock is at least ${formatDuration(leastMs)} ${word} this one: its delays are off by that.`,
    ];
  }
  // A delay below zero counts as none.
  if (delays.max === 0)
    return ['Every message came before its own time: the clocks disagree, and its delays say nothing.'];
  if (delays.p50 > DOUBTFUL_DELAY_MS) {
    return [
      `Messages are ${formatDuration(delays.p50)} old when they come: either they are, or the clocks disagree.`,
    ];
  }
  return [];
}
