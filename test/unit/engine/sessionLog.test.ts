import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { SessionLog } from '../../../src/engine/sessionLog.ts';
import type { Direction, FrameKind } from '../../../src/protocol/frame.ts';
import { MAX_CLOSE_NOTES } from '../../../src/protocol/limits.ts';
import type { RequestOutcome } from '../../../src/protocol/request.ts';
import { EPOCH_MS, request } from '../../support/sampleLog.ts';

const DAY_MS = 86_400_000;
/** A bucket before the first frame: one belongs where it begins. */
const FROM_MS = EPOCH_MS - 60_000;
const OUTCOMES: readonly RequestOutcome[] = ['messages', 'empty', 'unchanged', 'failed'];

function append(
  log: SessionLog,
  atMs: number,
  kind: FrameKind,
  text = '',
  direction: Direction = 'in',
): void {
  const payload = new TextEncoder().encode(text);
  log.append(1, 0, atMs, direction, kind, payload, false, 0, null, null, null);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

describe("a session's timeline", () => {
  let folder = '';
  let files = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  function newPath(): string {
    files += 1;
    return join(folder, `${files}.rtrec`);
  }

  it('tells a close from pings, counted one by one and from buckets, and what it said', () => {
    const log = SessionLog.open(newPath());
    append(log, EPOCH_MS + 1, 'ping');
    append(log, EPOCH_MS + 5, 'close', '1001 going away: deploy');
    append(log, EPOCH_MS + 6, 'close', '1001 going away', 'out');
    const closely = log.lane(1, EPOCH_MS, EPOCH_MS + 8, 8, 8);
    assert.deepEqual(closely.control, [0, 1, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(closely.closes, [0, 0, 0, 0, 0, 1, 1, 0]);
    const widely = log.lane(1, EPOCH_MS - 100, EPOCH_MS + 100, 2, 2);
    assert.deepEqual(
      [widely.control, widely.closes],
      [
        [0, 1],
        [0, 2],
      ],
    );
    assert.deepEqual(widely.closeNotes, [
      { atMs: EPOCH_MS + 5, direction: 'in', text: '1001 going away: deploy' },
      { atMs: EPOCH_MS + 6, direction: 'out', text: '1001 going away' },
    ]);
    assert.deepEqual(log.lane(1, EPOCH_MS, EPOCH_MS + 2, 2, 2).closeNotes, []);
    log.close();
  });

  it('counts every close, and remembers what the first and the last of them said', () => {
    const log = SessionLog.open(newPath());
    const total = MAX_CLOSE_NOTES + 50;
    for (let index = 0; index < total; index++) append(log, EPOCH_MS + index * 10, 'close', `${index}`);
    const lane = log.lane(1, EPOCH_MS, EPOCH_MS + total * 10, 10, 10);
    assert.equal(sum(lane.closes), total);
    assert.equal(lane.closeNotes.length, MAX_CLOSE_NOTES);
    assert.deepEqual([lane.closeNotes[0]?.text, lane.closeNotes.at(-1)?.text], ['0', `${total - 1}`]);
    log.close();
  });

  it('tells what came of more requests than it has bars, and the same from its recording', () => {
    const path = newPath();
    const log = SessionLog.open(path);
    const stepMs = 60_000;
    for (let index = 0; index * stepMs < DAY_MS; index++) {
      const startedAtMs = EPOCH_MS + index * stepMs;
      const outcome = OUTCOMES[index % 4] ?? 'empty';
      log.putRequest(request(1, index, { startedAtMs, endedAtMs: null, outcome: 'pending' }));
      log.putRequest(request(1, index, { startedAtMs, endedAtMs: startedAtMs + 20, outcome }));
      // What comes late of a request that has ended is not another one.
      log.putRequest(request(1, index, { startedAtMs, endedAtMs: startedAtMs + 20, outcome }));
    }
    const lane = log.lane(1, FROM_MS, EPOCH_MS + DAY_MS, 240, 240);
    assert.equal(lane.bars.length + lane.hiddenBars, 1_440);
    assert.ok(lane.outcomes !== null);
    const { answered, empty, unchanged, failed } = lane.outcomes;
    assert.deepEqual([answered, empty, unchanged, failed].map(sum), [360, 360, 360, 360]);
    const hour = log.lane(1, EPOCH_MS, EPOCH_MS + DAY_MS / 24, 240, 240);
    assert.deepEqual([hour.bars.length, hour.hiddenBars, hour.outcomes], [60, 0, null]);
    append(log, EPOCH_MS + 5, 'close', '1000 normal closure');
    const whole = log.lane(1, FROM_MS, EPOCH_MS + DAY_MS, 240, 240);
    log.flush('[]');
    log.close();

    const restored = SessionLog.open(path);
    assert.deepEqual(restored.lane(1, FROM_MS, EPOCH_MS + DAY_MS, 240, 240), whole);
    restored.close();
  });
});
