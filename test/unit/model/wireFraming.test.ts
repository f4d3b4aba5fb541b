import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { describe, it } from 'node:test';
import { EventSource } from 'eventsource';
import fc from 'fast-check';
import { WebSocket, WebSocketServer } from 'ws';
import {
  chunkBytes,
  jsonArrayBytes,
  sseEventBytes,
  websocketHeaderBytes,
} from '../../../src/model/wireFraming.ts';
import { listen } from '../../support/httpServers.ts';

/** Around every place where a frame's length field grows. */
const FRAME_SIZES = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000];
/** Payloads whose events are around every place where a chunk's length gets another digit. */
const EVENT_SIZES = [0, 1, 7, 8, 247, 248, 4087, 4088, 65_527, 65_528];

function write(response: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => {
    response.write(text, () => {
      resolve();
    });
  });
}

describe('the header of a WebSocket frame', () => {
  it('is as long as a server and a client make it, at every boundary of its length field', async () => {
    const http = createServer();
    const sockets: Socket[] = [];
    http.on('connection', (socket) => sockets.push(socket));
    const server = new WebSocketServer({ server: http, perMessageDeflate: false });
    await using listening = await listen(http, 'ws');
    const connected = once(server, 'connection');
    const client = new WebSocket(listening.url, { perMessageDeflate: false });
    server.on('connection', (peer) => {
      peer.on('message', (data, isBinary) => {
        peer.send(data, { binary: isBinary });
      });
    });
    await connected;
    if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
    const [socket] = sockets;
    assert.ok(socket !== undefined);
    for (const size of FRAME_SIZES) {
      const read: number = socket.bytesRead;
      const written: number = socket.bytesWritten;
      const echoed = once(client, 'message');
      client.send(Buffer.alloc(size));
      await echoed;
      assert.equal(socket.bytesRead - read, size + websocketHeaderBytes(size, 'client'), `client, ${size}`);
      assert.equal(
        socket.bytesWritten - written,
        size + websocketHeaderBytes(size, 'server'),
        `server, ${size}`,
      );
    }
    client.terminate();
    server.close();
  });
});

describe('an event of an event stream', () => {
  it('takes the bytes that a server writes for it, as one chunk, and a client reads its payload from them', async () => {
    const http = createServer();
    await using listening = await listen(http, 'http');
    const asked = once(http, 'request');
    const client = new EventSource(listening.url);
    try {
      const [, response] = (await asked) as [unknown, ServerResponse];
      response.setHeader('Content-Type', 'text/event-stream');
      await write(response, ':\n\n');
      for (const size of EVENT_SIZES) {
        const payload = 'x'.repeat(size);
        const text = `data: ${payload}\n\n`;
        assert.equal(sseEventBytes(size), text.length, `an event of ${size}`);
        const written = response.socket?.bytesWritten ?? NaN;
        const got = new Promise<string>((resolve) => {
          client.addEventListener(
            'message',
            ({ data }) => {
              resolve(String(data));
            },
            { once: true },
          );
        });
        await write(response, text);
        assert.equal(
          (response.socket?.bytesWritten ?? NaN) - written,
          chunkBytes(sseEventBytes(size)),
          `a chunk of ${size}`,
        );
        // An event with no data is dispatched too: its data field is there, and empty.
        assert.equal(await got, payload);
      }
    } finally {
      client.close();
    }
  });

  it('takes more for an id, an event name and further lines of data', () => {
    const text = 'id: 42\nevent: tick\ndata: first\ndata: \ndata: third\n\n';
    const payload = 'first\n\nthird';
    assert.equal(sseEventBytes(payload.length, { dataLines: 3, idBytes: 2, eventBytes: 4 }), text.length);
    assert.equal(sseEventBytes(0, { idBytes: 0 }), 'id: \ndata: \n\n'.length);
  });
});

describe('a JSON array', () => {
  it('takes its items, two brackets, and a comma between two', () => {
    fc.assert(
      fc.property(fc.array(fc.json({ maxDepth: 1 })), (items) => {
        const compact = items.map((item) => JSON.stringify(JSON.parse(item)));
        const itemsBytes = Buffer.byteLength(compact.join(''));
        assert.equal(jsonArrayBytes(compact.length, itemsBytes), Buffer.byteLength(`[${compact.join(',')}]`));
      }),
    );
  });
});
