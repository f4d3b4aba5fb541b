import {
  NO_WIRE,
  type RequestPhases,
  type RequestPurpose,
  type RequestRecord,
  type Wire,
} from '../../protocol/request.ts';
import { parseRequest } from '../recording/requestJson.ts';
import { fieldValue, headOf } from './harHeads.ts';
import type { HarField } from './har.ts';
import { wrongType } from './importError.ts';
import type { StagedEntry, StagedSource } from './importStage.ts';
import type { ImportValue } from './importValues.ts';

const NOT_MODIFIED = 304;
/** Answers that hold data: what else is asked again and again is seldom a feed. */
const DATA_TYPE =
  /^(?:application\/(?:[\w.+-]+\+)?(?:json|xml|x-ndjson)|text\/(?:plain|json|xml|csv)|)\s*(?:;|$)/i;
/** As Chrome names them; Firefox and others do not say. */
const DATA_RESOURCES: readonly string[] = ['xhr', 'fetch', 'other'];
const PURPOSES = { websocket: 'upgrade', sse: 'stream', poll: 'poll' } as const satisfies Record<
  StagedSource,
  RequestPurpose
>;

/** @param lists the message lists that the entry has @returns null: the request can be of no live feed */
export function readHarEntry(entry: ImportValue, lists: ReadonlySet<string>): StagedEntry | null {
  const own = entry.member('_realtimeInspector');
  const url = entry.member('request').object().member('url').text();
  const source = own.isMissing ? sourceOf(entry, url, lists) : 'poll';
  if (source === null) return null;
  const outline = outlineOf(entry, source, url);
  if (own.isMissing) {
    const pollKey = source === 'poll' ? pollKeyOf(entry, url) : null;
    return { record: outline, captureId: null, source, pollKey };
  }
  return {
    record: ownRecord(outline, own.object()),
    captureId: own.member('capture').number(),
    source,
    pollKey: null,
  };
}

/** The body of the answer; null: the file does not have it. */
export function bodyOf(entry: ImportValue): Buffer | null {
  const content = entry.member('response').member('content');
  const text = content.member('text');
  if (text.isMissing) return null;
  return content.member('encoding').raw === 'base64' ? text.base64() : Buffer.from(text.text());
}

function sourceOf(entry: ImportValue, url: string, lists: ReadonlySet<string>): StagedSource | null {
  const resource = entry.member('_resourceType').raw;
  const mimeType = entry.member('response').member('content').member('mimeType').textOr('');
  const status = entry.member('response').member('status').numberOr(0);
  if (lists.has('_webSocketMessages') || resource === 'websocket' || /^wss?:/i.test(url)) return 'websocket';
  const isStream = lists.has('_eventStreamMessages') || lists.has('_eventSourceMessages');
  if (isStream || resource === 'eventsource' || /^text\/event-stream/i.test(mimeType)) return 'sse';
  if (!/^https?:/i.test(url)) return null;
  if (typeof resource === 'string' && !DATA_RESOURCES.includes(resource)) return null;
  return DATA_TYPE.test(mimeType) || status === NOT_MODIFIED || lists.has('_pollMessages') ? 'poll' : null;
}

/** Polls of one feed differ in their query, which says where the client stands, and in nothing else. */
function pollKeyOf(entry: ImportValue, url: string): string {
  const request = entry.member('request');
  const body = request.member('postData').member('text').textOr('');
  return `${request.member('method').text()} ${url.replace(/[?#].*$/s, '')} ${body}`;
}

function outlineOf(entry: ImportValue, source: StagedSource, url: string): RequestRecord {
  const request = entry.member('request');
  const response = entry.member('response').object();
  const startedAtMs = entry.member('startedDateTime').time();
  const status = response.member('status').numberOr(0);
  const statusText = response.member('statusText').textOr('');
  const method = request.member('method').text();
  const version =
    versionOf(response.member('httpVersion').textOr('')) ??
    versionOf(request.member('httpVersion').textOr(''));
  const target = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '/';
  const http = `HTTP/${version ?? '1.1'}`;
  const hasEnded = status !== 0;
  return {
    captureId: 0,
    index: 0,
    purpose: PURPOSES[source],
    httpMethod: method,
    url,
    httpVersion: version,
    status: hasEnded ? status : null,
    statusText: hasEnded ? statusText : null,
    startedAtMs,
    endedAtMs: startedAtMs + Math.max(0, entry.member('time').numberOr(0)),
    phases: phasesOf(entry.member('timings')),
    isConnectionReused: entry.member('timings').member('connect').numberOr(-1) < 0,
    connection: null,
    idleBeforeMs: null,
    requestHead: headOf(`${method} ${target === '' ? '/' : target} ${http}`, fieldsIn(request)),
    responseHead: hasEnded ? headOf(`${http} ${status} ${statusText}`.trimEnd(), fieldsIn(response)) : null,
    responseTrailers: null,
    wire: wireOf(request, response),
    outcome: outcomeOf(source, status, fieldsIn(response)),
    messageCount: 0,
    error: null,
    failureBody: null,
  };
}

function outcomeOf(
  source: StagedSource,
  status: number,
  headers: readonly HarField[],
): RequestRecord['outcome'] {
  if (status === 0) return source === 'poll' ? 'cancelled' : 'failed';
  if (status === NOT_MODIFIED) return 'unchanged';
  if (status >= 300 && status < 400 && fieldValue(headers, 'location') !== null) return 'redirected';
  if (status >= 400) return 'failed';
  return source === 'poll' ? 'empty' : 'streamed';
}

function ownRecord(outline: RequestRecord, own: ImportValue): RequestRecord {
  const merged: unknown = { ...outline, ...objectIn(own), captureId: 0, index: 0 };
  try {
    return parseRequest(JSON.stringify(merged));
  } catch {
    throw wrongType(own.place, 'what this tool writes');
  }
}

function objectIn({ raw }: ImportValue): object {
  return typeof raw === 'object' && raw !== null ? raw : {};
}

function fieldsIn(message: ImportValue): readonly HarField[] {
  return message
    .member('headers')
    .list()
    .map((field) => ({
      name: field.member('name').text(),
      value: field.member('value').textOr(''),
    }));
}

/** `HTTP/1.1`, `h2`, `http/2.0`, `HTTP/3`. */
function versionOf(text: string): string | null {
  const version = /(\d(?:\.\d)?)$/.exec(text)?.[1];
  return version?.replace(/^([23])\.0$/, '$1') ?? null;
}

/** In HAR -1 says that there was no such phase, and `connect` has `ssl` in it. */
function phasesOf(timings: ImportValue): RequestPhases {
  const phase = (name: string): number | null => {
    const ms = timings.member(name).numberOr(-1);
    return ms < 0 ? null : ms;
  };
  const [connectMs, tlsMs] = [phase('connect'), phase('ssl')];
  return {
    dnsMs: phase('dns'),
    connectMs: connectMs === null ? null : Math.max(0, connectMs - (tlsMs ?? 0)),
    tlsMs,
    waitMs: phase('wait'),
    transferMs: phase('receive'),
  };
}

/** Sizes that are -1 are not known. Of a WebSocket's frames HAR has no sizes. */
function wireOf(request: ImportValue, response: ImportValue): Wire {
  const size = (value: ImportValue): number => Math.max(0, value.numberOr(0));
  const heads = {
    sentBytes: size(request.member('headersSize')),
    receivedBytes: size(response.member('headersSize')),
  };
  const payload = {
    sentBytes: size(request.member('bodySize')),
    receivedBytes: size(response.member('bodySize')),
  };
  const decoded = {
    sentBytes: payload.sentBytes,
    receivedBytes: size(response.member('content').member('size')),
  };
  return {
    sentBytes: heads.sentBytes + payload.sentBytes,
    receivedBytes: heads.receivedBytes + payload.receivedBytes,
    parts: { ...NO_WIRE.parts, heads, payload, decoded },
  };
}
