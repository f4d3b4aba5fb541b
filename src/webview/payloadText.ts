import type { FrameBody } from '../protocol/frame.ts';

/** A payload as text: decoded, or as hexadecimal digits where it is binary. */
export function payloadText({ row, payload }: FrameBody): string {
  if (row.isBinary) return Array.from(payload, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return new TextDecoder().decode(payload);
}
