import type { Socket } from 'node:net';
import { NO_WIRE, NO_WIRE_BYTES, type Wire, type WireBytes } from '../../protocol/request.ts';
import { minus } from './wire.ts';

/**
 * What of a socket's bytes earlier exchanges have counted. An exchange on a connection that is used again begins
 * where the one before ended, so the exchanges of a connection add up to all of its bytes.
 */
const countedOn = new WeakMap<Socket, WireBytes>();

/**
 * The wire bytes of one exchange, to the byte. A TLSSocket counts what is above TLS: its handle's counters are
 * those of the plain text. Bytes by which a proxy was asked for a tunnel came before and are not in it.
 *
 * Sockets count all bytes; heads and payload are told by those who read them, and framing is what is left.
 */
export class WireCounter {
  #socket: Socket | null = null;
  #base = NO_WIRE_BYTES;
  #isReady = false;
  #final: Wire | null = null;
  #sentHeadBytes = 0;
  #receivedHeadBytes: number | null = null;
  #payload = { receivedBytes: 0, sentBytes: 0 };
  #decoded = { receivedBytes: 0, sentBytes: 0 };

  /** @param isReady false while the connection is made: what is queued meanwhile has not crossed the wire */
  attach(socket: Socket, isReady: boolean): void {
    this.#socket = socket;
    this.#isReady = isReady;
    this.#base = countedOn.get(socket) ?? (isReady ? countersOf(socket) : NO_WIRE_BYTES);
  }

  ready(): void {
    this.#isReady = true;
  }

  /** The head to be sent. */
  sentHead(sizeBytes: number): void {
    this.#sentHeadBytes = sizeBytes;
  }

  /** The heads that came, interim ones included: what comes from now on is none. */
  receivedHeads(sizeBytes: number): void {
    this.#receivedHeadBytes = sizeBytes;
  }

  /** @param wireBytes as it crosses the wire @param decodedBytes the same with its compression undone */
  sentPayload(wireBytes: number, decodedBytes: number): void {
    this.#payload.sentBytes += wireBytes;
    this.#decoded.sentBytes += decodedBytes;
  }

  receivedPayload(wireBytes: number): void {
    this.#payload.receivedBytes += wireBytes;
  }

  receivedDecoded(decodedBytes: number): void {
    this.#decoded.receivedBytes += decodedBytes;
  }

  get current(): Wire {
    // What came last may still be being decoded.
    if (this.#final !== null) {
      const { sentBytes } = this.#final.parts.decoded;
      const decoded = { receivedBytes: this.#decoded.receivedBytes, sentBytes };
      return { ...this.#final, parts: { ...this.#final.parts, decoded } };
    }
    if (this.#socket === null || !this.#isReady) return NO_WIRE;
    return this.#split(minus(countersOf(this.#socket), this.#base));
  }

  /** The exchange is over: whatever the socket carries from now on belongs to another. */
  freeze(): void {
    if (this.#final !== null) return;
    this.#final = this.current;
    if (this.#socket !== null) countedOn.set(this.#socket, countersOf(this.#socket));
  }

  #split({ receivedBytes, sentBytes }: WireBytes): Wire {
    // Until its end is known, all that comes is the head.
    const receivedHead = Math.min(receivedBytes, this.#receivedHeadBytes ?? receivedBytes);
    const sentHead = Math.min(sentBytes, this.#sentHeadBytes);
    const heads = { receivedBytes: receivedHead, sentBytes: sentHead };
    const payload = {
      receivedBytes: Math.min(this.#payload.receivedBytes, receivedBytes - receivedHead),
      sentBytes: Math.min(this.#payload.sentBytes, sentBytes - sentHead),
    };
    const framing = {
      receivedBytes: receivedBytes - receivedHead - payload.receivedBytes,
      sentBytes: sentBytes - sentHead - payload.sentBytes,
    };
    return { receivedBytes, sentBytes, parts: { heads, framing, payload, decoded: { ...this.#decoded } } };
  }
}

function countersOf(socket: Socket): WireBytes {
  return { receivedBytes: socket.bytesRead, sentBytes: socket.bytesWritten };
}
