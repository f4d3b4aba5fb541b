import type { CaptureSummary } from '../protocol/capture.ts';
import type { ClockUncertainty } from '../protocol/comparison.ts';
import type { TimedError } from '../protocol/errors.ts';
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
/** Until there are so many messages, how often they come is a guess: its standard error is one part in the root of them. */
const FEWEST_MESSAGES = 5;
/** In ms: what is shorter shows how a method begins, and not what it costs. */
const SHORTEST_SPAN_MS = 5_000;

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

/**
 * Why captures do not tell which method is right, as phrases.
 * @param all those that are compared; where there are several, with how their messages match
 */
export function comparisonDoubts(all: readonly NotedCapture[], { basis }: Pick<Match, 'basis'>): string[] {
  const withMessages = all.filter(({ index }) => index.count > 0);
  const mostMessages = Math.max(0, ...withMessages.map(({ index }) => index.count));
  const longestMs = longestOf(all);
  if (all.length === 0) return ['no capture has connected yet'];
  if (mostMessages === 0) return ['no message has come'];
  return [
    ...(withMessages.length > 1 && basis === 'none'
      ? ['no message can be found in two of the captures, which may not be of the same source']
      : []),
    ...(longestMs < SHORTEST_SPAN_MS
      ? [
          `${formatDuration(longestMs)} is too short to tell, capture for at least ${formatDuration(SHORTEST_SPAN_MS)}`,
        ]
      : []),
    ...(mostMessages < FEWEST_MESSAGES
      ? [
          `${countOf(mostMessages, 'message')} in ${formatDuration(longestMs)} ${mostMessages === 1 ? 'is' : 'are'} too few to say how often data changes`,
        ]
      : []),
    ...all.flatMap((capture) => captureDoubts(capture, longestMs)),
  ];
}

function captureDoubts(capture: NotedCapture, longestMs: number): string[] {
  const { summary, hasLostFrames } = capture;
  const method = METHOD_LABELS[summary.feed.method];
  return [
    ...(isMuchShorter(capture, longestMs) ? [`the capture by ${method} is much shorter than another`] : []),
    ...(hasLostFrames ? [`the oldest messages of ${method} were dropped`] : []),
    ...(missedPathOf(capture) === undefined ? [] : [`a path into the messages of ${method} found nothing`]),
    ...(isClockDoubtful(capture)
      ? [`the clock that stamps the messages of ${method} disagrees with this one`]
      : []),
  ];
}

/** What limits the figures of one capture, in words. */
export function captureCaveats(capture: NotedCapture, all: readonly NotedCapture[]): string[] {
  const { spanMs, hasLostFrames } = capture;
  const longestMs = longestOf(all);
  const missedPath = missedPathOf(capture);
  return [
    ...(isMuchShorter(capture, longestMs)
      ? [
          `It was open for ${formatDuration(spanMs)} where another was for ${formatDuration(longestMs)}: totals cannot be compared, rates and delays can.`,
        ]
      : []),
    ...(hasLostFrames
      ? ['Its oldest messages were dropped to stay within a limit: they are counted, but not matched.']
      : []),
    ...(capture.summary.isCut
      ? [
          'Only a part of it is in this recording: requests that go beyond it are counted with all their bytes.',
        ]
      : []),
    ...(missedPath === undefined ? [] : [`${missedPath.message}: what it was to find is not compared.`]),
    ...clockCaveats(capture),
  ];
}

function longestOf(captures: readonly NotedCapture[]): number {
  return Math.max(0, ...captures.map(({ spanMs }) => spanMs));
}

function isMuchShorter({ spanMs }: NotedCapture, longestMs: number): boolean {
  return spanMs < MUCH_SHORTER_SHARE * longestMs;
}

function missedPathOf({ summary }: NotedCapture): TimedError | undefined {
  return summary.errors.find(({ code }) => code === 'path-found-nothing');
}

/** Whether delays against the messages' own time are those of clocks: a clock that is off by less only blurs them. */
function isClockDoubtful({ summary: { delays }, clock: { aheadMs } }: NotedCapture): boolean {
  if (delays === null) return false;
  const leastMs = aheadMs === null ? 0 : Math.max(aheadMs.low, -aheadMs.high);
  return delays.max === 0 || delays.p50 > DOUBTFUL_DELAY_MS || leastMs > DOUBTFUL_DELAY_MS;
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
