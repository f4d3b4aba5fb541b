import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRequest } from '../../../src/engine/recording/requestJson.ts';
import { restoreCaptures, serializeCaptures } from '../../../src/engine/restoredCaptures.ts';
import { NO_WIRE } from '../../../src/protocol/request.ts';
import { summaryOf } from '../../support/captureSummaries.ts';
import { request } from '../../support/sampleLog.ts';

function without(value: object, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

describe('what an earlier version wrote', () => {
  it('is a capture with the defaults of what it did not know', () => {
    const summary = summaryOf();
    const known = [
      'detectedBy',
      'sizes',
      'roundTrips',
      'longPolls',
      'wireParts',
      'slowedMs',
      'repeating',
      'countedSends',
      'isCut',
    ];
    const json = serializeCaptures([summary], 1);
    const { version, savedAtMs } = JSON.parse(json) as { version: number; savedAtMs: number };
    const earlier = JSON.stringify({ version, savedAtMs, captures: [without(summary, ...known)] });
    assert.deepEqual(restoreCaptures(earlier), [summary]);
  });

  it('is a request with the defaults of what it did not know', () => {
    const record = request(1, 0);
    const wire = { receivedBytes: 100, sentBytes: 30 };
    const earlier = JSON.stringify({
      ...without(record, 'connection', 'idleBeforeMs', 'responseTrailers'),
      wire,
    });
    assert.deepEqual(parseRequest(earlier), { ...record, wire: { ...NO_WIRE, ...wire } });
  });
});
