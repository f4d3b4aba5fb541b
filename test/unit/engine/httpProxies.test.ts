import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientFor } from '../../support/httpClients.ts';
import { startHttpProxy, startSocksProxy } from '../../support/httpProxies.ts';
import { startServer, startTlsServer, unusedUrl } from '../../support/httpServers.ts';

const ok = (_request: unknown, response: { end: (body: string) => void }): void => {
  response.end('ok');
};

describe('an HTTP proxy', () => {
  it('is asked for the whole address of a plain one, with its credentials', async () => {
    await using server = await startServer(ok);
    await using proxy = await startHttpProxy();
    await using client = clientFor({ proxyUrl: proxy.url.replace('//', '//me:secret@') });
    assert.equal(await client.get(`${server.url}/a?b`), 'ok');
    assert.equal(await client.get(`${server.url}/a?b`), 'ok');
    const credentials = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    assert.deepEqual(proxy.asked, [
      `GET ${server.url}/a?b ${credentials}`,
      `GET ${server.url}/a?b ${credentials}`,
    ]);
    const [first, second] = client.sink.requests;
    assert.match(first?.requestHead ?? '', /^GET http:\/\/\S+\/a\?b HTTP\/1\.1\r\nHost: 127\.0\.0\.1:/);
    assert.equal(first?.wire.sentBytes, first?.requestHead?.length);
    assert.equal(second?.isConnectionReused, true);
  });

  it('opens a tunnel for a secure one, whose bytes are not those of the request', async () => {
    await using server = await startTlsServer(ok);
    await using proxy = await startHttpProxy();
    await using client = clientFor({ proxyUrl: proxy.url, isTlsVerified: false });
    assert.equal(await client.get(server.url), 'ok');
    assert.equal(await client.get(server.url), 'ok');
    assert.deepEqual(proxy.asked, [`CONNECT 127.0.0.1:${server.port} none`]);
    for (const { wire, requestHead, responseHead } of client.sink.requests) {
      assert.equal(wire.sentBytes, requestHead?.length);
      assert.equal(wire.receivedBytes, (responseHead?.length ?? 0) + 2);
    }
  });

  it('that does not open the tunnel is what failed', async () => {
    await using proxy = await startHttpProxy(407);
    await using client = clientFor({ proxyUrl: proxy.url });
    await assert.rejects(client.get('https://127.0.0.1:1/'), { code: 'proxy-failed', message: /407/ });
  });

  it('that is not there is what failed', async () => {
    await using client = clientFor({ proxyUrl: await unusedUrl() });
    await assert.rejects(client.get('http://127.0.0.1:1/'), { code: 'proxy-failed' });
    await assert.rejects(client.get('https://127.0.0.1:1/'), { code: 'proxy-failed' });
  });
});

describe('a SOCKS proxy', () => {
  for (const start of [startServer, startTlsServer]) {
    it(`carries ${start === startServer ? 'plain' : 'secure'} requests, its handshake not counted`, async () => {
      await using server = await start(ok);
      await using proxy = await startSocksProxy();
      await using client = clientFor({ proxyUrl: proxy.url, isTlsVerified: false });
      assert.equal(await client.get(server.url), 'ok');
      assert.equal(await client.get(server.url), 'ok');
      assert.deepEqual(proxy.asked, [`127.0.0.1:${server.port}`]);
      for (const { wire, requestHead, responseHead } of client.sink.requests) {
        assert.equal(wire.sentBytes, requestHead?.length);
        assert.equal(wire.receivedBytes, (responseHead?.length ?? 0) + 2);
      }
    });
  }

  it('does not hide that a certificate is not trusted', async () => {
    await using server = await startTlsServer(ok);
    await using proxy = await startSocksProxy();
    await using client = clientFor({ proxyUrl: proxy.url });
    await assert.rejects(client.get(server.url), { code: 'tls-not-trusted' });
  });

  it('that refuses or is not there is what failed', async () => {
    await using proxy = await startSocksProxy(5);
    await using refused = clientFor({ proxyUrl: proxy.url });
    await assert.rejects(refused.get('http://127.0.0.1:1/'), { code: 'proxy-failed' });
    await using absent = clientFor({ proxyUrl: (await unusedUrl()).replace('http:', 'socks5:') });
    await assert.rejects(absent.get('http://127.0.0.1:1/'), { code: 'proxy-failed' });
  });
});

describe('a proxy', () => {
  it('that is no URL, or of a kind that is not spoken, is an option that is refused', () => {
    for (const proxyUrl of ['localhost', 'ftp://localhost:21']) {
      assert.throws(() => clientFor({ proxyUrl }), { code: 'invalid-option' });
    }
  });
});
