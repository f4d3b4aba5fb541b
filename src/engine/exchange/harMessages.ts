import { isUtf8 } from 'node:buffer';
import { assertNever } from '../../protocol/assertNever.ts';
import { type RecordedFrame, viewOf } from './captureFrames.ts';
import {
  type HarContent,
  type HarPayload,
  type HarPollMessage,
  type HarStreamMessage,
  type HarWebSocketMessage,
  OPCODES,
} from './har.ts';

export function webSocketMessage(frame: RecordedFrame): HarWebSocketMessage {
  const { direction, atMs, id, roundTripMs, isBinary, payload } = frame;
  // Chrome has base64 for binary messages, and says so by the opcode only.
  const content: HarPayload =
    isBinary && frame.kind === 'message' ? { data: viewOf(payload).toString('base64') } : payloadOf(frame);
  return {
    type: direction === 'out' ? 'send' : 'receive',
    time: atMs / 1_000,
    opcode: opcodeOf(frame),
    ...content,
    ...(id === null ? {} : { _id: id }),
    ...(roundTripMs === null ? {} : { _roundTripMs: roundTripMs }),
  };
}

export function streamMessage(frame: RecordedFrame): HarStreamMessage {
  const { atMs, event, id, kind } = frame;
  return {
    time: atMs / 1_000,
    eventName: kind === 'message' ? (event ?? 'message') : '',
    eventId: id,
    ...payloadOf(frame),
    ...(kind === 'comment' || kind === 'retry' ? { _kind: kind } : {}),
  };
}

/** @param isBody whether the body of the answer is this message, so that its data need not be here again */
export function pollMessage(frame: RecordedFrame, isBody: boolean): HarPollMessage {
  const { atMs, id } = frame;
  return {
    time: atMs / 1_000,
    ...(id === null ? {} : { _id: id }),
    ...(isBody ? {} : payloadOf(frame)),
  };
}

/**
 * The body of a poll, of which a recording keeps the messages: the one that it brought, or a JSON array of them. Where
 * they stood in a body that was more than that is not known.
 */
export function pollBody(frames: readonly RecordedFrame[]): Pick<HarContent, 'text' | 'encoding'> {
  const [first] = frames;
  if (first === undefined) return {};
  if (frames.length > 1)
    return { text: `[${frames.map(({ payload }) => viewOf(payload).toString()).join(',')}]` };
  const { data, _encoding } = payloadOf(first);
  return { text: data, ...(_encoding === undefined ? {} : { encoding: _encoding }) };
}

function payloadOf({ payload, isBinary }: RecordedFrame): HarPayload {
  const bytes = viewOf(payload);
  return !isBinary && isUtf8(payload)
    ? { data: bytes.toString('utf8') }
    : { data: bytes.toString('base64'), _encoding: 'base64' };
}

function opcodeOf({ kind, isBinary }: RecordedFrame): number {
  switch (kind) {
    case 'message':
      return isBinary ? OPCODES.binary : OPCODES.text;
    case 'close':
    case 'ping':
    case 'pong':
      return OPCODES[kind];
    case 'comment':
    case 'retry':
      // Not of a WebSocket.
      return OPCODES.text;
    default:
      return assertNever(kind);
  }
}
