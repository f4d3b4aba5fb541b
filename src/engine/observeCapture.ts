import { clockBounds, type DatedAnswer } from '../model/clockBounds.ts';
import type { EndpointTraffic, IdleAnswer, SampledHead } from '../model/estimate/endpointTraffic.ts';
import { fieldOf, hasField, headBytes, parseHead } from '../model/estimate/httpHead.ts';
import type { Observation } from '../model/estimate/observation.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import { InspectorError } from '../protocol/errors.ts';
import { isPolling } from '../protocol/method.ts';
import type { RequestRecord } from '../protocol/request.ts';
import type { CapturedFrames } from './capturedFrames.ts';
import type { RequestLog } from './log/requestLog.ts';

/** The most recent requests of a session that are looked at, and how many of a capture are enough. */
const RECENT_REQUESTS = 200;
const ENOUGH_REQUESTS = 40;
/** An answer without news that comes sooner, in ms, was not held. */
const SHORTEST_HOLD_MS = 100;
const LOCAL_ADDRESS = /^(?:127\.|\[?::1\]?[:\]]|\/|localhost)/;

/** What a capture has shown of its endpoint so far. */
export function observeCapture(
  requests: RequestLog,
  summary: CaptureSummary,
  frames: CapturedFrames,
  nowMs: number,
): Observation {
  const { first, recent } = sampleRequests(requests, summary.captureId);
  const all = first === null ? recent : [first, ...recent];
  // An answer that came at once took a round trip too, and what the server needed for it.
  const tripsMs = all.flatMap(({ phases }) => [phases.connectMs ?? [], phases.waitMs ?? []].flat());
  const last = all.at(-1);
  const head = last?.responseHead == null ? null : parseHead(last.responseHead);
  const keepAlive = /timeout=(\d+)/i.exec((head && fieldOf(head, 'Keep-Alive')) ?? '')?.[1];
  const isStream = !isPolling(summary.feed.method);
  const spanMs = (summary.endedAtMs ?? nowMs) - (summary.openedAtMs ?? summary.startedAtMs);
  return {
    traffic: trafficOf(summary, frames, first, recent),
    roundTripMs: tripsMs.length === 0 ? null : Math.min(...tripsMs),
    connectRoundTrips: last?.connection == null ? null : roundTripsOf(last.connection.tls),
    httpVersion: summary.feed.method === 'websocket' ? null : versionOf(last?.httpVersion ?? null),
    keepAliveMs: keepAlive === undefined ? null : Number(keepAlive) * 1000,
    heartbeatMs: isStream ? frames.heartbeatMs(spanMs) : null,
    holdMs: summary.feed.method === 'long-polling' ? longestHold(recent) : null,
    isCompressed: head === null ? null : isCompressedBy(head),
    clock: clockBounds(all.flatMap(datedAnswer), all.some(isLocal)),
    compress: () => frames.compression(),
  };
}

interface SampledRequests {
  /** The capture's very first; null where it is gone, or not answered. */
  readonly first: RequestRecord | null;
  /** The most recent others, oldest first. */
  readonly recent: readonly RequestRecord[];
}

function sampleRequests(requests: RequestLog, captureId: number): SampledRequests {
  const recent = requests
    .page(Math.max(0, requests.count - RECENT_REQUESTS), requests.count)
    .filter((request) => request.captureId === captureId && request.index > 0 && isAnswered(request))
    .slice(-ENOUGH_REQUESTS)
    .map(({ index }) => requests.get(captureId, index));
  return { first: firstOf(requests, captureId), recent };
}

function firstOf(requests: RequestLog, captureId: number): RequestRecord | null {
  try {
    const first = requests.get(captureId, 0);
    return isAnswered(first) ? first : null;
  } catch (error) {
    if (error instanceof InspectorError && error.code === 'not-found') return null;
    throw error;
  }
}

function isAnswered({ status, outcome }: RequestRecord): boolean {
  return status !== null && outcome !== 'redirected' && outcome !== 'failed';
}

function trafficOf(
  summary: CaptureSummary,
  frames: CapturedFrames,
  first: RequestRecord | null,
  recent: readonly RequestRecord[],
): EndpointTraffic {
  const { method, body } = summary.feed;
  const requestBodyBytes = method === 'websocket' ? 0 : Buffer.byteLength(body ?? '');
  if (isPolling(method)) return { ...pollTraffic(summary, first, recent), method, requestBodyBytes };
  const all = first === null ? recent : [first, ...recent];
  const received = summary.counters.messages.received;
  const decodedBytes = summary.wireParts.decoded.receivedBytes;
  const aroundBytes = decodedBytes - frames.controlBytes - summary.counters.bytes.payloadReceived;
  return {
    method,
    requestBodyBytes,
    requestHead: sampleHead(all.map(({ requestHead }) => requestHead)),
    firstRequestHead: null,
    answerHead: sampleHead(all.flatMap(({ responseHead }) => responseHead ?? [])),
    idleAnswer: null,
    firstAnswer: null,
    aroundBytes: method === 'sse' && received > 0 && decodedBytes > 0 ? aroundBytes / received : null,
    openingBytes: summary.counters.requests === 0 ? 0 : frames.retryBytes / summary.counters.requests,
    heartbeatBytes: frames.heartbeatBytes,
  };
}

function pollTraffic(
  summary: CaptureSummary,
  first: RequestRecord | null,
  recent: readonly RequestRecord[],
): Omit<EndpointTraffic, 'method' | 'requestBodyBytes'> {
  const isIdle = ({ outcome }: RequestRecord): boolean => outcome === 'empty' || outcome === 'unchanged';
  const isGivenAtOnce =
    first !== null && isIdle(first) && (first.phases.waitMs ?? Infinity) < SHORTEST_HOLD_MS;
  const withMessages = [...(first === null ? [] : [first]), ...recent].filter(
    ({ outcome }) => outcome === 'messages',
  );
  const idleAnswer = idleOf(recent.filter(isIdle));
  return {
    requestHead: sampleHead(recent.map(({ requestHead }) => requestHead)),
    firstRequestHead: sampleHead(first === null ? [] : [first.requestHead]),
    answerHead: sampleHead(withMessages.flatMap(({ responseHead }) => responseHead ?? [])),
    idleAnswer,
    firstAnswer: isGivenAtOnce ? idleOf([first]) : null,
    aroundBytes: aroundMessages(summary, idleAnswer?.bodyBytes ?? 0),
    openingBytes: 0,
    heartbeatBytes: null,
  };
}

/** What bodies have around their messages, a comma between two not counted. */
function aroundMessages({ counters, wireParts }: CaptureSummary, idleBodyBytes: number): number | null {
  const { withMessages, empty, unchanged } = counters.polls;
  const decodedBytes = wireParts.decoded.receivedBytes;
  if (withMessages === 0 || decodedBytes === 0) return null;
  const commas = counters.messages.received - withMessages;
  const otherBytes = decodedBytes - counters.bytes.payloadReceived - (empty + unchanged) * idleBodyBytes;
  return Math.max(0, (otherBytes - commas) / withMessages);
}

function idleOf(answers: readonly RequestRecord[]): IdleAnswer | null {
  const head = sampleHead(answers.flatMap(({ responseHead }) => responseHead ?? []));
  if (head === null) return null;
  const bodies = answers.map(({ wire }) => wire.parts.decoded.receivedBytes);
  const unchanged = answers.filter(({ outcome }) => outcome === 'unchanged').length;
  return { head, bodyBytes: average(bodies), isUnchanged: 2 * unchanged > answers.length };
}

function sampleHead(texts: readonly string[]): SampledHead | null {
  const [text] = texts.filter((head) => head !== '').slice(-1);
  if (text === undefined) return null;
  const heads = texts.map(parseHead);
  const latest = parseHead(text);
  const changing = latest.fields
    .map(([name]) => name)
    .filter((name) => new Set(heads.map((head) => fieldOf(head, name))).size > 1);
  return {
    text,
    bytes: average(heads.map(headBytes)),
    changing: changing.map((name) => name.toLowerCase()),
  };
}

function longestHold(recent: readonly RequestRecord[]): number | null {
  const holds = recent
    .filter(({ outcome }) => outcome === 'empty' || outcome === 'unchanged')
    .flatMap(({ phases }) => phases.waitMs ?? [])
    .filter((waitMs) => waitMs >= SHORTEST_HOLD_MS);
  return holds.length === 0 ? null : Math.round(Math.max(...holds));
}

/** RFC 8446, section 2, and RFC 5246, section 7.3. */
function roundTripsOf(tls: string | null): number {
  if (tls === null) return 1;
  return tls === 'TLSv1.3' ? 2 : 3;
}

function versionOf(httpVersion: string | null): '1.1' | '2' | null {
  if (httpVersion === null) return null;
  return httpVersion.startsWith('2') ? '2' : '1.1';
}

function isCompressedBy(head: ReturnType<typeof parseHead>): boolean {
  return hasField(head, 'Content-Encoding') || hasField(head, 'Sec-WebSocket-Extensions');
}

function datedAnswer({ startedAtMs, phases, responseHead }: RequestRecord): DatedAnswer[] {
  const date = responseHead === null ? null : fieldOf(parseHead(responseHead), 'Date');
  if (date === null || phases.waitMs === null) return [];
  const askedAtMs = startedAtMs + (phases.dnsMs ?? 0) + (phases.connectMs ?? 0) + (phases.tlsMs ?? 0);
  return [{ askedAtMs, answeredAtMs: askedAtMs + phases.waitMs, date }];
}

function isLocal({ connection }: RequestRecord): boolean {
  return connection !== null && connection.proxy === null && LOCAL_ADDRESS.test(connection.remote);
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
}
