import { WebSocket } from 'ws';
import { InspectorError } from '../../protocol/errors.ts';
import type { Feed } from '../../protocol/feed.ts';
import type { Outgoing } from '../../protocol/outgoing.ts';
import { formatDuration } from '../../model/format.ts';
import { fromNetworkError } from '../errors/networkErrors.ts';
import type { CaptureSink } from '../transport.ts';
import type { ChunkClock } from './chunkClock.ts';
import { closeText } from './closeCodes.ts';
import { DeflateMeter } from './deflateMeter.ts';
import type { FrameSocket } from './frameSocket.ts';
import { KeepAlive } from './keepAlive.ts';
import { type OutgoingFrame, toFrame } from './outgoingFrame.ts';
import { Pings } from './pings.ts';
import type { MessagePayload } from './upgrade.ts';
import { notOpen } from './webSocketFailure.ts';

/** Answers to pings that the server does not read, some 130 bytes each at most. */
const MAX_PENDING_PONGS = 65_536;
const utf8 = new TextEncoder();

export interface OpenConnectionContext {
  readonly feed: Feed;
  readonly sink: CaptureSink;
  readonly clock: ChunkClock;
  /** Of the upgrade, which brings the frames. */
  readonly requestIndex: number;
  /** What the connection is to. */
  readonly url: URL;
  /** Nothing has come in answer to a ping; the connection is to end with this. */
  readonly onSilence: (error: InspectorError) => void;
}

/** The frames of a WebSocket that is open, in and out, reported as they come and go. */
export class OpenConnection {
  readonly #socket: FrameSocket;
  readonly #context: OpenConnectionContext;
  readonly #pings: Pings;
  readonly #deflate = new DeflateMeter();
  readonly #keepAlive: KeepAlive | null;
  #receivedBytes = 0;
  #sentBytes = 0;
  #pendingPongs = 0;
  #isClosedByUser = false;

  /** To be made as the socket opens, before a frame has come. */
  constructor(socket: FrameSocket, context: OpenConnectionContext) {
    this.#socket = socket;
    this.#context = context;
    this.#pings = new Pings(context.clock);
    this.#deflate.follow(socket.deflate);
    this.#keepAlive = this.#startKeepAlive();
    this.#followFrames();
  }

  /** Whether the user has sent the close frame that ends it. */
  get isClosedByUser(): boolean {
    return this.#isClosedByUser;
  }

  /** The messages so far. What is compressed is smaller on the wire than it is. */
  get messages(): MessagePayload {
    const decoded = { receivedBytes: this.#receivedBytes, sentBytes: this.#sentBytes };
    const payload = {
      receivedBytes: this.#receivedBytes - this.#deflate.receivedSavedBytes,
      sentBytes: this.#sentBytes - this.#deflate.sentSavedBytes,
    };
    return { payload, decoded };
  }

  /** Sends what is sent on opening, in its order. What keeps it from being sent is told as an error of the capture. */
  async sendAll(outgoing: readonly Outgoing[]): Promise<void> {
    const { sink, clock } = this.#context;
    // All are made ready first: reading a file must not let a later one overtake.
    const frames = await Promise.all(
      outgoing.map((one) =>
        toFrame(one).catch((error: unknown) => {
          if (error instanceof InspectorError) sink.error(clock.nowMs(), error.info);
          return null;
        }),
      ),
    );
    for (const frame of frames) {
      // What breaks the connection meanwhile ends it, and says why.
      if (frame !== null) this.#send(frame).catch(() => undefined);
    }
  }

  /**
   * Resolves when it is written.
   * @throws InspectorError `not-open`, `invalid-option`, or what broke the connection meanwhile
   */
  async send(outgoing: Outgoing): Promise<void> {
    await this.#send(await toFrame(outgoing));
  }

  /** It has closed. */
  end(): void {
    this.#keepAlive?.stop();
  }

  async #send(frame: OutgoingFrame): Promise<void> {
    if (this.#socket.readyState !== WebSocket.OPEN) throw notOpen();
    switch (frame.kind) {
      case 'message':
        return this.#sendMessage(frame.payload, frame.isBinary);
      case 'ping':
        this.#ping(frame.payload);
        return;
      case 'close':
        this.#isClosedByUser = true;
        if (frame.code === null) this.#socket.close();
        else this.#socket.close(frame.code, frame.reason);
        return;
    }
  }

  async #sendMessage(payload: Uint8Array, isBinary: boolean): Promise<void> {
    const { sink, clock, requestIndex, url } = this.#context;
    const written = new Promise<void>((resolve, reject) => {
      this.#socket.send(payload, { binary: isBinary }, (error) => {
        if (error) reject(fromNetworkError(error, url));
        else resolve();
      });
    });
    this.#sentBytes += payload.byteLength;
    sink.message(clock.nowMs(), 'out', payload, isBinary, requestIndex, null, null);
    await written;
  }

  #ping(payload: Uint8Array): void {
    const { sink, clock, requestIndex } = this.#context;
    this.#socket.ping(payload, true);
    this.#pings.sent(payload);
    sink.control(clock.nowMs(), 'out', 'ping', payload, requestIndex);
  }

  #startKeepAlive(): KeepAlive | null {
    const { pingIntervalMs } = this.#context.feed;
    if (pingIntervalMs === null) return null;
    return new KeepAlive(
      pingIntervalMs,
      (payload) => {
        if (this.#socket.readyState === WebSocket.OPEN) this.#ping(payload);
      },
      (waitedMs) => {
        this.#context.onSilence(silence(this.#context.url, waitedMs));
      },
      this.#context.clock,
    );
  }

  #followFrames(): void {
    const { sink, clock, requestIndex } = this.#context;
    const socket = this.#socket;
    socket.on('message', (data: Buffer, isBinary) => {
      this.#receivedBytes += data.byteLength;
      sink.message(clock.nowMs(), 'in', data, isBinary, requestIndex, null, null);
    });
    socket.on('ping', this.#answerPing);
    socket.on('pong', (payload: Buffer) => {
      const atMs = clock.nowMs();
      this.#keepAlive?.answered();
      sink.control(atMs, 'in', 'pong', payload, requestIndex, this.#pings.roundTripMs(payload, atMs));
    });
    socket.followCloseFrames(
      (code, reason) => {
        sink.control(clock.nowMs(), 'in', 'close', utf8.encode(closeText(code, reason)), requestIndex);
      },
      (code, reason) => {
        sink.control(clock.nowMs(), 'out', 'close', utf8.encode(closeText(code, reason)), requestIndex);
      },
    );
  }

  /** RFC 6455, section 5.5.3. Not left to `ws`, which breaks off where more than a few dozen come at once. */
  readonly #answerPing = (payload: Buffer): void => {
    const { sink, clock, requestIndex } = this.#context;
    const atMs = clock.nowMs();
    sink.control(atMs, 'in', 'ping', payload, requestIndex);
    if (this.#socket.readyState !== WebSocket.OPEN || this.#pendingPongs >= MAX_PENDING_PONGS) return;
    this.#pendingPongs += 1;
    this.#socket.pong(payload, true, this.#pongWritten);
    sink.control(atMs, 'out', 'pong', payload, requestIndex);
  };

  readonly #pongWritten = (): void => {
    this.#pendingPongs -= 1;
  };
}

function silence(url: URL, waitedMs: number): InspectorError {
  return new InspectorError(
    'connection-timeout',
    `${url.host} did not answer a ping within ${formatDuration(waitedMs)}`,
    'check that the server runs, or ping less often',
  );
}
