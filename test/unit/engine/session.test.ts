import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type DemoServer, startDemoServer } from '../../../src/demo/demoServer.ts';
import { Session } from '../../../src/engine/session.ts';
import { FEED_DEFAULTS } from '../../../src/protocol/feed.ts';
import { type Method, METHODS } from '../../../src/protocol/method.ts';
import { EVERY_ROW } from '../../../src/protocol/panel.ts';
import type { SessionSnapshot } from '../../../src/protocol/session.ts';
import { waitFor } from '../../support/waitFor.ts';

describe('a session of captures', () => {
  let demo: DemoServer;
  let folder = '';
  let files = 0;

  before(async () => {
    demo = await startDemoServer({ rate: 100 });
    folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
  });

  after(async () => {
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  });

  function newPath(): string {
    files += 1;
    return join(folder, `${files}.rtrec`);
  }

  function start(session: Session, method: Method): Promise<number> {
    const origin = method === 'websocket' ? demo.origin.replace('http', 'ws') : demo.origin;
    return session.startCapture(
      { ...FEED_DEFAULTS, method, url: `${origin}/${method}`, intervalMs: 50 },
      null,
    );
  }

  it('counts, of four captures at once, what the server sent to each', async () => {
    const sentBefore = demo.stats();
    const session = Session.open(newPath(), () => undefined);
    for (const method of METHODS) await start(session, method);
    await waitFor('messages by each method', () =>
      session.snapshot().captures.every(({ counters }) => counters.messages.received > 20),
    );
    for (const { captureId } of session.snapshot().captures) await session.stopCapture(captureId);
    const sent = demo.stats();
    for (const { feed, counters, state } of session.snapshot().captures) {
      const path = `/${feed.method}` as const;
      assert.equal(state, 'closed');
      assert.equal(counters.messages.received, sent[path].messagesSent - sentBefore[path].messagesSent, path);
      assert.equal(counters.requests, sent[path].requests - sentBefore[path].requests, path);
    }
    const { rows, rowCount } = session.readRows(EVERY_ROW, 0, 500);
    assert.equal(rows.length, Math.min(rowCount, 500));
    assert.equal(session.compare({}).columns.filter(({ kind }) => kind === 'measured').length, 4);
    await session.close();
  });

  it('posts news only while it is watched, else that a capture has begun or ended', async () => {
    const posted: SessionSnapshot[] = [];
    const session = Session.open(newPath(), (snapshot) => posted.push(snapshot));
    const captureId = await start(session, 'sse');
    await waitFor('messages', () => session.snapshot().rowCount > 20);
    assert.equal(posted.length, 1);
    assert.equal(posted.pop()?.captures.length, 1);

    session.watch(true);
    await waitFor('a snapshot with news', () => (posted.at(-1)?.rowCount ?? 0) > (posted[0]?.rowCount ?? 0));
    const [first, last] = [posted[0], posted.at(-1)];
    assert.ok(first !== undefined && last !== undefined);
    // At most ten a second, the first one besides.
    assert.ok(posted.length <= 2 + (last.nowMs - first.nowMs) / 90, `${posted.length} snapshots`);

    await session.stopCapture(captureId);
    await waitFor('the end', () => posted.at(-1)?.captures[0]?.state === 'closed');
    session.watch(false);
    const count = posted.length;
    await session.close();
    assert.equal(posted.length, count);
  });

  it('posts as many bytes after thousands of messages as after a few', async () => {
    const fast = await startDemoServer({ rate: 5_000 });
    const posted: { readonly messages: number; readonly sizeBytes: number }[] = [];
    const session = Session.open(newPath(), (snapshot) => {
      const messages = snapshot.captures[0]?.counters.messages.received ?? 0;
      posted.push({ messages, sizeBytes: JSON.stringify(snapshot).length });
    });
    session.watch(true);
    await session.startCapture({ ...FEED_DEFAULTS, method: 'sse', url: `${fast.origin}/sse` }, null);
    await waitFor('thousands of messages', () => (posted.at(-1)?.messages ?? 0) > 5_000);
    const early = posted.find(({ messages }) => messages > 0);
    // Only figures have grown longer.
    assert.ok((posted.at(-1)?.sizeBytes ?? Infinity) < (early?.sizeBytes ?? 0) + 300);
    await session.close();
    await fast.close();
  });

  it('counts from zero once it is cleared, while its captures go on', async () => {
    const session = Session.open(newPath(), () => undefined);
    await start(session, 'websocket');
    await waitFor('messages', () => session.snapshot().rowCount > 10);
    const before = session.snapshot();
    const cleared = session.clear();
    assert.equal(cleared.rowCount, 0);
    assert.notEqual(cleared.generation, before.generation);
    assert.equal(cleared.captures[0]?.counters.messages.received, 0);
    assert.equal(cleared.captures[0].counters.requests, 1);
    await waitFor('more messages', () => session.snapshot().rowCount > 0);
    await session.close();
  });

  it('comes back from its recording disconnected, with what it had', async () => {
    const path = newPath();
    const session = Session.open(path, () => undefined);
    const captureId = await start(session, 'long-polling');
    await waitFor('messages', () => session.snapshot().rowCount > 10);
    await session.stopCapture(captureId);
    const { rowCount, requestCount, captures } = session.snapshot();
    await session.close();

    const restored = Session.open(path, () => undefined);
    const snapshot = restored.snapshot();
    assert.equal(snapshot.rowCount, rowCount);
    assert.equal(snapshot.requestCount, requestCount);
    assert.deepEqual(snapshot.captures[0]?.counters, captures[0]?.counters);
    assert.equal(snapshot.captures[0]?.state, 'closed');
    assert.match(restored.readRequest(captureId, 0).requestHead, /^GET \/long-polling HTTP\/1\.1\r\n/);
    assert.match(new TextDecoder().decode(restored.readFrame(0).payload), /^\{"id":/);
    // A new capture goes on in the same recording, under a number of its own.
    assert.equal(await start(restored, 'sse'), captureId + 1);
    await restored.close();
  });

  it('shows each frame and request on the timeline', async () => {
    const session = Session.open(newPath(), () => undefined);
    const captureId = await start(session, 'short-polling');
    await waitFor(
      'polls with messages',
      () => (session.snapshot().captures[0]?.counters.polls.withMessages ?? 0) > 3,
    );
    await session.stopCapture(captureId);
    const [capture] = session.snapshot().captures;
    assert.ok(capture !== undefined);
    const { lanes } = session.readTimeline(capture.startedAtMs - 1, (capture.endedAtMs ?? 0) + 1, 200);
    const [lane] = lanes;
    assert.ok(lane !== undefined);
    assert.equal(
      lane.received.reduce((total, count) => total + count, 0),
      capture.counters.messages.received,
    );
    assert.equal(lane.bars.length + lane.hiddenBars, capture.counters.requests);
    assert.throws(() => session.readTimeline(5, 5, 100), { code: 'invalid-option' });
    await session.close();
  });
});
