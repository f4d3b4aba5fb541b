import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensions, Uri } from 'vscode';
import { DemoFeed } from '../../src/extension/demoFeed.ts';
import { EngineClient } from '../../src/extension/engineClient.ts';
import { RecordingFiles } from '../../src/extension/recordingFiles.ts';
import { type ReplayRequest, ReplayRunner } from '../../src/extension/replayRunner.ts';
import { TYPICAL_ASSUMPTIONS } from '../../src/model/estimate/assumptions.ts';
import { waitFor } from '../support/waitFor.ts';

const SESSION = '00000000-0000-0000-0000-000000000001';
const ENOUGH_MESSAGES = 10;

/** A session of the engine that has captured the demo feed, and what replays it. */
class CapturedDemo implements AsyncDisposable {
  readonly files: RecordingFiles;
  readonly runner: ReplayRunner;
  readonly #engine: EngineClient;
  readonly #demo: DemoFeed;
  readonly #folder: string;

  constructor(folder: string, extensionPath: string) {
    const storage = Uri.file(folder);
    this.#folder = folder;
    this.files = new RecordingFiles({ storageUri: storage, globalStorageUri: storage });
    this.#engine = new EngineClient(extensionPath, ({ message }) => {
      assert.fail(message);
    });
    this.#demo = new DemoFeed(extensionPath);
    this.runner = new ReplayRunner(this.#engine, this.files, extensionPath);
  }

  /** Captures until there are some messages. */
  async capture(): Promise<ReplayRequest> {
    const origin = await this.#demo.start();
    const path = await this.files.pathOf(SESSION);
    await this.#engine.call(SESSION, 'session/open', { path, budgetBytes: 2 ** 26 });
    const feed = { method: 'sse', url: `${origin}/sse` } as const;
    const { captureId } = await this.#engine.call(SESSION, 'capture/start', { feed });
    await waitFor('messages of the demo', async () => {
      const { captures } = await this.#engine.call(SESSION, 'session/snapshot', {});
      return (captures[0]?.counters.messages.received ?? 0) >= ENOUGH_MESSAGES;
    });
    const assumptions = { ...TYPICAL_ASSUMPTIONS, intervalMs: 200 };
    return { sessionId: SESSION, captureId, maxDurationMs: 2_000, times: assumptions, assumptions };
  }

  /** The recordings that are there. */
  async recordings(): Promise<readonly string[]> {
    const names = await readdir(join(this.#folder, 'recordings'));
    return names.filter((name) => name.endsWith('.rtrec'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine.closeSession(SESSION);
    await Promise.all([this.#engine.dispose(), this.#demo.dispose()]);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export const REPLAY_TESTS: Readonly<Record<string, () => Promise<void>>> = {
  'a replay measures a running capture by all four methods, and leaves nothing behind': async () => {
    await using demo = await capturedDemo();
    const check = await demo.runner.run(await demo.capture(), new AbortController().signal);
    assert.ok(check !== null && check.messages > 0);
    assert.deepEqual(check.methods.map(({ method }) => method).sort(), [
      'long-polling',
      'short-polling',
      'sse',
      'websocket',
    ]);
    const streams = check.methods.filter(({ method }) => method === 'sse' || method === 'websocket');
    for (const { replayed, estimated } of streams) {
      assert.equal(replayed.messages, check.messages);
      assert.equal(replayed.requests, estimated.requests);
    }
    assert.deepEqual(await demo.recordings(), [`${SESSION}.rtrec`]);
  },

  'a replay that is stopped ends at once, and leaves nothing behind': async () => {
    await using demo = await capturedDemo();
    const stopping = new AbortController();
    const replaying = demo.runner.run(await demo.capture(), stopping.signal);
    await waitFor("the replay's own recording", async () => (await demo.recordings()).length === 2);
    stopping.abort();
    assert.equal(await replaying, null);
    assert.deepEqual(await demo.recordings(), [`${SESSION}.rtrec`]);
  },

  'a replay of a capture that is not there says so': async () => {
    await using demo = await capturedDemo();
    const request = { ...(await demo.capture()), captureId: 7 };
    await assert.rejects(demo.runner.run(request, new AbortController().signal), { code: 'not-found' });
  },
};

async function capturedDemo(): Promise<CapturedDemo> {
  const extension = extensions.getExtension('realtime-inspector.realtime-inspector');
  assert.ok(extension, 'the extension is not installed');
  return new CapturedDemo(
    await mkdtemp(join(tmpdir(), 'realtime-inspector-')),
    extension.extensionUri.fsPath,
  );
}
