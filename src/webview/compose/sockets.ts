import type { CaptureSummary } from '../../protocol/capture.ts';
import type { SessionSnapshot } from '../../protocol/session.ts';
import { captureLabel } from '../captureText.ts';

/** The WebSockets of a session, open or not. */
export function socketsOf(snapshot: SessionSnapshot | null): readonly CaptureSummary[] {
  return snapshot?.captures.filter(({ feed }) => feed.method === 'websocket') ?? [];
}

/** Where what is written goes: the chosen one, else the first that is open, else the newest. */
export function targetOf(
  sockets: readonly CaptureSummary[],
  captureId: number | null,
): CaptureSummary | undefined {
  const open = sockets.filter(({ state }) => state === 'open');
  return open.find((capture) => capture.captureId === captureId) ?? open[0] ?? sockets.at(-1);
}

/** What of the WebSockets the send bar shows: snapshots come ten times a second, and mostly change none of it. */
export function socketsText(snapshot: SessionSnapshot | null): string {
  return JSON.stringify(
    socketsOf(snapshot).map((capture) => [
      capture.captureId,
      capture.state,
      captureLabel(capture),
      capture.countedSends,
      capture.repeating,
    ]),
  );
}
