import http2, { type ClientHttp2Session, type ClientHttp2Stream, type OutgoingHttpHeaders } from 'node:http2';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { MAX_HEAD_BYTES } from '../../protocol/limits.ts';
import { NO_WIRE, type ConnectionInfo, type Wire } from '../../protocol/request.ts';
import { Http2FrameCounter, wireOf } from './http2Frames.ts';
import { minusWire } from './wire.ts';

/** What a server may send before it hears that it was read: the default of 64 KiB would be the speed limit. */
const WINDOW_BYTES = 1024 * 1024;
/** How long a server may take to answer a goodbye, in ms. */
const CLOSE_TIMEOUT_MS = 250;

/** An HTTP/2 connection (RFC 9113) of a capture, on a socket that stands. Every byte passes here, and is counted. */
export class Http2Connection {
  readonly info: ConnectionInfo;
  readonly #session: ClientHttp2Session;
  readonly #socket: CountedSocket;
  #counted: Wire = NO_WIRE;
  #isUsed = false;

  /** @param origin what it leads to, the scheme that requests state included */
  constructor(origin: string, socket: Socket, info: ConnectionInfo) {
    this.info = info;
    this.#socket = new CountedSocket(socket);
    this.#session = http2.connect(origin, {
      createConnection: () => this.#socket,
      settings: { enablePush: false, initialWindowSize: WINDOW_BYTES, maxHeaderListSize: MAX_HEAD_BYTES },
    });
    this.#session.on('connect', () => {
      if (!this.#session.destroyed) this.#session.setLocalWindowSize(WINDOW_BYTES);
    });
    // Each stream reports it too, and nobody else is there to hear of it.
    this.#session.on('error', () => undefined);
  }

  /** Whether it takes another request: the server has not said that it goes away (RFC 9113, section 6.8). */
  get isUsable(): boolean {
    return !this.#session.closed && !this.#session.destroyed;
  }

  get isUsed(): boolean {
    return this.#isUsed;
  }

  request(headers: OutgoingHttpHeaders, hasBody: boolean): ClientHttp2Stream {
    this.#isUsed = true;
    return this.#session.request(headers, { endStream: !hasBody });
  }

  /** What has crossed it since `takeWire`. */
  get wire(): Wire {
    return minusWire(this.#socket.wire, this.#counted);
  }

  /** @returns the same, which from now on belongs to whoever asked */
  takeWire(): Wire {
    const wire = this.wire;
    this.#counted = this.#socket.wire;
    return wire;
  }

  /** Says goodbye; resolves when nothing more crosses it. */
  async close(): Promise<void> {
    if (this.#session.destroyed) return;
    const closed = new Promise<void>((resolve) => this.#session.once('close', resolve));
    this.#session.close();
    const timer = setTimeout(() => {
      this.#session.destroy();
    }, CLOSE_TIMEOUT_MS);
    await closed;
    clearTimeout(timer);
  }
}

/** A socket whose bytes are counted as they pass. node:http2 reads one from its handle, where nobody sees them. */
class CountedSocket extends Duplex {
  readonly #socket: Socket;
  readonly #received = new Http2FrameCounter(false);
  readonly #sent = new Http2FrameCounter(true);

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#received.add(chunk);
      if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  get wire(): Wire {
    return wireOf(this.#received, this.#sent);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, callback: (error?: Error | null) => void): void {
    this.#sent.add(chunk);
    this.#socket.write(chunk, callback);
  }

  override _final(callback: () => void): void {
    this.#socket.end(callback);
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#socket.destroy();
    callback(error);
  }
}
