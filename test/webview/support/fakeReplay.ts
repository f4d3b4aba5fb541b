import type { Comparison, MethodFigures } from '../../../src/protocol/comparison.ts';
import type { ReplayCheck } from '../../../src/protocol/replay.ts';

/** By how much the made-up estimates are too low, as a share of what the made-up replay measured. */
const SHARE_OFF = -0.01;

/** A check of a made-up comparison, whose estimates are nearly right. */
export function fakeReplay(comparison: Comparison, captureId: number, maxDurationMs: number): ReplayCheck {
  return {
    captureId,
    fromMs: 0,
    spanMs: maxDurationMs,
    messages: comparison.distinctMessages,
    assumptions: { ...comparison.assumptions, roundTripMs: 0.2 },
    methods: comparison.columns.flatMap((column) => {
      if (column.kind === 'unknown') return [];
      const estimated = column.figures;
      const meanMs = estimated.delay?.mean ?? null;
      const error = {
        requests: 0,
        receivedBytes: SHARE_OFF,
        sentBytes: 0,
        delay: meanMs === null ? null : SHARE_OFF,
        delayMs: meanMs === null ? null : meanMs - measured(meanMs),
      };
      return [{ method: column.method, estimated, replayed: replayed(estimated), error }];
    }),
    notes: [`Replayed were ${maxDurationMs / 1000} s of the capture.`],
  };
}

function replayed(estimated: MethodFigures): MethodFigures {
  const { delay, receivedBytes } = estimated;
  return {
    ...estimated,
    receivedBytes: Math.round(measured(receivedBytes)),
    delay: delay === null ? null : { ...delay, mean: measured(delay.mean), basis: 'earliest arrival' },
  };
}

function measured(value: number): number {
  return value / (1 + SHARE_OFF);
}
