import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InspectorError } from '../../../src/protocol/errors.ts';
import {
  BLOCK_FRAMES,
  MAX_BODY_BYTES_SHOWN,
  MAX_EVENT_NAMES,
  PREVIEW_CHARACTERS,
} from '../../../src/protocol/limits.ts';
import { BlockCache } from '../../../src/engine/log/blockCache.ts';
import { EventNames } from '../../../src/engine/log/eventNames.ts';
import { countExactly } from '../../../src/engine/log/exactTimeline.ts';
import { FrameLog } from '../../../src/engine/log/frameLog.ts';
import { MemoryBlockStore } from '../../../src/engine/log/memoryBlockStore.ts';
import { append, appendNumbers, appendText, EPOCH_MS } from '../../support/sampleLog.ts';

function previews(log: FrameLog, from: number, to: number): string[] {
  return log.readRows(from, to).map(({ preview }) => preview);
}

describe('a frame log', () => {
  it('shows a frame as soon as it was appended, with everything known of it', () => {
    const log = new FrameLog();
    appendText(log, '{"price":1}', {
      captureId: 7,
      seq: 3,
      atMs: EPOCH_MS + 0.25,
      direction: 'out',
      requestIndex: 5,
      id: 'm-1',
      event: 'tick',
      mark: 'duplicate',
    });
    assert.deepEqual(log.readRows(0, 10), [
      {
        row: 0,
        captureId: 7,
        seq: 3,
        atMs: EPOCH_MS + 0.25,
        direction: 'out',
        kind: 'message',
        isBinary: false,
        sizeBytes: 11,
        requestIndex: 5,
        id: 'm-1',
        event: 'tick',
        mark: 'duplicate',
        roundTripMs: null,
        preview: '{"price":1}',
      },
    ]);
  });

  it('keeps kinds, marks and the default event name apart', () => {
    const log = new FrameLog();
    for (const kind of ['message', 'ping', 'pong', 'close', 'comment', 'retry'] as const)
      append(log, { kind });
    append(log, { mark: 'out-of-order', event: 'message' });
    const rows = log.readRows(0, 7);
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['message', 'ping', 'pong', 'close', 'comment', 'retry', 'message'],
    );
    assert.deepEqual([rows[6]?.mark, rows[6]?.event, rows[0]?.mark], ['out-of-order', null, null]);
  });

  it('reads rows across blocks, in order and with their numbers', () => {
    const log = new FrameLog();
    appendNumbers(log, 2 * BLOCK_FRAMES + 10);
    assert.equal(log.rowCount, 2 * BLOCK_FRAMES + 10);
    for (const edge of [BLOCK_FRAMES, 2 * BLOCK_FRAMES]) {
      const rows = log.readRows(edge - 2, edge + 2);
      assert.deepEqual(
        rows.map(({ row, preview }) => [row, preview]),
        [-2, -1, 0, 1].map((offset) => [edge + offset, `message ${edge + offset}`]),
      );
    }
    assert.equal(log.readRows(0, log.rowCount).length, log.rowCount);
    assert.deepEqual(previews(log, log.rowCount - 1, log.rowCount + 5), [`message ${log.rowCount - 1}`]);
    assert.deepEqual(log.readRows(5, 5), []);
  });

  it('reads the same when blocks do not stay decoded', () => {
    const log = new FrameLog(new MemoryBlockStore(), new BlockCache(1));
    appendNumbers(log, 4 * BLOCK_FRAMES);
    for (let row = 0; row < log.rowCount; row += 4_321) {
      assert.deepEqual(previews(log, row, row + 1), [`message ${row}`]);
    }
  });

  it('takes an empty payload, one of 5 MB between others, and one that fills a block', () => {
    const log = new FrameLog();
    const large = new Uint8Array(5 * 1024 * 1024).fill(0x78);
    large[large.length - 1] = 0x79;
    appendText(log, 'before');
    append(log);
    append(log, { payload: large });
    appendText(log, 'after');
    assert.deepEqual(
      log.readRows(0, 4).map(({ sizeBytes }) => sizeBytes),
      [6, 0, large.length, 5],
    );
    assert.equal(log.readBody(2).payload.length, MAX_BODY_BYTES_SHOWN);
    assert.deepEqual(log.readPayload(2), large);
    assert.equal(log.readRows(2, 3)[0]?.preview, 'x'.repeat(PREVIEW_CHARACTERS));
  });

  it('hands out payloads that later frames do not change', () => {
    const log = new FrameLog(new MemoryBlockStore(), new BlockCache(1));
    appendText(log, 'first');
    const { payload } = log.readBody(0);
    appendNumbers(log, 3 * BLOCK_FRAMES);
    const sealed = log.readBody(0).payload;
    appendNumbers(log, 3 * BLOCK_FRAMES);
    assert.equal(new TextDecoder().decode(payload), 'first');
    assert.equal(new TextDecoder().decode(sealed), 'first');
  });

  it('previews malformed UTF-8 leniently and leaves control characters as they are', () => {
    const log = new FrameLog();
    append(log, { payload: Uint8Array.of(0x61, 0xff, 0x0a, 0x00, 0x1b, 0x62, 0xe2, 0x82) });
    assert.equal(log.readRows(0, 1)[0]?.preview, 'a\ufffd\n\0\u001bb\ufffd');
  });

  it('cuts previews by characters, never within one', () => {
    const log = new FrameLog();
    for (const text of ['a', 'é', '√', '\u{1f600}']) {
      appendText(log, text.repeat(1_000));
      appendText(log, `.${text.repeat(1_000)}`);
    }
    for (const preview of previews(log, 0, 8)) {
      assert.ok(preview.length === PREVIEW_CHARACTERS || preview.length === PREVIEW_CHARACTERS - 1);
      // Encoding puts U+FFFD in place of half a pair.
      assert.equal(Buffer.from(preview).toString(), preview);
      assert.equal(preview.includes('\ufffd'), false);
    }
  });

  it('previews binary payloads in hexadecimal', () => {
    const log = new FrameLog();
    append(log, { payload: Uint8Array.of(0, 255, 16), isBinary: true });
    append(log, { payload: new Uint8Array(1_000).fill(0xab), isBinary: true });
    assert.deepEqual(previews(log, 0, 2), ['00ff10', 'ab'.repeat(PREVIEW_CHARACTERS / 2)]);
  });

  it('finds the row of a capture nearest to a moment', () => {
    const log = new FrameLog();
    append(log, { captureId: 2, atMs: EPOCH_MS - 5_000 });
    appendNumbers(log, 3 * BLOCK_FRAMES);
    append(log, { captureId: 2, atMs: EPOCH_MS + 100_000 });
    assert.equal(log.rowNear(1, EPOCH_MS + 20_000.4), 20_000);
    assert.equal(log.rowNear(1, EPOCH_MS + 20_000.6), 20_001);
    assert.equal(log.rowNear(1, EPOCH_MS + 20_000.5), 20_000, 'the first of two equally near');
    assert.equal(log.rowNear(1, 0), 1);
    assert.equal(log.rowNear(1, EPOCH_MS * 2), 3 * BLOCK_FRAMES);
    assert.equal(log.rowNear(2, EPOCH_MS + 1_000), 0);
    assert.equal(log.rowNear(2, EPOCH_MS + 90_000), log.rowCount - 1);
    assert.equal(log.rowNear(3, EPOCH_MS), -1);
  });

  it('gives up the oldest rows where its store has no more room, and counts them', () => {
    const log = new FrameLog(new MemoryBlockStore(200_000));
    appendNumbers(log, 12 * BLOCK_FRAMES);
    assert.ok(log.droppedRows > 0 && log.droppedRows % BLOCK_FRAMES === 0, `${log.droppedRows}`);
    const rows = log.readRows(0, log.rowCount);
    assert.equal(rows.length, log.rowCount - log.droppedRows);
    assert.equal(rows[0]?.preview, `message ${log.droppedRows}`);
    assert.throws(
      () => log.readBody(0),
      (error) =>
        error instanceof InspectorError &&
        error.code === 'not-found' &&
        error.message.includes('was dropped'),
    );
  });

  it('says that a row which never was is not there', () => {
    const log = new FrameLog();
    for (const row of [-1, 0, 7]) assert.throws(() => log.readBody(row), /there is no row/);
  });

  it('is empty after it was cleared, and numbers rows from 0 again', () => {
    const log = new FrameLog();
    appendNumbers(log, BLOCK_FRAMES + 5, { event: 'tick' });
    log.clear();
    assert.deepEqual([log.rowCount, log.droppedRows, log.readRows(0, 10)], [0, 0, []]);
    appendText(log, 'new', { event: 'tock' });
    assert.deepEqual(
      log.readRows(0, 10).map(({ row, preview, event }) => [row, preview, event]),
      [[0, 'new', 'tock']],
    );
  });

  it('goes on in memory when its store fails, and still reads what that has', () => {
    let canWrite = true;
    class FailingStore extends MemoryBlockStore {
      override seal(...block: Parameters<MemoryBlockStore['seal']>): void {
        if (!canWrite) throw new InspectorError('recording-failed', 'the disk is full', 'free disk space');
        super.seal(...block);
      }
    }
    const log = new FrameLog(new FailingStore(), new BlockCache(1));
    appendNumbers(log, BLOCK_FRAMES + 1);
    canWrite = false;
    appendNumbers(log, 3 * BLOCK_FRAMES);
    assert.equal(log.storeFailure?.code, 'recording-failed');
    assert.equal(log.droppedRows, 0);
    for (const row of [0, BLOCK_FRAMES, 2 * BLOCK_FRAMES, 4 * BLOCK_FRAMES]) {
      assert.deepEqual(previews(log, row, row + 1), [`message ${row}`]);
    }
  });

  it('counts a window exactly, frame by frame', () => {
    const log = new FrameLog();
    appendNumbers(log, BLOCK_FRAMES + 100);
    append(log, { atMs: EPOCH_MS + 10, direction: 'out' });
    append(log, { atMs: EPOCH_MS + 10.5, kind: 'ping' });
    append(log, { atMs: EPOCH_MS + 11.5, kind: 'close' });
    append(log, { atMs: EPOCH_MS + 10.5, captureId: 2 });
    assert.deepEqual(countExactly(log, 1, EPOCH_MS + 8, EPOCH_MS + 12, 4), {
      received: [1, 1, 1, 1],
      sent: [0, 0, 1, 0],
      control: [0, 0, 1, 0],
      closes: [0, 0, 0, 1],
    });
    const across = countExactly(log, 1, EPOCH_MS + BLOCK_FRAMES - 50, EPOCH_MS + BLOCK_FRAMES + 50, 2);
    assert.deepEqual(across.received, [50, 50]);
  });
});

describe('event names', () => {
  it('beyond the limit are shown as one', () => {
    const added: number[] = [];
    const names = new EventNames([], (place) => added.push(place));
    for (let index = 0; index < MAX_EVENT_NAMES; index++) names.placeOf(`name ${index}`);
    const [last, beyond] = [names.placeOf(`name ${MAX_EVENT_NAMES - 1}`), names.placeOf('one more')];
    assert.deepEqual([names.nameAt(last), names.nameAt(beyond)], [`name ${MAX_EVENT_NAMES - 1}`, '(other)']);
    assert.equal(added.length, MAX_EVENT_NAMES);
    assert.equal(added.at(-1), MAX_EVENT_NAMES);
  });

  it('go on from those of an earlier run', () => {
    const names = new EventNames(['a', 'b'], () => undefined);
    assert.deepEqual(
      [names.placeOf('b'), names.placeOf('c'), names.nameAt(1), names.nameAt(0)],
      [2, 3, 'a', null],
    );
  });
});
