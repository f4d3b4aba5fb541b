import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { WebSocketServer } from 'ws';
import type { CaptureDocument } from '../../../src/cli/captureDocument.ts';
import { type DemoServer, startDemoServer } from '../../../src/demo/demoServer.ts';
import { CliRun, runCli } from '../../support/cliRun.ts';
import { startServer, startTlsServer, unusedUrl } from '../../support/httpServers.ts';
import { waitFor } from '../../support/waitFor.ts';

function documentOf(stdout: string): CaptureDocument {
  const document: CaptureDocument = JSON.parse(stdout) as CaptureDocument;
  return document;
}

describe('watch', () => {
  let demo: DemoServer;
  let folder = '';

  before(async () => {
    demo = await startDemoServer({ rate: 200 });
    folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
  });

  after(async () => {
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  });

  const addressOf = (method: string): string =>
    `${method === 'websocket' ? demo.origin.replace('http', 'ws') : demo.origin}/${method}`;

  for (const method of ['short-polling', 'long-polling', 'websocket', 'sse']) {
    it(`prints one document of a ${method} capture that its limit has ended`, async () => {
      const { code, stdout, stderr } = await runCli(
        ...['watch', addressOf(method), '--method', method, '--interval', '50ms'],
        ...['--max-messages', '20', '--output', 'json'],
      );
      assert.equal(stderr, '');
      assert.equal(code, 0);
      const document = documentOf(stdout);
      assert.equal(document.url, addressOf(method));
      assert.equal(document.method, method);
      assert.deepEqual(document.messages, { received: 20, sent: 0, duplicates: 0, outOfOrder: 0 });
      assert.equal(document.bytes.payloadReceived, 20 * 200);
      assert.ok(document.bytes.received > document.bytes.payloadReceived);
      assert.ok(document.bytes.sent > 0);
      assert.equal(document.polls === null, !method.endsWith('polling'));
      if (document.polls !== null) assert.equal(document.polls.total, document.requests);
      assert.equal(document.delayMs, null);
      assert.deepEqual(document.errors, []);
      assert.ok(Math.abs(Date.parse(document.startedAt) - Date.now()) < 60_000);
    });
  }

  it('finds out the method where none is given', async () => {
    const { stdout } = await runCli('watch', addressOf('sse'), '--max-messages', '1', '--output', 'json');
    assert.equal(documentOf(stdout).method, 'sse');
  });

  it("measures delay against the message's own time where it is told where that is", async () => {
    const { stdout } = await runCli(
      ...['watch', addressOf('sse'), '--method', 'sse', '--time', '$.time'],
      ...['--max-messages', '5', '--output', 'json'],
    );
    assert.equal(documentOf(stdout).delayMs?.basis, 'message time');
  });

  it('prints a JSON line per frame', async () => {
    const { stdout } = await runCli(
      ...['watch', addressOf('sse'), '--method', 'sse', '--max-messages', '3', '--output', 'ndjson'],
    );
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      lines.map(({ seq, kind, direction }) => [seq, kind, direction]),
      [
        [0, 'retry', 'in'],
        [1, 'message', 'in'],
        [2, 'message', 'in'],
        [3, 'message', 'in'],
      ],
    );
    for (const { text, sizeBytes, id, event } of lines.slice(1)) {
      assert.ok(typeof text === 'string');
      assert.equal(Buffer.byteLength(text), sizeBytes);
      assert.ok(text.includes(`"seq":${String(id)}`));
      assert.equal(event, null);
    }
  });

  it('gives binary and broken text as base64, and sends what it was told to', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const got: string[] = [];
    server.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => {
        got.push(data.toString());
        if (got.length < 2) return;
        socket.send(Buffer.from([0, 255]));
        socket.send('plain');
        socket.close(1000, 'done');
      });
    });
    const { port } = server.address() as AddressInfo;
    const { code, stdout } = await runCli(
      ...['watch', `ws://127.0.0.1:${port}`, '--send', 'one', '--send', 'two', '--output', 'ndjson'],
    );
    server.close();
    assert.equal(code, 0);
    assert.deepEqual(got, ['one', 'two']);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 6);
    assert.match(lines[2] ?? '', /"sizeBytes":2,"base64":"AP8="/);
    assert.match(lines[3] ?? '', /"text":"plain"/);
    assert.match(lines[4] ?? '', /"kind":"close".*"text":"1000 normal closure: done"/);
  });

  it('makes a WebSocket that is lost anew where it is told to, and fails with it where not', async () => {
    let connections = 0;
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    server.on('connection', (socket) => {
      connections += 1;
      if (connections % 2 === 1) socket.terminate();
      else socket.close(1000);
    });
    const { port } = server.address() as AddressInfo;
    const words = ['watch', `ws://127.0.0.1:${port}`, '--output', 'json'];
    const kept = await runCli(...words, '--reconnect');
    const lost = await runCli(...words);
    server.close();
    assert.deepEqual([kept.code, documentOf(kept.stdout).reconnects], [0, 1]);
    assert.equal(lost.code, 1);
    assert.match(lost.stderr, /^connection-reset: /);
  });

  it('makes what could drive a terminal visible', async () => {
    await using server = await startServer((_, response) => response.end('\u001b[31mred\u0007\u202eevil'));
    const { stdout } = await runCli(
      ...['watch', server.url, '--method', 'short-polling', '--max-messages', '1'],
    );
    assert.match(stdout, /␛\[31mred␇⟨202E⟩evil$/m);
  });

  it('ends cleanly on Ctrl-C, and still prints its document', async () => {
    await using run = new CliRun([
      'watch',
      addressOf('sse'),
      '--method',
      'sse',
      '--record',
      join(folder, 'a.rtrec'),
      '--output',
      'json',
    ]);
    await waitFor('the stream', () => demo.stats()['/sse'].open === 1);
    run.signal('SIGINT');
    const { code, stdout } = await run.result();
    assert.equal(code, 0);
    assert.equal(documentOf(stdout).endReason, 'user');
    assert.equal((await readFile(join(folder, 'a.rtrec'))).toString('latin1', 0, 15), 'SQLite format 3');
  });

  it('does not write over a recording', async () => {
    const path = join(folder, 'b.rtrec');
    await writeFile(path, 'precious');
    const { code, stderr } = await runCli('watch', addressOf('sse'), '--method', 'sse', '--record', path);
    assert.equal(code, 1);
    assert.match(stderr, /b\.rtrec is there already/);
    assert.equal(await readFile(path, 'utf8'), 'precious');
  });

  it('ends in silence when nobody reads its output any more', async () => {
    await using run = new CliRun(['watch', addressOf('sse'), '--method', 'sse', '--output', 'ndjson']);
    await run.printed(/"kind":"message"/);
    run.stopReading();
    const { code, stderr } = await run.result();
    assert.deepEqual([code, stderr], [0, '']);
  });
});

describe('watch, of what cannot be captured', () => {
  async function failureOf(method: string, url: string, ...more: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await runCli(
      'watch',
      url,
      '--method',
      method,
      '--output',
      'ndjson',
      ...more,
    );
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^[a-z-]+: [^\n]+; [^\n]+\n$/);
    return stderr;
  }

  it('says that a URL is none', async () => {
    assert.match(await failureOf('sse', 'localhost/ events'), /^invalid-url: /);
  });

  it('says that nothing listens', async () => {
    const url = await unusedUrl();
    for (const method of ['short-polling', 'long-polling', 'sse', 'websocket']) {
      assert.match(await failureOf(method, url), /^connection-refused: /);
    }
  });

  it('says that a host is unknown', async () => {
    assert.match(await failureOf('sse', 'http://nowhere.invalid/'), /^host-not-found: .*nowhere\.invalid/);
  });

  for (const status of [404, 500]) {
    it(`says that the answer was ${status}`, async () => {
      await using server = await startServer((_, response) => response.writeHead(status).end('no'));
      for (const method of ['short-polling', 'long-polling', 'sse']) {
        assert.match(await failureOf(method, server.url), new RegExp(`^http-status: .*${status}`));
      }
      assert.match(await failureOf('websocket', server.url), new RegExp(`^upgrade-refused: .*${status}`));
    });
  }

  it('says that an answer is no event stream, and none that upgrades', async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    });
    assert.match(await failureOf('sse', server.url), /^wrong-content-type: .*text\/html/);
    assert.match(await failureOf('websocket', server.url), /^upgrade-refused: .*200 OK/);
  });

  it('says that a certificate is not trusted', async () => {
    await using server = await startTlsServer((_, response) => response.end('[]'));
    for (const method of ['short-polling', 'sse', 'websocket']) {
      assert.match(await failureOf(method, server.url), /^tls-not-trusted: /);
    }
  });

  it('still prints the document, with the error in it', async () => {
    const { code, stdout } = await runCli(
      ...['watch', await unusedUrl(), '--method', 'sse', '--output', 'json'],
    );
    assert.equal(code, 1);
    const { errors, state } = documentOf(stdout);
    assert.equal(state, 'failed');
    assert.equal(errors[0]?.code, 'connection-refused');
  });
});
