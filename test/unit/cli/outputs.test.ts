import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CaptureDocument, toDocument } from '../../../src/cli/captureDocument.ts';
import { captureTable, errorLines } from '../../../src/cli/captureTable.ts';
import { ndjsonLines, teeLog, textLines } from '../../../src/cli/frameLines.ts';
import type { CaptureLog } from '../../../src/engine/captureLog.ts';
import { EMPTY_COUNTERS, type Quantiles } from '../../../src/protocol/capture.ts';
import { PREVIEW_CHARACTERS } from '../../../src/protocol/limits.ts';
import { CollectingLog } from '../../support/collectingLog.ts';
import { SUMMARY_START_MS, summaryOf } from '../../support/captureSummaries.ts';

const SOURCE = { method: 'sse', label: 'sse#2', startedAtMs: SUMMARY_START_MS } as const;
const QUANTILES: Quantiles = { count: 3, mean: 2, p50: 1.23456, p95: 2, p99: 3, max: 4 };

type Lines = (
  print: (line: string) => void,
  sourceOf: () => typeof SOURCE,
  isLabelled: boolean,
) => CaptureLog;

/** The line of one message. */
function lineOf(
  lines: Lines,
  payload: Uint8Array,
  isLabelled = false,
  isBinary = false,
  event = 'tick',
): string {
  const printed: string[] = [];
  const log = lines(
    (line) => printed.push(line),
    () => SOURCE,
    isLabelled,
  );
  log.append(1, 7, SUMMARY_START_MS + 12.3456, 'in', 'message', payload, isBinary, 3, 'a', event, null);
  assert.equal(printed.length, 1);
  return printed[0] ?? '';
}

describe('a line of JSON per frame', () => {
  it('has the fields of the frame, its text, and its time since the start', () => {
    assert.deepEqual(JSON.parse(lineOf(ndjsonLines, Buffer.from('zoë\n"'))), {
      seq: 7,
      atMs: 12.346,
      direction: 'in',
      kind: 'message',
      sizeBytes: 6,
      text: 'zoë\n"',
      id: 'a',
      event: 'tick',
      request: 3,
    });
  });

  it('says of which capture it is, where there are several', () => {
    const line = JSON.parse(lineOf(ndjsonLines, Buffer.from('x'), true)) as Record<string, unknown>;
    assert.deepEqual([line['method'], line['capture']], ['sse', 'sse#2']);
  });

  it('has bytes as base64 where they are binary or no UTF-8', () => {
    assert.match(lineOf(ndjsonLines, Buffer.from('text'), false, true), /"base64":"dGV4dA=="/);
    assert.match(lineOf(ndjsonLines, Uint8Array.of(0xc3, 0x28)), /"base64":"wyg="/);
  });

  it('reads a payload that lies within a larger buffer', () => {
    const buffer = Buffer.from('before inside after');
    assert.match(lineOf(ndjsonLines, buffer.subarray(7, 13)), /"text":"inside"/);
  });
});

describe('a line of text per frame', () => {
  it('stays one line, and shows what could drive a terminal', () => {
    const line = lineOf(textLines, Buffer.from('a\r\n\u001b[2Jb\u009b'), false, false, 'x\u001b]0;y\u0007');
    // eslint-disable-next-line no-control-regex -- these characters are what must not come
    assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f]/);
    assert.match(line, /␛\[2Jb/);
    assert.match(line, /x␛\]0;y␇/);
  });

  it('says that it shows only the beginning', () => {
    const whole = lineOf(textLines, Buffer.from('é'.repeat(PREVIEW_CHARACTERS)));
    assert.ok(whole.endsWith('é'));
    const cut = lineOf(textLines, Buffer.from('é'.repeat(PREVIEW_CHARACTERS + 1)));
    assert.ok(cut.endsWith('é…'));
    assert.match(lineOf(textLines, new Uint8Array(33), false, true), / 00 …$/);
  });
});

describe('a document', () => {
  it('has zeros for gaps and null for delay and polls where there is nothing to say', () => {
    const document = toDocument(summaryOf(), null);
    assert.equal(document.startedAt, '2026-01-01T00:00:00.000Z');
    assert.equal(document.durationMs, 10_000);
    assert.deepEqual(document.gapsMs, { p50: 0, p95: 0, p99: 0, max: 0 });
    assert.equal(document.delayMs, null);
    assert.equal(document.polls, null);
  });

  it('prefers delay against the own time of messages to that against the earliest arrival', () => {
    const own = { ...QUANTILES, p50: 9 };
    assert.deepEqual(toDocument(summaryOf({ delays: own }), QUANTILES).delayMs, {
      ...{ p50: 9, p95: 2, p99: 3, max: 4 },
      basis: 'message time',
    });
    assert.deepEqual(toDocument(summaryOf(), QUANTILES).delayMs, {
      ...{ p50: 1.235, p95: 2, p99: 3, max: 4 },
      basis: 'earliest arrival',
    });
  });

  it('counts the times of errors from the start, and says how many more there were', () => {
    const error = { code: 'connection-reset', message: 'gone', action: 'wait' } as const;
    const document = toDocument(
      summaryOf({
        errors: [{ ...error, atMs: SUMMARY_START_MS + 250.5 }],
        counters: { ...EMPTY_COUNTERS, errors: 12 },
      }),
      null,
    );
    assert.deepEqual(document.errors, [{ ...error, atMs: 250.5 }]);
    assert.equal(document.errorCount, 12);
  });
});

describe('a table of captures', () => {
  const documents: readonly CaptureDocument[] = [
    toDocument(summaryOf(), null),
    toDocument(summaryOf({ counters: { ...EMPTY_COUNTERS, requests: 1_204 } }), null),
  ];

  it('is aligned, and leaves out what it has nothing to say about', () => {
    const table = captureTable(documents, ['sse', 'sse#2'], [0, 3]);
    const lines = table.split('\n');
    assert.deepEqual(new Set(lines.map(({ length }) => length)).size, 1);
    assert.match(table, /^requests +0 +1,204$/m);
    assert.match(table, /^missing +0 +3$/m);
    assert.doesNotMatch(table, /delay/);
    assert.doesNotMatch(captureTable(documents, ['sse', 'sse#2'], null), /missing/);
  });

  it('is followed by errors on the way, but not by what ended a capture', () => {
    const failure = { code: 'connection-refused', message: 'nothing accepts', action: 'start it' } as const;
    const lost = { code: 'connection-reset', message: 'lost \u001b[31m', action: 'wait' } as const;
    const document = toDocument(
      summaryOf({
        failure,
        errors: [
          { ...lost, atMs: SUMMARY_START_MS + 100 },
          { ...failure, atMs: SUMMARY_START_MS + 200 },
        ],
      }),
      null,
    );
    assert.deepEqual(errorLines([document], ['sse']), [
      'sse after 100 ms: connection-reset: lost ␛[31m; wait',
    ]);
  });
});

describe('a log for several', () => {
  it('passes every frame on to each', () => {
    const logs = [new CollectingLog(), new CollectingLog()];
    const payload = Buffer.from('x');
    teeLog(logs).append(1, 0, SUMMARY_START_MS, 'out', 'message', payload, false, 0, null, null, 'duplicate');
    for (const log of logs) {
      assert.deepEqual(log.texts, ['x']);
      assert.equal(log.frames[0]?.mark, 'duplicate');
    }
  });
});
