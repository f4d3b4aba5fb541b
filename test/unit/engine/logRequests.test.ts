import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InspectorError } from '../../../src/protocol/errors.ts';
import { REQUESTS_IN_MEMORY_BYTES } from '../../../src/protocol/limits.ts';
import { MemoryRequestStore } from '../../../src/engine/log/memoryRequestStore.ts';
import { RequestLog } from '../../../src/engine/log/requestLog.ts';
import { memoryOf } from '../../../src/engine/log/requestStore.ts';
import { EPOCH_MS, request } from '../../support/sampleLog.ts';

/** So large that few fit in memory. */
const LONG_HEAD = `GET / HTTP/1.1\r\nCookie: ${'c'.repeat(60_000)}\r\n\r\n`;

describe('a request log', () => {
  it('gives a request as it was last put', () => {
    const log = new RequestLog();
    log.putRequest(request(1, 0, { outcome: 'pending', endedAtMs: null }));
    log.putRequest(request(1, 0, { outcome: 'messages', messageCount: 2 }));
    assert.deepEqual(log.get(1, 0), request(1, 0, { outcome: 'messages', messageCount: 2 }));
    assert.equal(log.count, 1);
  });

  it('pages in order of start across captures, without heads', () => {
    const log = new RequestLog();
    log.putRequest(request(1, 0, { endedAtMs: null }));
    log.putRequest(request(2, 0, { failureBody: 'no' }));
    log.putRequest(request(1, 1));
    log.putRequest(request(1, 0));
    const page = log.page(0, 10);
    assert.deepEqual(
      page.map(({ captureId, index }) => [captureId, index]),
      [
        [1, 0],
        [2, 0],
        [1, 1],
      ],
    );
    assert.ok(
      page.every(
        ({ requestHead, responseHead, failureBody }) => !requestHead && !responseHead && !failureBody,
      ),
    );
    assert.equal(log.get(2, 0).failureBody, 'no');
    assert.deepEqual(
      log.page(1, 2).map(({ captureId }) => captureId),
      [2],
    );
    assert.deepEqual(log.page(3, 9), []);
  });

  it('says that a request which never was is not there', () => {
    const isNotFound = (error: unknown): boolean =>
      error instanceof InspectorError && error.code === 'not-found';
    assert.throws(() => new RequestLog().get(1, 0), isNotFound);
  });

  it('finds the requests that were under way in a window, those that have not ended too', () => {
    const log = new RequestLog();
    log.putRequest(request(1, 0, { purpose: 'stream', outcome: 'streaming', endedAtMs: null }));
    for (let index = 1; index < 10; index++) log.putRequest(request(1, index));
    log.putRequest(request(2, 0));
    // Request n lasts from 100n to 100n + 50.
    const { bars, hiddenBars } = log.inWindow(1, EPOCH_MS + 250, EPOCH_MS + 400, 100);
    assert.deepEqual(
      bars.map(({ requestIndex, endedAtMs }) => [requestIndex, endedAtMs]),
      [
        [0, null],
        [2, EPOCH_MS + 250],
        [3, EPOCH_MS + 350],
      ],
    );
    assert.equal(hiddenBars, 0);
    assert.equal(bars[0]?.purpose, 'stream');
  });

  it('samples evenly where a window has more bars than asked for', () => {
    const log = new RequestLog();
    for (let index = 0; index < 1_000; index++) log.putRequest(request(1, index));
    const { bars, hiddenBars } = log.inWindow(1, EPOCH_MS, EPOCH_MS + 1e6, 100);
    assert.equal(bars.length + hiddenBars, 1_000);
    assert.ok(bars.length <= 100 && bars.length > 50);
    const last = bars.at(-1)?.requestIndex ?? 0;
    assert.ok(last >= 980, `the last bar is ${last}`);
  });

  it('without a recording keeps the most recent ones that fit in memory, and counts the others', () => {
    const log = new RequestLog();
    const total = 1_000;
    for (let index = 0; index < total; index++) log.putRequest(request(1, index, { requestHead: LONG_HEAD }));
    log.flush();
    const fitting = Math.floor(
      REQUESTS_IN_MEMORY_BYTES / memoryOf(request(1, 0, { requestHead: LONG_HEAD })),
    );
    assert.ok(log.count <= fitting && log.count > fitting / 2, `${log.count}`);
    assert.equal(log.count + log.droppedCount, total);
    assert.equal(log.page(0, total)[0]?.index, log.droppedCount);
    assert.equal(log.page(0, total).length, log.count);
    assert.throws(() => log.get(1, 0), /is not in the log/);
    assert.equal(log.get(1, total - 1).requestHead, LONG_HEAD);
  });

  it('keeps a request that is under way, however many have ended since', () => {
    const log = new RequestLog();
    log.putRequest(request(1, 0, { outcome: 'streaming', endedAtMs: null }));
    for (let index = 0; index < 1_000; index++) log.putRequest(request(2, index, { requestHead: LONG_HEAD }));
    log.flush();
    assert.equal(log.get(1, 0).outcome, 'streaming');
    log.putRequest(request(1, 0, { outcome: 'streamed' }));
    assert.equal(log.get(1, 0).outcome, 'streamed');
  });

  it('is empty after it was cleared', () => {
    const log = new RequestLog();
    log.putRequest(request(1, 0));
    log.flush();
    log.clear();
    assert.deepEqual([log.count, log.page(0, 9)], [0, []]);
    log.putRequest(request(1, 1));
    assert.equal(log.page(0, 9)[0]?.index, 1);
  });

  it('goes on in memory when its store fails', () => {
    class FailingStore extends MemoryRequestStore {
      override writeRequests(): void {
        throw new InspectorError('recording-failed', 'the disk is full', 'free disk space');
      }
    }
    const log = new RequestLog(new FailingStore());
    log.putRequest(request(1, 0));
    log.flush();
    log.putRequest(request(1, 1));
    log.flush();
    assert.equal(log.storeFailure?.code, 'recording-failed');
    assert.equal(log.inWindow(1, EPOCH_MS, EPOCH_MS + 1e6, 10).bars.length, 2);
  });
});
