import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';

/**
 * The time of the frames of one connection: all that one chunk brings arrived with it. Asking the clock for each of
 * a million messages per second is a sixth of their cost (bench/bench.ts).
 */
export class ChunkClock {
  readonly #clock: Clock;
  #chunkAtMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param socket with its parser listening to it already */
  follow(socket: Socket): void {
    socket.prependListener('data', () => {
      this.#chunkAtMs = this.#clock.nowMs();
    });
    // What is parsed later, as compressed messages are, has the time of that moment: times never go back.
    socket.on('data', () => {
      this.#chunkAtMs = null;
    });
  }

  nowMs(): number {
    return this.#chunkAtMs ?? this.#clock.nowMs();
  }
}
