/**
 * The engine's clock as seen from here: the time of the last snapshot, carried on by this page's monotonic clock.
 * The engine may run on another machine, so its clock and this one's need not agree.
 */
export class EngineClock {
  #engineMs = Date.now();
  #localMs = performance.now();

  /** @param nowMs the engine's time when it made the snapshot that has just come */
  set(nowMs: number): void {
    this.#engineMs = nowMs;
    this.#localMs = performance.now();
  }

  nowMs(): number {
    return this.#engineMs + performance.now() - this.#localMs;
  }
}
