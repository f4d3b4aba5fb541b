import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { VERSION } from '../../../src/engine/version.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { NO_WIRE } from '../../../src/protocol/request.ts';
import { clientFor } from '../../support/httpClients.ts';
import { BROKEN_CA_FILE, TEST_CA_FILE } from '../../support/httpCertificate.ts';
import { startRawServer, startServer, startTlsServer, unusedUrl } from '../../support/httpServers.ts';

describe('heads', () => {
  it('are those that crossed the wire, byte for byte', async () => {
    let received = '';
    const head =
      'HTTP/1.1 200 Very  Fine\r\nx-CASE: a\r\nX-Repeat:1\r\nX-Repeat:  2 \r\nX-Latin: caf\xe9\r\nContent-Length: 2\r\n\r\n';
    await using server = await startRawServer((socket, requestHead) => {
      received = requestHead;
      socket.write(Buffer.from(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${head}ok`, 'latin1'));
    });
    await using client = clientFor();
    assert.equal(await client.get(`${server.url}/a?b=c#d`), 'ok');
    const [request] = client.sink.requests;
    assert.equal(request?.responseHead, head);
    assert.equal(request.requestHead, received);
    assert.equal(request.statusText, 'Very  Fine');
    assert.equal(request.httpVersion, '1.1');
    assert.match(received, /^GET \/a\?b=c HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n/);
  });

  it('are found when the answer comes a byte at a time', async () => {
    const head = 'HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 2\r\n\r\n';
    const answer = `HTTP/1.1 100 Continue\r\n\r\n${head}ok`;
    await using server = await startRawServer((socket) => {
      socket.setNoDelay(true);
      const writeNext = (at: number): void => {
        if (at < answer.length) socket.write(answer.charAt(at), () => setImmediate(writeNext, at + 1));
      };
      writeNext(0);
    });
    await using client = clientFor();
    assert.equal(await client.get(server.url), 'ok');
    assert.equal(client.sink.requests[0]?.responseHead, head);
    assert.equal(client.sink.requests[0].wire.receivedBytes, answer.length);
  });

  it("of a request have the defaults, and the user's own where there are any", async () => {
    await using server = await startServer((request, response) => {
      response.end(JSON.stringify(request.rawHeaders));
    });
    await using client = clientFor();
    const defaults: string[] = JSON.parse(
      await client.get(server.url, { httpMethod: 'POST', body: '{}' }),
    ) as string[];
    assert.deepEqual(defaults.slice(2), [
      'User-Agent',
      `realtime-inspector/${VERSION}`,
      'Accept',
      'application/json, */*;q=0.8',
      'Accept-Encoding',
      'gzip, deflate, br, zstd',
      'Connection',
      'keep-alive',
      'Content-Type',
      'application/json',
      'Content-Length',
      '2',
    ]);
    const own = await client.get(server.url, {
      headers: [
        ['accept', 'text/csv'],
        ['X-Tag', 'a'],
        ['x-tag', 'é'],
        ['host', 'example.test'],
        ['Content-Length', '0'],
      ],
    });
    const fields = JSON.parse(own) as string[];
    assert.deepEqual(fields.slice(0, 2), ['host', 'example.test']);
    assert.equal(
      fields.filter((_, index) => index % 2 === 0 && /^accept$/i.test(fields[index] ?? '')).length,
      1,
    );
    assert.equal(fields[fields.indexOf('accept') + 1], 'text/csv');
    assert.equal(fields[fields.indexOf('X-Tag') + 1], 'a');
    assert.equal(fields[fields.lastIndexOf('X-Tag') + 1], Buffer.from('é').toString('latin1'));
  });

  it('carry the version of the package', () => {
    assert.equal(VERSION, manifest.version);
  });

  it('larger than the limit are refused', async () => {
    await using server = await startRawServer((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(70_000)}\r\n\r\n`);
    });
    await using client = clientFor();
    await assert.rejects(client.get(server.url), { code: 'invalid-response' });
  });
});

describe('phases', () => {
  it('are those of a new connection, then those of one used again', async () => {
    await using server = await startTlsServer((_request, response) => {
      response.end('ok');
    });
    await using client = clientFor({ isTlsVerified: false });
    const url = server.url.replace('127.0.0.1', 'localhost');
    await client.get(url);
    await client.get(url);
    const [first, second] = client.sink.requests.map(({ phases }) => phases);
    for (const phase of Object.values(first ?? {})) assert.ok(phase !== null && phase >= 0 && phase < 5_000);
    assert.deepEqual(
      { ...second, waitMs: typeof second?.waitMs, transferMs: typeof second?.transferMs },
      { dnsMs: null, connectMs: null, tlsMs: null, waitMs: 'number', transferMs: 'number' },
    );
  });
});

describe('content codings', () => {
  const codings: Record<string, (body: Buffer) => Buffer> = {
    gzip: zlib.gzipSync,
    'X-GZIP': zlib.gzipSync,
    deflate: zlib.deflateSync,
    br: zlib.brotliCompressSync,
    zstd: zlib.zstdCompressSync,
    identity: (body) => body,
    'something-else': (body) => body,
    'br, gzip': (body) => zlib.gzipSync(zlib.brotliCompressSync(body)),
  };
  const text = 'hello, '.repeat(50_000);
  for (const [coding, encode] of [...Object.entries(codings), ['deflate', zlib.deflateRawSync] as const]) {
    it(`are undone: ${coding}${encode === zlib.deflateRawSync ? ' without its wrapper' : ''}`, async () => {
      await using server = await startServer((_request, response) => {
        response.setHeader('Content-Encoding', coding).end(encode(Buffer.from(text)));
      });
      await using client = clientFor();
      assert.equal(await client.get(server.url), text);
    });
  }

  it('that the body does not have are an error', async () => {
    await using server = await startServer((_request, response) => {
      response.setHeader('Content-Encoding', 'gzip').end('plain text');
    });
    await using client = clientFor();
    await assert.rejects(client.get(server.url), { code: 'invalid-response' });
  });

  for (const [coding, createEncoder] of [
    ['gzip', zlib.createGzip],
    ['deflate', zlib.createDeflate],
    ['br', zlib.createBrotliCompress],
    ['zstd', zlib.createZstdCompress],
  ] as const) {
    it(`give what has come as it comes: ${coding}`, async () => {
      const encoder = createEncoder();
      await using server = await startServer((_request, response) => {
        response.setHeader('Content-Encoding', coding);
        encoder.pipe(response);
      });
      await using client = clientFor();
      const exchange = client.client.request(
        {
          purpose: 'stream',
          httpMethod: 'GET',
          url: new URL(server.url),
          accept: '*/*',
          headers: [],
          body: null,
          isCompressed: true,
        },
        new AbortController().signal,
      );
      encoder.write('one');
      encoder.flush();
      const seen: string[] = [];
      await (
        await exchange
      ).readBody((chunk) => {
        seen.push(Buffer.from(chunk).toString());
        // The end is sent only once the beginning has been seen.
        if (seen.length === 1) encoder.end('two');
      });
      assert.deepEqual(seen, ['one', 'two']);
    });
  }
});

describe('redirects', () => {
  it('are requests of their own, on the same connection', async () => {
    await using server = await startServer((request, response) => {
      if (request.url === '/end') response.end('here');
      else response.writeHead(302, { Location: 'end' }).end('moved');
    });
    await using client = clientFor();
    assert.equal(await client.get(`${server.url}/start`), 'here');
    const requests = client.sink.requests;
    assert.deepEqual(
      requests.map(({ outcome, status, isConnectionReused }) => [outcome, status, isConnectionReused]),
      [
        ['redirected', 302, false],
        ['messages', 200, true],
      ],
    );
  });

  for (const [status, method, becomes] of [
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [302, 'PUT', 'PUT'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
  ] as const) {
    it(`with status ${status} turn ${method} into ${becomes}`, async () => {
      const seen: string[] = [];
      await using server = await startServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          seen.push([request.method, body, request.headers['content-type'] ?? ''].join(' '));
          if (request.url === '/end') response.end();
          else response.writeHead(status, { Location: '/end' }).end();
        });
      });
      await using client = clientFor();
      const body = method === 'HEAD' ? null : 'text';
      await client.get(server.url, { httpMethod: method, body });
      const withBody = becomes === method && body !== null;
      assert.equal(seen[1], `${becomes} ${withBody ? 'text text/plain;charset=UTF-8' : ' '}`);
    });
  }

  it('to another origin leave credentials behind', async () => {
    let received: unknown;
    await using other = await startServer((request, response) => {
      received = [request.headers.authorization, request.headers.cookie, request.headers['x-other']];
      response.end();
    });
    await using server = await startServer((_request, response) => {
      response.writeHead(307, { Location: other.url }).end();
    });
    await using client = clientFor();
    await client.get(server.url, {
      headers: [
        ['authorization', 'Bearer secret'],
        ['Cookie', 'a=b'],
        ['X-Other', 'kept'],
      ],
    });
    assert.deepEqual(received, [undefined, undefined, 'kept']);
  });

  it('that go in a circle end as an error', async () => {
    await using server = await startServer((_request, response) => {
      response.writeHead(302, { Location: '/' }).end();
    });
    await using client = clientFor();
    await assert.rejects(client.get(server.url), { code: 'too-many-redirects' });
    assert.equal(client.sink.requests.length, 21);
    assert.equal(client.sink.requests.at(-1)?.outcome, 'failed');
  });

  it('to something else than HTTP end as an error', async () => {
    await using server = await startServer((_request, response) => {
      response.writeHead(302, { Location: 'file:///etc/passwd' }).end();
    });
    await using client = clientFor();
    await assert.rejects(client.get(server.url), { code: 'invalid-response' });
  });
});

describe('what goes wrong', () => {
  it('a port where nothing listens', async () => {
    await using client = clientFor();
    await assert.rejects(client.get(await unusedUrl()), { code: 'connection-refused' });
    const [request] = client.sink.requests;
    assert.equal(request?.outcome, 'failed');
    assert.equal(request.error?.code, 'connection-refused');
  });

  it('a host without an address', async () => {
    await using client = clientFor();
    await assert.rejects(client.get('http://no-such-host.invalid/'), { code: 'host-not-found' });
  });

  it('a certificate that nobody vouches for, unless the check is off or the CA given', async () => {
    await using server = await startTlsServer((_request, response) => {
      response.end('ok');
    });
    await using strict = clientFor();
    await assert.rejects(strict.get(server.url), { code: 'tls-not-trusted' });
    assert.deepEqual(strict.sink.requests[0]?.wire, NO_WIRE);
    await using lax = clientFor({ isTlsVerified: false });
    assert.equal(await lax.get(server.url), 'ok');
    await using own = clientFor({ caFile: TEST_CA_FILE });
    assert.equal(await own.get(server.url), 'ok');
  });

  it('TLS with a server that does not speak it, and the other way round', async () => {
    await using plain = await startServer((_request, response) => {
      response.end('ok');
    });
    await using secure = await startTlsServer((_request, response) => {
      response.end('ok');
    });
    await using client = clientFor();
    await assert.rejects(client.get(plain.url.replace('http:', 'https:')), { code: 'tls-failed' });
    await assert.rejects(client.get(secure.url.replace('https:', 'http:')), { code: 'connection-reset' });
  });

  it('an answer that is not HTTP', async () => {
    await using server = await startRawServer((socket) => {
      socket.write('220 mail.example ESMTP\r\n');
    });
    await using client = clientFor();
    await assert.rejects(client.get(server.url), { code: 'invalid-response' });
  });

  it('a CA that is no certificate', () => {
    assert.throws(() => clientFor({ caFile: BROKEN_CA_FILE }), {
      code: 'invalid-option',
    });
  });

  it('a connection that breaks off before the answer, or within it', async () => {
    await using server = await startRawServer((socket, head) => {
      if (!head.includes('/body')) socket.destroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => socket.resetAndDestroy());
    });
    await using client = clientFor();
    await assert.rejects(client.get(server.url), { code: 'connection-reset' });
    await assert.rejects(client.get(`${server.url}/body`), { code: 'connection-reset' });
    const [, second] = client.sink.requests;
    assert.equal(second?.failureBody, 'half');
    assert.equal(second.wire.receivedBytes, (second.responseHead?.length ?? 0) + 4);
  });

  it('a compressed body that breaks off, of which all that came is given', async () => {
    const whole = zlib.gzipSync('hello '.repeat(100), { level: 0 });
    await using server = await startRawServer((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${whole.length}\r\n\r\n`);
      socket.end(whole.subarray(0, 300));
    });
    await using client = clientFor();
    await assert.rejects(client.get(server.url), { code: 'connection-reset' });
    assert.match(client.sink.requests[0]?.failureBody ?? '', /^(hello ){40}/);
  });

  it('a kept connection that the server has just closed is replaced', async () => {
    await using server = await startRawServer((socket, _head, count) => {
      // The second request finds the connection closed without a word.
      if (count === 2) socket.destroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    });
    await using client = clientFor();
    await client.get(server.url);
    assert.equal(await client.get(server.url), 'ok');
    assert.deepEqual(
      client.sink.requests.map(({ outcome, isConnectionReused }) => [outcome, isConnectionReused]),
      [
        ['messages', false],
        ['failed', true],
        ['messages', false],
      ],
    );
  });

  it('a header that cannot be sent', async () => {
    await using server = await startServer((_request, response) => {
      response.end();
    });
    await using client = clientFor();
    await assert.rejects(client.get(server.url, { headers: [['X-Bell', '\x07']] }), {
      code: 'invalid-option',
    });
    assert.equal(client.sink.requests[0]?.outcome, 'failed');
  });
});

describe('an abort', () => {
  for (const [when, path] of [
    ['before the answer', '/hold'],
    ['within the body', '/body'],
  ] as const) {
    it(`${when} closes the connection and ends the exchange as cancelled`, async () => {
      let closed = (): void => undefined;
      const isClosed = new Promise<void>((resolve) => (closed = resolve));
      const abort = new AbortController();
      await using server = await startServer((request, response) => {
        request.socket.on('close', closed);
        if (request.url === '/body') response.write('some');
        else abort.abort();
      });
      await using client = clientFor();
      const answer = client.get(server.url + path, {}, abort.signal);
      if (path === '/body') {
        await client.sink.until(() => client.sink.requests[0]?.responseHead !== undefined);
        abort.abort();
      }
      await assert.rejects(answer, { name: 'AbortError' });
      await isClosed;
      assert.deepEqual(client.sink.outcomes, ['cancelled']);
    });
  }
});
