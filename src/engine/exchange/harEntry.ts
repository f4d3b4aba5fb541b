import { isIP } from 'node:net';
import type { Feed } from '../../protocol/feed.ts';
import type { RequestPhases, RequestRecord } from '../../protocol/request.ts';
import type { HarContent, HarTimings, OwnRequestFields } from './har.ts';
import { fieldValue, harFields, queryOf, requestCookies, responseCookies } from './harHeads.ts';

const RESOURCE_TYPES = { poll: 'fetch', stream: 'eventsource', upgrade: 'websocket' } as const;

/** An entry of a request without its messages. @param body what of the answer's body is known */
export function harEntry(
  record: RequestRecord,
  feed: Feed,
  body: Pick<HarContent, 'text' | 'encoding'>,
): Readonly<Record<string, unknown>> {
  const timings = timingsOf(record);
  const remote = addressOf(record.connection?.remote ?? '');
  return {
    startedDateTime: new Date(record.startedAtMs).toISOString(),
    time: totalOf(timings),
    request: harRequest(record, feed),
    response: harResponse(record, body),
    cache: {},
    timings,
    ...(remote === null ? {} : { serverIPAddress: remote }),
    _resourceType: RESOURCE_TYPES[record.purpose],
    _realtimeInspector: ownFields(record),
  };
}

function harRequest(record: RequestRecord, feed: Feed): Readonly<Record<string, unknown>> {
  const { httpMethod, url, requestHead, wire } = record;
  const headers = harFields(requestHead);
  const hasBody = feed.body !== null && record.purpose !== 'upgrade' && httpMethod !== 'GET';
  return {
    method: httpMethod,
    url,
    httpVersion: versionOf(record),
    cookies: requestCookies(headers),
    headers,
    queryString: queryOf(url),
    ...(hasBody
      ? { postData: { mimeType: fieldValue(headers, 'content-type') ?? '', params: [], text: feed.body } }
      : {}),
    headersSize: requestHead === '' ? -1 : wire.parts.heads.sentBytes,
    bodySize: record.purpose === 'upgrade' ? 0 : wire.parts.payload.sentBytes,
  };
}

function harResponse(
  record: RequestRecord,
  body: Pick<HarContent, 'text' | 'encoding'>,
): Readonly<Record<string, unknown>> {
  const { status, statusText, responseHead, wire, failureBody } = record;
  const headers = harFields(responseHead ?? '');
  const { payload, decoded, heads } = wire.parts;
  const savedBytes = decoded.receivedBytes - payload.receivedBytes;
  return {
    status: status ?? 0,
    statusText: statusText ?? '',
    httpVersion: versionOf(record),
    cookies: responseCookies(headers),
    headers,
    content: {
      size: decoded.receivedBytes,
      ...(savedBytes === 0 ? {} : { compression: savedBytes }),
      mimeType: fieldValue(headers, 'content-type') ?? 'x-unknown',
      ...(failureBody === null ? body : { text: failureBody }),
    },
    redirectURL: fieldValue(headers, 'location') ?? '',
    headersSize: responseHead === null ? -1 : heads.receivedBytes,
    bodySize: payload.receivedBytes,
    _transferSize: wire.receivedBytes,
  };
}

function versionOf({ httpVersion }: RequestRecord): string {
  return httpVersion === null ? '' : `HTTP/${httpVersion}`;
}

/** What is not accounted for by the phases is the answer's arrival where it is open-ended, else waiting for a connection. */
function timingsOf({ startedAtMs, endedAtMs, phases, purpose }: RequestRecord): HarTimings {
  const known = knownPhases(phases);
  const spentMs = totalOf({ ...known, blocked: -1, receive: phases.transferMs ?? 0 });
  const restMs = Math.max(0, (endedAtMs ?? startedAtMs + spentMs) - startedAtMs - spentMs);
  const isStream = purpose !== 'poll';
  return {
    ...known,
    blocked: isStream || restMs === 0 ? -1 : restMs,
    receive: (phases.transferMs ?? 0) + (isStream ? restMs : 0),
  };
}

function knownPhases({
  dnsMs,
  connectMs,
  tlsMs,
  waitMs,
}: RequestPhases): Omit<HarTimings, 'blocked' | 'receive'> {
  return {
    dns: dnsMs ?? -1,
    connect: connectMs === null && tlsMs === null ? -1 : (connectMs ?? 0) + (tlsMs ?? 0),
    ssl: tlsMs ?? -1,
    send: 0,
    wait: waitMs ?? 0,
  };
}

/** All but `ssl`, which is in `connect`. */
function totalOf({ blocked, dns, connect, send, wait, receive }: HarTimings): number {
  return [blocked, dns, connect, send, wait, receive].reduce((sum, ms) => sum + Math.max(0, ms), 0);
}

/** The address without its port; null where it is none of the Internet's. */
function addressOf(remote: string): string | null {
  const address = remote.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return isIP(address) === 0 ? null : address;
}

function ownFields(record: RequestRecord): OwnRequestFields {
  const { captureId, purpose, httpVersion, startedAtMs, endedAtMs, phases, isConnectionReused } = record;
  const { connection, responseTrailers, wire, outcome, error, failureBody } = record;
  return {
    capture: captureId,
    purpose,
    httpVersion,
    startedAtMs,
    endedAtMs,
    phases,
    isConnectionReused,
    connection,
    responseTrailers,
    wire,
    outcome,
    error,
    failureBody,
  };
}
