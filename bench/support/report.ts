/** What a receiver measured of one run. */
export interface ReceiverReport {
  readonly messages: number;
  /** From the first message to the last. */
  readonly durationMs: number;
  readonly peakMemoryBytes: number;
}

/** Counts messages and tells the process that waits for it once all have come. */
export class Receiver {
  readonly #expected: number;
  #count = 0;
  #firstAtMs = 0;

  constructor(expected: number) {
    this.#expected = expected;
  }

  take(): void {
    if (this.#count === 0) this.#firstAtMs = performance.now();
    this.#count += 1;
    if (this.#count === this.#expected) reportRun(this.#count, performance.now() - this.#firstAtMs);
  }
}

export function reportRun(messages: number, durationMs: number): void {
  const report: ReceiverReport = {
    messages,
    durationMs,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(report, () => process.exit());
}

/** What searching a recording took, beside a plain loop over the same payloads in memory. */
export interface SearchReport {
  readonly frames: number;
  /** From opening the recording to its first rows. */
  readonly openedMs: number;
  readonly searches: readonly {
    readonly name: string;
    readonly searchedMs: number;
    readonly plainMs: number;
  }[];
}

/** Memory is that of the whole process, in bytes. */
export interface LongRunReport {
  /** A day at 50 messages a second, at a simulated clock. */
  readonly day: {
    readonly sent: number;
    readonly received: number;
    readonly rows: number;
    readonly hourBytes: number;
    readonly dayBytes: number;
  };
  /** An event stream that ends after every event. */
  readonly reconnections: {
    readonly reconnects: number;
    readonly received: number;
    /** After a tenth of them, and after all. */
    readonly firstBytes: number;
    readonly lastBytes: number;
  };
  readonly largeMessage: { readonly sizeBytes: number; readonly keptBytes: number };
}

/** How late the event loop of an extension host's main thread was. */
export interface HostDelayReport {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}
