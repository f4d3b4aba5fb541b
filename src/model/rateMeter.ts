const SLOT_MS = 250;
const SLOTS = 20;

/** Events per second over the last five seconds, in fixed memory. Times in ms must come from one clock that never goes back. */
export class RateMeter {
  readonly #counts = new Float64Array(SLOTS);
  #firstAtMs: number | null = null;
  /** Slots are numbered from the epoch; the ring holds this one and the SLOTS - 1 before it. */
  #newestSlot = 0;

  record(atMs: number, events = 1): void {
    this.#advance(atMs);
    this.#firstAtMs ??= atMs;
    const place = this.#newestSlot % SLOTS;
    this.#counts[place] = (this.#counts[place] ?? 0) + events;
  }

  /** Over what has passed of the five seconds where the first event is more recent, but never over less than one. */
  perSecond(nowMs: number): number {
    if (this.#firstAtMs === null) return 0;
    this.#advance(nowMs);
    let events = 0;
    for (const count of this.#counts) events += count;
    const windowStartMs = (this.#newestSlot - SLOTS + 1) * SLOT_MS;
    const spanMs = nowMs - Math.max(windowStartMs, this.#firstAtMs);
    return (events * 1000) / Math.max(spanMs, 1000);
  }

  #advance(atMs: number): void {
    const slot = Math.floor(atMs / SLOT_MS);
    if (slot <= this.#newestSlot) return;
    const passed = Math.min(slot - this.#newestSlot, SLOTS);
    for (let step = 0; step < passed; step++) this.#counts[(slot - step) % SLOTS] = 0;
    this.#newestSlot = slot;
  }
}
