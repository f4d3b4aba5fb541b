import { isUtf8 } from 'node:buffer';
import { parseJson } from '../model/parseJson.ts';

/** A message as each method can carry it. */
export interface FeedContent {
  /** JSON: an item of the array that a poll is answered with. */
  readonly json: Buffer;
  /** What a WebSocket message holds, and the data of an event. */
  readonly payload: Buffer;
  readonly isBinary: boolean;
  /** Of an event; null: none. */
  readonly event: string | null;
}

/** A text that is JSON. */
export function jsonContent(json: Buffer): FeedContent {
  return { json, payload: json, isBinary: false, event: null };
}

/**
 * Anything. A poll holds JSON as it is, other text as a JSON string, and bytes as base64 in one.
 * @param payload copied
 */
export function contentOf(payload: Uint8Array, isBinary: boolean, event: string | null): FeedContent {
  const bytes = Buffer.from(payload);
  // A line end in a name would end its field; no stream has brought one, but a file may hold what it likes.
  const name = event === null || /[\r\n]/.test(event) ? null : event;
  if (isBinary || !isUtf8(bytes)) {
    const json = Buffer.from(JSON.stringify(bytes.toString('base64')));
    return { json, payload: bytes, isBinary: true, event: name };
  }
  const text = bytes.toString('utf8');
  const json = parseJson(text) === undefined ? Buffer.from(JSON.stringify(text)) : bytes;
  return { json, payload: bytes, isBinary: false, event: name };
}
