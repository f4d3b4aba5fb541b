import type { Socket } from 'node:net';
import type { WireBytes } from '../../protocol/request.ts';

const NONE: WireBytes = { receivedBytes: 0, sentBytes: 0 };

/**
 * What of a socket's bytes earlier exchanges have counted. An exchange on a connection that is used again begins
 * where the one before ended, so the exchanges of a connection add up to all of its bytes.
 */
const countedOn = new WeakMap<Socket, WireBytes>();

/**
 * The wire bytes of one exchange, to the byte. A TLSSocket counts what is above TLS: its handle's counters are
 * those of the plain text. Bytes by which a proxy was asked for a tunnel came before and are not in it.
 */
export class WireCounter {
  #socket: Socket | null = null;
  #base = NONE;
  #isReady = false;
  #final: WireBytes | null = null;

  /** @param isReady false while the connection is made: what is queued meanwhile has not crossed the wire */
  attach(socket: Socket, isReady: boolean): void {
    this.#socket = socket;
    this.#isReady = isReady;
    this.#base = countedOn.get(socket) ?? (isReady ? countersOf(socket) : NONE);
  }

  ready(): void {
    this.#isReady = true;
  }

  get current(): WireBytes {
    if (this.#final !== null) return this.#final;
    if (this.#socket === null || !this.#isReady) return NONE;
    const now = countersOf(this.#socket);
    return {
      receivedBytes: now.receivedBytes - this.#base.receivedBytes,
      sentBytes: now.sentBytes - this.#base.sentBytes,
    };
  }

  /** The exchange is over: whatever the socket carries from now on belongs to another. */
  freeze(): void {
    if (this.#final !== null) return;
    this.#final = this.current;
    if (this.#socket !== null) countedOn.set(this.#socket, countersOf(this.#socket));
  }
}

function countersOf(socket: Socket): WireBytes {
  return { receivedBytes: socket.bytesRead, sentBytes: socket.bytesWritten };
}
