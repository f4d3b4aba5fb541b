import type { CaptureCounters } from '../protocol/capture.ts';
import type { ByteSplit } from '../protocol/comparison.ts';
import type { WireBytes, WireParts } from '../protocol/request.ts';

/**
 * What a capture's wire bytes were for its messages. Of a compressed body, messages have the share that they have of it
 * when its compression is undone.
 * @returns null where the parts were not recorded
 */
export function splitWire(
  { received, sent, payloadReceived, payloadSent }: CaptureCounters['bytes'],
  { heads, framing, payload, decoded }: WireParts,
): ByteSplit | null {
  const areParted = sumOf(heads, framing, payload) === received + sent;
  if (!areParted) return null;
  const messages: WireBytes = {
    receivedBytes: shareOf(payload.receivedBytes, payloadReceived, decoded.receivedBytes),
    sentBytes: shareOf(payload.sentBytes, payloadSent, decoded.sentBytes),
  };
  return {
    heads,
    framing: {
      receivedBytes: framing.receivedBytes + payload.receivedBytes - messages.receivedBytes,
      sentBytes: framing.sentBytes + payload.sentBytes - messages.sentBytes,
    },
    payload: messages,
  };
}

/** Wire bytes that are no message, as a share of all of them; null without any. */
export function overheadOf({ heads, framing, payload }: ByteSplit): number | null {
  const overhead = sumOf(heads, framing);
  const all = overhead + sumOf(payload);
  return all === 0 ? null : overhead / all;
}

function sumOf(...parts: readonly WireBytes[]): number {
  return parts.reduce((sum, { receivedBytes, sentBytes }) => sum + receivedBytes + sentBytes, 0);
}

function shareOf(wireBytes: number, messageBytes: number, decodedBytes: number): number {
  // While a body is still being decoded its messages can be ahead of it.
  return decodedBytes === 0 ? 0 : Math.round(wireBytes * Math.min(1, messageBytes / decodedBytes));
}
