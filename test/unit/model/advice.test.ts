import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { adviseOn } from '../../../src/model/advice.ts';
import type { ComparisonColumn, MethodFigures } from '../../../src/protocol/comparison.ts';
import type { ReplayCheck } from '../../../src/protocol/replay.ts';
import {
  checkOf,
  comparisonOf,
  estimated,
  figures,
  measured,
  polledMinute,
  pollsOf,
} from '../../support/comparisons.ts';

function headline(columns: readonly ComparisonColumn[], check: ReplayCheck | null = null): string {
  const advice = adviseOn(comparisonOf(columns), check);
  assert.equal(advice.recommended, null);
  return advice.headline;
}

function polled(changes: Partial<MethodFigures>): ComparisonColumn {
  const polls = pollsOf({ total: 20, withMessages: 20 });
  return estimated('short-polling', figures({ requests: 20, polls, ...changes }));
}

describe('advice', () => {
  it('names SSE for a feed that is polled in vain, with the numbers that show it', () => {
    const { recommended, headline, points } = adviseOn(polledMinute(), null);
    assert.equal(recommended, 'sse');
    assert.equal(
      headline,
      'SSE fits this feed, if only the server has to talk: 1 request where short polling needed 120, 92 % fewer wire bytes, and it is as easy to build.',
    );
    const [rate, direction, complexity] = points;
    assert.match(rate?.answer ?? '', /^Every 3\.00 s on average/);
    assert.ok(
      rate?.evidence.includes('Short polling: 92 % of 120 polls brought nothing; SSE would need 1 request.'),
    );
    assert.match(direction?.answer ?? '', /^Not known: only a WebSocket shows/);
    assert.deepEqual(complexity?.evidence, [
      'WebSocket would take 9.4 % fewer wire bytes than SSE; messages come 4.0 ms late by it, 4.0 ms by SSE.',
    ]);
  });

  it('names WebSocket where the client was seen to talk as well', () => {
    const columns = [measured('websocket', figures(), { sentMessages: 14 }), estimated('sse')];
    const { recommended, headline, points } = adviseOn(comparisonOf(columns), null);
    assert.equal(recommended, 'websocket');
    assert.match(headline, /both sides talk, the client sent 14 messages/);
    assert.equal(points[1]?.answer, 'Yes: the client sends as well.');
  });

  it('does not take a capture that began later for one that needs more bytes', () => {
    const polls = pollsOf({ total: 4, withMessages: 3, empty: 1 });
    const late = { ...figures().delay, basis: 'earliest arrival', mean: 2_300 } as const;
    const soon = { ...late, mean: 4 } as const;
    const columns = [
      measured(
        'short-polling',
        figures({
          requests: 4,
          receivedBytes: 9_230,
          sentBytes: 840,
          polls,
          delay: { ...late, count: 40, p50: 2_300, p95: 4_500, p99: 4_900, max: 5_000 },
        }),
        { spanMs: 19_700 },
      ),
      measured(
        'sse',
        figures({
          requests: 1,
          receivedBytes: 9_150,
          sentBytes: 200,
          delay: { ...soon, count: 40, p50: 4, p95: 5, p99: 6, max: 7 },
        }),
        {
          spanMs: 16_900,
        },
      ),
    ];
    assert.equal(adviseOn(comparisonOf(columns), null).recommended, 'sse');
  });

  it('takes a single message for one that subscribes', () => {
    const polls = polled({ receivedBytes: 50_000 });
    const columns = [polls, measured('websocket', figures(), { sentMessages: 1 }), estimated('sse')];
    const { recommended, headline, points } = adviseOn(comparisonOf(columns), null);
    assert.equal(recommended, 'sse');
    assert.doesNotMatch(headline, /if only/);
    assert.match(points[1]?.answer ?? '', /^Hardly/);
  });

  it('names nobody where estimates differ by less than they may be off', () => {
    const polls = pollsOf({ total: 2, withMessages: 2 });
    const close = polled({ requests: 2, receivedBytes: 5_100, polls });
    assert.match(
      headline([close, estimated('sse')]),
      /SSE and Short polling differ by less than their figures may be off/,
    );
  });

  it('goes by the errors that a replay has found, in place of those that an estimate is held to', () => {
    const columns = [polled({ receivedBytes: 5_600 }), estimated('sse')];
    const bytesTold = (check: ReplayCheck | null): boolean =>
      adviseOn(comparisonOf(columns), check).headline.includes('fewer wire bytes');
    assert.ok(bytesTold(null));
    assert.ok(!bytesTold(checkOf({ receivedBytes: -0.2 })));
    assert.ok(bytesTold({ ...checkOf({ receivedBytes: -0.2 }), captureId: 9 }), 'a check of another capture');
    const off = checkOf({ requests: 2, receivedBytes: 0.5, delayMs: 5_000 });
    assert.match(headline(columns, off), /differ by less/);
  });

  it('does not take bytes of heads that were never seen for known', () => {
    const inputs = [{ label: 'head of the answer', bytes: 300, basis: 'typical' }] as const;
    const columns = [polled({ receivedBytes: 6_000 }), estimated('sse', figures(), { inputs })];
    const { headline } = adviseOn(comparisonOf(columns), null);
    assert.doesNotMatch(headline, /fewer wire bytes/);
  });

  it('says what speaks for each where neither is better in all', () => {
    const batches = polled({ receivedBytes: 2_000 });
    assert.match(
      headline([batches, estimated('sse')]),
      /SSE does better than Short polling in requests, and worse in wire bytes: it depends on what counts/,
    );
  });

  it('leaves it to the reader whether a WebSocket that saves a lot is worth its complexity', () => {
    const columns = [
      polled({ receivedBytes: 50_000 }),
      measured('websocket', figures({ receivedBytes: 1_000 })),
      estimated('sse'),
    ];
    assert.match(headline(columns), /WebSocket takes at least 7\d % fewer wire bytes than SSE/);
  });

  it('names no method that has missed messages', () => {
    const columns = [polled({}), measured('sse', figures(), { missing: 3 })];
    assert.match(headline(columns), /SSE missed 3 messages that others had/);
  });

  it('does not compare a delay against the earliest arrival with one of the way from the server', () => {
    const delay = { count: 9, mean: 0, p50: 0, p95: 0, p99: 0, max: 0, basis: 'earliest arrival' } as const;
    const polls = pollsOf({ total: 1, withMessages: 1 });
    const slow = { ...delay, mean: 4_000, basis: 'estimated' } as const;
    const columns = [polled({ requests: 1, polls, delay: slow }), measured('sse', figures({ delay }))];
    assert.match(headline(columns), /differ by less/);
  });

  it('says why it can tell nothing', () => {
    const doubtful = adviseOn(polledMinute({ doubts: ['the clocks disagree'] }), null);
    assert.equal(doubtful.recommended, null);
    assert.equal(doubtful.headline, 'It cannot be told which method is right here: the clocks disagree.');
    assert.match(
      headline([{ kind: 'unknown', method: 'sse', reason: 'nothing was captured' }]),
      /nothing could be compared/,
    );
    assert.match(headline([estimated('sse', figures({ messages: 0 }))]), /no message has come/);
    assert.match(headline([estimated('websocket')]), /nothing is known of SSE here/);
    assert.match(headline([estimated('sse')]), /nothing to compare SSE with/);
  });
});
