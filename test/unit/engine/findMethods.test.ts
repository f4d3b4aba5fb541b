import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findMethods } from '../../../src/engine/findMethods.ts';
import { parseFeed } from '../../../src/engine/parseFeed.ts';
import { startServer, unusedUrl } from '../../support/httpServers.ts';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { startWebSocketServer } from '../../support/webSocketServers.ts';

describe('looking for where a server offers a feed by the other methods', () => {
  let feed: SampleFeed;
  before(async () => {
    feed = await SampleFeed.start();
  });
  after(() => feed.close());

  it('finds them beside the address, under their usual names', async () => {
    const found = await findMethods(parseFeed({ method: 'sse', url: `${feed.origin}/sse` }), null);
    assert.deepEqual(found, {
      'short-polling': null,
      'long-polling': `${feed.origin}/long-polling`,
      websocket: `${feed.origin.replace('http', 'ws')}/websocket`,
      sse: `${feed.origin}/sse`,
    });
  });

  it('finds a WebSocket and a stream at one address', async () => {
    await using server = await startWebSocketServer(() => undefined);
    const url = server.url.replace('ws', 'http');
    const found = await findMethods(parseFeed({ method: 'auto', url }), null);
    assert.equal(found.websocket, new URL(server.url).href);
  });

  it('does not take any page that answers at once for a feed', async () => {
    await using server = await startServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<h1>not found, said politely</h1>');
    });
    const found = await findMethods(parseFeed({ method: 'sse', url: `${server.url}/events` }), null);
    assert.deepEqual(found, {
      'short-polling': null,
      'long-polling': null,
      websocket: null,
      sse: `${server.url}/events`,
    });
  });

  it('finds nothing where nobody listens', async () => {
    const found = await findMethods(parseFeed({ method: 'auto', url: await unusedUrl() }), null);
    assert.deepEqual(Object.values(found), [null, null, null, null]);
  });
});
