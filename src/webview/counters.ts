import { type CaptureCounters, type CaptureSummary, EMPTY_COUNTERS } from '../protocol/capture.ts';

/** Counters of several captures together. */
export function sumCounters(captures: readonly CaptureSummary[]): CaptureCounters {
  return captures.map((capture) => capture.counters).reduce(addCounters, EMPTY_COUNTERS);
}

function addCounters(a: CaptureCounters, b: CaptureCounters): CaptureCounters {
  return {
    requests: a.requests + b.requests,
    connections: a.connections + b.connections,
    reconnects: a.reconnects + b.reconnects,
    frames: a.frames + b.frames,
    polls: addMembers(a.polls, b.polls),
    messages: addMembers(a.messages, b.messages),
    bytes: addMembers(a.bytes, b.bytes),
    errors: a.errors + b.errors,
  };
}

function addMembers<T extends { readonly [K in keyof T]: number }>(a: T, b: T): T {
  const sum = { ...a };
  for (const key in a) Object.assign(sum, { [key]: a[key] + b[key] });
  return sum;
}

/** Wire bytes that are no message payload, as a share of all; null without any. Compressed payloads can be more than the wire. */
export function overheadShare({ bytes }: CaptureCounters): number | null {
  const wire = bytes.received + bytes.sent;
  if (wire === 0) return null;
  return Math.max(0, (wire - bytes.payloadReceived - bytes.payloadSent) / wire);
}

/** Polls that were answered without a message, and their share of the answered ones. */
export function fruitlessPolls({ polls }: CaptureCounters): {
  readonly count: number;
  readonly share: number;
} {
  const count = polls.empty + polls.unchanged;
  const answered = count + polls.withMessages;
  return { count, share: answered === 0 ? 0 : count / answered };
}
