import { join } from 'node:path';
import { receivedIn, runReplay } from '../engine/replayRun.ts';
import { partOf } from '../model/replayCheck.ts';
import type { FeedInput } from '../protocol/feed.ts';
import type { ReplayCheck, ReplayTimes } from '../protocol/replay.ts';
import type { EngineClient } from './engineClient.ts';
import type { RecordingFiles } from './recordingFiles.ts';
import { ReplayServing } from './replayServing.ts';
import { recordingBudgetBytes } from './surroundings.ts';

export interface ReplayRequest {
  readonly sessionId: string;
  readonly captureId: number;
  readonly maxDurationMs: number;
  readonly times: ReplayTimes;
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
    const { sessionId, captureId, maxDurationMs, times, assumptions } = request;
    const stretch = await this.#engine.call(sessionId, 'replay/read', { captureId, maxDurationMs });
    const part = partOf(captureId, stretch);
    const id = this.#files.newSessionId();
    const path = await this.#files.pathOf(id);
    const serving = new ReplayServing(this.#scriptPath, { stretch, times });
    try {
      await this.#engine.call(id, 'session/open', { path, budgetBytes: recordingBudgetBytes() });
      const session = {
        start: (feed: FeedInput) => this.#engine.call(id, 'capture/start', { feed }),
        received: async (captureId: number) =>
          receivedIn(await this.#engine.call(id, 'session/snapshot', {}), captureId),
        stop: (captureId: number) => this.#engine.call(id, 'capture/stop', { captureId }),
        check: () => this.#engine.call(id, 'replay/check', { assumptions }),
      };
      return await runReplay(serving, session, { part, times, signal });
    } finally {
      await Promise.allSettled([this.#engine.closeSession(id), serving.close()]);
      await this.#files.remove(path);
    }
  }
}
