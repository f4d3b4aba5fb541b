import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MessageFieldReader } from '../../../src/engine/messageFields.ts';
import { completeFeed, type Feed } from '../../../src/protocol/feed.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { waitFor } from '../../support/waitFor.ts';
import { startWebSocketServer } from '../../support/webSocketServers.ts';

const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);

function idIn(payload: string, feed: Partial<Feed>): string | null {
  const reader = new MessageFieldReader(
    completeFeed({ method: 'websocket', url: 'ws://localhost/', ...feed }),
  );
  return reader.read(Buffer.from(payload)).id;
}

describe('the fields of a message', () => {
  it('are found by their paths', () => {
    const reader = new MessageFieldReader(
      completeFeed({ method: 'sse', url: 'http://localhost/', id: '$.a.id', time: '$.at' }),
    );
    const payload = Buffer.from('{"a":{"id":"x"},"at":"2026-01-01T00:00:00Z"}');
    assert.deepEqual(reader.read(payload), { id: 'x', timeMs: Date.UTC(2026, 0, 1) });
  });

  it('hold all the digits of an id that were sent', () => {
    assert.equal(idIn('{"p\\u00e4":{"id":12345678901234567891}}', { id: '$.*.id' }), '12345678901234567891');
    assert.equal(idIn('{"id":42}', { id: '$.id' }), '42');
    assert.equal(idIn('{"id":true}', { id: '$.id' }), null);
  });

  it('are none where the message is nested too deeply to be searched; a path to them needs no search', () => {
    assert.equal(idIn(DEEP, { id: '$..id' }), null);
    assert.equal(idIn(`{"id":12345678901234567891,"deep":${DEEP}}`, { id: '$.id' }), '12345678901234567891');
  });

  it('do not end the capture of a feed that sends such a message', async () => {
    await using server = await startWebSocketServer((socket) => {
      socket.send(DEEP);
      socket.send('{"id":1}');
    });
    await using running = new RunningCapture({ method: 'websocket', url: server.url, id: '$..id' });
    await waitFor('both messages', () => running.log.messages.length === 2);
    assert.deepEqual(
      running.log.messages.map(({ id }) => id),
      [null, '1'],
    );
    assert.equal(running.capture.summary().state, 'open');
  });
});
