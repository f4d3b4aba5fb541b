import { readFile } from 'node:fs/promises';
import { InspectorError } from '../../protocol/errors.ts';
import { MAX_CLOSE_REASON_BYTES, MAX_CONTROL_PAYLOAD_BYTES, type Outgoing } from '../../protocol/outgoing.ts';

/** What is to be sent, as bytes. */
export type OutgoingFrame =
  | { readonly kind: 'message'; readonly payload: Uint8Array; readonly isBinary: boolean }
  | { readonly kind: 'ping'; readonly payload: Uint8Array }
  | { readonly kind: 'close'; readonly code: number | null; readonly reason: string };

/** @throws InspectorError `invalid-option` where RFC 6455 does not allow it to be sent */
export function checkOutgoing(outgoing: Outgoing): void {
  if (outgoing.kind === 'ping') checkedPing(outgoing.text);
  if (outgoing.kind === 'close') checkClose(outgoing.code, outgoing.reason);
}

/** @throws InspectorError `invalid-option` where RFC 6455 does not allow it, or a file cannot be read */
export async function toFrame(outgoing: Outgoing): Promise<OutgoingFrame> {
  switch (outgoing.kind) {
    case 'text':
      return { kind: 'message', payload: Buffer.from(outgoing.text), isBinary: false };
    case 'binary':
      return { kind: 'message', payload: Buffer.from(outgoing.base64, 'base64'), isBinary: true };
    case 'file':
      return { kind: 'message', payload: await read(outgoing.path), isBinary: true };
    case 'ping':
      return { kind: 'ping', payload: checkedPing(outgoing.text) };
    case 'close':
      checkClose(outgoing.code, outgoing.reason);
      return outgoing;
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InspectorError('invalid-option', `the file cannot be sent (${reason})`, 'check its path', {
      cause: error,
    });
  }
}

function checkedPing(text: string): Uint8Array {
  const payload = Buffer.from(text);
  if (payload.byteLength <= MAX_CONTROL_PAYLOAD_BYTES) return payload;
  throw tooLong('a ping', MAX_CONTROL_PAYLOAD_BYTES);
}

/** RFC 6455, sections 5.5.1 and 7.4. */
function checkClose(code: number | null, reason: string): void {
  if (code === null) {
    if (reason === '') return;
    throw new InspectorError('invalid-option', 'a close reason needs a code', 'give one, such as 1000');
  }
  const isStandard = code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code);
  const isOwn = code >= 3000 && code <= 4999;
  if (!Number.isInteger(code) || (!isStandard && !isOwn)) {
    throw new InspectorError(
      'invalid-option',
      `${code} is not a code that a close frame may carry`,
      'use 1000 for a normal closure, or one from 3000 to 4999 of your own',
    );
  }
  if (Buffer.byteLength(reason) > MAX_CLOSE_REASON_BYTES) {
    throw tooLong('a close reason', MAX_CLOSE_REASON_BYTES);
  }
}

function tooLong(what: string, limitBytes: number): InspectorError {
  return new InspectorError(
    'invalid-option',
    `${what} has ${limitBytes} bytes at most`,
    'write less, or send it as a message',
  );
}
