import type { CaptureCounters } from '../protocol/capture.ts';

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
