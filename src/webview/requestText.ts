import { countOf } from '../model/format.ts';
import { maskedAddress } from '../model/secrets.ts';
import type { Feed } from '../protocol/feed.ts';
import type { RequestPhases, RequestPurpose, RequestRecord, Wire } from '../protocol/request.ts';
import { OUTCOME_WORDS } from './timeline/timelineTip.ts';

export const PURPOSE_WORDS: Readonly<Record<RequestPurpose, string>> = {
  poll: 'Poll',
  stream: 'Stream',
  upgrade: 'Upgrade',
};

/** What a request brought, in words. */
export function outcomeText({ outcome, messageCount, purpose }: RequestRecord): string {
  const brought = countOf(messageCount, 'message');
  if (outcome === 'messages') return brought;
  if (outcome === 'streaming' || outcome === 'streamed') return `${OUTCOME_WORDS[outcome]}, ${brought}`;
  if (outcome === 'pending' && purpose !== 'poll') return 'connecting';
  return OUTCOME_WORDS[outcome];
}

/** @param nowMs for a request that has not ended */
export function requestDurationMs(request: RequestRecord, nowMs: number): number {
  return Math.max(0, (request.endedAtMs ?? nowMs) - request.startedAtMs);
}

/** Path and query without their secrets: of requests to one address, the part that differs. */
export function requestTarget({ url }: RequestRecord): string {
  const parsed = URL.parse(url);
  return maskedAddress(parsed === null ? url : `${parsed.pathname}${parsed.search}`);
}

/** What the request's connection runs over: `new, HTTP/2 over TLSv1.3, to 127.0.0.1:443 through proxy:3128`. */
export function connectionText({ connection, httpVersion, isConnectionReused }: RequestRecord): string {
  const http = httpVersion === null ? '' : `, HTTP/${httpVersion}`;
  const reused = isConnectionReused ? 'reused' : 'new';
  if (connection === null) return `${reused}${http}`;
  const tls = connection.tls === null ? '' : ` over ${connection.tls}`;
  const to = connection.remote === '' ? '' : `, to ${connection.remote}`;
  const proxy = connection.proxy === null ? '' : ` through the proxy ${connection.proxy}`;
  return `${reused}${http}${tls}${to}${proxy}`;
}

/** How much smaller the payload was on the wire; null where nothing was compressed. */
export function compressionText({ parts: { payload, decoded } }: Wire): string | null {
  const ratio = (encodedBytes: number, plainBytes: number): string | null =>
    encodedBytes === plainBytes || encodedBytes === 0
      ? null
      : `${(plainBytes / encodedBytes).toFixed(1)} to 1`;
  const received = ratio(payload.receivedBytes, decoded.receivedBytes);
  const sent = ratio(payload.sentBytes, decoded.sentBytes);
  if (received === null && sent === null) return null;
  const parts = [...(received === null ? [] : [`${received} in`]), ...(sent === null ? [] : [`${sent} out`])];
  return `Compressed ${parts.join(', ')}`;
}

/**
 * The body that a request was sent with: a feed has one for all of its requests, and a redirect may leave it out.
 * @param feed of its capture
 */
export function requestBody({ purpose, wire }: RequestRecord, feed: Feed | null): string | null {
  const wasSent = purpose !== 'upgrade' && wire.parts.payload.sentBytes > 0;
  return wasSent ? (feed?.body ?? null) : null;
}

export interface Phase {
  readonly name: 'dns' | 'connect' | 'tls' | 'wait' | 'transfer';
  readonly label: string;
  readonly ms: number;
}

/** The phases that happened, in order. */
export function phasesOf(phases: RequestPhases): readonly Phase[] {
  const all = [
    ['dns', 'DNS', phases.dnsMs],
    ['connect', 'TCP', phases.connectMs],
    ['tls', 'TLS', phases.tlsMs],
    ['wait', 'First byte', phases.waitMs],
    ['transfer', 'Transfer', phases.transferMs],
  ] as const;
  return all.flatMap(([name, label, ms]) => (ms === null ? [] : [{ name, label, ms }]));
}

/** A phase with its place on the request's own time axis. */
export interface PlacedPhase extends Phase {
  readonly startMs: number;
}

export interface Waterfall {
  readonly phases: readonly PlacedPhase[];
  /** What the axis spans. */
  readonly spanMs: number;
  /** Whether the request goes on beyond the axis: a stream that has run for long would leave its beginning no room. */
  readonly isCut: boolean;
}

/** How much longer than its beginning a stream may be for the axis to have all of it. */
const WHOLE_STREAM = 10;

/** @param wholeMs how long the request took, or has taken */
export function waterfallOf({ phases, purpose, endedAtMs }: RequestRecord, wholeMs: number): Waterfall {
  let atMs = 0;
  const placed = phasesOf(phases).map((phase) => {
    // What the connection took is at the beginning; the answer is at the end, for it took some time to ask, too.
    const isAnswer = phase.name === 'wait' || phase.name === 'transfer';
    const untilEndMs = (phase.name === 'wait' ? (phases.waitMs ?? 0) : 0) + (phases.transferMs ?? 0);
    const isPlacedFromEnd = isAnswer && endedAtMs !== null && phases.transferMs !== null;
    const startMs = isPlacedFromEnd ? Math.max(atMs, wholeMs - untilEndMs) : atMs;
    atMs = startMs + phase.ms;
    return { ...phase, startMs };
  });
  const beginningMs = placed
    .filter(({ name }) => name !== 'transfer')
    .reduce((latest, { startMs, ms }) => Math.max(latest, startMs + ms), 0);
  const isCut = purpose !== 'poll' && beginningMs > 0 && wholeMs > WHOLE_STREAM * beginningMs;
  return { phases: placed, spanMs: isCut ? 1.25 * beginningMs : Math.max(wholeMs, atMs, 0.001), isCut };
}

export interface HeadLine {
  /** Null: the start line. */
  readonly name: string | null;
  readonly value: string;
}

/**
 * A head's lines, without the blank one that ends it.
 * @param hasStartLine whether the first one is none of a field: trailers have none
 */
export function headLines(head: string, hasStartLine = true): readonly HeadLine[] {
  return head
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line, index) => {
      const colon = line.indexOf(':');
      if ((index === 0 && hasStartLine) || colon < 1) return { name: null, value: line };
      return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
    });
}
