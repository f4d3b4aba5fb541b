import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VERSION } from '../../../src/engine/version.ts';
import type { ErrorCode } from '../../../src/protocol/errors.ts';
import type { Feed } from '../../../src/protocol/feed.ts';
import { MAX_REDIRECTS } from '../../../src/protocol/limits.ts';
import { BROKEN_CA_FILE, TEST_CA_FILE } from '../../support/httpCertificate.ts';
import { startHttpProxy, startSocksProxy } from '../../support/httpProxies.ts';
import { hasCode, startWebSocketRun } from '../../support/webSocketRuns.ts';
import { startRawUpgradeServer, startWebSocketServer } from '../../support/webSocketServers.ts';

describe('the upgrade to a WebSocket', () => {
  it('is reported with its heads as they crossed the wire', async () => {
    let sent = '';
    let answered = '';
    await using server = await startRawUpgradeServer(({ socket, head, accept }) => {
      sent = head;
      const answer = accept('X-Odd:   spelled  so ');
      answered = answer.toString();
      socket.write(Buffer.concat([answer, Buffer.of(0x88, 0)]));
    });
    await using run = startWebSocketRun(`${server.url.replace('ws:', 'http:')}/a?b=c#fragment`);
    await run.ended;
    const [request] = run.sink.requests;
    assert.equal(request?.requestHead, sent);
    assert.equal(request.responseHead, answered);
    assert.match(sent, /^GET \/a\?b=c HTTP\/1\.1\r\n/);
    assert.ok(sent.includes(`\r\nUser-Agent: realtime-inspector/${VERSION}\r\n`));
    assert.doesNotMatch(sent, /^(Origin|Accept|Accept-Encoding|Authorization):/im);
    assert.match(sent, /^Sec-WebSocket-Extensions: permessage-deflate/m);
    assert.equal(request.url, `${server.url}/a?b=c`);
    assert.equal(request.purpose, 'upgrade');
    assert.equal(request.httpMethod, 'GET');
    assert.equal(request.httpVersion, '1.1');
    assert.equal(request.status, 101);
    assert.equal(request.statusText, 'Switching Protocols');
    const { connectMs, tlsMs, waitMs, transferMs } = request.phases ?? {};
    assert.ok(typeof connectMs === 'number' && typeof waitMs === 'number' && typeof transferMs === 'number');
    assert.equal(tlsMs, null);
  });

  it('has the headers of the feed, the credentials of its URL, and its sub-protocols', async () => {
    await using server = await startWebSocketServer((socket, request) => {
      socket.send([request.headers.authorization, request.headers.cookie, request.headers.origin].join(' '));
      socket.send(request.rawHeaders.filter((_, index, all) => all[index - 1] === 'X-Twice').join(' '));
      socket.send(`${request.headers['sec-websocket-protocol'] ?? ''} ${socket.protocol}`);
      socket.close();
    });
    await using run = startWebSocketRun(server.url.replace('//', '//us%20er:p%40ss@'), {
      headers: [
        ['cookie', 'a=b'],
        ['ORIGIN', 'https://example.com'],
        ['X-Twice', 'one'],
        ['X-Twice', 'two'],
        ['sec-websocket-protocol', 'v2, v3'],
      ],
      subprotocols: ['v1'],
    });
    await run.ended;
    const credentials = Buffer.from('us er:p@ss').toString('base64');
    assert.deepEqual(run.sink.texts, [
      `Basic ${credentials} a=b https://example.com`,
      'one two',
      'v1,v2,v3 v1',
    ]);
  });

  it('follows redirects, each a request of its own, and leaves what is meant for one origin behind', async () => {
    const heads: string[] = [];
    await using target = await startWebSocketServer((socket, request) => {
      socket.send(`${request.url ?? ''} ${request.headers.authorization ?? 'none'}`);
      socket.close();
    });
    await using server = await startRawUpgradeServer(({ socket, head }, count) => {
      heads.push(head);
      const location = count === 1 ? '/second' : `${target.url}/third#part`;
      socket.end(`HTTP/1.1 307 There\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`);
    });
    await using run = startWebSocketRun(`${server.url}/first`, { headers: [['Authorization', 'secret']] });
    await run.ended;
    assert.deepEqual(run.sink.texts, ['/third none']);
    assert.equal(heads.filter((head) => head.includes('\r\nAuthorization: secret\r\n')).length, 2);
    assert.deepEqual(run.sink.outcomes, ['redirected', 'redirected', 'streamed']);
    assert.deepEqual(
      run.sink.requests.map(({ status, url }) => [status, new URL(url).pathname]),
      [
        [307, '/first'],
        [307, '/second'],
        [101, '/third'],
      ],
    );
    assert.equal(run.sink.messages[0]?.requestIndex, 2);
  });

  it('gives up on redirects that go in a circle, or to no address', async () => {
    await using server = await startRawUpgradeServer(({ socket, head }) => {
      const location = head.startsWith('GET /ftp ') ? 'ftp://example.com/' : '/round';
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`);
    });
    await using round = startWebSocketRun(server.url);
    await assert.rejects(round.ended, hasCode('too-many-redirects'));
    assert.equal(round.sink.requests.length, MAX_REDIRECTS + 1);
    await using ftp = startWebSocketRun(`${server.url}/ftp`);
    await assert.rejects(ftp.ended, hasCode('invalid-response', /ftp:/));
    assert.deepEqual(ftp.sink.outcomes, ['failed']);
  });

  it('goes over TLS, where the certificate is trusted or need not be', async () => {
    await using server = await startWebSocketServer(
      (socket) => {
        socket.send('secret');
        socket.close();
      },
      { isTls: true },
    );
    await using untrusted = startWebSocketRun(server.url);
    await assert.rejects(untrusted.ended, hasCode('tls-not-trusted'));
    assert.deepEqual(untrusted.sink.outcomes, ['failed']);
    for (const trust of [{ caFile: TEST_CA_FILE }, { isTlsVerified: false }]) {
      await using run = startWebSocketRun(server.url.replace('wss:', 'https:'), trust);
      await run.ended;
      assert.deepEqual(run.sink.texts, ['secret']);
      assert.ok(run.sink.requests[0]?.url.startsWith('wss:'));
      assert.equal(typeof run.sink.requests[0]?.phases?.tlsMs, 'number');
    }
  });

  for (const isTls of [false, true]) {
    it(`goes through proxies by a tunnel, ${isTls ? 'with' : 'without'} TLS`, async () => {
      await using server = await startWebSocketServer(
        (socket) => {
          socket.send('through');
          socket.close();
        },
        { isTls },
      );
      await using httpProxy = await startHttpProxy();
      await using socksProxy = await startSocksProxy();
      for (const proxy of [httpProxy, socksProxy]) {
        await using run = startWebSocketRun(server.url, { proxyUrl: proxy.url, caFile: TEST_CA_FILE });
        await run.ended;
        assert.deepEqual(run.sink.texts, ['through']);
        assert.equal(proxy.asked.length, 1);
      }
      assert.equal(httpProxy.asked[0], `CONNECT 127.0.0.1:${server.port} none`);
    });
  }

  it('fails with the proxy where that opens no tunnel', async () => {
    await using proxy = await startHttpProxy(403);
    await using run = startWebSocketRun('ws://127.0.0.1:1', { proxyUrl: proxy.url });
    await assert.rejects(run.ended, hasCode('proxy-failed'));
  });
});

describe('a feed that no WebSocket can be made of', () => {
  const feeds: { what: string; url?: string; fields?: Partial<Feed>; code: ErrorCode; says: RegExp }[] = [
    { what: 'no URL', url: 'nowhere', code: 'invalid-url', says: /nowhere/ },
    { what: 'another scheme', url: 'ftp://127.0.0.1/', code: 'invalid-url', says: /ftp:/ },
    { what: 'no proxy', fields: { proxyUrl: 'gopher://x' }, code: 'invalid-option', says: /gopher/ },
    {
      what: 'a CA that is none',
      url: 'wss://x',
      fields: { caFile: BROKEN_CA_FILE },
      code: 'invalid-option',
      says: /CA/,
    },
    {
      what: 'a sub-protocol with a space',
      fields: { subprotocols: ['a b'] },
      code: 'invalid-option',
      says: /a b/,
    },
    {
      what: 'a sub-protocol twice',
      fields: { subprotocols: ['a', 'a'] },
      code: 'invalid-option',
      says: /"a"/,
    },
    {
      what: "a header of the handshake's own",
      fields: { headers: [['sec-websocket-key', 'x']] },
      code: 'invalid-option',
      says: /sec-websocket-key/,
    },
    {
      what: 'a header of two lines',
      fields: { headers: [['X-Two', 'a\r\nb']] },
      code: 'invalid-option',
      says: /X-Two/,
    },
    {
      what: 'a header with a control character',
      fields: { headers: [['X-Odd', 'a\u0001b']] },
      code: 'invalid-option',
      says: /X-Odd/,
    },
    {
      what: 'a header without a name',
      fields: { headers: [['', 'x']] },
      code: 'invalid-option',
      says: /Header name/,
    },
  ];
  for (const { what, url = 'ws://127.0.0.1:1', fields, code, says } of feeds) {
    it(`is refused before anything is connected: ${what}`, () => {
      assert.throws(() => startWebSocketRun(url, fields), hasCode(code, says));
    });
  }
});
