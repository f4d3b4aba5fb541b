import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { documentOf } from '../../../src/engine/frameDocument.ts';
import { FrameLog } from '../../../src/engine/log/frameLog.ts';
import { RequestLog } from '../../../src/engine/log/requestLog.ts';
import { MAX_BODY_BYTES_DUMPED, MAX_BODY_BYTES_SHOWN } from '../../../src/protocol/limits.ts';
import { append, appendText, request } from '../../support/sampleLog.ts';

describe('a message as a document', () => {
  let frames: FrameLog;
  let requests: RequestLog;

  beforeEach(() => {
    frames = new FrameLog();
    requests = new RequestLog();
  });

  it('is laid out where it is JSON on one line, and else as it came', () => {
    appendText(frames, '{"id":12345678901234567890}');
    appendText(frames, '{\n"a":1}');
    assert.deepEqual(
      [0, 1].map((row) => documentOf(frames, requests, row).text),
      ['{\n  "id": 12345678901234567890\n}', '{\n"a":1}'],
    );
    assert.equal(documentOf(frames, requests, 0).extension, '.json');
  });

  it('has the language that the response of its poll says, and its address', () => {
    const responseHead = 'HTTP/1.1 200 OK\r\nContent-type: application/yaml; charset=utf-8\r\n\r\n';
    requests.putRequest(request(1, 0, { responseHead }));
    requests.putRequest(request(1, 1, { responseHead, purpose: 'stream' }));
    appendText(frames, 'a: 1', { requestIndex: 0 });
    appendText(frames, 'a: 1', { requestIndex: 1 });
    appendText(frames, 'a: 1', { requestIndex: 2 });
    const documents = [0, 1, 2].map((row) => documentOf(frames, requests, row));
    assert.deepEqual(
      documents.map(({ extension }) => extension),
      ['.yaml', '.txt', '.txt'],
    );
    assert.deepEqual(
      documents.map(({ url }) => url),
      ['http://127.0.0.1/ticks', 'http://127.0.0.1/ticks', null],
    );
  });

  it('has all of a payload that is larger than the panel shows', () => {
    const payload = new Uint8Array(MAX_BODY_BYTES_SHOWN + 5).fill(0x61);
    append(frames, { payload });
    const { text, shownBytes } = documentOf(frames, requests, 0);
    assert.equal(text.length, payload.length);
    assert.equal(shownBytes, payload.length);
  });

  it('is a dump of bytes, up to a limit', () => {
    append(frames, { payload: Uint8Array.of(0, 0x41), isBinary: true });
    append(frames, { payload: new Uint8Array(MAX_BODY_BYTES_DUMPED + 16), isBinary: true });
    const { text, extension } = documentOf(frames, requests, 0);
    assert.match(text, /^00000000 {2}00 41 +\|\.A\|\n$/);
    assert.equal(extension, '.hex.txt');
    assert.equal(documentOf(frames, requests, 1).shownBytes, MAX_BODY_BYTES_DUMPED);
  });
});
