/** A plain `ws` client that only counts: what a WebSocket capture is measured against. */
import { WebSocket } from 'ws';
import { Receiver } from '../support/report.ts';

const [port, messages] = process.argv.slice(2).map(Number);
const receiver = new Receiver(messages ?? 0);
const socket = new WebSocket(`ws://127.0.0.1:${port ?? 0}/`);
socket.on('message', () => {
  receiver.take();
});
