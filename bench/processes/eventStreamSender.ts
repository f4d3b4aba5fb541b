/** An event stream of `messages` events of MESSAGE_BYTES for each client, as fast as it takes them. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeMessages } from '../support/messages.ts';
import { pump } from '../support/pump.ts';

const messages = Number(process.argv[2]);
const EVENTS_PER_CHUNK = 1_000;

const chunk = Buffer.from(
  makeMessages(EVENTS_PER_CHUNK)
    .map((payload, id) => `id: ${id}\ndata: ${payload.toString()}\n\n`)
    .join(''),
);

const server = http.createServer((request, response) => {
  if (request.headers['last-event-id'] !== undefined) {
    // The client has had everything: 204 tells it not to come back (WHATWG HTML, "Server-sent events").
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('retry: 1\n\n');
  pump(response, chunk, messages / EVENTS_PER_CHUNK, () => response.end());
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
