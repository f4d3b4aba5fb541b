import { REPLAY_DURATION_MS } from '../../protocol/limits.ts';
import type { Comparison } from '../../protocol/comparison.ts';
import type { Method } from '../../protocol/method.ts';

/** What pushes tells best when messages were there. */
const BEST_FIRST: readonly Method[] = ['websocket', 'sse', 'long-polling', 'short-polling'];

export interface ReplaySource {
  readonly captureId: number;
  readonly method: Method;
  readonly durationMs: number;
}

/** The capture that a replay checks the estimates with: the one they are made from, else the one that tells most. */
export function replaySource({ columns }: Comparison): ReplaySource | null {
  const estimated = columns.find((column) => column.kind === 'estimated');
  const measured = columns
    .filter((column) => column.kind === 'measured')
    .toSorted((a, b) => BEST_FIRST.indexOf(a.method) - BEST_FIRST.indexOf(b.method));
  const source =
    measured.find(({ captureId }) => captureId === estimated?.fromCaptureId) ??
    measured.find(({ figures }) => figures.messages > 0);
  if (source === undefined || source.figures.messages === 0) return null;
  const { captureId, method, spanMs } = source;
  return { captureId, method, durationMs: Math.min(REPLAY_DURATION_MS, Math.max(1, Math.ceil(spanMs))) };
}
