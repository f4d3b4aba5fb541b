import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waterfallOf } from '../../../src/webview/requestText.ts';
import { request } from '../../support/sampleLog.ts';

const PHASES = { dnsMs: 1, connectMs: 2, tlsMs: 3, waitMs: 4, transferMs: 5 };
const ENDED = { startedAtMs: 0, phases: PHASES };

describe('the waterfall of a request', () => {
  it('has the connection at its beginning and the answer at its end', () => {
    const { phases, spanMs, isCut } = waterfallOf(request(1, 0, { ...ENDED, endedAtMs: 20 }), 20);
    assert.deepEqual(
      phases.map(({ name, startMs }) => [name, startMs]),
      [
        ['dns', 0],
        ['connect', 1],
        ['tls', 3],
        ['wait', 11],
        ['transfer', 15],
      ],
    );
    assert.equal(spanMs, 20);
    assert.equal(isCut, false);
  });

  it('has what is known while it is under way, end to end', () => {
    const phases = { ...PHASES, waitMs: null, transferMs: null };
    const fall = waterfallOf(request(1, 0, { startedAtMs: 0, endedAtMs: null, phases }), 30);
    assert.deepEqual(
      fall.phases.map(({ startMs }) => startMs),
      [0, 1, 3],
    );
    assert.equal(fall.spanMs, 30);
  });

  it('shows the beginning of a stream that has run for long, and all of a poll that was held for long', () => {
    const long = { ...ENDED, endedAtMs: 60_000, phases: { ...PHASES, transferMs: 59_980 } };
    const stream = waterfallOf(request(1, 0, { ...long, purpose: 'stream' }), 60_000);
    assert.ok(stream.isCut);
    assert.equal(stream.spanMs, 25);
    assert.equal(waterfallOf(request(1, 0, long), 60_000).spanMs, 60_000);
  });

  it('has an axis where nothing is known yet', () => {
    const none = { dnsMs: null, connectMs: null, tlsMs: null, waitMs: null, transferMs: null };
    const { phases, spanMs } = waterfallOf(request(1, 0, { endedAtMs: null, phases: none }), 0);
    assert.deepEqual(phases, []);
    assert.ok(spanMs > 0);
  });
});
