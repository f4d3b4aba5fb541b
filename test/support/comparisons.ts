import { assume } from '../../src/model/estimate/assumptions.ts';
import { EMPTY_COUNTERS, type PollCounts } from '../../src/protocol/capture.ts';
import type {
  Comparison,
  ComparisonColumn,
  EstimatedColumn,
  MeasuredColumn,
  MethodFigures,
} from '../../src/protocol/comparison.ts';
import { type Method, METHODS } from '../../src/protocol/method.ts';
import type { EstimateError, ReplayCheck } from '../../src/protocol/replay.ts';

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

export function comparisonOf(
  columns: readonly ComparisonColumn[],
  changes: Partial<Comparison> = {},
): Comparison {
  const { assumptions, assumptionBases } = assume({ measured: {}, feed: {} }, {});
  return {
    columns,
    assumptions,
    assumptionBases,
    matchBasis: 'message id',
    distinctMessages: 20,
    notes: [],
    doubts: [],
    ...changes,
  };
}

/** A minute that was polled every half second, of which 10 polls brought 20 messages; what the other methods would do is estimated. */
export function polledMinute(changes: Partial<Comparison> = {}): Comparison {
  const heads = { receivedBytes: 120 * 200, sentBytes: 120 * 300 };
  const polled = figures({
    requests: 120,
    receivedBytes: heads.receivedBytes + 4_100,
    sentBytes: heads.sentBytes,
    split: {
      heads,
      framing: { receivedBytes: 100, sentBytes: 0 },
      payload: { receivedBytes: 4_000, sentBytes: 0 },
    },
    polls: pollsOf({ total: 120, withMessages: 10, empty: 60, unchanged: 50 }),
    overheadShare: 60_100 / 64_100,
    bytesPerMessage: 3_205,
    delay: null,
    jitterMs: null,
  });
  const held = figures({
    requests: 21,
    receivedBytes: 8_240,
    sentBytes: 6_300,
    polls: pollsOf({ total: 21, withMessages: 20, empty: 1 }),
  });
  const from = { fromMethod: 'short-polling' } as const;
  return comparisonOf(
    [
      measured('short-polling', polled),
      estimated('long-polling', held, from),
      estimated('websocket', figures({ receivedBytes: 4_500 }), from),
      estimated('sse', figures(), from),
    ],
    { matchBasis: 'none', ...changes },
  );
}

/** A replay that found an estimate off by so much, in all methods alike. */
export function checkOf(error: Partial<EstimateError>): ReplayCheck {
  const { assumptions } = assume({ measured: {}, feed: {} }, {});
  return {
    captureId: 1,
    fromMs: 0,
    spanMs: 30_000,
    messages: 10,
    assumptions,
    notes: [],
    methods: METHODS.map((method) => ({
      method,
      estimated: figures(),
      replayed: figures(),
      error: { requests: 0, receivedBytes: 0, sentBytes: 0, delay: 0, delayMs: 0, ...error },
    })),
  };
}
