import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waitFor } from '../../support/waitFor.ts';
import { hasCode, startWebSocketRun } from '../../support/webSocketRuns.ts';
import { frameOf, startRawUpgradeServer, startWebSocketServer } from '../../support/webSocketServers.ts';

const TEXT = 0x81;
const PING = 0x89;
const HALF_A_FRAME = Buffer.of(TEXT, 100, 65);

const RECONNECTED = { isReconnected: true };

describe('a WebSocket that is lost', () => {
  it('is not made anew where the feed does not ask for it, as in browsers', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => {
      socket.end(Buffer.concat([accept(), frameOf(TEXT, 'before'), HALF_A_FRAME]));
    });
    await using run = startWebSocketRun(server.url);
    await assert.rejects(run.ended, hasCode('connection-reset', /lost without a close frame/));
    assert.deepEqual(run.sink.texts, ['before']);
    assert.deepEqual(run.sink.outcomes, ['failed']);
    assert.deepEqual(run.sink.retries, []);
  });

  const codes = [
    { code: 1011, text: '1011 internal error' },
    { code: 1012, text: '1012 service restart' },
    { code: 1013, text: '1013 try again later' },
  ];
  for (const { code, text } of codes) {
    it(`is made anew after ${text}, and sends its first messages again`, async () => {
      const got: string[] = [];
      await using server = await startWebSocketServer((socket, _, count) => {
        socket.on('message', (data: Buffer) => {
          got.push(`${count} ${data.toString()}`);
          socket.send(`answer ${count}`, () => {
            socket.close(count === 1 ? code : 1000);
          });
        });
      });
      await using run = startWebSocketRun(server.url, { isReconnected: true, sends: ['subscribe'] });
      await run.ended;
      assert.deepEqual(got, ['1 subscribe', '2 subscribe']);
      assert.deepEqual(
        run.sink.messages.map((message) => [message.text, message.requestIndex]),
        [
          ['subscribe', 0],
          ['answer 1', 0],
          ['subscribe', 1],
          ['answer 2', 1],
        ],
      );
      assert.equal(run.sink.openedAtMs.length, 2);
      assert.equal(run.sink.retries.length, 1);
      assert.equal(run.sink.retries[0]?.error?.code, 'websocket-closed');
      assert.ok(run.sink.retries[0].error.message.includes(text));
      assert.deepEqual(run.sink.outcomes, ['streamed', 'streamed']);
    });
  }

  it('is made anew where it breaks off without a close frame, within a frame', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept, onData }, count) => {
      onData(() => socket.end());
      socket.write(Buffer.concat([accept(), frameOf(TEXT, `message ${count}`)]));
      if (count === 1) socket.end(HALF_A_FRAME);
    });
    await using run = startWebSocketRun(server.url, RECONNECTED);
    await run.until(({ texts }) => texts.length === 2);
    assert.deepEqual(run.sink.texts, ['message 1', 'message 2']);
    assert.equal(run.sink.retries[0]?.error?.code, 'connection-reset');
    assert.deepEqual(run.sink.outcomes, ['failed', 'streaming']);
    await run.stop();
    assert.deepEqual(run.sink.outcomes, ['failed', 'streamed']);
  });

  it('is made anew where the connection is reset', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept, onData }, count) => {
      onData(() => socket.end());
      socket.write(accept(), () => {
        if (count === 1) socket.resetAndDestroy();
      });
    });
    await using run = startWebSocketRun(server.url, RECONNECTED);
    await run.until(({ openedAtMs }) => openedAtMs.length === 2);
    assert.equal(run.sink.retries[0]?.error?.code, 'connection-reset');
  });

  it('waits longer with each try that fails, and can be stopped meanwhile', async () => {
    const server = await startWebSocketServer((socket) => {
      socket.terminate();
    });
    const randoms = [0, 0.01, 0.01, 0.01, 1];
    await using run = startWebSocketRun(server.url, RECONNECTED, { random: () => randoms.shift() ?? 1 });
    await run.until(({ openedAtMs }) => openedAtMs.length === 1);
    await server[Symbol.asyncDispose]();
    await run.until(({ retries }) => retries.length === 5);
    const waits = run.sink.retries.map(({ atMs, retryAtMs }) => Math.round(retryAtMs - atMs));
    assert.deepEqual(waits, [0, 20, 40, 80, 16_000]);
    const codes = run.sink.retries.map(({ error }) => error?.code);
    assert.equal(codes.at(0), 'connection-reset');
    assert.equal(codes.at(-1), 'connection-refused');
    await run.stop();
    assert.equal(run.sink.retries.length, 5);
    assert.equal(run.sink.requests.length, 5);
  });

  it('waits as long as a server asks that is not ready yet, and gives up on one that will not have it', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }, count) => {
      if (count === 1) socket.end(accept());
      else if (count === 2) socket.end('HTTP/1.1 503 Later\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n');
      else socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    });
    await using run = startWebSocketRun(server.url, RECONNECTED);
    await assert.rejects(run.ended, hasCode('upgrade-refused', /answered 401 Unauthorized/));
    const waits = run.sink.retries.map(({ atMs, retryAtMs }) => Math.round(retryAtMs - atMs));
    assert.deepEqual(waits, [0, 1_000]);
    assert.deepEqual(run.sink.outcomes, ['failed', 'failed', 'failed']);
  });

  it('cannot send until it is open again', async () => {
    await using server = await startWebSocketServer((socket) => {
      socket.terminate();
    });
    await using run = startWebSocketRun(server.url, RECONNECTED, { random: () => 1 });
    await run.until(({ retries }) => retries.length === 1);
    await assert.rejects(run.send('x'), hasCode('not-open', /not open/));
  });
});

describe('a WebSocket whose server breaks the protocol', () => {
  const violations: { what: string; frame: Buffer; names: RegExp; closes: string }[] = [
    { what: 'RSV1 without an extension', frame: frameOf(0xc1, 'x'), names: /RSV1/, closes: '1002' },
    { what: 'RSV2', frame: frameOf(0xa1, 'x'), names: /RSV2/, closes: '1002' },
    { what: 'an unknown opcode', frame: frameOf(0x83, 'x'), names: /opcode 3/, closes: '1002' },
    { what: 'a continuation of nothing', frame: frameOf(0x80, 'x'), names: /opcode 0/, closes: '1002' },
    { what: 'a mask', frame: Buffer.of(TEXT, 0x81, 1, 2, 3, 4, 5), names: /MASK/, closes: '1002' },
    { what: 'a ping in fragments', frame: frameOf(0x09, 'x'), names: /FIN/, closes: '1002' },
    { what: 'a ping too long', frame: Buffer.of(PING, 126, 0, 126), names: /length 126/, closes: '1002' },
    { what: 'a close frame of one byte', frame: Buffer.of(0x88, 1, 3), names: /length 1/, closes: '1002' },
    { what: 'a close code that is none', frame: Buffer.of(0x88, 2, 3, 0xed), names: /1005/, closes: '1002' },
    { what: 'text that is no UTF-8', frame: Buffer.of(TEXT, 1, 0xff), names: /UTF-8/, closes: '1007' },
    {
      what: 'a reason that is no UTF-8',
      frame: Buffer.of(0x88, 3, 3, 0xe8, 0xff),
      names: /UTF-8/,
      closes: '1007',
    },
  ];
  for (const { what, frame, names, closes } of violations) {
    it(`fails, names it and keeps what came before: ${what}`, async () => {
      const answers: Buffer[] = [];
      await using server = await startRawUpgradeServer(({ socket, accept, onData }) => {
        onData((chunk) => answers.push(chunk));
        socket.write(Buffer.concat([accept(), frameOf(TEXT, 'before'), frame, frameOf(TEXT, 'after')]));
      });
      await using run = startWebSocketRun(server.url);
      await assert.rejects(run.ended, hasCode('websocket-protocol', names));
      assert.deepEqual(run.sink.texts, ['before']);
      assert.equal(run.sink.frames.length, 2);
      assert.ok(run.sink.frames[1]?.startsWith(`out close ${closes} `), run.sink.frames[1]);
      assert.deepEqual(run.sink.outcomes, ['failed']);
      assert.equal(run.sink.requests[0]?.error?.code, 'websocket-protocol');
      // Opcode and length, then the code under its mask.
      await waitFor('the close frame to reach the server', () => Buffer.concat(answers).length === 8);
      const sent = Buffer.concat(answers);
      assert.equal(sent[0], 0x88);
      const code = (((sent[6] ?? 0) ^ (sent[2] ?? 0)) << 8) | ((sent[7] ?? 0) ^ (sent[3] ?? 0));
      assert.equal(String(code), closes);
    });
  }

  it('fails where a compressed message does not decompress', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => {
      const broken = frameOf(0xc1, Buffer.of(0xff, 0xff, 0xff));
      socket.write(Buffer.concat([accept('Sec-WebSocket-Extensions: permessage-deflate'), broken]));
    });
    await using run = startWebSocketRun(server.url);
    await assert.rejects(run.ended, hasCode('websocket-protocol', /invalid/));
  });

  it('fails where a message is larger than is taken, by what its head announces', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => {
      const head = Buffer.from([0x82, 127, 0, 0, 0, 0, 6, 64, 0, 1]);
      socket.write(Buffer.concat([accept(), frameOf(TEXT, 'small'), head]));
    });
    await using run = startWebSocketRun(server.url);
    await assert.rejects(run.ended, hasCode('message-too-large', /100 MB/));
    assert.deepEqual(run.sink.frames, ['in message small', 'out close 1009 message too big']);
  });
});
