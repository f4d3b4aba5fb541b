import type { CaptureSummary } from '../../protocol/capture.ts';
import type { RequestRecord } from '../../protocol/request.ts';
import type { FrameCursor, RecordedFrame } from './captureFrames.ts';
import type { ExportSource } from './exportSource.ts';
import { untoldRequest } from './untoldRequest.ts';

/** A request of a recording, and the frames that it brought. */
export interface SourceRequest {
  readonly capture: CaptureSummary;
  readonly record: RequestRecord;
  /** Its frames in order, each as something else, for a frame is valid until the next. To be read once, before the next request. */
  readonly frames: <Result>(change: (frame: RecordedFrame) => Result) => Generator<Result, void, undefined>;
}

/** A capture with the frames of it that have not gone out. */
interface CaptureQueue {
  readonly summary: CaptureSummary;
  readonly frames: FrameCursor;
  /** The last request that went out: -1 before the first. */
  lastIndex: number;
}

/** All requests of a recording in order of start, each with its frames: a block of them is in memory at a time. */
export function* requestsOf(source: ExportSource): Generator<SourceRequest, void, undefined> {
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
    yield withFrames(queue, record);
  }
  for (const queue of queues.values()) yield* lostRequests(queue, Infinity);
}

function withFrames(queue: CaptureQueue, record: RequestRecord): SourceRequest {
  return {
    capture: queue.summary,
    record,
    frames: (change) => framesOf(queue, record.index, change),
  };
}

/** Frames whose request is no longer in the recording: it was dropped to keep the size. They get one that says what is known. */
function* lostRequests(queue: CaptureQueue, beforeIndex: number): Generator<SourceRequest, void, undefined> {
  for (let next = queue.frames.peek(); next !== null; next = queue.frames.peek()) {
    const { requestIndex, atMs } = next;
    if (requestIndex >= beforeIndex || (requestIndex <= queue.lastIndex && beforeIndex !== Infinity)) return;
    const { captureId, feed } = queue.summary;
    const record = untoldRequest(feed, {
      captureId,
      index: requestIndex,
      startedAtMs: atMs,
      endedAtMs: atMs,
      isConnectionReused: true,
    });
    yield withFrames(queue, record);
  }
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
