import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Outgoing } from '../../../src/protocol/outgoing.ts';
import type { TestServer } from '../../support/httpServers.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { waitFor } from '../../support/waitFor.ts';
import { startWebSocketRun } from '../../support/webSocketRuns.ts';
import { startRawUpgradeServer, startWebSocketServer } from '../../support/webSocketServers.ts';

/** Takes down what a server gets, in order. */
async function startTakingServer(): Promise<TestServer & { readonly got: readonly string[] }> {
  const got: string[] = [];
  const server = await startWebSocketServer((socket) => {
    socket.on('message', (data: Buffer, isBinary) => {
      got.push(isBinary ? `binary ${data.toString('hex')}` : `text ${data.toString()}`);
    });
    socket.on('ping', (data: Buffer) => got.push(`ping ${data.toString()}`));
    socket.on('close', (code, reason) => got.push(`close ${code} ${reason.toString()}`));
  });
  return { ...server, got };
}

describe('what is sent on a WebSocket', () => {
  it('goes out as text, binary, file, ping and close, in the order in which it was given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
    const path = join(folder, 'bytes.bin');
    await writeFile(path, Buffer.of(1, 2, 3));
    await using server = await startTakingServer();
    const sends: readonly Outgoing[] = [
      { kind: 'text', text: 'hello' },
      { kind: 'file', path },
      { kind: 'binary', base64: 'Cv8=' },
      { kind: 'ping', text: 'are you there' },
      { kind: 'close', code: 4000, reason: 'enough' },
    ];
    await using run = startWebSocketRun(server.url, { sends });
    await run.ended;
    await waitFor('the close', () => server.got.length === 5);
    assert.deepEqual(server.got, [
      'text hello',
      'binary 010203',
      'binary 0aff',
      'ping are you there',
      'close 4000 enough',
    ]);
    assert.deepEqual(
      run.sink.frames.filter((frame) => frame.startsWith('out')),
      [
        'out message hello',
        'out message 010203',
        'out message 0aff',
        'out ping are you there',
        'out close 4000 application code: enough',
      ],
    );
    await rm(folder, { recursive: true });
  });

  it('on opening is told where it cannot be sent, and what follows is sent all the same', async () => {
    await using server = await startTakingServer();
    await using run = startWebSocketRun(server.url, {
      sends: [{ kind: 'file', path: '/does/not/exist' }, 'next'],
    });
    await run.until(({ errors }) => errors.length > 0);
    assert.equal(run.sink.errors[0]?.code, 'invalid-option');
    await waitFor('the next', () => server.got.includes('text next'));
  });

  it('that ends it ends it by its user, whatever code was given', async () => {
    await using server = await startTakingServer();
    await using running = new RunningCapture({ method: 'websocket', url: server.url });
    await waitFor('it to be open', () => running.capture.summary().state === 'open');
    await running.capture.send({ kind: 'close', code: 3001, reason: '' });
    await running.capture.ended;
    const { state, endReason } = running.capture.summary();
    assert.deepEqual([state, endReason], ['closed', 'user']);
  });
});

describe('the round trip of a ping', () => {
  it('is from it to the pong that carries the same, and no other', async () => {
    await using server = await startWebSocketServer((socket) => {
      socket.pong('nobody asked');
    });
    await using running = new RunningCapture({ method: 'websocket', url: server.url });
    await waitFor('it to be open', () => running.capture.summary().state === 'open');
    await running.capture.send({ kind: 'ping', text: 'one' });
    await waitFor('its pong', () => running.capture.summary().roundTrips !== null);
    const { roundTrips } = running.capture.summary();
    assert.equal(roundTrips?.count, 1);
    assert.ok(roundTrips.p50 >= 0 && roundTrips.p50 < 10_000);
  });

  it('is measured at an interval where the user wants it', async () => {
    await using server = await startTakingServer();
    await using running = new RunningCapture({ method: 'websocket', url: server.url, pingIntervalMs: 5 });
    await waitFor('three pongs', () => (running.capture.summary().roundTrips?.count ?? 0) >= 3);
    assert.deepEqual(server.got.slice(0, 3), ['ping 1', 'ping 2', 'ping 3']);
  });

  it('that never ends ends the connection: a server that is gone answers no ping', async () => {
    await using server = await startRawUpgradeServer(({ socket, accept }) => socket.write(accept()));
    await using run = startWebSocketRun(server.url, { pingIntervalMs: 20 });
    await assert.rejects(run.ended, { code: 'connection-timeout', message: /ping/ });
    assert.deepEqual(run.sink.frames.slice(0, 2), ['out ping 1', 'out ping 2']);
    assert.deepEqual(run.sink.outcomes, ['failed']);
  });
});

describe('permessage-deflate', () => {
  const text = 'the same again, '.repeat(500);

  it('is offered and counted: bytes on the wire, and what they are when decompressed', async () => {
    await using server = await startWebSocketServer(
      (socket) => {
        socket.send(text);
        socket.send('short');
        socket.on('message', () => {
          socket.close(1000);
        });
      },
      { perMessageDeflate: { threshold: 100 } },
    );
    await using run = startWebSocketRun(server.url, { sends: [text] });
    await run.ended;
    const { parts, receivedBytes, sentBytes } = run.sink.requests[0]?.wire ?? assert.fail();
    assert.equal(parts.decoded.receivedBytes, text.length + 'short'.length);
    assert.equal(parts.decoded.sentBytes, text.length);
    assert.ok(parts.payload.receivedBytes < text.length / 10);
    assert.ok(parts.payload.sentBytes < text.length / 10);
    const { heads, framing, payload } = parts;
    // Two messages and a close frame with a code, each with a header of 2 bytes.
    assert.equal(framing.receivedBytes, 2 + 2 + 2 + 2);
    assert.equal(heads.receivedBytes, run.sink.requests[0]?.responseHead?.length);
    assert.equal(heads.receivedBytes + framing.receivedBytes + payload.receivedBytes, receivedBytes);
    assert.equal(heads.sentBytes + framing.sentBytes + payload.sentBytes, sentBytes);
    // A message and a close frame with a code, each with a header of 2 bytes and a mask of 4.
    assert.equal(framing.sentBytes, 6 + 6 + 2);
  });

  it('is not offered where the user leaves it out', async () => {
    await using server = await startWebSocketServer(
      (socket) => {
        socket.send(text);
        socket.close(1000);
      },
      { perMessageDeflate: { threshold: 0 } },
    );
    await using run = startWebSocketRun(server.url, { isCompressed: false });
    await run.ended;
    const [request] = run.sink.requests;
    assert.doesNotMatch(request?.requestHead ?? '', /permessage-deflate/);
    assert.equal(request?.wire.parts.payload.receivedBytes, text.length);
    assert.deepEqual(request.wire.parts.payload, request.wire.parts.decoded);
  });

  it('that would give more than is taken is no way around the limit', async () => {
    await using server = await startWebSocketServer(
      (socket) => {
        socket.send('kept');
        socket.send(Buffer.alloc(50_000_000));
      },
      { perMessageDeflate: { threshold: 100 } },
    );
    await using run = startWebSocketRun(server.url, { maxMessageBytes: 1_000_000 });
    await assert.rejects(run.ended, { code: 'message-too-large', message: /1\.00 MB/ });
    assert.deepEqual(run.sink.texts, ['kept']);
    assert.match(run.sink.frames.at(-1) ?? '', /^out close 1009/);
  });
});

describe('the Origin of a WebSocket', () => {
  it('is stated where the user gives one, and not else', async () => {
    const seen: unknown[] = [];
    await using server = await startWebSocketServer((socket, request) => {
      seen.push(request.headers.origin);
      socket.close(1000);
    });
    await using plain = startWebSocketRun(server.url);
    await plain.ended;
    await using stated = startWebSocketRun(server.url, { origin: 'https://app.example' });
    await stated.ended;
    assert.deepEqual(seen, [undefined, 'https://app.example']);
  });
});
