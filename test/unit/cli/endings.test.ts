import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { WebSocketServer } from 'ws';
import type { CaptureDocument } from '../../../src/cli/captureDocument.ts';
import { CaptureRun } from '../../../src/cli/captureRun.ts';
import { EndSignal } from '../../../src/cli/endSignal.ts';
import { startDemoServer } from '../../../src/demo/demoServer.ts';
import { InspectorError } from '../../../src/protocol/errors.ts';
import { completeFeed } from '../../../src/protocol/feed.ts';
import { CliRun, runCli } from '../../support/cliRun.ts';
import { CollectingLog } from '../../support/collectingLog.ts';
import { listen, type TestServer, unusedUrl } from '../../support/httpServers.ts';
import { waitFor } from '../../support/waitFor.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'main.ts');

/** A server that takes connections and never says a word. */
async function startSilentServer(): Promise<TestServer & { readonly connections: () => number }> {
  let count = 0;
  const server = net.createServer((socket) => {
    count += 1;
    socket.on('error', () => undefined).resume();
  });
  return { ...(await listen(server, 'http')), connections: () => count };
}

describe('a capture that nobody answers', () => {
  it('has failed when its time is up, where it was to open a WebSocket', async () => {
    await using server = await startSilentServer();
    const { code, stdout, stderr } = await runCli(
      ...['watch', server.url, '--method', 'websocket', '--duration', '300ms', '--output', 'json'],
    );
    assert.equal(code, 1);
    assert.match(stderr, /^connection-timeout: [^\n]+; [^\n]+\n$/);
    const document = JSON.parse(stdout) as CaptureDocument;
    assert.equal(document.endReason, 'limit');
  });

  it('has ended by its limit, where the server may hold its answer', async () => {
    await using server = await startSilentServer();
    for (const method of ['long-polling', 'sse']) {
      const { code, stderr } = await runCli(
        ...['watch', server.url, '--method', method, '--duration', '300ms', '--output', 'json'],
      );
      assert.deepEqual([code, stderr], [0, ''], method);
    }
  });

  it('ends at once on Ctrl-C while its method is being found out', async () => {
    await using server = await startSilentServer();
    await using run = new CliRun(['watch', server.url]);
    await waitFor('the first question', () => server.connections() > 0);
    run.signal('SIGINT');
    const { code, stdout, stderr } = await run.result();
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^not-open: [^\n]+; [^\n]+\n$/);
  });

  it('says one line in a script, and nothing else, where nothing listens', async () => {
    const { code, stdout, stderr } = await runCli('watch', await unusedUrl(), '--method', 'sse');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^connection-refused: [^\n]+\n$/);
  });
});

describe('a reader that is slow', () => {
  const MESSAGES = 20_000;

  it('still gets every frame, whole and in order', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    let sent = 0;
    server.on('connection', (socket) => {
      for (; sent < MESSAGES; sent++) socket.send(`${sent} ${'x'.repeat(1_000)}`);
      socket.close(1000);
    });
    const { port } = server.address() as AddressInfo;
    const child = spawn(
      process.execPath,
      [MAIN, 'watch', `ws://127.0.0.1:${port}`, '--method', 'websocket', '--output', 'ndjson'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      // Nobody reads until the server has given everything away: the pipe is full long before.
      await waitFor('the server to have sent all', () => sent === MESSAGES);
      await once(child.stdout, 'readable');
      let text = '';
      for await (const chunk of child.stdout.setEncoding('utf8')) text += String(chunk);
      const frames = text
        .trimEnd()
        .split('\n')
        .map(
          (line) =>
            JSON.parse(line) as { readonly seq: number; readonly kind: string; readonly text: string },
        );
      const messages = frames.filter(({ kind }) => kind === 'message');
      assert.equal(messages.length, MESSAGES);
      for (const [place, message] of messages.entries()) {
        assert.equal(message.seq, place);
        assert.ok(message.text.startsWith(`${place} x`));
      }
    } finally {
      child.kill('SIGKILL');
      server.close();
    }
  });
});

describe('a run of captures', () => {
  it('ends, and says why, when its recording can no longer be kept', async () => {
    const demo = await startDemoServer({ rate: 100 });
    const full = new InspectorError('recording-failed', 'the disk is full', 'make room');
    const run = new CaptureRun(
      {
        feeds: [{ feed: completeFeed({ method: 'sse', url: `${demo.origin}/sse` }), detectedBy: null }],
        log: new CollectingLog(),
        recording: {
          log: new CollectingLog(),
          flush: () => {
            throw full;
          },
          close: () => undefined,
        },
        maxMessages: Infinity,
        durationMs: null,
        indexMessages: false,
        onStateChange: () => undefined,
      },
      new EndSignal(),
    );
    try {
      assert.deepEqual(await run.toTheEnd(), full.info);
      assert.equal(run.summaryOf(1).state, 'closed');
    } finally {
      await demo.close();
    }
  });

  it('ends at once where the user had ended it before it began', async () => {
    const demo = await startDemoServer({ rate: 100 });
    const end = new EndSignal();
    end.end();
    const run = new CaptureRun(
      {
        feeds: [{ feed: completeFeed({ method: 'sse', url: `${demo.origin}/sse` }), detectedBy: null }],
        log: new CollectingLog(),
        recording: null,
        maxMessages: Infinity,
        durationMs: null,
        indexMessages: false,
        onStateChange: () => undefined,
      },
      end,
    );
    try {
      assert.equal(await run.toTheEnd(), null);
      assert.equal(run.summaryOf(1).endReason, 'user');
    } finally {
      await demo.close();
    }
  });
});
