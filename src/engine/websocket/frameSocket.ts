import { EventEmitter } from 'node:events';
import { WebSocket } from 'ws';
import { NO_STATUS } from './closeCodes.ts';

export type OnCloseFrame = (code: number, reason: string) => void;

/**
 * A socket of `ws` that tells of the close frames as they come and go. `ws` itself tells of one when the socket
 * has closed, which may be seconds later, and of its own answers not at all.
 */
export class FrameSocket extends WebSocket {
  #onSent: OnCloseFrame | null = null;

  /** To be called when it has opened, before a frame has come. */
  followCloseFrames(onReceived: OnCloseFrame, onSent: OnCloseFrame): void {
    this.#onSent = onSent;
    // No public way: the parser behind the socket, ahead of what `ws` itself does on a close frame.
    const receiver: unknown = Reflect.get(this, '_receiver');
    if (!(receiver instanceof EventEmitter)) throw new Error('this version of ws has no receiver');
    receiver.prependListener('conclude', (code: number, reason: Buffer) => {
      onReceived(code, reason.toString());
    });
  }

  /** The compression that was negotiated; undefined where there is none. To be asked when it has opened. */
  get deflate(): unknown {
    const extensions: unknown = Reflect.get(this, '_extensions');
    if (typeof extensions !== 'object' || extensions === null) return undefined;
    const deflate: unknown = Reflect.get(extensions, 'permessage-deflate');
    return deflate;
  }

  /** Called by `ws` too: to answer a close frame, and to say what was wrong with a frame. */
  override close(code?: number, reason?: string | Buffer): void {
    const isFirst = this.readyState === WebSocket.OPEN;
    super.close(code, reason);
    if (isFirst) this.#onSent?.(code ?? NO_STATUS, reason?.toString() ?? '');
  }
}
