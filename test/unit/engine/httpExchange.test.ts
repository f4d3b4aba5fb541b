import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { clientFor } from '../../support/httpClients.ts';
import { CountingProxy } from '../../support/httpCountingProxy.ts';
import { startServer, type TestServer } from '../../support/httpServers.ts';

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
        using client = clientFor({ isTlsVerified: false });
        let before = proxy.wire;
        for (const fields of [{}, { httpMethod: 'POST', body: 'ping' }, {}]) {
          await client.get(`${proxy.url}/feed?q=1`, fields);
          const counted = {
            receivedBytes: proxy.wire.receivedBytes - before.receivedBytes,
            sentBytes: proxy.wire.sentBytes - before.sentBytes,
          };
          before = proxy.wire;
          assert.deepEqual(client.sink.requests.at(-1)?.wire, counted);
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
    using client = clientFor();
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
    using client = clientFor();
    await assert.rejects(client.get('http://127.0.0.1:1/', { httpMethod: 'POST', body: 'never sent' }));
    assert.deepEqual(client.sink.requests[0]?.wire, { receivedBytes: 0, sentBytes: 0 });
  });
});
