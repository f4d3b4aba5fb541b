import type { Capture } from '../engine/capture.ts';
import type { CaptureLog } from '../engine/captureLog.ts';
import { systemClock } from '../engine/clock.ts';
import { type DecidedFeed, decideMethod as decide } from '../engine/detect.ts';
import type { FeedRequest } from '../engine/parseFeed.ts';
import { openRecordingLog } from '../engine/recordingLog.ts';
import { formatDuration } from '../model/format.ts';
import { visibleLine } from '../model/visibleText.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import { type ErrorInfo, formatError, InspectorError } from '../protocol/errors.ts';
import { METHOD_LABELS } from '../protocol/method.ts';
import { CaptureRun } from './captureRun.ts';
import type { EndSignal } from './endSignal.ts';
import { type LineSource, ndjsonLines, teeLog, textLines } from './frameLines.ts';
import type { Arguments } from './parseCommand.ts';
import type { Terminal } from './terminal.ts';
import { parseChoice, parseDuration, parseInteger } from './values.ts';

/** What `watch` shows; `compare` shows reports as well. */
export const WATCH_OUTPUTS = ['text', 'ndjson', 'json'] as const;
export const COMPARE_OUTPUTS = [...WATCH_OUTPUTS, 'markdown', 'html'] as const;
type Output = (typeof COMPARE_OUTPUTS)[number];

/** What `watch` and `compare` share: how to show, keep and end what they capture. */
export interface CaptureCommandOptions<O extends Output = Output> {
  readonly output: O;
  readonly recordPath: string | null;
  readonly maxMessages: number;
  readonly durationMs: number | null;
}

/** What came of the captures of a command. */
export interface CapturesEnded {
  readonly captures: readonly Capture[];
  readonly isRecorded: boolean;
  /** What ends the command with exit code 1: a failed capture each, and a recording that could not be kept. */
  readonly failures: readonly ErrorInfo[];
}

/** @throws UsageError */
export function captureOptions<O extends Output>(
  words: Arguments,
  outputs: readonly O[],
  defaultDurationMs: number | null,
): CaptureCommandOptions<O> {
  const duration = words.one('duration');
  const maxMessages = words.one('max-messages');
  return {
    output: parseChoice(words.one('output') ?? 'text', 'output', outputs),
    recordPath: words.one('record'),
    maxMessages:
      maxMessages === null ? Infinity : parseInteger(maxMessages, 'max-messages', 1, Number.MAX_SAFE_INTEGER),
    durationMs: duration === null ? defaultDurationMs : parseDuration(duration, 'duration'),
  };
}

/**
 * The feed with its method, found out where that was left open.
 * @throws InspectorError `detection-failed`, what keeps it from being reached, or `not-open` where the user ended it
 */
export async function decideMethod(
  request: FeedRequest,
  terminal: Terminal,
  end: EndSignal,
): Promise<DecidedFeed> {
  const ended = new Promise<never>((_, reject) => {
    end.onEnd(() => {
      reject(
        new InspectorError('not-open', 'ended before its method was found out', 'choose one with --method'),
      );
    });
  });
  const decided = await Promise.race([decide(request, null), ended]);
  const { feed, detectedBy } = decided;
  if (detectedBy !== null) terminal.status(visibleLine(`method: ${feed.method}, for ${detectedBy}`));
  return decided;
}

/**
 * Captures feeds to their end, showing frames as they come.
 * @throws InspectorError where the recording cannot be made
 */
export async function captureFeeds(
  feeds: readonly DecidedFeed[],
  labels: readonly string[],
  options: CaptureCommandOptions & {
    /** Where frames and requests go besides. */
    readonly alsoLog: CaptureLog | null;
  },
  terminal: Terminal,
  end: EndSignal,
): Promise<CapturesEnded> {
  const recording = options.recordPath === null ? null : openRecordingLog(options.recordPath);
  const sources = new Map<number, LineSource>();
  const sourceOf = (captureId: number): LineSource => {
    const known = sources.get(captureId);
    if (known !== undefined) return known;
    const summary = run.summaryOf(captureId);
    const source = {
      method: summary.feed.method,
      label: labels[captureId - 1] ?? '',
      startedAtMs: summary.startedAtMs,
    };
    sources.set(captureId, source);
    return source;
  };
  const run = new CaptureRun(
    {
      ...options,
      feeds,
      recording,
      log: teeLog([
        ...shownLog(options.output, terminal, sourceOf, feeds.length > 1),
        ...(recording === null ? [] : [recording.log]),
        ...(options.alsoLog === null ? [] : [options.alsoLog]),
      ]),
      indexMessages: feeds.length > 1,
      onStateChange: (capture) => {
        noteState(capture.summary(), terminal);
      },
    },
    end,
  );
  terminal.onReaderGone(() => {
    end.end();
  });
  const recordingFailure = await run.toTheEnd();
  const failures = run.captures.flatMap((capture) => failureOf(capture.summary()) ?? []);
  return {
    captures: run.captures,
    isRecorded: recording !== null && recordingFailure === null,
    failures: recordingFailure === null ? failures : [...failures, recordingFailure],
  };
}

/** One line on standard error for each failure. @returns the exit code */
export function reportFailures(failures: readonly ErrorInfo[], terminal: Terminal): 0 | 1 {
  for (const failure of failures) terminal.note(visibleLine(formatError(failure)));
  return failures.length > 0 ? 1 : 0;
}

function shownLog(
  output: Output,
  terminal: Terminal,
  sourceOf: (captureId: number) => LineSource,
  isSeveral: boolean,
): readonly CaptureLog[] {
  const print = (line: string): void => {
    terminal.print(line);
  };
  switch (output) {
    case 'text':
      return [textLines(print, sourceOf, isSeveral)];
    case 'ndjson':
      return [ndjsonLines(print, sourceOf, isSeveral)];
    case 'json':
    case 'markdown':
    case 'html':
      return [];
  }
}

/** What failed, where time ran out or the user ended it before there was a connection included. */
function failureOf(summary: CaptureSummary): ErrorInfo | null {
  const { failure, openedAtMs, feed, counters, startedAtMs, endedAtMs } = summary;
  if (failure !== null || openedAtMs !== null) return failure;
  // A server may hold its answer until there is news; an upgrade it answers at once.
  if (counters.bytes.sent > 0 && feed.method !== 'websocket') return null;
  const waited = formatDuration((endedAtMs ?? startedAtMs) - startedAtMs);
  return {
    code: 'connection-timeout',
    message: `${feed.url} was not open after ${waited}, when the capture ended`,
    action: 'check that the server runs, or give it longer',
  };
}

function noteState({ state, feed, retryAtMs, errors }: CaptureSummary, terminal: Terminal): void {
  const where = `${METHOD_LABELS[feed.method]} ${feed.url}`;
  if (state === 'open') terminal.status(visibleLine(`open: ${where}`));
  if (state !== 'reconnecting' || retryAtMs === null) return;
  const last = errors.at(-1);
  const waitMs = Math.max(0, retryAtMs - systemClock.nowMs());
  const reason = last === undefined ? '' : `: ${last.message}`;
  terminal.status(visibleLine(`reconnecting in ${formatDuration(waitMs)}: ${where}${reason}`));
}
