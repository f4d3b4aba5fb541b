import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startDemoServer } from '../../../src/demo/demoServer.ts';
import { METHODS } from '../../../src/protocol/method.ts';
import { runCli } from '../../support/cliRun.ts';

interface Figures {
  readonly requests: number;
  readonly messages: number;
  readonly bytes: { readonly received: number; readonly sent: number };
}
interface Replayed extends Figures {
  readonly estimated: Figures;
  readonly error: { readonly requests: number | null; readonly bytes: { readonly received: number | null } };
}
interface Document {
  readonly methods: Readonly<Record<string, { readonly replayed?: Replayed }>>;
  readonly replay?: { readonly messages: number; readonly durationMs: number };
}

describe('estimate --replay', () => {
  let folder = '';
  let recording = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
    recording = join(folder, 'feed.rtrec');
    const demo = await startDemoServer({ rate: 50 });
    const { code } = await runCli(
      ...['watch', `${demo.origin}/sse`, '--method', 'sse', '--duration', '2s', '--record', recording],
    );
    assert.equal(code, 0);
    await demo.close();
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('measures each method with what was recorded, beside the estimate of it and its error', async () => {
    const { stdout, stderr, code } = await runCli(
      ...['estimate', recording, '--replay', '--interval', '200ms', '--output', 'json'],
    );
    assert.equal(code, 0, stderr);
    const document = JSON.parse(stdout) as Document;
    const messages = document.replay?.messages ?? 0;
    assert.ok(messages > 0);
    for (const method of METHODS) {
      const replayed = document.methods[method]?.replayed;
      assert.ok(replayed !== undefined, method);
      assert.ok(replayed.requests > 0, method);
      const { requests } = replayed.estimated;
      assert.equal(replayed.error.requests, (requests - replayed.requests) / replayed.requests, method);
    }
    for (const method of ['websocket', 'sse'] as const) {
      assert.equal(document.methods[method]?.replayed?.messages, messages, method);
      assert.equal(document.methods[method].replayed.requests, 1, method);
      // Framing is exact: what is left are heads, of which there is one.
      assert.ok(Math.abs(document.methods[method].replayed.error.bytes.received ?? 1) < 0.05, method);
    }
  });

  it('prints a table of what was measured, with the error of each number', async () => {
    const { stdout } = await runCli('estimate', recording, '--replay', '--interval', '200ms');
    assert.match(stdout, /^Replayed for [\d.]+ s on this machine, \d+ messages, a round trip of /m);
    assert.match(stdout, /^Requests( +[\d,]+ \([−+±][\d.]+ %\)){4}$/m);
    assert.match(stdout, /^Delay mean( +[\d.,]+ m?s \([−+±][\d.]+ ms\)){4}$/m);
  });

  it('says nothing of a replay where none was asked for', async () => {
    const { stdout } = await runCli('estimate', recording, '--output', 'json');
    const document = JSON.parse(stdout) as Document;
    assert.equal(document.replay, undefined);
    assert.equal(document.methods['sse']?.replayed, undefined);
  });
});
