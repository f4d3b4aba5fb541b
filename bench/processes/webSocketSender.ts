/** A WebSocket server that sends `messages` messages of MESSAGE_BYTES to each client, as fast as it takes them. */
import { createHash } from 'node:crypto';
import net, { type AddressInfo } from 'node:net';
import { makeMessages, MESSAGE_BYTES } from '../support/messages.ts';
import { pump } from '../support/pump.ts';

const messages = Number(process.argv[2]);
const MESSAGES_PER_CHUNK = 1_000;
/** RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

// Frames are made once and written raw: the sender must not be what limits the receiver.
const chunk = Buffer.concat(
  makeMessages(MESSAGES_PER_CHUNK).flatMap((payload) => [
    Buffer.from([0x81, 126, MESSAGE_BYTES >> 8, MESSAGE_BYTES & 0xff]),
    payload,
  ]),
);

const server = net.createServer((socket) => {
  socket.on('error', () => undefined);
  socket.once('data', (head) => {
    const key = /sec-websocket-key: (\S+)/i.exec(head.toString('latin1'))?.[1] ?? '';
    const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    pump(socket, chunk, messages / MESSAGES_PER_CHUNK, () => socket.end(Buffer.from([0x88, 2, 0x03, 0xe8])));
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
