import { frameLine } from '../model/frameLine.ts';
import { formatBytes } from '../model/format.ts';
import { hexDump } from '../model/hexDump.ts';
import type { FrameBody } from '../protocol/frame.ts';
import { MAX_BODY_BYTES_DUMPED } from '../protocol/limits.ts';
import { payloadText } from './payloadText.ts';

/** What a message can be copied as. `curl` is the request that brought it. */
export const COPY_FORMS = ['text', 'json', 'hex', 'curl'] as const;
export type CopyForm = (typeof COPY_FORMS)[number];

export const COPY_LABELS: Readonly<Record<CopyForm, string>> = {
  text: 'Copy as text',
  json: 'Copy as JSON, with its time and kind',
  hex: 'Copy as a hex dump',
  curl: 'Copy its request as cURL',
};

/** Characters that one call of `String.fromCharCode` is given: engines limit the arguments of a call. */
const CHUNK_BYTES = 8_192;

/** @param startedAtMs of its capture */
export function messageCopy(body: FrameBody, form: Exclude<CopyForm, 'curl'>, startedAtMs: number): string {
  switch (form) {
    case 'text':
      return payloadText(body);
    case 'json':
      return messageJson(body, startedAtMs);
    case 'hex':
      return new TextDecoder().decode(hexDump(body.payload.subarray(0, MAX_BODY_BYTES_DUMPED)));
  }
}

/** What of a message a copy leaves out, in words; null: nothing. */
export function cutText({ row, payload }: FrameBody, form: CopyForm): string | null {
  const takenBytes = form === 'hex' ? Math.min(payload.length, MAX_BODY_BYTES_DUMPED) : payload.length;
  if (takenBytes >= row.sizeBytes) return null;
  return `the message has ${formatBytes(row.sizeBytes)}, of which the first ${formatBytes(takenBytes)} were copied`;
}

/** A line as `--output ndjson` prints it. */
function messageJson({ row, payload }: FrameBody, startedAtMs: number): string {
  const text = row.isBinary ? null : utf8Text(payload);
  return JSON.stringify(
    frameLine(row, row.atMs, startedAtMs, text === null ? { base64: toBase64(payload) } : { text }),
  );
}

/** @returns null where the bytes are not UTF-8 */
function utf8Text(payload: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return null;
  }
}

/** RFC 4648, section 4. `Uint8Array.toBase64` is newer than the oldest editor that this runs in. */
function toBase64(bytes: Uint8Array): string {
  const characters: string[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    const chunk = bytes.subarray(start, start + CHUNK_BYTES);
    // Not by spreading, which takes five times as long.
    const part: unknown = Reflect.apply(String.fromCharCode, null, chunk);
    characters.push(String(part));
  }
  return btoa(characters.join(''));
}
