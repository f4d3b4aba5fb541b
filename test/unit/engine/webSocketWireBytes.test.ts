import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import type { WireBytes } from '../../../src/protocol/request.ts';
import { TEST_CA_FILE } from '../../support/httpCertificate.ts';
import { CountingProxy } from '../../support/httpCountingProxy.ts';
import { waitFor } from '../../support/waitFor.ts';
import type { SinkProbe } from '../../support/httpSink.ts';
import type { TransportRun } from '../../support/transportRun.ts';
import { startWebSocketRun } from '../../support/webSocketRuns.ts';
import {
  frameOf,
  type OnConnection,
  startRawUpgradeServer,
  startWebSocketServer,
} from '../../support/webSocketServers.ts';

const TEXT = 0x81;
const CLOSE = 0x88;
/** Random bytes as text: it hardly gets smaller. */
const NOISE = randomBytes(150_000).toString('base64');
const TICK = JSON.stringify({ symbol: 'ABC', price: 101.25, at: '2026-01-01T00:00:00Z' });

/** All kinds of frames in both directions, of all three lengths of RFC 6455, section 5.2; closes at the client's last. */
const talk: OnConnection = (socket) => {
  for (let count = 0; count < 200; count += 1) socket.send(TICK);
  socket.send(NOISE);
  socket.send(Buffer.alloc(70_000, 'x'));
  socket.send('x'.repeat(2_000), { fin: false });
  socket.send('y'.repeat(2_000), { fin: false });
  socket.send('z');
  socket.ping('are you there');
  socket.on('message', (data: Buffer) => {
    if (data.toString() === 'last') socket.close(1000, 'bye');
  });
};
const PAYLOAD_BYTES = 200 * TICK.length + NOISE.length + 70_000 + 4_001;
const SENDS = ['short', NOISE, 'x'.repeat(3_000), 'last'];

describe('the wire bytes of a WebSocket', () => {
  for (const perMessageDeflate of [false, true]) {
    const how = perMessageDeflate ? 'compressed' : 'plain';
    it(`are those that an independent counter sees, ${how}`, async () => {
      await using server = await startWebSocketServer(talk, { perMessageDeflate });
      await using proxy = await CountingProxy.start(server.port);
      await using run = startWebSocketRun(proxy.url, { sends: SENDS });
      await run.ended;
      await assertSame(run, proxy);
      const extensions = /Sec-WebSocket-Extensions: permessage-deflate/i;
      assert.equal(extensions.test(run.sink.requests[0]?.responseHead ?? ''), perMessageDeflate);
      assert.equal(wireOf(run).receivedBytes < PAYLOAD_BYTES, perMessageDeflate);
    });
  }

  it('are those above TLS', async () => {
    await using server = await startWebSocketServer(talk, { perMessageDeflate: true });
    await using proxy = await CountingProxy.start(server.port, true);
    await using run = startWebSocketRun(proxy.url, { sends: SENDS, caFile: TEST_CA_FILE });
    await run.ended;
    await assertSame(run, proxy);
  });

  it('have in them what comes in one piece with the 101', async () => {
    let sizeBytes = 0;
    await using server = await startRawUpgradeServer(({ socket, accept, onData }) => {
      const bytes = Buffer.concat([accept(), frameOf(TEXT, 'at once'), frameOf(CLOSE, '')]);
      sizeBytes = bytes.byteLength;
      socket.write(bytes);
      // With the answer to its close frame, which has to pass the proxy before the connection ends.
      onData(() => socket.end());
    });
    await using proxy = await CountingProxy.start(server.port);
    await using run = startWebSocketRun(proxy.url);
    await run.ended;
    assert.deepEqual(run.sink.texts, ['at once']);
    assert.equal(wireOf(run).receivedBytes, sizeBytes);
    await assertSame(run, proxy);
  });

  it('have in them the goodbyes of one that is stopped', async () => {
    await using server = await startWebSocketServer((socket) => {
      socket.send('hello');
    });
    await using proxy = await CountingProxy.start(server.port);
    await using run = startWebSocketRun(proxy.url);
    await run.until(({ texts }) => texts.length === 1);
    const [open] = run.sink.requests;
    await run.stop();
    await assertSame(run, proxy);
    // A close frame with its code: 4 bytes from the server, 8 with the client's mask.
    assert.equal(wireOf(run).receivedBytes - (open?.wire.receivedBytes ?? 0), 4);
    assert.equal(wireOf(run).sentBytes - (open?.wire.sentBytes ?? 0), 8);
  });

  it('are heads and body where the upgrade is refused, and add up over redirects', async () => {
    await using server = await startRawUpgradeServer(({ socket, head }) => {
      socket.end(
        head.startsWith('GET /old ')
          ? 'HTTP/1.1 302 Found\r\nLocation: /new\r\nContent-Length: 5\r\n\r\nmoved'
          : 'HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nnope',
      );
    });
    await using proxy = await CountingProxy.start(server.port);
    await using run = startWebSocketRun(`${proxy.url}/old`);
    await assert.rejects(run.ended);
    assert.equal(run.sink.requests.length, 2);
    await assertSame(run, proxy);
    for (const { requestHead = '', wire } of run.sink.requests) {
      assert.equal(wire.sentBytes, requestHead.length);
    }
  });

  it('end with the connection: what its reconnection brings is another request', async () => {
    await using server = await startWebSocketServer((socket, _, count) => {
      socket.send(`connection ${count}`);
      socket.close(count === 1 ? 1012 : 1000);
    });
    await using proxy = await CountingProxy.start(server.port);
    await using run = startWebSocketRun(proxy.url, { isReconnected: true });
    await run.ended;
    const [first, second] = run.sink.requests;
    assert.equal(first?.wire.receivedBytes, second?.wire.receivedBytes);
    await assertSame(run, proxy);
  });
});

function wireOf(run: TransportRun<SinkProbe>): WireBytes {
  const sum = (read: (wire: WireBytes) => number): number =>
    run.sink.requests.reduce((total, { wire }) => total + read(wire), 0);
  return {
    receivedBytes: sum(({ receivedBytes }) => receivedBytes),
    sentBytes: sum(({ sentBytes }) => sentBytes),
  };
}

/** The proxy may be told of the last bytes sent a moment after the client has ended. */
async function assertSame(run: TransportRun<SinkProbe>, proxy: CountingProxy): Promise<void> {
  const wire = wireOf(run);
  await waitFor('the last bytes to reach the proxy', () => proxy.wire.sentBytes >= wire.sentBytes);
  assert.deepEqual(wire, proxy.wire);
}
