/** Pings a server at an interval, and says when one was not answered before the next was due. */
export class KeepAlive {
  readonly #timer: NodeJS.Timeout;
  #sent = 0;
  #answeredCount = 0;

  /** @param ping sends a ping with this application data */
  constructor(intervalMs: number, ping: (payload: Uint8Array) => void, onSilence: () => void) {
    this.#timer = setInterval(() => {
      if (this.#answeredCount < this.#sent) {
        this.stop();
        onSilence();
        return;
      }
      this.#sent += 1;
      ping(Buffer.from(String(this.#sent)));
    }, intervalMs);
  }

  /** A pong proves that the server is there, whatever it carries. */
  answered(): void {
    this.#answeredCount = this.#sent;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
