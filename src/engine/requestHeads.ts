import type { RequestRecord } from '../protocol/request.ts';
import type { RequestLog } from './log/requestLog.ts';

/** The most recent requests of a session that are looked at, and how many heads of a capture are enough. */
const RECENT_REQUESTS = 200;
const ENOUGH_HEADS = 20;
/** What a request has only to become a WebSocket (RFC 6455, section 4.1). */
const UPGRADE_FIELDS = /^(?:upgrade|connection|sec-websocket-[a-z]+):[^\n]*\n/gim;

/** What an endpoint's requests weigh and how far away it is. Null: the capture has shown no such thing. */
export interface SampledHeads {
  readonly requestHeadBytes: number | null;
  readonly responseHeadBytes: number | null;
  /**
   * The shortest time in which the endpoint said anything: a TCP connection takes one round trip to stand (RFC 9293,
   * section 3.5), and an answer takes one at least.
   */
  readonly roundTripMs: number | null;
}

/** Averages over the most recent requests of a capture. A head's characters are its bytes. */
export function sampleHeads(requests: RequestLog, captureId: number): SampledHeads {
  const recent = requests
    .page(Math.max(0, requests.count - RECENT_REQUESTS), requests.count)
    .filter((request) => request.captureId === captureId && request.status !== null)
    .slice(-ENOUGH_HEADS)
    .map(({ index }) => requests.get(captureId, index));
  const roundTrips = recent.flatMap(({ phases }) => [phases.connectMs ?? [], phases.waitMs ?? []].flat());
  return {
    requestHeadBytes: average(recent.map(requestHeadBytes)),
    responseHeadBytes: average(
      recent.filter(({ status }) => status === 200).flatMap(({ responseHead }) => responseHead?.length ?? []),
    ),
    roundTripMs: roundTrips.length === 0 ? null : Math.min(...roundTrips),
  };
}

function requestHeadBytes({ purpose, requestHead }: RequestRecord): number {
  return purpose === 'upgrade' ? requestHead.replace(UPGRADE_FIELDS, '').length : requestHead.length;
}

function average(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((total, value) => total + value, 0) / values.length;
}
