/** A WebSocket server that sends each client random bytes as fast as they are taken. Its parent is told the port. */
import { randomBytes } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { frameOf, startRawUpgradeServer } from '../webSocketServers.ts';

/** What a frame holds without a longer length field. */
const MESSAGE_BYTES = 125;
/** A few MB: within a block of a recording nothing comes twice, so compression makes it no smaller. */
const MESSAGES = 40_000;
const BINARY_FRAME = 0x82;

// Frames are made once and written raw: the sender must not be what limits the receiver.
const chunk = Buffer.concat(
  Array.from({ length: MESSAGES }, () => frameOf(BINARY_FRAME, randomBytes(MESSAGE_BYTES))),
);

function* forEver(): Generator<Buffer, void, undefined> {
  for (;;) yield chunk;
}

const { port } = await startRawUpgradeServer(({ socket, accept }) => {
  socket.write(accept());
  pipeline(Readable.from(forEver()), socket, () => undefined);
});
process.send?.({ port });
