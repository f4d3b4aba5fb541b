import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { replayFeeds } from '../engine/replayFeeds.ts';
import { replayNotes } from '../model/replayCheck.ts';
import { InspectorError } from '../protocol/errors.ts';
import type { ReplayCheck, ReplayFigures, ReplayStretch } from '../protocol/replay.ts';
import type { EngineClient } from './engineClient.ts';
import type { RecordingFiles } from './recordingFiles.ts';
import { ReplayServing } from './replayServing.ts';
import { recordingBudgetBytes } from './surroundings.ts';

/** How long the captures of a replay may take to connect to this machine. */
const CONNECT_TIMEOUT_MS = 15_000;

export interface ReplayRequest {
  readonly sessionId: string;
  readonly captureId: number;
  readonly maxDurationMs: number;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** All of them, as they came from the panel: the engine checks them. */
  readonly assumptions: unknown;
}

/** Checks estimates: serves what a capture received on this machine and captures it in a session that is then forgotten. */
export class ReplayRunner {
  readonly #engine: EngineClient;
  readonly #files: RecordingFiles;
  readonly #scriptPath: string;

  constructor(engine: EngineClient, files: RecordingFiles, extensionPath: string) {
    this.#engine = engine;
    this.#files = files;
    this.#scriptPath = join(extensionPath, 'dist', 'replayWorker.cjs');
  }

  /**
   * @returns null where it was stopped
   * @throws InspectorError `not-found` where the capture has no message to replay
   */
  async run(request: ReplayRequest, signal: AbortSignal): Promise<ReplayCheck | null> {
    const { sessionId, captureId, maxDurationMs } = request;
    const stretch = await this.#engine.call(sessionId, 'replay/read', { captureId, maxDurationMs });
    const messages = stretch.atMs.length;
    const { spanMs, fromMs } = stretch;
    if (messages === 0) {
      throw new InspectorError(
        'not-found',
        `this capture has received no message in its last ${Math.round(spanMs / 1000)} s`,
        'check the estimate when some have come',
      );
    }
    const played = await this.#play(stretch, request, signal);
    if (played === null) return null;
    return { ...played.figures, captureId, fromMs, spanMs, messages, notes: replayNotes(stretch, played.gone) };
  }

  async #play(
    stretch: ReplayStretch,
    { intervalMs, timeoutMs, assumptions }: ReplayRequest,
    signal: AbortSignal,
  ): Promise<{ readonly figures: ReplayFigures; readonly gone: number } | null> {
    const sessionId = this.#files.newSessionId();
    const path = await this.#files.pathOf(sessionId);
    const serving = new ReplayServing(this.#scriptPath, { stretch, longPollTimeoutMs: timeoutMs });
    try {
      await this.#engine.call(sessionId, 'session/open', { path, budgetBytes: recordingBudgetBytes() });
      const feeds = replayFeeds(await serving.listening, { intervalMs, timeoutMs });
      const starts = feeds.map((feed) => this.#engine.call(sessionId, 'capture/start', { feed }));
      const captures = await Promise.all(starts);
      const gone = await untilPlayed(serving, stretch.spanMs, signal);
      await Promise.all(
        captures.map(({ captureId }) => this.#engine.call(sessionId, 'capture/stop', { captureId })),
      );
      if (gone === null) return null;
      return { figures: await this.#engine.call(sessionId, 'replay/check', { assumptions }), gone };
    } finally {
      await Promise.allSettled([this.#engine.closeSession(sessionId), serving.close()]);
      await this.#files.remove(path);
    }
  }
}

/** @returns null where it was stopped before */
async function untilPlayed(
  serving: ReplayServing,
  spanMs: number,
  signal: AbortSignal,
): Promise<number | null> {
  const waiting = new AbortController();
  const options = { signal: waiting.signal, ref: false };
  const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort', options);
  const late = sleep(spanMs + CONNECT_TIMEOUT_MS, undefined, options);
  try {
    return await Promise.race([serving.played, stopped.then(() => null), late.then(didNotConnect)]);
  } finally {
    waiting.abort();
    // Those that lost the race are void.
    for (const loser of [stopped, late]) loser.catch(() => undefined);
  }
}

function didNotConnect(): never {
  throw new InspectorError('internal', 'the captures of the replay did not connect in time', 'try again');
}
