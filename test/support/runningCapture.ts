import { Capture, type CaptureOptions } from '../../src/engine/capture.ts';
import { completeFeed, type FeedInput } from '../../src/protocol/feed.ts';
import { CollectingLog } from './collectingLog.ts';

/** A capture under way, with a log that keeps all; disposed of, it stops. */
export class RunningCapture implements AsyncDisposable {
  readonly log = new CollectingLog();
  readonly capture: Capture;

  constructor(feed: FeedInput, options: Partial<CaptureOptions> = {}) {
    this.capture = new Capture({ captureId: 1, feed: completeFeed(feed), log: this.log, ...options });
    this.capture.start();
  }

  get counters(): ReturnType<Capture['summary']>['counters'] {
    return this.capture.summary().counters;
  }

  /** What came of each request that has ended, in order. */
  get outcomes(): readonly string[] {
    return this.log.requests.filter(({ endedAtMs }) => endedAtMs !== null).map(({ outcome }) => outcome);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.capture.stop('user');
  }
}
