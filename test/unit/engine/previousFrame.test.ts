import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { BlockCache } from '../../../src/engine/log/blockCache.ts';
import { FrameLog } from '../../../src/engine/log/frameLog.ts';
import { MemoryBlockStore } from '../../../src/engine/log/memoryBlockStore.ts';
import { findPrevious } from '../../../src/engine/log/previousFrame.ts';
import { openRecording } from '../../../src/engine/recording/openRecording.ts';
import { BLOCK_FRAMES } from '../../../src/protocol/limits.ts';
import { append, appendNumbers } from '../../support/sampleLog.ts';

describe('the frame before another', () => {
  it('is of the same capture, direction, kind and event name', () => {
    const log = new FrameLog();
    append(log, { event: 'tick' });
    append(log, { event: 'tick', captureId: 2 });
    append(log, { event: 'tick', direction: 'out' });
    append(log, { event: 'tick', kind: 'ping' });
    append(log, { event: 'other' });
    append(log);
    append(log, { event: 'tick', id: 'another', isBinary: true, mark: 'duplicate' });
    assert.deepEqual(findPrevious(log, 6), { row: 0, isCutShort: false });
    assert.deepEqual(findPrevious(log, 5), { row: null, isCutShort: false });
    assert.deepEqual(findPrevious(log, 0), { row: null, isCutShort: false });
  });

  it('may be in an earlier block, beyond blocks of other captures', () => {
    const log = new FrameLog();
    append(log, { captureId: 2 });
    appendNumbers(log, 3 * BLOCK_FRAMES);
    append(log, { captureId: 2 });
    assert.deepEqual(findPrevious(log, log.rowCount - 1), { row: 0, isCutShort: false });
    assert.deepEqual(findPrevious(log, 2 * BLOCK_FRAMES), { row: 2 * BLOCK_FRAMES - 1, isCutShort: false });
  });

  it('is found in blocks on the disk', () => {
    const folder = mkdtempSync(join(tmpdir(), 'previous-frame-'));
    const path = join(folder, 'a.rtrec');
    const recording = openRecording(path, { create: true });
    const written = new FrameLog(recording.blocks);
    append(written, { event: 'rare' });
    appendNumbers(written, 2 * BLOCK_FRAMES + 10, { event: 'tick' });
    append(written, { event: 'rare' });
    recording.flush(() => {
      written.flush();
    });
    recording.close();

    const again = openRecording(path, { create: false });
    const log = new FrameLog(again.blocks, new BlockCache(1));
    assert.deepEqual(findPrevious(log, log.rowCount - 1), { row: 0, isCutShort: false });
    again.close();
    rmSync(folder, { recursive: true });
  });

  it('is looked for among so many rows, and where that ends the search it says so', () => {
    const log = new FrameLog();
    append(log, { event: 'rare' });
    appendNumbers(log, 100);
    append(log, { event: 'rare' });
    assert.deepEqual(findPrevious(log, 101, 100), { row: null, isCutShort: true });
    assert.deepEqual(findPrevious(log, 101, 101), { row: 0, isCutShort: false });
    assert.deepEqual(findPrevious(log, 1, 1), { row: null, isCutShort: false });
  });

  it('may have been dropped, as the frame itself may', () => {
    const log = new FrameLog(new MemoryBlockStore(1));
    append(log, { event: 'rare' });
    appendNumbers(log, 3 * BLOCK_FRAMES);
    append(log, { event: 'rare' });
    assert.ok(log.droppedRows > 0);
    assert.deepEqual(findPrevious(log, log.rowCount - 1), { row: null, isCutShort: false });
    assert.throws(() => findPrevious(log, 0), /dropped/);
    assert.throws(() => findPrevious(log, log.rowCount), /there is no row/);
  });
});
