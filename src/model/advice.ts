import type { Comparison } from '../protocol/comparison.ts';
import { type Method, METHOD_LABELS } from '../protocol/method.ts';
import type { ReplayCheck } from '../protocol/replay.ts';
import { adviceEvidence, type AdvicePoint, SUBSCRIPTION_MESSAGES } from './adviceEvidence.ts';
import type { FigureColumn } from './comparisonRows.ts';
import { differ, rangeOf, TOLD_BY, type ToldBy } from './figureErrors.ts';
import { countOf, formatBitRate, formatCount, formatShare } from './format.ts';

/** What a comparison says of the choice between the methods. */
export interface Advice {
  /** One sentence. */
  readonly headline: string;
  /** Null: it cannot be told, and the headline says why. */
  readonly recommended: Method | null;
  readonly points: readonly AdvicePoint[];
}

/** A saving by WebSocket that is smaller is not worth the harder app, as a share of the wire bytes. */
const WORTH_COMPLEXITY_SHARE = 0.25;
/** What a fast network card carries, in bits a second. */
const SERVER_BITS_PER_SECOND = 100e9;

const TOLD_BY_WORDS: Readonly<Record<ToldBy, string>> = {
  requests: 'requests',
  bytes: 'wire bytes',
  delay: 'delay',
};

/**
 * Advice from the three questions that decide between the methods: how often data changes, whether both sides must talk, and
 * how complex the app may get. No method is recommended where the figures do not tell it from the others by more than they may be off.
 */
export function adviseOn(comparison: Comparison, check: ReplayCheck | null): Advice {
  const columns = comparison.columns.filter((column): column is FigureColumn => column.kind !== 'unknown');
  return { ...verdictOn(comparison, columns, check), points: adviceEvidence(columns, comparison, check) };
}

type Verdict = Pick<Advice, 'headline' | 'recommended'>;

function verdictOn(
  comparison: Comparison,
  columns: readonly FigureColumn[],
  check: ReplayCheck | null,
): Verdict {
  const [doubt] = doubtsOn(comparison, columns);
  if (doubt !== undefined) return cannotTell(doubt);
  const sent = columns.find(({ method, kind }) => kind === 'measured' && method === 'websocket');
  const sentMessages = sent?.kind === 'measured' ? sent.sentMessages : 0;
  if (sentMessages > SUBSCRIPTION_MESSAGES) {
    return {
      recommended: 'websocket',
      headline: `WebSocket fits this feed: both sides talk, the client sent ${countOf(sentMessages, 'message')}, each of which would be a request of its own by another method.`,
    };
  }
  return verdictOnOneWay(columns, check, sent !== undefined);
}

/** Why nothing can be told, the gravest first. */
function doubtsOn(
  { doubts, assumptions: { clients } }: Comparison,
  columns: readonly FigureColumn[],
): string[] {
  const messages = Math.max(0, ...columns.map(({ figures }) => figures.messages));
  const bitRates = columns.flatMap(({ capacity }) => capacity?.receivedBitsPerSecond ?? []);
  const leastBits = Math.min(...bitRates);
  return [
    ...doubts,
    ...(columns.length === 0 ? ['nothing could be compared'] : []),
    ...(messages === 0 ? ['no message has come'] : []),
    ...(bitRates.length > 0 && leastBits > SERVER_BITS_PER_SECOND
      ? [
          `${countOf(clients, 'client')} would take ${formatBitRate(leastBits)} by any method, where a fast server has ${formatBitRate(SERVER_BITS_PER_SECOND)}, so send less before choosing how`,
        ]
      : []),
  ];
}

/** Where only the server talks, the easiest method that pushes is measured against each of the others. */
function verdictOnOneWay(
  columns: readonly FigureColumn[],
  check: ReplayCheck | null,
  isWebSocketSeen: boolean,
): Verdict {
  const own = columns.find(({ method }) => method === 'sse');
  if (own === undefined) return cannotTell('nothing is known of SSE here');
  if (own.kind === 'measured' && (own.missing ?? 0) > 0) {
    return cannotTell(
      `SSE missed ${countOf(own.missing ?? 0, 'message')} that others had: find out why first`,
    );
  }
  for (const rival of columns) {
    if (rival === own) continue;
    const reason =
      rival.method === 'websocket'
        ? reasonForWebSocket(own, rival, check)
        : reasonForPolling(own, rival, check);
    if (reason !== null) return cannotTell(reason);
  }
  const polled = rivalOf(own, columns);
  if (polled === undefined) return cannotTell('there is nothing to compare SSE with');
  const proviso = isWebSocketSeen ? '' : ', if only the server has to talk';
  return {
    recommended: 'sse',
    headline: `SSE fits this feed${proviso}: ${gainText(own, polled, check)}.`,
  };
}

/** Why SSE is not to be preferred to a way of polling; null: it is. */
function reasonForPolling(own: FigureColumn, rival: FigureColumn, check: ReplayCheck | null): string | null {
  const differences = TOLD_BY.map((figure) => [figure, differ(figure, own, rival, check)] as const);
  const of = (kind: 'better' | 'worse'): string[] =>
    differences.flatMap(([figure, difference]) => (difference === kind ? [TOLD_BY_WORDS[figure]] : []));
  const [better, worse] = [of('better'), of('worse')];
  const method = METHOD_LABELS[rival.method];
  if (better.length === 0 && worse.length === 0)
    return `SSE and ${method} differ by less than their figures may be off`;
  if (worse.length === 0) return null;
  if (better.length === 0) return `${method} does better than SSE in ${worse.join(' and ')}`;
  return `SSE does better than ${method} in ${better.join(' and ')}, and worse in ${worse.join(' and ')}: it depends on what counts`;
}

/** A WebSocket that saves a lot may be worth what it takes. */
function reasonForWebSocket(
  own: FigureColumn,
  rival: FigureColumn,
  check: ReplayCheck | null,
): string | null {
  const [bytes, others] = [rangeOf('bytes', own, check), rangeOf('bytes', rival, check)];
  if (differ('delay', own, rival, check) === 'worse') {
    return 'WebSocket delivers sooner than SSE, for an app that is harder to build: it depends on how complex yours may get';
  }
  if (bytes === null || others === null || !(others.high < (1 - WORTH_COMPLEXITY_SHARE) * bytes.low))
    return null;
  return `WebSocket takes at least ${formatShare(1 - others.high / bytes.low)} fewer wire bytes than SSE, for an app that is harder to build: it depends on how complex yours may get`;
}

/** What SSE is set beside: how the feed is polled now, else how it would be. */
function rivalOf(own: FigureColumn, columns: readonly FigureColumn[]): FigureColumn | undefined {
  const polled = columns.filter(({ method }) => method === 'short-polling' || method === 'long-polling');
  return polled.find(({ kind }) => kind === 'measured') ?? polled.find((column) => column !== own);
}

function gainText(own: FigureColumn, polled: FigureColumn, check: ReplayCheck | null): string {
  const share = bytesPerMs(own) / bytesPerMs(polled);
  const verb = polled.kind === 'measured' ? 'needed' : 'would need';
  const requests = (polled.figures.requests * own.spanMs) / polled.spanMs;
  const isFewerBytes = differ('bytes', own, polled, check) === 'better';
  const ease = polled.method === 'short-polling' ? 'and it is as easy to build' : 'and it is easier to build';
  return [
    `${countOf(own.figures.requests, 'request')} where ${METHOD_LABELS[polled.method].toLowerCase()} ${verb} ${formatCount(requests)}`,
    ...(isFewerBytes ? [`${formatShare(1 - share)} fewer wire bytes`] : []),
    ease,
  ].join(', ');
}

function bytesPerMs({ figures: { receivedBytes, sentBytes }, spanMs }: FigureColumn): number {
  return (receivedBytes + sentBytes) / spanMs;
}

function cannotTell(reason: string): Verdict {
  return { recommended: null, headline: `It cannot be told which method is right here: ${reason}.` };
}
