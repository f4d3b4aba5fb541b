import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { type DemoServer, startDemoServer } from '../../../../src/demo/demoServer.ts';
import { importRecording } from '../../../../src/engine/exchange/importRecording.ts';
import { serializeCaptures } from '../../../../src/engine/restoredCaptures.ts';
import { SessionLog } from '../../../../src/engine/sessionLog.ts';
import type { ExchangeFormat } from '../../../../src/protocol/exchange.ts';
import { completeFeed } from '../../../../src/protocol/feed.ts';
import type { FrameKind } from '../../../../src/protocol/frame.ts';
import { summaryOf } from '../../../support/captureSummaries.ts';
import { EPOCH_MS, request } from '../../../support/sampleLog.ts';
import {
  exported,
  readRecording,
  recordDemo,
  type RecordingContent,
  TestFolder,
  UNWATCHED,
} from '../../../support/sampleRecording.ts';

const folder = new TestFolder();
let demo: DemoServer;
const path = folder.newPath('rtrec');
before(async () => {
  demo = await startDemoServer({ rate: 100 });
  await recordDemo(path, demo);
});
after(async () => {
  await demo.close();
  folder[Symbol.dispose]();
});

async function roundTrip(recording: string, format: ExchangeFormat): Promise<RecordingContent> {
  const file = folder.newPath(format);
  writeFileSync(file, (await exported(recording, format, { keepsSecrets: true })).text);
  const again = folder.newPath('rtrec');
  await importRecording(file, again, UNWATCHED);
  return readRecording(again);
}

/** Whether the frames of two captures are the same in all that both formats carry, their times to the microsecond. */
function assertSameFrames(
  actual: RecordingContent,
  actualId: number,
  expected: RecordingContent,
  expectedId = actualId,
): void {
  assert.deepEqual(framesOf(actual, actualId), framesOf(expected, expectedId));
  const times = timesOf(expected, expectedId);
  for (const [place, atMs] of timesOf(actual, actualId).entries())
    assert.ok(Math.abs(atMs - (times[place] ?? 0)) < 0.001_1, `frame ${place} is at ${atMs}`);
}

function timesOf({ rows }: RecordingContent, captureId: number): readonly number[] {
  return rows.filter((row) => row.captureId === captureId).map(({ atMs }) => atMs);
}

function framesOf({ rows }: RecordingContent, captureId: number): unknown[] {
  return rows
    .filter((row) => row.captureId === captureId)
    .map(({ seq, direction, kind, isBinary, id, event, mark, roundTripMs, payload }) => ({
      seq,
      direction,
      kind,
      isBinary,
      id,
      event,
      mark,
      roundTripMs,
      payload: payload.toString('base64'),
    }));
}

describe('a recording that goes out as HAR and comes back', () => {
  it('has every frame with its time, and every request with its bytes', async () => {
    const before = readRecording(path);
    const again = await roundTrip(path, 'har');
    assert.equal(again.captures.length, before.captures.length);
    for (const { captureId } of before.captures) assertSameFrames(again, captureId, before);
    const plain = ({ requests }: RecordingContent): unknown[] =>
      requests.map((record) => ({ ...record, idleBeforeMs: null, ...headless(record) }));
    assert.deepEqual(plain(again), plain(before));
  });

  it('has the same counters, times and states', async () => {
    const before = readRecording(path).captures;
    const again = (await roundTrip(path, 'har')).captures;
    for (const [place, capture] of before.entries()) {
      const other = again[place];
      assert.deepEqual(other?.counters, capture.counters);
      assert.deepEqual(other.wireParts, capture.wireParts);
      assert.deepEqual(other.feed, capture.feed);
      const times = ({ startedAtMs, openedAtMs, endedAtMs, state, endReason }: typeof capture): unknown[] => [
        startedAtMs,
        openedAtMs,
        endedAtMs,
        state,
        endReason,
      ];
      assert.deepEqual(times(other), times(capture));
      assert.equal(other.gaps?.count, capture.gaps?.count);
      assert.deepEqual(other.sizes, capture.sizes);
    }
  });
});

describe('a recording that goes out as NDJSON and comes back', () => {
  it('has every frame with its time, and the counts of messages and payload bytes', async () => {
    const before = readRecording(path);
    const again = await roundTrip(path, 'ndjson');
    // Captures are numbered in the order in which their first frame came.
    for (const capture of before.captures) {
      const other = again.captures.find(({ feed }) => feed.url === capture.feed.url);
      assert.ok(other !== undefined);
      assert.equal(other.feed.method, capture.feed.method);
      assert.deepEqual(other.counters.messages, capture.counters.messages);
      assert.equal(other.counters.bytes.payloadReceived, capture.counters.bytes.payloadReceived);
      assert.equal(other.startedAtMs, capture.startedAtMs);
      assertSameFrames(again, other.captureId, before, capture.captureId);
    }
  });
});

const KINDS: readonly FrameKind[] = ['message', 'ping', 'pong', 'close'];
const anyFrame = fc.record({
  kind: fc.constantFrom(...KINDS),
  isOut: fc.boolean(),
  isBinary: fc.boolean(),
  gapUs: fc.integer({ min: 0, max: 2_000_000 }),
  text: fc.string({ unit: 'binary', maxLength: 40 }),
  bytes: fc.uint8Array({ maxLength: 40 }),
  request: fc.integer({ min: 0, max: 2 }),
});

/** A recording of one WebSocket feed with these frames. */
function recordingOf(frames: readonly (typeof anyFrame extends fc.Arbitrary<infer F> ? F : never)[]): string {
  const recording = folder.newPath('rtrec');
  const log = SessionLog.record(recording);
  const requests = [0, 1, 2].map((index) =>
    request(1, index, {
      purpose: 'upgrade',
      url: 'ws://localhost/x',
      status: 101,
      outcome: 'streamed',
      startedAtMs: EPOCH_MS + index,
      endedAtMs: EPOCH_MS + 100_000_000,
      messageCount: 0,
    }),
  );
  for (const record of requests) log.putRequest(record);
  let atUs = 10_000;
  const ordered = frames.toSorted((a, b) => a.request - b.request);
  for (const [seq, frame] of ordered.entries()) {
    atUs += frame.gapUs;
    const isBinary = frame.isBinary && frame.kind === 'message';
    const isRaw = isBinary || (frame.isBinary && frame.kind !== 'close');
    log.append(
      1,
      seq,
      EPOCH_MS + atUs / 1_000,
      frame.isOut ? 'out' : 'in',
      frame.kind,
      isRaw ? frame.bytes : Buffer.from(frame.text),
      isBinary,
      frame.request,
      frame.kind === 'pong' && !frame.isOut ? (frame.gapUs / 1_000).toFixed(3) : null,
      null,
      null,
    );
  }
  const feed = completeFeed({ method: 'websocket', url: 'ws://localhost/x' });
  log.flush(serializeCaptures([summaryOf({ captureId: 1, feed, startedAtMs: EPOCH_MS })], EPOCH_MS));
  log.close();
  return recording;
}

describe('any frames of a WebSocket', () => {
  for (const format of ['har', 'ndjson'] as const) {
    it(`come back from ${format} as they were`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 30 }), async (frames) => {
          const recording = recordingOf(frames);
          const before = readRecording(recording);
          assertSameFrames(await roundTrip(recording, format), 1, before);
        }),
        { numRuns: 25 },
      );
    });
  }
});

/** A head is written anew from its fields: how its lines were spaced is not carried. */
function headless(record: { requestHead: string; responseHead: string | null }): object {
  const fields = (head: string | null): string[] =>
    (head ?? '').split('\r\n').map((line) => line.replace(/\s+$/, ''));
  return { requestHead: fields(record.requestHead), responseHead: fields(record.responseHead) };
}
