import { isUtf8 } from 'node:buffer';
import { frameLine, type LinePayload } from '../../model/frameLine.ts';
import { captureLabels } from '../../model/captureLabels.ts';
import type { Feed } from '../../protocol/feed.ts';
import { type RecordedFrame, viewOf } from './captureFrames.ts';
import type { ExportSource } from './exportSource.ts';

/** What each line says of its frame's capture, so that a line can be read by itself. */
interface LineCapture {
  readonly method: Feed['method'];
  readonly capture: string;
  readonly url: string;
  readonly startedAtMs: number;
}

/** A line per frame, as `watch --output ndjson` prints it, with what it says of its capture (docs/exchange.md). */
export function* ndjsonText(source: ExportSource): Generator<string, void, undefined> {
  const labels = captureLabels(source.captures.map(({ feed }) => feed.method));
  const captures = new Map(
    source.captures.map(({ captureId, feed, startedAtMs }, place): [number, LineCapture] => [
      captureId,
      { method: feed.method, capture: labels[place] ?? feed.method, url: feed.url, startedAtMs },
    ]),
  );
  const frames = source.frames();
  for (let frame = frames.next(); frame !== null; frame = frames.next()) {
    const capture = captures.get(frame.captureId);
    if (capture === undefined) continue;
    const facts = { ...frame, sizeBytes: frame.payload.length };
    const line = frameLine(facts, frame.atMs, capture.startedAtMs, contentOf(frame));
    yield `${JSON.stringify({ ...capture, ...line })}\n`;
  }
}

/** Text where it is text, else base64. */
function contentOf({ payload, isBinary }: RecordedFrame): LinePayload {
  const bytes = viewOf(payload);
  return !isBinary && isUtf8(payload)
    ? { text: bytes.toString('utf8') }
    : { base64: bytes.toString('base64') };
}
