/** A WebSocket server that sends each client `rate` messages of MESSAGE_BYTES a second. `pacedWebSocketSender.ts <rate>` */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { makeMessages } from '../support/messages.ts';

const rate = Number(process.argv[2]);
const TICK_MS = 10;
const messages = makeMessages(1_000);

const server = http.createServer();
new WebSocketServer({ server }).on('connection', (socket) => {
  const startedAtMs = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAtMs) * rate) / 1_000);
    for (; sent < due; sent += 1) socket.send(messages[sent % messages.length] ?? '');
  }, TICK_MS);
  socket.on('close', () => {
    clearInterval(timer);
  });
  socket.on('error', () => undefined);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
