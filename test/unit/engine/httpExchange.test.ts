import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { NO_WIRE } from '../../../src/protocol/request.ts';
import { clientFor } from '../../support/httpClients.ts';
import { CountingProxy } from '../../support/httpCountingProxy.ts';
import type { WireBytes, WireParts } from '../../../src/protocol/request.ts';
import { startServer, type TestServer } from '../../support/httpServers.ts';

/** What each answer has in bytes besides its heads. */
const EXPECTED: Readonly<Record<string, Partial<Record<keyof WireParts, number>>>> = {
  'content-length': { framing: 0, payload: 11, decoded: 11 },
  // Two chunks, the last one and a trailer: `6␍␊…␍␊5␍␊…␍␊0␍␊X-Sum: 1␍␊␍␊`.
  'chunked with trailers': { framing: 25, payload: 11, decoded: 11 },
  'interim responses': { payload: 11, decoded: 11 },
  'no body': { framing: 0, payload: 0, decoded: 0 },
  'a connection that ends the body': { payload: 300_000, decoded: 300_000 },
  gzip: { framing: 0, payload: zlib.gzipSync('hello '.repeat(10_000)).length, decoded: 60_000 },
};

/** Heads, framing and payload are as expected, and add up to all that was counted. */
function assertParts(
  parts: WireParts,
  expected: Partial<Record<keyof WireParts, number>>,
  counted: WireBytes,
  requestHead: string,
): void {
  for (const [name, bytes] of Object.entries(expected)) {
    assert.equal(parts[name as keyof WireParts].receivedBytes, bytes, name);
  }
  const { heads, framing, payload } = parts;
  assert.equal(heads.receivedBytes + framing.receivedBytes + payload.receivedBytes, counted.receivedBytes);
  assert.equal(heads.sentBytes, requestHead.length);
  assert.equal(heads.sentBytes + framing.sentBytes + payload.sentBytes, counted.sentBytes);
  assert.equal(framing.sentBytes, 0);
}

describe('wire bytes of an exchange', () => {
  const cases: Record<string, () => Promise<TestServer>> = {
    'content-length': () =>
      startServer((_request, response) => {
        response.setHeader('Content-Length', 11).end('hello world');
      }),
    'chunked with trailers': () =>
      startServer((_request, response) => {
        response.writeHead(200, { Trailer: 'X-Sum' });
        response.write('hello ');
        response.addTrailers({ 'X-Sum': '1' });
        response.end('world');
      }),
    'interim responses': () =>
      startServer((_request, response) => {
        response.writeEarlyHints({ link: '</style.css>; rel=preload' });
        response.writeProcessing();
        response.end('hello world');
      }),
    'no body': () =>
      startServer((_request, response) => {
        response.writeHead(204).end();
      }),
    'a connection that ends the body': () =>
      startServer((_request, response) => {
        response.writeHead(200, { Connection: 'close' }).end('x'.repeat(300_000));
      }),
    gzip: () =>
      startServer((_request, response) => {
        response.setHeader('Content-Encoding', 'gzip').end(zlib.gzipSync('hello '.repeat(10_000)));
      }),
  };
  for (const isTls of [false, true]) {
    for (const [name, start] of Object.entries(cases)) {
      it(`are those a proxy counts: ${name}${isTls ? ', above TLS' : ''}`, async () => {
        await using server = await start();
        await using proxy = await CountingProxy.start(server.port, isTls);
        await using client = clientFor({ isTlsVerified: false });
        let before = proxy.wire;
        for (const fields of [{}, { httpMethod: 'POST', body: 'ping' }, {}]) {
          await client.get(`${proxy.url}/feed?q=1`, fields);
          const counted = {
            receivedBytes: proxy.wire.receivedBytes - before.receivedBytes,
            sentBytes: proxy.wire.sentBytes - before.sentBytes,
          };
          before = proxy.wire;
          const request = client.sink.requests.at(-1);
          assert.ok(request !== undefined);
          const { receivedBytes, sentBytes } = request.wire;
          assert.deepEqual({ receivedBytes, sentBytes }, counted);
          assertParts(request.wire.parts, EXPECTED[name] ?? {}, counted, request.requestHead ?? '');
          assert.ok(counted.receivedBytes > 0);
        }
        const closes = name === 'a connection that ends the body';
        assert.equal(proxy.connections, closes ? 3 : 1);
        assert.deepEqual(
          client.sink.requests.map(({ isConnectionReused }) => isConnectionReused),
          closes ? [false, false, false] : [false, true, true],
        );
      });
    }
  }
});

describe('the meter of an exchange', () => {
  it('counts while the body still streams', async () => {
    let finish = (): void => undefined;
    await using server = await startServer((_request, response) => {
      response.write('x'.repeat(1000));
      finish = () => response.end();
    });
    await using client = clientFor();
    const answer = client.get(server.url);
    await client.sink.until(() => client.sink.requests[0]?.responseHead !== undefined);
    const headBytes = client.sink.requests[0]?.responseHead?.length ?? 0;
    while ((client.sink.requests[0]?.wire.receivedBytes ?? 0) < headBytes + 1000) {
      await new Promise(setImmediate);
    }
    finish();
    assert.equal(await answer, 'x'.repeat(1000));
  });

  it('counts nothing for a connection that never stood', async () => {
    await using client = clientFor();
    await assert.rejects(client.get('http://127.0.0.1:1/', { httpMethod: 'POST', body: 'never sent' }));
    assert.deepEqual(client.sink.requests[0]?.wire, NO_WIRE);
  });
});
