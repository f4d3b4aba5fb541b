import assert from 'node:assert/strict';
import { constants } from 'node:http2';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { plusWire } from '../../../src/engine/http/wire.ts';
import { NO_WIRE } from '../../../src/protocol/request.ts';
import { startHttp2Server } from '../../support/http2Servers.ts';
import { TEST_CA_FILE } from '../../support/httpCertificate.ts';
import { clientFor } from '../../support/httpClients.ts';
import { CountingProxy } from '../../support/httpCountingProxy.ts';
import { startHttpProxy, startSocksProxy } from '../../support/httpProxies.ts';
import { startTlsServer } from '../../support/httpServers.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { startStreamRun } from '../../support/streamRuns.ts';
import { waitFor } from '../../support/waitFor.ts';

const TRUSTED = { caFile: TEST_CA_FILE };

describe('HTTP/2', () => {
  it('is spoken where ALPN selects it, on one connection for request after request', async () => {
    await using server = await startHttp2Server((request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.end(
        `${request.httpVersion} ${request.method} ${request.url} ${String(request.headers['x-mine'])}`,
      );
    });
    await using client = clientFor(TRUSTED);
    const answer = await client.get(`${server.url}/a?b`, { headers: [['X-Mine', 'yes']] });
    assert.equal(answer, '2.0 GET /a?b yes');
    await client.get(`${server.url}/a?b`);
    const [first, second] = client.sink.requests;
    assert.equal(first?.httpVersion, '2');
    assert.equal(first.connection?.tls, 'TLSv1.3');
    assert.equal(first.connection.isTrusted, true);
    assert.match(
      first.requestHead ?? '',
      /^:method: GET\r\n:scheme: https\r\n:authority: 127.*\r\n:path: \/a\?b\r\n/,
    );
    assert.match(first.requestHead ?? '', /\r\nx-mine: yes\r\n(.*\r\n)*\r\n$/);
    assert.doesNotMatch(first.requestHead ?? '', /connection|host:/);
    assert.match(
      first.responseHead ?? '',
      /^:status: 200\r\n(.*\r\n)*set-cookie: a=1\r\nset-cookie: b=2\r\n/,
    );
    assert.deepEqual([first.isConnectionReused, second?.isConnectionReused], [false, true]);
    assert.equal(server.sessions.length, 1);
    for (const phase of ['connectMs', 'tlsMs', 'waitMs', 'transferMs'] as const) {
      assert.notEqual(first.phases?.[phase], null, phase);
    }
    assert.equal(second?.phases?.connectMs, null);
  });

  it('is not spoken with a server that selects HTTP/1.1, whose connection is kept too', async () => {
    await using server = await startTlsServer((_request, response) => response.end('ok'));
    await using client = clientFor(TRUSTED);
    assert.equal(await client.get(server.url), 'ok');
    assert.equal(await client.get(server.url), 'ok');
    assert.deepEqual(
      client.sink.requests.map(({ httpVersion, isConnectionReused }) => [httpVersion, isConnectionReused]),
      [
        ['1.1', false],
        ['1.1', true],
      ],
    );
    assert.notEqual(client.sink.requests[0]?.phases?.tlsMs, null);
  });

  it('is left out or insisted on where the user says so', async () => {
    await using both = await startHttp2Server((request, response) => response.end(request.httpVersion), {
      allowHTTP1: true,
    });
    await using old = clientFor({ ...TRUSTED, httpVersion: '1.1' });
    assert.equal(await old.get(both.url), '1.1');
    await using server = await startTlsServer((_request, response) => response.end('ok'));
    await using only = clientFor({ ...TRUSTED, httpVersion: '2' });
    assert.equal(await only.get(both.url), '2.0');
    await assert.rejects(only.get(server.url), { code: 'tls-failed', message: /does not speak HTTP\/2/ });
  });

  for (const coding of ['identity', 'gzip']) {
    it(`has all its bytes counted, per connection, ${coding}`, async () => {
      const text = 'hello '.repeat(20_000);
      await using server = await startHttp2Server(
        (_request, response) => {
          if (coding === 'gzip') response.setHeader('content-encoding', 'gzip');
          response.end(coding === 'gzip' ? gzipSync(text) : text);
        },
        { isTls: false },
      );
      await using proxy = await CountingProxy.start(server.port);
      const client = clientFor({ httpVersion: '2' });
      for (const fields of [{}, { httpMethod: 'POST', body: 'ping' }, {}]) {
        assert.equal(await client.get(`${proxy.url}/feed`, fields), text);
      }
      await client[Symbol.asyncDispose]();
      const { requests, connectionBytes } = client.sink;
      const wire = requests.reduce((sum, request) => plusWire(sum, request.wire), connectionBytes);
      await waitFor('the last bytes to pass', () => proxy.wire.sentBytes >= wire.sentBytes);
      const { receivedBytes, sentBytes } = wire;
      assert.deepEqual({ receivedBytes, sentBytes }, proxy.wire);
      assert.notEqual(connectionBytes, NO_WIRE);
      const { heads, framing, payload, decoded } = wire.parts;
      assert.equal(heads.receivedBytes + framing.receivedBytes + payload.receivedBytes, receivedBytes);
      assert.equal(heads.sentBytes + framing.sentBytes + payload.sentBytes, sentBytes);
      assert.equal(decoded.receivedBytes, 3 * text.length);
      assert.equal(payload.receivedBytes, 3 * (coding === 'gzip' ? gzipSync(text).length : text.length));
      assert.equal(payload.sentBytes, 'ping'.length);
      assert.ok(heads.sentBytes > 0 && heads.sentBytes < (requests[0]?.requestHead?.length ?? 0) * 3);
    });
  }

  it('carries an event stream, and its reconnections', async () => {
    let asked = 0;
    await using server = await startHttp2Server((request, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`retry: 1\nid: ${asked}\ndata: after ${String(request.headers['last-event-id'])}\n\n`);
      if (asked === 1) response.end();
    });
    await using run = startStreamRun(server.url, TRUSTED);
    await run.until(({ messages }) => messages.length === 2);
    assert.deepEqual(run.sink.texts, ['after undefined', 'after 1']);
    assert.deepEqual(
      run.sink.requests.map(({ httpVersion }) => httpVersion),
      ['2', '2'],
    );
  });

  it('keeps the connection of a long poll that its client gives up', async () => {
    await using server = await startHttp2Server(() => undefined);
    await using running = new RunningCapture({
      method: 'long-polling',
      url: server.url,
      timeoutMs: 500,
      ...TRUSTED,
    });
    await waitFor('three empty polls', () => running.counters.polls.empty >= 3);
    assert.equal(server.sessions.length, 1);
    assert.equal(running.counters.connections, 1);
  });

  it('asks on a new connection where the server has said that it closes the old one', async () => {
    await using server = await startHttp2Server((_request, response) => response.end('ok'));
    await using client = clientFor(TRUSTED);
    await client.get(server.url);
    server.sessions[0]?.close();
    await waitFor('the goodbye', async () => {
      await client.get(server.url);
      return server.sessions.length === 2;
    });
  });

  it('asks again on a new connection where the idle one is gone without a goodbye', async () => {
    let asked = 0;
    await using server = await startHttp2Server((_request, response) => {
      asked += 1;
      // The second request is on a connection that goes with it, as one that idled too long does.
      if (asked === 2) response.stream.session?.socket.destroy();
      else response.end('ok');
    });
    await using client = clientFor(TRUSTED);
    assert.equal(await client.get(server.url), 'ok');
    assert.equal(await client.get(server.url), 'ok');
    assert.equal(asked, 3);
    assert.deepEqual(client.sink.outcomes, ['messages', 'failed', 'messages']);
  });

  it('tells a body that breaks off from one that ends', async () => {
    await using server = await startHttp2Server((_request, response) => {
      response.write('half');
      setImmediate(() => {
        response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
      });
    });
    await using client = clientFor(TRUSTED);
    await assert.rejects(client.get(server.url), { code: 'connection-reset' });
    assert.equal(client.sink.requests[0]?.failureBody, 'half');
  });

  it('tells a connection that is lost in a body from one that ends', async () => {
    await using server = await startHttp2Server((_request, response) => {
      response.write('half', () => {
        server.sessions[0]?.destroy();
      });
    });
    await using client = clientFor(TRUSTED);
    await assert.rejects(client.get(server.url), { code: 'connection-reset' });
  });

  for (const start of [startHttpProxy, startSocksProxy]) {
    it(`goes through ${start === startHttpProxy ? 'an HTTP' : 'a SOCKS'} proxy`, async () => {
      await using server = await startHttp2Server((request, response) => response.end(request.httpVersion));
      await using proxy = await start();
      await using client = clientFor({ ...TRUSTED, proxyUrl: proxy.url });
      assert.equal(await client.get(server.url), '2.0');
      assert.equal(await client.get(server.url), '2.0');
      assert.equal(server.sessions.length, 1);
      assert.equal(client.sink.requests[0]?.connection?.proxy, new URL(proxy.url).host);
    });
  }
});
