import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectionGaps } from '../../../src/model/connectionGaps.ts';
import { overviewStrip } from '../../../src/model/overviewStrip.ts';
import type { Timeline, TimelineBar, TimelineLane } from '../../../src/protocol/timeline.ts';
import { completeFeed } from '../../../src/protocol/feed.ts';
import { summaryOf } from '../../support/captureSummaries.ts';

function bar(startedAtMs: number, endedAtMs: number | null, outcome: TimelineBar['outcome']): TimelineBar {
  return { requestIndex: 0, purpose: 'stream', startedAtMs, endedAtMs, outcome, messageCount: 0 };
}

function lane(captureId: number, some: Partial<TimelineLane>): TimelineLane {
  const none = [0, 0, 0, 0];
  return {
    captureId,
    received: none,
    sent: none,
    control: none,
    closes: none,
    closeNotes: [],
    bars: [],
    hiddenBars: 0,
    outcomes: null,
    ...some,
  };
}

describe('the gaps of a stream', () => {
  it('lie between its connections, and after the last while it reconnects', () => {
    const bars = [bar(0, 100, 'streamed'), bar(150, 300, 'failed')];
    assert.deepEqual(connectionGaps(lane(1, { bars }), 'open', 400), [{ fromMs: 100, toMs: 150 }]);
    assert.deepEqual(connectionGaps(lane(1, { bars }), 'reconnecting', 400), [
      { fromMs: 100, toMs: 150 },
      { fromMs: 300, toMs: 400 },
    ]);
  });

  it('are none after a redirect, nor known where connections are hidden', () => {
    const bars = [bar(0, 100, 'redirected'), bar(150, null, 'streaming')];
    assert.deepEqual(connectionGaps(lane(1, { bars }), 'open', 400), []);
    const lost = [bar(0, 100, 'streamed'), bar(150, null, 'streaming')];
    assert.deepEqual(connectionGaps(lane(1, { bars: lost, hiddenBars: 3 }), 'open', 400), []);
  });
});

describe('the strip of a session', () => {
  it('adds up all captures, with failures and gaps', () => {
    const timeline: Timeline = {
      fromMs: 0,
      toMs: 400,
      columns: 4,
      lanes: [
        lane(1, { received: [1, 2, 0, 0], bars: [bar(0, 100, 'failed'), bar(150, null, 'streaming')] }),
        lane(2, {
          received: [0, 3, 0, 1],
          sent: [0, 1, 0, 0],
          hiddenBars: 9,
          outcomes: { answered: [], empty: [], unchanged: [], failed: [0, 0, 5, 0] },
        }),
      ],
    };
    const error = { code: 'invalid-body', message: 'no JSON', action: 'look', atMs: 390 } as const;
    const polling = completeFeed({ method: 'short-polling', url: 'http://localhost/polls' });
    const captures = [summaryOf({ errors: [error] }), summaryOf({ captureId: 2, feed: polling })];
    assert.deepEqual(overviewStrip(timeline, captures, 400), {
      fromMs: 0,
      toMs: 400,
      messages: [1, 6, 0, 1],
      mostMessages: 6,
      failures: [0, 1, 5, 1],
      gaps: [{ fromMs: 100, toMs: 150 }],
    });
  });
});
