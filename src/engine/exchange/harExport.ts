import { VERSION } from '../version.ts';
import type { RecordedFrame } from './captureFrames.ts';
import type { ExportSource } from './exportSource.ts';
import type { HarStreamMessage, HarWebSocketMessage, MessageList } from './har.ts';
import { harEntry } from './harEntry.ts';
import { pollBody, pollMessage, streamMessage, webSocketMessage } from './harMessages.ts';
import { requestsOf, type SourceRequest } from './sourceRequests.ts';

/** HTTP Archive 1.2: an entry per request in order of start, with the messages that it brought (docs/exchange.md). */
export function* harText(source: ExportSource): Generator<string, void, undefined> {
  const creator = { name: 'Realtime Inspector', version: VERSION };
  const own = { version: 1, isWhole: source.isWhole, captures: source.captures };
  yield `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"pages":[],`;
  yield `"_realtimeInspector":${JSON.stringify(own)},"entries":[`;
  let separator = '';
  for (const request of requestsOf(source)) {
    yield separator;
    yield* entryText(request);
    separator = ',\n';
  }
  yield ']}}\n';
}

function* entryText({ capture, record, frames }: SourceRequest): Generator<string, void, undefined> {
  const { feed } = capture;
  if (record.purpose === 'poll') {
    const kept = [...frames((frame) => ({ ...frame, payload: frame.payload.slice() }))];
    const isBody = kept.length === 1 && record.failureBody === null;
    const messages = kept.map((frame) => pollMessage(frame, isBody));
    const entry = harEntry(record, feed, pollBody(kept));
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
  for (const message of frames(toMessage)) {
    yield separator + JSON.stringify(message);
    separator = ',\n';
  }
  yield ']}';
}
