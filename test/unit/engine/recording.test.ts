import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { InspectorError, type ErrorCode } from '../../../src/protocol/errors.ts';
import { BLOCK_FRAMES } from '../../../src/protocol/limits.ts';
import { BlockCache } from '../../../src/engine/log/blockCache.ts';
import { FrameLog } from '../../../src/engine/log/frameLog.ts';
import { RequestLog } from '../../../src/engine/log/requestLog.ts';
import { openRecording } from '../../../src/engine/recording/openRecording.ts';
import type { Recording } from '../../../src/engine/recording/recording.ts';
import { append, appendNumbers, appendText, EPOCH_MS, request } from '../../support/sampleLog.ts';

const folder = mkdtempSync(join(tmpdir(), 'recording-test-'));
after(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;
function newPath(): string {
  return join(folder, `${files++}.rtrec`);
}

function create(path: string, budgetBytes?: number): Recording {
  return openRecording(path, budgetBytes === undefined ? { create: true } : { create: true, budgetBytes });
}

function failsWith(code: ErrorCode, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof InspectorError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.notEqual(error.action, '');
    return true;
  };
}

/** Writes a recording with `write`, closes it, opens it again and gives its log. */
function reopened(write: (log: FrameLog, recording: Recording) => void, use: (log: FrameLog) => void): void {
  const path = newPath();
  const recording = create(path);
  write(new FrameLog(recording.blocks), recording);
  recording.close();
  const again = openRecording(path, { create: false });
  use(new FrameLog(again.blocks, new BlockCache(1)));
  again.close();
}

describe('a recording', () => {
  it('gives back every row that was flushed, numbers intact', () => {
    let written: unknown;
    reopened(
      (log, recording) => {
        appendNumbers(log, 2 * BLOCK_FRAMES + 100, { event: 'tick', id: 'i' });
        appendText(log, 'sent', { captureId: 2, direction: 'out', event: 'other', requestIndex: 3 });
        recording.flush(() => {
          log.flush();
        });
        written = log.readRows(0, log.rowCount);
      },
      (log) => {
        assert.deepEqual(log.readRows(0, log.rowCount), written);
      },
    );
  });

  it('goes on where it was: rows after those of before, event names shared', () => {
    const path = newPath();
    for (let run = 0; run < 4; run++) {
      const recording = create(path);
      const log = new FrameLog(recording.blocks);
      assert.equal(log.rowCount, run * 3_000);
      for (let flush = 0; flush < 30; flush++) {
        appendNumbers(log, 100, { event: `event ${run % 2}` });
        recording.flush(() => {
          log.flush();
        });
      }
      recording.close();
    }
    const recording = openRecording(path, { create: false });
    const log = new FrameLog(recording.blocks);
    assert.deepEqual(
      log.readRows(0, 12_000).map(({ preview, event }) => [preview, event]),
      Array.from({ length: 12_000 }, (_, row) => [`message ${row}`, `event ${Math.floor(row / 3_000) % 2}`]),
    );
    recording.close();
  });

  it('loses only what came after the last flush', () => {
    reopened(
      (log) => {
        appendNumbers(log, 10);
        log.flush();
        appendNumbers(log, 5);
      },
      (log) => {
        assert.equal(log.rowCount, 10);
      },
    );
  });

  it('keeps an empty payload, one of 5 MB, and one that does not compress', () => {
    const noise = Uint8Array.from({ length: 100_000 }, (_, index) => Math.imul(index, 2654435761) >>> 13);
    const large = new Uint8Array(5 * 1024 * 1024).fill(0x78);
    reopened(
      (log) => {
        append(log);
        append(log, { payload: noise, isBinary: true });
        append(log, { payload: large });
        append(log);
        log.flush();
      },
      (log) => {
        assert.equal(log.readPayload(0).length, 0);
        assert.deepEqual(log.readPayload(1), noise);
        assert.deepEqual(log.readPayload(2), large);
        assert.equal(log.rowCount, 4);
      },
    );
  });

  it('keeps requests, their order and their bars', () => {
    const path = newPath();
    const recording = create(path);
    const requests = new RequestLog(recording.requests);
    requests.putRequest(request(1, 0, { outcome: 'streaming', purpose: 'stream', endedAtMs: null }));
    for (let index = 1; index < 50; index++) requests.putRequest(request(1, index, { messageCount: index }));
    requests.putRequest(
      request(2, 0, { status: null, error: { code: 'http-status', message: 'm', action: 'a' } }),
    );
    requests.flush();
    requests.putRequest(request(1, 20, { outcome: 'messages' }));
    requests.flush();
    recording.close();
    const again = openRecording(path, { create: false, isReadOnly: true });
    const read = new RequestLog(again.requests);
    assert.equal(read.count, 51);
    assert.deepEqual(read.get(1, 20), request(1, 20, { outcome: 'messages' }));
    assert.equal(read.get(2, 0).error?.code, 'http-status');
    assert.deepEqual(
      read.page(48, 99).map(({ captureId, index }) => [captureId, index]),
      [
        [1, 48],
        [1, 49],
        [2, 0],
      ],
    );
    const { bars } = read.inWindow(1, EPOCH_MS + 1_050, EPOCH_MS + 1_200, 10);
    assert.deepEqual(
      bars.map(({ requestIndex, messageCount }) => [requestIndex, messageCount]),
      [
        [0, 0],
        [10, 10],
        [11, 11],
      ],
    );
    assert.equal(read.inWindow(1, 0, EPOCH_MS * 2, 10).hiddenBars, 40);
    again.close();
  });

  it('keeps what is said of the captures', () => {
    const path = newPath();
    const recording = create(path);
    assert.equal(recording.readCaptures(), null);
    for (const json of ['[1]', '[1]', '[2]']) {
      recording.flush(() => {
        recording.writeCaptures(json);
      });
    }
    recording.close();
    const again = openRecording(path, { create: false });
    assert.equal(again.readCaptures(), '[2]');
    again.close();
  });

  it('is one plain file once it is closed, which can be looked at without changing it', () => {
    const path = newPath();
    const recording = create(path);
    const log = new FrameLog(recording.blocks);
    appendNumbers(log, 10);
    log.flush();
    assert.ok(recording.sizeBytes > 0);
    recording.close();
    const before = statSync(path);
    const readOnly = openRecording(path, { create: false, isReadOnly: true });
    assert.equal(new FrameLog(readOnly.blocks).rowCount, 10);
    readOnly.close();
    assert.deepEqual([statSync(path).mtimeMs, statSync(path).size], [before.mtimeMs, before.size]);
    const name = path.slice(folder.length + 1);
    assert.deepEqual(
      readdirSync(folder).filter((file) => file.startsWith(name)),
      [name],
    );
  });

  it('gives up its oldest rows and requests to stay within its budget', () => {
    const path = newPath();
    const budgetBytes = 16 * 1024 ** 2;
    const recording = create(path, budgetBytes);
    const log = new FrameLog(recording.blocks);
    const requests = new RequestLog(recording.requests);
    for (let index = 0; index < 4_000; index++) {
      append(log, { payload: noise(10_000, index), atMs: EPOCH_MS + index * 100 });
      requests.putRequest(request(1, index, { failureBody: 'x'.repeat(500) }));
      if (index % 10 !== 0) continue;
      recording.flush(() => {
        log.flush();
        requests.flush();
      });
    }
    assert.equal(recording.failure, null);
    assert.ok(
      log.droppedRows > 0 && requests.droppedCount > 0,
      `${log.droppedRows} ${requests.droppedCount}`,
    );
    assert.ok(recording.sizeBytes < budgetBytes + 6 * 1024 ** 2, `${recording.sizeBytes}`);
    assert.equal(log.readRows(0, 4_000).length, 4_000 - log.droppedRows);
    assert.deepEqual(log.readPayload(log.droppedRows), noise(10_000, log.droppedRows));
    assert.throws(() => log.readBody(log.droppedRows - 1), failsWith('not-found', /dropped/));
    assert.equal(requests.page(0, 1)[0]?.index, requests.droppedCount);
    const dropped = log.droppedRows;
    recording.flush(() => {
      log.flush();
      requests.flush();
    });
    recording.close();
    const again = openRecording(path, { create: false });
    const read = new FrameLog(again.blocks);
    assert.deepEqual([read.droppedRows, read.rowCount], [dropped, 4_000]);
    assert.equal(new RequestLog(again.requests).count + again.requests.firstOrdinal, 4_000);
    again.close();
  });

  it('gives its room back to the disk when it is cleared', () => {
    const path = newPath();
    const recording = create(path);
    const log = new FrameLog(recording.blocks);
    const requests = new RequestLog(recording.requests);
    for (let index = 0; index < 1_000; index++) append(log, { payload: noise(2_000, index), event: 'old' });
    requests.putRequest(request(1, 0));
    recording.flush(() => {
      log.flush();
      requests.flush();
    });
    const before = recording.sizeBytes;
    requests.clear();
    log.clear();
    assert.ok(recording.sizeBytes < before / 4, `${recording.sizeBytes} of ${before}`);
    appendText(log, 'new', { event: 'fresh' });
    log.flush();
    recording.close();
    const again = openRecording(path, { create: false });
    const rows = new FrameLog(again.blocks).readRows(0, 10);
    assert.deepEqual(
      rows.map(({ row, preview, event }) => [row, preview, event]),
      [[0, 'new', 'fresh']],
    );
    assert.equal(new RequestLog(again.requests).count, 0);
    again.close();
  });

  it('has one writer at a time', () => {
    const path = newPath();
    const recording = create(path);
    assert.throws(
      () => create(path),
      failsWith('recording-unreadable', /being recorded to by another process/),
    );
    assert.throws(
      () => openRecording(path, { create: false, isReadOnly: true }),
      failsWith('recording-unreadable', /being recorded to by another process/),
    );
    recording.close();
    create(path).close();
  });
});

describe('opening a recording', () => {
  it('does not make a file that is not there, unless it is told to', () => {
    const path = newPath();
    assert.throws(() => openRecording(path, { create: false }), failsWith('recording-unreadable', /no file/));
    assert.equal(existsSync(path), false);
  });

  it('says that a folder which is not there is the trouble', () => {
    const path = join(folder, 'nowhere', 'a.rtrec');
    assert.throws(() => create(path), failsWith('recording-unreadable', /cannot be opened/));
  });

  it('refuses what is not a recording, and leaves it as it was', () => {
    const text = newPath();
    writeFileSync(text, 'some notes, not a database at all\n'.repeat(100));
    const foreign = newPath();
    const database = new DatabaseSync(foreign);
    database.exec('CREATE TABLE notes (text TEXT)');
    database.close();
    for (const path of [text, foreign]) {
      const size = statSync(path).size;
      for (const mayCreate of [true, false]) {
        assert.throws(
          () => openRecording(path, { create: mayCreate }),
          failsWith('recording-unreadable', /is not a recording/),
        );
      }
      assert.equal(statSync(path).size, size);
    }
  });

  it('refuses a newer format and says what to do', () => {
    const path = newPath();
    create(path).close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 9');
    database.close();
    assert.throws(() => create(path), failsWith('recording-unreadable', /format 9, which is newer/));
  });

  it('says that a file cut short or overwritten in the middle is damaged', () => {
    for (const harm of ['cut', 'overwritten', 'empty block'] as const) {
      const path = newPath();
      const recording = create(path);
      const log = new FrameLog(recording.blocks);
      for (let index = 0; index < 1_000; index++) append(log, { payload: noise(2_000, index) });
      log.flush();
      recording.close();
      damage(path, harm);
      assert.throws(
        () => {
          const damaged = openRecording(path, { create: false });
          try {
            const read = new FrameLog(damaged.blocks);
            for (let row = 0; row < read.rowCount; row++) read.readPayload(row);
          } finally {
            damaged.close();
          }
        },
        failsWith('recording-unreadable', /is damaged|is not a recording/),
      );
    }
  });

  it('refuses a recording in which rows are missing', () => {
    const path = newPath();
    const recording = create(path);
    const log = new FrameLog(recording.blocks);
    appendNumbers(log, 3 * BLOCK_FRAMES + 1);
    log.flush();
    recording.close();
    const database = new DatabaseSync(path);
    database.exec(`DELETE FROM blocks WHERE first_row = ${BLOCK_FRAMES}`);
    database.close();
    const again = openRecording(path, { create: false });
    assert.throws(
      () => new FrameLog(again.blocks),
      failsWith('recording-unreadable', /rows before row 32768/),
    );
    again.close();
  });
});

function damage(path: string, harm: 'cut' | 'overwritten' | 'empty block'): void {
  const database = new DatabaseSync(path);
  if (harm === 'empty block') database.exec('UPDATE blocks SET columns = zeroblob(length(columns))');
  const pages = Number(Object.values(database.prepare('PRAGMA page_count').get() ?? {})[0]);
  const pageBytes = statSync(path).size / pages;
  database.close();
  if (harm === 'cut') writeFileSync(path, readFileSync(path).subarray(0, Math.floor(pages / 2) * pageBytes));
  if (harm === 'overwritten') {
    const bytes = readFileSync(path);
    bytes.fill(0x55, pageBytes, (pages - 1) * pageBytes);
    writeFileSync(path, bytes);
  }
}

function noise(length: number, seed: number): Uint8Array {
  let state = seed + 1;
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24);
}
