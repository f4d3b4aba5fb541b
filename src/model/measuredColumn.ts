import type { CaptureSummary, DelayBasis, Quantiles } from '../protocol/capture.ts';
import type { EstimateAssumptions, MeasuredColumn, MethodFigures } from '../protocol/comparison.ts';
import { isPolling } from '../protocol/method.ts';
import { overheadOf, splitWire } from './byteSplit.ts';
import { capacityOf } from './capacity.ts';
import type { NotedCapture } from './comparisonNotes.ts';
import type { MatchedCapture } from './matchMessages.ts';

/** What was captured of one method, as a column of the comparison. */
export function measuredColumn(
  { summary, clock, spanMs }: NotedCapture,
  matched: MatchedCapture,
  assumptions: EstimateAssumptions,
  caveats: readonly string[],
): MeasuredColumn {
  const { feed, captureId, counters } = summary;
  const figures = figuresOf(summary, matched);
  return {
    kind: 'measured',
    method: feed.method,
    captureId,
    label: feed.name ?? feed.url,
    spanMs,
    figures,
    capacity: capacityOf(feed.method, figures, spanMs, { ...assumptions, intervalMs: feed.intervalMs }),
    sentMessages: counters.messages.sent,
    duplicates: counters.messages.duplicates,
    outOfOrder: counters.messages.outOfOrder,
    missing: matched.missing,
    clock: figures.delay?.basis === 'message time' ? clock : null,
    caveats,
  };
}

function figuresOf(summary: CaptureSummary, matched: MatchedCapture): MethodFigures {
  const { feed, counters, wireParts } = summary;
  const { requests, connections, reconnects, messages, bytes } = counters;
  const wireBytes = bytes.received + bytes.sent;
  const payloadBytes = bytes.payloadReceived + bytes.payloadSent;
  const count = messages.received + messages.sent;
  const split = splitWire(bytes, wireParts);
  return {
    requests,
    connections,
    reconnects,
    messages: messages.received,
    receivedBytes: bytes.received,
    sentBytes: bytes.sent,
    split,
    payloadBytes,
    overheadShare: split === null ? overheadWithin(wireBytes, payloadBytes) : overheadOf(split),
    bytesPerMessage: count === 0 ? null : wireBytes / count,
    polls: isPolling(feed.method) ? counters.polls : null,
    ...delayOf(summary, matched),
  };
}

/** Compressed, a payload can be larger than all that crossed the wire: then nothing of it is overhead. */
function overheadWithin(wireBytes: number, payloadBytes: number): number | null {
  return wireBytes === 0 ? null : Math.max(0, wireBytes - payloadBytes) / wireBytes;
}

function delayOf(
  { delays, delayJitterMs }: CaptureSummary,
  matched: MatchedCapture,
): {
  readonly delay: (Quantiles & { readonly basis: DelayBasis }) | null;
  readonly jitterMs: number | null;
} {
  if (delays !== null) return { delay: { ...delays, basis: 'message time' }, jitterMs: delayJitterMs };
  if (matched.delays === null) return { delay: null, jitterMs: null };
  return { delay: { ...matched.delays, basis: 'earliest arrival' }, jitterMs: matched.jitterMs };
}
