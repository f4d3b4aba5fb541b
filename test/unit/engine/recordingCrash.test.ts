import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FrameLog } from '../../../src/engine/log/frameLog.ts';
import { RequestLog } from '../../../src/engine/log/requestLog.ts';
import { openRecording } from '../../../src/engine/recording/openRecording.ts';

const folder = mkdtempSync(join(tmpdir(), 'recording-crash-'));
const program = fileURLToPath(new URL('../../support/recordUntilKilled.ts', import.meta.url));
after(() => {
  rmSync(folder, { recursive: true });
});

/** Records in another process until it has flushed `rows` rows, then kills it. @returns how many rows it said it had flushed */
async function recordAndKill(path: string, perFlush: number, rows: number): Promise<number> {
  const child = spawn(process.execPath, [program, path, String(perFlush)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (lastNumber(printed) >= rows) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [unknown, unknown];
  assert.equal(signal, 'SIGKILL');
  return lastNumber(printed);
}

function lastNumber(printed: string): number {
  return Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1));
}

describe('a recording whose process is killed', () => {
  for (const [feed, perFlush, rows] of [
    ['a slow feed', 3, 300],
    ['a feed of thousands per flush', 3_000, 60_000],
    ['a feed of blocks per flush', 20_000, 300_000],
  ] as const) {
    it(`has everything that was flushed: ${feed}`, async () => {
      const path = join(folder, `${perFlush}.rtrec`);
      const flushed = await recordAndKill(path, perFlush, rows);
      for (const isReadOnly of [true, false]) {
        const recording = openRecording(path, { create: false, isReadOnly });
        const log = new FrameLog(recording.blocks);
        // What was flushed while the last number was on its way is there too.
        assert.ok(log.rowCount >= flushed, `${log.rowCount} of ${flushed}`);
        for (let row = 0; row < log.rowCount; row += 500) {
          for (const read of log.readRows(row, row + 500)) assert.equal(read.preview, `message ${read.row}`);
        }
        const { rows: saidRows } = JSON.parse(recording.readCaptures() ?? '{}') as { rows: number };
        const requests = new RequestLog(recording.requests);
        assert.equal(requests.count, saidRows / perFlush, 'requests and captures fit together');
        // A block that is full goes to the disk at once, between flushes.
        assert.ok(log.rowCount >= saidRows && log.rowCount < saidRows + perFlush);
        recording.close();
      }
    });
  }

  it('can be gone on with', async () => {
    const path = join(folder, 'again.rtrec');
    const first = await recordAndKill(path, 100, 5_000);
    const second = await recordAndKill(path, 100, first + 5_000);
    const recording = openRecording(path, { create: false });
    const log = new FrameLog(recording.blocks);
    assert.ok(log.rowCount >= second);
    assert.deepEqual(
      log.readRows(0, log.rowCount).map(({ preview }) => preview),
      Array.from({ length: log.rowCount }, (_, row) => `message ${row}`),
    );
    recording.close();
  });
});
