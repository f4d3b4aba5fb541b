import { contentOf } from '../demo/feedContent.ts';
import type { DueMessage } from '../demo/replayProducer.ts';
import type { RecordedFeed } from '../engine/recordedFeed.ts';

/** The messages of a recording as they are to be served, read from it as they are asked for. */
export function* recordedMessages(
  recorded: RecordedFeed,
  fromMs: number,
): Generator<DueMessage, void, undefined> {
  for (const { atMs, payload, isBinary, event } of recorded.messages(fromMs)) {
    yield { atMs, content: contentOf(payload, isBinary, event) };
  }
}

/** When the first message from a moment on came; null where there is none. */
export function firstAt(recorded: RecordedFeed, fromMs = -Infinity): number | null {
  const { value } = recorded.messages(fromMs).next();
  return value?.atMs ?? null;
}
