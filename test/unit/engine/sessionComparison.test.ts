import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SessionComparison } from '../../../src/engine/sessionComparison.ts';
import { SessionLog } from '../../../src/engine/sessionLog.ts';
import type { CaptureSummary } from '../../../src/protocol/capture.ts';
import type { ComparisonColumn } from '../../../src/protocol/comparison.ts';
import { completeFeed } from '../../../src/protocol/feed.ts';
import { type Method, METHODS } from '../../../src/protocol/method.ts';
import { SUMMARY_START_MS, summaryOf } from '../../support/captureSummaries.ts';

const utf8 = new TextEncoder();

function captureOf(captureId: number, method: Method): CaptureSummary {
  const feed = completeFeed({ method, url: 'http://localhost/' });
  return summaryOf({ captureId, feed, endedAtMs: SUMMARY_START_MS + 60_000 });
}

describe("the comparison of a session's captures", () => {
  let folder = '';
  let log: SessionLog;
  let comparison: SessionComparison;
  const seqs = new Map<number, number>();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'realtime-inspector-'));
    log = SessionLog.open(join(folder, 'session.rtrec'));
    comparison = new SessionComparison(log);
    seqs.clear();
  });

  afterEach(() => {
    log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function receive(captureId: number, afterMs: number, text: string): void {
    const seq = seqs.get(captureId) ?? 0;
    seqs.set(captureId, seq + 1);
    log.append(
      captureId,
      seq,
      SUMMARY_START_MS + afterMs,
      'in',
      'message',
      utf8.encode(text),
      false,
      0,
      null,
      null,
      null,
    );
  }

  function columnOf(columns: readonly ComparisonColumn[], method: Method): ComparisonColumn {
    const column = columns.find((candidate) => candidate.method === method);
    assert.ok(column !== undefined);
    return column;
  }

  it('has a column for each method, in the same order, whatever was captured', () => {
    const kinds = (summaries: readonly CaptureSummary[]): unknown =>
      comparison.read(summaries, {}).columns.map(({ method, kind }) => `${method} ${kind}`);
    assert.deepEqual(
      kinds([]),
      METHODS.map((method) => `${method} unknown`),
    );
    assert.deepEqual(kinds([captureOf(1, 'sse')]), [
      'short-polling estimated',
      'long-polling estimated',
      'websocket estimated',
      'sse measured',
    ]);
  });

  it('matches what two captures have in the log, and what came since it was last asked', () => {
    const summaries = [captureOf(1, 'websocket'), captureOf(2, 'sse')];
    receive(1, 1_000, 'a');
    receive(2, 1_010, 'a');
    assert.equal(comparison.read(summaries, {}).distinctMessages, 1);

    receive(1, 2_000, 'b');
    receive(1, 3_000, 'c');
    receive(2, 3_030, 'c');
    // Other assumptions: it is made anew at once.
    const { columns, distinctMessages, matchBasis } = comparison.read(summaries, { intervalMs: 1_000 });
    assert.equal(distinctMessages, 3);
    assert.equal(matchBasis, 'content');
    const sse = columnOf(columns, 'sse');
    assert.ok(sse.kind === 'measured');
    assert.equal(sse.missing, 1);
    assert.equal(sse.figures.delay?.basis, 'earliest arrival');
    assert.equal(sse.figures.delay.max, 30);
  });

  it('takes up captures of a recording that was closed', () => {
    const path = join(folder, 'session.rtrec');
    for (let place = 0; place < 40_000; place++) receive(1, place, `message ${place}`);
    log.flush('{}');
    log.close();
    log = SessionLog.open(path);
    comparison = new SessionComparison(log);
    // A call reads for a limited time, and says how far it has come; other assumptions make it read on at once.
    let calls = 0;
    let read = comparison.read([captureOf(1, 'sse')], {});
    while (read.notes.some((note) => note.startsWith('Still reading'))) {
      calls += 1;
      read = comparison.read([captureOf(1, 'sse')], { roundTripMs: calls });
    }
    assert.equal(read.distinctMessages, 40_000);
  });

  it('estimates with the assumptions that it was given', () => {
    receive(1, 1_000, 'a');
    const { columns, assumptions } = comparison.read([captureOf(1, 'sse')], { intervalMs: 500 });
    assert.equal(assumptions.intervalMs, 500);
    const shortPolling = columnOf(columns, 'short-polling');
    assert.ok(shortPolling.kind === 'estimated');
    // One a half second over a minute, the first at once.
    assert.ok(Math.abs(shortPolling.figures.requests - 120) <= 1);
  });

  it('forgets everything when it is cleared', () => {
    receive(1, 1_000, 'a');
    comparison.read([captureOf(1, 'sse')], {});
    log.clear();
    comparison.clear();
    assert.equal(comparison.read([captureOf(1, 'sse')], {}).distinctMessages, 0);
  });
});
