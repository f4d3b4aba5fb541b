import { Capture } from '../engine/capture.ts';
import type { CaptureLog } from '../engine/captureLog.ts';
import type { DecidedFeed } from '../engine/detect.ts';
import { SlowdownMeter } from '../engine/slowdownMeter.ts';
import type { RecordingLog } from '../engine/recordingLog.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import { type ErrorInfo, InspectorError, toErrorInfo } from '../protocol/errors.ts';
import { FLUSH_INTERVAL_MS } from '../protocol/limits.ts';
import type { EndSignal } from './endSignal.ts';

export interface CaptureRunOptions {
  readonly feeds: readonly DecidedFeed[];
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
  #recordingFailure: ErrorInfo | null = null;

  constructor(options: CaptureRunOptions, end: EndSignal) {
    this.#options = options;
    this.#end = end;
    this.captures = options.feeds.map(({ feed, detectedBy }, place): Capture => {
      const capture: Capture = new Capture({
        captureId: place + 1,
        feed,
        detectedBy,
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

  /** @param captureId from 1, in the order of the feeds */
  summaryOf(captureId: number): CaptureSummary {
    const capture = this.captures[captureId - 1];
    if (capture !== undefined) return capture.summary();
    throw new InspectorError('not-found', `there is no capture ${captureId}`, 'give one that runs');
  }

  /**
   * A recording that can no longer be kept ends them: going on would lose what the user asked to have.
   * @returns why the recording could not be kept; null where all is well
   */
  async toTheEnd(): Promise<ErrorInfo | null> {
    const { durationMs, recording } = this.#options;
    for (const capture of this.captures) capture.start();
    const slowdown = new SlowdownMeter();
    const flushing = setInterval(() => {
      const slowedMs = slowdown.measure();
      if (slowedMs > 0) for (const capture of this.captures) capture.slowed(slowedMs);
      this.#record(() => {
        for (const capture of this.captures) capture.refreshRequests();
        recording?.flush(this.captures);
      });
    }, FLUSH_INTERVAL_MS);
    const ending = durationMs === null ? null : setTimeout(() => void this.#stop('limit'), durationMs);
    this.#end.onEnd(() => void this.#stop('user'));
    await Promise.all(this.captures.map((capture) => capture.ended));
    clearInterval(flushing);
    if (ending !== null) clearTimeout(ending);
    this.#record(() => recording?.close(this.captures));
    return this.#recordingFailure;
  }

  #record(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#recordingFailure ??= toErrorInfo(error);
      void this.#stop('user');
    }
  }

  async #stop(reason: 'user' | 'limit'): Promise<void> {
    await Promise.all(this.captures.map((capture) => capture.stop(reason)));
  }
}
