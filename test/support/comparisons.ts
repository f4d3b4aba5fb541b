import { EMPTY_COUNTERS, type PollCounts } from '../../src/protocol/capture.ts';
import type { EstimatedColumn, MeasuredColumn, MethodFigures } from '../../src/protocol/comparison.ts';
import { type Method, METHODS } from '../../src/protocol/method.ts';

/** A minute of a feed. */
const SPAN_MS = 60_000;

export function pollsOf(changes: Partial<PollCounts>): PollCounts {
  return { ...EMPTY_COUNTERS.polls, ...changes };
}

/** Made-up figures of a stream that brought 20 messages, and what is else about them. */
export function figures(changes: Partial<MethodFigures> = {}): MethodFigures {
  return {
    requests: 1,
    connections: 1,
    reconnects: 0,
    messages: 20,
    receivedBytes: 5_000,
    sentBytes: 300,
    split: {
      heads: { receivedBytes: 400, sentBytes: 300 },
      framing: { receivedBytes: 600, sentBytes: 0 },
      payload: { receivedBytes: 4_000, sentBytes: 0 },
    },
    payloadBytes: 4_000,
    overheadShare: 1_300 / 5_300,
    bytesPerMessage: 265,
    polls: null,
    delay: { count: 20, mean: 4, p50: 3, p95: 9, p99: 10, max: 12, basis: 'earliest arrival' },
    jitterMs: 2,
    ...changes,
  };
}

export function measured(
  method: Method,
  of: MethodFigures = figures(),
  changes: Partial<MeasuredColumn> = {},
): MeasuredColumn {
  return {
    kind: 'measured',
    method,
    captureId: METHODS.indexOf(method) + 1,
    label: `http://localhost/${method}`,
    spanMs: SPAN_MS,
    figures: of,
    capacity: null,
    sentMessages: 0,
    duplicates: 0,
    outOfOrder: 0,
    missing: 0,
    clock: null,
    caveats: [],
    ...changes,
  };
}

export function estimated(
  method: Method,
  of: MethodFigures = figures(),
  changes: Partial<EstimatedColumn> = {},
): EstimatedColumn {
  const { delay } = of;
  return {
    kind: 'estimated',
    method,
    fromCaptureId: 1,
    fromMethod: 'sse',
    spanMs: SPAN_MS,
    figures: { ...of, reconnects: null, delay: delay === null ? null : { ...delay, basis: 'estimated' } },
    ranges: null,
    capacity: null,
    uses: ['roundTripMs'],
    inputs: [{ label: 'head of a request', bytes: 310, basis: 'measured' }],
    caveats: [],
    ...changes,
  };
}
