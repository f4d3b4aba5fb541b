/** Pings a server at an interval, and says when one was not answered before the next was due. */
export class KeepAlive {
  readonly #timer: NodeJS.Timeout;
  #sent = 0;
  #answered = 0;

  /** @param ping sends a ping with this application data */
  constructor(intervalMs: number, ping: (payload: Uint8Array) => void, onSilence: () => void) {
    this.#timer = setInterval(() => {
      if (this.#answered < this.#sent) {
        this.stop();
        onSilence();
        return;
      }
      this.#sent += 1;
      ping(Buffer.from(String(this.#sent)));
    }, intervalMs);
  }

  /** Anything that comes proves that the server is there. */
  heard(): void {
    this.#answered = this.#sent;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
