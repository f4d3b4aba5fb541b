import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type DemoServer, startDemoServer } from '../../../../src/demo/demoServer.ts';
import { EngineService } from '../../../../src/engine/service.ts';
import { InspectorError } from '../../../../src/protocol/errors.ts';
import { chromeSocket, har, HAR_START_MS } from '../../../support/sampleHars.ts';
import { readRecording, TestFolder } from '../../../support/sampleRecording.ts';
import { waitFor } from '../../../support/waitFor.ts';

const SESSION = 'session-1';
const SECRET = 'secret-token-3f0e';

const folder = new TestFolder();
const shares: number[] = [];
let demo: DemoServer;
let rows = 0;
const service = new EngineService(
  (_, snapshot) => {
    rows = snapshot.rowCount;
  },
  (_, share) => {
    shares.push(share);
  },
);
before(async () => {
  demo = await startDemoServer({ rate: 200 });
  await call('session/open', { path: folder.newPath('rtrec'), budgetBytes: 2 ** 26 });
  await call('session/watch', { isWatched: true });
  const feed = { method: 'sse', url: `${demo.origin}/sse?access_token=${SECRET}` };
  await call('capture/start', { feed });
  await waitFor('messages', () => rows > 20);
});
after(async () => {
  await call('session/close', {});
  await demo.close();
  folder[Symbol.dispose]();
});

function call(method: Parameters<EngineService['handle']>[0]['method'], params: object): Promise<unknown> {
  return service.handle({ id: 1, sessionId: SESSION, method, params });
}

const isCancelled = (error: unknown): boolean =>
  error instanceof InspectorError && error.code === 'cancelled';

describe('the export of a session that captures', () => {
  it('has what there was, without secrets, and leaves no copy of the recording', async () => {
    const path = folder.newPath('har');
    const copyPath = folder.newPath('rtrec');
    await call('exchange/export', { format: 'har', path, copyPath, keepsSecrets: false });
    const text = readFileSync(path, 'utf8');
    assert.ok(text.includes('_eventStreamMessages'));
    assert.ok(!text.includes(SECRET));
    assert.ok(!existsSync(copyPath));
    assert.equal(shares.at(-1), 1);
    const before = rows;
    await waitFor('the capture to go on', () => rows > before);
  });

  it('is given up by cancel, and leaves nothing', async () => {
    const before = readdirSync(folder.path).length;
    const params = { path: folder.newPath('csv'), copyPath: folder.newPath('rtrec'), keepsSecrets: true };
    const exporting = call('exchange/export', { format: 'csv', ...params });
    await call('exchange/cancel', {});
    await assert.rejects(exporting, isCancelled);
    assert.equal(readdirSync(folder.path).length, before);
  });

  it('is refused in an unknown format, and beside another one', async () => {
    const params = { path: folder.newPath('x'), copyPath: folder.newPath('rtrec'), keepsSecrets: false };
    await assert.rejects(call('exchange/export', { format: 'xml', ...params }), /format is not one of/);
    const first = call('exchange/export', { format: 'har', ...params });
    await assert.rejects(call('exchange/export', { format: 'har', ...params }), /under way/);
    await first;
  });
});

describe('an import', () => {
  it('makes the recording of a session that is not open yet', async () => {
    const path = folder.newPath('har');
    const message = { type: 'receive', time: HAR_START_MS / 1_000, opcode: 1, data: 'hello' };
    writeFileSync(path, har([chromeSocket(0, [message])]));
    const recordingPath = folder.newPath('rtrec');
    const params = { path, recordingPath };
    const result = await service.handle({ id: 2, sessionId: 'another', method: 'exchange/import', params });
    assert.deepEqual(result, { captures: 1, frames: 1, leftOut: 0 });
    assert.equal(readRecording(recordingPath).rows.length, 1);
  });
});
