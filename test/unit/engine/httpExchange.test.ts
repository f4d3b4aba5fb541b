import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { systemClock } from '../../../src/engine/clock.ts';
import { HttpClient } from '../../../src/engine/http/httpClient.ts';
import type { ExchangeRequest } from '../../../src/engine/http/exchangeRequest.ts';
import { completeFeed, type FeedInput } from '../../../src/protocol/feed.ts';
import { CountingProxy } from '../../support/httpCountingProxy.ts';
import { startRawServer, startServer, type TestServer } from '../../support/httpServers.ts';
import { SinkProbe } from '../../support/httpSink.ts';

const NEVER = new AbortController().signal;

function requestFor(url: string, fields: Partial<ExchangeRequest> = {}): ExchangeRequest {
  return {
    purpose: 'poll',
    httpMethod: 'GET',
    url: new URL(url),
    accept: 'application/json, */*;q=0.8',
    headers: [],
    body: null,
    ...fields,
  };
}

/** A client with a sink to look into; `get` reads an answer to its end and ends its exchange. */
function clientFor(fields: Partial<FeedInput> = {}) {
  const sink = new SinkProbe();
  const feed = completeFeed({ url: 'http://127.0.0.1/', method: 'short-polling', ...fields });
  const client = new HttpClient({ feed, sink, clock: systemClock });
  const get = async (url: string, more: Partial<ExchangeRequest> = {}): Promise<string> => {
    const exchange = await client.request(requestFor(url, more), NEVER);
    const chunks: Uint8Array[] = [];
    await exchange.readBody((chunk) => chunks.push(chunk));
    exchange.end('messages');
    return Buffer.concat(chunks).toString();
  };
  return {
    sink,
    client,
    get,
    [Symbol.dispose]: () => {
      client.close();
    },
  };
}

describe('wire bytes of an exchange', () => {
  const cases: Record<string, (server: string) => Promise<TestServer>> = {
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
        await using server = await start('');
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
