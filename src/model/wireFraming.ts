/**
 * What the formats that carry messages add to them, in bytes on the wire, exactly. HTTP heads are not in here: they
 * are an endpoint's own.
 */

const MASKING_KEY_BYTES = 4;
const CRLF_BYTES = 2;

/**
 * The header of an unfragmented WebSocket frame (RFC 6455, section 5.2): 2 bytes, then 2 or 8 more where the length
 * does not fit in 7 bits, then the masking key that clients must use.
 */
export function websocketHeaderBytes(payloadBytes: number, sender: 'server' | 'client'): number {
  const lengthBytes = payloadBytes < 126 ? 0 : payloadBytes < 65_536 ? 2 : 8;
  return 2 + lengthBytes + (sender === 'client' ? MASKING_KEY_BYTES : 0);
}

/** What an event has besides one line of data. */
export interface SseEventShape {
  /** Lines of the payload; each has its own `data` field. */
  readonly dataLines?: number;
  /** Bytes of the `id` field's value. */
  readonly idBytes?: number;
  /** Bytes of the `event` field's value. */
  readonly eventBytes?: number;
}

/**
 * An event in an event stream (HTML, section 9.2.6 "Interpreting an event stream"), payload and blank line included,
 * as servers write it: a space after the colon, LF line ends.
 * @param payloadBytes in UTF-8, LF between its lines included
 */
export function sseEventBytes(
  payloadBytes: number,
  { dataLines = 1, idBytes, eventBytes }: SseEventShape = {},
): number {
  const textBytes = payloadBytes - (dataLines - 1);
  const idField = idBytes === undefined ? 0 : 'id: \n'.length + idBytes;
  const eventField = eventBytes === undefined ? 0 : 'event: \n'.length + eventBytes;
  return idField + eventField + dataLines * 'data: \n'.length + textBytes + '\n'.length;
}

/**
 * Data as one chunk of an HTTP/1.1 chunked body (RFC 9112, section 7.1), without extensions.
 * @param dataBytes above 0: an empty chunk would end the body
 */
export function chunkBytes(dataBytes: number): number {
  return dataBytes.toString(16).length + CRLF_BYTES + dataBytes + CRLF_BYTES;
}

/** A JSON array without white space (RFC 8259, section 5): brackets and commas around its items. */
export function jsonArrayBytes(itemCount: number, itemsBytes: number): number {
  return '[]'.length + itemsBytes + Math.max(0, itemCount - 1) * ','.length;
}
