import type { ComparedCapture } from '../../src/model/comparison.ts';
import { MessageIndex } from '../../src/model/messageIndex.ts';
import { type CaptureSummary, EMPTY_COUNTERS } from '../../src/protocol/capture.ts';
import { completeFeed } from '../../src/protocol/feed.ts';
import { isPolling, type Method, METHODS } from '../../src/protocol/method.ts';
import { NO_WIRE } from '../../src/protocol/request.ts';
import { SUMMARY_START_MS, summaryOf } from './captureSummaries.ts';
import { trafficOf } from './endpointTraffic.ts';

/** What a made-up capture received, and over how long. */
export interface MadeCapture {
  readonly method: Method;
  readonly spanMs: number;
  readonly texts: readonly string[];
  /** Of each message; its text where there is no other. */
  readonly sizeBytes?: number;
  readonly summary?: Partial<CaptureSummary>;
  readonly changes?: Partial<ComparedCapture>;
}

const utf8 = new TextEncoder();
const HEAD_BYTES = 300;

/** A capture that received messages at even gaps over its time, as a session has it for a comparison. */
export function comparedCapture({
  method,
  spanMs,
  texts,
  sizeBytes,
  summary,
  changes,
}: MadeCapture): ComparedCapture {
  const index = new MessageIndex();
  const gapMs = spanMs / (texts.length + 1);
  const payloads = texts.map((text) => utf8.encode(text.padEnd(sizeBytes ?? 0)));
  for (const [place, payload] of payloads.entries()) {
    index.add(SUMMARY_START_MS + (place + 1) * gapMs, payload, null);
  }
  const payloadBytes = payloads.reduce((sum, { length }) => sum + length, 0);
  const requests = isPolling(method) ? Math.max(1, Math.floor(spanMs / 1000)) : 1;
  const heads = { receivedBytes: requests * HEAD_BYTES, sentBytes: requests * HEAD_BYTES };
  const payload = { receivedBytes: payloadBytes, sentBytes: 0 };
  const polls = { ...EMPTY_COUNTERS.polls, total: requests, empty: requests };
  return {
    summary: summaryOf({
      captureId: METHODS.indexOf(method) + 1,
      feed: completeFeed({ method, url: `http://localhost/${method}`, intervalMs: 1_000 }),
      openedAtMs: SUMMARY_START_MS,
      endedAtMs: SUMMARY_START_MS + spanMs,
      wireParts: { ...NO_WIRE.parts, heads, payload, decoded: payload },
      counters: {
        ...EMPTY_COUNTERS,
        requests,
        connections: 1,
        polls: isPolling(method) ? polls : EMPTY_COUNTERS.polls,
        messages: { ...EMPTY_COUNTERS.messages, received: texts.length },
        bytes: {
          received: heads.receivedBytes + payloadBytes,
          sent: heads.sentBytes,
          payloadReceived: payloadBytes,
          payloadSent: 0,
        },
      },
      ...summary,
    }),
    index,
    sentMessages: 0,
    hasLostFrames: false,
    observed: {
      traffic: trafficOf(method),
      roundTripMs: 2,
      connectRoundTrips: 1,
      httpVersion: '1.1',
      keepAliveMs: null,
      heartbeatMs: isPolling(method) ? null : 0,
      holdMs: null,
      isCompressed: false,
      clock: { basis: 'same machine', aheadMs: { low: 0, high: 0 } },
      compress: () => null,
    },
    ...changes,
  };
}
