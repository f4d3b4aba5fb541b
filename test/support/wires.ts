import { NO_WIRE_BYTES, type Wire } from '../../src/protocol/request.ts';

/** Wire bytes that are all payload, uncompressed. */
export function wireOf(receivedBytes: number, sentBytes: number): Wire {
  const payload = { receivedBytes, sentBytes };
  return {
    ...payload,
    parts: { heads: NO_WIRE_BYTES, framing: NO_WIRE_BYTES, payload, decoded: payload },
  };
}
