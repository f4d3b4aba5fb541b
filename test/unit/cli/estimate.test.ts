import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startDemoServer } from '../../../src/demo/demoServer.ts';
import { METHODS } from '../../../src/protocol/method.ts';
import { runCli } from '../../support/cliRun.ts';

interface EstimateDocument {
  readonly source: { readonly method: string; readonly messages: { readonly received: number } };
  readonly assumptions: Readonly<Record<string, number>>;
  readonly methods: Readonly<
    Record<
      string,
      {
        readonly requests: number;
        readonly messages: number;
        readonly bytes: { readonly received: number; readonly sent: number };
        readonly delayMs: { readonly mean: number; readonly max: number };
        readonly emptyPolls: number;
        readonly connections: number;
        readonly perSecond: { readonly requests: number; readonly bitsPerSecond: number };
      }
    >
  >;
}

describe('estimate', () => {
  let folder = '';
  let recording = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
    recording = join(folder, 'sse.rtrec');
    const demo = await startDemoServer({ rate: 100 });
    const { code } = await runCli(
      ...['watch', `${demo.origin}/sse`, '--method', 'sse', '--max-messages', '100'],
      ...['--record', recording, '--output', 'json'],
    );
    assert.equal(code, 0);
    await demo.close();
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('prints what each method would cost, by what it was told to assume', async () => {
    const { code, stdout, stderr } = await runCli(
      ...['estimate', recording, '--interval', '100ms', '--timeout', '30s', '--rtt', '10ms'],
      ...['--clients', '1000', '--output', 'json'],
    );
    assert.deepEqual([code, stderr], [0, '']);
    const { source, assumptions, methods } = JSON.parse(stdout) as EstimateDocument;
    assert.deepEqual([source.method, source.messages.received], ['sse', 100]);
    const given = { intervalMs: 100, timeoutMs: 30_000, roundTripMs: 10, clients: 1_000 };
    assert.deepEqual({ ...assumptions, ...given }, assumptions);
    assert.deepEqual(Object.keys(methods).sort(), [...METHODS].sort());
    for (const figures of Object.values(methods)) {
      assert.equal(figures.messages, 100);
      assert.ok(figures.bytes.received > 100 * 200);
      assert.ok(figures.delayMs.mean <= figures.delayMs.max);
      assert.ok(figures.perSecond.requests > figures.requests);
    }
    const polled = methods['short-polling'] ?? assert.fail();
    const pushed = methods['websocket'] ?? assert.fail();
    assert.ok(polled.requests > pushed.requests);
    assert.ok(polled.delayMs.max > pushed.delayMs.max);
    assert.equal(pushed.requests, 1);
  });

  it('prints a table for people, with its assumptions', async () => {
    const { code, stdout } = await runCli('estimate', recording);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^Estimated from SSE .*, 100 messages\.\nAssumed: polls every 5\.00 s \(typical\), .* \(measured\)/,
    );
    assert.match(stdout, /1 client, in the steady state:/);
    assert.match(stdout, /Short polling\s+Long polling\s+WebSocket\s+SSE/);
  });

  it('fails where there is no recording, and is told what it takes', async () => {
    const absent = await runCli('estimate', join(folder, 'absent.rtrec'));
    assert.equal(absent.code, 1);
    assert.match(absent.stderr, /^recording-unreadable: /);
    assert.equal((await runCli('estimate')).code, 2);
    assert.equal((await runCli('estimate', recording, '--clients', '0')).code, 2);
  });
});
