/** A WebSocket server that sends each client random bytes as fast as they are taken. Its parent is told the port. */
import { randomBytes } from 'node:crypto';
import { startWebSocketServer } from '../webSocketServers.ts';

const MESSAGE_BYTES = 1_024;
/** Written before the socket is waited for. */
const BATCH = 256;

const { port } = await startWebSocketServer((socket) => {
  const send = (): void => {
    // No two batches are alike: what compresses well would not fill a recording.
    const bytes = randomBytes(MESSAGE_BYTES * BATCH);
    for (let index = 0; index < BATCH; index += 1) {
      const isLast = index === BATCH - 1;
      const message = bytes.subarray(index * MESSAGE_BYTES, (index + 1) * MESSAGE_BYTES);
      if (isLast) socket.send(message, sendMore);
      else socket.send(message);
    }
  };
  const sendMore = (error?: Error): void => {
    if (error === undefined) setImmediate(send);
  };
  send();
});
process.send?.({ port });
