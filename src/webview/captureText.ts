import { maskedAddress } from '../model/secrets.ts';
import type { CaptureState, CaptureSummary, EndReason } from '../protocol/capture.ts';
import { formatOffset } from '../model/timelineScale.ts';
import { METHOD_LABELS } from '../protocol/method.ts';

/** Whether a capture is still under way. */
export function isRunning(capture: CaptureSummary): boolean {
  return capture.endedAtMs === null && capture.state !== 'closed' && capture.state !== 'failed';
}

/** Where a capture goes to, short and without its secrets: its name, or its host and path. */
export function feedLabel(capture: CaptureSummary): string {
  if (capture.feed.name !== null) return capture.feed.name;
  const url = URL.parse(capture.feed.url);
  const address =
    url === null ? capture.feed.url : `${url.host}${url.pathname === '/' ? '' : url.pathname}${url.search}`;
  return maskedAddress(address);
}

export function captureLabel(capture: CaptureSummary): string {
  return `${METHOD_LABELS[capture.feed.method]} ${feedLabel(capture)}`;
}

const STATE_WORDS: Readonly<Record<CaptureState, string>> = {
  connecting: 'Connecting',
  open: 'Open',
  reconnecting: 'Reconnecting',
  closed: 'Closed',
  failed: 'Failed',
};

const END_WORDS: Readonly<Record<EndReason, string>> = {
  user: 'Disconnected',
  server: 'Ended by the server',
  limit: 'Ended by its limit',
  failure: 'Failed',
  interrupted: 'Disconnected',
};

/** A capture's state in words. @param nowMs for the countdown to the next attempt */
export function stateText(capture: CaptureSummary, nowMs: number): string {
  if (capture.endReason !== null) return END_WORDS[capture.endReason];
  if (capture.state !== 'reconnecting' || capture.retryAtMs === null) return STATE_WORDS[capture.state];
  const seconds = Math.ceil((capture.retryAtMs - nowMs) / 1000);
  if (seconds <= 0) return 'Reconnecting';
  return `Reconnecting in ${seconds < 100 ? `${seconds} s` : formatOffset(seconds * 1000, 1000)}`;
}

/** The same in as few characters, for narrow panels. */
export function shortStateText(capture: CaptureSummary, nowMs: number): string {
  return stateText(capture, nowMs).replace('Reconnecting in', 'Retry in').replace('Ended by the', 'Ended by');
}

/** How long it has run, or ran, in ms. */
export function elapsedMs(capture: CaptureSummary, nowMs: number): number {
  return Math.max(0, (capture.endedAtMs ?? nowMs) - capture.startedAtMs);
}

/** When the first capture of a session began; the moment that times are counted from. */
export function sessionStartMs(captures: readonly CaptureSummary[]): number {
  return captures.reduce((earliest, capture) => Math.min(earliest, capture.startedAtMs), Infinity);
}
