import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { Capture } from '../../../src/engine/capture.ts';
import { restoreCaptures, serializeCaptures } from '../../../src/engine/restoredCaptures.ts';
import { SessionLog } from '../../../src/engine/sessionLog.ts';
import { SessionStatistics } from '../../../src/engine/sessionStatistics.ts';
import { parseFigures, serializeFigures } from '../../../src/engine/storedFigures.ts';
import { completeFeed } from '../../../src/protocol/feed.ts';
import type { Method } from '../../../src/protocol/method.ts';
import type { Distribution, Statistics } from '../../../src/protocol/statistics.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { EPOCH_MS } from '../../support/sampleLog.ts';

const folder = mkdtempSync(join(tmpdir(), 'statistics-test-'));
after(() => {
  rmSync(folder, { recursive: true });
});
const LATER = new ManualClock(EPOCH_MS + 10_000);
let files = 0;
function newPath(): string {
  return join(folder, `${files++}.rtrec`);
}

const PATHS: Readonly<Record<Method, string>> = {
  websocket: 'ws://localhost/websocket',
  sse: 'http://localhost/sse',
  'long-polling': 'http://localhost/long-polling',
  'short-polling': 'http://localhost/short-polling',
};

function captureBy(method: Method, log: SessionLog, captureId = 1): Capture {
  const feed = completeFeed({ method, url: PATHS[method], time: '$.time' });
  return new Capture({ captureId, feed, log, clock: new ManualClock(EPOCH_MS) });
}

function message(capture: Capture, atMs: number, sizeBytes: number, event: string | null = null): void {
  capture.message(EPOCH_MS + atMs, 'in', new Uint8Array(sizeBytes), false, 0, null, event);
}

function poll(capture: Capture, waitMs: number): void {
  const request = capture.beginRequest({
    purpose: 'poll',
    httpMethod: 'GET',
    url: PATHS['long-polling'],
    startedAtMs: EPOCH_MS,
  });
  const phases = { dnsMs: null, connectMs: null, tlsMs: null, waitMs, transferMs: 1 };
  request.end({ phases, outcome: 'messages', endedAtMs: EPOCH_MS + waitMs + 1 });
}

function read(log: SessionLog, ...captures: readonly Capture[]): Statistics {
  const given = captures.map((capture) => ({ summary: capture.summary(), figures: capture.figures() }));
  return new SessionStatistics(log, LATER).read(given, 1);
}

/** The bars that hold something, as the edge from which and how many. */
function bars(distribution: Distribution | null, captureId = 1): readonly (readonly number[])[] {
  const counts = distribution?.series.find((series) => series.captureId === captureId)?.counts ?? [];
  return counts.flatMap((count, bar) => (count === 0 ? [] : [[distribution?.edges[bar] ?? 0, count]]));
}

/** An event stream with a little of everything, and a long poll. */
function fill(log: SessionLog): readonly [Capture, Capture] {
  const stream = captureBy('sse', log);
  for (let place = 0; place < 50; place++) {
    message(stream, 100 * place, 20 + place, place % 5 === 0 ? 'trade' : 'tick');
  }
  stream.control(EPOCH_MS + 4_000, 'in', 'comment', new Uint8Array(3), 0);
  const polls = captureBy('long-polling', log, 2);
  for (const waitMs of [100, 100, 104]) poll(polls, waitMs);
  message(polls, 7_000, 64);
  return [stream, polls];
}

describe('the statistics of a session', () => {
  it('count sizes and gaps of received messages, and sizes of sent ones apart', () => {
    const log = SessionLog.record(newPath());
    const capture = captureBy('websocket', log);
    for (const [atMs, sizeBytes] of [
      [0, 100],
      [50, 100],
      [100, 101],
      [151, 103],
    ] as const) {
      message(capture, atMs, sizeBytes);
    }
    capture.message(EPOCH_MS + 160, 'out', new Uint8Array(7), false, 0, null, null);
    const { distributions } = read(log, capture);
    assert.deepEqual(bars(distributions.size), [
      [100, 2],
      [101, 1],
      [103, 1],
    ]);
    assert.deepEqual(bars(distributions.gap), [
      [50, 2],
      [51, 1],
    ]);
    assert.deepEqual(bars(distributions.sentSize), [[7, 1]]);
    assert.equal(distributions.size?.series[0]?.quantiles.max, 103);
    log.close();
  });

  it('count round trips and waits, and say that there is no delay where no message has a time', () => {
    const log = SessionLog.record(newPath());
    const socket = captureBy('websocket', log);
    socket.control(EPOCH_MS, 'in', 'pong', new Uint8Array(0), 0, 4);
    const polls = captureBy('long-polling', log, 2);
    poll(polls, 100);
    poll(polls, 102);
    const { distributions } = read(log, socket, polls);
    assert.deepEqual(bars(distributions.roundTrip), [[4, 1]]);
    assert.deepEqual(bars(distributions.wait, 2), [
      [100, 1],
      [102, 1],
    ]);
    assert.equal(distributions.delay, null);
    log.close();
  });

  it('place each message in its second', () => {
    const log = SessionLog.record(newPath());
    const capture = captureBy('sse', log);
    for (const atMs of [0, 10, 990, 1_000, 2_500, 2_510]) message(capture, atMs, 5);
    const { rate } = read(log, capture);
    assert.equal(rate.columnMs, 1_000);
    // Before the first message there is a column, for one whose bucket begins there.
    const first = (EPOCH_MS - rate.fromMs) / rate.columnMs;
    const { received = [] } = rate.series[0] ?? {};
    assert.deepEqual(received.slice(first, first + 3), [3, 1, 2]);
    assert.equal(
      received.reduce((total, count) => total + count, 0),
      6,
    );
    log.close();
  });

  it('count frames by event name and kind', () => {
    const log = SessionLog.record(newPath());
    const [stream, polls] = fill(log);
    const { eventTypes } = read(log, stream, polls);
    assert.deepEqual(
      eventTypes.map(({ captureId, types }) => [
        captureId,
        types.map(({ event, kind, count }) => [event, kind, count]),
      ]),
      [
        [
          1,
          [
            [null, 'comment', 1],
            ['trade', 'message', 10],
            ['tick', 'message', 40],
          ],
        ],
        [2, [[null, 'message', 1]]],
      ],
    );
    log.close();
  });

  it('are after a restart what they were before it', () => {
    const path = newPath();
    const log = SessionLog.record(path);
    const captures = fill(log);
    const live = read(log, ...captures);
    log.flush(
      serializeCaptures(
        captures.map((capture) => capture.summary()),
        LATER.nowMs(),
      ),
      new Map(captures.map((capture) => [capture.captureId, serializeFigures(capture.figures())])),
    );
    log.close();

    const restoredLog = SessionLog.read(path);
    const summaries = restoreCaptures(restoredLog.readCaptures());
    const given = summaries.map((summary) => ({ summary, figures: null }));
    const restored = new SessionStatistics(restoredLog, LATER).read(given, 1);
    assert.deepEqual(restored.distributions, live.distributions);
    assert.deepEqual(restored.eventTypes, live.eventTypes);
    assert.deepEqual(restored.rate.series[0]?.received, live.rate.series[0]?.received);
    assert.deepEqual(restored.notRecorded, []);
    restoredLog.close();
  });

  it('say of a recording of an earlier version that it has only the rate', () => {
    const path = newPath();
    const log = SessionLog.record(path);
    const captures = fill(log);
    const summaries = captures.map((capture) => capture.summary());
    log.flush(serializeCaptures(summaries, LATER.nowMs()));
    log.close();
    const database = new DatabaseSync(path);
    database.exec('DROP TABLE figures');
    database.close();

    for (const isReadOnly of [true, false]) {
      const old = isReadOnly ? SessionLog.read(path) : SessionLog.record(path);
      const given = restoreCaptures(old.readCaptures()).map((summary) => ({ summary, figures: null }));
      const { notRecorded, distributions, eventTypes, rate } = new SessionStatistics(old, LATER).read(
        given,
        1,
      );
      assert.deepEqual(notRecorded, [1, 2]);
      assert.equal(distributions.size, null);
      assert.deepEqual(eventTypes, []);
      assert.equal(
        rate.series[0]?.received.reduce((total, count) => total + count, 0),
        50,
      );
      old.close();
    }
  });

  it('pass over what is damaged in a recording', () => {
    assert.equal(parseFigures('{'), null);
    assert.equal(parseFigures('{"version":2,"events":[]}'), null);
    const text = JSON.stringify({
      version: 1,
      histograms: {
        size: { count: 1, sum: 5, min: 5, max: 5, buckets: [788, 1] },
        gap: { count: -1, sum: 0, min: 0, max: 0, buckets: [] },
        delay: { count: 1, sum: 1, min: 1, max: 1, buckets: ['a', 1] },
      },
      events: [
        {
          event: 'tick',
          kind: 'message',
          direction: 'in',
          isBinary: false,
          count: 1,
          bytes: 1,
          firstMs: 1,
          lastMs: 1,
        },
        { event: 5 },
        null,
      ],
    });
    const figures = parseFigures(text);
    assert.equal(figures?.histograms.size.count, 1);
    assert.equal(figures.histograms.gap.count, 0);
    assert.equal(figures.histograms.delay.count, 0);
    assert.equal(figures.events.types().length, 1);
  });

  it('are as small after many messages as after a few', () => {
    const log = SessionLog.record(newPath());
    const capture = captureBy('sse', log);
    for (let place = 0; place < 20_000; place++)
      message(capture, place * (1 + (place % 100)), place % 1_000, `event ${place}`);
    const json = serializeFigures(capture.figures());
    assert.ok(json.length < 60_000, `${json.length} characters`);
    const { eventTypes, distributions, rate } = read(log, capture);
    assert.equal(eventTypes[0]?.types.length, 201);
    assert.ok((distributions.gap?.edges.length ?? Infinity) <= 65);
    assert.ok(rate.columns <= 120);
    log.close();
  });
});
