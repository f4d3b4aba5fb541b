import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import { mkdtemp, rm } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TLSSocket } from 'node:tls';
import { WebSocketServer } from 'ws';
import { Cookies } from '../../../src/engine/http/cookies.ts';
import { feedHeaders } from '../../../src/engine/http/requestHeaders.ts';
import { completeFeed, type Feed } from '../../../src/protocol/feed.ts';
import { MAX_COOKIES } from '../../../src/protocol/limits.ts';
import {
  CLIENT_CERTIFICATE,
  CLIENT_CERTIFICATE_FILE,
  CLIENT_KEY_FILE,
  TEST_CA_FILE,
  TEST_CERTIFICATE,
  TEST_KEY,
} from '../../support/httpCertificate.ts';
import { clientFor } from '../../support/httpClients.ts';
import { startHttpProxy } from '../../support/httpProxies.ts';
import { listen, startServer, startTlsServer } from '../../support/httpServers.ts';
import { json, startPollServer } from '../../support/pollServers.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { waitFor } from '../../support/waitFor.ts';
import { startWebSocketRun } from '../../support/webSocketRuns.ts';

const OWN = { caFile: TEST_CA_FILE, certFile: CLIENT_CERTIFICATE_FILE, keyFile: CLIENT_KEY_FILE };

/** A server that takes only clients that show the certificate of the tests. */
function mutualTlsServer(handler: http.RequestListener): https.Server {
  const options = { cert: TEST_CERTIFICATE, key: TEST_KEY, ca: [CLIENT_CERTIFICATE], requestCert: true };
  return https.createServer({ ...options, rejectUnauthorized: true }, handler);
}

describe('credentials', () => {
  it('go as Basic or Bearer, unless the user has a field of his own', () => {
    const headersFor = (fields: Partial<Feed>): readonly string[] =>
      feedHeaders(completeFeed({ url: 'http://x', method: 'sse', ...fields })).map((field) =>
        field.join(': '),
      );
    assert.deepEqual(headersFor({ auth: { kind: 'basic', user: 'Aladdin', password: 'open sesame' } }), [
      // RFC 7617, section 2.
      'Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
    ]);
    assert.deepEqual(headersFor({ auth: { kind: 'bearer', token: 'mF_9.B5f-4.1JqM' } }), [
      'Authorization: Bearer mF_9.B5f-4.1JqM',
    ]);
    assert.deepEqual(
      headersFor({
        auth: { kind: 'bearer', token: 'x' },
        headers: [['authorization', 'Mine']],
        origin: 'https://a',
      }),
      ['Origin: https://a', 'authorization: Mine'],
    );
  });

  it('are not told to another origin that an answer redirects to', async () => {
    await using other = await startPollServer(json([1]));
    await using server = await startPollServer((_, response) => {
      response.writeHead(302, { location: other.url }).end();
    });
    await using running = new RunningCapture({
      method: 'short-polling',
      url: server.url,
      auth: { kind: 'bearer', token: 'secret' },
    });
    await waitFor('the answer', () => running.counters.messages.received > 0);
    assert.equal(server.requests[0]?.headers.authorization, 'Bearer secret');
    assert.equal(other.requests[0]?.headers.authorization, undefined);
  });
});

describe('cookies of a capture', () => {
  it('go with its later requests where they belong, beside those that the user gives', async () => {
    await using server = await startPollServer(
      json([1], { 'set-cookie': 'session=abc; Path=/feed; HttpOnly' }),
      json([2], { 'set-cookie': 'theme=dark; Path=/elsewhere' }),
      json([3], { 'set-cookie': 'session=; Max-Age=0; Path=/feed' }),
      json([4]),
    );
    await using running = new RunningCapture({
      method: 'short-polling',
      url: `${server.url}/feed`,
      intervalMs: 10,
      headers: [['Cookie', 'mine=1; session=old']],
    });
    await waitFor('four answers', () => running.counters.messages.received >= 4);
    assert.deepEqual(
      server.requests.slice(0, 4).map(({ headers }) => headers.cookie),
      ['mine=1; session=old', 'mine=1; session=abc', 'mine=1; session=abc', 'mine=1; session=old'],
    );
  });

  it('that a redirect sets are there when the redirect is followed', async () => {
    await using server = await startPollServer(
      (_, response) => response.writeHead(302, { location: '/in', 'set-cookie': 'login=1' }).end(),
      json([1]),
    );
    await using running = new RunningCapture({ method: 'long-polling', url: server.url });
    await waitFor('the answer', () => running.counters.messages.received > 0);
    assert.equal(server.requests[1]?.headers.cookie, 'login=1');
  });

  it('that are set for a public suffix, or for another site, are not taken', async () => {
    await using server = await startPollServer(
      json([1], { 'set-cookie': 'tracker=1; Domain=example.com' }),
      json([2]),
    );
    await using running = new RunningCapture({ method: 'short-polling', url: server.url, intervalMs: 10 });
    await waitFor('two answers', () => running.counters.messages.received >= 2);
    assert.equal(server.requests[1]?.headers.cookie, undefined);
  });

  it('that are set anew by each answer are taken each time, and those over the limit are told of', () => {
    let told = 0;
    const cookies = new Cookies(() => {
      told += 1;
    });
    const url = new URL('http://127.0.0.1/');
    for (let count = 0; count <= 2 * MAX_COOKIES; count += 1) cookies.take([`session=${count}`], url);
    assert.deepEqual(cookies.addTo([], url), [['Cookie', `session=${2 * MAX_COOKIES}`]]);
    assert.equal(told, 0);
    for (let count = 0; count <= MAX_COOKIES; count += 1) cookies.take([`c${count}=1`], url);
    assert.equal(told, 1);
    const [[, value] = ['', '']] = cookies.addTo([], url);
    assert.equal(value.split('; ').length, MAX_COOKIES);
  });

  it('of a WebSocket go with its reconnection', async () => {
    const seen: unknown[] = [];
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    server.on('headers', (headers) => headers.push('Set-Cookie: seat=12'));
    server.on('connection', (socket, request) => {
      seen.push(request.headers.cookie);
      if (seen.length === 1) socket.terminate();
    });
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await using run = startWebSocketRun(`ws://127.0.0.1:${port}`, { isReconnected: true });
    await run.until(() => seen.length === 2);
    assert.deepEqual(seen, [undefined, 'seat=12']);
    await run.stop();
    server.close();
  });
});

describe('a client certificate', () => {
  it('is shown where it is asked for', async () => {
    await using server = await listen(
      mutualTlsServer((request, response) => {
        assert.ok(request.socket instanceof TLSSocket);
        response.end(request.socket.getPeerCertificate().subject.CN);
      }),
      'https',
    );
    await using client = clientFor(OWN);
    assert.equal(await client.get(server.url), 'a client');
    await using without = clientFor({ caFile: TEST_CA_FILE });
    await assert.rejects(without.get(server.url), { code: 'tls-failed' });
  });

  it('is shown in the handshake of a WebSocket too', async () => {
    const server = mutualTlsServer(() => undefined);
    new WebSocketServer({ server }).on('connection', (socket) => {
      socket.send('hello');
    });
    await using listening = await listen(server, 'wss');
    await using run = startWebSocketRun(listening.url, OWN);
    await run.until(({ texts }) => texts.includes('hello'));
  });

  it('that cannot be used is an option that is refused, with what is wrong', () => {
    const wrong: readonly [Partial<Feed>, RegExp][] = [
      [{ certFile: CLIENT_CERTIFICATE_FILE }, /no private key/],
      [{ keyFile: CLIENT_KEY_FILE }, /no certificate/],
      [{ certFile: '/does/not/exist.pem', keyFile: CLIENT_KEY_FILE }, /cannot be read/],
      [{ certFile: CLIENT_KEY_FILE, keyFile: CLIENT_KEY_FILE }, /is not a certificate/],
      [{ certFile: TEST_CA_FILE, keyFile: CLIENT_KEY_FILE }, /cannot be used/],
    ];
    for (const [fields, message] of wrong) {
      assert.throws(() => clientFor(fields), { code: 'invalid-option', message });
    }
  });
});

describe('a Unix socket', () => {
  it('is connected to in place of the host and port, by polls and by WebSockets', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
    const socketPath = join(folder, 'server.sock');
    const server = http.createServer((request, response) =>
      response.end(`${request.headers.host} ${request.url}`),
    );
    new WebSocketServer({ server }).on('connection', (socket, request) => {
      socket.send(`${request.headers.host} ${request.url}`);
    });
    await new Promise<void>((resolve) => server.listen(socketPath, resolve));
    {
      await using client = clientFor({ socketPath });
      assert.equal(await client.get('http://example.invalid/a'), 'example.invalid /a');
      assert.equal(await client.get('http://example.invalid/b'), 'example.invalid /b');
      assert.equal(client.sink.requests[1]?.isConnectionReused, true);
      assert.equal(client.sink.requests[0]?.connection?.remote, socketPath);
      await using run = startWebSocketRun('ws://example.invalid/c', { socketPath });
      await run.until(({ texts }) => texts.includes('example.invalid /c'));
    }
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('is not reached through a proxy', () => {
    assert.throws(() => clientFor({ socketPath: '/x', proxyUrl: 'http://127.0.0.1:1' }), {
      code: 'invalid-option',
    });
  });
});

describe('an IPv6 address', () => {
  it('is reached by all methods, and stated with its brackets', async () => {
    const server = http.createServer((request, response) => response.end(request.headers.host));
    new WebSocketServer({ server }).on('connection', (socket, request) => {
      socket.send(String(request.headers.host));
    });
    await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
    const { port } = server.address() as AddressInfo;
    {
      await using client = clientFor();
      assert.equal(await client.get(`http://[::1]:${port}/`), `[::1]:${port}`);
      assert.equal(client.sink.requests[0]?.connection?.remote, `[::1]:${port}`);
      await using run = startWebSocketRun(`ws://[::1]:${port}/`);
      await run.until(({ texts }) => texts.includes(`[::1]:${port}`));
    }
    server.closeAllConnections();
    server.close();
  });
});

describe('the proxy that is taken', () => {
  const answer = (_request: unknown, response: { end: (body: string) => void }): void => {
    response.end('ok');
  };

  /** Runs with these variables of the environment in place of any that name a proxy. */
  async function withEnvironment(variables: Record<string, string>, run: () => Promise<void>): Promise<void> {
    const names = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
      name,
      name.toUpperCase(),
    ]);
    const before = new Map(names.map((name) => [name, process.env[name]]));
    for (const name of names) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, variables);
    try {
      await run();
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  }

  it('is that of the environment, but for what NO_PROXY names', async () => {
    await using server = await startServer(answer);
    await using secure = await startTlsServer(answer);
    await using proxy = await startHttpProxy();
    await withEnvironment({ HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url }, async () => {
      await using client = clientFor({ caFile: TEST_CA_FILE });
      await client.get(server.url);
      await client.get(secure.url);
    });
    await withEnvironment({ HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }, async () => {
      await using client = clientFor();
      await client.get(server.url);
    });
    await withEnvironment({ HTTP_PROXY: proxy.url }, async () => {
      await using client = clientFor({ proxyUrl: 'none' });
      await client.get(server.url);
    });
    assert.deepEqual(proxy.asked, [`GET ${server.url}/ none`, `CONNECT 127.0.0.1:${secure.port} none`]);
  });

  it('of the environment is taken by a WebSocket too', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    server.on('connection', (socket) => {
      socket.send('hello');
    });
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await using proxy = await startHttpProxy();
    await withEnvironment({ HTTP_PROXY: proxy.url }, async () => {
      await using run = startWebSocketRun(`ws://127.0.0.1:${port}`);
      await run.until(({ texts }) => texts.includes('hello'));
    });
    assert.deepEqual(proxy.asked, [`CONNECT 127.0.0.1:${port} none`]);
    server.close();
  });

  it("is the editor's before the environment's, and the feed's before both; this machine needs none", async () => {
    await using proxy = await startHttpProxy(502);
    const setting = { url: proxy.url, bypass: ['example.org', '*.internal'] };
    const ask = async (url: string, fields: Partial<Feed> = {}): Promise<void> => {
      await using client = clientFor(fields, setting);
      await client.get(url).catch(() => undefined);
    };
    await withEnvironment({ HTTPS_PROXY: 'http://127.0.0.1:1' }, async () => {
      await ask('https://example.com/');
      await ask('https://sub.example.org/');
      await ask('https://x.internal/');
      await ask('https://example.net/', { proxyUrl: 'none' });
      await ask('https://127.0.0.1:1/');
    });
    assert.deepEqual(proxy.asked, ['CONNECT example.com:443 none']);
  });

  it("is the environment's in an editor without one, but for this machine's own addresses", async () => {
    await using proxy = await startHttpProxy(502);
    await using server = await startServer(answer);
    await withEnvironment({ HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url }, async () => {
      await using client = clientFor({}, { url: null, bypass: [] });
      assert.equal(await client.get(server.url), 'ok');
      await client.get('https://example.com/').catch(() => undefined);
      await using none = clientFor({}, { url: 'none', bypass: [] });
      assert.equal(await none.get(server.url), 'ok');
    });
    assert.deepEqual(proxy.asked, ['CONNECT example.com:443 none']);
  });

  it('is an option that is refused where the environment names what is none', async () => {
    await withEnvironment({ HTTP_PROXY: 'ftp://127.0.0.1:21' }, async () => {
      await using client = clientFor();
      await assert.rejects(client.get('http://127.0.0.1:1/'), { code: 'invalid-option', message: /ftp:/ });
    });
  });
});

describe('a connection that stands half open', () => {
  it('fails a short poll at its timeout, and the next one finds the server again', async () => {
    let asked = 0;
    const server = net.createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => {
        asked += 1;
        // The second request is taken, and nothing ever comes of it.
        if (asked !== 2) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]');
      });
    });
    await using listening = await listen(server, 'http');
    await using running = new RunningCapture(
      { method: 'short-polling', url: listening.url, intervalMs: 20, timeoutMs: 100 },
      { random: () => 0 },
    );
    await waitFor('a poll after the failed one', () => running.outcomes.length >= 3);
    assert.deepEqual(running.outcomes.slice(0, 3), ['empty', 'failed', 'empty']);
    assert.equal(running.capture.summary().errors[0]?.code, 'connection-timeout');
  });
});
