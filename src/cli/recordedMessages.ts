import { contentOf } from '../demo/feedContent.ts';
import type { DueMessage } from '../demo/replayProducer.ts';
import type { RecordedFeed } from '../engine/recordedFeed.ts';

/** The messages of a recording as they are to be served, read from it as they are asked for. */
export function* recordedMessages(recorded: RecordedFeed): Generator<DueMessage, void, undefined> {
  for (const { atMs, payload, isBinary, event } of recorded.messages()) {
    yield { atMs, content: contentOf(payload, isBinary, event) };
  }
}
