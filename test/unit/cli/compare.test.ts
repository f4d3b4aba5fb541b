import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CaptureDocument } from '../../../src/cli/captureDocument.ts';
import type { DemoStats } from '../../../src/demo/feedStats.ts';
import { METHODS } from '../../../src/protocol/method.ts';
import { CliRun, runCli } from '../../support/cliRun.ts';
import { unusedUrl } from '../../support/httpServers.ts';

interface ComparisonDocument {
  readonly captures: readonly CaptureDocument[];
  readonly messages: { readonly distinct: number; readonly missing: Readonly<Record<string, number>> };
}

function feedsOf(origin: string): string[] {
  return METHODS.flatMap((method) => {
    const base = method === 'websocket' ? origin.replace('http', 'ws') : origin;
    return ['--feed', `${method}=${base}/${method}`];
  });
}

async function serveDemo(
  ...options: readonly string[]
): Promise<{ readonly run: CliRun; readonly origin: string }> {
  const run = new CliRun(['serve', '--demo', ...options]);
  const [, origin = ''] = await run.printed(/^listening on (http:\/\/127\.0\.0\.1:\d+)\n$/);
  return { run, origin };
}

describe('compare, over the demo feed', () => {
  it("counts of each method what the server says that it sent, and the server's own requests", async () => {
    const { run, origin } = await serveDemo('--rate', '60');
    await using server = run;
    const { code, stdout } = await runCli(
      ...['compare', ...feedsOf(origin), '--interval', '300ms', '--duration', '3s', '--output', 'json'],
    );
    assert.equal(code, 0);
    const { captures, messages } = JSON.parse(stdout) as ComparisonDocument;
    const stats = (await (await fetch(`${origin}/stats`)).json()) as DemoStats;
    for (const { method, messages: counted, requests } of captures) {
      assert.equal(counted.received, stats[`/${method}`].messagesSent, method);
      assert.equal(requests, stats[`/${method}`].requests, method);
      assert.ok(counted.received > 50, method);
    }
    assert.deepEqual(Object.keys(messages.missing), [...METHODS]);
    assert.deepEqual(new Set(Object.values(messages.missing)), new Set([0]));
    assert.ok(messages.distinct >= Math.max(...captures.map(({ messages: { received } }) => received)));
    for (const { delayMs } of captures) assert.equal(delayMs?.basis, 'earliest arrival');
    server.signal('SIGTERM');
    assert.equal((await server.result()).code, 0);
  });

  it('shows a column per feed in a table, and frames with their feed', async () => {
    const { run, origin } = await serveDemo();
    await using server = run;
    const feeds = ['--feed', `sse=${origin}/sse`, '--feed', `sse=${origin}/sse`];
    const table = await runCli('compare', ...feeds, '--max-messages', '2');
    assert.match(table.stdout, /^ +sse +sse#2$/m);
    assert.match(table.stdout, /^messages +2 +2$/m);
    const lines = await runCli('compare', ...feeds, '--max-messages', '1', '--output', 'ndjson');
    assert.match(lines.stdout, /"capture":"sse#2"/);
    assert.ok(server.stdout.startsWith('listening'));
  });

  it('captures the others where one fails, and ends with exit code 1', async () => {
    const { run, origin } = await serveDemo();
    await using server = run;
    const { code, stdout, stderr } = await runCli(
      ...['compare', '--feed', `sse=${origin}/sse`, '--feed', `sse=${await unusedUrl()}`],
      ...['--max-messages', '2', '--output', 'json'],
    );
    assert.equal(code, 1);
    assert.match(stderr, /^connection-refused: /);
    const { captures } = JSON.parse(stdout) as ComparisonDocument;
    assert.deepEqual(
      captures.map(({ messages }) => messages.received),
      [2, 0],
    );
    assert.ok(server.stdout.startsWith('listening'));
  });

  it('does not serve on a port that is taken', async () => {
    const { run, origin } = await serveDemo();
    await using server = run;
    const { code, stderr } = await runCli('serve', '--demo', '--port', new URL(origin).port);
    assert.equal(code, 1);
    assert.match(stderr, /is taken; /);
    assert.ok(server.stdout.startsWith('listening'));
  });
});
