import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type DemoServer, startDemoServer } from '../../../../src/demo/demoServer.ts';
import { WHOLE_RECORDING } from '../../../../src/engine/exchange/exportSource.ts';
import { gatherRecordings, type RecordingPart } from '../../../../src/engine/exchange/gatherRecordings.ts';
import {
  readRecording,
  recordDemo,
  type RecordingContent,
  TestFolder,
  UNWATCHED,
} from '../../../support/sampleRecording.ts';

const folder = new TestFolder();
let demo: DemoServer;
const [first, second] = [folder.newPath('rtrec'), folder.newPath('rtrec')];
before(async () => {
  demo = await startDemoServer({ rate: 100 });
  await recordDemo(first, demo);
  await recordDemo(second, demo);
});
after(async () => {
  await demo.close();
  folder[Symbol.dispose]();
});

/** A part of a recording, which is whole but for what is said. */
function part(path: string, some: Partial<RecordingPart['scope']> = {}): RecordingPart {
  return { path, scope: { ...WHOLE_RECORDING, keepsSecrets: true, ...some } };
}

async function gather(...parts: readonly RecordingPart[]): Promise<RecordingContent> {
  const path = folder.newPath('rtrec');
  await gatherRecordings(parts, path, UNWATCHED);
  return readRecording(path);
}

function framesOf({ rows }: RecordingContent, captureId: number): unknown[] {
  return rows.filter((row) => row.captureId === captureId).map((row) => ({ ...row, row: 0, captureId: 0 }));
}

function requestsOf({ requests }: RecordingContent, captureId: number): unknown[] {
  return requests
    .filter((record) => record.captureId === captureId)
    .map((record) => ({ ...record, captureId: 0, idleBeforeMs: null }));
}

describe('recordings that are gathered', () => {
  it('have all captures side by side, each with its frames, requests and figures', async () => {
    const parts = [readRecording(first), readRecording(second)];
    const both = await gather(part(first), part(second));
    assert.deepEqual(
      both.captures.map(({ captureId }) => captureId),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
    const captures = parts.flatMap((content) => content.captures.map((capture) => ({ content, capture })));
    for (const [place, { content, capture }] of captures.entries()) {
      const captureId = place + 1;
      assert.deepEqual(framesOf(both, captureId), framesOf(content, capture.captureId));
      assert.deepEqual(requestsOf(both, captureId), requestsOf(content, capture.captureId));
      assert.deepEqual(both.captures[place], { ...capture, captureId });
    }
  });

  it('have everything in order of arrival', async () => {
    const { rows } = await gather(part(second), part(first));
    const times = rows.map(({ atMs }) => atMs);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  });

  it('are refused together where they have too many captures, and nothing is written', async () => {
    const path = folder.newPath('rtrec');
    const many = Array.from({ length: 17 }, () => part(first));
    await assert.rejects(gatherRecordings(many, path, UNWATCHED), {
      code: 'import-failed',
      message: 'the number of captures is more than 64',
    });
    assert.ok(!existsSync(path));
  });

  it('are given up when it is cancelled', async () => {
    const path = folder.newPath('rtrec');
    const signal = AbortSignal.abort();
    await assert.rejects(gatherRecordings([part(first)], path, { ...UNWATCHED, signal }), {
      code: 'cancelled',
    });
    assert.ok(!existsSync(path));
  });
});

describe('a range of a recording', () => {
  it('has the frames within it, and what was under way', async () => {
    const whole = readRecording(first);
    const startedAtMs = Math.min(...whole.captures.map((capture) => capture.startedAtMs));
    const times = whole.rows.map(({ atMs }) => atMs - startedAtMs);
    const [fromMs = 0, toMs = 0] = [
      times[Math.floor(times.length / 3)],
      times[Math.floor((2 * times.length) / 3)],
    ];
    const cut = await gather(part(first, { fromMs, toMs }));
    const isWithin = (atMs: number): boolean => atMs - startedAtMs >= fromMs && atMs - startedAtMs <= toMs;
    assert.deepEqual(
      cut.rows.map(({ atMs, payload }) => [atMs, payload.toString()]),
      whole.rows.filter(({ atMs }) => isWithin(atMs)).map(({ atMs, payload }) => [atMs, payload.toString()]),
    );
    for (const { captureId, counters, isCut, startedAtMs: begun, endedAtMs } of cut.captures) {
      assert.ok(isCut);
      assert.ok(isWithin(begun) && endedAtMs !== null && isWithin(endedAtMs), `capture ${captureId}`);
      const received = cut.rows.filter(
        (row) => row.captureId === captureId && row.direction === 'in' && row.kind === 'message',
      );
      assert.equal(counters.messages.received, received.length);
      const ofCapture = cut.requests.filter((record) => record.captureId === captureId);
      assert.equal(counters.requests, ofCapture.length);
      assert.ok(ofCapture.length > 0);
    }
  });

  it('that leaves nothing out has everything as it was, and is no part', async () => {
    const whole = readRecording(first);
    const all = await gather(part(first, { fromMs: 0, toMs: 24 * 60 * 60_000 }));
    assert.deepEqual(all.captures, whole.captures);
  });

  it('leaves out what ended before it, and is refused where nothing was captured', async () => {
    const day = 24 * 60 * 60_000;
    await assert.rejects(gather(part(first, { fromMs: day, toMs: day + 1 })), {
      code: 'not-found',
      message: 'nothing was captured in that time',
    });
  });
});
