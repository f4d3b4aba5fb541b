import { assume } from '../../../src/model/estimate/assumptions.ts';
import { capacityOf } from '../../../src/model/capacity.ts';
import { EMPTY_COUNTERS } from '../../../src/protocol/capture.ts';
import type {
  Comparison,
  ComparisonColumn,
  EstimateAssumptions,
  MethodFigures,
} from '../../../src/protocol/comparison.ts';
import { isPolling, type Method, METHODS } from '../../../src/protocol/method.ts';

/** What a fake session has captured. */
export interface FakeComparisonSource {
  readonly methods: readonly Method[];
  /** Of each capture. */
  readonly messages: number;
  readonly spanMs: number;
  readonly given: Partial<EstimateAssumptions>;
}

/** A comparison as the engine's, of made-up figures. */
export function fakeComparison({ methods, messages, spanMs, given }: FakeComparisonSource): Comparison {
  const { assumptions, assumptionBases } = assume(
    { measured: { roundTripMs: 40 }, feed: { timeoutMs: 30_000 } },
    given,
  );
  const columnOf = (method: Method): ComparisonColumn => {
    const index = methods.indexOf(method);
    const isMeasured = index >= 0;
    if (!isMeasured && method === 'long-polling' && !methods.includes('sse')) {
      return { kind: 'unknown', method, reason: 'nothing was captured long enough to estimate from' };
    }
    const basis = isMeasured ? 'earliest arrival' : 'estimated';
    const figures = figuresOf(method, messages, spanMs, assumptions.intervalMs, basis);
    const capacity = capacityOf(method, figures, spanMs, assumptions);
    if (isMeasured) {
      return {
        kind: 'measured',
        method,
        captureId: index + 1,
        label: 'localhost:8080/ticks',
        spanMs,
        figures,
        capacity,
        sentMessages: 0,
        duplicates: 0,
        outOfOrder: 0,
        missing: method === 'sse' ? 3 : 0,
        clock: null,
        caveats: [],
      };
    }
    return {
      kind: 'estimated',
      method,
      fromCaptureId: 1,
      fromMethod: methods[0] ?? 'sse',
      spanMs,
      figures,
      ranges: null,
      capacity,
      uses: ['roundTripMs'],
      inputs: [{ label: 'head of a request', bytes: 310, basis: 'measured' }],
      caveats: ['heads are taken from the captured response'],
    };
  };
  return {
    columns: METHODS.map(columnOf),
    assumptions,
    assumptionBases,
    matchBasis: 'message id',
    distinctMessages: messages,
    notes: ['The first 2 s are left out: not every capture was open then.'],
    doubts: [],
  };
}

function figuresOf(
  method: Method,
  messages: number,
  spanMs: number,
  intervalMs: number,
  basis: 'earliest arrival' | 'estimated',
): MethodFigures {
  const requests = {
    websocket: 1,
    sse: 2,
    'long-polling': messages,
    'short-polling': Math.floor(spanMs / intervalMs),
  }[method];
  const payloadBytes = messages * 140;
  const framingBytes = messages * { websocket: 4, sse: 24, 'long-polling': 0, 'short-polling': 0 }[method];
  const heads = { receivedBytes: requests * 240, sentBytes: requests * 310 };
  const receivedBytes = payloadBytes + framingBytes + heads.receivedBytes;
  const wireBytes = receivedBytes + heads.sentBytes;
  const delayMs = { websocket: 1.2, sse: 2.1, 'long-polling': 38, 'short-polling': intervalMs / 2 }[method];
  const polls = {
    ...EMPTY_COUNTERS.polls,
    total: requests,
    withMessages: Math.floor(requests * 0.7),
    empty: Math.ceil(requests * 0.3),
  };
  return {
    requests,
    connections: isPolling(method) ? 1 : requests,
    reconnects: basis === 'estimated' ? null : method === 'sse' ? 1 : 0,
    messages,
    receivedBytes,
    sentBytes: heads.sentBytes,
    split: {
      heads,
      framing: { receivedBytes: framingBytes, sentBytes: 0 },
      payload: { receivedBytes: payloadBytes, sentBytes: 0 },
    },
    payloadBytes,
    overheadShare: 1 - payloadBytes / wireBytes,
    bytesPerMessage: messages === 0 ? null : wireBytes / messages,
    polls: isPolling(method) ? polls : null,
    delay: {
      count: messages,
      mean: delayMs,
      p50: delayMs,
      p95: delayMs * 1.9,
      p99: delayMs * 2,
      max: delayMs * 2.4,
      basis,
    },
    jitterMs: delayMs / 2,
  };
}
