import type { AssumptionBasis, EstimateAssumptions, EstimateInput } from '../../protocol/comparison.ts';
import { isPolling, type Method, METHOD_LABELS } from '../../protocol/method.ts';
import { jsonArrayBytes, sseEventBytes } from '../wireFraming.ts';
import {
  adaptAnswer,
  adaptRequest,
  idleAnswerOf,
  TYPICAL_ANSWER,
  TYPICAL_REQUEST,
  withEntityTag,
} from './adaptedHeads.ts';
import type { EndpointTraffic, IdleAnswer, SampledHead } from './endpointTraffic.ts';
import { headBytes, type HttpHead, parseHead } from './httpHead.ts';

/** Where ids are not known, an entity tag is taken to have so many characters. */
const TYPICAL_TAG_CHARACTERS = 8;
const NO_TRAFFIC: EndpointTraffic = {
  method: 'sse',
  requestBodyBytes: 0,
  requestHead: null,
  firstRequestHead: null,
  answerHead: null,
  idleAnswer: null,
  firstAnswer: null,
  aroundBytes: null,
  openingBytes: 0,
  heartbeatBytes: null,
};

/** A head and what it weighs as HTTP/1.1, without the digits of a content length. */
export interface WeighedHead {
  readonly head: HttpHead;
  readonly bytes: number;
  readonly changing: readonly string[];
  readonly basis: AssumptionBasis;
}

export interface WeighedIdle {
  readonly head: WeighedHead;
  readonly bodyBytes: number;
  readonly isUnchanged: boolean;
}

/** What polling an endpoint looks like. */
export interface PollingProfile {
  readonly firstRequest: WeighedHead;
  readonly request: WeighedHead;
  readonly requestBodyBytes: number;
  readonly answer: WeighedHead;
  readonly idle: WeighedIdle;
  /** To a client without a position; null: as any other. */
  readonly firstIdle: WeighedIdle | null;
  readonly aroundBytes: number;
  readonly inputs: readonly EstimateInput[];
}

/** What a stream of an endpoint looks like. */
export interface StreamProfile {
  readonly request: WeighedHead;
  readonly requestBodyBytes: number;
  readonly answer: WeighedHead;
  /** SSE: around an event's data. */
  readonly aroundBytes: number;
  readonly openingBytes: number;
  readonly heartbeatBytes: number;
  readonly inputs: readonly EstimateInput[];
}

/** What is known of an endpoint. */
export interface KnownEndpoint {
  /** Of the captures that tell of it; the one that the estimate is made from first. */
  readonly traffic: readonly EndpointTraffic[];
  /** Of a message's id, on average; null: messages have none. */
  readonly idBytes: number | null;
}

type Assumed = Pick<EstimateAssumptions, 'compression'>;

/** As the endpoint was seen to be polled, or as it would be by its other methods' heads. */
export function pollingProfile(
  endpoint: KnownEndpoint,
  to: Method,
  { compression }: Assumed,
): PollingProfile {
  const tagCharacters = endpoint.idBytes ?? TYPICAL_TAG_CHARACTERS;
  const own = endpoint.traffic.find(({ method }) => method === to);
  const polled = own ?? endpoint.traffic.find(({ method }) => isPolling(method)) ?? NO_TRAFFIC;
  const adapted = adaptedRequest(endpoint, to);
  const request = weigh(polled.requestHead) ?? reweigh(adapted, withEntityTag(adapted.head, tagCharacters));
  const firstRequest = weigh(polled.firstRequestHead) ?? (polled.requestHead === null ? adapted : request);
  const answer =
    weigh(polled.answerHead) ??
    adaptedAnswer(endpoint, to, { tagCharacters, isCompressed: compression === 'deflate' });
  const aroundBytes = polled.aroundBytes ?? jsonArrayBytes(0, 0);
  const idle = weighIdle(polled.idleAnswer) ?? {
    head: reweigh(answer, idleAnswerOf(answer.head, to === 'short-polling')),
    bodyBytes: 0,
    isUnchanged: to === 'short-polling',
  };
  const isPolled = polled.requestHead !== null;
  const firstIdle =
    weighIdle(polled.firstAnswer) ??
    (isPolled ? null : { head: answer, bodyBytes: aroundBytes, isUnchanged: false });
  const bodyBasis = polled.aroundBytes === null ? 'typical' : 'measured';
  return {
    ...{ firstRequest, request, answer, idle, firstIdle, aroundBytes },
    requestBodyBytes: bodyBytesOf(endpoint),
    inputs: [
      { label: 'head of a request', bytes: request.bytes, basis: request.basis },
      { label: 'head of an answer with messages', bytes: answer.bytes, basis: answer.basis },
      { label: 'answer without a message', bytes: idle.head.bytes + idle.bodyBytes, basis: idle.head.basis },
      { label: 'around the messages of an answer', bytes: aroundBytes, basis: bodyBasis },
    ],
  };
}

/** As the endpoint was seen to stream, or as it would by its other methods' heads. */
export function streamProfile(endpoint: KnownEndpoint, to: Method, { compression }: Assumed): StreamProfile {
  const own = endpoint.traffic.find(({ method }) => method === to) ?? NO_TRAFFIC;
  const request = weigh(own.requestHead) ?? adaptedRequest(endpoint, to);
  const answer =
    weigh(own.answerHead) ??
    adaptedAnswer(endpoint, to, {
      tagCharacters: TYPICAL_TAG_CHARACTERS,
      isCompressed: compression === 'deflate',
    });
  const eventBytes = sseEventBytes(0, endpoint.idBytes === null ? {} : { idBytes: endpoint.idBytes });
  const aroundBytes = own.aroundBytes ?? eventBytes;
  const isMeasured = own.aroundBytes !== null;
  return {
    ...{ request, answer, aroundBytes, openingBytes: own.openingBytes },
    requestBodyBytes: to === 'websocket' ? 0 : bodyBytesOf(endpoint),
    heartbeatBytes: own.heartbeatBytes ?? 0,
    inputs: [
      { label: 'head of the request', bytes: request.bytes, basis: request.basis },
      { label: 'head of the answer', bytes: answer.bytes, basis: answer.basis },
      ...(to === 'sse'
        ? [
            {
              label: 'around the data of an event',
              bytes: aroundBytes,
              basis: isMeasured ? ('measured' as const) : ('typical' as const),
            },
          ]
        : []),
    ],
  };
}

/** What limits a profile, in words. */
export function profileCaveats({ traffic }: KnownEndpoint, to: Method): string[] {
  const isSeen = traffic.some(({ method }) => method === to || (isPolling(method) && isPolling(to)));
  if (isSeen) return [];
  const requestFrom = traffic.find(({ requestHead }) => requestHead !== null);
  const answerFrom = answerSource(traffic);
  const positions = isPolling(to)
    ? [
        'Polls are taken to carry their position as an entity tag: the first one, without any, is answered at once.',
      ]
    : [];
  if (requestFrom === undefined) {
    return ['No head was seen: those of a program without cookies and tokens are assumed.', ...positions];
  }
  const isTypical = answerFrom === undefined && to !== 'websocket';
  return [
    `Heads are those of ${METHOD_LABELS[requestFrom.method]} at the same address, with what this method says otherwise.`,
    ...(isTypical ? ['No head of an HTTP answer was seen: a typical one is assumed.'] : []),
    ...positions,
  ];
}

function adaptedRequest({ traffic }: KnownEndpoint, to: Method): WeighedHead {
  // What an HTTP request says tells more of another one than an upgrade does.
  const from =
    traffic.find(({ requestHead, method }) => requestHead !== null && method !== 'websocket') ??
    traffic.find(({ requestHead }) => requestHead !== null);
  const sample = weigh(from?.firstRequestHead ?? from?.requestHead ?? null);
  if (sample !== null && from !== undefined)
    return reweigh(sample, adaptRequest(sample.head, from.method, to));
  const head = adaptRequest(TYPICAL_REQUEST, null, to);
  return { head, bytes: headBytes(head), changing: [], basis: 'typical' };
}

function adaptedAnswer(
  { traffic }: KnownEndpoint,
  to: Method,
  shape: Parameters<typeof adaptAnswer>[2],
): WeighedHead {
  const sample = weigh(answerSource(traffic)?.answerHead ?? null);
  if (sample !== null) return reweigh(sample, adaptAnswer(sample.head, to, shape));
  const head = adaptAnswer(TYPICAL_ANSWER, to, shape);
  return { head, bytes: headBytes(head), changing: [], basis: 'typical' };
}

/** An upgrade's answer says nothing of what the server answers else. */
function answerSource(traffic: readonly EndpointTraffic[]): EndpointTraffic | undefined {
  return traffic.find(({ answerHead, method }) => answerHead !== null && method !== 'websocket');
}

function bodyBytesOf({ traffic }: KnownEndpoint): number {
  return traffic.find(({ method }) => method !== 'websocket')?.requestBodyBytes ?? 0;
}

function weigh(sample: SampledHead | null): WeighedHead | null {
  return sample === null
    ? null
    : { head: parseHead(sample.text), bytes: sample.bytes, changing: sample.changing, basis: 'measured' };
}

/** What was seen of one head, the average included, for another one made from it. */
function reweigh({ head, bytes, changing, basis }: WeighedHead, other: HttpHead): WeighedHead {
  return { head: other, bytes: bytes + headBytes(other) - headBytes(head), changing, basis };
}

function weighIdle(idle: IdleAnswer | null): WeighedIdle | null {
  const head = weigh(idle?.head ?? null);
  return idle === null || head === null
    ? null
    : { head, bodyBytes: idle.bodyBytes, isUnchanged: idle.isUnchanged };
}
