import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { MAX_HEAD_BYTES } from '../../../src/protocol/limits.ts';
import type { Method } from '../../../src/protocol/method.ts';
import { startRawServer, type TestServer } from '../../support/httpServers.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { startWebSocketRun } from '../../support/webSocketRuns.ts';
import { frameOf, startRawUpgradeServer } from '../../support/webSocketServers.ts';

const TEXT = 0x81;
const MEBIBYTE = Buffer.alloc(1024 * 1024, 'x');
const HTTP_METHODS: readonly Method[] = ['short-polling', 'long-polling', 'sse'];
const STREAM_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n';

/** Runs a capture against it until it has ended. @returns how it failed, and the messages that came before */
async function failureOf(
  server: TestServer,
  method: Method,
): Promise<{ readonly code: string | undefined; readonly texts: readonly string[] }> {
  await using running = new RunningCapture({ method, url: server.url }, { random: () => 0 });
  await running.capture.ended;
  const { state, failure } = running.capture.summary();
  assert.equal(state, 'failed');
  return { code: failure?.code, texts: running.log.texts };
}

/** Writes again and again, as fast as it is read, until the client has gone. */
function writeForEver(socket: Socket, piece: Buffer): void {
  const write = (): void => {
    while (!socket.destroyed && socket.write(piece)) continue;
  };
  socket.on('drain', write);
  write();
}

describe('a server that never ends its head', () => {
  for (const method of HTTP_METHODS) {
    it(`is given up at ${MAX_HEAD_BYTES} bytes of it, by ${method}`, async () => {
      await using server = await startRawServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        writeForEver(socket, Buffer.from(`X-More: ${'x'.repeat(1_000)}\r\n`));
      });
      assert.equal((await failureOf(server, method)).code, 'invalid-response');
    });
  }

  it('is given up by a WebSocket likewise', async () => {
    await using server = await startRawUpgradeServer(({ socket }) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\n');
      writeForEver(socket, Buffer.from(`X-More: ${'x'.repeat(1_000)}\r\n`));
    });
    await using run = startWebSocketRun(server.url);
    await assert.rejects(run.ended, { code: /invalid-response|websocket-protocol/ });
  });
});

describe('a server that sends garbage', () => {
  for (const method of [...HTTP_METHODS, 'websocket'] as const) {
    it(`in place of HTTP is told from one that is not there, by ${method}`, async () => {
      await using server = await startRawServer((socket) => {
        socket.end(Buffer.from([0, 1, 2, 0xff, 0xfe, 13, 10, 13, 10]));
      });
      assert.match((await failureOf(server, method)).code ?? '', /invalid-response|websocket-protocol/);
    });
  }

  it('in place of chunks fails the poll, and no byte of it is a message', async () => {
    await using server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk');
    });
    const { code, texts } = await failureOf(server, 'short-polling');
    assert.equal(code, 'invalid-response');
    assert.deepEqual(texts, []);
  });

  it('within an event stream keeps what came before', async () => {
    await using server = await startRawServer((socket) => {
      socket.write(`${STREAM_HEAD}Transfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\nzz\r\n`);
    });
    const { code, texts } = await failureOf(server, 'sse');
    assert.equal(code, 'invalid-response');
    assert.deepEqual(texts, ['a']);
  });
});

describe('a server that drips', () => {
  it('a byte at a time brings the same as one that writes at once', async () => {
    const answer = Buffer.from(
      `${STREAM_HEAD}\r\nid: 7\r\ndata: one\r\ndata: two é\r\n\r\n: note\n\ndata: last\n\n`,
    );
    await using server = await startRawServer((socket) => {
      socket.setNoDelay(true);
      const writeNext = (at: number): void => {
        if (at < answer.length)
          socket.write(answer.subarray(at, at + 1), () => setImmediate(writeNext, at + 1));
        else socket.end();
      };
      writeNext(0);
    });
    await using running = new RunningCapture({ method: 'sse', url: server.url }, { maxMessages: 2 });
    await running.capture.ended;
    assert.deepEqual(running.log.texts, ['one\ntwo é', 'last']);
    assert.equal(running.log.messages[0]?.id, '7');
  });

  it('a WebSocket frame a byte at a time brings the same message', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => {
      const bytes = Buffer.concat([accept(), frameOf(TEXT, 'slowly é'), frameOf(0x88, Buffer.of(3, 232))]);
      socket.setNoDelay(true);
      const writeNext = (at: number): void => {
        if (at < bytes.length)
          socket.write(bytes.subarray(at, at + 1), () => setImmediate(writeNext, at + 1));
        else socket.end();
      };
      writeNext(0);
    });
    await using run = startWebSocketRun(server.url);
    await run.ended;
    assert.deepEqual(run.sink.texts, ['slowly é']);
  });
});

describe('a server that resets the connection', () => {
  it('in the middle of a frame ends the capture with what came before', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => {
      const half = Buffer.concat([Buffer.of(TEXT, 100), Buffer.alloc(50, 'x')]);
      socket.write(Buffer.concat([accept(), frameOf(TEXT, 'whole'), half]), () => socket.resetAndDestroy());
    });
    await using run = startWebSocketRun(server.url);
    await assert.rejects(run.ended, { code: 'connection-reset' });
    assert.deepEqual(run.sink.texts, ['whole']);
  });

  it('in the middle of an event ends that stream with what came before, and resumes', async () => {
    const heads: string[] = [];
    await using server = await startRawServer((socket, head) => {
      heads.push(head);
      if (heads.length > 1) return;
      socket.write(`${STREAM_HEAD}\r\nretry: 1\nid: 1\ndata: whole\n\ndata: ha`, () =>
        socket.resetAndDestroy(),
      );
    });
    await using running = new RunningCapture({ method: 'sse', url: server.url }, { random: () => 0 });
    while (heads.length < 2) await new Promise(setImmediate);
    assert.match(heads[1] ?? '', /^Last-Event-ID: 1\r$/m);
    assert.deepEqual(running.log.texts, ['whole']);
  });
});

describe('a server that sends too much', () => {
  it('of one event, 100 MB without an end, is given up, and what came before is kept', async () => {
    await using server = await startRawServer((socket) => {
      socket.write(`${STREAM_HEAD}\r\ndata: kept\n\ndata: `);
      writeForEver(socket, MEBIBYTE);
    });
    const { code, texts } = await failureOf(server, 'sse');
    assert.equal(code, 'message-too-large');
    assert.deepEqual(texts, ['kept']);
  });

  it('of one body, 100 MB without an end, fails the poll', async () => {
    await using server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      writeForEver(socket, MEBIBYTE);
    });
    assert.equal((await failureOf(server, 'long-polling')).code, 'body-too-large');
  });

  it('by decompression, 200 MB of 200 kB, fails the poll at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    await using server = await startRawServer((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
      socket.write(bomb);
    });
    assert.equal((await failureOf(server, 'short-polling')).code, 'body-too-large');
  });

  it('of one WebSocket message in fragments is given up with the code for it', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => {
      socket.write(Buffer.concat([accept(), frameOf(TEXT, 'kept'), frameOf(0x01, 'x'.repeat(100))]));
      writeForEver(socket, frameOf(0x00, 'x'.repeat(100)));
    });
    await using run = startWebSocketRun(server.url, { maxMessageBytes: 10_000 });
    await assert.rejects(run.ended, { code: 'message-too-large' });
    assert.deepEqual(run.sink.texts, ['kept']);
    assert.match(run.sink.frames.at(-1) ?? '', /^out close 1009/);
  });
});
