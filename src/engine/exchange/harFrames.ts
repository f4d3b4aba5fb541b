import { isUtf8 } from 'node:buffer';
import { OPCODES } from './har.ts';
import { wrongType } from './importError.ts';
import type { StagedFrame } from './importStage.ts';
import type { ImportValue } from './importValues.ts';

const CONTINUATION = 0;
const KIND_OF: ReadonlyMap<number, StagedFrame['kind']> = new Map([
  [CONTINUATION, 'message'],
  [OPCODES.text, 'message'],
  [OPCODES.binary, 'message'],
  [OPCODES.close, 'close'],
  [OPCODES.ping, 'ping'],
  [OPCODES.pong, 'pong'],
]);

/** @returns null: a note of Chrome's that the connection has failed, which is no frame */
export function webSocketFrame(message: ImportValue): StagedFrame | null {
  const type = message.object().member('type').oneOf(['send', 'receive', 'error']);
  if (type === 'error') return null;
  const opcode = message.member('opcode').number();
  const kind = KIND_OF.get(opcode);
  if (kind === undefined) throw wrongType(message.member('opcode').place, 'an opcode of RFC 6455');
  const isBinary = opcode === OPCODES.binary;
  return {
    atMs: timeOf(message),
    direction: type === 'send' ? 'out' : 'in',
    kind,
    isBinary,
    id: message.member('_id').textOr(null),
    event: null,
    roundTripMs: message.member('_roundTripMs').numberOr(null),
    payload: isBinary ? message.member('data').base64() : payloadOf(message),
  };
}

/** @param isChromes whether an empty id says that there is none */
export function streamFrame(message: ImportValue, isChromes: boolean): StagedFrame {
  const kindMember = message.object().member('_kind');
  const kind = kindMember.isMissing ? 'message' : kindMember.oneOf(['comment', 'retry']);
  const name = message.member('eventName').textOr('');
  const id = message.member('eventId').textOr(null);
  const payload = payloadOf(message);
  return {
    atMs: timeOf(message),
    direction: 'in',
    kind,
    isBinary: kind === 'message' && !isUtf8(payload),
    id: isChromes && id === '' ? null : id,
    event: name === '' || name === 'message' ? null : name,
    roundTripMs: null,
    payload,
  };
}

/** @param body the answer's, where the message is it; null: the message has its own data */
export function pollFrame(message: ImportValue, body: Uint8Array | null): StagedFrame {
  const payload = body ?? payloadOf(message.object());
  return {
    atMs: timeOf(message),
    direction: 'in',
    kind: 'message',
    isBinary: !isUtf8(payload),
    id: message.member('_id').textOr(null),
    event: null,
    roundTripMs: null,
    payload,
  };
}

function payloadOf(message: ImportValue): Buffer {
  const data = message.member('data');
  const isBase64 = message.member('_encoding').raw === 'base64';
  return isBase64 ? data.base64() : Buffer.from(data.text());
}

/** Seconds since the Unix epoch, in ms with their microseconds. */
function timeOf(message: ImportValue): number {
  return Math.round(message.member('time').number() * 1_000_000) / 1_000;
}
