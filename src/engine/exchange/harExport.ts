import type { CaptureSummary } from '../../protocol/capture.ts';
import { isPolling } from '../../protocol/method.ts';
import { NO_WIRE, type RequestRecord } from '../../protocol/request.ts';
import { VERSION } from '../version.ts';
import type { FrameCursor, RecordedFrame } from './captureFrames.ts';
import type { ExportSource } from './exportSource.ts';
import type { HarStreamMessage, HarWebSocketMessage, MessageList } from './har.ts';
import { harEntry } from './harEntry.ts';
import { pollBody, pollMessage, streamMessage, webSocketMessage } from './harMessages.ts';

/** A capture with the frames of it that have not gone out. */
interface CaptureQueue {
  readonly summary: CaptureSummary;
  readonly frames: FrameCursor;
  /** The last request that went out: -1 before the first. */
  lastIndex: number;
}

/** HTTP Archive 1.2: an entry per request in order of start, with the messages that it brought (docs/exchange.md). */
export function* harText(source: ExportSource): Generator<string, void, undefined> {
  const creator = { name: 'Realtime Inspector', version: VERSION };
  const own = { version: 1, isWhole: source.isWhole, captures: source.captures };
  yield `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"pages":[],`;
  yield `"_realtimeInspector":${JSON.stringify(own)},"entries":[`;
  let separator = '';
  for (const pieces of entries(source)) {
    yield separator;
    yield* pieces;
    separator = ',\n';
  }
  yield ']}}\n';
}

function* entries(source: ExportSource): Generator<Generator<string, void, undefined>, void, undefined> {
  const queues = new Map(
    source.captures.map((summary): [number, CaptureQueue] => [
      summary.captureId,
      { summary, frames: source.frames(summary.captureId), lastIndex: -1 },
    ]),
  );
  for (const record of source.requests()) {
    const queue = queues.get(record.captureId);
    if (queue === undefined) continue;
    yield* lostRequests(queue, record.index);
    yield entryText(queue, record);
  }
  for (const queue of queues.values()) yield* lostRequests(queue, Infinity);
}

/** Frames whose request is no longer in the recording: it was dropped to keep the size. They get one that says what is known. */
function* lostRequests(
  queue: CaptureQueue,
  beforeIndex: number,
): Generator<Generator<string, void, undefined>, void, undefined> {
  for (let next = queue.frames.peek(); next !== null; next = queue.frames.peek()) {
    const { requestIndex, atMs } = next;
    if (requestIndex >= beforeIndex || (requestIndex <= queue.lastIndex && beforeIndex !== Infinity)) return;
    yield entryText(queue, lostRequest(queue.summary, requestIndex, atMs));
  }
}

function lostRequest({ captureId, feed }: CaptureSummary, index: number, atMs: number): RequestRecord {
  const isPoll = isPolling(feed.method);
  return {
    captureId,
    index,
    purpose: isPoll ? 'poll' : feed.method === 'websocket' ? 'upgrade' : 'stream',
    httpMethod: feed.httpMethod,
    url: feed.url,
    httpVersion: null,
    status: null,
    statusText: null,
    startedAtMs: atMs,
    endedAtMs: atMs,
    phases: { dnsMs: null, connectMs: null, tlsMs: null, waitMs: null, transferMs: null },
    isConnectionReused: true,
    connection: null,
    idleBeforeMs: null,
    requestHead: '',
    responseHead: null,
    responseTrailers: null,
    wire: NO_WIRE,
    outcome: isPoll ? 'messages' : 'streamed',
    messageCount: 0,
    error: null,
    failureBody: null,
  };
}

function* entryText(queue: CaptureQueue, record: RequestRecord): Generator<string, void, undefined> {
  const { feed } = queue.summary;
  if (record.purpose === 'poll') {
    const frames = [
      ...framesOf(queue, record.index, (frame) => ({ ...frame, payload: frame.payload.slice() })),
    ];
    const isBody = frames.length === 1 && record.failureBody === null;
    const messages = frames.map((frame) => pollMessage(frame, isBody));
    const entry = harEntry(record, feed, pollBody(frames));
    yield JSON.stringify(messages.length === 0 ? entry : { ...entry, _pollMessages: messages });
    return;
  }
  const isSocket = record.purpose === 'upgrade';
  const list: MessageList = isSocket ? '_webSocketMessages' : '_eventStreamMessages';
  const toMessage = (frame: RecordedFrame): HarWebSocketMessage | HarStreamMessage =>
    isSocket ? webSocketMessage(frame) : streamMessage(frame);
  // An open list within the entry: a connection may have brought millions.
  yield `${JSON.stringify(harEntry(record, feed, {})).slice(0, -1)},"${list}":[`;
  let separator = '';
  for (const message of framesOf(queue, record.index, toMessage)) {
    yield separator + JSON.stringify(message);
    separator = ',\n';
  }
  yield ']}';
}

/** The frames of a request as something else: a frame is valid until the next one. */
function* framesOf<Result>(
  queue: CaptureQueue,
  index: number,
  change: (frame: RecordedFrame) => Result,
): Generator<Result, void, undefined> {
  const isOf = (requestIndex: number): boolean =>
    // A frame that was seen after those of a later request goes with that one: an entry is out when the next begins.
    requestIndex === index || requestIndex <= queue.lastIndex;
  for (let next = queue.frames.peek(); next !== null && isOf(next.requestIndex); next = queue.frames.peek()) {
    const frame = queue.frames.next();
    if (frame !== null) yield change(frame);
  }
  queue.lastIndex = Math.max(queue.lastIndex, index);
}
