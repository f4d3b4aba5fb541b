import type { Capture } from '../engine/capture.ts';
import type { CaptureLog } from '../engine/captureLog.ts';
import { detectMethod } from '../engine/detect.ts';
import type { FeedRequest } from '../engine/parseFeed.ts';
import { openRecordingLog } from '../engine/recordingLog.ts';
import { formatDuration } from '../model/format.ts';
import { visibleLine } from '../model/visibleText.ts';
import { formatError } from '../protocol/errors.ts';
import type { Feed } from '../protocol/feed.ts';
import { METHOD_LABELS } from '../protocol/method.ts';
import { CaptureRun } from './captureRun.ts';
import type { EndSignal } from './endSignal.ts';
import { ndjsonLines, teeLog, textLines } from './frameLines.ts';
import type { Arguments } from './parseCommand.ts';
import type { Terminal } from './terminal.ts';
import { parseChoice, parseDuration, parseInteger } from './values.ts';

export const OUTPUTS = ['text', 'ndjson', 'json'] as const;
export type Output = (typeof OUTPUTS)[number];

/** What `watch` and `compare` share: how to show, keep and end what they capture. */
export interface CaptureCommandOptions {
  readonly output: Output;
  readonly recordPath: string | null;
  readonly maxMessages: number;
  readonly durationMs: number | null;
}

/** @throws UsageError */
export function captureOptions(words: Arguments, defaultDurationMs: number | null): CaptureCommandOptions {
  const duration = words.one('duration');
  const maxMessages = words.one('max-messages');
  return {
    output: parseChoice(words.one('output') ?? 'text', 'output', OUTPUTS),
    recordPath: words.one('record'),
    maxMessages:
      maxMessages === null ? Infinity : parseInteger(maxMessages, 'max-messages', 1, Number.MAX_SAFE_INTEGER),
    durationMs: duration === null ? defaultDurationMs : parseDuration(duration, 'duration'),
  };
}

/** The feed with its method, found out where that was left open. @throws InspectorError `detection-failed` */
export async function decideMethod(
  request: FeedRequest,
  options: CaptureCommandOptions,
  terminal: Terminal,
): Promise<Feed> {
  const { method } = request;
  if (method !== 'auto') return { ...request, method };
  const detection = await detectMethod(request);
  if (options.output === 'text') terminal.note(`method: ${detection.method}, for ${detection.reason}`);
  return { ...request, method: detection.method };
}

/** Captures feeds to their end, showing frames as they come. */
export async function captureFeeds(
  feeds: readonly Feed[],
  labels: readonly string[],
  options: CaptureCommandOptions,
  terminal: Terminal,
  end: EndSignal,
): Promise<readonly Capture[]> {
  const recording = options.recordPath === null ? null : openRecordingLog(options.recordPath);
  const startedAtMs = new Map<number, number>();
  const sourceOf = (captureId: number): { label: string; startedAtMs: number } => {
    let atMs = startedAtMs.get(captureId);
    if (atMs === undefined) {
      atMs = run.captures[captureId - 1]?.summary().startedAtMs ?? 0;
      startedAtMs.set(captureId, atMs);
    }
    return { label: labels[captureId - 1] ?? '', startedAtMs: atMs };
  };
  const print = (line: string): void => {
    terminal.print(line);
  };
  const isSeveral = feeds.length > 1;
  const shown: Readonly<Record<Output, readonly CaptureLog[]>> = {
    text: [textLines(print, sourceOf, isSeveral)],
    ndjson: [ndjsonLines(print, sourceOf, isSeveral)],
    json: [],
  };
  const logs = [...shown[options.output], ...(recording === null ? [] : [recording.log])];
  const run = new CaptureRun(
    {
      ...options,
      feeds,
      recording,
      log: teeLog(logs),
      indexMessages: isSeveral,
      onStateChange: (capture) => {
        if (options.output === 'text') noteState(capture, terminal);
      },
    },
    end,
  );
  terminal.onReaderGone(() => {
    end.end();
  });
  await run.toTheEnd();
  return run.captures;
}

/** One line on standard error for each capture that failed. @returns the exit code */
export function reportFailures(captures: readonly Capture[], terminal: Terminal): 0 | 1 {
  const failures = captures.flatMap((capture) => capture.summary().failure ?? []);
  for (const failure of failures) terminal.note(visibleLine(formatError(failure)));
  return failures.length > 0 ? 1 : 0;
}

function noteState(capture: Capture, terminal: Terminal): void {
  const { state, feed, retryAtMs, errors } = capture.summary();
  const where = `${METHOD_LABELS[feed.method]} ${feed.url}`;
  if (state === 'open') terminal.note(`open: ${where}`);
  if (state !== 'reconnecting' || retryAtMs === null) return;
  const last = errors.at(-1);
  const waitMs = Math.max(0, retryAtMs - (performance.timeOrigin + performance.now()));
  const reason = last === undefined ? '' : `: ${last.message}`;
  terminal.note(visibleLine(`reconnecting in ${formatDuration(waitMs)}: ${where}${reason}`));
}
