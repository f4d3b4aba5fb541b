import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasCode, startWebSocketRun } from '../../support/webSocketRuns.ts';
import { frameOf, startRawUpgradeServer, startWebSocketServer } from '../../support/webSocketServers.ts';

const PING = 0x89;
const PONG = 0x8a;
const CLOSE = 0x88;
const TEXT = 0x81;

describe('a WebSocket', () => {
  it('takes text and binary messages, of any size, whole and in order', async () => {
    const large = 'é'.repeat(100_000);
    await using server = await startWebSocketServer((socket) => {
      socket.send('one');
      socket.send(Buffer.of(0, 255));
      socket.send('');
      socket.send(large);
      socket.send('par', { fin: false });
      socket.send('t', { fin: false });
      socket.send('s');
      socket.close();
    });
    await using run = startWebSocketRun(server.url);
    await run.ended;
    assert.deepEqual(run.sink.texts, ['one', '00ff', '', large, 'parts']);
    assert.deepEqual(
      run.sink.messages.map(({ isBinary, requestIndex, id, event }) => [isBinary, requestIndex, id, event]),
      [false, true, false, false, false].map((isBinary) => [isBinary, 0, null, null]),
    );
  });

  it('sends what the feed says as soon as it is open, and what it is told to later', async () => {
    await using server = await startWebSocketServer((socket) => {
      socket.on('message', (data: Buffer, isBinary) => {
        socket.send(`${data.toString()} ${isBinary ? 'binary' : 'text'}`);
        if (data.toString() === 'drei €') socket.close(1000);
      });
    });
    await using run = startWebSocketRun(server.url, { sends: ['eins', 'zwei'] });
    await run.until(({ frames }) => frames.length === 4);
    await run.send('drei €');
    await run.ended;
    assert.deepEqual(run.sink.frames.slice(0, 2), ['out message eins', 'out message zwei']);
    assert.deepEqual(run.sink.frames.slice(2), [
      'in message eins text',
      'in message zwei text',
      'out message drei €',
      'in message drei € text',
      'in close 1000 normal closure',
      'out close 1000 normal closure',
    ]);
  });

  it('ends in a clean way where the server closes at once, whatever it was to send', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => {
      socket.end(Buffer.concat([accept(), frameOf(CLOSE, Buffer.from('\u0003\u00e8', 'latin1'))]));
    });
    await using run = startWebSocketRun(server.url, { sends: ['late', 'later'] });
    await run.ended;
    assert.ok(run.sink.frames.includes('in close 1000 normal closure'));
  });

  it('sends nothing where it is not open', async () => {
    await using server = await startWebSocketServer((socket) => {
      socket.close();
    });
    await using run = startWebSocketRun(server.url);
    await assert.rejects(run.send('early'), hasCode('not-open'));
    await run.ended;
    await assert.rejects(run.send('late'), hasCode('not-open'));
    assert.deepEqual(run.sink.texts, []);
  });

  it('answers each ping with its payload, be they hundreds at once, and shows both', async () => {
    const pings = Array.from({ length: 300 }, (_, index) => `p${index}`);
    const answers: string[] = [];
    await using server = await startWebSocketServer((socket) => {
      socket.on('pong', (payload) => {
        answers.push(payload.toString());
        if (answers.length === pings.length) socket.close();
      });
      for (const ping of pings) socket.ping(ping);
    });
    await using run = startWebSocketRun(server.url);
    await run.ended;
    assert.deepEqual(answers, pings);
    assert.deepEqual(
      run.sink.frames.slice(0, -2),
      pings.flatMap((ping) => [`in ping ${ping}`, `out pong ${ping}`]),
    );
  });

  it('shows pongs that nobody asked for, and pings between the fragments of a message', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => {
      socket.end(
        Buffer.concat([
          accept(),
          frameOf(PONG, 'alive'),
          frameOf(0x01, 'a'),
          frameOf(PING, ''),
          frameOf(0x80, 'b'),
          frameOf(CLOSE, ''),
        ]),
      );
    });
    await using run = startWebSocketRun(server.url);
    await run.ended;
    assert.deepEqual(run.sink.frames, [
      'in pong alive',
      'in ping ',
      'out pong ',
      'in message ab',
      'in close 1005 no status',
      'out close 1005 no status',
    ]);
  });

  it('gives all that one chunk brings the time at which it came', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept, onData }) => {
      const frames = Array.from({ length: 1_000 }, () => frameOf(TEXT, 'x'));
      socket.write(Buffer.concat([accept(), ...frames]));
      onData(() => socket.end());
    });
    await using run = startWebSocketRun(server.url);
    await run.until(({ texts }) => texts.length === 1_000);
    assert.equal(new Set(run.sink.messages.map(({ atMs }) => atMs)).size, 1);
    assert.ok((run.sink.messages[0]?.atMs ?? 0) >= (run.sink.openedAtMs[0] ?? Infinity));
  });

  it('never goes back in time, though what is compressed is parsed later than what is not', async () => {
    await using server = await startWebSocketServer(
      (socket) => {
        for (let count = 0; count < 100; count += 1) {
          socket.send('x'.repeat(5_000), { compress: count % 3 === 0 });
          socket.ping('');
        }
        socket.close();
      },
      { perMessageDeflate: true },
    );
    await using run = startWebSocketRun(server.url, { sends: ['a', 'b'] });
    await run.ended;
    assert.equal(run.sink.messages.length, 102);
    const times = run.sink.messages.map(({ atMs }) => atMs);
    assert.deepEqual(
      times,
      times.toSorted((one, other) => one - other),
    );
  });

  it('takes an answer that comes byte by byte', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => {
      const bytes = Buffer.concat([accept(), frameOf(TEXT, 'slow'), frameOf(CLOSE, '')]);
      socket.setNoDelay();
      let sent = 0;
      const next = (): void => {
        if (sent === bytes.length) socket.end();
        else socket.write(bytes.subarray(sent, (sent += 1)), () => setImmediate(next));
      };
      next();
    });
    await using run = startWebSocketRun(server.url);
    await run.ended;
    assert.deepEqual(run.sink.texts, ['slow']);
    assert.match(run.sink.requests[0]?.responseHead ?? '', /^HTTP\/1\.1 101 [^]+\r\n\r\n$/);
  });
});

describe('the close of a WebSocket', () => {
  const clean = [
    { code: 1000, reason: 'bye', text: '1000 normal closure: bye' },
    { code: 1001, reason: '', text: '1001 going away' },
    { code: undefined, reason: '', text: '1005 no status' },
  ];
  for (const { code, reason, text } of clean) {
    it(`is a clean end with ${text}`, async () => {
      await using server = await startWebSocketServer((socket) => {
        socket.close(code, reason);
      });
      await using run = startWebSocketRun(server.url);
      await run.ended;
      assert.deepEqual(run.sink.frames, [`in close ${text}`, `out close ${text}`]);
      assert.deepEqual(run.sink.outcomes, ['streamed']);
      assert.equal(run.sink.requests[0]?.error, undefined);
    });
  }

  const unclean = [
    { code: 1002, text: '1002 protocol error' },
    { code: 1003, text: '1003 unsupported data' },
    { code: 1007, text: '1007 invalid payload data' },
    { code: 1008, text: '1008 policy violation' },
    { code: 1009, text: '1009 message too big' },
    { code: 3000, text: '3000 unauthorized' },
    { code: 4321, text: '4321 application code' },
  ];
  for (const { code, text } of unclean) {
    it(`is a failure with ${text}`, async () => {
      await using server = await startWebSocketServer((socket) => {
        socket.send('before');
        socket.close(code, 'so what');
      });
      await using run = startWebSocketRun(server.url);
      await assert.rejects(run.ended, hasCode('websocket-closed', new RegExp(`with ${text}: so what$`)));
      assert.deepEqual(run.sink.frames, [
        'in message before',
        `in close ${text}: so what`,
        `out close ${text}: so what`,
      ]);
      assert.equal(run.sink.requests[0]?.error?.code, 'websocket-closed');
      assert.equal(run.sink.retries.length, 0);
    });
  }

  it('is shown as it comes, not when the server ends the connection', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept, onData }) => {
      socket.write(Buffer.concat([accept(), frameOf(CLOSE, Buffer.of(3, 233))]));
      // The masked answer has been seen to leave before the connection ends.
      onData((chunk) => {
        assert.equal(chunk[0], CLOSE);
        socket.removeAllListeners('end');
      });
    });
    await using run = startWebSocketRun(server.url);
    await run.until(({ frames }) => frames.length === 2);
    assert.deepEqual(run.sink.outcomes, ['streaming']);
    const waitedFromMs = performance.now();
    await run.ended;
    assert.ok(performance.now() - waitedFromMs < 10_000, 'the server does not hold the capture up');
    assert.deepEqual(run.sink.frames, ['in close 1001 going away', 'out close 1001 going away']);
  });
});

describe('a WebSocket that is stopped', () => {
  it('says goodbye, takes what still comes, and ends with the answer', async () => {
    const closes: number[] = [];
    await using server = await startRawUpgradeServer(({ socket, accept, onData }) => {
      socket.write(accept());
      onData((chunk) => {
        closes.push(chunk[0] ?? 0);
        socket.write(Buffer.concat([frameOf(TEXT, 'last'), frameOf(CLOSE, Buffer.of(3, 232))]));
      });
    });
    await using run = startWebSocketRun(server.url);
    await run.until(({ openedAtMs }) => openedAtMs.length === 1);
    await run.stop();
    assert.deepEqual(closes, [CLOSE]);
    assert.deepEqual(run.sink.frames, [
      'out close 1000 normal closure',
      'in message last',
      'in close 1000 normal closure',
    ]);
    assert.deepEqual(run.sink.outcomes, ['streamed']);
    assert.equal(run.sink.requests[0]?.error, undefined);
  });

  it('does not wait long for a server that does not answer', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => {
      socket.removeAllListeners('end');
      socket.write(accept());
    });
    await using run = startWebSocketRun(server.url);
    await run.until(({ openedAtMs }) => openedAtMs.length === 1);
    const stoppedAtMs = performance.now();
    await run.stop();
    const waitedMs = performance.now() - stoppedAtMs;
    assert.ok(waitedMs > 1_500 && waitedMs < 10_000, `waited ${waitedMs} ms`);
    assert.deepEqual(run.sink.frames, ['out close 1000 normal closure']);
    assert.deepEqual(run.sink.outcomes, ['streamed']);
  });

  it('can be stopped in the moment in which it opens', async () => {
    await using server = await startWebSocketServer(() => undefined);
    await using run = startWebSocketRun(server.url, { sends: ['never'] }, { stopsOnOpen: true });
    await run.ended;
    assert.deepEqual(run.sink.texts, []);
    assert.deepEqual(run.sink.outcomes, ['streamed']);
  });

  it('gives up a connection that is not open yet', async () => {
    await using server = await startRawUpgradeServer(() => undefined);
    await using run = startWebSocketRun(server.url);
    await run.until(({ requests }) => requests[0]?.requestHead !== undefined);
    await run.stop();
    assert.deepEqual(run.sink.outcomes, ['cancelled']);
    assert.deepEqual(run.sink.frames, []);
  });
});
