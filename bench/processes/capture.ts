/**
 * A capture as a panel makes it: the engine's thread as it is shipped, full statistics, a recording on disk.
 * `capture.ts <port> <messages> <method>`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMethod } from '../../src/protocol/method.ts';
import type { SessionSnapshot } from '../../src/protocol/session.ts';
import { ROOT } from '../../scripts/lib/paths.ts';
import { EngineClient } from '../../src/extension/engineClient.ts';
import { reportRun } from '../support/report.ts';

const [port = '', messages = '', method] = process.argv.slice(2);
if (!isMethod(method)) throw new Error('give a method');
const folder = mkdtempSync(join(tmpdir(), 'realtime-inspector-bench-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

const SESSION = 'bench';
const engine = new EngineClient(ROOT, (error) => {
  throw new Error(error.message);
});
engine.onSnapshot(SESSION, (snapshot) => void check(snapshot));
await engine.call(SESSION, 'session/open', {
  path: join(folder, 'bench.rtrec'),
  budgetBytes: 16 * 1024 ** 3,
});
await engine.call(SESSION, 'session/watch', { isWatched: true });
const scheme = method === 'websocket' ? 'ws' : 'http';
await engine.call(SESSION, 'capture/start', { feed: { method, url: `${scheme}://127.0.0.1:${port}/` } });

async function check({ captures: [capture], rowCount, recordingError }: SessionSnapshot): Promise<void> {
  if (recordingError !== null) throw new Error(recordingError.message);
  if (capture === undefined) return;
  const { received } = capture.counters.messages;
  if (received < Number(messages)) {
    if (capture.endedAtMs !== null) throw new Error(`it ended early: ${JSON.stringify(capture.failure)}`);
    return;
  }
  const { row } = await engine.call(SESSION, 'frame/read', { row: rowCount - 1 });
  reportRun(received, row.atMs - (capture.openedAtMs ?? row.atMs));
}
