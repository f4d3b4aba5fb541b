import assert from 'node:assert/strict';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import { constants, createGzip, gzipSync } from 'node:zlib';
import { WebSocketServer } from 'ws';
import type { CaptureSummary } from '../../../src/protocol/capture.ts';
import { METHODS, type Method } from '../../../src/protocol/method.ts';
import { CountingProxy } from '../../support/httpCountingProxy.ts';
import { listen } from '../../support/httpServers.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { waitFor } from '../../support/waitFor.ts';

const MESSAGE = JSON.stringify({ symbol: 'ABC', note: 'the same again, '.repeat(20) });
const MESSAGES = 5;

/** Says the same by each method, compressed where its client takes that. */
function speakingServer(): http.Server {
  let polls = 0;
  const server = http.createServer((request, response) => {
    if (request.url === '/sse') {
      stream(request, response);
      return;
    }
    polls += 1;
    const body = JSON.stringify([{ id: polls, text: MESSAGE }]);
    const isCompressed = isGzipTaken(request);
    if (isCompressed) response.setHeader('content-encoding', 'gzip');
    setImmediate(() => response.end(isCompressed ? gzipSync(body) : body));
  });
  new WebSocketServer({ server, perMessageDeflate: { threshold: 0 } }).on('connection', (socket) => {
    for (let count = 0; count < MESSAGES; count += 1) socket.send(MESSAGE);
    socket.ping('are you there');
  });
  return server;
}

function stream(request: IncomingMessage, response: ServerResponse): void {
  const isCompressed = isGzipTaken(request);
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
  });
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
  if (isCompressed) gzip.pipe(response);
  for (let count = 0; count < MESSAGES; count += 1) {
    (isCompressed ? gzip : response).write(`: note\nid: ${count}\ndata: ${MESSAGE}\n\n`);
  }
}

function isGzipTaken({ headers }: IncomingMessage): boolean {
  return String(headers['accept-encoding']).includes('gzip');
}

/** A whole capture through the counting proxy. */
async function capture(
  method: Method,
  isCompressed: boolean,
): Promise<{ readonly summary: CaptureSummary; readonly proxy: CountingProxy['wire'] }> {
  await using server = await listen(speakingServer(), 'http');
  await using proxy = await CountingProxy.start(server.port);
  const running = new RunningCapture({
    method,
    url: method === 'websocket' ? proxy.url.replace('http', 'ws') : `${proxy.url}/${method}`,
    isCompressed,
    intervalMs: 5,
  });
  await waitFor('the messages', () => running.counters.messages.received >= MESSAGES);
  await running.capture.stop('user');
  const summary = running.capture.summary();
  const { received, sent } = summary.counters.bytes;
  await waitFor('the last bytes to pass the proxy', () => {
    return proxy.wire.sentBytes >= sent && proxy.wire.receivedBytes >= received;
  });
  return { summary, proxy: proxy.wire };
}

describe('the wire bytes of a whole capture', () => {
  for (const method of METHODS) {
    for (const isCompressed of [false, true]) {
      it(`are those that an independent counter sees, by ${method}, ${isCompressed ? 'compressed' : 'plain'}`, async () => {
        const { summary, proxy } = await capture(method, isCompressed);
        const { received, sent } = summary.counters.bytes;
        assert.deepEqual({ receivedBytes: received, sentBytes: sent }, proxy);
        const { heads, framing, payload, decoded } = summary.wireParts;
        assert.equal(heads.receivedBytes + framing.receivedBytes + payload.receivedBytes, received);
        assert.equal(heads.sentBytes + framing.sentBytes + payload.sentBytes, sent);
        assert.equal(payload.receivedBytes < decoded.receivedBytes, isCompressed);
        if (!isCompressed) assert.deepEqual(payload, decoded);
      });
    }
  }
});
