import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { RequestPhases } from '../../protocol/request.ts';
import type { Clock } from '../clock.ts';

/** Takes the times of one exchange's phases from what its socket reports. */
export class PhaseTimer {
  readonly startedAtMs: number;
  readonly #clock: Clock;
  #lookedUpAtMs: number | null = null;
  #connectedAtMs: number | null = null;
  #securedAtMs: number | null = null;
  #writtenAtMs: number | null = null;
  #firstByteAtMs: number | null = null;
  #endedAtMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.startedAtMs = clock.nowMs();
  }

  /**
   * Follows a connection as it is made. One that came through a proxy's tunnel stands already: all until then
   * is its connect phase.
   * @param onReady called when requests can cross it
   */
  attach(socket: Socket, onReady: () => void): void {
    const isTls = socket instanceof TLSSocket;
    // Null until the handshake is over.
    const isSecured = isTls && socket.alpnProtocol !== null;
    if (!socket.connecting) {
      this.#connectedAtMs = this.#clock.nowMs();
      if (!isTls || isSecured) onReady();
    }
    // With several addresses tried there are several look-ups and one connection.
    socket.once('lookup', () => (this.#lookedUpAtMs = this.#clock.nowMs()));
    socket.once('connect', () => {
      this.#connectedAtMs ??= this.#clock.nowMs();
      if (!isTls) onReady();
    });
    socket.once('secureConnect', () => {
      this.#securedAtMs = this.#clock.nowMs();
      onReady();
    });
  }

  written(): void {
    this.#writtenAtMs = this.#clock.nowMs();
  }

  firstByte(): void {
    this.#firstByteAtMs = this.#clock.nowMs();
  }

  /** The last byte has come, or the connection has gone; later calls change nothing. */
  end(): number {
    this.#endedAtMs ??= this.#clock.nowMs();
    return this.#endedAtMs;
  }

  get phases(): RequestPhases {
    const connectFromMs = this.#lookedUpAtMs ?? this.startedAtMs;
    const readyAtMs = this.#securedAtMs ?? this.#connectedAtMs ?? this.startedAtMs;
    return {
      dnsMs: span(this.startedAtMs, this.#lookedUpAtMs),
      connectMs: span(connectFromMs, this.#connectedAtMs),
      tlsMs: span(this.#connectedAtMs, this.#securedAtMs),
      // An answer can come before the request is written to its end.
      waitMs: span(Math.max(this.#writtenAtMs ?? 0, readyAtMs), this.#firstByteAtMs),
      transferMs: this.#firstByteAtMs === null ? null : span(this.#firstByteAtMs, this.#endedAtMs),
    };
  }
}

function span(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null ? null : Math.max(0, toMs - fromMs);
}
