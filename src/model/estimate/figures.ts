import type { PollCounts, Quantiles } from '../../protocol/capture.ts';
import type { MethodFigures } from '../../protocol/comparison.ts';
import { overheadOf } from '../byteSplit.ts';
import type { Arrivals } from './polling.ts';
import type { SplitSum } from './splitSum.ts';

/** What a method costs for arrivals. */
export interface Costs {
  readonly requests: number;
  readonly connections: number;
  readonly bytes: SplitSum;
  readonly polls: PollCounts | null;
  readonly delay: Quantiles | null;
  readonly jitterMs: number | null;
}

export function toFigures({ sizeBytes }: Arrivals, costs: Costs): MethodFigures {
  const { split } = costs.bytes;
  const { heads, framing, payload } = split;
  const receivedBytes = heads.receivedBytes + framing.receivedBytes + payload.receivedBytes;
  const sentBytes = heads.sentBytes + framing.sentBytes + payload.sentBytes;
  let payloadBytes = 0;
  for (const bytes of sizeBytes) payloadBytes += bytes;
  return {
    requests: costs.requests,
    connections: costs.connections,
    reconnects: null,
    messages: sizeBytes.length,
    receivedBytes,
    sentBytes,
    split,
    payloadBytes,
    overheadShare: overheadOf(split),
    bytesPerMessage: sizeBytes.length === 0 ? null : (receivedBytes + sentBytes) / sizeBytes.length,
    polls: costs.polls,
    delay: costs.delay === null ? null : { ...costs.delay, basis: 'estimated' },
    jitterMs: costs.jitterMs,
  };
}
