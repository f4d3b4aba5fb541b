/** A capture as a panel makes it: full statistics, a recording on disk. `capture.ts <port> <messages> <method>` */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../../src/engine/session.ts';
import { FEED_DEFAULTS } from '../../src/protocol/feed.ts';
import { isMethod } from '../../src/protocol/method.ts';
import type { SessionSnapshot } from '../../src/protocol/session.ts';
import { reportRun } from '../support/report.ts';

const [port = '', messages = '', method] = process.argv.slice(2);
if (!isMethod(method)) throw new Error('give a method');
const folder = mkdtempSync(join(tmpdir(), 'realtime-inspector-bench-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

const session = Session.open(join(folder, 'bench.rtrec'), check);
session.watch(true);
const scheme = method === 'websocket' ? 'ws' : 'http';
await session.startCapture({ ...FEED_DEFAULTS, method, url: `${scheme}://127.0.0.1:${port}/` }, null);

function check({ captures: [capture], rowCount, recordingError }: SessionSnapshot): void {
  if (recordingError !== null) throw new Error(recordingError.message);
  if (capture === undefined) return;
  const { received } = capture.counters.messages;
  if (received < Number(messages)) {
    if (capture.endedAtMs !== null) throw new Error(`it ended early: ${JSON.stringify(capture.failure)}`);
    return;
  }
  const lastAtMs = session.readFrame(rowCount - 1).row.atMs;
  reportRun(received, lastAtMs - (capture.openedAtMs ?? lastAtMs));
}
