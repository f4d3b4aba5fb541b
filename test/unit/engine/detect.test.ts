import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { WebSocketServer } from 'ws';
import { detectMethod } from '../../../src/engine/detect.ts';
import { InspectorError } from '../../../src/protocol/errors.ts';
import { FEED_DEFAULTS } from '../../../src/protocol/feed.ts';
import { startRawServer, startServer, unusedUrl } from '../../support/httpServers.ts';

function detect(url: string): ReturnType<typeof detectMethod> {
  return detectMethod({ ...FEED_DEFAULTS, url }, null);
}

describe('finding out what an address speaks', () => {
  it('takes a ws: address for a WebSocket without asking', async () => {
    assert.equal((await detect('ws://127.0.0.1:1/')).method, 'websocket');
  });

  it('knows an event stream by its content type', async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
    });
    assert.partialDeepStrictEqual(await detect(server.url), {
      method: 'sse',
      reason: 'it answers with text/event-stream',
    });
  });

  it('knows a WebSocket at an http: address by the upgrade that it accepts', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    assert.equal((await detect(`http://127.0.0.1:${port}/`)).method, 'websocket');
    server.close();
  });

  it('knows a long poll by the answer that it holds', async () => {
    await using server = await startServer(() => undefined);
    assert.equal((await detect(server.url)).method, 'long-polling');
  });

  it('takes what answers at once for short polling, and says what it answered with', async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    assert.partialDeepStrictEqual(await detect(server.url), {
      method: 'short-polling',
      reason: 'it answers at once, with application/json',
    });
  });

  it('knows streams of other formats by their content type', async () => {
    for (const contentType of ['application/x-ndjson', 'application/jsonl; charset=utf-8', 'text/plain']) {
      await using server = await startServer((_, response) => {
        response.writeHead(200, { 'content-type': contentType }).write('{"a":1}\n');
      });
      assert.partialDeepStrictEqual(await detect(server.url), {
        method: 'sse',
        reason: `it answers with ${contentType}`,
      });
    }
  });

  it('finds the WebSocket beside a page, as dev servers have it', async () => {
    const asked: string[] = [];
    await using server = await startServer((request, response) => {
      asked.push(String(request.method));
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    });
    assert.partialDeepStrictEqual(await detect(server.url), {
      method: 'short-polling',
      reason: 'it answers at once, with text/html, and accepts no upgrade',
    });
    // One request and one attempt to upgrade, which this server takes for another request.
    assert.deepEqual(asked, ['GET', 'GET']);
  });

  it('asks once where the answer decides', async () => {
    let asked = 0;
    await using server = await startServer((_, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
    });
    await detect(server.url);
    assert.equal(asked, 1);
  });

  it('says what it got where an address speaks none of them', async () => {
    await using server = await startServer((_, response) => response.writeHead(404).end('nothing here'));
    await assert.rejects(detect(server.url), (error) => {
      assert.ok(error instanceof InspectorError);
      assert.equal(error.code, 'detection-failed');
      assert.match(error.message, /404/);
      return true;
    });
  });

  it('fails where there is no connection to ask on, which is no held answer', async () => {
    // A server that never says a word of TLS.
    await using server = await startRawServer(() => undefined);
    await assert.rejects(detect(server.url.replace('http:', 'https:')), { code: 'connection-timeout' });
  });

  it('fails as a connection does where nothing listens', async () => {
    await assert.rejects(detect(await unusedUrl()), { code: 'connection-refused' });
  });
});
