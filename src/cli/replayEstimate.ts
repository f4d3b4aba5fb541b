import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReplayServer } from '../demo/replayServer.ts';
import { parseFeed } from '../engine/parseFeed.ts';
import { RecordedFeed } from '../engine/recordedFeed.ts';
import { receivedIn, runReplay } from '../engine/replayRun.ts';
import { readStretch } from '../engine/replayStretch.ts';
import { Session } from '../engine/session.ts';
import { partOf, type ReplayedPart } from '../model/replayCheck.ts';
import type { EstimateAssumptions } from '../protocol/comparison.ts';
import type { FeedInput } from '../protocol/feed.ts';
import { REPLAY_DURATION_MS } from '../protocol/limits.ts';
import type { ReplayCheck, ReplayStretch } from '../protocol/replay.ts';
import type { EndSignal } from './endSignal.ts';

/**
 * Checks the estimate of a recording: serves the end of its capture on this machine by all four methods and captures it.
 * @returns null where the user ended it
 */
export async function replayEstimate(
  path: string,
  assumptions: EstimateAssumptions,
  end: EndSignal,
): Promise<ReplayCheck | null> {
  const { stretch, captureId } = stretchOf(path);
  return play(stretch, partOf(captureId, stretch), assumptions, end);
}

function stretchOf(path: string): { readonly stretch: ReplayStretch; readonly captureId: number } {
  const recorded = new RecordedFeed(path);
  try {
    const { log, summary } = recorded;
    const endMs = summary.endedAtMs ?? summary.startedAtMs;
    return {
      stretch: readStretch(log.frames, summary, REPLAY_DURATION_MS, endMs),
      captureId: summary.captureId,
    };
  } finally {
    recorded.close();
  }
}

async function play(
  stretch: ReplayStretch,
  part: ReplayedPart,
  assumptions: EstimateAssumptions,
  end: EndSignal,
): Promise<ReplayCheck | null> {
  const stopping = new AbortController();
  end.onEnd(() => {
    stopping.abort();
  });
  const folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
  const session = Session.open(join(folder, 'replay.rtrec'), () => undefined);
  const server = await ReplayServer.start(stretch, assumptions);
  const serving = { listening: Promise.resolve(server.origin), played: server.played };
  try {
    return await runReplay(
      serving,
      {
        start: async (feed: FeedInput) => ({ captureId: await session.startCapture(parseFeed(feed), null) }),
        received: (captureId: number) => Promise.resolve(receivedIn(session.snapshot(), captureId)),
        stop: (captureId: number) => session.stopCapture(captureId),
        check: () => Promise.resolve(session.checkReplay(assumptions)),
      },
      { part, times: assumptions, signal: stopping.signal },
    );
  } finally {
    await session.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
