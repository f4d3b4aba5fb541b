import assert from 'node:assert/strict';
import { once } from 'node:events';
import http2 from 'node:http2';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { WebSocket, WebSocketServer } from 'ws';
import { sampleCompression } from '../../../src/engine/compressionSample.ts';
import { bodyShare } from '../../../src/model/estimate/endpointTraffic.ts';
import { firstBlockBytes, nextBlockBytes } from '../../../src/model/estimate/headCompression.ts';
import { parseHead } from '../../../src/model/estimate/httpHead.ts';

const FRAME_HEADER_BYTES = 9;
const HEADERS_FRAME = 1;

/** Like those of feeds: alike, and no two the same. */
const MESSAGES = Array.from({ length: 48 }, (_, seq) =>
  Buffer.from(
    JSON.stringify({ id: seq, symbol: ['ACME', 'GLOBEX'][seq % 2], price: (seq * 7919) % 997, side: 'buy' }),
  ),
);

describe('a sample of compression', () => {
  const sample = sampleCompression(MESSAGES) ?? assert.fail();

  it('of messages is what permessage-deflate makes of them', async () => {
    const server = new WebSocketServer({ port: 0, perMessageDeflate: { threshold: 0 } });
    await once(server, 'listening');
    server.on('connection', (socket) => {
      for (const message of MESSAGES) socket.send(message);
      socket.close();
    });
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    let socket: Socket | null = null;
    let openedBytes = 0;
    client.on('upgrade', (response) => {
      socket = response.socket;
      openedBytes = response.socket.bytesRead;
    });
    await once(client, 'close');
    server.close();
    const bytesRead = (socket as Socket | null)?.bytesRead ?? 0;
    // The head may have come with the first messages, and each has a frame header of 2 bytes.
    assert.ok(openedBytes > 0);
    const plainBytes = MESSAGES.reduce((sum, { length }) => sum + length, 0);
    const estimated = sample.messages * plainBytes + 2 * MESSAGES.length;
    const headBytes = 200;
    assert.ok(bytesRead <= 1.05 * estimated + headBytes, `${bytesRead} for ${estimated}`);
    assert.ok(bytesRead >= 0.95 * estimated, `${bytesRead} for ${estimated}`);
  });

  it('of bodies is what gzip makes of them, and lies in between where it was not tried', () => {
    const body = Buffer.from(`[${MESSAGES.slice(0, 8).join(',')}]`);
    const actual = gzipSync(body).length / body.length;
    assert.ok(Math.abs(bodyShare(sample, 8) - actual) < 0.05);
    const six = bodyShare(sample, 6);
    assert.ok(six <= bodyShare(sample, 4) && six >= bodyShare(sample, 8));
    assert.equal(bodyShare(sample, 1000), bodyShare(sample, 32));
  });

  it('of nothing is none', () => {
    assert.equal(sampleCompression([]), null);
    assert.equal(sampleCompression([Buffer.alloc(0)]), null);
  });
});

describe('the model of HPACK', () => {
  it('is within a fifth of what an encoder makes of the heads of a feed, first and repeated', async () => {
    const names = {
      'user-agent': 'realtime-inspector/0.1.0',
      accept: 'application/json, */*;q=0.8',
      'accept-encoding': 'gzip, deflate, br, zstd',
      cookie: 'session=0123456789abcdef0123456789abcdef',
    };
    const blocks = await requestBlocks([
      { ...names, 'if-none-match': '"41"' },
      { ...names, 'if-none-match': '"42"' },
      { ...names, 'if-none-match': '"43"' },
    ]);
    const fields = Object.entries({ ...names, 'if-none-match': '"41"' }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const head = parseHead(['GET /poll?room=1 HTTP/1.1', 'Host: localhost:8080', ...fields].join('\r\n'));
    assertWithin(firstBlockBytes(head), blocks[0] ?? 0);
    // What is repeated costs so little that a byte counts: with the frame around it.
    assertWithin(nextBlockBytes(head) + FRAME_HEADER_BYTES, (blocks[2] ?? 0) + FRAME_HEADER_BYTES);
  });
});

function assertWithin(estimated: number, actual: number): void {
  assert.ok(Math.abs(estimated - actual) <= actual / 5, `${estimated} for ${actual}`);
}

/** Sizes of the field blocks that Node's client makes of requests on one connection. */
async function requestBlocks(requests: readonly http2.OutgoingHttpHeaders[]): Promise<number[]> {
  const received: Buffer[] = [];
  const backend = http2.createServer((_, response) => response.end());
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const proxy = createServer((socket) => {
    const target = connect((backend.address() as AddressInfo).port, '127.0.0.1');
    socket.on('data', (chunk) => received.push(chunk));
    socket.pipe(target).pipe(socket);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const session = http2.connect(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  for (const headers of requests) {
    const stream = session.request({ ':path': '/poll?room=1', ':authority': 'localhost:8080', ...headers });
    stream.resume();
    await once(stream, 'close');
  }
  session.close();
  await once(session, 'close');
  proxy.close();
  backend.close();
  return headersFrames(Buffer.concat(received));
}

/** Payload sizes of HEADERS frames after the client's preface (RFC 9113, section 3.4). */
function headersFrames(bytes: Buffer): number[] {
  const sizes: number[] = [];
  for (let at = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'.length; at + FRAME_HEADER_BYTES <= bytes.length;) {
    const size = bytes.readUIntBE(at, 3);
    if (bytes[at + 3] === HEADERS_FRAME) sizes.push(size);
    at += FRAME_HEADER_BYTES + size;
  }
  return sizes;
}
