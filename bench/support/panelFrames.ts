import { packageExtension } from '../../scripts/lib/packageExtension.ts';
import { VSIX_FILE } from '../../scripts/lib/paths.ts';
import { waitFor } from '../../test/support/waitFor.ts';
import { Workbench } from '../../test/support/workbench.ts';
import type { WorkbenchPage } from '../../test/support/workbenchPage.ts';
import { withSender } from './run.ts';

/** A panel that has just opened is drawn for the first time. */
const SETTLE_MS = 3_000;
const MEASURE_MS = 10_000;
const LIMIT_MS = 90_000;

/** Animation frames of a page over a while. */
export interface FrameCount {
  readonly drawn: number;
  /** What the screen could have shown besides, at its own rate. */
  readonly dropped: number;
  readonly longestMs: number;
}

export interface PanelFrames {
  /** The panel with a feed that rests. */
  readonly resting: FrameCount;
  /** The panel with the feed at its rate. */
  readonly busy: FrameCount;
  readonly messagesPerSecond: number;
}

/** Counts the animation frames of a panel in a real workbench: first without messages, then at `rate` of them a second. */
export async function measurePanelFrames(rate: number): Promise<PanelFrames> {
  await packageExtension();
  const workbench = await Workbench.start({ vsixFiles: [VSIX_FILE], hasMotion: true });
  try {
    const resting = await openOnSender(workbench, 0, (window) => countFrames(window));
    return await openOnSender(workbench, rate, async (window) => {
      const [before, beforeMs] = [(await window.counts('websocket')).messages, performance.now()];
      const busy = await countFrames(window);
      const [after, afterMs] = [(await window.counts('websocket')).messages, performance.now()];
      return { resting, busy, messagesPerSecond: (1_000 * (after - before)) / (afterMs - beforeMs) };
    });
  } finally {
    await workbench.close();
  }
}

async function openOnSender<T>(
  workbench: Workbench,
  rate: number,
  measure: (window: WorkbenchPage) => Promise<T>,
): Promise<T> {
  return withSender('pacedWebSocketSender', [String(rate)], async (port) => {
    const settings = { 'realtimeInspector.openOnStartup': [`websocket=ws://127.0.0.1:${port}/`] };
    const window = await workbench.open(await workbench.makeFolder(`rate-${rate}`, settings));
    await window.waitForState('websocket', 'open');
    await waitFor(
      'a first message',
      async () => rate === 0 || (await window.counts('websocket')).messages > 0,
      LIMIT_MS,
    );
    const measured = await measure(window);
    await window.page.close();
    return measured;
  });
}

async function countFrames(window: WorkbenchPage): Promise<FrameCount> {
  const intervalsMs = await window.panel.locator('body').evaluate(
    (_, { settleMs, measureMs }) =>
      new Promise<number[]>((resolve) => {
        const intervals: number[] = [];
        const startedAtMs = performance.now();
        let lastMs = startedAtMs;
        const step = (nowMs: number): void => {
          if (nowMs - startedAtMs > settleMs) intervals.push(nowMs - lastMs);
          lastMs = nowMs;
          if (nowMs - startedAtMs < settleMs + measureMs) requestAnimationFrame(step);
          else resolve(intervals);
        };
        requestAnimationFrame(step);
      }),
    { settleMs: SETTLE_MS, measureMs: MEASURE_MS },
  );
  const sorted = intervalsMs.toSorted((a, b) => a - b);
  const refreshMs = sorted[Math.floor(sorted.length / 10)] ?? 0;
  return {
    drawn: intervalsMs.length,
    dropped: intervalsMs.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / refreshMs) - 1), 0),
    longestMs: sorted.at(-1) ?? 0,
  };
}
