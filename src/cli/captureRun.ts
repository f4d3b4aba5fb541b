import { Capture } from '../engine/capture.ts';
import type { CaptureLog } from '../engine/captureLog.ts';
import type { RecordingLog } from '../engine/recordingLog.ts';
import { toErrorInfo } from '../protocol/errors.ts';
import type { Feed } from '../protocol/feed.ts';
import { FLUSH_INTERVAL_MS } from '../protocol/limits.ts';
import type { EndSignal } from './endSignal.ts';

export interface CaptureRunOptions {
  readonly feeds: readonly Feed[];
  readonly log: CaptureLog;
  readonly recording: RecordingLog | null;
  readonly maxMessages: number;
  readonly durationMs: number | null;
  /** Whether the captures are to be matched with each other afterwards. */
  readonly indexMessages: boolean;
  readonly onStateChange: (capture: Capture) => void;
}

/** Runs captures side by side until each has ended, time is up, or the user ends them. */
export class CaptureRun {
  readonly captures: readonly Capture[];
  readonly #options: CaptureRunOptions;
  readonly #end: EndSignal;

  constructor(options: CaptureRunOptions, end: EndSignal) {
    this.#options = options;
    this.#end = end;
    this.captures = options.feeds.map((feed, place): Capture => {
      const capture: Capture = new Capture({
        captureId: place + 1,
        feed,
        log: options.log,
        indexMessages: options.indexMessages,
        maxMessages: options.maxMessages,
        onStateChange: () => {
          options.onStateChange(capture);
        },
      });
      return capture;
    });
  }

  /** @throws InspectorError `recording-failed` where the recording could not be kept; the captures have ended */
  async toTheEnd(): Promise<void> {
    const { durationMs, recording } = this.#options;
    let recordingFailure: unknown = null;
    for (const capture of this.captures) capture.start();
    const flushing = setInterval(() => {
      try {
        if (recordingFailure === null) this.#flush();
      } catch (error) {
        recordingFailure = error;
      }
    }, FLUSH_INTERVAL_MS);
    const ending = durationMs === null ? null : setTimeout(() => void this.#stop('limit'), durationMs);
    this.#end.onEnd(() => void this.#stop('user'));
    await Promise.all(this.captures.map((capture) => capture.ended));
    clearInterval(flushing);
    if (ending !== null) clearTimeout(ending);
    recording?.close(this.captures.map((capture) => capture.summary()));
    if (recordingFailure !== null)
      throw recordingFailure instanceof Error
        ? recordingFailure
        : new Error(toErrorInfo(recordingFailure).message);
  }

  #flush(): void {
    const { recording } = this.#options;
    if (recording === null) return;
    for (const capture of this.captures) capture.refreshRequests();
    recording.flush(this.captures.map((capture) => capture.summary()));
  }

  async #stop(reason: 'user' | 'limit'): Promise<void> {
    await Promise.all(this.captures.map((capture) => capture.stop(reason)));
  }
}
